#include "engine/training/metrics.h"

#include <math.h>

static void
check (GArray *metrics, const char *name, double expected)
{
  g_test_message ("%s", name);
  g_assert_cmpfloat_with_epsilon (mien_metrics_get (metrics, name), expected, 1e-6);
}

/* research vector: [[5,1,0],[2,6,2],[0,1,3]]: accuracy .7, balanced .727778, macro-F1 .700855 */
static void
test_the_published_confusion (void)
{
  const guint counts[3][3] = {{5, 1, 0}, {2, 6, 2}, {0, 1, 3}};
  const char *const names[] = {"a", "b", "c", NULL};
  g_autoptr (MienTask) task = mien_task_new ("t", MIEN_KIND_CLASS, names, 3);
  float labels[21], outputs[21][3] = {{0}};
  guint n = 0;

  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      for (guint i = 0; i < counts[row][column]; i++) {
        labels[n] = (float) row;
        outputs[n++][column] = 1.0f;
      }
  labels[n] = NAN; /* is not counted */
  outputs[n++][0] = 1.0f;

  g_autoptr (GArray) metrics = mien_metrics_compute (task, n, labels, outputs[0]);
  check (metrics, "accuracy", 0.7);
  check (metrics, "balanced_accuracy", 0.7277777778);
  check (metrics, "macro_f1", 0.7008547009);
  check (metrics, "majority", 0.5);
  check (metrics, "n", 20.0);
}

static void
test_the_published_concordance (void)
{
  const float x[] = {0.1f, 0.4f, 0.5f, 0.9f}, y[] = {0.2f, 0.3f, 0.7f, 0.6f};
  g_autoptr (MienTask) task = mien_task_new ("t", MIEN_KIND_SCALAR, NULL, 1);
  g_autoptr (GArray) metrics = mien_metrics_compute (task, 4, y, x);

  check (metrics, "ccc", 0.7);
  g_assert_cmpfloat_with_epsilon (mien_metrics_get (metrics, "pearson"), 0.741665, 1e-6);
  g_assert_cmpfloat_with_epsilon (mien_metrics_get (metrics, "rmse"), 0.193649, 1e-6);
  check (metrics, "mae", 0.175);
}

static void
test_flags_are_means_over_flags (void)
{
  const char *const names[] = {"AU1", "AU2", NULL};
  g_autoptr (MienTask) task = mien_task_new ("t", MIEN_KIND_FLAGS, names, 2);
  const float labels[] = {1, 0, 1, 0, 0, 1, 0, NAN};
  const float outputs[] = {0.9f, 0.2f, 0.1f, 0.8f, 0.3f, 0.9f, 0.6f, 0.7f};
  g_autoptr (GArray) metrics = mien_metrics_compute (task, 4, labels, outputs);

  /* AU1: one of two yes found, one of two no right; AU2: yes found, one of two no right */
  check (metrics, "accuracy", (0.5 + 2.0 / 3.0) / 2.0);
  check (metrics, "balanced_accuracy", (0.5 + 0.75) / 2.0);
  check (metrics, "macro_f1", (0.5 + 2.0 / 3.0) / 2.0);
  check (metrics, "n", 7.0);
}

static void
test_nothing_to_count_is_no_figure (void)
{
  const char *const names[] = {"a", "b", NULL};
  g_autoptr (MienTask) task = mien_task_new ("t", MIEN_KIND_CLASS, names, 2);
  const float labels[] = {NAN}, outputs[] = {0.5f, 0.5f};
  g_autoptr (GArray) metrics = mien_metrics_compute (task, 1, labels, outputs);

  g_assert_true (isnan (mien_metrics_get (metrics, "accuracy")));
  g_assert_true (isnan (mien_metrics_get (metrics, "balanced_accuracy")));
  g_assert_false (mien_metric_is_better ("balanced_accuracy", NAN, 0.1));
  g_assert_true (mien_metric_is_better ("nme", 0.1, 0.2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metrics/confusion", test_the_published_confusion);
  g_test_add_func ("/metrics/concordance", test_the_published_concordance);
  g_test_add_func ("/metrics/flags", test_flags_are_means_over_flags);
  g_test_add_func ("/metrics/nothing", test_nothing_to_count_is_no_figure);
  return g_test_run ();
}
