/* Pictures whose names follow a pattern. */
#include "engine/samples/files/picture.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/pattern.h"
#include "engine/samples/layouts/table.h"

#include <string.h>

#define SCALE "scale" /* the part that tells copies of one picture apart */

/* A picture that was kept so far among its copies at other scales. */
typedef struct {
  const char *path;
  char **cells;
  gint64 area;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_strfreev (kept->cells);
  g_free (kept);
}

static char *
key_without_scale (int scale, const char *path, char **cells)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GString *key = g_string_new (folder);

  for (int i = 0; cells[i] != NULL; i++)
    if (i != scale)
      g_string_append_printf (key, "\n%s", cells[i]);
  return g_string_free (key, FALSE);
}

static gint64
area_of (const MienScan *scan, Kept *kept)
{
  g_autoptr (GBytes) bytes =
      kept->area < 0 ? mien_files_read (scan->files, kept->path, NULL) : NULL;
  int width = 0, height = 0;

  if (kept->area < 0)
    kept->area = bytes != NULL && mien_picture_measure (bytes, &width, &height)
                     ? (gint64) width * height
                     : 0;
  return kept->area;
}

/* Copies of one picture would stand on both sides of a split, so the largest alone is taken. */
static void
keep_largest (const MienScan *scan, GHashTable *by_key, GPtrArray *all, char *key, Kept *kept)
{
  Kept *rival = g_hash_table_lookup (by_key, key);

  if (rival == NULL) {
    g_hash_table_insert (by_key, key, kept);
    g_ptr_array_add (all, kept);
    return;
  }
  if (area_of (scan, kept) > area_of (scan, rival)) {
    Kept swap = *rival;

    *rival = *kept;
    *kept = swap;
  }
  g_free (key);
  kept_free (kept);
}

static GPtrArray *
match_all (const MienScan *scan, const MienPattern *pattern, MienDatasetBuilder *builder)
{
  int scale = mien_pattern_find_part (pattern, SCALE);
  GPtrArray *all = g_ptr_array_new_with_free_func (kept_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < scan->pictures->len; i++) {
    const char *path = g_ptr_array_index (scan->pictures, i);
    char **cells = mien_pattern_match (pattern, path);

    if (cells == NULL) {
      mien_dataset_builder_tell (builder, path, NULL,
                                 "The file's name does not fit the pattern and it is left out; "
                                 "rename it or open it with a pattern of its own");
      continue;
    }

    Kept *kept = g_new0 (Kept, 1);

    *kept = (Kept){.path = path, .cells = cells, .area = -1};
    if (scale < 0)
      g_ptr_array_add (all, kept);
    else
      keep_largest (scan, by_key, all, key_without_scale (scale, path, cells), kept);
  }
  return all;
}

/* The scale has done its work; it is nothing to learn. */
static void
drop_scale (int scale, char **cells)
{
  if (scale < 0)
    return;
  g_free (cells[scale]);
  for (int i = scale; (cells[i] = cells[i + 1]) != NULL; i++)
    ;
}

MienDatasetBuilder *
mien_import_pattern (const MienImport *import,
                     const MienScan *scan,
                     const char *layout,
                     const char *text,
                     GError **error)
{
  g_autoptr (MienDatasetBuilder) builder = mien_dataset_builder_new (import->location, layout);
  g_autoptr (MienPattern) pattern = mien_pattern_new (text, error);

  if (pattern == NULL || g_cancellable_set_error_if_cancelled (import->cancellable, error))
    return NULL;

  g_autoptr (GPtrArray) all = match_all (scan, pattern, builder);
  g_auto (GStrv) names = g_strdupv ((char **) mien_pattern_get_parts (pattern));

  drop_scale (mien_pattern_find_part (pattern, SCALE), names);

  g_autoptr (MienTable) table = mien_table_new (NULL, (const char *const *) names);

  mien_dataset_builder_set_files (builder, scan->files);
  for (guint i = 0; i < all->len; i++) {
    Kept *kept = g_ptr_array_index (all, i);

    drop_scale (mien_pattern_find_part (pattern, SCALE), kept->cells);
    mien_dataset_builder_add_sample (builder, kept->path, MIEN_PART_NONE);
    mien_table_append (table, kept->path, (const char *const *) kept->cells, 0);
  }
  if (all->len > 0)
    mien_table_build (table, import->types, builder);
  return g_steal_pointer (&builder);
}
