#include "engine/exchange/model.h"

#include "engine/core/error.h"
#include "engine/exchange/model-json.h"

#include <math.h>
#include <string.h>

void
mien_model_add_weights (MienTensors *tensors, MienNetwork *network)
{
  GPtrArray *parameters = mien_network_get_parameters (network);

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *p = g_ptr_array_index (parameters, i);
    mien_tensors_add (tensors, p->name, MIEN_DTYPE_F32, p->dims, p->n_dims, p->value);
  }
}

static gboolean
is_finite (const float *values, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

gboolean
mien_model_read_weights (MienTensors *tensors, MienNetwork *network, GError **error)
{
  GPtrArray *parameters = mien_network_get_parameters (network);
  g_autofree const float **values = g_new0 (const float *, parameters->len);

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *p = g_ptr_array_index (parameters, i);
    values[i] =
        mien_tensors_get_shaped (tensors, p->name, MIEN_DTYPE_F32, p->dims, p->n_dims, error);
    if (values[i] == NULL)
      return FALSE;
    if (!is_finite (values[i], p->len)) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                   "Tensor “%s” holds numbers that are not finite", p->name);
      return FALSE;
    }
  }

  for (guint i = 0; i < parameters->len; i++) {
    MienParameter *p = g_ptr_array_index (parameters, i);
    memcpy (p->value, values[i], p->len * sizeof (float));
  }
  return TRUE;
}

gboolean
mien_model_save (MienNetwork *network,
                 const char *recipe,
                 const char *data,
                 const char *path,
                 GError **error)
{
  g_autofree char *text = mien_model_describe (network, recipe, data, error);
  g_autoptr (MienTensors) tensors = mien_tensors_new ();

  if (text == NULL)
    return FALSE;
  mien_tensors_set_metadata (tensors, "mien", text);
  mien_model_add_weights (tensors, network);
  return mien_tensors_save (tensors, path, error);
}

/* The network of the file, if it had @task alone, and a single expert. */
static MienNetwork *
build_least (const MienModelWords *words, MienTask *task, GError **error)
{
  const MienSharing sharing = {words->sharing.kind, 1};
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();

  g_ptr_array_add (alone, task);
  return mien_network_new_sharing (words->preset, &sharing, &words->preprocessing, alone, 0, error);
}

/* Floats of what is shared, or of what a task has apart from its head. */
static gsize
count_numbers (MienNetwork *network, gboolean shared)
{
  GPtrArray *parameters = mien_network_get_parameters (network);
  gsize sum = 0;

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    if ((parameter->task < 0) == shared && !g_str_has_prefix (parameter->name, "heads.") &&
        !g_str_has_prefix (parameter->name, "hidden."))
      sum += parameter->len;
  }
  return sum;
}

/* Floats of the task's head, if its first layer reads a single number. */
static gsize
count_head (const MienTask *task)
{
  gsize width = (gsize) task->hidden_width, layers = (gsize) task->n_hidden;
  gsize answer = (gsize) task->width;

  return layers > 0 ? width * (1 + (layers - 1) * width + answer) : answer;
}

static gsize
count_copies (const MienModelWords *words)
{
  switch (words->sharing.kind) {
  case MIEN_SHARING_CROSS_STITCH:
    return words->tasks->len;
  case MIEN_SHARING_MMOE:
    return (gsize) words->sharing.experts;
  default:
    return words->sharing.kind == MIEN_SHARING_HARD ? 0 : 1;
  }
}

/* The least that the file has to hold. Tasks that branch from one stage have as much of their own,
 * so that a network is built once for each stage; with hard sharing, none for the trunk's end. */
static gboolean
count_least (const MienModelWords *words, gsize *numbers, GError **error)
{
  g_autoptr (GHashTable) own = g_hash_table_new (g_str_hash, g_str_equal);
  gsize copies = count_copies (words);

  *numbers = 0;
  for (guint i = 0; i < words->tasks->len; i++) {
    MienTask *task = g_ptr_array_index (words->tasks, i);
    gboolean plain = copies == 0 && g_str_equal (task->branch, "trunk");

    if (!plain && !g_hash_table_contains (own, task->branch)) {
      g_autoptr (MienNetwork) least = build_least (words, task, error);

      if (least == NULL)
        return FALSE;
      g_hash_table_insert (own, task->branch, GSIZE_TO_POINTER (count_numbers (least, FALSE)));
      *numbers += i == 0 ? copies * count_numbers (least, TRUE) : 0;
    }
    *numbers += count_head (task);
    *numbers += plain ? 0 : GPOINTER_TO_SIZE (g_hash_table_lookup (own, task->branch));
  }
  return TRUE;
}

/* A few words may ask for many columns, experts, masks, copies or hidden layers: whether the file
 * has numbers for as many is looked at before there are any. */
static gboolean
has_enough (MienTensors *tensors, const MienModelWords *words, GError **error)
{
  gsize numbers;

  if (!count_least (words, &numbers, error))
    return FALSE;
  if (mien_tensors_count_bytes (tensors) / sizeof (float) >= numbers)
    return TRUE;
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_FORMAT,
      "its tensors hold fewer numbers than the network of %u tasks that it describes takes",
      words->tasks->len);
  return FALSE;
}

/* Returns: (nullable): the network that @words tell of, with its weights */
static MienNetwork *
build (MienTensors *tensors, const MienModelWords *words, GError **error)
{
  g_autoptr (MienNetwork) network = NULL;

  if (!has_enough (tensors, words, error))
    return NULL;
  network = mien_network_new_sharing (words->preset, &words->sharing, &words->preprocessing,
                                      words->tasks, 0, error);
  if (network == NULL || !mien_model_read_weights (tensors, network, error))
    return NULL;
  return g_steal_pointer (&network);
}

MienNetwork *
mien_model_load (const char *path, char **recipe, char **data, GError **error)
{
  g_autoptr (MienTensors) tensors = mien_tensors_load (path, error);
  g_autoptr (MienModelWords) words = NULL;

  if (tensors == NULL)
    return NULL;

  const char *text = mien_tensors_get_metadata (tensors, "mien");
  if (text == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s is not a model of Mien: it does not say which network its tensors belong to",
                 path);
    return NULL;
  }

  words = mien_model_parse (text, path, error);
  if (words == NULL)
    return NULL;
  MienNetwork *network = build (tensors, words, error);
  if (network == NULL) {
    g_prefix_error (error, "The model %s cannot be used: ", path);
    return NULL;
  }

  if (recipe != NULL)
    *recipe = g_steal_pointer (&words->recipe);
  if (data != NULL)
    *data = g_steal_pointer (&words->data);
  return network;
}
