#include "engine/samples/data/dataset-builder.h"
#include "ui/models/sample-order.h"

#include <math.h>

/* Six faces named out of order; the third has no values. */
static MienDataset *
make_dataset (void)
{
  const char *const ids[] = {"b2.png", "b10.png", "B1.png", "a/9.png", "a/010.png", "b2.jpg"};
  const float numbers[] = {0.5f, -1.0f, NAN, 2.0f, 0.5f, 0.0f};
  const char *const names[] = {"small", "large", NULL};
  MienDatasetBuilder *builder = mien_dataset_builder_new ("made", "made");
  MienColumn *number = mien_column_new ("number", MIEN_KIND_SCALAR, NULL, 1, 6);
  MienColumn *size = mien_column_new ("size", MIEN_KIND_CLASS, names, 1, 6);
  MienColumn *flags = mien_column_new ("flags", MIEN_KIND_FLAGS, names, 2, 6);

  for (guint i = 0; i < 6; i++) {
    mien_dataset_builder_add_sample (builder, ids[i], MIEN_PART_NONE);
    number->values[i] = numbers[i];
    size->values[i] = i == 2 ? NAN : (float) (i % 2);
    flags->values[2 * i] = i == 2 ? NAN : (float) (i == 4);
    flags->values[2 * i + 1] = i == 2 ? NAN : (float) (i == 1);
  }
  mien_dataset_builder_take_column (builder, number);
  mien_dataset_builder_take_column (builder, size);
  mien_dataset_builder_take_column (builder, flags);
  return mien_dataset_builder_end (builder);
}

static void
assert_order (GArray *order, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < order->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", g_array_index (order, guint, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_sorted (const char *column, gboolean descending, const char *expected)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (GArray) order = mien_sample_order_new (dataset, column, descending);

  assert_order (order, expected);
}

static void
test_paths_are_in_the_order_that_people_count_in (void)
{
  assert_sorted (NULL, FALSE, "3 4 2 5 0 1");
  assert_sorted (NULL, TRUE, "1 0 5 2 4 3");
}

static void
test_missing_values_come_last_either_way (void)
{
  assert_sorted ("number", FALSE, "1 5 0 4 3 2");
  assert_sorted ("number", TRUE, "3 0 4 5 1 2");
}

static void
test_classes_are_in_their_own_order (void)
{
  assert_sorted ("size", FALSE, "0 4 1 3 5 2");
  assert_sorted ("size", TRUE, "1 3 5 0 4 2");
}

static void
test_faces_with_the_first_flag_lead (void)
{
  assert_sorted ("flags", FALSE, "4 1 0 3 5 2");
}

static void
test_ids_that_rise_already_are_turned_round (void)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new ("made", "made");

  mien_dataset_builder_add_sample (builder, "1.png", MIEN_PART_NONE);
  mien_dataset_builder_add_sample (builder, "2.png", MIEN_PART_NONE);
  mien_dataset_builder_add_sample (builder, "10.png", MIEN_PART_NONE);

  g_autoptr (MienDataset) dataset = mien_dataset_builder_end (builder);
  g_autoptr (GArray) up = mien_sample_order_new (dataset, NULL, FALSE);
  g_autoptr (GArray) down = mien_sample_order_new (dataset, NULL, TRUE);

  assert_order (up, "0 1 2");
  assert_order (down, "2 1 0");
}

static void
test_some_samples_keep_the_order_of_all (void)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (GArray) order = mien_sample_order_new (dataset, "number", FALSE);
  g_autoptr (GArray) some = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint samples[] = {4, 2, 5, 4, 99};

  g_array_append_vals (some, samples, G_N_ELEMENTS (samples));

  g_autoptr (GArray) sorted = mien_sample_order_keep (dataset, order, some);
  g_autoptr (GArray) as_read = mien_sample_order_keep (dataset, NULL, some);

  assert_order (sorted, "5 4 2");
  assert_order (as_read, "2 4 5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-order/paths", test_paths_are_in_the_order_that_people_count_in);
  g_test_add_func ("/sample-order/missing", test_missing_values_come_last_either_way);
  g_test_add_func ("/sample-order/classes", test_classes_are_in_their_own_order);
  g_test_add_func ("/sample-order/flags", test_faces_with_the_first_flag_lead);
  g_test_add_func ("/sample-order/rising", test_ids_that_rise_already_are_turned_round);
  g_test_add_func ("/sample-order/keep", test_some_samples_keep_the_order_of_all);
  return g_test_run ();
}
