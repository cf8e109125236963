#include "engine/core/error.h"
#include "engine/samples/dataset-builder.h"
#include "engine/samples/split.h"

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
  g_test_add_func ("/split/official",
                   test_the_official_parts_are_kept_and_validation_comes_from_training);
  g_test_add_func ("/split/unusable", test_unusable_and_excluded_faces_are_in_no_part);
  g_test_add_func ("/split/impossible", test_impossible_splits_are_explained);
  return g_test_run ();
}
