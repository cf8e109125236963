#include "engine/insight/saliency.h"

#include "engine/core/error.h"
#include "engine/insight/maps.h"

#include <string.h>

/* What a method works on, after the backward pass of the face's score. */
typedef struct {
  MienNetwork *network;
  const float *x; /* [C,size,size] standardised */
  int channels, task;
  MienSaliency *result;
} Explained;

typedef gboolean (*MethodFunc) (const Explained *explained, GError **error);

static gsize
count_pixels (const Explained *explained)
{
  return (gsize) explained->result->size * (gsize) explained->result->size;
}

static gboolean
map_gradient (const Explained *explained, GError **error G_GNUC_UNUSED)
{
  mien_map_sum_channels (explained->result->map, mien_network_get_d_input (explained->network),
                         NULL, explained->channels, count_pixels (explained));
  return TRUE;
}

static gboolean
map_gradient_input (const Explained *explained, GError **error G_GNUC_UNUSED)
{
  mien_map_sum_channels (explained->result->map, mien_network_get_d_input (explained->network),
                         explained->x, explained->channels, count_pixels (explained));
  return TRUE;
}

/* The maps of several stages of one size, as if they were one's. */
typedef struct {
  GArray *a, *d_a; /* of float: [C,H,W] */
  MienShape shape;
} Maps;

static void
maps_clear (Maps *maps)
{
  g_array_unref (maps->a);
  g_array_unref (maps->d_a);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maps, maps_clear)

static Maps
gather_maps (const Explained *explained)
{
  g_autoptr (GArray) stages = mien_network_find_maps (explained->network, explained->task);
  Maps maps = {
      g_array_new (FALSE, FALSE, sizeof (float)), g_array_new (FALSE, FALSE, sizeof (float)), {0}};

  for (guint i = 0; i < stages->len; i++) {
    const float *a, *d_a;
    MienShape shape;

    mien_network_get_stage (explained->network, g_array_index (stages, guint, i), &shape, &a, &d_a);
    g_array_append_vals (maps.a, a, (guint) mien_shape_len (shape));
    g_array_append_vals (maps.d_a, d_a, (guint) mien_shape_len (shape));
    shape.c += maps.shape.c;
    maps.shape = shape;
  }
  return maps;
}

static gboolean
map_grad_cam (const Explained *explained, GError **error)
{
  g_auto (Maps) maps = gather_maps (explained);
  MienShape shape = maps.shape;

  if (shape.c == 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "Grad-CAM needs feature maps, and the network “%s” has none; use gradient or "
                 "gradient-input",
                 mien_network_get_preset (explained->network));
    return FALSE;
  }

  g_autofree float *small = g_new (float, (gsize) shape.h *(gsize) shape.w);
  mien_map_grad_cam (small, (const float *) (void *) maps.a->data,
                     (const float *) (void *) maps.d_a->data, shape.c, shape.h, shape.w);
  mien_map_enlarge (explained->result->map, explained->result->size, small, shape.h, shape.w);
  return TRUE;
}

static const char *const names[] = {"gradient", "gradient-input", "grad-cam", NULL};
static const MethodFunc methods[] = {map_gradient, map_gradient_input, map_grad_cam};

const char *const *
mien_saliency_methods (void)
{
  return names;
}

static MethodFunc
find_method (const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (name, names[i]))
      return methods[i];

  g_autofree char *known = g_strjoinv (", ", (char **) names);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "There is no saliency method “%s”; there is %s",
               name, known);
  return NULL;
}

static gboolean
check_target (MienNetwork *network, int task, int target, GError **error)
{
  GPtrArray *tasks = mien_network_get_tasks (network);

  if (task < 0 || (guint) task >= tasks->len) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "The network has %u tasks, and number %d is none of them", tasks->len, task);
    return FALSE;
  }

  const MienTask *words = g_ptr_array_index (tasks, (guint) task);
  if (target >= -1 && target < words->width)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "The task “%s” has %d answers, and number %d is none of them", words->name,
               words->width, target);
  return FALSE;
}

static int
choose_target (MienNetwork *network, int task)
{
  const MienTask *words = g_ptr_array_index (mien_network_get_tasks (network), (guint) task);

  if (words->names == NULL)
    return 0;
  return mien_largest (mien_network_get_logits (network, task), words->width);
}

/* Leaves the gradient of one score, and of nothing else, in the network. */
static void
go_back (MienNetwork *network, MienPool *pool, int task, int target)
{
  GPtrArray *tasks = mien_network_get_tasks (network);
  g_autofree float *weights = g_new0 (float, tasks->len);

  for (guint t = 0; t < tasks->len; t++) {
    const MienTask *words = g_ptr_array_index (tasks, t);
    memset (mien_network_get_d_logits (network, (int) t), 0, (gsize) words->width * sizeof (float));
  }
  mien_network_get_d_logits (network, task)[target] = 1.0f;
  weights[task] = 1.0f;
  mien_network_backward (network, pool, weights, weights);
}

static gboolean
explain (const Explained *explained, MienPool *pool, MethodFunc method, GError **error)
{
  MienNetwork *network = explained->network;
  MienSaliency *result = explained->result;
  int task = explained->task;
  gsize len = count_pixels (explained) * (gsize) explained->channels;
  g_autofree float *nothing = g_new0 (float, len);
  gint64 start_us = g_get_monotonic_time ();
  const MienPass pass = {0};

  mien_network_forward (network, pool, explained->x, 1, &pass);
  if (result->target < 0)
    result->target = choose_target (network, task);
  result->output = (double) mien_network_get_logits (network, task)[result->target];
  go_back (network, pool, task, result->target);
  if (!method (explained, error))
    return FALSE;

  mien_network_forward (network, pool, nothing, 1, &pass);
  result->baseline = (double) mien_network_get_logits (network, task)[result->target];
  for (gsize i = 0; i < count_pixels (explained); i++)
    result->sum += (double) result->map[i];
  result->seconds = (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC;
  return TRUE;
}

MienSaliency *
mien_saliency_compute (MienNetwork *network,
                       MienPool *pool,
                       const guint8 *pixels,
                       int task,
                       int target,
                       const char *method,
                       GCancellable *cancellable,
                       GError **error)
{
  const MienPreprocessing *p = mien_network_get_preprocessing (network);
  gsize n = (gsize) p->size * (gsize) p->size, len = n * (gsize) p->channels;
  MethodFunc func = find_method (method, error);

  if (func == NULL || !check_target (network, task, target, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !mien_network_plan (network, MIEN_PLAN_EXPLAIN, 1, mien_pool_get_n_workers (pool), error))
    return NULL;

  g_autofree float *x = g_new (float, len);
  g_autoptr (MienSaliency) result = g_new0 (MienSaliency, 1);
  for (gsize i = 0; i < len; i++)
    x[i] = (float) pixels[i];
  mien_preprocessing_standardise (p, x);
  result->size = p->size;
  result->target = target;
  result->map = g_new (float, n);

  if (!explain (&(Explained){network, x, p->channels, task, result}, pool, func, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&result);
}

void
mien_saliency_free (MienSaliency *self)
{
  if (self == NULL)
    return;
  g_free (self->map);
  g_free (self);
}
