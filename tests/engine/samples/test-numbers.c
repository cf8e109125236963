#include "engine/samples/layouts/numbers.h"

#include <string.h>

static double
parse (const char *text)
{
  double value;

  g_assert_true (mien_number_parse (text, &value));
  return value;
}

/* The short way must be right to the last bit. */
static void
test_numbers_are_read_as_the_c_library_does (void)
{
  static const char *const texts[] = {"0",
                                      "-0",
                                      "7",
                                      "-12",
                                      "0.1",
                                      ".5",
                                      "5.",
                                      "-2.75",
                                      "1e-3",
                                      "3.0000000e+00",
                                      "1E5",
                                      "+4",
                                      "0.300",
                                      "123456789012345",
                                      "1234567890123456789",
                                      NULL};

  for (guint i = 0; texts[i] != NULL; i++)
    g_assert_cmpfloat (parse (texts[i]), ==, g_ascii_strtod (texts[i], NULL));
  for (int i = 0; i < 20000; i++) {
    g_autofree char *text =
        g_strdup_printf ("%d.%06d", g_random_int_range (-999, 999), g_random_int_range (0, 999999));

    g_assert_cmpfloat (parse (text), ==, g_ascii_strtod (text, NULL));
  }
}

static void
test_what_is_no_finite_number_is_refused (void)
{
  static const char *const texts[] = {"",    " ",   "-",   ".",     "abc", "1a", "1.2.3", "1 2",
                                      "nan", "inf", "0,5", "1e999", "--1", "e5", NULL};
  double value;

  for (guint i = 0; texts[i] != NULL; i++)
    if (mien_number_parse (texts[i], &value))
      g_error ("“%s” was taken for %g", texts[i], value);
}

static void
test_codes_are_whole_and_in_range (void)
{
  int code = -1;

  g_assert_true (mien_number_parse_code ("   3.0000000e+00\r\n", 0, 7, &code));
  g_assert_cmpint (code, ==, 3);
  g_assert_false (mien_number_parse_code ("8", 0, 7, &code));
  g_assert_false (mien_number_parse_code ("-1", 0, 7, &code));
  g_assert_false (mien_number_parse_code ("2.5", 0, 7, &code));
}

static void
test_lists_end_where_they_are_told_to (void)
{
  double values[4];
  const char *text = "1;2.5;\t-3\r\n4";

  g_assert_cmpint (mien_numbers_parse (text, strlen (text), ";", values, 4), ==, 4);
  g_assert_cmpfloat (values[2], ==, -3.0);
  g_assert_cmpint (mien_numbers_parse (text, 1, ";", values, 4), ==, 1);
  g_assert_cmpint (mien_numbers_parse (text, strlen (text), ";", values, 3), ==, -1);
  g_assert_cmpint (mien_numbers_parse (text, strlen (text), "", values, 4), ==, -1);
  g_assert_cmpint (mien_numbers_parse ("", 0, "", values, 4), ==, 0);
  g_assert_cmpint (mien_numbers_parse ("1\0002", 3, "", values, 4), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbers/right", test_numbers_are_read_as_the_c_library_does);
  g_test_add_func ("/numbers/wrong", test_what_is_no_finite_number_is_refused);
  g_test_add_func ("/numbers/codes", test_codes_are_whole_and_in_range);
  g_test_add_func ("/numbers/lists", test_lists_end_where_they_are_told_to);
  return g_test_run ();
}
