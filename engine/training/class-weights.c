#include "engine/training/class-weights.h"

#include <math.h>

static const char *const names[MIEN_N_CLASS_WEIGHTS] = {
    [MIEN_CLASS_WEIGHTS_NONE] = "none",
    [MIEN_CLASS_WEIGHTS_INVERSE] = "inverse",
    [MIEN_CLASS_WEIGHTS_EFFECTIVE] = "effective",
};

const char *
mien_class_weights_name (MienClassWeights method)
{
  return names[method];
}

gboolean
mien_class_weights_from_name (const char *name, MienClassWeights *method)
{
  for (int i = 0; i < (int) MIEN_N_CLASS_WEIGHTS; i++)
    if (g_str_equal (names[i], name)) {
      *method = (MienClassWeights) i;
      return TRUE;
    }
  return FALSE;
}

static double
weigh (MienClassWeights method, double beta, guint count)
{
  if (count == 0)
    return 0.0;
  switch (method) {
  case MIEN_CLASS_WEIGHTS_INVERSE:
    return 1.0 / count;
  case MIEN_CLASS_WEIGHTS_EFFECTIVE:
    return (1.0 - beta) / (1.0 - pow (beta, count));
  default:
    return 1.0;
  }
}

void
mien_class_weights_compute (MienClassWeights method,
                            double beta,
                            int n_classes,
                            const guint *counts,
                            double *weights)
{
  double n = 0.0, sum = 0.0;

  for (int c = 0; c < n_classes; c++) {
    weights[c] = weigh (method, beta, counts[c]);
    n += counts[c];
    sum += counts[c] * weights[c];
  }
  for (int c = 0; c < n_classes && sum > 0.0; c++)
    weights[c] *= n / sum;
}
