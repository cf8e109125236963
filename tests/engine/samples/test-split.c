#include "engine/core/error.h"
#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/split.h"

#include <math.h>
#include <string.h>

#define N 200
#define PERSONS 10

static const char *const expressions[] = {"happy", "rare", NULL};

/* 200 faces, one in ten "rare", of ten persons p0 to p9 with more faces the higher their number;
 * the first 100 are officially for training, the rest for the test. */
static MienDataset *
make_dataset (gboolean parts)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "csv");
  g_auto (GStrv) persons = g_new0 (char *, PERSONS + 1);
  MienColumn *expression, *person;

  for (int k = 0; k < PERSONS; k++)
    persons[k] = g_strdup_printf ("p%d", k);
  expression = mien_column_new ("expression", MIEN_KIND_CLASS, expressions, 1, N);
  person = mien_column_new ("person", MIEN_KIND_CLASS, (const char *const *) persons, 1, N);
  for (int i = 0; i < N; i++) {
    g_autofree char *id = g_strdup_printf ("%03d.png", i);

    mien_dataset_builder_add_sample (builder, id,
                                     !parts      ? MIEN_PART_NONE
                                     : i < N / 2 ? MIEN_PART_TRAIN
                                                 : MIEN_PART_TEST);
    expression->values[i] = i % 10 == 0 ? 1.0f : 0.0f;
    person->values[i] = (float) MIN (MIN (i % 17, 9), i % 10);
  }
  mien_dataset_builder_take_column (builder, expression);
  mien_dataset_builder_take_column (builder, person);
  return mien_dataset_builder_end (builder);
}

static gint8 *
assign (MienDataset *dataset, MienSplitSettings settings)
{
  g_autoptr (GError) error = NULL;
  gint8 *parts = mien_split_assign (dataset, &settings, NULL, &error);

  g_assert_no_error (error);
  return parts;
}

static guint
count (const gint8 *parts, MienPart part)
{
  guint n = 0;

  for (int i = 0; i < N; i++)
    n += parts[i] == (gint8) part;
  return n;
}

static void
test_a_random_split_keeps_the_shares_of_the_classes (void)
{
  g_autoptr (MienDataset) dataset = make_dataset (FALSE);
  g_autofree gint8 *parts = assign (
      dataset, (MienSplitSettings){.stratify = "expression", .validation = 0.15, .seed = 1});
  guint rare_tests = 0, rare_validations = 0;

  g_assert_cmpuint (count (parts, MIEN_PART_TEST), ==, 40);
  g_assert_cmpuint (count (parts, MIEN_PART_VALIDATION), ==, 24);
  g_assert_cmpuint (count (parts, MIEN_PART_TRAIN), ==, 136);
  for (int i = 0; i < N; i += 10) {
    rare_tests += parts[i] == MIEN_PART_TEST;
    rare_validations += parts[i] == MIEN_PART_VALIDATION;
  }
  g_assert_cmpuint (rare_tests, ==, 4);
  g_assert_cmpuint (rare_validations, >=, 2);
  g_assert_cmpuint (rare_validations, <=, 3);
}

static void
test_the_same_seed_gives_the_same_split (void)
{
  g_autoptr (MienDataset) dataset = make_dataset (FALSE);
  MienSplitSettings settings = {.validation = 0.15, .seed = 1};
  g_autofree gint8 *first = assign (dataset, settings);
  g_autofree gint8 *again = assign (dataset, settings);
  g_autofree gint8 *other = NULL;

  settings.seed = 2;
  other = assign (dataset, settings);
  g_assert_cmpmem (first, N, again, N);
  g_assert_cmpint (memcmp (first, other, N), !=, 0);
}

/* Over the folds, each sample is in the test part exactly once; @smallest is the least of a fold.
 */
static void
assert_folds_partition (MienDataset *dataset, MienSplitSettings settings, guint smallest)
{
  guint times[N] = {0};
  int folds = mien_split_count_folds (dataset, &settings);

  for (settings.fold = 0; settings.fold < folds; settings.fold++) {
    g_autofree gint8 *parts = assign (dataset, settings);

    g_assert_cmpuint (count (parts, MIEN_PART_TEST), >=, smallest);
    for (int i = 0; i < N; i++)
      times[i] += parts[i] == MIEN_PART_TEST;
  }
  for (int i = 0; i < N; i++)
    g_assert_cmpuint (times[i], ==, 1);
}

static void
test_folds_test_every_face_once (void)
{
  g_autoptr (MienDataset) dataset = make_dataset (FALSE);
  MienSplitSettings settings = {
      .subject = "person", .stratify = "expression", .folds = 5, .validation = 0.15, .seed = 3};

  assert_folds_partition (dataset, settings, 40);
  settings.kind = MIEN_SPLIT_SUBJECT;
  settings.folds = 4;
  assert_folds_partition (dataset, settings, 20);
  settings.kind = MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT;
  g_assert_cmpint (mien_split_count_folds (dataset, &settings), ==, PERSONS);
  assert_folds_partition (dataset, settings, 1);
}

static void
test_nobody_is_on_two_sides (void)
{
  g_autoptr (MienDataset) dataset = make_dataset (FALSE);
  const MienColumn *person = mien_dataset_get_column (dataset, "person");

  for (int seed = 0; seed < 20; seed++) {
    g_autofree gint8 *parts = assign (dataset, (MienSplitSettings){.kind = MIEN_SPLIT_SUBJECT,
                                                                   .subject = "person",
                                                                   .folds = 3,
                                                                   .fold = seed % 3,
                                                                   .validation = 0.15,
                                                                   .seed = (guint64) seed});
    int side[PERSONS];

    g_assert_cmpuint (count (parts, MIEN_PART_VALIDATION), >, 0);
    memset (side, -1, sizeof side);
    for (guint i = 0; i < N; i++) {
      int who = mien_column_get_class (person, i);

      g_assert_true (side[who] == -1 || side[who] == parts[i]);
      side[who] = parts[i];
    }
  }
}

/* 12 films of 10 to 21 faces. Four have many rare faces, and would make one fold by their size. */
static MienDataset *
make_films (void)
{
  static const char *const films[] = {"a", "b", "c", "d", "e", "f", "g",
                                      "h", "i", "j", "k", "l", NULL};
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "csv");
  MienColumn *expression, *film, *actor;
  guint n = 0;

  for (guint f = 0; f < 12; f++)
    n += 10 + f;
  expression = mien_column_new ("expression", MIEN_KIND_CLASS, expressions, 1, n);
  film = mien_column_new ("film", MIEN_KIND_CLASS, films, 1, n);
  actor = mien_column_new ("actor", MIEN_KIND_CLASS, films, 1, n);
  for (guint f = 0, i = 0; f < 12; f++)
    for (guint k = 0; k < 10 + f; k++, i++) {
      g_autofree char *id = g_strdup_printf ("%03u.png", i);

      mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE);
      expression->values[i] = k % 10 < (f % 6 % 5 == 0 ? 5 : 1) ? 1.0f : 0.0f;
      film->values[i] = (float) f;
      actor->values[i] = (float) (k == 0 ? (f + 1) % 12 : f); /* each plays in two films */
    }
  mien_dataset_builder_take_column (builder, expression);
  mien_dataset_builder_take_column (builder, film);
  mien_dataset_builder_take_column (builder, actor);
  return mien_dataset_builder_end (builder);
}

static double
share_of_rare (MienDataset *dataset, const gint8 *parts, MienPart part)
{
  const MienColumn *expression = mien_dataset_get_column (dataset, "expression");
  guint n = 0, rare = 0;

  for (guint i = 0; i < expression->n_samples; i++)
    if (parts[i] == (gint8) part) {
      n++;
      rare += mien_column_get_class (expression, i) == 1;
    }
  g_assert_cmpuint (n, >, 0);
  return (double) rare / n;
}

static void
test_no_film_is_divided_and_the_classes_keep_their_shares (void)
{
  g_autoptr (MienDataset) dataset = make_films ();
  const MienColumn *film = mien_dataset_get_column (dataset, "film");

  for (int run = 0; run < 30; run++) {
    MienSplitSettings settings = {.kind = MIEN_SPLIT_GROUP,
                                  .group = "film",
                                  .stratify = "expression",
                                  .folds = 3,
                                  .fold = run % 3,
                                  .validation = 0.3,
                                  .seed = (guint64) run / 3};
    g_autofree gint8 *parts = assign (dataset, settings);
    int side[12];

    memset (side, -1, sizeof side);
    for (guint i = 0; i < film->n_samples; i++) {
      int which = mien_column_get_class (film, i);

      g_assert_true (side[which] == -1 || side[which] == parts[i]);
      side[which] = parts[i];
    }
    /* About a quarter of all faces is rare, but a tenth or a half of a film. */
    g_assert_cmpfloat (share_of_rare (dataset, parts, MIEN_PART_TEST), >, 0.18);
    g_assert_cmpfloat (share_of_rare (dataset, parts, MIEN_PART_TEST), <, 0.32);
    g_assert_cmpfloat (share_of_rare (dataset, parts, MIEN_PART_VALIDATION), >, 0.15);
    g_assert_cmpfloat (share_of_rare (dataset, parts, MIEN_PART_VALIDATION), <, 0.42);
  }
}

static void
test_each_group_is_left_out_once (void)
{
  g_autoptr (MienDataset) dataset = make_films ();
  const MienColumn *film = mien_dataset_get_column (dataset, "film");
  MienSplitSettings settings = {
      .kind = MIEN_SPLIT_LEAVE_ONE_GROUP_OUT, .group = "film", .validation = 0.15};

  g_assert_cmpint (mien_split_count_folds (dataset, &settings), ==, 12);
  for (settings.fold = 0; settings.fold < 12; settings.fold++) {
    g_autofree gint8 *parts = assign (dataset, settings);

    for (guint i = 0; i < film->n_samples; i++)
      g_assert_true ((parts[i] == MIEN_PART_TEST) ==
                     (mien_column_get_class (film, i) == settings.fold));
  }
}

/* Three films, twelve persons in each, of whom the third film does not say the names. */
static MienDataset *
make_few_films (void)
{
  static const char *const films[] = {"a", "b", "c", NULL};
  g_auto (GStrv) persons = g_new0 (char *, 25);
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "csv");
  MienColumn *film, *person;

  for (int k = 0; k < 24; k++)
    persons[k] = g_strdup_printf ("p%d", k);
  film = mien_column_new ("film", MIEN_KIND_CLASS, films, 1, 360);
  person = mien_column_new ("person", MIEN_KIND_CLASS, (const char *const *) persons, 1, 360);
  for (int i = 0; i < 360; i++) {
    g_autofree char *id = g_strdup_printf ("%03d.png", i);

    mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE);
    film->values[i] = (float) (i / 120);
    person->values[i] = i < 240 ? (float) (i / 10) : NAN;
    if (i == 125)
      person->values[i] = 0.0f; /* plays in two films */
  }
  mien_dataset_builder_take_column (builder, film);
  mien_dataset_builder_take_column (builder, person);
  return mien_dataset_builder_end (builder);
}

static void
test_few_groups_are_all_learned_from_and_validated_on_by_person (void)
{
  g_autoptr (MienDataset) dataset = make_few_films ();
  const MienColumn *person = mien_dataset_get_column (dataset, "person");
  MienSplitSettings settings = {.kind = MIEN_SPLIT_LEAVE_ONE_GROUP_OUT,
                                .group = "film",
                                .subject = "person",
                                .leaks = MIEN_LEAKS_ALLOW,
                                .validation = 0.2};

  for (settings.fold = 0; settings.fold < 3; settings.fold++) {
    g_autofree gint8 *parts = assign (dataset, settings);
    guint counts[3][MIEN_N_PARTS] = {{0}};
    int side[24];

    memset (side, -1, sizeof side);
    for (int i = 0; i < 360; i++) {
      int who = mien_column_get_class (person, (guint) i);

      if (who >= 0 && parts[i] != MIEN_PART_TEST) {
        g_assert_true (side[who] == -1 || side[who] == parts[i]);
        side[who] = parts[i];
      }
      counts[i / 120][parts[i]]++;
    }
    guint n_validation = 0;
    for (int f = 0; f < 3; f++) {
      g_assert_cmpuint (counts[f][MIEN_PART_TEST], ==, f == settings.fold ? 120 : 0);
      g_assert_cmpuint (counts[f][MIEN_PART_TRAIN], >=, f == settings.fold ? 0 : 60);
      n_validation += counts[f][MIEN_PART_VALIDATION];
    }
    g_assert_cmpuint (n_validation, >=, 36);
    g_assert_cmpuint (n_validation, <=, 60);
  }
}

/* The message of the refusal of @settings, or NULL where they are fine. */
static char *
find_leak (MienDataset *dataset, MienSplitSettings settings)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint8 *parts = mien_split_assign (dataset, &settings, NULL, &error);

  if (parts != NULL)
    return NULL;
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_LEAK);
  return g_strdup (error->message);
}

static void
test_a_person_who_is_learned_from_and_tested_on_is_an_error (void)
{
  g_autoptr (MienDataset) official = make_dataset (TRUE);
  g_autoptr (MienDataset) films = make_films ();
  MienSplitSettings settings = {.kind = MIEN_SPLIT_OFFICIAL, .subject = "person"};
  g_autofree char *all = find_leak (official, settings);
  g_autofree char *two = find_leak (
      films,
      (MienSplitSettings){
          .kind = MIEN_SPLIT_LEAVE_ONE_GROUP_OUT, .group = "film", .subject = "actor", .fold = 4});

  g_assert_nonnull (strstr (all, "10 persons"));
  g_assert_nonnull (strstr (all, "p0, p1, p2, …"));
  g_assert_nonnull (strstr (all, "split.leaks=allow"));
  g_assert_nonnull (strstr (two, "2 persons of “actor” are"));
  g_assert_nonnull (strstr (two, "(e, f)"));
  settings.leaks = MIEN_LEAKS_ALLOW;
  g_assert_null (find_leak (official, settings));
  g_assert_null (find_leak (official, (MienSplitSettings){.kind = MIEN_SPLIT_OFFICIAL}));
}

static void
test_the_official_parts_are_kept_and_validation_comes_from_training (void)
{
  g_autoptr (MienDataset) dataset = make_dataset (TRUE);
  g_autofree gint8 *parts = assign (
      dataset, (MienSplitSettings){.kind = MIEN_SPLIT_OFFICIAL, .validation = 0.2, .seed = 1});

  for (int i = N / 2; i < N; i++)
    g_assert_cmpint (parts[i], ==, MIEN_PART_TEST);
  g_assert_cmpuint (count (parts, MIEN_PART_VALIDATION), ==, 20);
  g_assert_cmpuint (count (parts, MIEN_PART_TRAIN), ==, 80);
}

static void
test_unusable_and_excluded_faces_are_in_no_part (void)
{
  g_autoptr (MienDataset) dataset = make_dataset (FALSE);
  g_autoptr (GPtrArray) corrections = g_ptr_array_new ();
  MienCorrection *correction = mien_correction_new ("007.png", "", "exclude", "");
  MienSplitSettings settings = {.seed = 1};
  gboolean use[N];

  for (int i = 0; i < N; i++)
    use[i] = i != 3;
  g_ptr_array_add (corrections, correction);

  g_autoptr (MienDataset) corrected = mien_dataset_correct (dataset, corrections, NULL);
  g_autofree gint8 *parts = mien_split_assign (corrected, &settings, use, NULL);

  mien_correction_free (correction);
  g_assert_cmpint (parts[3], ==, MIEN_PART_NONE);
  g_assert_cmpint (parts[7], ==, MIEN_PART_NONE);
  g_assert_cmpuint (count (parts, MIEN_PART_NONE), ==, 2);
}

static void
assert_impossible (MienSplitSettings settings, const char *hint)
{
  g_autoptr (MienDataset) dataset = make_dataset (FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_split_assign (dataset, &settings, NULL, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, hint));
}

static void
test_impossible_splits_are_explained (void)
{
  assert_impossible (
      (MienSplitSettings){.kind = MIEN_SPLIT_SUBJECT, .subject = "person", .folds = 11},
      "10 persons");
  assert_impossible ((MienSplitSettings){.kind = MIEN_SPLIT_SUBJECT, .subject = "who"}, "“who”");
  assert_impossible ((MienSplitSettings){.kind = MIEN_SPLIT_SUBJECT}, "who is shown");
  assert_impossible ((MienSplitSettings){.kind = MIEN_SPLIT_GROUP}, "whose groups stay together");
  assert_impossible (
      (MienSplitSettings){.kind = MIEN_SPLIT_GROUP, .group = "expression", .folds = 3}, "2 groups");
  assert_impossible ((MienSplitSettings){.kind = MIEN_SPLIT_OFFICIAL}, "no official parts");
  assert_impossible ((MienSplitSettings){.folds = 5, .fold = 5}, "fold counts");
  assert_impossible ((MienSplitSettings){.validation = 0.7}, "0.5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/stratified", test_a_random_split_keeps_the_shares_of_the_classes);
  g_test_add_func ("/split/seed", test_the_same_seed_gives_the_same_split);
  g_test_add_func ("/split/folds", test_folds_test_every_face_once);
  g_test_add_func ("/split/persons", test_nobody_is_on_two_sides);
  g_test_add_func ("/split/groups", test_no_film_is_divided_and_the_classes_keep_their_shares);
  g_test_add_func ("/split/leave one group out", test_each_group_is_left_out_once);
  g_test_add_func ("/split/few groups",
                   test_few_groups_are_all_learned_from_and_validated_on_by_person);
  g_test_add_func ("/split/leak", test_a_person_who_is_learned_from_and_tested_on_is_an_error);
  g_test_add_func ("/split/official",
                   test_the_official_parts_are_kept_and_validation_comes_from_training);
  g_test_add_func ("/split/unusable", test_unusable_and_excluded_faces_are_in_no_part);
  g_test_add_func ("/split/impossible", test_impossible_splits_are_explained);
  return g_test_run ();
}
