#include "engine/samples/layouts/scan.h"

#include "engine/samples/files/file-names.h"

#include <dirent.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_DEPTH 24

typedef struct {
  MienScan *scan;
  const MienImport *import;
  GHashTable *seen; /* "device:inode" of every folder entered */
  GError *error;
} Walk;

static void
tell (Walk *walk, const char *path, const char *what)
{
  g_autofree char *display = mien_file_is_plain (path) ? g_strdup (path) : g_strescape (path, NULL);

  g_ptr_array_add (walk->scan->problems, mien_problem_new (display, "%s", what));
}

/* FALSE where the folder was entered before: a link that leads back, or a second way to it. */
static gboolean
enter (Walk *walk, const char *path, const char *folder)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return TRUE; /* opening it will tell */

  char *key = g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64) info.st_dev,
                               (guint64) info.st_ino);

  if (g_hash_table_add (walk->seen, key))
    return TRUE;
  tell (walk, folder, "This link leads to a folder that was read already; its faces count once");
  return FALSE;
}

static GPtrArray *
list_for (const MienScan *self, const char *name)
{
  return mien_file_is_picture_name (name)   ? self->pictures
         : mien_file_is_spoiled_name (name) ? self->spoiled
         : mien_file_is_text_name (name)    ? self->texts
                                            : NULL;
}

static void
take_file (Walk *walk, const char *folder, const char *name)
{
  GPtrArray *list = list_for (walk->scan, name);

  if (list == NULL)
    return;

  g_autofree char *path = *folder != '\0' ? g_build_filename (folder, name, NULL) : g_strdup (name);

  if (mien_file_is_plain (path))
    g_ptr_array_add (list, g_steal_pointer (&path));
  else
    tell (walk, path,
          "The file's name has characters that are not text (or a line break) and is left out; "
          "rename it");
}

typedef enum {
  ENTRY_FILE,
  ENTRY_FOLDER,
  ENTRY_OTHER,
} EntryKind;

static EntryKind
entry_kind (const char *folder, const struct dirent *entry)
{
  g_autofree char *path = NULL;
  GStatBuf info;

  if (entry->d_type == DT_REG)
    return ENTRY_FILE;
  if (entry->d_type == DT_DIR)
    return ENTRY_FOLDER;
  if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN)
    return ENTRY_OTHER;
  path = g_build_filename (folder, entry->d_name, NULL);
  if (g_stat (path, &info) != 0)
    return mien_file_is_picture_name (entry->d_name) ? ENTRY_FILE : ENTRY_OTHER;
  return S_ISDIR (info.st_mode) ? ENTRY_FOLDER : S_ISREG (info.st_mode) ? ENTRY_FILE : ENTRY_OTHER;
}

static void
report_progress (const Walk *walk)
{
  if (walk->import->progress != NULL)
    walk->import->progress ("Looking for faces", -1.0, walk->import->progress_data);
}

/* The names in one folder: files are taken, those of folders returned. */
static GPtrArray *
read_folder (Walk *walk, const char *path, const char *folder)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  DIR *dir = opendir (path);
  const struct dirent *entry;

  if (dir == NULL) {
    g_autofree char *what = g_strdup_printf (
        "The folder cannot be read (%s); give yourself the right to read it", g_strerror (errno));

    tell (walk, *folder != '\0' ? folder : path, what);
    return folders;
  }
  while ((entry = readdir (dir)) != NULL) {
    if (entry->d_name[0] == '.' || g_str_equal (entry->d_name, "__MACOSX"))
      continue;

    EntryKind kind = entry_kind (path, entry);

    if (kind == ENTRY_FOLDER)
      g_ptr_array_add (folders, g_strdup (entry->d_name));
    else if (kind == ENTRY_FILE)
      take_file (walk, folder, entry->d_name);
  }
  closedir (dir);
  return folders;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
walk_folder (Walk *walk, const char *folder, int depth)
{
  g_autofree char *path = g_build_filename (mien_files_get_root (walk->scan->files),
                                            *folder != '\0' ? folder : NULL, NULL);

  if (walk->error != NULL || !enter (walk, path, folder) ||
      g_cancellable_set_error_if_cancelled (walk->import->cancellable, &walk->error))
    return;
  if (depth > MAX_DEPTH) {
    tell (walk, folder, "The folder lies too deep and is left out; open a folder nearer to it");
    return;
  }

  g_autoptr (GPtrArray) folders = read_folder (walk, path, folder);

  report_progress (walk);
  g_ptr_array_sort (folders, compare_paths); /* which of two links counts must not be chance */
  for (guint i = 0; i < folders->len; i++) {
    const char *name = g_ptr_array_index (folders, i);
    g_autofree char *below =
        *folder != '\0' ? g_build_filename (folder, name, NULL) : g_strdup (name);

    walk_folder (walk, below, depth + 1);
  }
}

static gboolean
walk_all (MienScan *self, const MienImport *import, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) readable = g_dir_open (mien_files_get_root (self->files), 0, error);
  Walk walk = {.scan = self, .import = import, .seen = seen};

  if (readable == NULL)
    return FALSE;
  walk_folder (&walk, "", 0);
  if (walk.error != NULL)
    g_propagate_error (error, walk.error);
  return walk.error == NULL;
}

static void
take_archive (MienScan *self, const char *const *names)
{
  GPtrArray *problems = mien_files_get_problems (self->files);

  for (guint i = 0; names[i] != NULL; i++) {
    GPtrArray *list = list_for (self, names[i]);

    if (list != NULL)
      g_ptr_array_add (list, g_strdup (names[i]));
  }
  for (guint i = 0; i < problems->len; i++)
    g_ptr_array_add (self->problems, mien_problem_copy (g_ptr_array_index (problems, i)));
}

MienScan *
mien_scan_new (const MienImport *import, MienFiles *files, GError **error)
{
  g_autoptr (MienScan) self = g_new0 (MienScan, 1);

  self->files = mien_files_ref (files);
  self->pictures = g_ptr_array_new_with_free_func (g_free);
  self->spoiled = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_problem_free);
  if (mien_files_is_archive (files))
    take_archive (self, mien_files_get_names (files));
  else if (!walk_all (self, import, error))
    return NULL;
  g_ptr_array_sort (self->pictures, compare_paths);
  g_ptr_array_sort (self->spoiled, compare_paths);
  g_ptr_array_sort (self->texts, compare_paths);
  return g_steal_pointer (&self);
}

void
mien_scan_free (MienScan *self)
{
  if (self == NULL)
    return;
  mien_files_unref (self->files);
  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->spoiled);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/* Passes everything that was noticed on to @builder. */
void
mien_scan_tell (const MienScan *self, MienDatasetBuilder *builder)
{
  for (guint i = 0; i < self->problems->len; i++) {
    const MienProblem *problem = g_ptr_array_index (self->problems, i);

    mien_dataset_builder_tell (builder, problem->path, NULL, problem->what);
  }
  for (guint i = 0; i < self->spoiled->len; i++)
    mien_dataset_builder_tell (
        builder, g_ptr_array_index (self->spoiled, i), NULL,
        "The data set's authors marked this picture as spoiled (.bad) and it is left out; there is "
        "nothing to do");
}
