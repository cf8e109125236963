#include "tests/engine/samples/files.h"

#include <glib/gstdio.h>
#include <string.h>

void
files_set_up (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  files->folder = g_dir_make_tmp ("mien-samples-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  GDir *dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *below = g_build_filename (path, name, NULL);

    remove_all (below);
  }
  if (dir != NULL)
    g_dir_close (dir);
  g_remove (path);
}

void
files_tear_down (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  remove_all (files->folder);
  g_free (files->folder);
}

static char *
make_way (Files *files, const char *name)
{
  char *path = g_build_filename (files->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  return path;
}

void
files_write (Files *files, const char *name, const char *bytes, gssize len)
{
  g_autofree char *path = make_way (files, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, len, &error);
  g_assert_no_error (error);
}

static guint8
ramp (int x, int y, guint8 level)
{
  return (guint8) (level + 2 * x + 3 * y);
}

static void
write_pgm (Files *files, const char *name, int width, int height, guint8 level)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "P5\n%d %d\n255\n", width, height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      g_string_append_c (text, (char) ramp (x, y, level));
  files_write (files, name, text->str, (gssize) text->len);
}

void
files_write_picture (Files *files, const char *name, int width, int height, guint8 level)
{
  if (g_str_has_suffix (name, ".pgm")) {
    write_pgm (files, name, width, height, level);
    return;
  }

  g_autofree char *path = make_way (files, name);
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GError) error = NULL;
  guchar *pixels = gdk_pixbuf_get_pixels (picture);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      memset (pixels + y * gdk_pixbuf_get_rowstride (picture) + 3 * x, ramp (x, y, level), 3);
  gdk_pixbuf_save (picture, path, g_str_has_suffix (name, ".png") ? "png" : "jpeg", &error, NULL);
  g_assert_no_error (error);
}

void
files_cut (Files *files, const char *name, gsize len)
{
  g_autofree char *path = g_build_filename (files->folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize whole = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &whole, NULL));
  g_assert_cmpuint (len, <, whole);
  files_write (files, name, bytes, (gssize) len);
}

static MienDataset *
open_path (Files *files, const char *name, const char *layout, GError **error)
{
  g_autofree char *path = g_build_filename (files->folder, name, NULL);
  MienImport import = {.location = path, .layout = layout};

  return mien_import_open (&import, error);
}

MienDataset *
files_open (Files *files, const char *name, const char *layout)
{
  g_autoptr (GError) error = NULL;
  MienDataset *dataset = open_path (files, name, layout, &error);

  g_assert_no_error (error);
  return dataset;
}

char *
files_open_fails (Files *files, const char *name, const char *layout, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_path (files, name, layout, &error));
  g_assert_true (g_error_matches (error, domain, code));
  return g_strdup (error->message);
}

const MienProblem *
find_problem (MienDataset *dataset, const char *part_of_what)
{
  GPtrArray *problems = mien_dataset_get_problems (dataset);

  for (guint i = 0; i < problems->len; i++) {
    const MienProblem *problem = g_ptr_array_index (problems, i);

    if (strstr (problem->what, part_of_what) != NULL)
      return problem;
  }
  return NULL;
}

void
assert_label (MienDataset *dataset, const char *id, const char *column, const char *label)
{
  int sample = mien_dataset_find (dataset, id);
  const MienColumn *found = mien_dataset_get_column (dataset, column);

  g_assert_cmpint (sample, >=, 0);
  g_assert_nonnull (found);

  g_autofree char *text = mien_column_format (found, (guint) sample);

  g_assert_cmpstr (text, ==, label);
}

void
assert_names (MienDataset *dataset, const char *column, const char *names)
{
  const MienColumn *found = mien_dataset_get_column (dataset, column);

  g_assert_nonnull (found);

  g_autofree char *text = g_strjoinv (" ", found->names);

  g_assert_cmpstr (text, ==, names);
}
