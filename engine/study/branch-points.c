#include "engine/study/branch.h"

#include "engine/core/error.h"
#include "engine/study/study.h"
#include "engine/training/checkpoint.h"
#include "engine/training/history.h"
#include "engine/training/steering.h"

void
mien_branch_point_free (MienBranchPoint *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

static gboolean
check_folder (const char *run, GError **error)
{
  if (mien_folder_is_study (run))
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s holds a study; name one of its runs, a folder in %s/runs", run, run);
  else if (!mien_folder_is_run (run))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s holds no run", run);
  else
    return TRUE;
  return FALSE;
}

/* The step that each epoch ended with: an epoch that is over has its learning rate written down. */
static GHashTable *
find_ends (const char *run, GError **error)
{
  g_autoptr (GHashTable) ends = g_hash_table_new (NULL, NULL);
  g_autofree char *path = g_build_filename (run, "history.csv", NULL);
  g_autoptr (GArray) rows = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&ends);
  rows = mien_history_read (run, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (g_str_equal (row->metric, "lr") && g_str_equal (row->split, "train"))
      g_hash_table_insert (ends, GINT_TO_POINTER (row->epoch), GSIZE_TO_POINTER (row->step));
  }
  return g_steal_pointer (&ends);
}

static int
count_done (GHashTable *ends, gint64 step)
{
  GHashTableIter iter;
  gpointer epoch, end;
  int done = 0;

  g_hash_table_iter_init (&iter, ends);
  while (g_hash_table_iter_next (&iter, &epoch, &end))
    if ((gint64) GPOINTER_TO_SIZE (end) <= step)
      done = MAX (done, GPOINTER_TO_INT (epoch));
  return done;
}

static int
count_epoch_steps (GHashTable *ends)
{
  GHashTableIter iter;
  gpointer epoch, end;

  g_hash_table_iter_init (&iter, ends);
  if (!g_hash_table_iter_next (&iter, &epoch, &end) || GPOINTER_TO_INT (epoch) < 1)
    return 0;
  return (int) (GPOINTER_TO_SIZE (end) / GPOINTER_TO_SIZE (epoch));
}

/* What a run's folder knows of its past. */
typedef struct {
  const char *run;
  GHashTable *ends;
  GArray *told; /* of MienSteering */
} Past;

static void
take_told (MienBranchPoint *point, const MienSteering *command)
{
  if (command->kind == MIEN_COMMAND_SET_RATE)
    point->told_rate = command->value;
  else if (command->kind == MIEN_COMMAND_SET_EPOCHS)
    point->told_epochs = (int) command->value;
}

/* Of commands at the very step a checkpoint alone knows whether they came before it. */
static gboolean
find_told (const Past *past, MienBranchPoint *point, GError **error)
{
  MienCheckpointPlace place;
  guint i = 0;

  for (; i < past->told->len; i++) {
    const MienSteering *command = &g_array_index (past->told, MienSteering, i);

    if (command->step >= point->step)
      break;
    take_told (point, command);
  }
  if (i == past->told->len || g_array_index (past->told, MienSteering, i).step > point->step)
    return TRUE;
  if (!mien_checkpoint_read_place (point->path, &place, error))
    return FALSE;
  point->told_rate = place.told_rate;
  point->told_epochs = place.told_epochs;
  return TRUE;
}

static gboolean
add_point (GPtrArray *points,
           const Past *past,
           const char *path,
           gint64 step,
           gboolean last,
           gboolean saved,
           GError **error)
{
  MienBranchPoint *point = g_new (MienBranchPoint, 1);

  *point = (MienBranchPoint){.path = g_strdup (path),
                             .epoch = count_done (past->ends, step),
                             .step = step,
                             .epoch_steps = count_epoch_steps (past->ends),
                             .last = last,
                             .saved = saved};
  g_ptr_array_add (points, point);
  return find_told (past, point, error);
}

static gboolean
add_kept (GPtrArray *points, const Past *past, GError **error)
{
  g_autoptr (GArray) kept = mien_checkpoint_list_kept (past->run);

  for (guint i = 0; i < kept->len; i++) {
    int epoch = g_array_index (kept, int, i);
    g_autofree char *path = mien_checkpoint_kept_path (past->run, epoch);
    gint64 step =
        (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (past->ends, GINT_TO_POINTER (epoch)));

    if (step > 0 && !add_point (points, past, path, step, FALSE, FALSE, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_saved (GPtrArray *points, const Past *past, GError **error)
{
  g_autoptr (GPtrArray) saved = mien_checkpoint_list_saved (past->run);

  for (guint i = 0; i < saved->len; i++) {
    const char *path = g_ptr_array_index (saved, i);

    if (!add_point (points, past, path, mien_checkpoint_saved_step (path), FALSE, TRUE, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_last (GPtrArray *points, const Past *past, GError **error)
{
  g_autofree char *path = g_build_filename (past->run, "checkpoint.safetensors", NULL);
  MienCheckpointPlace place;

  return !mien_checkpoint_exists (past->run) ||
         (mien_checkpoint_read_place (path, &place, error) &&
          add_point (points, past, path, place.step, TRUE, FALSE, error));
}

/* One after the other; where a run stands comes behind what was kept there. */
static int
compare_points (gconstpointer a, gconstpointer b)
{
  const MienBranchPoint *first = *(MienBranchPoint *const *) a;
  const MienBranchPoint *second = *(MienBranchPoint *const *) b;

  if (first->step != second->step)
    return first->step < second->step ? -1 : 1;
  return first->last - second->last;
}

GPtrArray *
mien_branch_list_points (const char *run, GError **error)
{
  g_autoptr (GPtrArray) points =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_branch_point_free);
  g_autoptr (GHashTable) ends = check_folder (run, error) ? find_ends (run, error) : NULL;
  g_autoptr (GArray) told = ends != NULL ? mien_steering_read (run, error) : NULL;
  const Past past = {run, ends, told};

  if (told == NULL || !add_kept (points, &past, error) || !add_saved (points, &past, error) ||
      !add_last (points, &past, error))
    return NULL;
  g_ptr_array_sort (points, compare_points);
  return g_steal_pointer (&points);
}
