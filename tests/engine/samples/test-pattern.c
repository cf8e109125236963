#include "engine/core/error.h"
#include "engine/samples/layouts/pattern.h"

#include <string.h>

static void
assert_cells (const char *text, const char *path, const char *joined)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienPattern) pattern = mien_pattern_new (text, &error);
  g_auto (GStrv) cells = NULL;
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  cells = mien_pattern_match (pattern, path);
  found = cells != NULL ? g_strjoinv ("|", cells) : NULL;
  g_assert_cmpstr (found, ==, joined);
}

static void
test_parts_are_what_stands_between_the_signs (void)
{
  assert_cells ("{person}_{pose}_{eyes}.pgm", "faces/an2i/an2i_left_open.pgm", "an2i|left|open");
  assert_cells ("{person}_{pose}_{eyes}.pgm", "an2i_left_open_2.pgm", NULL);
  assert_cells ("{person}_{pose}_{scale?}.pgm", "an2i_left.pgm", "an2i|left|");
  assert_cells ("{person}_{pose}_{scale?}.pgm", "an2i_left_4.pgm", "an2i|left|4");
  assert_cells ("{person}/{expression}/*.png", "set/p01/happy/0001.png", "p01|happy");
  assert_cells ("{a}.{b}.tiff", "KA.AN1.39.tiff", NULL);
  assert_cells ("{a}.{b}.{c}.tiff", "KA.AN1.39.tiff", "KA|AN1|39");
  assert_cells ("{x}(1).png", "y(1).png", "y");
}

static void
test_a_wrong_pattern_says_what_is_wrong (void)
{
  static const struct {
    const char *text;
    const char *what;
  } wrong[] = {
      {"plain.png", "no part in braces"}, {"{a.png", "without its }"},
      {"{a}{b}.png", "nothing between"},  {"{a}_{a}.png", "names a part twice"},
      {"{}_{a}.png", "without a name"},   {"{a b}.png", "letters and digits"},
      {"", "no part in braces"},          {"\xff{a}.png", "is not text"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (mien_pattern_new (wrong[i].text, &error));
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
    g_assert_nonnull (strstr (error->message, wrong[i].what));
  }
}

static void
test_a_suggestion_fits_the_name_it_was_made_from (void)
{
  static const char *const names[] = {"p1-sad-left.pgm", "faces/KA.AN1.39.tiff", "a_b__c.png",
                                      "001.jpg", "_x.png"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *text = mien_pattern_suggest (names[i]);
    g_autoptr (MienPattern) pattern = mien_pattern_new (text, NULL);
    g_auto (GStrv) cells = NULL;

    g_assert_nonnull (pattern);
    cells = mien_pattern_match (pattern, names[i]);
    g_assert_nonnull (cells);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern/parts", test_parts_are_what_stands_between_the_signs);
  g_test_add_func ("/pattern/wrong", test_a_wrong_pattern_says_what_is_wrong);
  g_test_add_func ("/pattern/suggestion", test_a_suggestion_fits_the_name_it_was_made_from);
  return g_test_run ();
}
