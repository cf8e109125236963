#include "engine/samples/data/expressions.h"

static void
test_the_words_of_every_data_set_come_to_one_list (void)
{
  /* FER2013, AffectNet, KDEF, RaFD and CMU, each as its authors write it. */
  static const struct {
    const char *word, *canonical;
  } words[] = {
      {"neutral", "neutral"},   {"Happy", "happiness"}, {"happiness", "happiness"},
      {"sad", "sadness"},       {"SADNESS", "sadness"}, {"Surprise", "surprise"},
      {"afraid", "fear"},       {"fearful", "fear"},    {"surprised", "surprise"},
      {"Disgusted", "disgust"}, {"angry", "anger"},     {"contemptuous", "contempt"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpstr (mien_expression_canonical (words[i].word), ==, words[i].canonical);
}

static void
test_every_canonical_word_means_itself (void)
{
  for (int i = 0; i < MIEN_N_EXPRESSIONS; i++)
    g_assert_cmpint (mien_expression_find (mien_expressions[i]), ==, i);
  g_assert_null (mien_expressions[MIEN_N_EXPRESSIONS]);
}

static void
test_other_words_are_no_expressions (void)
{
  static const char *const mixed[] = {"happy", "an2i", NULL};
  static const char *const all[] = {"happy", "angry", NULL};
  static const char *const none[] = {NULL};

  g_assert_cmpint (mien_expression_find ("unknown"), ==, -1);
  g_assert_null (mien_expression_canonical (""));
  g_assert_false (mien_expression_are_all (mixed));
  g_assert_true (mien_expression_are_all (all));
  g_assert_false (mien_expression_are_all (none));
  g_assert_false (mien_expression_are_all (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expressions/every data set",
                   test_the_words_of_every_data_set_come_to_one_list);
  g_test_add_func ("/expressions/themselves", test_every_canonical_word_means_itself);
  g_test_add_func ("/expressions/others", test_other_words_are_no_expressions);
  return g_test_run ();
}
