#include "engine/training/weighting.h"

const char *const *
mien_weighting_methods (void)
{
  static const char *const methods[] = {"fixed", "equal", NULL};

  return methods;
}

void
mien_weighting_compute (const char *method,
                        int n,
                        const double *fixed,
                        const gboolean *labelled,
                        float *weights)
{
  gboolean equal = g_str_equal (method, "equal");

  for (int t = 0; t < n; t++)
    weights[t] = !labelled[t] ? 0.0f : equal ? 1.0f : (float) fixed[t];
}
