#include "engine/training/settings.h"

enum {
  N = 40
};

/* Every part has the same labels; only the training part's may count. */
static void
fill_parts (gint8 parts[N])
{
  for (int i = 0; i < N; i++)
    parts[i] = i < N / 2 ? MIEN_PART_TRAIN : MIEN_PART_TEST;
}

/* Of 20 training faces flag 0 is set in 4, flag 1 in 10, flag 2 in one, flag 3 in none; flag 0 is
 * missing in one of those where it is not. */
static MienColumn *
make_flags (void)
{
  const char *const names[] = {"AU1", "AU2", "AU4", "AU6", NULL};
  MienColumn *column = mien_column_new ("units", MIEN_KIND_FLAGS, names, 4, N);

  for (int i = 0; i < N; i++) {
    column->values[4 * i] = i == 19 ? NAN : i < 4 || i >= 20;
    column->values[4 * i + 1] = i % 2 == 0;
    column->values[4 * i + 2] = i == 0;
    column->values[4 * i + 3] = i >= 20;
  }
  return column;
}

static void
test_positive_weights_follow_the_training_part (void)
{
  g_autoptr (MienColumn) column = make_flags ();
  const double balanced = 1.0, half = 0.5, none = 0.0;
  MienTaskSettings settings = {.loss = MIEN_LOSS_BCE, .column = column};
  gint8 parts[N];

  fill_parts (parts);
  g_assert_null (mien_task_settings_weigh (&settings, parts));
  settings.loss_options = &none;
  g_assert_null (mien_task_settings_weigh (&settings, parts));
  settings.loss_options = &balanced;
  g_autofree double *whole = mien_task_settings_weigh (&settings, parts);
  g_assert_cmpfloat_with_epsilon (whole[0], 15.0 / 4.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (whole[1], 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (whole[2], 19.0, 1e-12);
  g_assert_cmpfloat (whole[3], ==, 1.0); /* never set: nothing to weigh */
  settings.loss_options = &half;
  g_autofree double *root = mien_task_settings_weigh (&settings, parts);
  g_assert_cmpfloat_with_epsilon (root[0], sqrt (15.0 / 4.0), 1e-12);
}

/* FER2013's counts and beta .9999: the published weights, whose scale makes their mean 1, against
 * ours, whose scale makes the mean over samples 1: in the same proportions. */
static void
test_class_balanced_weighs_by_its_beta (void)
{
  static const guint counts[] = {3995, 436, 4097, 7215, 4830, 3171, 4965};
  static const double published[] = {0.528166, 4.077218, 0.517472, 0.338438,
                                     0.454091, 0.640122, 0.444492};
  const char *const names[] = {"angry", "disgust",  "fear",    "happy",
                               "sad",   "surprise", "neutral", NULL};
  g_autoptr (MienColumn) column = mien_column_new ("t", MIEN_KIND_CLASS, names, 1, 28709);
  g_autofree gint8 *parts = g_new (gint8, 28709);
  const double beta = 0.9999;
  MienTaskSettings settings = {
      .loss = MIEN_LOSS_CLASS_BALANCED, .loss_options = &beta, .column = column};
  guint i = 0;

  for (int k = 0; k < 7; k++)
    for (guint n = 0; n < counts[k]; n++, i++) {
      column->values[i] = (float) k;
      parts[i] = MIEN_PART_TRAIN;
    }
  g_autofree double *weights = mien_task_settings_weigh (&settings, parts);
  for (int k = 0; k < 7; k++)
    g_assert_cmpfloat_with_epsilon (weights[k] / weights[0], published[k] / published[0], 1e-5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings/positive", test_positive_weights_follow_the_training_part);
  g_test_add_func ("/settings/class-balanced", test_class_balanced_weighs_by_its_beta);
  return g_test_run ();
}
