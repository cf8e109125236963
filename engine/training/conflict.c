#include "engine/training/conflict.h"

#include <math.h>
#include <string.h>

static gsize
shared_len (MienNetwork *network)
{
  GPtrArray *parameters = mien_network_get_parameters (network);
  gsize len = 0;

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    len += parameter->task < 0 && parameter->trainable ? parameter->len : 0;
  }
  return len;
}

/* The shared parameters' gradients one after the other. */
static void
gather (MienNetwork *network, float *to)
{
  GPtrArray *parameters = mien_network_get_parameters (network);

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    if (parameter->task >= 0 || !parameter->trainable)
      continue;
    memcpy (to, parameter->grad, parameter->len * sizeof (float));
    to += parameter->len;
  }
}

static double
dot (const float *a, const float *b, gsize len)
{
  double sum = 0.0;

  for (gsize i = 0; i < len; i++)
    sum += (double) a[i] * (double) b[i];
  return sum;
}

static void
backward_task (MienNetwork *network, MienPool *pool, guint task, float *gradient)
{
  guint n_tasks = mien_network_get_tasks (network)->len;
  g_autofree float *weights = g_new0 (float, n_tasks);

  weights[task] = 1.0f;
  mien_network_backward (network, pool, weights, weights);
  gather (network, gradient);
}

void
mien_conflict_measure (MienNetwork *network,
                       MienPool *pool,
                       guint main_task,
                       double *norms,
                       double *cosines)
{
  gsize len = shared_len (network);
  g_autofree float *main_gradient = g_new (float, MAX (len, 1));
  g_autofree float *gradient = g_new (float, MAX (len, 1));

  backward_task (network, pool, main_task, main_gradient);
  double main_norm = sqrt (dot (main_gradient, main_gradient, len));
  for (guint t = 0; t < mien_network_get_tasks (network)->len; t++) {
    if (t == main_task) {
      norms[t] = main_norm;
      cosines[t] = main_norm > 0.0 ? 1.0 : (double) NAN;
      continue;
    }
    backward_task (network, pool, t, gradient);
    norms[t] = sqrt (dot (gradient, gradient, len));
    cosines[t] = norms[t] > 0.0 && main_norm > 0.0
                     ? dot (gradient, main_gradient, len) / (norms[t] * main_norm)
                     : (double) NAN;
  }
}
