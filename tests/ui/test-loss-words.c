#include "engine/training/metrics.h"
#include "ui/models/loss-words.h"
#include "ui/models/metric-words.h"

static void
test_every_loss_and_option_has_words (void)
{
  for (int loss = 0; loss < MIEN_N_LOSSES; loss++) {
    const MienLossOption *options = mien_loss_options ((MienLossKind) loss);

    g_test_message ("%s", mien_loss_name ((MienLossKind) loss));
    g_assert_cmpstr (mien_loss_title ((MienLossKind) loss), !=, "");
    g_assert_cmpuint (g_utf8_strlen (mien_loss_explanation ((MienLossKind) loss), -1), >, 20);
    for (; options->name != NULL; options++) {
      g_test_message ("%s", options->name);
      g_assert_cmpstr (mien_loss_option_label ((MienLossKind) loss, options->name), !=, "");
      g_assert_cmpstr (mien_loss_option_explanation ((MienLossKind) loss, options->name), !=, "");
    }
    g_assert_cmpstr (mien_loss_option_label ((MienLossKind) loss, "no such"), ==, "");
  }
}

/* Words name the usual value, which the engine knows: the two must agree. */
static void
test_words_tell_the_usual_value (void)
{
  for (int loss = 0; loss < MIEN_N_LOSSES; loss++) {
    const MienLossOption *options = mien_loss_options ((MienLossKind) loss);

    for (; options->name != NULL; options++) {
      g_autofree char *usual = NULL;
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      const char *words = mien_loss_option_explanation ((MienLossKind) loss, options->name);

      g_ascii_formatd (number, sizeof number, "%g", options->value);
      usual = g_strconcat ("Usual: ", number, NULL);
      g_test_message ("%s %s", words, usual);
      g_assert_true (g_str_has_suffix (words, usual) || g_str_equal (options->name, "positive"));
    }
  }
}

static void
test_every_metric_has_words (void)
{
  for (int kind = 0; kind <= (int) MIEN_KIND_DISTRIBUTION; kind++)
    for (const char *const *name = mien_metrics_names ((MienKind) kind); *name != NULL; name++) {
      g_test_message ("%s", *name);
      g_assert_cmpstr (mien_metric_explanation (*name), !=, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loss-words/every", test_every_loss_and_option_has_words);
  g_test_add_func ("/loss-words/usual", test_words_tell_the_usual_value);
  g_test_add_func ("/loss-words/metrics", test_every_metric_has_words);
  return g_test_run ();
}
