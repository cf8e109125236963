#include "engine/study/store-private.h"

#include "engine/core/error.h"
#include "engine/study/study.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
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

  self->workspace = g_strdup (workspace);
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

static void
add_run (GPtrArray *runs, GPtrArray *problems, const char *folder)
{
  g_autoptr (GError) error = NULL;
  MienRun *run = mien_run_open (folder, &error);

  if (run != NULL)
    g_ptr_array_add (runs, run);
  else if (problems != NULL)
    g_ptr_array_add (problems, mien_problem_new (folder, "%s", error->message));
}

/* Runs of their own, and those of studies. */
static void
find_runs (const char *folder, GPtrArray *runs, GPtrArray *problems)
{
  g_autoptr (GPtrArray) children = list_folders (folder);

  for (guint i = 0; i < children->len; i++) {
    const char *child = g_ptr_array_index (children, i);
    g_autofree char *inner = g_build_filename (child, "runs", NULL);

    if (mien_folder_is_run (child))
      add_run (runs, problems, child);
    if (g_file_test (inner, G_FILE_TEST_IS_DIR))
      find_runs (inner, runs, problems);
  }
}

/* A run is known by its path inside the workspace, so that the workspace can be moved. */
static const char *
key_of (MienStore *self, const char *folder)
{
  gsize len = strlen (self->workspace);

  if (!g_str_has_prefix (folder, self->workspace) ||
      (folder[len] != '/' && !g_str_has_suffix (self->workspace, "/")))
    return folder;
  for (folder += len; *folder == '/'; folder++)
    ;
  return folder;
}

static gboolean
name_run (MienStore *self, MienRun *run, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      mien_database_prepare (self->db, "SELECT name FROM said WHERE run = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, key_of (self, run->folder), -1, SQLITE_STATIC);
  if (sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_bytes (statement, 0) > 0) {
    g_free (run->name);
    run->name = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  }
  return TRUE;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const MienRun *run_a = *(MienRun *const *) a, *run_b = *(MienRun *const *) b;

  if (run_a->modified != run_b->modified)
    return run_a->modified > run_b->modified ? -1 : 1;
  return -g_strcmp0 (run_a->folder, run_b->folder);
}

GPtrArray *
mien_store_list_runs (MienStore *self, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_run_free);
  g_autofree char *folder = runs_folder (self);

  find_runs (folder, runs, problems);
  for (guint i = 0; i < runs->len; i++)
    if (!name_run (self, g_ptr_array_index (runs, i), error))
      return NULL;
  g_ptr_array_sort (runs, newest_first);
  return g_steal_pointer (&runs);
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
list_run (MienStore *self, MienRun *run, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = mien_database_prepare (
      self->db,
      "INSERT INTO listing (run, state, main, value, modified) VALUES (?1, ?2, ?3, ?4, ?5)", error);
  const char *main_task = mien_run_get_main (run);
  double value = NAN;

  if (statement == NULL)
    return FALSE;
  if (run->state == MIEN_RUN_FINISHED)
    value = mien_run_get_metric (run, NULL, "test", mien_run_get_main_metric (run));
  sqlite3_bind_text (statement, 1, key_of (self, run->folder), -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 2, (int) run->state);
  sqlite3_bind_text (statement, 3, main_task, -1, SQLITE_STATIC);
  sqlite3_bind_double (statement, 4, value); /* SQLite keeps NaN as NULL: no such figure */
  sqlite3_bind_int64 (statement, 5, run->modified);
  return mien_database_do (self->db, statement, error);
}

gboolean
mien_store_rebuild (MienStore *self, guint *n_runs, GError **error)
{
  g_autoptr (GPtrArray) runs = mien_store_list_runs (self, NULL, error);

  if (runs == NULL || !mien_database_execute (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;

  gboolean ok = mien_database_execute (self->db, "DELETE FROM listing", error);
  for (guint i = 0; ok && i < runs->len; i++)
    ok = list_run (self, g_ptr_array_index (runs, i), error);
  *n_runs = runs->len;
  return mien_database_finish (self->db, ok, error);
}

/* The database is whole, and every run folder can be read. */
gboolean
mien_store_check (MienStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      mien_database_prepare (self->db, "PRAGMA integrity_check", error);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_problem_free);

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

  g_autoptr (GPtrArray) runs = mien_store_list_runs (self, problems, error);
  if (runs == NULL)
    return FALSE;
  if (problems->len > 0) {
    const MienProblem *first = g_ptr_array_index (problems, 0);

    g_set_error (error, MIEN_ERROR, MIEN_ERROR_STORE,
                 "%u run folders cannot be read, the first: %s", problems->len, first->what);
    return FALSE;
  }
  return TRUE;
}

gboolean
mien_store_set_name (MienStore *self, const char *run, const char *name, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = mien_database_prepare (
      self->db,
      "INSERT INTO said (run, name) VALUES (?1, ?2) ON CONFLICT (run) DO UPDATE SET name = ?2",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, key_of (self, run), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, name, -1, SQLITE_STATIC);
  return mien_database_do (self->db, statement, error);
}
