#include "engine/training/losses.h"

#include <math.h>

static void
check_smoothed_slopes (MienLossKind loss,
                       double smoothing,
                       int n,
                       int width,
                       const float *logits,
                       const float *targets)
{
  gsize len = (gsize) n * (gsize) width;
  g_autofree float *d_logits = g_new (float, len),
                   *moved = g_memdup2 (logits, len * sizeof (float));

  mien_loss_forward_smoothed (loss, smoothing, n, width, logits, targets, d_logits, NULL);
  for (gsize i = 0; i < len; i++) {
    double h = 1e-2;

    moved[i] = logits[i] + (float) h;
    double up = mien_loss_forward_smoothed (loss, smoothing, n, width, moved, targets, NULL, NULL);
    moved[i] = logits[i] - (float) h;
    double down =
        mien_loss_forward_smoothed (loss, smoothing, n, width, moved, targets, NULL, NULL);
    moved[i] = logits[i];
    g_assert_cmpfloat_with_epsilon ((double) d_logits[i], (up - down) / (2.0 * h), 2e-3);
  }
}

static void
check_slopes (MienLossKind loss, int n, int width, const float *logits, const float *targets)
{
  check_smoothed_slopes (loss, 0.0, n, width, logits, targets);
}

static void
test_cross_entropy_of_a_known_case (void)
{
  /* softmax (0, ln 2, ln 3) = (1/6, 1/3, 1/2) */
  const float logits[] = {0.0f, 0.693147181f, 1.09861229f, 5.0f, 5.0f, 5.0f};
  const float targets[] = {1.0f, NAN};
  float d_logits[6];
  int n_labelled = 0;
  double loss =
      mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, 2, 3, logits, targets, d_logits, &n_labelled);

  g_assert_cmpint (n_labelled, ==, 1);
  g_assert_cmpfloat_with_epsilon (loss, log (3.0), 1e-6);
  g_assert_cmpfloat_with_epsilon (d_logits[0], 1.0f / 6.0f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_logits[1], 1.0f / 3.0f - 1.0f, 1e-6f);
  for (int k = 3; k < 6; k++)
    g_assert_cmpfloat (d_logits[k], ==, 0.0f);
}

static void
test_huge_logits_do_not_overflow (void)
{
  const float logits[] = {1000.0f, -1000.0f}, targets[] = {1.0f}, flags[] = {0.0f, 1.0f};

  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, 1, 2, logits, targets, NULL, NULL), 2000.0, 1e-3);
  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_BCE, 1, 2, logits, flags, NULL, NULL), 1000.0, 1e-3);
}

static void
test_a_diverged_logit_stays_visible (void)
{
  const float logits[] = {NAN, 1.0f};
  const float labels[MIEN_N_LOSSES][2] = {[MIEN_LOSS_CROSS_ENTROPY] = {0.0f},
                                          [MIEN_LOSS_BCE] = {1.0f, 0.0f},
                                          [MIEN_LOSS_MSE] = {1.0f, 0.0f},
                                          [MIEN_LOSS_CCC] = {1.0f, 0.0f}};

  for (int loss = 0; loss < MIEN_N_LOSSES; loss++) {
    int n = loss == MIEN_LOSS_CCC ? 2 : 1, width = loss == MIEN_LOSS_CCC ? 1 : 2;

    g_assert_false (isfinite (
        mien_loss_forward ((MienLossKind) loss, n, width, logits, labels[loss], NULL, NULL)));
  }
}

static void
test_binary_cross_entropy_of_a_known_case (void)
{
  const float logits[] = {0.0f, 2.0f}, targets[] = {1.0f, 0.0f};

  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_BCE, 1, 2, logits, targets, NULL, NULL),
      (log (2.0) + log1p (exp (2.0))) / 2.0, 1e-6);
}

/* research vector: CCC of these two is .700000 */
static void
test_concordance_of_the_published_case (void)
{
  const float x[] = {0.1f, 0.4f, 0.5f, 0.9f}, y[] = {0.2f, 0.3f, 0.7f, 0.6f};

  g_assert_cmpfloat_with_epsilon (mien_loss_forward (MIEN_LOSS_CCC, 4, 1, x, y, NULL, NULL), 0.3,
                                  1e-6);
}

static void
test_no_label_costs_nothing (void)
{
  const float logits[] = {3.0f, -1.0f}, missing[] = {NAN, NAN};

  for (int loss = 0; loss < MIEN_N_LOSSES; loss++) {
    float d_logits[2] = {9.0f, 9.0f};
    int n = loss == MIEN_LOSS_CCC ? 2 : 1, n_labelled = -1;

    g_assert_cmpfloat (
        mien_loss_forward ((MienLossKind) loss, n, 2 / n, logits, missing, d_logits, &n_labelled),
        ==, 0.0);
    g_assert_cmpint (n_labelled, ==, 0);
    g_assert_cmpfloat (d_logits[0], ==, 0.0f);
    g_assert_cmpfloat (d_logits[1], ==, 0.0f);
  }
}

static void
test_slopes_follow_finite_differences (void)
{
  const float logits[] = {0.3f,  -1.2f, 0.8f, 1.5f, 0.1f,  -0.4f,
                          -0.7f, 0.9f,  0.2f, 0.6f, -0.1f, 1.1f};
  const float classes[] = {2.0f, NAN, 0.0f, 1.0f};
  const float flags[] = {1, 0, NAN, 0, 1, 1, NAN, NAN, 0, 1, 0, 0};
  const float numbers[] = {0.1f, 0.5f, NAN, -0.3f, 0.9f, 0.0f, 0.4f, -1.0f, NAN, 0.2f, 0.7f, 0.3f};

  check_slopes (MIEN_LOSS_CROSS_ENTROPY, 4, 3, logits, classes);
  check_slopes (MIEN_LOSS_BCE, 4, 3, logits, flags);
  check_slopes (MIEN_LOSS_MSE, 4, 3, logits, numbers);
  check_slopes (MIEN_LOSS_CCC, 12, 1, logits, numbers);
}

/* Even logits: the gradient is 1/7 less a target of .914286 for the class and .014286 for others.
 */
static void
test_a_tenth_of_smoothing_over_seven_classes (void)
{
  const float logits[7] = {0.0f}, targets[] = {2.0f};
  float d_logits[7];
  double loss = mien_loss_forward_smoothed (MIEN_LOSS_CROSS_ENTROPY, 0.1, 1, 7, logits, targets,
                                            d_logits, NULL);

  g_assert_cmpfloat_with_epsilon (loss, log (7.0), 1e-9);
  for (int k = 0; k < 7; k++)
    g_assert_cmpfloat_with_epsilon (1.0 / 7.0 - (double) d_logits[k], k == 2 ? 0.914286 : 0.014286,
                                    1e-6);
}

static void
test_smoothing_by_hand_and_by_differences (void)
{
  /* softmax (0, ln 2, ln 3) = (1/6, 1/3, 1/2); q = (.1, .8, .1): .1 ln 6 + .8 ln 3 + .1 ln 2 */
  const float logits[] = {0.0f, 0.693147181f, 1.09861229f, 0.3f, -0.4f, 1.2f};
  const float targets[] = {1.0f, NAN}, both[] = {1.0f, 0.0f};
  double loss =
      mien_loss_forward_smoothed (MIEN_LOSS_CROSS_ENTROPY, 0.3, 2, 3, logits, targets, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (loss, 1.127381, 1e-6);
  check_smoothed_slopes (MIEN_LOSS_CROSS_ENTROPY, 0.3, 2, 3, logits, targets);
  check_smoothed_slopes (MIEN_LOSS_CROSS_ENTROPY, 0.1, 2, 3, logits, both);
}

static void
test_other_losses_are_not_smoothed (void)
{
  const float logits[] = {0.3f, -0.8f}, targets[] = {1.0f, 0.0f};

  for (int loss = MIEN_LOSS_BCE; loss < (int) MIEN_N_LOSSES; loss++) {
    int n = loss == MIEN_LOSS_CCC ? 2 : 1, width = loss == MIEN_LOSS_CCC ? 1 : 2;

    g_assert_cmpfloat (
        mien_loss_forward_smoothed ((MienLossKind) loss, 0.4, n, width, logits, targets, NULL,
                                    NULL),
        ==, mien_loss_forward ((MienLossKind) loss, n, width, logits, targets, NULL, NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/losses/cross-entropy", test_cross_entropy_of_a_known_case);
  g_test_add_func ("/losses/huge", test_huge_logits_do_not_overflow);
  g_test_add_func ("/losses/diverged", test_a_diverged_logit_stays_visible);
  g_test_add_func ("/losses/bce", test_binary_cross_entropy_of_a_known_case);
  g_test_add_func ("/losses/ccc", test_concordance_of_the_published_case);
  g_test_add_func ("/losses/missing", test_no_label_costs_nothing);
  g_test_add_func ("/losses/slopes", test_slopes_follow_finite_differences);
  g_test_add_func ("/losses/smoothing/seven", test_a_tenth_of_smoothing_over_seven_classes);
  g_test_add_func ("/losses/smoothing/slopes", test_smoothing_by_hand_and_by_differences);
  g_test_add_func ("/losses/smoothing/others", test_other_losses_are_not_smoothed);
  return g_test_run ();
}
