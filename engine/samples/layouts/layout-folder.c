/* A folder for each class, perhaps below one for each part: train/happy/a.png. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/table.h"

#include <string.h>

/* Folders that hold nothing but one folder with folders in it are wrapping: CK+48/CK+48/anger. */
static gsize
skip_wrapping (GPtrArray *pictures, guint start, guint end, gsize offset)
{
  for (;;) {
    const char *first = (const char *) g_ptr_array_index (pictures, start) + offset;
    const char *slash = strchr (first, '/');
    gsize len = slash != NULL ? (gsize) (slash - first) + 1 : 0;
    gboolean deeper = slash != NULL;

    for (guint i = start; deeper && i < end; i++) {
      const char *rest = (const char *) g_ptr_array_index (pictures, i) + offset;

      deeper = strncmp (rest, first, len) == 0 && strchr (rest + len, '/') != NULL;
    }
    if (!deeper)
      return offset;
    offset += len;
  }
}

/* Index behind the last picture that shares the folder at @offset with @start. */
static guint
end_of_folder (GPtrArray *pictures, guint start, gsize offset)
{
  const char *first = g_ptr_array_index (pictures, start);
  const char *slash = strchr (first + offset, '/');
  gsize len = slash != NULL ? (gsize) (slash - first) + 1 : strlen (first) + 1;
  guint i = start + 1;

  while (i < pictures->len && strncmp (g_ptr_array_index (pictures, i), first, len) == 0)
    i++;
  return i;
}

static char *
folder_at (const char *path, gsize offset)
{
  const char *slash = strchr (path + offset, '/');

  return slash != NULL ? g_strndup (path + offset, (gsize) (slash - path) - offset) : NULL;
}

/* Whether every folder at @offset is named for a part, and one of them is for training. */
static gboolean
has_parts (GPtrArray *pictures, gsize offset)
{
  gboolean train = FALSE;

  for (guint i = 0; i < pictures->len; i = end_of_folder (pictures, i, offset)) {
    g_autofree char *folder = folder_at (g_ptr_array_index (pictures, i), offset);
    MienPart part;

    if (folder == NULL)
      continue;
    if (!mien_part_from_name (folder, &part))
      return FALSE;
    train = train || part == MIEN_PART_TRAIN;
  }
  return train;
}

typedef struct {
  MienDatasetBuilder *builder;
  GPtrArray *ids;
  GPtrArray *classes;
  gboolean expressions; /* one of the classes is a word for an expression */
} Found;

static void
take_pictures (Found *found,
               GPtrArray *pictures,
               guint start,
               guint end,
               gsize offset,
               MienPart part)
{
  for (guint i = start; i < end; i++) {
    const char *path = g_ptr_array_index (pictures, i);
    char *class = folder_at (path, offset);

    if (class == NULL) {
      mien_dataset_builder_tell (found->builder, path, NULL,
                                 "The picture lies beside the folders that name the classes, so "
                                 "nothing is known about it and it is left out; move it into one");
      continue;
    }
    found->expressions = found->expressions || mien_expression_find (class) >= 0;
    mien_dataset_builder_add_sample (found->builder, path, part);
    g_ptr_array_add (found->ids, (gpointer) path);
    g_ptr_array_add (found->classes, class);
  }
}

static void
take_part (Found *found, GPtrArray *pictures, guint start, guint end, gsize offset)
{
  g_autofree char *folder = folder_at (g_ptr_array_index (pictures, start), offset);
  MienPart part = MIEN_PART_NONE;

  if (folder != NULL && mien_part_from_name (folder, &part))
    offset = skip_wrapping (pictures, start, end, offset + strlen (folder) + 1);
  take_pictures (found, pictures, start, end, offset, part);
}

static void
build_column (const Found *found, const MienImport *import)
{
  const char *names[] = {found->expressions ? "expression" : "class", NULL};
  g_autoptr (MienTable) table = mien_table_new (NULL, names);
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  gpointer wanted = NULL;

  /* Folders are classes even where they are named 0 to 6. */
  if (import->types != NULL)
    g_hash_table_lookup_extended (import->types, names[0], NULL, &wanted);
  g_hash_table_insert (types, (gpointer) names[0],
                       wanted != NULL ? wanted : GINT_TO_POINTER (MIEN_KIND_CLASS));
  for (guint i = 0; i < found->ids->len; i++)
    mien_table_append (table, g_ptr_array_index (found->ids, i),
                       (const char *const *) &found->classes->pdata[i], 0);
  mien_table_build (table, types, found->builder);
}

static MienDatasetBuilder *
import_folder (const MienImport *import, const MienScan *scan, GError **error)
{
  GPtrArray *pictures = scan->pictures;
  g_autoptr (MienDatasetBuilder) builder = mien_dataset_builder_new (import->location, "folder");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func (g_free);
  Found found = {.builder = builder, .ids = ids, .classes = classes};

  if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
    return NULL;
  mien_dataset_builder_set_files (builder, scan->files);
  if (pictures->len > 0) {
    gsize offset = skip_wrapping (pictures, 0, pictures->len, 0);

    if (has_parts (pictures, offset))
      for (guint i = 0, end; i < pictures->len; i = end) {
        end = end_of_folder (pictures, i, offset);
        take_part (&found, pictures, i, end, offset);
      }
    else
      take_pictures (&found, pictures, 0, pictures->len, offset, MIEN_PART_NONE);
  }
  if (ids->len > 0)
    build_column (&found, import);
  mien_import_tell_unread (scan, NULL, builder);
  return g_steal_pointer (&builder);
}

static gboolean
recognise (const MienScan *scan)
{
  for (guint i = 0; i < scan->pictures->len; i++)
    if (strchr (g_ptr_array_index (scan->pictures, i), '/') != NULL)
      return TRUE;
  return FALSE;
}

const MienLayout mien_layout_folder = {"folder", "Folder per class", recognise, import_folder};
