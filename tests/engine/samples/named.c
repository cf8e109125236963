#include "tests/engine/samples/named.h"

#include "engine/samples/drawn/drawn.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define SIDE 16

static const char *
type_of (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".png") ? "png" : strstr (lower, ".tif") ? "tiff" : "jpeg";
}

void
named_write (Files *files, const char *const *names)
{
  guint n = g_strv_length ((char **) names);
  g_autoptr (MienDataset) drawn = mien_drawn_dataset_new (n, SIDE, 1);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GdkPixbuf) face = mien_dataset_load (drawn, i, &error);
    g_autofree char *bytes = NULL;
    gsize len = 0;

    g_assert_no_error (error);
    gdk_pixbuf_save_to_buffer (face, &bytes, &len, type_of (names[i]), &error, NULL);
    g_assert_no_error (error);
    files_write (files, names[i], bytes, (gssize) len);
  }
}

static void
pack_file (struct archive *archive, Files *files, const char *name)
{
  g_autofree char *path = g_build_filename (files->folder, name, NULL);
  g_autofree char *bytes = NULL;
  struct archive_entry *entry = archive_entry_new ();
  gsize len = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &len, NULL));
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) len);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, bytes, len), ==, (la_ssize_t) len);
  archive_entry_free (entry);
}

char *
named_pack (Files *files, const char *ending)
{
  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  char *path = g_strconcat (files->folder, ending, NULL);
  struct archive *archive = archive_write_new ();

  if (g_str_equal (ending, ".zip"))
    archive_write_set_format_zip (archive);
  else
    archive_write_set_format_pax_restricted (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (guint i = 0; i < mien_dataset_get_n_samples (dataset); i++)
    pack_file (archive, files, mien_dataset_get_id (dataset, i));
  g_assert_cmpint (archive_write_free (archive), ==, ARCHIVE_OK);
  return path;
}

MienDataset *
named_open (Files *files, const char *layout, guint n_samples)
{
  MienDataset *dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, layout);
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, n_samples);
  for (guint i = 0; i < n_samples; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GdkPixbuf) picture = mien_dataset_load (dataset, i, &error);

    g_assert_no_error (error);
    g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, SIDE);
  }
  return dataset;
}

MienPart
part_of (MienDataset *dataset, const char *id)
{
  int sample = mien_dataset_find (dataset, id);

  g_assert_cmpint (sample, >=, 0);
  return mien_dataset_get_part (dataset, (guint) sample);
}

double
scalar_of (MienDataset *dataset, const char *id, const char *column)
{
  int sample = mien_dataset_find (dataset, id);
  const MienColumn *found = mien_dataset_get_column (dataset, column);

  g_assert_cmpint (sample, >=, 0);
  g_assert_cmpint (found->kind, ==, MIEN_KIND_SCALAR);
  return (double) found->values[sample];
}

void
assert_told (MienDataset *dataset, const char *part, guint count, const char *path)
{
  const MienProblem *problem = find_problem (dataset, part);
  g_autofree char *times = g_strdup_printf ("(%u times: ", count);

  g_assert_nonnull (problem);
  g_assert_cmpstr (problem->path, ==, path);
  g_assert_true (count == 1 || strstr (problem->what, times) != NULL);
}
