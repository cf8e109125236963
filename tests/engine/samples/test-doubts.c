#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/doubts.h"

#include <math.h>
#include <string.h>

#define N 40

/* Forty faces "face-00" … that know nothing yet. */
static MienDatasetBuilder *
new_builder (void)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "folder");

  for (guint i = 0; i < N; i++) {
    g_autofree char *id = g_strdup_printf ("face-%02u", i);

    g_assert_true (mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE));
  }
  return builder;
}

/* A column whose sample i has the class numbered by the i-th digit of @digits, again and again; "-"
 * for missing. (transfer none) */
static MienColumn *
add_classes (MienDatasetBuilder *builder, const char *name, const char *names, const char *digits)
{
  g_auto (GStrv) words = g_strsplit (names, " ", -1);
  MienColumn *column = mien_column_new (name, MIEN_KIND_CLASS, (const char *const *) words, 1, N);

  for (guint i = 0; i < N; i++) {
    char digit = digits[i % strlen (digits)];

    if (digit != '-')
      column->values[i] = (float) (digit - '0');
  }
  mien_dataset_builder_take_column (builder, column);
  return column;
}

static MienColumn *
add_numbers (MienDatasetBuilder *builder, const char *name, MienKind kind, int width)
{
  static const char *const names[] = {"happy", "sad", NULL};
  MienColumn *column = mien_column_new (
      name, kind, kind == MIEN_KIND_DISTRIBUTION || kind == MIEN_KIND_FLAGS ? names : NULL, width,
      N);

  mien_dataset_builder_take_column (builder, column);
  return column;
}

/* Values that differ, all of them between 0 and 1; votes add up to 1. */
static void
fill (MienColumn *column)
{
  for (guint i = 0; i < N; i++)
    for (int k = 0; k < column->width; k++) {
      float value = (float) (i + 1) / (N + 2);

      column->values[(gsize) i * (gsize) column->width + (gsize) k] =
          column->kind == MIEN_KIND_DISTRIBUTION && k == 1 ? 1.0f - value : value;
    }
}

static GPtrArray *
look (MienDatasetBuilder *builder, const gint8 *parts, const char *subject, int folds)
{
  g_autoptr (MienDataset) dataset = mien_dataset_builder_end (builder);
  MienDoubtSettings settings = {dataset, parts, subject, folds};

  return mien_doubts_about_labels (&settings);
}

static const MienProblem *
find (GPtrArray *problems, const char *words)
{
  for (guint i = 0; i < problems->len; i++) {
    const MienProblem *problem = g_ptr_array_index (problems, i);

    if (strstr (problem->what, words) != NULL)
      return problem;
  }
  return NULL;
}

/* That one entry has @words, is about @path and concerns as many samples. */
static void
assert_told (GPtrArray *problems, const char *path, const char *words, guint n_samples)
{
  const MienProblem *problem = find (problems, words);

  if (problem == NULL)
    for (guint i = 0; i < problems->len; i++)
      g_test_message ("told: %s", ((MienProblem *) g_ptr_array_index (problems, i))->what);
  g_assert_nonnull (problem);
  g_assert_cmpstr (problem->path, ==, path);
  g_assert_cmpuint (problem->samples->len, ==, n_samples);
}

static void
test_ordinary_labels_raise_no_doubts (void)
{
  MienDatasetBuilder *builder = new_builder ();
  g_autoptr (GPtrArray) problems = NULL;

  add_classes (builder, "expression", "happy sad angry", "012");
  add_classes (builder, "person", "a b c d e f g h", "01234567");
  add_classes (builder, "hat", "yes no", "0111");
  add_classes (builder, "glasses", "yes no", "1110");
  fill (add_numbers (builder, "valence", MIEN_KIND_SCALAR, 1));
  fill (add_numbers (builder, "votes", MIEN_KIND_DISTRIBUTION, 2));
  fill (add_numbers (builder, "landmarks", MIEN_KIND_POINTS, 4));
  problems = look (builder, NULL, NULL, 0);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("told: %s", ((MienProblem *) g_ptr_array_index (problems, i))->what);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_persons_on_two_sides_are_named (void)
{
  MienDatasetBuilder *builder = new_builder ();
  g_autoptr (GPtrArray) problems = NULL;
  gint8 parts[N];

  add_classes (builder, "person", "ann bob cid dan", "0123");
  for (guint i = 0; i < N; i++) /* all of ann and bob are learned; dan is on all sides */
    parts[i] = (gint8) (i % 4 < 2 ? 0 : i % 4 == 2 ? (i < 4 ? 1 : -1) : (gint8) (i % 3));
  problems = look (builder, parts, NULL, 0);
  assert_told (problems, "person", "1 person is in more than one part of the split (dan)", 10);
}

static void
test_the_official_split_counts_where_no_other_is_given (void)
{
  MienDatasetBuilder *builder = new_builder ();
  g_autoptr (GPtrArray) problems = NULL;

  add_classes (builder, "who", "ann bob", "01");
  for (guint i = 0; i < N; i++)
    mien_dataset_builder_set_part (builder, i, i < 20 ? MIEN_PART_TRAIN : MIEN_PART_TEST);
  problems = look (builder, NULL, "who", 0);
  assert_told (problems, "who", "2 persons are in more than one part of the split (ann, bob)", N);
}

static void
test_classes_of_few_faces_are_told_in_one_entry (void)
{
  MienDatasetBuilder *builder = new_builder ();
  g_autoptr (GPtrArray) problems = NULL;

  add_classes (builder, "expression", "happy sad angry fear contempt",
               "0000000000000112222222222222311111111111");
  problems = look (builder, NULL, NULL, 0);
  g_assert_null (find (problems, "fewer than"));
  g_clear_pointer (&problems, g_ptr_array_unref);

  builder = new_builder ();
  add_classes (builder, "actress", "a b c d e f g h i j k l m n o p q r s t",
               "00112233445566778899::;;<<==>>??@@AABBCC");
  problems = look (builder, NULL, NULL, 0);
  g_assert_null (find (problems, "fewer than")); /* nobody means to learn these */
  g_clear_pointer (&problems, g_ptr_array_unref);

  builder = new_builder ();
  add_classes (builder, "expression", "happy sad angry fear contempt",
               "0000000000331111111111122222222222222444");
  problems = look (builder, NULL, NULL, 0);
  assert_told (problems, "expression",
               "2 classes of “expression” have fewer than 10 faces, too few to learn and to test: "
               "fear 2, contempt 3",
               5);
  g_clear_pointer (&problems, g_ptr_array_unref);

  builder = new_builder ();
  add_classes (builder, "expression", "happy sad", "0000000000000000000000000111111111111111");
  problems = look (builder, NULL, NULL, 20);
  assert_told (problems, "expression", "fewer than 20 faces", 15);
}

static void
test_values_that_cannot_be_are_told (void)
{
  MienDatasetBuilder *builder = new_builder ();
  MienColumn *valence = add_numbers (builder, "mean_valence", MIEN_KIND_SCALAR, 1);
  MienColumn *arousal = add_numbers (builder, "arousal", MIEN_KIND_SCALAR, 1);
  MienColumn *age = add_numbers (builder, "age", MIEN_KIND_SCALAR, 1);
  MienColumn *page = add_numbers (builder, "page", MIEN_KIND_SCALAR, 1);
  MienColumn *points = add_numbers (builder, "landmarks", MIEN_KIND_POINTS, 4);
  MienColumn *votes = add_numbers (builder, "votes", MIEN_KIND_DISTRIBUTION, 2);
  g_autoptr (GPtrArray) problems = NULL;

  fill (valence);
  fill (arousal);
  fill (age);
  fill (page);
  fill (points);
  fill (votes);
  valence->values[3] = 1.5f;
  valence->values[4] = NAN;
  for (guint i = 0; i < 25; i++)
    arousal->values[i] = -2.0f; /* most of them: AffectNet has as many */
  age->values[0] = -1.0f;
  age->values[1] = 150.0f;
  page->values[5] = 400.0f;
  points->values[4 * 7 + 2] = 1.4f;
  points->values[4 * 8 + 2] = 1.02f; /* a chin that the picture cuts */
  votes->values[2 * 9] = -0.5f;
  votes->values[2 * 10] = votes->values[2 * 10 + 1] = 0.0f;
  problems = look (builder, NULL, NULL, 0);
  assert_told (problems, "mean_valence", "outside -1 … 1 for 1 of 39 faces: face-03 1.5", 1);
  assert_told (problems, "arousal", "AffectNet", 25);
  assert_told (problems, "age", "outside 0 … 120 for 2 of 40 faces", 2);
  assert_told (problems, "landmarks", "outside the picture for 1 faces: face-07", 1);
  assert_told (problems, "votes", "for 2 faces: face-09, face-10", 2);
  g_assert_cmpuint (problems->len, ==, 5);
}

static void
test_another_scale_is_not_out_of_range (void)
{
  MienDatasetBuilder *builder = new_builder ();
  MienColumn *valence = add_numbers (builder, "valence", MIEN_KIND_SCALAR, 1);
  g_autoptr (GPtrArray) problems = NULL;

  for (guint i = 0; i < N; i++)
    valence->values[i] = (float) (1 + i % 9); /* the nine figures of SAM */
  problems = look (builder, NULL, NULL, 0);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_columns_that_disagree_are_told_with_what_they_confuse (void)
{
  MienDatasetBuilder *builder = new_builder ();
  g_autoptr (GPtrArray) problems = NULL;

  add_classes (builder, "expression", "angry happy sad", "0120120120");
  add_classes (builder, "expression_csv", "Happiness Sadness Anger", "2012012000");
  problems = look (builder, NULL, NULL, 0);
  assert_told (problems, "expression, expression_csv",
               "differ for 8 of the 40 faces that have both: angry/Happiness 4, sad/Happiness 4",
               8);
}

static void
test_codes_are_understood_by_what_they_come_with (void)
{
  MienDatasetBuilder *builder = new_builder ();
  g_autoptr (GPtrArray) problems = NULL;

  add_classes (builder, "folder", "angry happy sad", "012012012012012012012012012012012012012012");
  add_classes (builder, "code", "0 3 6", "2012012012012012012012012012012012012010");
  problems = look (builder, NULL, NULL, 0);
  g_assert_nonnull (find (problems, "“folder” and “code” speak of the same thing"));
}

/* FER2013's labels and FERPlus's votes: the class with the most votes is compared; a tie is none.
 */
static void
test_votes_are_an_opinion_too (void)
{
  MienDatasetBuilder *builder = new_builder ();
  MienColumn *votes;
  g_autoptr (GPtrArray) problems = NULL;

  add_classes (builder, "emotion", "happiness sadness", "01");
  votes = add_numbers (builder, "expression", MIEN_KIND_DISTRIBUTION, 2);
  for (guint i = 0; i < N; i++) {
    votes->values[2 * i] = i == 0 ? 0.2f : i == 1 ? 0.5f : i % 2 == 0 ? 0.7f : 0.4f;
    votes->values[2 * i + 1] = 1.0f - votes->values[2 * i];
  }
  problems = look (builder, NULL, NULL, 0);
  assert_told (problems, "emotion, expression", "differ for 1 of the 40 faces", 1);
}

static void
test_what_teaches_nothing_is_told (void)
{
  MienDatasetBuilder *builder = new_builder ();
  MienColumn *flags;
  g_autoptr (GPtrArray) problems = NULL;

  add_classes (builder, "camera", "left right", "0");
  add_classes (builder, "pose", "up down", "01-----");
  flags = add_numbers (builder, "action_units", MIEN_KIND_FLAGS, 2);
  for (guint i = 0; i < N; i++) {
    flags->values[2 * i] = (float) (i % 2);
    flags->values[2 * i + 1] = 0.0f;
  }
  problems = look (builder, NULL, NULL, 0);
  assert_told (problems, "camera", "the same for all 40 faces that have it: left", N);
  assert_told (problems, "pose", "missing for 28 of 40 faces", 28);
  assert_told (problems, "action_units", "1 of the 2 flags of “action_units” is the same", 0);
}

static void
test_excluded_samples_raise_no_doubts (void)
{
  MienDatasetBuilder *builder = new_builder ();
  MienColumn *age = add_numbers (builder, "age", MIEN_KIND_SCALAR, 1);
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) (void (*) (void)) mien_correction_free);

  fill (age);
  age->values[2] = -5.0f;
  g_ptr_array_add (corrections, mien_correction_new ("face-02", "", "exclude", ""));

  g_autoptr (MienDataset) read = mien_dataset_builder_end (builder);
  g_autoptr (MienDataset) corrected = mien_dataset_correct (read, corrections, NULL);
  g_autoptr (GPtrArray) before = mien_doubts_about_labels (&(MienDoubtSettings){.dataset = read});
  g_autoptr (GPtrArray) after =
      mien_doubts_about_labels (&(MienDoubtSettings){.dataset = corrected});

  assert_told (before, "age", "outside", 1);
  g_assert_cmpuint (after->len, ==, 0);
}

/* Forty pictures, none like another, to be made alike by hand. */
typedef struct {
  guint equal[N], alike[N];
  gboolean flat[N];
  MienLikeness likeness;
} Pictures;

static void
pictures_init (Pictures *self)
{
  *self = (Pictures){0};
  for (guint i = 0; i < N; i++)
    self->equal[i] = self->alike[i] = i;
  self->likeness =
      (MienLikeness){.n = N, .equal = self->equal, .alike = self->alike, .flat = self->flat};
}

static GPtrArray *
look_at (MienDatasetBuilder *builder,
         const gint8 *parts,
         GPtrArray *unreadable,
         const Pictures *pictures)
{
  g_autoptr (MienDataset) dataset = mien_dataset_builder_end (builder);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  MienDoubtSettings settings = {.dataset = dataset, .parts = parts};

  return mien_doubts_about_pictures (&settings, unreadable != NULL ? unreadable : none,
                                     &pictures->likeness);
}

static void
test_copies_are_told_on_one_side_and_on_two (void)
{
  MienDatasetBuilder *builder = new_builder ();
  g_autoptr (GPtrArray) problems = NULL;
  gint8 parts[N] = {0};
  Pictures pictures;

  pictures_init (&pictures);
  add_classes (builder, "expression", "happy sad", "01"); /* by even and odd */
  pictures.equal[2] = pictures.alike[2] = 0;              /* on one side */
  pictures.equal[5] = pictures.alike[5] = 3;              /* on two */
  pictures.equal[9] = pictures.alike[9] = 6;              /* on one, with two labels */
  pictures.alike[20] = pictures.alike[22] = 18;           /* alike on two */
  parts[5] = parts[22] = MIEN_PART_TEST;
  problems = look_at (builder, parts, NULL, &pictures);
  assert_told (problems, "face-06",
               "1 group of pictures that are copies have different labels in “expression”: face-06 "
               "happy but face-09 sad",
               2);
  assert_told (problems, "face-03",
               "2 pictures in 1 group are copies, the same in every pixel, and", 2);
  assert_told (problems, "face-00", "4 pictures in 2 groups are copies, the same in every pixel; ",
               4);
  assert_told (problems, "face-18", "3 pictures in 1 group hardly differ", 3);
  g_assert_cmpuint (problems->len, ==, 4);
}

static void
test_pictures_that_are_none_are_grouped_by_reason (void)
{
  static const struct {
    guint sample;
    const char *what;
  } cut[] = {{4, "/data/face-04 ends too early; copy it again"},
             {5, "/data/face-05 ends too early; copy it again"},
             {6, "/data/face-06 is empty; copy it again"}};
  MienDatasetBuilder *builder = new_builder ();
  g_autoptr (GPtrArray) unreadable =
      g_ptr_array_new_with_free_func ((GDestroyNotify) (void (*) (void)) mien_problem_free);
  g_autoptr (GPtrArray) problems = NULL;
  Pictures pictures;

  pictures_init (&pictures);
  pictures.flat[8] = pictures.flat[9] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (cut); i++) {
    g_autofree char *id = g_strdup_printf ("face-%02u", cut[i].sample);
    MienProblem *problem = mien_problem_new (id, "%s", cut[i].what);

    mien_problem_add_sample (problem, cut[i].sample);
    g_ptr_array_add (unreadable, problem);
  }
  problems = look_at (builder, NULL, unreadable, &pictures);
  assert_told (problems, "face-04",
               "2 pictures are unusable (face-04, face-05): each ends too early; copy it again", 2);
  assert_told (problems, "face-06", "The picture face-06 is empty; copy it again", 1);
  assert_told (problems, "face-08", "2 pictures are of one grey level", 2);
  g_assert_cmpuint (problems->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doubts/none", test_ordinary_labels_raise_no_doubts);
  g_test_add_func ("/doubts/persons", test_persons_on_two_sides_are_named);
  g_test_add_func ("/doubts/official", test_the_official_split_counts_where_no_other_is_given);
  g_test_add_func ("/doubts/few", test_classes_of_few_faces_are_told_in_one_entry);
  g_test_add_func ("/doubts/range", test_values_that_cannot_be_are_told);
  g_test_add_func ("/doubts/scale", test_another_scale_is_not_out_of_range);
  g_test_add_func ("/doubts/agree", test_columns_that_disagree_are_told_with_what_they_confuse);
  g_test_add_func ("/doubts/codes", test_codes_are_understood_by_what_they_come_with);
  g_test_add_func ("/doubts/votes", test_votes_are_an_opinion_too);
  g_test_add_func ("/doubts/nothing", test_what_teaches_nothing_is_told);
  g_test_add_func ("/doubts/excluded", test_excluded_samples_raise_no_doubts);
  g_test_add_func ("/doubts/copies", test_copies_are_told_on_one_side_and_on_two);
  g_test_add_func ("/doubts/unusable", test_pictures_that_are_none_are_grouped_by_reason);
  return g_test_run ();
}
