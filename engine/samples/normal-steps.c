#include "engine/samples/normal-steps.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static void
fill (float *steps)
{
  double squares = 0.0;

  for (int i = 0; i < MIEN_NORMAL_STEPS; i++) {
    double z = gsl_cdf_ugaussian_Pinv ((i + 0.5) / MIEN_NORMAL_STEPS);

    squares += z * z;
  }
  for (int i = 0; i < MIEN_NORMAL_STEPS; i++)
    steps[i] = (float) (gsl_cdf_ugaussian_Pinv ((i + 0.5) / MIEN_NORMAL_STEPS) /
                        sqrt (squares / MIEN_NORMAL_STEPS));
}

const float *
mien_normal_steps (void)
{
  static float steps[MIEN_NORMAL_STEPS];
  static gsize filled = 0;

  if (g_once_init_enter (&filled)) {
    fill (steps);
    g_once_init_leave (&filled, 1);
  }
  return steps;
}
