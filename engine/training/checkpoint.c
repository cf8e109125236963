#include "engine/training/checkpoint.h"

#include "engine/core/error.h"
#include "engine/exchange/safetensors.h"

#include <math.h>
#include <string.h>

#define MOST_EPOCHS 100000.0 /* as a recipe has it */

/* Of the file; those of before 0.2 say none. */
#define VERSION 2
#define VERSION_KEY "mien_checkpoint"

void
mien_training_state_init (MienTrainingState *self, guint n_tasks, const char *data)
{
  *self = (MienTrainingState){.n_tasks = n_tasks, .best_value = NAN, .best_loss = NAN};
  self->weights = g_new0 (double, n_tasks);
  self->on = g_new (gboolean, n_tasks);
  for (guint t = 0; t < n_tasks; t++)
    self->on[t] = TRUE;
  self->sums = g_new0 (MienEpochSums, n_tasks);
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  self->memories = g_array_new (FALSE, FALSE, sizeof (MienMemory));
  self->data = g_strdup (data);
}

void
mien_training_state_clear (MienTrainingState *self)
{
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->on, g_free);
  g_clear_pointer (&self->sums, g_free);
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->memories, g_array_unref);
  g_clear_pointer (&self->model_fingerprint, g_free);
  g_clear_pointer (&self->data, g_free);
}

void
mien_training_state_remember (MienTrainingState *self, const char *name, double *numbers, gsize n)
{
  MienMemory memory = {name, numbers, n};

  if (n > 0)
    g_array_append_val (self->memories, memory);
}

static char *
path_in (const char *folder)
{
  return g_build_filename (folder, "checkpoint.safetensors", NULL);
}

static char *
tensor_name (const char *kind, const MienParameter *parameter)
{
  return g_strconcat (kind, ".", parameter->name, NULL);
}

static char *
slot_name (const MienOptimizerSlot *slot)
{
  return g_strconcat ("optimizer.", slot->name, NULL);
}

/* The single numbers, as tensors. */
enum {
  STEP,
  PENDING,
  UPDATES,
  BEST_EPOCH,
  N_COUNTS
};
enum {
  STEERED,
  PLANNED,
  N_STEERING
};
enum {
  RATE,
  EPOCHS,
  N_TOLD
};
enum {
  BEST_VALUE,
  BEST_LOSS,
  SECONDS,
  N_FIGURES
};

static char *
memory_name (const MienMemory *memory)
{
  return g_strconcat ("memory.", memory->name, NULL);
}

static void
add_memories (MienTensors *tensors, const MienTrainingState *state)
{
  for (guint i = 0; i < state->memories->len; i++) {
    const MienMemory *memory = &g_array_index (state->memories, MienMemory, i);
    g_autofree char *name = memory_name (memory);
    int len = (int) memory->n;

    mien_tensors_add (tensors, name, MIEN_DTYPE_F64, &len, 1, memory->numbers);
  }
}

/* In files of version 0.1.0 not there. */
static void
add_values (MienTensors *tensors, const MienTrainingState *state)
{
  int n_tasks = (int) state->n_tasks;
  const int dims[] = {(int) state->values->len / n_tasks, n_tasks};

  mien_tensors_add (tensors, "state.judged", MIEN_DTYPE_I64, NULL, 0, &(gint64){dims[0]});
  if (dims[0] > 0)
    mien_tensors_add (tensors, "state.values", MIEN_DTYPE_F64, dims, 2, state->values->data);
}

static void
add_steering (MienTensors *tensors, const MienTrainingState *state)
{
  int n_tasks = (int) state->n_tasks;
  g_autofree gint64 *on = g_new (gint64, state->n_tasks);
  const gint64 counts[N_STEERING] = {[STEERED] = state->n_steered, [PLANNED] = state->n_planned};

  for (guint t = 0; t < state->n_tasks; t++)
    on[t] = state->on[t];
  mien_tensors_add (tensors, "state.steering", MIEN_DTYPE_I64, (const int[]){N_STEERING}, 1,
                    counts);
  mien_tensors_add (tensors, "state.on", MIEN_DTYPE_I64, &n_tasks, 1, on);
  mien_tensors_add (
      tensors, "state.told", MIEN_DTYPE_F64, (const int[]){N_TOLD}, 1,
      (const double[]){[RATE] = state->told_rate, [EPOCHS] = (double) state->told_epochs});
}

static void
add_state (MienTensors *tensors, const MienTrainingState *state, MienOptimizer *optimizer)
{
  int n_tasks = (int) state->n_tasks;
  gint64 improved = state->improved_epoch;
  const gint64 counts[N_COUNTS] = {
      [STEP] = state->step,
      [PENDING] = state->pending,
      [UPDATES] = mien_optimizer_get_step (optimizer),
      [BEST_EPOCH] = state->best_epoch,
  };
  const double figures[N_FIGURES] = {
      [BEST_VALUE] = state->best_value,
      [BEST_LOSS] = state->best_loss,
      [SECONDS] = state->seconds,
  };

  mien_tensors_add (tensors, "state.counts", MIEN_DTYPE_I64, (const int[]){N_COUNTS}, 1, counts);
  mien_tensors_add (tensors, "state.improved_epoch", MIEN_DTYPE_I64, NULL, 0, &improved);
  mien_tensors_add (tensors, "state.figures", MIEN_DTYPE_F64, (const int[]){N_FIGURES}, 1, figures);
  mien_tensors_add (tensors, "state.weights", MIEN_DTYPE_F64, &n_tasks, 1, state->weights);
  mien_tensors_add (tensors, "state.sums", MIEN_DTYPE_F64, (const int[]){n_tasks, 4}, 2,
                    state->sums);
  add_steering (tensors, state);
  add_values (tensors, state);
  add_memories (tensors, state);
  mien_tensors_set_metadata (tensors, "model_fingerprint",
                             state->model_fingerprint != NULL ? state->model_fingerprint : "");
  if (state->data != NULL)
    mien_tensors_set_metadata (tensors, "data", state->data);
}

static void
add_numbers (MienTensors *tensors,
             const char *kind,
             const MienParameter *parameter,
             const float *value)
{
  g_autofree char *name = tensor_name (kind, parameter);

  mien_tensors_add (tensors, name, MIEN_DTYPE_F32, parameter->dims, parameter->n_dims, value);
}

gboolean
mien_checkpoint_save (const char *folder,
                      MienNetwork *network,
                      MienOptimizer *optimizer,
                      MienAverage *average,
                      const MienTrainingState *state,
                      GError **error)
{
  g_autoptr (MienTensors) tensors = mien_tensors_new ();
  GPtrArray *parameters = mien_network_get_parameters (network);
  GArray *slots = mien_optimizer_get_slots (optimizer);
  g_autofree char *path = path_in (folder);

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    add_numbers (tensors, "network", parameter, parameter->value);
    if (average != NULL)
      add_numbers (tensors, "average", parameter, mien_average_get (average, i));
  }
  for (guint i = 0; i < slots->len; i++) {
    const MienOptimizerSlot *slot = &g_array_index (slots, MienOptimizerSlot, i);
    g_autofree char *name = slot_name (slot);
    int len = (int) slot->len;

    mien_tensors_add (tensors, name, MIEN_DTYPE_F32, &len, 1, slot->value);
  }
  add_state (tensors, state, optimizer);
  mien_tensors_set_metadata (tensors, VERSION_KEY, G_STRINGIFY (VERSION));
  return mien_tensors_save (tensors, path, error);
}

gboolean
mien_checkpoint_exists (const char *folder)
{
  g_autofree char *path = path_in (folder);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
copy_floats (MienTensors *tensors, const char *name, float *to, gsize len, GError **error)
{
  const float *from = mien_tensors_get (tensors, name, MIEN_DTYPE_F32, len, error);

  if (from == NULL)
    return FALSE;
  memcpy (to, from, len * sizeof (float));
  return TRUE;
}

/* Checkpoints of version 0.1.0 do without. */
static int
find_improved (MienTensors *tensors, const gint64 *counts)
{
  const gint64 *improved =
      mien_tensors_get (tensors, "state.improved_epoch", MIEN_DTYPE_I64, 1, NULL);

  return (int) (improved != NULL ? *improved : counts[BEST_EPOCH]);
}

/* Checkpoints of version 0.1.0 know of none. */
static void
load_steering (MienTensors *tensors, MienTrainingState *state)
{
  const gint64 *counts =
      mien_tensors_get (tensors, "state.steering", MIEN_DTYPE_I64, N_STEERING, NULL);
  const double *told = mien_tensors_get (tensors, "state.told", MIEN_DTYPE_F64, N_TOLD, NULL);
  const gint64 *on = mien_tensors_get (tensors, "state.on", MIEN_DTYPE_I64, state->n_tasks, NULL);

  state->n_steered = counts != NULL ? counts[STEERED] : 0;
  state->n_planned = counts != NULL ? counts[PLANNED] : 0;
  state->told_rate = told != NULL ? told[RATE] : 0.0;
  state->told_epochs = told != NULL ? (gint64) CLAMP (told[EPOCHS], 0.0, MOST_EPOCHS) : 0;
  for (guint t = 0; t < state->n_tasks; t++)
    state->on[t] = on == NULL || on[t] != 0;
}

static gboolean
load_memories (MienTensors *tensors, MienTrainingState *state, GError **error)
{
  for (guint i = 0; i < state->memories->len; i++) {
    const MienMemory *memory = &g_array_index (state->memories, MienMemory, i);
    g_autofree char *name = memory_name (memory);

    if (!mien_tensors_has (tensors, name))
      continue;
    const double *numbers = mien_tensors_get (tensors, name, MIEN_DTYPE_F64, memory->n, error);
    if (numbers == NULL)
      return FALSE;
    memcpy (memory->numbers, numbers, memory->n * sizeof (double));
  }
  return TRUE;
}

static gboolean
load_values (MienTensors *tensors, MienTrainingState *state, GError **error)
{
  const gint64 *judged = mien_tensors_get (tensors, "state.judged", MIEN_DTYPE_I64, 1, NULL);

  g_array_set_size (state->values, 0);
  if (judged == NULL || *judged < 1)
    return TRUE;

  gsize len = (gsize) MIN (*judged, G_MAXINT32) * state->n_tasks;
  const double *values = mien_tensors_get (tensors, "state.values", MIEN_DTYPE_F64, len, error);
  if (values == NULL)
    return FALSE;
  g_array_append_vals (state->values, values, (guint) len);
  return TRUE;
}

static gboolean
load_state (MienTensors *tensors,
            MienOptimizer *optimizer,
            MienTrainingState *state,
            GError **error)
{
  const gint64 *counts =
      mien_tensors_get (tensors, "state.counts", MIEN_DTYPE_I64, N_COUNTS, error);
  if (counts == NULL)
    return FALSE;
  const double *figures =
      mien_tensors_get (tensors, "state.figures", MIEN_DTYPE_F64, N_FIGURES, error);
  if (figures == NULL)
    return FALSE;
  const double *weights =
      mien_tensors_get (tensors, "state.weights", MIEN_DTYPE_F64, state->n_tasks, error);
  if (weights == NULL)
    return FALSE;
  const double *sums =
      mien_tensors_get (tensors, "state.sums", MIEN_DTYPE_F64, (gsize) state->n_tasks * 4, error);
  if (sums == NULL)
    return FALSE;

  const char *fingerprint = mien_tensors_get_metadata (tensors, "model_fingerprint");
  state->step = counts[STEP];
  state->pending = counts[PENDING] != 0;
  mien_optimizer_set_step (optimizer, counts[UPDATES]);
  state->best_epoch = (int) counts[BEST_EPOCH];
  state->improved_epoch = find_improved (tensors, counts);
  state->best_value = figures[BEST_VALUE];
  state->best_loss = figures[BEST_LOSS];
  state->seconds = figures[SECONDS];
  memcpy (state->weights, weights, state->n_tasks * sizeof (double));
  memcpy (state->sums, sums, state->n_tasks * sizeof (MienEpochSums));
  load_steering (tensors, state);
  g_free (state->model_fingerprint);
  state->model_fingerprint = g_strdup (fingerprint);
  return load_values (tensors, state, error) && load_memories (tensors, state, error);
}

gboolean
mien_checkpoint_read_place (const char *path, MienCheckpointPlace *place, GError **error)
{
  g_autoptr (MienTensors) tensors = mien_tensors_load (path, error);
  const gint64 *counts =
      tensors != NULL ? mien_tensors_get (tensors, "state.counts", MIEN_DTYPE_I64, N_COUNTS, error)
                      : NULL;
  MienTrainingState state = {0};

  if (counts == NULL)
    return FALSE;
  load_steering (tensors, &state);
  *place = (MienCheckpointPlace){
      .step = counts[STEP],
      .pending = counts[PENDING] != 0,
      .told_rate = state.told_rate,
      .told_epochs = (int) state.told_epochs,
      .n_steered = state.n_steered,
      .n_planned = state.n_planned,
      .improved_epoch = find_improved (tensors, counts),
  };
  return TRUE;
}

static gboolean
check_version (MienTensors *tensors, const char *path, GError **error)
{
  const char *text = mien_tensors_get_metadata (tensors, VERSION_KEY);
  gint64 version = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 1;

  if (version >= 1 && version <= VERSION)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s is a checkpoint of version %s, of which this build reads %d at most; go on with "
               "a newer Mien, or train in another folder",
               path, text, VERSION);
  return FALSE;
}

static gboolean
check_data (MienTensors *tensors, const MienTrainingState *state, const char *path, GError **error)
{
  const char *data = mien_tensors_get_metadata (tensors, "data");

  if (data == NULL || state->data == NULL || g_str_equal (data, state->data))
    return TRUE;
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_FORMAT,
      "%s was learned from other faces or labels than the data set has now; put them back, or "
      "train in another folder",
      path);
  return FALSE;
}

static gboolean
load_numbers (MienTensors *tensors,
              MienNetwork *network,
              MienOptimizer *optimizer,
              MienAverage *average,
              GError **error)
{
  GPtrArray *parameters = mien_network_get_parameters (network);
  GArray *slots = mien_optimizer_get_slots (optimizer);

  for (guint i = 0; i < parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (parameters, i);
    g_autofree char *name = tensor_name ("network", parameter);
    g_autofree char *averaged = tensor_name ("average", parameter);

    if (!copy_floats (tensors, name, parameter->value, parameter->len, error) ||
        (average != NULL &&
         !copy_floats (tensors, averaged, mien_average_get (average, i), parameter->len, error)))
      return FALSE;
  }
  for (guint i = 0; i < slots->len; i++) {
    MienOptimizerSlot *slot = &g_array_index (slots, MienOptimizerSlot, i);
    g_autofree char *name = slot_name (slot);

    if (!copy_floats (tensors, name, slot->value, slot->len, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
mien_checkpoint_load (const char *folder,
                      MienNetwork *network,
                      MienOptimizer *optimizer,
                      MienAverage *average,
                      MienTrainingState *state,
                      GError **error)
{
  g_autofree char *path = path_in (folder);
  g_autoptr (MienTensors) tensors = mien_tensors_load (path, error);

  if (tensors == NULL || !check_version (tensors, path, error) ||
      !check_data (tensors, state, path, error))
    return FALSE;
  if (load_numbers (tensors, network, optimizer, average, error) &&
      load_state (tensors, optimizer, state, error))
    return TRUE;
  g_prefix_error (error,
                  "%s is no checkpoint of this recipe; put the run's own back, or train in another "
                  "folder: ",
                  path);
  return FALSE;
}
