#include "engine/exchange/model-start.h"

#include "engine/core/error.h"
#include "engine/exchange/model.h"

#include <string.h>

void
mien_start_clear (MienStart *self)
{
  g_clear_pointer (&self->fingerprint, g_free);
}

static gboolean
sees_the_same (MienNetwork *network, MienNetwork *model, const char *path, GError **error)
{
  const MienPreprocessing *now = mien_network_get_preprocessing (network);
  const MienPreprocessing *was = mien_network_get_preprocessing (model);

  if (!g_str_equal (mien_network_get_preset (network), mien_network_get_preset (model)))
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_SHAPE,
                 "network.start: %s is a network “%s”, and this one is “%s”; choose the same", path,
                 mien_network_get_preset (model), mien_network_get_preset (network));
  else if (now->size != was->size)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_SHAPE,
                 "network.start: %s sees pictures of %d pixels a side, and this network of %d; set "
                 "data.size to %d",
                 path, was->size, now->size, was->size);
  else if (now->channels != was->channels)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_SHAPE,
                 "network.start: %s sees %s pictures, and this network %s ones; set data.channels "
                 "to %d",
                 path, was->channels == 1 ? "grey" : "coloured",
                 now->channels == 1 ? "grey" : "coloured", was->channels);
  else
    return TRUE;
  return FALSE;
}

/* Whether the model has a task that asks what @task asks. */
static gboolean
knows_task (MienNetwork *model, const MienTask *task)
{
  int number = mien_network_find_task (model, task->name);
  const MienTask *other =
      number >= 0 ? g_ptr_array_index (mien_network_get_tasks (model), (guint) number) : NULL;

  if (other == NULL || other->kind != task->kind || other->width != task->width)
    return FALSE;
  return (task->names == NULL && other->names == NULL) ||
         (task->names != NULL && other->names != NULL &&
          g_strv_equal ((const char *const *) task->names, (const char *const *) other->names));
}

static const MienParameter *
find_parameter (MienNetwork *model, const char *name, const MienParameter *like)
{
  GPtrArray *parameters = mien_network_get_parameters (model);

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *p = g_ptr_array_index (parameters, i);

    if (g_str_equal (p->name, name) && p->n_dims == like->n_dims &&
        memcmp (p->dims, like->dims, (gsize) p->n_dims * sizeof (int)) == 0)
      return p;
  }
  return NULL;
}

/* What the trunk has where @parameter is a task's own copy; NULL where it is none. */
static const MienParameter *
find_original (MienNetwork *model, const MienTask *task, const MienParameter *parameter)
{
  g_autofree char *prefix = g_strdup_printf ("branches.%s.", task->name);

  if (!g_str_has_prefix (parameter->name, prefix))
    return NULL;
  g_autofree char *name = g_strconcat ("trunk.", parameter->name + strlen (prefix), NULL);
  return find_parameter (model, name, parameter);
}

static const MienParameter *
find_source (MienNetwork *network, MienNetwork *model, const MienParameter *parameter)
{
  const MienTask *task = parameter->task >= 0 ? g_ptr_array_index (mien_network_get_tasks (network),
                                                                   (guint) parameter->task)
                                              : NULL;
  const MienParameter *found = NULL;

  if (task == NULL || knows_task (model, task))
    found = find_parameter (model, parameter->name, parameter);
  return found != NULL || task == NULL ? found : find_original (model, task, parameter);
}

static void
take (MienNetwork *network, MienNetwork *model, MienStart *start)
{
  GPtrArray *parameters = mien_network_get_parameters (network);

  start->of = parameters->len;
  for (guint i = 0; i < parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (parameters, i);
    const MienParameter *source = find_source (network, model, parameter);

    if (source == NULL)
      continue;
    memcpy (parameter->value, source->value, parameter->len * sizeof (float));
    start->taken++;
  }
}

gboolean
mien_model_start (MienNetwork *network, const char *path, MienStart *start, GError **error)
{
  g_autoptr (MienNetwork) model = mien_model_load (path, NULL, NULL, error);

  *start = (MienStart){0};
  if (model == NULL) {
    g_prefix_error (error, "network.start: ");
    return FALSE;
  }
  if (!sees_the_same (network, model, path, error))
    return FALSE;
  take (network, model, start);
  if (start->taken == 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_SHAPE,
                 "network.start: nothing in %s fits this network; choose a model that shares its "
                 "stages",
                 path);
    return FALSE;
  }
  start->fingerprint = mien_network_fingerprint (model);
  return TRUE;
}
