#include "tests/engine/training/losses/slopes.h"

/* A label for each of two logits that suits the loss. */
static const float *
labels_for (MienLossKind loss)
{
  static const float class[] = {0.0f, 1.0f}, pair[] = {1.0f, 0.0f};

  return mien_loss_suits (loss, MIEN_KIND_CLASS) ? class : pair;
}

/* Two logits: of one face, or of two where the loss needs more than one to compare. */
static double
loss_of (MienLossKind loss, const float logits[2], const float *targets, float *d_logits)
{
  int n = loss == MIEN_LOSS_CCC ? 2 : 1, n_labelled;
  double mean = mien_loss_forward (loss, NULL, n, 2 / n, logits, targets, d_logits, &n_labelled);

  g_assert_cmpint (n_labelled, >, 0);
  return mean;
}

static void
test_huge_logits_stay_finite (void)
{
  const float sure[][2] = {{1e4f, -1e4f}, {-1e4f, 1e4f}, {1e4f, 1e4f}, {-1e4f, -1e4f}};

  for (int loss = 0; loss < MIEN_N_LOSSES; loss++)
    for (guint i = 0; i < G_N_ELEMENTS (sure); i++) {
      float d_logits[2];

      g_test_message ("%s", mien_loss_name ((MienLossKind) loss));
      g_assert_true (isfinite (
          loss_of ((MienLossKind) loss, sure[i], labels_for ((MienLossKind) loss), d_logits)));
      g_assert_true (isfinite (d_logits[0]) && isfinite (d_logits[1]));
    }
}

static void
test_a_diverged_logit_stays_visible (void)
{
  const float bad[] = {NAN, INFINITY, -INFINITY};

  for (int loss = 0; loss < MIEN_N_LOSSES; loss++)
    for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
      for (int k = 0; k < 2; k++) {
        float logits[] = {1.0f, 1.0f};

        logits[k] = bad[i];
        g_assert_false (isfinite (
            loss_of ((MienLossKind) loss, logits, labels_for ((MienLossKind) loss), NULL)));
      }
}

static void
test_no_label_costs_nothing (void)
{
  const float logits[] = {3.0f, -1.0f}, missing[] = {NAN, NAN};

  for (int loss = 0; loss < MIEN_N_LOSSES; loss++) {
    float d_logits[2] = {9.0f, 9.0f};
    int n = loss == MIEN_LOSS_CCC ? 2 : 1, n_labelled = -1;

    g_assert_cmpfloat (mien_loss_forward ((MienLossKind) loss, NULL, n, 2 / n, logits, missing,
                                          d_logits, &n_labelled),
                       ==, 0.0);
    g_assert_cmpint (n_labelled, ==, 0);
    g_assert_cmpfloat (d_logits[0], ==, 0.0f);
    g_assert_cmpfloat (d_logits[1], ==, 0.0f);
  }
}

/* Every kind of column has losses, the usual one among them; every option's usual value is one
 * that it may have. */
static void
test_every_kind_has_its_losses (void)
{
  for (int kind = 0; kind <= (int) MIEN_KIND_DISTRIBUTION; kind++)
    g_assert_true (mien_loss_suits (mien_loss_default ((MienKind) kind), (MienKind) kind));
  for (int loss = 0; loss < MIEN_N_LOSSES; loss++) {
    const MienLossOption *options = mien_loss_options ((MienLossKind) loss);
    double values[MIEN_LOSS_MOST_OPTIONS];
    MienLossKind found;

    mien_loss_default_options ((MienLossKind) loss, values);
    g_assert_true (mien_loss_from_name (mien_loss_name ((MienLossKind) loss), &found));
    g_assert_cmpint (found, ==, loss);
    for (int i = 0; options[i].name != NULL; i++) {
      g_assert_cmpint (i, <, MIEN_LOSS_MOST_OPTIONS);
      g_assert_cmpint (mien_loss_find_option ((MienLossKind) loss, options[i].name), ==, i);
      g_assert_cmpfloat (values[i], ==, options[i].value);
      g_assert_cmpfloat (values[i], >=, options[i].least);
      g_assert_cmpfloat (values[i], <=, options[i].most);
    }
  }
}

static void
test_only_labels_of_classes_are_smoothed (void)
{
  const float logits[] = {0.3f, -0.8f};

  for (int loss = 0; loss < MIEN_N_LOSSES; loss++) {
    int n = loss == MIEN_LOSS_CCC ? 2 : 1;
    const float *targets = labels_for ((MienLossKind) loss);
    double plain =
        mien_loss_forward ((MienLossKind) loss, NULL, n, 2 / n, logits, targets, NULL, NULL);
    double smooth =
        mien_loss_forward_training ((MienLossKind) loss, NULL, &(MienLossTerms){.smoothing = 0.4},
                                    n, 2 / n, logits, targets, NULL, NULL);

    g_assert_true ((plain == smooth) != mien_loss_suits ((MienLossKind) loss, MIEN_KIND_CLASS));
  }
}

/* research vector: CCC of these two is .700000 */
static void
test_concordance_of_the_published_case (void)
{
  const float x[] = {0.1f, 0.4f, 0.5f, 0.9f}, y[] = {0.2f, 0.3f, 0.7f, 0.6f};

  g_assert_cmpfloat_with_epsilon (mien_loss_forward (MIEN_LOSS_CCC, NULL, 4, 1, x, y, NULL, NULL),
                                  0.3, 1e-6);
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
    double found = mien_loss_forward_training (losses[l], NULL, &terms, N_MIXED, width,
                                               mixed_logits, a, NULL, &n);

    g_assert_cmpfloat_with_epsilon (found, expected, 1e-9);
    g_assert_cmpfloat_with_epsilon (n, counted, 1e-9);
    check_slopes (losses[l], NULL, terms, N_MIXED, width, mixed_logits, a, 1e-2);
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
      mien_loss_forward_training (MIEN_LOSS_CROSS_ENTROPY, NULL,
                                  &(MienLossTerms){.others = b, .shares = share}, 1, WIDTH,
                                  mixed_logits, a, NULL, NULL),
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

  mien_loss_forward_training (MIEN_LOSS_MSE, NULL, &terms, 2, 1, logits, a, d_mixed, NULL);
  mien_loss_forward (MIEN_LOSS_MSE, NULL, 2, 1, logits, mean, d_mean, NULL);
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
      mien_loss_forward_training (MIEN_LOSS_CCC, NULL, &terms, 2, 1, logits, a, NULL, &n),
      mien_loss_forward (MIEN_LOSS_CCC, NULL, 2, 1, logits, both, NULL, NULL), 1e-9);
  mien_loss_forward_training (MIEN_LOSS_CCC, NULL, &terms, 5, 1, logits, a, NULL, &n);
  g_assert_cmpfloat_with_epsilon (n, 1.0 + 1.0 + 0.4 + 0.9, 1e-6);
  check_slopes (MIEN_LOSS_CCC, NULL, terms, 5, 1, logits, a, 1e-2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/losses/ccc", test_concordance_of_the_published_case);
  g_test_add_func ("/losses/mixed/both", test_mixed_losses_are_those_of_both_labels);
  g_test_add_func ("/losses/mixed/labels", test_mixed_cross_entropy_is_that_of_the_mixed_label);
  g_test_add_func ("/losses/mixed/numbers", test_mixed_numbers_pull_towards_their_mean);
  g_test_add_func ("/losses/mixed/concordance", test_concordance_takes_mixed_targets);
  g_test_add_func ("/losses/huge", test_huge_logits_stay_finite);
  g_test_add_func ("/losses/diverged", test_a_diverged_logit_stays_visible);
  g_test_add_func ("/losses/missing", test_no_label_costs_nothing);
  g_test_add_func ("/losses/kinds", test_every_kind_has_its_losses);
  g_test_add_func ("/losses/smoothing", test_only_labels_of_classes_are_smoothed);
  return g_test_run ();
}
