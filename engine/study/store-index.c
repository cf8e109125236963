/* The index of the runs: what lists tell of each, so that only folders that changed are read. */
#include "engine/study/store-private.h"

#include "engine/core/error.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

/* What the index knows of a run, and whether its folder was found where it was. */
typedef struct {
  char *stamp;
  MienRunEntry *entry; /* (nullable): NULL once it was handed on */
} Known;

typedef struct {
  MienStore *store;
  GHashTable *known;   /* of Known, by key */
  GHashTable *entries; /* (element-type MienRunEntry): by key */
  GPtrArray *read;     /* of MienRunEntry, borrowed: those that were read anew */
  GPtrArray *stamps;   /* of strings, theirs */
  gboolean anew;       /* believe nothing in the index */
} Walk;

static void
known_free (gpointer data)
{
  Known *known = data;

  mien_run_entry_free (known->entry);
  g_free (known->stamp);
  g_free (known);
}

static char *
column_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static Known *
read_row (MienStore *self, sqlite3_stmt *statement)
{
  Known *known = g_new0 (Known, 1);
  MienRunEntry *entry = g_new0 (MienRunEntry, 1);
  const char *key = (const char *) sqlite3_column_text (statement, 0);

  known->stamp = column_text (statement, 1);
  known->entry = entry;
  entry->folder =
      g_path_is_absolute (key) ? g_strdup (key) : g_build_filename (self->workspace, key, NULL);
  entry->name = g_path_get_basename (key);
  entry->state = (MienRunState) sqlite3_column_int (statement, 2);
  entry->modified = sqlite3_column_int64 (statement, 3);
  entry->arm = column_text (statement, 4);
  entry->problem = column_text (statement, 5);
  entry->digest = column_text (statement, 6);
  entry->tags = g_ptr_array_new_with_free_func (g_free);
  return known;
}

static gboolean
read_index (Walk *walk, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = mien_database_prepare (
      walk->store->db, "SELECT run, stamp, state, modified, arm, problem, digest FROM listing",
      error);
  int found;

  if (statement == NULL)
    return FALSE;
  while ((found = sqlite3_step (statement)) == SQLITE_ROW)
    g_hash_table_insert (walk->known, column_text (statement, 0),
                         read_row (walk->store, statement));
  return found == SQLITE_DONE ||
         mien_database_fail (walk->store->db, "Cannot read the index of runs", error);
}

static void
visit_run (Walk *walk, const char *folder, char *stamp)
{
  const char *key = mien_store_key_of (walk->store, folder);
  Known *known = g_hash_table_lookup (walk->known, key);
  MienRunEntry *entry;

  if (known != NULL && !walk->anew && g_str_equal (known->stamp, stamp)) {
    entry = g_steal_pointer (&known->entry);
    g_free (stamp);
  } else {
    entry = mien_run_entry_read (folder);
    g_ptr_array_add (walk->read, entry);
    g_ptr_array_add (walk->stamps, stamp);
    if (known != NULL)
      g_clear_pointer (&known->entry, mien_run_entry_free);
  }
  g_hash_table_insert (walk->entries, g_strdup (key), entry);
}

static gboolean
is_folder (const char *path, const struct dirent *child)
{
  struct stat info;

  if (child->d_name[0] == '.')
    return FALSE;
  if (child->d_type != DT_UNKNOWN && child->d_type != DT_LNK)
    return child->d_type == DT_DIR;
  return stat (path, &info) == 0 && S_ISDIR (info.st_mode);
}

/* Runs of their own, and those of studies. */
static void
visit (Walk *walk, const char *folder)
{
  DIR *dir = opendir (folder);
  const struct dirent *child;

  while (dir != NULL && (child = readdir (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, child->d_name, NULL);
    char *stamp = is_folder (path, child) ? mien_run_stamp (path) : NULL;

    if (stamp != NULL) {
      visit_run (walk, path, stamp);
    } else if (is_folder (path, child)) {
      g_autofree char *inner = g_build_filename (path, "runs", NULL);

      visit (walk, inner);
    }
  }
  if (dir != NULL)
    closedir (dir);
}

/* What was there once is told of as it was. */
static void
add_gone (Walk *walk)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, walk->known);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    Known *known = value;

    if (known->entry == NULL)
      continue;
    known->entry->state = MIEN_RUN_GONE;
    g_free (known->entry->problem);
    known->entry->problem = g_strdup_printf (
        "%s is no longer there; put it back, or archive the run", known->entry->folder);
    g_hash_table_insert (walk->entries, g_strdup (key), g_steal_pointer (&known->entry));
  }
}

static gboolean
write_entry (MienStore *self,
             sqlite3_stmt *statement,
             const MienRunEntry *entry,
             const char *stamp,
             GError **error)
{
  sqlite3_reset (statement);
  sqlite3_bind_text (statement, 1, mien_store_key_of (self, entry->folder), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, stamp, -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 3, (int) entry->state);
  sqlite3_bind_int64 (statement, 4, entry->modified);
  sqlite3_bind_text (statement, 5, entry->arm, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 6, entry->problem, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 7, entry->digest, -1, SQLITE_STATIC);
  return mien_database_do (self->db, statement, error);
}

static gboolean
write_index (Walk *walk, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean ok = TRUE;

  if (walk->read->len == 0 && !walk->anew)
    return TRUE;
  if (!mien_database_execute (walk->store->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (walk->anew)
    ok = mien_database_execute (walk->store->db, "DELETE FROM listing", error);
  statement = mien_database_prepare (walk->store->db,
                                     "REPLACE INTO listing (run, stamp, state, modified, arm,"
                                     " problem, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                     error);
  for (guint i = 0; ok && statement != NULL && i < walk->read->len; i++)
    ok = write_entry (walk->store, statement, g_ptr_array_index (walk->read, i),
                      g_ptr_array_index (walk->stamps, i), error);
  g_clear_pointer (&statement, sqlite3_finalize);
  return mien_database_finish (walk->store->db, ok, error);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const MienRunEntry *x = *(MienRunEntry *const *) a, *y = *(MienRunEntry *const *) b;

  if (x->modified != y->modified)
    return x->modified > y->modified ? -1 : 1;
  return -strcmp (x->folder, y->folder);
}

static GPtrArray *
take_entries (GHashTable *entries)
{
  GPtrArray *all =
      g_ptr_array_new_full (g_hash_table_size (entries), (GDestroyNotify) mien_run_entry_free);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    g_ptr_array_add (all, value);
    g_hash_table_iter_steal (&iter);
    g_free (key);
  }
  g_ptr_array_sort (all, newest_first);
  return all;
}

/* @needed: whether it is an error that the index cannot be written */
static GPtrArray *
list (MienStore *self, gboolean anew, gboolean needed, GError **error)
{
  g_autoptr (GHashTable) known =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, known_free);
  g_autoptr (GHashTable) entries =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mien_run_entry_free);
  g_autoptr (GPtrArray) read = g_ptr_array_new ();
  g_autoptr (GPtrArray) stamps = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *runs = g_build_filename (self->workspace, "runs", NULL);
  Walk walk = {self, known, entries, read, stamps, anew};

  if (!anew && !read_index (&walk, error))
    return NULL;
  visit (&walk, runs);
  add_gone (&walk);
  if (!mien_store_take_words (self, entries, error))
    return NULL;
  /* A disk that is full, or somebody else's, takes no index, and the runs are there all the same.
   */
  if (!write_index (&walk, needed ? error : NULL) && needed)
    return NULL;
  return take_entries (entries);
}

GPtrArray *
mien_store_list_runs (MienStore *self, GError **error)
{
  return list (self, FALSE, FALSE, error);
}

gboolean
mien_store_rebuild (MienStore *self, guint *n_runs, GError **error)
{
  g_autoptr (GPtrArray) runs = list (self, TRUE, TRUE, error);

  if (runs != NULL)
    *n_runs = runs->len;
  return runs != NULL;
}
