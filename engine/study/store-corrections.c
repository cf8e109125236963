/* Corrected labels: what a person said of a face, taken back and said again. */
#include "engine/samples/union.h"
#include "engine/study/store-private.h"

#define BIND(statement, number, text) \
  sqlite3_bind_text ((statement), (number), (text), -1, SQLITE_TRANSIENT)

/* Data are known by where they are, however the path was typed. */
static void
bind_location (sqlite3_stmt *statement, const char *location)
{
  g_autofree char *whole = mien_union_canonical_location (location);

  BIND (statement, 1, whole);
}

static MienCorrection *
read_correction (sqlite3_stmt *statement)
{
  return mien_correction_new ((const char *) sqlite3_column_text (statement, 0),
                              (const char *) sqlite3_column_text (statement, 1),
                              (const char *) sqlite3_column_text (statement, 2),
                              (const char *) sqlite3_column_text (statement, 3));
}

/* Saying something new ends what could have been done again. */
static gboolean
forget_undone (MienStore *self, const char *location, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      mien_database_prepare (self->db, "DELETE FROM change WHERE location = ?1 AND undone", error);

  if (statement == NULL)
    return FALSE;
  bind_location (statement, location);
  return mien_database_do (self->db, statement, error);
}

/* Steps are numbered as they come; a step that was forgotten may lend its number to the next. */
static gint64
next_step (MienStore *self, const char *location, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = mien_database_prepare (
      self->db, "SELECT coalesce (max (step), 0) + 1 FROM change WHERE location = ?1", error);

  if (statement == NULL)
    return -1;
  bind_location (statement, location);
  if (sqlite3_step (statement) == SQLITE_ROW)
    return sqlite3_column_int64 (statement, 0);
  mien_database_fail (self->db, "Cannot read the corrections", error);
  return -1;
}

static gboolean
insert (MienStore *self, sqlite3_stmt *statement, const MienCorrection *correction, GError **error)
{
  sqlite3_reset (statement);
  BIND (statement, 2, correction->id);
  BIND (statement, 3, correction->column);
  BIND (statement, 4, correction->label);
  BIND (statement, 5, correction->original);
  return mien_database_do (self->db, statement, error);
}

/* The first correction of a label knows what the data say; later ones may name a corrected label.
 */
static gboolean
insert_all (MienStore *self, const char *location, GPtrArray *corrections, GError **error)
{
  gint64 step = next_step (self, location, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (step < 0)
    return FALSE;
  statement = mien_database_prepare (
      self->db,
      "INSERT INTO change (location, sample, col, label, original, step) VALUES (?1, ?2, ?3, ?4,"
      " coalesce ((SELECT original FROM change WHERE location = ?1 AND sample = ?2 AND col = ?3"
      " ORDER BY id LIMIT 1), ?5), ?6)",
      error);
  if (statement == NULL)
    return FALSE;
  bind_location (statement, location);
  sqlite3_bind_int64 (statement, 6, step);
  for (guint i = 0; i < corrections->len; i++)
    if (!insert (self, statement, g_ptr_array_index (corrections, i), error))
      return FALSE;
  return TRUE;
}

gboolean
mien_store_correct (MienStore *self, const char *location, GPtrArray *corrections, GError **error)
{
  if (!mien_database_execute (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;

  gboolean ok =
      forget_undone (self, location, error) && insert_all (self, location, corrections, error);
  return mien_database_finish (self->db, ok, error);
}

/* Marks the changes of one step, found by @sql, and counts them. */
static gboolean
turn (MienStore *self, const char *sql, const char *location, guint *n_changed, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = mien_database_prepare (self->db, sql, error);
  int changed;

  if (statement == NULL)
    return FALSE;
  bind_location (statement, location);
  if (!mien_database_do (self->db, statement, error))
    return FALSE;
  changed = sqlite3_changes (sqlite3_db_handle (statement));
  if (n_changed != NULL)
    *n_changed = (guint) changed;
  return changed > 0;
}

gboolean
mien_store_undo (MienStore *self, const char *location, guint *n_changed, GError **error)
{
  return turn (self,
               "UPDATE change SET undone = 1 WHERE location = ?1 AND step ="
               " (SELECT max (step) FROM change WHERE location = ?1 AND NOT undone)",
               location, n_changed, error);
}

gboolean
mien_store_redo (MienStore *self, const char *location, guint *n_changed, GError **error)
{
  return turn (self,
               "UPDATE change SET undone = 0 WHERE location = ?1 AND step ="
               " (SELECT min (step) FROM change WHERE location = ?1 AND undone)",
               location, n_changed, error);
}

GPtrArray *
mien_store_get_corrections (MienStore *self, const char *location, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = mien_database_prepare (
      self->db,
      "SELECT sample, col, label, original FROM change WHERE label <> original AND id IN"
      " (SELECT max (id) FROM change WHERE location = ?1 AND NOT undone GROUP BY sample, col)"
      " ORDER BY id",
      error);
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
  int found;

  if (statement == NULL)
    return NULL;
  bind_location (statement, location);
  while ((found = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (corrections, read_correction (statement));
  if (found == SQLITE_DONE)
    return g_steal_pointer (&corrections);
  mien_database_fail (self->db, "Cannot read the corrections", error);
  return NULL;
}

GPtrArray *
mien_store_get_corrections_of (MienStore *self, MienDataset *dataset, GError **error)
{
  const char *location = mien_dataset_get_location (dataset);
  g_auto (GStrv) locations = mien_union_split_location (location);
  g_auto (GStrv) names = mien_union_name ((const char *const *) locations);
  GPtrArray *joined = mien_store_get_corrections (self, location, error);
  g_autoptr (GPtrArray) all = NULL;

  if (joined == NULL || g_strv_length (locations) < 2)
    return joined;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
  for (guint i = 0; locations[i] != NULL; i++) {
    g_autoptr (GPtrArray) own = mien_store_get_corrections (self, locations[i], error);

    if (own == NULL) {
      g_ptr_array_unref (joined);
      return NULL;
    }
    mien_union_translate_corrections (dataset, names[i], own, all);
  }
  g_ptr_array_extend_and_steal (all, joined);
  return g_steal_pointer (&all);
}
