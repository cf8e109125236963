#include "branches.h"

#include "engine/core/rng.h"

#include <math.h>

GPtrArray *
branching_tasks (const char *const *branches)
{
  static const char *const three[] = {"x", "y", "z", NULL}, *const two[] = {"no", "yes", NULL};
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  g_ptr_array_add (tasks, mien_task_new ("a", MIEN_KIND_CLASS, three, 3));
  g_ptr_array_add (tasks, mien_task_new ("b", MIEN_KIND_SCALAR, NULL, 1));
  g_ptr_array_add (tasks, mien_task_new ("c", MIEN_KIND_CLASS, two, 2));
  for (guint t = 0; t < tasks->len; t++) {
    MienTask *task = g_ptr_array_index (tasks, t);

    if (branches[t] == NULL)
      continue;
    g_free (task->branch);
    task->branch = g_strdup (branches[t]);
  }
  return tasks;
}

MienNetwork *
branching_network (const char *preset, int size, const char *const *branches)
{
  MienPreprocessing preprocessing = {.size = size, .channels = 1};
  g_autoptr (GPtrArray) tasks = branching_tasks (branches);
  g_autoptr (GError) error = NULL;
  MienNetwork *network = mien_network_new (preset, &preprocessing, tasks, 7, &error);

  g_assert_no_error (error);
  return network;
}

float *
random_pictures (int n, int size)
{
  gsize len = (gsize) n * (gsize) size * (gsize) size;
  float *x = g_new (float, len);
  MienRng rng = mien_rng_keyed (6, MIEN_STREAM_OTHER, 0, 0);

  for (gsize i = 0; i < len; i++)
    x[i] = (float) mien_rng_normal (&rng);
  return x;
}

int
smallest_size (const char *preset)
{
  return g_str_equal (preset, "mini-xception") ? 22 : 16;
}

void
take_losses (MienNetwork *network, int n, double *losses)
{
  GPtrArray *tasks = mien_network_get_tasks (network);

  for (guint t = 0; t < tasks->len; t++) {
    int width = ((MienTask *) g_ptr_array_index (tasks, t))->width;
    const float *logits = mien_network_get_logits (network, (int) t);
    float *d_logits = mien_network_get_d_logits (network, (int) t);

    losses[t] = 0.0;
    for (int i = 0; i < n * width; i++) {
      double off = (double) logits[i] - 0.1 * i;

      losses[t] += 0.5 * off * off;
      d_logits[i] = (float) off;
    }
  }
}

double
gradients_differ (MienNetwork *a, MienNetwork *b)
{
  GPtrArray *first = mien_network_get_parameters (a), *second = mien_network_get_parameters (b);
  double worst = 0.0;

  g_assert_cmpuint (first->len, ==, second->len);
  for (guint i = 0; i < first->len; i++) {
    const MienParameter *p = g_ptr_array_index (first, i), *q = g_ptr_array_index (second, i);
    double off = 0.0, all = 1e-6;

    g_assert_cmpstr (p->name, ==, q->name);
    for (gsize k = 0; p->trainable && k < p->len; k++) {
      off += pow ((double) p->grad[k] - (double) q->grad[k], 2.0);
      all += pow ((double) q->grad[k], 2.0);
    }
    worst = fmax (worst, sqrt (off / all));
  }
  return worst;
}
