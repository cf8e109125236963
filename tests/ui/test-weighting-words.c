/* Every method that can be chosen, and every option of it, is told in words. */
#include "engine/training/weighting/weighting.h"
#include "ui/models/weighting-words.h"

static void
test_every_method_has_words (void)
{
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (const char *const *name = mien_weighting_methods (); *name != NULL; name++) {
    g_assert_cmpstr (mien_weighting_title (*name), !=, *name);
    g_assert_cmpstr (mien_weighting_summary (*name), !=, "");
    g_assert_cmpstr (mien_weighting_cost (*name), !=, "");
    g_assert_true (g_hash_table_add (titles, (gpointer) mien_weighting_title (*name)));
  }
}

static void
test_every_option_has_words (void)
{
  for (const char *const *name = mien_weighting_methods (); *name != NULL; name++) {
    const MienWeightingOption *option = mien_weighting_find (*name)->options;

    for (; option != NULL && option->name != NULL; option++) {
      g_assert_cmpstr (mien_weighting_option_label (*name, option->name), !=, option->name);
      g_assert_cmpstr (mien_weighting_option_tooltip (*name, option->name), !=, "");
    }
  }
}

static void
test_a_method_that_is_not_known_keeps_its_name (void)
{
  g_assert_cmpstr (mien_weighting_title ("of-tomorrow"), ==, "of-tomorrow");
  g_assert_cmpstr (mien_weighting_summary ("of-tomorrow"), ==, "");
  g_assert_cmpstr (mien_weighting_cost ("of-tomorrow"), ==, "");
  g_assert_cmpstr (mien_weighting_option_label ("fixed", "speed"), ==, "speed");
  g_assert_cmpstr (mien_weighting_option_tooltip ("fixed", "speed"), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weighting-words/methods", test_every_method_has_words);
  g_test_add_func ("/weighting-words/options", test_every_option_has_words);
  g_test_add_func ("/weighting-words/unknown", test_a_method_that_is_not_known_keeps_its_name);
  return g_test_run ();
}
