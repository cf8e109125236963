#include "engine/study/branch.h"

#include "engine/core/error.h"
#include "engine/study/study.h"
#include "engine/training/checkpoint.h"
#include "engine/training/history.h"

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

    if (g_str_equal (row->metric, "lr"))
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

static void
add_point (GPtrArray *points, char *path, int epoch, gint64 step, int epoch_steps, gboolean last)
{
  MienBranchPoint *point = g_new (MienBranchPoint, 1);

  *point = (MienBranchPoint){
      .path = path, .epoch = epoch, .step = step, .epoch_steps = epoch_steps, .last = last};
  g_ptr_array_add (points, point);
}

static gboolean
add_last (GPtrArray *points, const char *run, GHashTable *ends, GError **error)
{
  g_autofree char *path = g_build_filename (run, "checkpoint.safetensors", NULL);
  MienCheckpointPlace place;

  if (!mien_checkpoint_exists (run))
    return TRUE;
  if (!mien_checkpoint_read_place (path, &place, error))
    return FALSE;
  add_point (points, g_steal_pointer (&path), count_done (ends, place.step), place.step,
             count_epoch_steps (ends), TRUE);
  return TRUE;
}

GPtrArray *
mien_branch_list_points (const char *run, GError **error)
{
  g_autoptr (GPtrArray) points =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_branch_point_free);
  g_autoptr (GHashTable) ends = check_folder (run, error) ? find_ends (run, error) : NULL;
  g_autoptr (GArray) kept = ends != NULL ? mien_checkpoint_list_kept (run) : NULL;

  if (kept == NULL)
    return NULL;
  for (guint i = 0; i < kept->len; i++) {
    int epoch = g_array_index (kept, int, i);
    gint64 step = (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (ends, GINT_TO_POINTER (epoch)));

    if (step > 0)
      add_point (points, mien_checkpoint_kept_path (run, epoch), epoch, step,
                 count_epoch_steps (ends), FALSE);
  }
  return add_last (points, run, ends, error) ? g_steal_pointer (&points) : NULL;
}
