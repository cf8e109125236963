/* Who has labels of what: counted by column, data set and part. */
#include "engine/samples/coverage.h"
#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/union.h"

#include <math.h>
#include <string.h>

static MienDataset *
make (const char *location, const char *column, MienKind kind, const float *values, guint n)
{
  static const char *const classes[] = {"no", "yes", NULL};
  MienDatasetBuilder *builder = mien_dataset_builder_new (location, "csv");
  MienColumn *labels;

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%u.png", i);

    mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE);
  }
  labels = mien_column_new (column, kind, kind == MIEN_KIND_CLASS ? classes : NULL, 1, n);
  memcpy (labels->values, values, n * sizeof (float));
  mien_dataset_builder_take_column (builder, labels);
  return mien_dataset_builder_end (builder);
}

static MienDataset *
make_both (void)
{
  static const char *const names[] = {"one", "two", NULL};
  g_autoptr (MienDataset) first =
      make ("one", "smile", MIEN_KIND_CLASS, (const float[]){0, 1, NAN}, 3);
  g_autoptr (MienDataset) second =
      make ("two", "valence", MIEN_KIND_SCALAR, (const float[]){0.5f, NAN}, 2);
  g_autoptr (GPtrArray) both = g_ptr_array_new ();

  g_ptr_array_add (both, first);
  g_ptr_array_add (both, second);
  return mien_union_new (both, names);
}

static guint
find (const MienCoverage *coverage, const char *column)
{
  for (guint c = 0; coverage->columns[c] != NULL; c++)
    if (g_str_equal (coverage->columns[c], column))
      return c;
  g_assert_not_reached ();
}

static void
test_two_sets_that_lack_each_others_labels (void)
{
  static const gint8 parts[] = {MIEN_PART_TRAIN, MIEN_PART_TEST, MIEN_PART_TRAIN, MIEN_PART_TRAIN,
                                MIEN_PART_VALIDATION};
  g_autoptr (MienDataset) dataset = make_both ();
  g_autoptr (MienCoverage) coverage = mien_coverage_count (dataset, parts);
  guint smile = find (coverage, "smile"), valence = find (coverage, "valence");

  g_assert_cmpstr (coverage->sources[1], ==, "two");
  g_assert_cmpuint (g_strv_length (coverage->columns), ==, 2);
  g_assert_cmpuint (mien_coverage_get (coverage, smile, 0, MIEN_PART_TRAIN), ==, 1);
  g_assert_cmpuint (mien_coverage_get (coverage, smile, 0, MIEN_PART_TEST), ==, 1);
  g_assert_cmpuint (mien_coverage_get (coverage, smile, 1, MIEN_PART_TRAIN), ==, 0);
  g_assert_cmpuint (mien_coverage_sum (coverage, valence, MIEN_PART_TRAIN), ==, 1);
  g_assert_cmpuint (mien_coverage_sum (coverage, valence, MIEN_PART_VALIDATION), ==, 0);
  g_assert_cmpuint (coverage->samples[0 * MIEN_N_PARTS + MIEN_PART_TRAIN], ==, 2);
  g_assert_true (mien_coverage_is_patchy (coverage));
}

static void
test_one_set_is_not_patchy (void)
{
  g_autoptr (MienDataset) dataset =
      make ("one", "smile", MIEN_KIND_CLASS, (const float[]){0, NAN}, 2);
  g_autoptr (MienCoverage) coverage = mien_coverage_count (dataset, NULL);

  g_assert_cmpuint (g_strv_length (coverage->sources), ==, 1);
  g_assert_cmpuint (mien_coverage_sum (coverage, 0, MIEN_PART_TRAIN), ==, 1);
  g_assert_cmpuint (coverage->samples[MIEN_PART_TRAIN], ==, 2);
  g_assert_false (mien_coverage_is_patchy (coverage));
}

static void
test_excluded_faces_do_not_count (void)
{
  g_autoptr (MienDataset) dataset =
      make ("one", "smile", MIEN_KIND_CLASS, (const float[]){0, 1}, 2);
  const MienCorrection out = {(char *) "0.png", (char *) "", (char *) "exclude", (char *) "no"};
  g_autoptr (GPtrArray) corrections = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (corrections, (gpointer) &out);
  g_autoptr (MienDataset) corrected = mien_dataset_correct (dataset, corrections, &error);
  g_assert_no_error (error);

  g_autoptr (MienCoverage) coverage = mien_coverage_count (corrected, NULL);
  g_assert_cmpuint (mien_coverage_sum (coverage, 0, MIEN_PART_TRAIN), ==, 1);
  g_assert_cmpuint (coverage->samples[MIEN_PART_TRAIN], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage/two-sets", test_two_sets_that_lack_each_others_labels);
  g_test_add_func ("/coverage/one-set", test_one_set_is_not_patchy);
  g_test_add_func ("/coverage/excluded", test_excluded_faces_do_not_count);
  return g_test_run ();
}
