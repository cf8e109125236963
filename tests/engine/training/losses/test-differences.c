#include "tests/engine/training/losses/slopes.h"

static const float answers[] = {0.3f,  -1.2f, 0.8f, 1.5f, 0.1f,  -0.4f,
                                -0.7f, 0.9f,  0.2f, 0.6f, -0.1f, 1.1f};
static const float labels[] = {0.1f, 0.5f,  0.0f, -0.3f, 0.9f, 0.0f,
                               0.4f, -1.0f, 0.0f, 0.2f,  0.7f, 0.3f};

static double
mean_of (MienLossKind loss, const double *options)
{
  return mien_loss_forward (loss, options, 6, 2, answers, labels, NULL, NULL);
}

/* Reference values: PyTorch's mse_loss, l1_loss, huber_loss (delta .7), smooth_l1_loss (beta .5).
 */
static void
test_they_are_what_torch_gives (void)
{
  const double delta = 0.7, beta = 0.5;

  g_assert_cmpfloat_with_epsilon (mean_of (MIEN_LOSS_MSE, NULL), 1.1591666666667, 1e-6);
  g_assert_cmpfloat_with_epsilon (mean_of (MIEN_LOSS_L2, NULL), 1.1591666666667, 1e-6);
  g_assert_cmpfloat_with_epsilon (mean_of (MIEN_LOSS_MAE, NULL), 0.9083333333333, 1e-6);
  g_assert_cmpfloat_with_epsilon (mean_of (MIEN_LOSS_HUBER, &delta), 0.4191666666667, 1e-6);
  g_assert_cmpfloat_with_epsilon (mean_of (MIEN_LOSS_SMOOTH_L1, &beta), 0.675, 1e-6);
}

/* By hand, in pixels as the source has it: 10 ln (1 + 3 / 2) and 12 - (10 - 10 ln (1 + 10 / 2)). */
static void
test_wing_of_a_known_case (void)
{
  const float off[] = {3.0f, -12.0f}, zero[] = {0.0f, 0.0f};
  const double options[] = {10.0, 2.0};
  float d[2];

  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_WING, options, 1, 2, off, zero, d, NULL),
      (10.0 * log (2.5) + 2.0 + 10.0 * log (6.0)) / 2.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (d[0], 10.0 / 5.0 / 2.0, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d[1], -1.0 / 2.0, 1e-6f);
}

/* Where the two pieces of a loss meet, neither it nor (but for wing) its slope jumps. */
static void
test_pieces_meet (void)
{
  const MienLossKind losses[] = {MIEN_LOSS_HUBER, MIEN_LOSS_SMOOTH_L1, MIEN_LOSS_WING};
  const double options[] = {0.5, 0.1};
  const float inside[] = {0.499999f}, outside[] = {0.500001f}, zero[] = {0.0f};

  for (guint l = 0; l < G_N_ELEMENTS (losses); l++) {
    float d_inside, d_outside;
    double a = mien_loss_forward (losses[l], options, 1, 1, inside, zero, &d_inside, NULL);
    double b = mien_loss_forward (losses[l], options, 1, 1, outside, zero, &d_outside, NULL);

    g_assert_cmpfloat_with_epsilon (a, b, 1e-5);
    if (losses[l] != MIEN_LOSS_WING)
      g_assert_cmpfloat_with_epsilon (d_inside, d_outside, 1e-4f);
  }
}

static void
test_slopes_follow_finite_differences (void)
{
  const float missing[] = {0.1f, 0.5f, NAN, -0.3f, 0.9f, 0.0f, 0.4f, -1.0f, NAN, 0.2f, 0.7f, 0.3f};
  const float share[] = {0.7f, 0.6f, 0.9f, 0.55f, 0.8f, 0.5f};
  const MienLossTerms mixed = {.others = labels, .shares = share};

  for (int loss = 0; loss < MIEN_N_LOSSES; loss++) {
    if (!mien_loss_suits ((MienLossKind) loss, MIEN_KIND_POINTS) &&
        (loss == MIEN_LOSS_CCC || !mien_loss_suits ((MienLossKind) loss, MIEN_KIND_SCALAR)))
      continue;
    check_slopes ((MienLossKind) loss, NULL, (MienLossTerms){0}, 6, 2, answers, missing, 1e-3);
    check_slopes ((MienLossKind) loss, NULL, mixed, 6, 2, answers, missing, 1e-3);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/differences/torch", test_they_are_what_torch_gives);
  g_test_add_func ("/differences/wing", test_wing_of_a_known_case);
  g_test_add_func ("/differences/pieces", test_pieces_meet);
  g_test_add_func ("/differences/slopes", test_slopes_follow_finite_differences);
  return g_test_run ();
}
