#include "engine/training/losses.h"

#include <math.h>

static void
check_training_slopes (MienLossKind loss,
                       MienLossTerms terms,
                       int n,
                       int width,
                       const float *logits,
                       const float *targets)
{
  gsize len = (gsize) n * (gsize) width;
  g_autofree float *d_logits = g_new (float, len),
                   *moved = g_memdup2 (logits, len * sizeof (float));

  mien_loss_forward_training (loss, &terms, n, width, logits, targets, d_logits, NULL);
  for (gsize i = 0; i < len; i++) {
    double h = 1e-2;

    moved[i] = logits[i] + (float) h;
    double up = mien_loss_forward_training (loss, &terms, n, width, moved, targets, NULL, NULL);
    moved[i] = logits[i] - (float) h;
    double down = mien_loss_forward_training (loss, &terms, n, width, moved, targets, NULL, NULL);
    moved[i] = logits[i];
    g_assert_cmpfloat_with_epsilon ((double) d_logits[i], (up - down) / (2.0 * h), 2e-3);
  }
}

static void
check_slopes (MienLossKind loss, int n, int width, const float *logits, const float *targets)
{
  check_training_slopes (loss, (MienLossTerms){0}, n, width, logits, targets);
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
  double loss =
      mien_loss_forward_training (MIEN_LOSS_CROSS_ENTROPY, &(MienLossTerms){.smoothing = 0.1}, 1, 7,
                                  logits, targets, d_logits, NULL);

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
      mien_loss_forward_training (MIEN_LOSS_CROSS_ENTROPY, &(MienLossTerms){.smoothing = 0.3}, 2, 3,
                                  logits, targets, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (loss, 1.127381, 1e-6);
  check_training_slopes (MIEN_LOSS_CROSS_ENTROPY, (MienLossTerms){.smoothing = 0.3}, 2, 3, logits,
                         targets);
  check_training_slopes (MIEN_LOSS_CROSS_ENTROPY, (MienLossTerms){.smoothing = 0.1}, 2, 3, logits,
                         both);
}

static void
test_other_losses_are_not_smoothed (void)
{
  const float logits[] = {0.3f, -0.8f}, targets[] = {1.0f, 0.0f};

  for (int loss = MIEN_LOSS_BCE; loss < (int) MIEN_N_LOSSES; loss++) {
    int n = loss == MIEN_LOSS_CCC ? 2 : 1, width = loss == MIEN_LOSS_CCC ? 1 : 2;

    g_assert_cmpfloat (
        mien_loss_forward_training ((MienLossKind) loss, &(MienLossTerms){.smoothing = 0.4}, n,
                                    width, logits, targets, NULL, NULL),
        ==, mien_loss_forward ((MienLossKind) loss, n, width, logits, targets, NULL, NULL));
  }
}

/* softmax (0, ln 2, ln 3) = (1/6, 1/3, 1/2); even logits: 1/3 each. Weights 2 and 1/2 of the two
 * labels: (2 ln 3 + 1/2 ln 3) / 2. */
static void
test_class_weights_by_hand (void)
{
  const float logits[] = {0.0f, 0.693147181f, 1.09861229f, 0.0f, 0.0f, 0.0f, 4.0f, 4.0f, 4.0f};
  const float targets[] = {1.0f, 2.0f, NAN};
  const double weights[] = {1.0, 2.0, 0.5};
  const MienLossTerms terms = {.class_weights = weights};
  float d_logits[9];
  double n = 0.0, loss = mien_loss_forward_training (MIEN_LOSS_CROSS_ENTROPY, &terms, 3, 3, logits,
                                                     targets, d_logits, &n);

  g_assert_cmpfloat (n, ==, 2.0);
  g_assert_cmpfloat_with_epsilon (loss, 1.25 * log (3.0), 1e-6);
  g_assert_cmpfloat_with_epsilon (d_logits[0], 2.0f / 6.0f / 2.0f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_logits[5], 0.5f * (1.0f / 3.0f - 1.0f) / 2.0f, 1e-6f);
  check_training_slopes (MIEN_LOSS_CROSS_ENTROPY, terms, 3, 3, logits, targets);
}

enum {
  N_MIXED = 4,
  WIDTH = 3
};

/* All four cases: both labels, one of either side, none. */
static const float shares[N_MIXED] = {0.7f, 0.6f, 0.9f, 0.55f};
static const float mixed_logits[N_MIXED * WIDTH] = {0.3f, -0.4f, 1.2f, 2.0f, 0.1f, -1.0f,
                                                    0.5f, 0.5f,  0.0f, 1.0f, 2.0f, 3.0f};

static double
plain_loss (MienLossKind loss, int row, int width, float label)
{
  const float *z = mixed_logits + row * width;
  double sum = 0.0;

  if (loss == MIEN_LOSS_MSE)
    return pow ((double) z[0] - (double) label, 2.0);
  if (loss == MIEN_LOSS_BCE)
    return log1p (exp ((double) z[0])) - (double) z[0] * (double) label;
  for (int k = 0; k < width; k++)
    sum += exp ((double) z[k]);
  return log (sum) - (double) z[(int) label];
}

/* share L (a) + (1 - share) L (b), each only where its label is there, over the shares. */
static double
mixed_loss (MienLossKind loss, int width, const float *a, const float *b, double *counted)
{
  double sum = 0.0;

  *counted = 0.0;
  for (int i = 0; i < N_MIXED; i++) {
    double share = (double) shares[i];

    if (!isnan (a[i])) {
      sum += share * plain_loss (loss, i, width, a[i]);
      *counted += share;
    }
    if (!isnan (b[i])) {
      sum += (1.0 - share) * plain_loss (loss, i, width, b[i]);
      *counted += 1.0 - share;
    }
  }
  return sum / *counted;
}

static void
test_mixed_losses_are_those_of_both_labels (void)
{
  const MienLossKind losses[] = {MIEN_LOSS_CROSS_ENTROPY, MIEN_LOSS_BCE, MIEN_LOSS_MSE};
  const float a[N_MIXED] = {1.0f, NAN, 0.0f, NAN}, b[N_MIXED] = {0.0f, 1.0f, NAN, NAN};
  const MienLossTerms terms = {.others = b, .shares = shares};

  for (guint l = 0; l < G_N_ELEMENTS (losses); l++) {
    int width = losses[l] == MIEN_LOSS_CROSS_ENTROPY ? WIDTH : 1;
    double counted, n, expected = mixed_loss (losses[l], width, a, b, &counted);
    double found =
        mien_loss_forward_training (losses[l], &terms, N_MIXED, width, mixed_logits, a, NULL, &n);

    g_assert_cmpfloat_with_epsilon (found, expected, 1e-9);
    g_assert_cmpfloat_with_epsilon (n, counted, 1e-9);
    check_training_slopes (losses[l], terms, N_MIXED, width, mixed_logits, a);
  }
}

/* Cross-entropy is linear in its labels: the loss of both is that of the mixed label. */
static void
test_mixed_cross_entropy_is_that_of_the_mixed_label (void)
{
  const float a[] = {2.0f}, b[] = {0.0f}, share[] = {0.7f};
  const double q[] = {1.0 - (double) share[0], 0.0, (double) share[0]};
  double sum = 0.0, expected = 0.0;

  for (int k = 0; k < WIDTH; k++)
    sum += exp ((double) mixed_logits[k]);
  for (int k = 0; k < WIDTH; k++)
    expected -= q[k] * ((double) mixed_logits[k] - log (sum));
  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward_training (MIEN_LOSS_CROSS_ENTROPY, &(MienLossTerms){0, NULL, b, share}, 1,
                                  WIDTH, mixed_logits, a, NULL, NULL),
      expected, 1e-9);
}

/* The gradient of the squared error is that of the mixed number. */
static void
test_mixed_numbers_pull_towards_their_mean (void)
{
  const float a[] = {1.0f, 0.5f}, b[] = {-1.0f, 0.0f}, share[] = {0.75f, 0.5f};
  const float mean[] = {0.5f, 0.25f}, logits[] = {0.2f, -0.3f};
  const MienLossTerms terms = {.others = b, .shares = share};
  float d_mixed[2], d_mean[2];

  mien_loss_forward_training (MIEN_LOSS_MSE, &terms, 2, 1, logits, a, d_mixed, NULL);
  mien_loss_forward (MIEN_LOSS_MSE, 2, 1, logits, mean, d_mean, NULL);
  for (int i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (d_mixed[i], d_mean[i], 1e-6f);
}

static void
test_concordance_takes_mixed_targets (void)
{
  const float a[] = {1.0f, 0.5f, NAN, -0.6f, NAN}, b[] = {-1.0f, 0.0f, 0.4f, NAN, NAN};
  const float share[] = {0.75f, 0.5f, 0.6f, 0.9f, 0.8f};
  const float logits[] = {0.2f, -0.3f, 0.9f, 0.1f, 5.0f};
  const float both[] = {0.5f, 0.25f};
  const MienLossTerms terms = {.others = b, .shares = share};
  double n;

  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward_training (MIEN_LOSS_CCC, &terms, 2, 1, logits, a, NULL, &n),
      mien_loss_forward (MIEN_LOSS_CCC, 2, 1, logits, both, NULL, NULL), 1e-9);
  mien_loss_forward_training (MIEN_LOSS_CCC, &terms, 5, 1, logits, a, NULL, &n);
  g_assert_cmpfloat_with_epsilon (n, 1.0 + 1.0 + 0.4 + 0.9, 1e-6);
  check_training_slopes (MIEN_LOSS_CCC, terms, 5, 1, logits, a);
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
  g_test_add_func ("/losses/class-weights", test_class_weights_by_hand);
  g_test_add_func ("/losses/mixed/both", test_mixed_losses_are_those_of_both_labels);
  g_test_add_func ("/losses/mixed/labels", test_mixed_cross_entropy_is_that_of_the_mixed_label);
  g_test_add_func ("/losses/mixed/numbers", test_mixed_numbers_pull_towards_their_mean);
  g_test_add_func ("/losses/mixed/concordance", test_concordance_takes_mixed_targets);
  return g_test_run ();
}
