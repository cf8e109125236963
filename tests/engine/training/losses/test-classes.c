#include "tests/engine/training/losses/slopes.h"

enum {
  N = 3,
  WIDTH = 3
};

static const float logits[N * WIDTH] = {0.3f, -1.2f, 0.8f, 1.5f, 0.1f, -0.4f, -0.7f, 0.9f, 0.2f};
static const float labels[N] = {2.0f, 0.0f, 1.0f};

/* softmax (0, ln 2, ln 3) = (1/6, 1/3, 1/2) */
static void
test_cross_entropy_of_a_known_case (void)
{
  const float known[] = {0.0f, 0.693147181f, 1.09861229f, 5.0f, 5.0f, 5.0f};
  const float targets[] = {1.0f, NAN};
  float d_logits[6];
  int n_labelled = 0;
  double loss = mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, NULL, 2, 3, known, targets, d_logits,
                                   &n_labelled);

  g_assert_cmpint (n_labelled, ==, 1);
  g_assert_cmpfloat_with_epsilon (loss, log (3.0), 1e-6);
  g_assert_cmpfloat_with_epsilon (d_logits[0], 1.0f / 6.0f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_logits[1], 1.0f / 3.0f - 1.0f, 1e-6f);
  for (int k = 3; k < 6; k++)
    g_assert_cmpfloat (d_logits[k], ==, 0.0f);
}

/* By hand: p = .6, gamma 2: .4^2 x .510826 = .081732, and the slope by its own logit -.162079. */
static void
test_focal_of_a_known_case (void)
{
  const float known[] = {0.405465108f, 0.0f}, targets[] = {0.0f}; /* ln (.6 / .4) */
  const double gamma = 2.0;
  float d_logits[2];

  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_FOCAL, &gamma, 1, 2, known, targets, d_logits, NULL), 0.081732,
      1e-6);
  g_assert_cmpfloat_with_epsilon (d_logits[0], -0.162079f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_logits[1], 0.162079f, 1e-6f);
}

/* Reference values: (1 - p)^gamma times PyTorch's cross-entropy, in double. */
static void
test_focal_is_what_torch_gives (void)
{
  const double gammas[] = {0.0, 0.5, 2.0};
  const double expected[] = {0.4728071118603, 0.2932173981144, 0.0723744395362};

  for (guint g = 0; g < G_N_ELEMENTS (gammas); g++) {
    g_assert_cmpfloat_with_epsilon (
        mien_loss_forward (MIEN_LOSS_FOCAL, &gammas[g], N, WIDTH, logits, labels, NULL, NULL),
        expected[g], 1e-7);
    check_slopes (MIEN_LOSS_FOCAL, &gammas[g], (MienLossTerms){0}, N, WIDTH, logits, labels, 1e-2);
  }
  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, NULL, N, WIDTH, logits, labels, NULL, NULL),
      expected[0], 1e-7);
}

/* What a smoothed label expects of the loss; weights of classes multiply it. */
static void
test_focal_takes_smoothed_and_weighted_labels (void)
{
  const double weights[] = {0.5, 2.0, 1.0}, gamma = 2.0;
  const MienLossTerms terms = {.smoothing = 0.1, .weights = weights};

  g_assert_cmpfloat_with_epsilon (mien_loss_forward_training (MIEN_LOSS_FOCAL, &gamma,
                                                              &(MienLossTerms){.smoothing = 0.1}, N,
                                                              WIDTH, logits, labels, NULL, NULL),
                                  0.1547381668874, 1e-7);
  check_slopes (MIEN_LOSS_FOCAL, &gamma, terms, N, WIDTH, logits, labels, 1e-2);
}

static void
test_a_sure_answer_has_a_finite_focal_slope (void)
{
  const float sure[] = {1e4f, -1e4f, -1e4f}, right[] = {0.0f}, wrong[] = {1.0f};
  const double gamma = 0.5;
  float d_logits[3];

  g_assert_cmpfloat (mien_loss_forward (MIEN_LOSS_FOCAL, &gamma, 1, 3, sure, right, d_logits, NULL),
                     ==, 0.0);
  for (int k = 0; k < 3; k++)
    g_assert_cmpfloat (d_logits[k], ==, 0.0f);
  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_FOCAL, &gamma, 1, 3, sure, wrong, d_logits, NULL), 2e4, 1e-6);
  g_assert_cmpfloat_with_epsilon (d_logits[0], 1.0f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_logits[1], -1.0f, 1e-6f);
}

/* Its weights come from outside; without them, as on the test part, it is cross-entropy. */
static void
test_class_balanced_without_weights_is_cross_entropy (void)
{
  const double weights[] = {0.5, 2.0, 1.0};
  const MienLossTerms terms = {.smoothing = 0.2, .weights = weights};

  g_assert_cmpfloat (
      mien_loss_forward (MIEN_LOSS_CLASS_BALANCED, NULL, N, WIDTH, logits, labels, NULL, NULL), ==,
      mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, NULL, N, WIDTH, logits, labels, NULL, NULL));
  check_slopes (MIEN_LOSS_CLASS_BALANCED, NULL, terms, N, WIDTH, logits, labels, 1e-2);
}

/* Even logits: the gradient is 1/7 less a target of .914286 for the class and .014286 for others.
 */
static void
test_a_tenth_of_smoothing_over_seven_classes (void)
{
  const float even[7] = {0.0f}, targets[] = {2.0f};
  float d_logits[7];
  double loss =
      mien_loss_forward_training (MIEN_LOSS_CROSS_ENTROPY, NULL, &(MienLossTerms){.smoothing = 0.1},
                                  1, 7, even, targets, d_logits, NULL);

  g_assert_cmpfloat_with_epsilon (loss, log (7.0), 1e-9);
  for (int k = 0; k < 7; k++)
    g_assert_cmpfloat_with_epsilon (1.0 / 7.0 - (double) d_logits[k], k == 2 ? 0.914286 : 0.014286,
                                    1e-6);
}

/* softmax (0, ln 2, ln 3) = (1/6, 1/3, 1/2); q = (.1, .8, .1): .1 ln 6 + .8 ln 3 + .1 ln 2 */
static void
test_smoothing_by_hand_and_by_differences (void)
{
  const float known[] = {0.0f, 0.693147181f, 1.09861229f, 0.3f, -0.4f, 1.2f};
  const float one[] = {1.0f, NAN}, both[] = {1.0f, 0.0f};
  const MienLossTerms terms = {.smoothing = 0.3};

  g_assert_cmpfloat_with_epsilon (mien_loss_forward_training (MIEN_LOSS_CROSS_ENTROPY, NULL, &terms,
                                                              2, 3, known, one, NULL, NULL),
                                  1.127381, 1e-6);
  check_slopes (MIEN_LOSS_CROSS_ENTROPY, NULL, terms, 2, 3, known, one, 1e-2);
  check_slopes (MIEN_LOSS_CROSS_ENTROPY, NULL, (MienLossTerms){.smoothing = 0.1}, 2, 3, known, both,
                1e-2);
}

/* softmax (0, ln 2, ln 3) = (1/6, 1/3, 1/2); even logits: 1/3 each. Weights 2 and 1/2 of the two
 * labels: (2 ln 3 + 1/2 ln 3) / 2. */
static void
test_class_weights_by_hand (void)
{
  const float known[] = {0.0f, 0.693147181f, 1.09861229f, 0.0f, 0.0f, 0.0f, 4.0f, 4.0f, 4.0f};
  const float targets[] = {1.0f, 2.0f, NAN};
  const double weights[] = {1.0, 2.0, 0.5};
  const MienLossTerms terms = {.weights = weights};
  float d_logits[9];
  double n = 0.0, loss = mien_loss_forward_training (MIEN_LOSS_CROSS_ENTROPY, NULL, &terms, 3, 3,
                                                     known, targets, d_logits, &n);

  g_assert_cmpfloat (n, ==, 2.0);
  g_assert_cmpfloat_with_epsilon (loss, 1.25 * log (3.0), 1e-6);
  g_assert_cmpfloat_with_epsilon (d_logits[0], 2.0f / 6.0f / 2.0f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_logits[5], 0.5f * (1.0f / 3.0f - 1.0f) / 2.0f, 1e-6f);
  check_slopes (MIEN_LOSS_CROSS_ENTROPY, NULL, terms, 3, 3, known, targets, 1e-2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/classes/cross-entropy", test_cross_entropy_of_a_known_case);
  g_test_add_func ("/classes/focal/known", test_focal_of_a_known_case);
  g_test_add_func ("/classes/focal/torch", test_focal_is_what_torch_gives);
  g_test_add_func ("/classes/focal/terms", test_focal_takes_smoothed_and_weighted_labels);
  g_test_add_func ("/classes/focal/sure", test_a_sure_answer_has_a_finite_focal_slope);
  g_test_add_func ("/classes/balanced", test_class_balanced_without_weights_is_cross_entropy);
  g_test_add_func ("/classes/smoothing/seven", test_a_tenth_of_smoothing_over_seven_classes);
  g_test_add_func ("/classes/smoothing/slopes", test_smoothing_by_hand_and_by_differences);
  g_test_add_func ("/classes/weights", test_class_weights_by_hand);
  return g_test_run ();
}
