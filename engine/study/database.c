#include "engine/study/database.h"

#include "engine/core/error.h"

struct _MienDatabase {
  sqlite3 *db;
  char *path;
};

gboolean
mien_database_fail (MienDatabase *self, const char *doing, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_STORE, "%s: %s: %s", self->path, doing,
               sqlite3_errmsg (self->db));
  return FALSE;
}

gboolean
mien_database_execute (MienDatabase *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
         mien_database_fail (self, sql, error);
}

sqlite3_stmt *
mien_database_prepare (MienDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    mien_database_fail (self, sql, error);
  return statement;
}

gboolean
mien_database_do (MienDatabase *self, sqlite3_stmt *statement, GError **error)
{
  return sqlite3_step (statement) == SQLITE_DONE ||
         mien_database_fail (self, "Cannot write", error);
}

int
mien_database_count_changes (MienDatabase *self)
{
  return sqlite3_changes (self->db);
}

gboolean
mien_database_finish (MienDatabase *self, gboolean ok, GError **error)
{
  if (ok && mien_database_execute (self, "COMMIT", error))
    return TRUE;

  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

static int
get_version (MienDatabase *self)
{
  g_autoptr (sqlite3_stmt) statement = mien_database_prepare (self, "PRAGMA user_version", NULL);

  return statement != NULL && sqlite3_step (statement) == SQLITE_ROW
             ? sqlite3_column_int (statement, 0)
             : -1;
}

/* The version is read again inside the transaction: two programs may open a new file at once. */
static gboolean
migrate_once (MienDatabase *self, const char *const *migrations, int version, GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d", version + 1);

  if (!mien_database_execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  gboolean ok =
      get_version (self) > version || (mien_database_execute (self, migrations[version], error) &&
                                       mien_database_execute (self, stamp, error));
  return mien_database_finish (self, ok, error);
}

static gboolean
migrate (MienDatabase *self, const char *const *migrations, int newest, GError **error)
{
  int version = get_version (self);

  if (version < 0)
    return mien_database_fail (self, "Cannot read the version", error);
  if (version > newest) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s was written by a newer Mien (version %d, this one knows %d)", self->path,
                 version, newest);
    return FALSE;
  }
  for (; version < newest; version++)
    if (!migrate_once (self, migrations, version, error))
      return FALSE;
  return TRUE;
}

MienDatabase *
mien_database_open (const char *path,
                    const char *const *migrations,
                    int n_migrations,
                    GError **error)
{
  g_autoptr (MienDatabase) self = g_new0 (MienDatabase, 1);

  self->path = g_strdup (path);
  if (sqlite3_open (path, &self->db) != SQLITE_OK) {
    mien_database_fail (self, "Cannot open", error);
    return NULL;
  }
  sqlite3_busy_timeout (self->db, 5000);
  if (!mien_database_execute (self, "PRAGMA journal_mode = WAL", error) ||
      !mien_database_execute (self, "PRAGMA foreign_keys = ON", error) ||
      !migrate (self, migrations, n_migrations, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
mien_database_close (MienDatabase *self)
{
  if (self == NULL)
    return;

  sqlite3_close (self->db);
  g_free (self->path);
  g_free (self);
}
