/* What a person said of runs: names, notes, tags, stars; taken back and said again by steps. */
#include "engine/study/store-private.h"

#include "engine/core/error.h"

#include <string.h>

#define BIND(statement, number, text) \
  sqlite3_bind_text ((statement), (number), (text), -1, SQLITE_TRANSIENT)

/* A run is known by its path inside the workspace, so that the workspace can be moved. */
const char *
mien_store_key_of (MienStore *self, const char *folder)
{
  gsize len = strlen (self->workspace);

  if (!g_str_has_prefix (folder, self->workspace) ||
      (folder[len] != '/' && !g_str_has_suffix (self->workspace, "/")))
    return folder;
  for (folder += len; *folder == '/'; folder++)
    ;
  return folder;
}

MienSaying *
mien_saying_new (const char *run, const char *field, const char *value)
{
  MienSaying *self = g_new0 (MienSaying, 1);

  self->run = g_strdup (run);
  self->field = g_strdup (field);
  self->value = g_strdup (value != NULL ? value : "");
  return self;
}

void
mien_saying_free (MienSaying *self)
{
  if (self == NULL)
    return;
  g_free (self->run);
  g_free (self->field);
  g_free (self->value);
  g_free (self);
}

static gboolean
is_field (const char *field)
{
  static const char *const fields[] = {MIEN_SAID_NAME, MIEN_SAID_NOTE, MIEN_SAID_STAR,
                                       MIEN_SAID_ARCHIVE, NULL};

  return g_strv_contains (fields, field) || g_str_has_prefix (field, MIEN_SAID_TAG);
}

/* Tags are words, so that they can be searched for and written in a list. */
static gboolean
check (const MienSaying *saying, GError **error)
{
  const char *tag = g_str_has_prefix (saying->field, MIEN_SAID_TAG)
                        ? saying->field + strlen (MIEN_SAID_TAG)
                        : NULL;

  g_return_val_if_fail (is_field (saying->field), FALSE);
  if (tag == NULL || (*tag != '\0' && strpbrk (tag, " \t\n,\"|") == NULL))
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "“%s” cannot be a tag: a tag is one word, without blanks, commas and quotes", tag);
  return FALSE;
}

/* Whether @saying would change anything; -1 with @error. */
static int
is_news (MienStore *self, sqlite3_stmt *statement, const MienSaying *saying, GError **error)
{
  int found;
  gboolean news = *saying->value != '\0';

  sqlite3_reset (statement);
  BIND (statement, 1, mien_store_key_of (self, saying->run));
  BIND (statement, 2, saying->field);
  found = sqlite3_step (statement);
  if (found == SQLITE_ROW)
    news = strcmp ((const char *) sqlite3_column_text (statement, 0), saying->value) != 0;
  else if (found != SQLITE_DONE) {
    mien_database_fail (self->db, "Cannot read what was said", error);
    return -1;
  }
  return news;
}

/* Those that change something; NULL with @error */
static GPtrArray *
find_news (MienStore *self, GPtrArray *sayings, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      mien_database_prepare (self->db,
                             "SELECT value FROM word WHERE run = ?1 AND field = ?2 AND NOT undone"
                             " ORDER BY id DESC LIMIT 1",
                             error);
  g_autoptr (GPtrArray) news = g_ptr_array_new ();

  for (guint i = 0; statement != NULL && i < sayings->len; i++) {
    MienSaying *saying = g_ptr_array_index (sayings, i);
    int is = check (saying, error) ? is_news (self, statement, saying, error) : -1;

    if (is < 0)
      return NULL;
    if (is > 0)
      g_ptr_array_add (news, saying);
  }
  return statement != NULL ? g_steal_pointer (&news) : NULL;
}

/* In one step, after the last; what was taken back before can no longer be said again. */
static gboolean
insert_all (MienStore *self, GPtrArray *news, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!mien_database_execute (self->db, "DELETE FROM word WHERE undone", error))
    return FALSE;
  statement = mien_database_prepare (self->db,
                                     "INSERT INTO word (step, run, field, value)"
                                     " SELECT coalesce (max (step), 0) + ?1, ?2, ?3, ?4 FROM word",
                                     error);
  for (guint i = 0; statement != NULL && i < news->len; i++) {
    const MienSaying *saying = g_ptr_array_index (news, i);

    sqlite3_reset (statement);
    sqlite3_bind_int (statement, 1, i == 0); /* the others join the first */
    BIND (statement, 2, mien_store_key_of (self, saying->run));
    BIND (statement, 3, saying->field);
    BIND (statement, 4, saying->value);
    if (!mien_database_do (self->db, statement, error))
      return FALSE;
  }
  return statement != NULL;
}

gboolean
mien_store_say (MienStore *self, GPtrArray *sayings, guint *n_changed, GError **error)
{
  g_autoptr (GPtrArray) news = NULL;
  gboolean ok;

  if (!mien_database_execute (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  news = find_news (self, sayings, error);
  ok = news != NULL && (news->len == 0 || insert_all (self, news, error));
  if (n_changed != NULL)
    *n_changed = news != NULL ? news->len : 0;
  return mien_database_finish (self->db, ok, error);
}

gboolean
mien_store_set_name (MienStore *self, const char *run, const char *name, GError **error)
{
  g_autoptr (GPtrArray) sayings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_saying_free);

  g_ptr_array_add (sayings, mien_saying_new (run, MIEN_SAID_NAME, name));
  return mien_store_say (self, sayings, NULL, error);
}

static gboolean
turn (MienStore *self, const char *sql, guint *n_changed, GError **error)
{
  int changed;

  if (!mien_database_execute (self->db, sql, error))
    return FALSE;
  changed = mien_database_count_changes (self->db);
  if (n_changed != NULL)
    *n_changed = (guint) changed;
  return changed > 0;
}

gboolean
mien_store_unsay (MienStore *self, guint *n_changed, GError **error)
{
  return turn (self,
               "UPDATE word SET undone = 1 WHERE step ="
               " (SELECT max (step) FROM word WHERE NOT undone AND step > 0)",
               n_changed, error);
}

gboolean
mien_store_resay (MienStore *self, guint *n_changed, GError **error)
{
  return turn (self,
               "UPDATE word SET undone = 0 WHERE step = (SELECT min (step) FROM word WHERE undone)",
               n_changed, error);
}

static void
take_word (MienRunEntry *entry, const char *field, const char *value)
{
  if (g_str_equal (field, MIEN_SAID_NAME)) {
    g_free (entry->name);
    entry->name = g_strdup (value);
  } else if (g_str_equal (field, MIEN_SAID_NOTE)) {
    g_free (entry->note);
    entry->note = g_strdup (value);
  } else if (g_str_equal (field, MIEN_SAID_STAR)) {
    entry->starred = TRUE;
  } else if (g_str_equal (field, MIEN_SAID_ARCHIVE)) {
    entry->archived = TRUE;
  } else if (g_str_has_prefix (field, MIEN_SAID_TAG)) {
    g_ptr_array_add (entry->tags, g_strdup (field + strlen (MIEN_SAID_TAG)));
  }
}

gboolean
mien_store_take_words (MienStore *self, GHashTable *entries, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = mien_database_prepare (
      self->db,
      "SELECT run, field, value FROM word WHERE value <> '' AND id IN"
      " (SELECT max (id) FROM word WHERE NOT undone GROUP BY run, field) ORDER BY run, field",
      error);
  int found;

  if (statement == NULL)
    return FALSE;
  while ((found = sqlite3_step (statement)) == SQLITE_ROW) {
    MienRunEntry *entry =
        g_hash_table_lookup (entries, (const char *) sqlite3_column_text (statement, 0));

    if (entry != NULL)
      take_word (entry, (const char *) sqlite3_column_text (statement, 1),
                 (const char *) sqlite3_column_text (statement, 2));
  }
  return found == SQLITE_DONE || mien_database_fail (self->db, "Cannot read what was said", error);
}
