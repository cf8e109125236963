#include "engine/core/error.h"
#include "engine/samples/data/column.h"

#include <math.h>
#include <string.h>

static const char *const units[] = {"AU1", "AU2", "AU12", NULL};

/* What is parsed from @text is formatted back as @expected. */
static void
assert_round_trip (MienColumn *column, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_column_parse (column, text, column->values, &error));
  g_assert_no_error (error);

  g_autofree char *back = mien_column_format (column, 0);

  g_assert_cmpstr (back, ==, expected);
}

static void
assert_refused (MienColumn *column, const char *text, const char *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mien_column_parse (column, text, column->values, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, hint));
}

static void
test_everything_starts_out_missing (void)
{
  g_autoptr (MienColumn) column = mien_column_new ("au", MIEN_KIND_FLAGS, units, 3, 4);

  g_assert_cmpuint (mien_column_count_missing (column), ==, 4);
}

static void
test_values_read_back_as_they_were_written (void)
{
  g_autoptr (MienColumn) class = mien_column_new ("emotion", MIEN_KIND_CLASS, units, 1, 1);
  g_autoptr (MienColumn) flags = mien_column_new ("au", MIEN_KIND_FLAGS, units, 3, 1);
  g_autoptr (MienColumn) scalar = mien_column_new ("valence", MIEN_KIND_SCALAR, NULL, 1, 1);
  g_autoptr (MienColumn) points = mien_column_new ("marks", MIEN_KIND_POINTS, NULL, 4, 1);
  g_autoptr (MienColumn) votes = mien_column_new ("votes", MIEN_KIND_DISTRIBUTION, units, 3, 1);

  assert_round_trip (class, " AU12 ", "AU12");
  assert_round_trip (flags, "AU12|AU1", "AU1|AU12");
  assert_round_trip (scalar, "-0.3", "-0.3");
  assert_round_trip (points, "0.25 0.5  0.75 1", "0.25 0.5 0.75 1");
  assert_round_trip (votes, "AU1:3|AU12:1", "AU1:0.75|AU12:0.25");
}

static void
test_no_flag_is_not_the_same_as_nothing_known (void)
{
  g_autoptr (MienColumn) flags = mien_column_new ("au", MIEN_KIND_FLAGS, units, 3, 1);

  assert_round_trip (flags, "none", "none");
  g_assert_false (mien_column_is_missing (flags, 0));
  assert_round_trip (flags, "", "");
  g_assert_true (mien_column_is_missing (flags, 0));
}

static void
test_a_flag_of_which_nothing_is_known_stays_unknown (void)
{
  g_autoptr (MienColumn) flags = mien_column_new ("au", MIEN_KIND_FLAGS, units, 3, 1);

  assert_round_trip (flags, "AU12|?AU1", "?AU1|AU12");
  g_assert_true (isnan (flags->values[0]));
  assert_round_trip (flags, "?AU1|?AU2|?AU12", "");
  assert_refused (flags, "?AU7", "AU1, AU2, AU12");
}

static void
test_wrong_values_are_refused_with_a_hint (void)
{
  g_autoptr (MienColumn) class = mien_column_new ("emotion", MIEN_KIND_CLASS, units, 1, 1);
  g_autoptr (MienColumn) scalar = mien_column_new ("valence", MIEN_KIND_SCALAR, NULL, 1, 1);
  g_autoptr (MienColumn) points = mien_column_new ("marks", MIEN_KIND_POINTS, NULL, 4, 1);
  g_autoptr (MienColumn) votes = mien_column_new ("votes", MIEN_KIND_DISTRIBUTION, units, 3, 1);

  assert_refused (class, "AU7", "AU1, AU2, AU12");
  assert_refused (scalar, "0,3", "-0.3");
  assert_refused (scalar, "inf", "-0.3");
  assert_refused (points, "1 2 3", "4 numbers");
  assert_refused (votes, "AU1:0", "above 0");
}

static void
test_samples_of_each_name_are_counted (void)
{
  g_autoptr (MienColumn) flags = mien_column_new ("au", MIEN_KIND_FLAGS, units, 3, 3);

  mien_column_parse (flags, "AU1|AU2", flags->values, NULL);
  mien_column_parse (flags, "AU2", flags->values + 3, NULL);

  g_autofree guint *counts = mien_column_count (flags);

  g_assert_cmpuint (counts[0], ==, 1);
  g_assert_cmpuint (counts[1], ==, 2);
  g_assert_cmpuint (counts[2], ==, 0);
  g_assert_cmpuint (mien_column_count_missing (flags), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column/unknown flags", test_a_flag_of_which_nothing_is_known_stays_unknown);
  g_test_add_func ("/column/starts-missing", test_everything_starts_out_missing);
  g_test_add_func ("/column/round-trip", test_values_read_back_as_they_were_written);
  g_test_add_func ("/column/no-flag", test_no_flag_is_not_the_same_as_nothing_known);
  g_test_add_func ("/column/wrong-values", test_wrong_values_are_refused_with_a_hint);
  g_test_add_func ("/column/counts", test_samples_of_each_name_are_counted);
  return g_test_run ();
}
