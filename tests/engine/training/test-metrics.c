#include "engine/training/metrics.h"

#include <math.h>

static void
check (GArray *metrics, const char *name, double expected)
{
  g_test_message ("%s", name);
  g_assert_cmpfloat_with_epsilon (mien_metrics_get (metrics, name), expected, 1e-6);
}

/* research vector: [[5,1,0],[2,6,2],[0,1,3]]: accuracy .7, balanced .727778, macro-F1 .700855,
 * kappa .534884, MCC .541380 */
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

  g_autoptr (GArray) metrics = mien_metrics_compute_all (task, n, labels, outputs[0]);
  g_autoptr (GArray) classes = mien_metrics_per_class (task, n, labels, outputs[0]);
  const MienClassFigures *b = &g_array_index (classes, MienClassFigures, 1);
  check (metrics, "accuracy", 0.7);
  check (metrics, "balanced_accuracy", 0.7277777778);
  check (metrics, "macro_f1", 0.7008547009);
  check (metrics, "majority", 0.5);
  check (metrics, "n", 20.0);
  check (metrics, "kappa", 0.534883721);
  check (metrics, "mcc", 0.541379837);
  g_assert_cmpuint (classes->len, ==, 3);
  g_assert_cmpstr (b->name, ==, "b");
  g_assert_cmpuint (b->n, ==, 10);
  g_assert_cmpfloat_with_epsilon (b->precision, 6.0 / 8.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (b->recall, 6.0 / 10.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (b->f1, 12.0 / 18.0, 1e-9);
}

/* research vector: 5 bins (lo,hi]: .163333 */
static void
test_the_published_calibration_error (void)
{
  const double confidence[] = {0.95, 0.85, 0.83, 0.65, 0.55, 0.45};
  const gboolean right[] = {TRUE, TRUE, FALSE, TRUE, FALSE, TRUE};
  const double edges[] = {0.2, 0.4};
  const gboolean both[] = {TRUE, FALSE};

  g_assert_cmpfloat_with_epsilon (mien_calibration_error (6, confidence, right, 5), 0.163333333,
                                  1e-9);
  /* an edge belongs to the bin below it: |1 - .2| and |0 - .4|, each of a bin of its own */
  g_assert_cmpfloat_with_epsilon (mien_calibration_error (2, edges, both, 5), 0.6, 1e-9);
  g_assert_true (isnan (mien_calibration_error (0, NULL, NULL, 5)));
}

/* By hand: of the pairs of a face of the class and another, how many are in order, ties by halves:
 * a: .6 .5 against .5 .1: 3.5 of 4; b: .5 .7 against .2 .1 (both above): 4 of 4; nobody is c. */
static void
test_probabilities_by_hand (void)
{
  const char *const names[] = {"a", "b", "c", NULL};
  g_autoptr (MienTask) task = mien_task_new ("t", MIEN_KIND_CLASS, names, 3);
  const float labels[] = {0, 0, 1, 1, NAN};
  const float outputs[] = {0.6f, 0.2f, 0.2f, 0.5f, 0.1f, 0.4f, 0.5f, 0.5f,
                           0.0f, 0.1f, 0.7f, 0.2f, 0.0f, 0.0f, 1.0f};
  g_autoptr (GArray) metrics = mien_metrics_compute_all (task, 5, labels, outputs);

  check (metrics, "auc", (3.5 / 4.0 + 1.0) / 2.0);
  check (metrics, "nll", -(log (0.6) + 2.0 * log (0.5) + log (0.7)) / 4.0);
  check (metrics, "brier",
         (0.16 + 0.04 + 0.04 + 0.25 + 0.01 + 0.16 + 0.25 + 0.25 + 0.01 + 0.09 + 0.04) / 4.0);
}

/* Two faces are of one mind, one is split evenly and so has no class; three were voted on. */
static void
test_votes_are_scored_by_their_majority (void)
{
  const char *const names[] = {"a", "b", NULL};
  g_autoptr (MienTask) task = mien_task_new ("t", MIEN_KIND_DISTRIBUTION, names, 2);
  const float votes[] = {0.75f, 0.25f, 0.0f, 1.0f, 0.5f, 0.5f, NAN, NAN};
  const float outputs[] = {0.75f, 0.25f, 0.5f, 0.5f, 0.5f, 0.5f, 0.9f, 0.1f};
  g_autoptr (GArray) metrics = mien_metrics_compute (task, 4, votes, outputs);

  check (metrics, "accuracy", 0.5);
  check (metrics, "n", 2.0);
  check (metrics, "kl", log (2.0) / 3.0);
}

/* Off by 5, 3, 5, 0 and 0 with eyes 40 apart: 2.6 / 40; then all off by 5: 1/8, a failure. */
static void
test_points_are_scored_by_the_eyes (void)
{
  g_autoptr (MienTask) task = mien_task_new ("t", MIEN_KIND_POINTS, NULL, 10);
  g_autoptr (MienTask) other = mien_task_new ("t", MIEN_KIND_POINTS, NULL, 6);
  const float labels[] = {0.30f, 0.40f, 0.70f, 0.40f, 0.50f, 0.60f, 0.35f, 0.8f, 0.65f, 0.8f,
                          0.30f, 0.40f, 0.70f, 0.40f, 0.50f, 0.60f, 0.35f, 0.8f, 0.65f, 0.8f};
  const float outputs[] = {0.33f, 0.44f, 0.70f, 0.43f, 0.50f, 0.55f, 0.35f, 0.80f, 0.65f, 0.80f,
                           0.33f, 0.44f, 0.73f, 0.44f, 0.53f, 0.64f, 0.38f, 0.84f, 0.68f, 0.84f};
  g_autoptr (GArray) metrics = mien_metrics_compute_all (task, 2, labels, outputs);
  g_autoptr (GArray) unknown = mien_metrics_compute_all (other, 1, labels, outputs);

  check (metrics, "nme", (0.026 + 0.05) / 2.0);
  check (metrics, "nme_eyes", (0.065 + 0.125) / 2.0);
  check (metrics, "failure_rate", 0.5);
  g_assert_true (isfinite (mien_metrics_get (unknown, "nme")));
  g_assert_true (isnan (mien_metrics_get (unknown, "nme_eyes")));
}

/* Whatever can pick the epoch is measured of its kind, and known to be better high or low: a
 * perfect answer beats a bad one. */
static void
test_every_metric_knows_what_is_better (void)
{
  const char *const names[] = {"a", "b", NULL};
  const float class_labels[] = {0, 1, 0, 1}, votes[] = {1, 0, 0, 1, 1, 0, 0, 1};
  const float scalars[] = {0.1f, 0.4f, 0.5f, 0.9f}, off[] = {0.9f, 0.1f, 0.3f, 0.2f};
  const float points[] = {0.1f, 0.1f, 0.5f, 0.1f}, moved[] = {0.3f, 0.1f, 0.5f, 0.4f};
  const float bad[] = {0.4f, 0.6f, 0.9f, 0.1f, 0.9f, 0.1f, 0.3f, 0.7f};
  const struct {
    int width;
    guint n;
    const float *labels, *good, *bad;
  } cases[] = {[MIEN_KIND_CLASS] = {2, 4, class_labels, votes, bad},
               [MIEN_KIND_DISTRIBUTION] = {2, 4, votes, votes, bad},
               [MIEN_KIND_FLAGS] = {2, 4, votes, votes, bad},
               [MIEN_KIND_SCALAR] = {1, 4, scalars, scalars, off},
               [MIEN_KIND_POINTS] = {4, 1, points, points, moved}};

  for (int kind = 0; kind <= (int) MIEN_KIND_DISTRIBUTION; kind++) {
    gboolean named = kind != MIEN_KIND_SCALAR && kind != MIEN_KIND_POINTS;
    g_autoptr (MienTask) task =
        mien_task_new ("t", (MienKind) kind, named ? names : NULL, cases[kind].width);
    g_autoptr (GArray) good =
        mien_metrics_compute_all (task, cases[kind].n, cases[kind].labels, cases[kind].good);
    g_autoptr (GArray) worse =
        mien_metrics_compute_all (task, cases[kind].n, cases[kind].labels, cases[kind].bad);
    const char *const *metrics = mien_metrics_names ((MienKind) kind);

    g_assert_cmpstr (metrics[0], ==, mien_metric_main ((MienKind) kind));
    for (; *metrics != NULL; metrics++) {
      g_test_message ("%s", *metrics);
      g_assert_true (mien_metric_is_better (*metrics, mien_metrics_get (good, *metrics),
                                            mien_metrics_get (worse, *metrics)));
    }
  }
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

  g_autoptr (GArray) all = mien_metrics_compute_all (task, 4, labels, outputs);
  g_autoptr (GArray) flags = mien_metrics_per_class (task, 4, labels, outputs);
  /* AU1: .9 and .1 against .3 and .6: 2 of 4 pairs in order; AU2: .9 against .2 and .8: both */
  check (all, "auc", (0.5 + 1.0) / 2.0);
  g_assert_cmpuint (g_array_index (flags, MienClassFigures, 0).n, ==, 2);
  g_assert_cmpfloat (g_array_index (flags, MienClassFigures, 0).precision, ==, 0.5);
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
  g_test_add_func ("/metrics/calibration", test_the_published_calibration_error);
  g_test_add_func ("/metrics/probabilities", test_probabilities_by_hand);
  g_test_add_func ("/metrics/votes", test_votes_are_scored_by_their_majority);
  g_test_add_func ("/metrics/points", test_points_are_scored_by_the_eyes);
  g_test_add_func ("/metrics/better", test_every_metric_knows_what_is_better);
  return g_test_run ();
}
