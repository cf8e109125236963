#include "engine/core/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define LEFT_AFTER_SECONDS (24 * 60 * 60)

char *
mien_cache_path (const char *room, const char *key, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "mien", room, NULL);
  int saved;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return g_build_filename (folder, key, NULL);
  saved = errno;
  g_set_error (
      error, G_IO_ERROR, (int) g_io_error_from_errno (saved),
      "Cannot make the folder %s: %s; point XDG_CACHE_HOME to a folder that you may write to",
      folder, g_strerror (saved));
  return NULL;
}

void
mien_cache_touch (const char *path)
{
  utimensat (AT_FDCWD, path, NULL, 0);
}

typedef struct {
  char *path;
  guint64 bytes;
  gint64 used; /* seconds */
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->path);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const Entry *) a)->used, second = ((const Entry *) b)->used;

  return first < second ? -1 : first > second;
}

static GArray *
list_entries (const char *folder)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (entries, entry_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    struct stat facts;

    if (lstat (path, &facts) == 0 && S_ISREG (facts.st_mode)) {
      Entry entry = {g_steal_pointer (&path), (guint64) facts.st_size, (gint64) facts.st_mtime};

      g_array_append_val (entries, entry);
    }
  }
  g_array_sort (entries, compare_age);
  return entries;
}

/* Files are begun under their name and a suffix after a dot, see mien_file_replace(). */
static gboolean
was_left (const Entry *entry)
{
  const char *name = strrchr (entry->path, G_DIR_SEPARATOR);

  return strchr (name, '.') != NULL &&
         g_get_real_time () / G_USEC_PER_SEC - entry->used > LEFT_AFTER_SECONDS;
}

void
mien_cache_trim (const char *path, guint64 most)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GArray) entries = list_entries (folder);
  guint64 total = 0;

  for (guint i = 0; i < entries->len; i++)
    total += g_array_index (entries, Entry, i).bytes;
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);
    gboolean too_much = total > most && !g_str_equal (entry->path, path);

    if ((too_much || was_left (entry)) && g_unlink (entry->path) == 0)
      total -= entry->bytes;
  }
}
