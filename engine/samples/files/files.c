#include "engine/samples/files/files.h"

#include "engine/core/file.h"
#include "engine/samples/files/archive.h"
#include "engine/samples/files/listing.h"

#include <glib/gstdio.h>
#include <string.h>

struct _MienFiles {
  int ref_count; /* atomic */
  char *root;
  MienArchive *archive; /* (nullable): else it is a folder */
  MienListing *listing; /* of a folder, guarded by @lock */
  GMutex lock;
};

static MienFiles *
files_new (const char *root)
{
  MienFiles *self = g_new0 (MienFiles, 1);

  self->ref_count = 1;
  self->root = g_strdup (root);
  g_mutex_init (&self->lock);
  return self;
}

MienFiles *
mien_files_new_folder (const char *root)
{
  MienFiles *self = files_new (root);

  self->listing = mien_listing_new (root);
  return self;
}

MienFiles *
mien_files_open_archive (const char *path, const MienProgress *progress, GError **error)
{
  MienArchive *archive = mien_archive_open (path, progress, error);
  MienFiles *self;

  if (archive == NULL)
    return NULL;
  self = files_new (path);
  self->archive = archive;
  return self;
}

MienFiles *
mien_files_ref (MienFiles *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
mien_files_unref (MienFiles *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  mien_archive_free (self->archive);
  mien_listing_free (self->listing);
  g_mutex_clear (&self->lock);
  g_free (self->root);
  g_free (self);
}

const char *
mien_files_get_root (MienFiles *self)
{
  return self->root;
}

gboolean
mien_files_is_archive (MienFiles *self)
{
  return self->archive != NULL;
}

const char *const *
mien_files_get_names (MienFiles *self)
{
  return self->archive != NULL ? mien_archive_get_names (self->archive) : NULL;
}

GPtrArray *
mien_files_get_problems (MienFiles *self)
{
  return self->archive != NULL ? mien_archive_get_problems (self->archive) : NULL;
}

gboolean
mien_files_has (MienFiles *self, const char *path)
{
  gboolean has;

  if (self->archive != NULL)
    return mien_archive_has (self->archive, path);
  g_mutex_lock (&self->lock);
  has = mien_listing_has (self->listing, path);
  g_mutex_unlock (&self->lock);
  return has;
}

GBytes *
mien_files_read (MienFiles *self, const char *path, GError **error)
{
  g_autofree char *full = NULL;

  if (self->archive != NULL)
    return mien_archive_read (self->archive, path, error);
  full = g_build_filename (self->root, path, NULL);
  return mien_file_open (full, error);
}

char *
mien_files_stamp (MienFiles *self, const char *path)
{
  g_autofree char *full = NULL;
  GStatBuf info;

  if (self->archive != NULL)
    return g_strdup (mien_archive_get_stamp (self->archive));
  full = g_build_filename (self->root, path, NULL);
  if (g_stat (full, &info) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", (gint64) info.st_size,
                          (gint64) info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

gboolean
mien_files_is_archive_name (const char *name)
{
  static const char *const endings[] = {".zip",  ".tar",    ".tar.gz", ".tgz",     ".tar.bz2",
                                        ".tbz2", ".tar.xz", ".txz",    ".tar.zst", NULL};
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}
