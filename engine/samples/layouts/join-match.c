/* Which row of a second table is about which face. */
#include "engine/samples/layouts/join-private.h"

#include "engine/samples/data/dataset-private.h"

#include <string.h>

/* A way to write down which face is meant: (transfer full) what @text, as the table or the data set
 * has it, comes to; equal where the same is meant. */
typedef struct {
  const char *how;
  char *(*of_row) (const char *text, const char *folder);
  char *(*of_face) (const char *id, const char *root);
} Way;

static char *
with_slashes (const char *text)
{
  char *path = g_strdup (text);

  if (strchr (path, '/') == NULL)
    g_strdelimit (path, "\\", '/');
  return path;
}

static char *
whole (const char *text, const char *folder)
{
  g_autofree char *path = with_slashes (text);

  return g_canonicalize_filename (path, folder);
}

static char *
below (const char *text, const char *folder G_GNUC_UNUSED)
{
  g_autofree char *path = with_slashes (text);
  g_autofree char *tidy = g_canonicalize_filename (path, "/");

  return g_strdup (tidy + 1);
}

static char *
file_name (const char *text, const char *folder G_GNUC_UNUSED)
{
  g_autofree char *path = with_slashes (text);

  return g_path_get_basename (path);
}

static char *
stem (const char *text, const char *folder)
{
  char *name = file_name (text, folder);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}

static char *
same (const char *text, const char *folder G_GNUC_UNUSED)
{
  return g_strdup (text);
}

static const Way path_ways[] = {
    {"the whole path", whole, whole},
    {"the path inside the data set", below, below},
    {"the file's name", file_name, file_name},
    {"the file's name without its ending", stem, stem},
};

void
mien_join_match_clear (MienJoinMatch *match)
{
  g_clear_pointer (&match->row_of, g_free);
  g_clear_pointer (&match->used, g_free);
}

/* What is the same face or group → index of its row. A row that repeats an earlier one is counted,
 * not taken. */
static GHashTable *
index_rows (const MienJoinTable *table, guint by, const Way *way, MienJoinMatch *match)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < table->rows->len; i++) {
    char **cells = g_ptr_array_index (table->rows, i);
    g_autofree char *key = *cells[by] != '\0' ? way->of_row (cells[by], table->folder) : NULL;

    if (key == NULL)
      continue;
    if (g_hash_table_contains (rows, key))
      match->n_repeated++;
    else
      g_hash_table_insert (rows, g_steal_pointer (&key), GUINT_TO_POINTER (i));
  }
  return rows;
}

static void
join_face (MienJoinMatch *match, guint sample, gpointer row)
{
  match->row_of[sample] = GPOINTER_TO_INT (row);
  match->used[GPOINTER_TO_UINT (row)] = TRUE;
  match->n_joined++;
}

static void
start_match (MienDataset *dataset, const MienJoinTable *table, const Way *way, MienJoinMatch *match)
{
  guint n = mien_dataset_get_n_samples (dataset);

  *match = (MienJoinMatch){.how = way->how};
  match->row_of = g_new (int, n);
  match->used = g_new0 (gboolean, table->rows->len);
  for (guint i = 0; i < n; i++)
    match->row_of[i] = -1;
}

/* Takes back what two faces lay claim to: a name that both have says nothing of either. */
static void
drop_shared (MienJoinMatch *match, guint n, guint n_rows)
{
  g_autofree guint *claims = g_new0 (guint, n_rows);

  for (guint i = 0; i < n; i++)
    if (match->row_of[i] >= 0)
      claims[match->row_of[i]]++;
  for (guint i = 0; i < n; i++)
    if (match->row_of[i] >= 0 && claims[match->row_of[i]] > 1) {
      match->used[match->row_of[i]] = FALSE;
      match->row_of[i] = -1;
      match->n_joined--;
    }
  for (guint r = 0; r < n_rows; r++)
    match->n_shared += claims[r] > 1;
}

static void
match_paths (MienDataset *dataset,
             const MienJoinTable *table,
             guint by,
             const Way *way,
             MienJoinMatch *match)
{
  start_match (dataset, table, way, match);

  g_autoptr (GHashTable) rows = index_rows (table, by, way, match);
  const char *root = dataset->files != NULL ? mien_files_get_root (dataset->files) : "/";

  for (guint i = 0; i < dataset->n_samples; i++) {
    g_autofree char *key = way->of_face (dataset->ids[i], root);
    gpointer row;

    if (g_hash_table_lookup_extended (rows, key, NULL, &row))
      join_face (match, i, row);
  }
  drop_shared (match, dataset->n_samples, table->rows->len);
}

static void
match_column (MienDataset *dataset,
              const MienJoinTable *table,
              guint by,
              const MienColumn *on,
              MienJoinMatch *match)
{
  const Way way = {"the column", same, same};

  start_match (dataset, table, &way, match);

  g_autoptr (GHashTable) rows = index_rows (table, by, &way, match);

  for (guint i = 0; i < on->n_samples; i++) {
    g_autofree char *key = mien_column_format (on, i);
    gpointer row;

    if (g_hash_table_lookup_extended (rows, key, NULL, &row))
      join_face (match, i, row);
  }
}

void
mien_join_match (MienDataset *dataset,
                 const MienJoinTable *table,
                 guint by,
                 const MienColumn *on,
                 MienJoinMatch *match)
{
  if (on != NULL) {
    match_column (dataset, table, by, on, match);
    return;
  }
  match_paths (dataset, table, by, &path_ways[0], match);
  for (guint w = 1; w < G_N_ELEMENTS (path_ways); w++) {
    g_auto (MienJoinMatch) other = {0};

    match_paths (dataset, table, by, &path_ways[w], &other);
    if (other.n_joined > match->n_joined) {
      MienJoinMatch best = other;

      other = *match;
      *match = best;
    }
  }
}
