#include "engine/training/reconcile.h"

#include <math.h>

double
mien_reversal (double progress)
{
  return 2.0 / (1.0 + exp (-10.0 * progress)) - 1.0;
}

static const double *
whole_gram (const MienGradients *gradients, gsize n_tasks)
{
  guint all = mien_gradients_get_n_stages (gradients) - 1;

  return mien_gradients_get_grams (gradients) + all * n_tasks * n_tasks;
}

void
mien_reconcile (MienNetwork *network,
                MienPool *pool,
                MienWeighting *weighting,
                MienGradients *gradients,
                const float *reach,
                MienWeightingInput *input,
                MienWeightingResult *result)
{
  gsize n_tasks = mien_network_get_tasks (network)->len;
  g_autofree float *signs = g_new (float, n_tasks);
  g_autofree float *found = g_new (float, n_tasks);

  for (gsize t = 0; t < n_tasks; t++)
    signs[t] = copysignf (1.0f, reach[t]); /* a lambda of 0 is -0 */
  if (gradients != NULL) {
    mien_gradients_measure (gradients, pool, input->takes_part, signs);
    input->gram = whole_gram (gradients, n_tasks);
  }
  mien_weighting_weigh (weighting, input, result);
  for (gsize t = 0; t < n_tasks; t++) {
    found[t] = result->shared[t] * fabsf (reach[t]);
    result->shared[t] *= reach[t];
  }
  if (gradients != NULL)
    mien_gradients_combine (gradients, pool, result->heads, found);
  else
    mien_network_backward (network, pool, result->heads, result->shared);
}
