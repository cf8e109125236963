#include "engine/study/tensorboard.h"

#include "engine/core/error.h"
#include "engine/exchange/event-file.h"
#include "engine/study/study.h"
#include "engine/training/history.h"

#include <errno.h>
#include <glib/gstdio.h>

static double
find_time (const char *history)
{
  GStatBuf about;

  return g_stat (history, &about) == 0 ? (double) about.st_mtime : 0.0;
}

/* (transfer full) (element-type utf8 MienEventFile): a file for each split */
static GHashTable *
gather (GArray *rows, double time)
{
  GHashTable *files =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) mien_event_file_free);

  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);
    MienEventFile *file = g_hash_table_lookup (files, row->split);
    g_autofree char *tag = g_strdup_printf ("%s/%s", row->task, row->metric);

    if (file == NULL) {
      file = mien_event_file_new (time);
      g_hash_table_insert (files, (gpointer) row->split, file);
    }
    mien_event_file_add (file, row->step, tag, row->value);
  }
  return files;
}

static gboolean
save_split (MienEventFile *file, const char *folder, const char *split, GError **error)
{
  g_autofree char *place = g_build_filename (folder, split, NULL);
  g_autofree char *path = g_build_filename (place, "events.out.tfevents.1.mien", NULL);

  if (g_mkdir_with_parents (place, 0755) != 0) {
    int saved = errno;

    g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved),
                 "Cannot make the folder %s: %s", place, g_strerror (saved));
    return FALSE;
  }
  return mien_event_file_save (file, path, error);
}

static gboolean
write_run (const char *run, const char *out, GError **error)
{
  g_autofree char *name = g_path_get_basename (run);
  g_autofree char *folder = g_build_filename (out, name, NULL);
  g_autofree char *history = g_build_filename (run, "history.csv", NULL);
  g_autoptr (GArray) rows = mien_history_read (run, error);
  g_autoptr (GHashTable) files = rows != NULL ? gather (rows, find_time (history)) : NULL;
  GHashTableIter iter;
  gpointer split, file;

  if (files == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &split, &file))
    if (!save_split (file, folder, split, error))
      return FALSE;
  return TRUE;
}

static gboolean
has_history (const char *run)
{
  g_autofree char *history = g_build_filename (run, "history.csv", NULL);

  return g_file_test (history, G_FILE_TEST_IS_REGULAR);
}

/* (transfer full): the run itself, or those of the study */
static GPtrArray *
find_runs (const char *folder)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *inner = g_build_filename (folder, "runs", NULL);
  g_autoptr (GDir) dir = g_dir_open (inner, 0, NULL);
  const char *name;

  if (has_history (folder))
    g_ptr_array_add (runs, g_canonicalize_filename (folder, NULL));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *run = g_build_filename (inner, name, NULL);

    if (has_history (run))
      g_ptr_array_add (runs, g_steal_pointer (&run));
  }
  return runs;
}

gboolean
mien_tensorboard_write (const char *folder, const char *out, guint *n_runs, GError **error)
{
  g_autoptr (GPtrArray) runs = find_runs (folder);

  if (runs->len == 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "%s holds no run that has begun, and no study with such; give the folder that "
                 "“mien-run train” or “study” wrote",
                 folder);
    return FALSE;
  }
  for (guint i = 0; i < runs->len; i++)
    if (!write_run (g_ptr_array_index (runs, i), out, error))
      return FALSE;
  if (n_runs != NULL)
    *n_runs = runs->len;
  return TRUE;
}
