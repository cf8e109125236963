#include "engine/training/class-weights.h"

#include <math.h>

static void
test_inverse_by_hand (void)
{
  /* 1/6 : 1/2 : 1/1, and 9 samples: each of three classes gets 3 of the 9. */
  const guint counts[] = {6, 2, 0, 1};
  double weights[4];

  mien_class_weights_compute (MIEN_CLASS_WEIGHTS_INVERSE, MIEN_EFFECTIVE_BETA, 4, counts, weights);
  g_assert_cmpfloat_with_epsilon (weights[0], 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (weights[1], 1.5, 1e-12);
  g_assert_cmpfloat (weights[2], ==, 0.0);
  g_assert_cmpfloat_with_epsilon (weights[3], 3.0, 1e-12);
}

/* Effective numbers (1 - .999^n) / .001 of 1, 1000 and 10000 samples: 1, 632.304575, 999.954825. */
static void
test_effective_by_hand (void)
{
  const guint counts[] = {1, 1000, 10000};
  const double effective[] = {1.0, 632.304575, 999.954827};
  double weights[3];

  mien_class_weights_compute (MIEN_CLASS_WEIGHTS_EFFECTIVE, MIEN_EFFECTIVE_BETA, 3, counts,
                              weights);
  for (int c = 1; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (weights[0] / weights[c], effective[c], 1e-4);
}

/* Of few samples each is as good as new: the two ways agree. Of many, one more is worth nothing. */
static void
test_effective_lies_between_inverse_and_none (void)
{
  const guint few[] = {1, 2}, many[] = {100000, 200000};
  double weights[2];

  mien_class_weights_compute (MIEN_CLASS_WEIGHTS_EFFECTIVE, MIEN_EFFECTIVE_BETA, 2, few, weights);
  g_assert_cmpfloat_with_epsilon (weights[0] / weights[1], 2.0, 2e-3);
  mien_class_weights_compute (MIEN_CLASS_WEIGHTS_EFFECTIVE, MIEN_EFFECTIVE_BETA, 2, many, weights);
  g_assert_cmpfloat_with_epsilon (weights[0] / weights[1], 1.0, 1e-9);
}

static void
test_samples_weigh_1_on_average (void)
{
  const guint counts[] = {436, 3995, 4097, 7215, 4965, 4830, 3171};

  for (int method = 0; method < (int) MIEN_N_CLASS_WEIGHTS; method++) {
    double weights[7], sum = 0.0, n = 0.0;

    mien_class_weights_compute ((MienClassWeights) method, MIEN_EFFECTIVE_BETA, 7, counts, weights);
    for (int c = 0; c < 7; c++) {
      sum += weights[c] * counts[c];
      n += counts[c];
    }
    g_assert_cmpfloat_with_epsilon (sum / n, 1.0, 1e-12);
    g_assert_true (method == MIEN_CLASS_WEIGHTS_NONE || weights[0] > weights[3]);
  }
}

static void
test_no_sample_gives_no_weight_and_no_nonsense (void)
{
  const guint counts[] = {0, 0};
  double weights[2] = {9.0, 9.0};

  mien_class_weights_compute (MIEN_CLASS_WEIGHTS_EFFECTIVE, MIEN_EFFECTIVE_BETA, 2, counts,
                              weights);
  g_assert_cmpfloat (weights[0], ==, 0.0);
  g_assert_cmpfloat (weights[1], ==, 0.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/class-weights/inverse", test_inverse_by_hand);
  g_test_add_func ("/class-weights/effective", test_effective_by_hand);
  g_test_add_func ("/class-weights/between", test_effective_lies_between_inverse_and_none);
  g_test_add_func ("/class-weights/average", test_samples_weigh_1_on_average);
  g_test_add_func ("/class-weights/empty", test_no_sample_gives_no_weight_and_no_nonsense);
  return g_test_run ();
}
