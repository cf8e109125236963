/* One SQLite file with migrations: values only through bound parameters, errors as GError. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _MienDatabase MienDatabase;

/**
 * mien_database_open:
 * @migrations: migrations[i] takes a file from version i to i + 1; released entries are never
 * edited
 * @error: %MIEN_ERROR_STORE with SQLite's words, %MIEN_ERROR_FORMAT for a file of a newer version
 */
MienDatabase *mien_database_open (const char *path,
                                  const char *const *migrations,
                                  int n_migrations,
                                  GError **error);
void mien_database_close (MienDatabase *self);

gboolean mien_database_execute (MienDatabase *self, const char *sql, GError **error);
/* (transfer full) (nullable) */
sqlite3_stmt *mien_database_prepare (MienDatabase *self, const char *sql, GError **error);
/* Ends the transaction that @ok closes: COMMIT, or ROLLBACK keeping the first error. */
gboolean mien_database_finish (MienDatabase *self, gboolean ok, GError **error);
/* Runs a statement that gives no rows. */
gboolean mien_database_do (MienDatabase *self, sqlite3_stmt *statement, GError **error);
/* Rows that the last statement wrote */
int mien_database_count_changes (MienDatabase *self);
gboolean mien_database_fail (MienDatabase *self, const char *doing, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienDatabase, mien_database_close)

G_END_DECLS
