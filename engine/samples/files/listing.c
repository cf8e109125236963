#include "engine/samples/files/listing.h"

struct _MienListing {
  char *root;
  GHashTable *folders; /* path → set of names */
  GStringChunk *text;
};

static void
set_free (gpointer set)
{
  g_hash_table_unref (set);
}

MienListing *
mien_listing_new (const char *root)
{
  MienListing *self = g_new0 (MienListing, 1);

  self->root = g_strdup (root);
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, set_free);
  self->text = g_string_chunk_new (1 << 16);
  return self;
}

void
mien_listing_free (MienListing *self)
{
  if (self == NULL)
    return;
  g_free (self->root);
  g_hash_table_unref (self->folders);
  g_string_chunk_free (self->text);
  g_free (self);
}

/* A folder that cannot be read has no files. */
static GHashTable *
read_folder (MienListing *self, const char *folder)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *path = g_build_filename (self->root, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_hash_table_add (names, g_string_chunk_insert (self->text, name));
  return names;
}

gboolean
mien_listing_has (MienListing *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  GHashTable *names = g_hash_table_lookup (self->folders, folder);

  if (names == NULL) {
    names = read_folder (self, folder);
    g_hash_table_insert (self->folders, g_strdup (folder), names);
  }
  return g_hash_table_contains (names, name);
}
