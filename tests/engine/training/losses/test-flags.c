#include "tests/engine/training/losses/slopes.h"

enum {
  N = 3,
  WIDTH = 3
};

static const float logits[N * WIDTH] = {0.3f, -1.2f, 0.8f, 1.5f, 0.1f, -0.4f, -0.7f, 0.9f, 0.2f};
static const float flags[N * WIDTH] = {1.0f, 0.0f, 1.0f, 0.0f, 1.0f, 0.0f, 0.0f, 0.0f, 1.0f};

static void
test_binary_cross_entropy_of_a_known_case (void)
{
  const float known[] = {0.0f, 2.0f}, targets[] = {1.0f, 0.0f};

  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_BCE, NULL, 1, 2, known, targets, NULL, NULL),
      (log (2.0) + log1p (exp (2.0))) / 2.0, 1e-6);
}

/* Reference value: PyTorch's binary_cross_entropy_with_logits with pos_weight (2, .5, 3). */
static void
test_positive_weights_are_what_torch_gives (void)
{
  const double weights[] = {2.0, 0.5, 3.0};
  const MienLossTerms terms = {.weights = weights};

  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward_training (MIEN_LOSS_BCE, NULL, &terms, N, WIDTH, logits, flags, NULL, NULL),
      0.9400753718111, 1e-7);
  check_slopes (MIEN_LOSS_BCE, NULL, terms, N, WIDTH, logits, flags, 1e-2);
}

/* Reference values: the formula and its gradient by PyTorch, in double. */
static void
test_asymmetric_is_what_torch_gives (void)
{
  static const struct {
    double options[3], loss;
    float slopes[3];
  } cases[] = {
      {{0.0, 4.0, 0.05}, 0.3210911133623, {-0.0472841648f, 0.000120816738f, -0.0344472799f}},
      {{1.0, 2.0, 0.0}, 0.3146729086370, {-0.0351795465f, 0.00378728819f, -0.0194997615f}},
      {{0.5, 0.5, 0.3}, 0.2574620705199, {-0.0423866591f, 0.0f, -0.0271006936f}},
  };
  float d_logits[N * WIDTH];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpfloat_with_epsilon (mien_loss_forward (MIEN_LOSS_ASYMMETRIC, cases[i].options, N,
                                                       WIDTH, logits, flags, d_logits, NULL),
                                    cases[i].loss, 1e-7);
    for (int k = 0; k < WIDTH; k++)
      g_assert_cmpfloat_with_epsilon (d_logits[k], cases[i].slopes[k], 1e-7f);
    check_slopes (MIEN_LOSS_ASYMMETRIC, cases[i].options, (MienLossTerms){0}, N, WIDTH, logits,
                  flags, 1e-2);
  }
}

/* Without any asymmetry it is binary cross-entropy. */
static void
test_even_handed_it_is_binary_cross_entropy (void)
{
  const double none[] = {0.0, 0.0, 0.0};
  float d_asymmetric[N * WIDTH], d_plain[N * WIDTH];
  double loss =
      mien_loss_forward (MIEN_LOSS_ASYMMETRIC, none, N, WIDTH, logits, flags, d_asymmetric, NULL);

  g_assert_cmpfloat_with_epsilon (
      loss, mien_loss_forward (MIEN_LOSS_BCE, NULL, N, WIDTH, logits, flags, d_plain, NULL), 1e-12);
  for (int i = 0; i < N * WIDTH; i++)
    g_assert_cmpfloat_with_epsilon (d_asymmetric[i], d_plain[i], 1e-7f);
}

static void
test_a_no_below_the_clip_counts_for_nothing (void)
{
  const float easy[] = {-4.0f, -1e4f}, no[] = {0.0f, 0.0f}; /* p = .018 */
  float d_logits[2];

  g_assert_cmpfloat (mien_loss_forward (MIEN_LOSS_ASYMMETRIC, NULL, 1, 2, easy, no, d_logits, NULL),
                     ==, 0.0);
  g_assert_cmpfloat (d_logits[0], ==, 0.0f);
  g_assert_cmpfloat (d_logits[1], ==, 0.0f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flags/bce", test_binary_cross_entropy_of_a_known_case);
  g_test_add_func ("/flags/positive", test_positive_weights_are_what_torch_gives);
  g_test_add_func ("/flags/asymmetric/torch", test_asymmetric_is_what_torch_gives);
  g_test_add_func ("/flags/asymmetric/even", test_even_handed_it_is_binary_cross_entropy);
  g_test_add_func ("/flags/asymmetric/clip", test_a_no_below_the_clip_counts_for_nothing);
  return g_test_run ();
}
