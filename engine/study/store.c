#include "engine/study/store-private.h"

#include "engine/core/error.h"
#include "engine/study/study.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* A change is never rewritten: undoing marks it, so that it can be done again. */
static const char *const migrations[] = {
    "CREATE TABLE change ("
    " id INTEGER PRIMARY KEY, location TEXT NOT NULL, sample TEXT NOT NULL, col TEXT NOT NULL,"
    " label TEXT NOT NULL, original TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX change_location ON change (location, sample, col);"
    "CREATE TABLE said (run TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '') WITHOUT ROWID;"
    "CREATE TABLE listing ("
    " run TEXT PRIMARY KEY, state INTEGER NOT NULL, main TEXT, value REAL,"
    " modified INTEGER NOT NULL) WITHOUT ROWID",
    "ALTER TABLE change ADD COLUMN step INTEGER NOT NULL DEFAULT 0;"
    "UPDATE change SET step = id;"
    "CREATE INDEX change_step ON change (location, step)",
    /* Names that were given before there were steps cannot be taken back: step 0. */
    "CREATE TABLE word ("
    " id INTEGER PRIMARY KEY, step INTEGER NOT NULL, run TEXT NOT NULL, field TEXT NOT NULL,"
    " value TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX word_run ON word (run, field, undone);"
    "CREATE INDEX word_step ON word (undone, step);"
    "INSERT INTO word (step, run, field, value)"
    " SELECT 0, run, 'name', name FROM said WHERE name <> '';"
    "DROP TABLE said;"
    "DROP TABLE listing;"
    "CREATE TABLE listing ("
    " run TEXT PRIMARY KEY, stamp TEXT NOT NULL, state INTEGER NOT NULL, modified INTEGER NOT NULL,"
    " arm TEXT, problem TEXT, digest TEXT NOT NULL)",
};

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0755) == 0)
    return TRUE;

  int saved = errno;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved),
               "Cannot make the workspace folder %s: %s", path, g_strerror (saved));
  return FALSE;
}

/**
 * mien_store_open:
 * @workspace: folder, made when missing
 * @error: %MIEN_ERROR_STORE, %MIEN_ERROR_FORMAT for the file of a newer Mien, or a #GIOErrorEnum
 */
MienStore *
mien_store_open (const char *workspace, GError **error)
{
  g_autoptr (MienStore) self = g_new0 (MienStore, 1);
  g_autofree char *runs = g_build_filename (workspace, "runs", NULL);
  g_autofree char *path = g_build_filename (workspace, "mien.db", NULL);

  self->workspace = g_canonicalize_filename (workspace, NULL);
  if (!make_folder (runs, error))
    return NULL;
  self->db = mien_database_open (path, migrations, G_N_ELEMENTS (migrations), error);
  return self->db != NULL ? g_steal_pointer (&self) : NULL;
}

void
mien_store_close (MienStore *self)
{
  if (self == NULL)
    return;

  mien_database_close (self->db);
  g_free (self->workspace);
  g_free (self);
}

const char *
mien_store_get_workspace (MienStore *self)
{
  return self->workspace;
}

static char *
runs_folder (MienStore *self)
{
  return g_build_filename (self->workspace, "runs", NULL);
}

/* Folders are named in the order they were made: run-0001, study-0002. */
char *
mien_store_new_folder (MienStore *self, const char *stem)
{
  g_autofree char *runs = runs_folder (self);

  for (int number = 1;; number++) {
    g_autofree char *name = g_strdup_printf ("%s-%04d", stem, number);
    g_autofree char *path = g_build_filename (runs, name, NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&path);
  }
}

/* Subfolders of @path. */
static GPtrArray *
list_folders (const char *path)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      g_ptr_array_add (folders, child);
    else
      g_free (child);
  }
  return folders;
}

static gint64
modified (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (gint64) info.st_mtime : 0;
}

static int
newest_folder_first (gconstpointer a, gconstpointer b)
{
  const char *path_a = *(const char *const *) a, *path_b = *(const char *const *) b;
  gint64 time_a = modified (path_a), time_b = modified (path_b);

  return time_a != time_b ? (time_a > time_b ? -1 : 1) : -strcmp (path_a, path_b);
}

GStrv
mien_store_list_studies (MienStore *self)
{
  g_autofree char *runs = runs_folder (self);
  g_autoptr (GPtrArray) folders = list_folders (runs);
  g_autoptr (GStrvBuilder) studies = g_strv_builder_new ();

  g_ptr_array_sort (folders, newest_folder_first);
  for (guint i = 0; i < folders->len; i++)
    if (mien_folder_is_study (g_ptr_array_index (folders, i)))
      g_strv_builder_add (studies, g_ptr_array_index (folders, i));
  return g_strv_builder_end (studies);
}

static gboolean
check_runs (GPtrArray *runs, GError **error)
{
  const MienRunEntry *first = NULL;
  guint n_bad = 0;

  for (guint i = 0; i < runs->len; i++) {
    const MienRunEntry *entry = g_ptr_array_index (runs, i);

    if (entry->problem != NULL && entry->state != MIEN_RUN_GONE) {
      first = first != NULL ? first : entry;
      n_bad++;
    }
  }
  if (first == NULL)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_STORE, "%u run folders cannot be read, the first: %s",
               n_bad, first->problem);
  return FALSE;
}

/* The database is whole, and every run folder can be read. */
gboolean
mien_store_check (MienStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      mien_database_prepare (self->db, "PRAGMA integrity_check", error);
  g_autoptr (GPtrArray) runs = NULL;

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW ||
      !g_str_equal ((const char *) sqlite3_column_text (statement, 0), "ok")) {
    g_set_error (
        error, MIEN_ERROR, MIEN_ERROR_STORE,
        "%s/mien.db is damaged; put a copy of it back, or move it away and start anew: the "
        "runs do not depend on it",
        self->workspace);
    return FALSE;
  }
  g_clear_pointer (&statement, sqlite3_finalize);
  runs = mien_store_list_runs (self, error);
  return runs != NULL && check_runs (runs, error);
}
