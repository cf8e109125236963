#include "tests/engine/samples/label-files.h"

#include "engine/samples/drawn/drawn.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define SIDE 24
#define N_FACES 64

void
files_write_face (Files *files, const char *name, guint number)
{
  g_autoptr (MienDataset) faces = mien_drawn_dataset_new (N_FACES, SIDE, 1);
  g_autoptr (GdkPixbuf) face = mien_dataset_load (faces, number % N_FACES, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize len;

  gdk_pixbuf_save_to_buffer (face, &bytes, &len, g_str_has_suffix (name, ".png") ? "png" : "jpeg",
                             &error, NULL);
  g_assert_no_error (error);
  files_write (files, name, bytes, (gssize) len);
}

static void
pack_file (struct archive *writer, const char *path, const char *name)
{
  struct archive_entry *entry = archive_entry_new ();
  g_autofree char *bytes = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (path, &bytes, &len, NULL));
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) len);
  g_assert_cmpint (archive_write_header (writer, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (writer, bytes, len), ==, (la_ssize_t) len);
  archive_entry_free (entry);
}

static void
pack_folder (struct archive *writer, const char *folder, const char *below)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *inside =
        *below != '\0' ? g_build_filename (below, name, NULL) : g_strdup (name);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      pack_folder (writer, path, inside);
    else
      pack_file (writer, path, inside);
  }
}

static void
pack (Files *files, const char *path)
{
  struct archive *writer = archive_write_new ();

  if (g_str_has_suffix (path, ".zip"))
    archive_write_set_format_zip (writer);
  else
    archive_write_set_format_pax_restricted (writer);
  g_assert_cmpint (archive_write_open_filename (writer, path), ==, ARCHIVE_OK);
  pack_folder (writer, files->folder, "");
  g_assert_cmpint (archive_write_free (writer), ==, ARCHIVE_OK);
}

static void
assert_same (MienDataset *a, MienDataset *b)
{
  g_autofree char *print_a = mien_dataset_fingerprint (a);
  g_autofree char *print_b = mien_dataset_fingerprint (b);

  g_assert_cmpstr (mien_dataset_get_layout (a), ==, mien_dataset_get_layout (b));
  g_assert_cmpstr (print_a, ==, print_b);
  g_assert_cmpuint (mien_dataset_get_problems (a)->len, ==, mien_dataset_get_problems (b)->len);
}

void
assert_opens_from_archives (Files *files)
{
  static const char *const names[] = {"set.tar", "set.zip", NULL};
  g_autoptr (MienDataset) folder = files_open (files, NULL, NULL);
  Files elsewhere;

  files_set_up (&elsewhere, NULL);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (elsewhere.folder, names[i], NULL);
    g_autoptr (MienDataset) packed = NULL;
    g_autoptr (GdkPixbuf) picture = NULL;

    pack (files, path);
    packed = files_open (&elsewhere, names[i], NULL);
    assert_same (folder, packed);
    picture = mien_dataset_load (packed, 0, NULL);
    g_assert_nonnull (picture);
  }
  files_tear_down (&elsewhere, NULL);
}

static guint
find_sample (MienDataset *dataset, const char *id)
{
  int sample = mien_dataset_find (dataset, id);

  g_assert_cmpint (sample, >=, 0);
  return (guint) sample;
}

void
assert_part (MienDataset *dataset, const char *id, MienPart part)
{
  g_assert_cmpint (mien_dataset_get_part (dataset, find_sample (dataset, id)), ==, part);
}

void
assert_box (MienDataset *dataset, const char *id, MienBox box)
{
  MienBox found;

  g_assert_true (mien_dataset_get_box (dataset, find_sample (dataset, id), &found));
  g_assert_cmpint (found.x, ==, box.x);
  g_assert_cmpint (found.y, ==, box.y);
  g_assert_cmpint (found.width, ==, box.width);
  g_assert_cmpint (found.height, ==, box.height);
}

void
assert_problem (MienDataset *dataset, const char *part_of_what, const char *path)
{
  const MienProblem *problem = find_problem (dataset, part_of_what);

  g_assert_nonnull (problem);
  g_assert_cmpstr (problem->path, ==, path);
}

void
assert_problem_shows (MienDataset *dataset, const char *part_of_what, const char *id)
{
  const MienProblem *problem = find_problem (dataset, part_of_what);
  guint sample = find_sample (dataset, id);
  gboolean found = FALSE;

  g_assert_nonnull (problem);
  for (guint i = 0; i < problem->samples->len; i++)
    found = found || g_array_index (problem->samples, guint, i) == sample;
  g_assert_true (found);
}

static gboolean
is_about_few_faces (const MienProblem *problem)
{
  return strstr (problem->what, "Only one face") != NULL;
}

/* Small sets always have classes of one face, which is no matter of the layout. */
void
assert_n_problems (MienDataset *dataset, guint n)
{
  GPtrArray *problems = mien_dataset_get_problems (dataset);
  guint found = 0;

  for (guint i = 0; i < problems->len; i++) {
    const MienProblem *problem = g_ptr_array_index (problems, i);

    if (is_about_few_faces (problem))
      continue;
    found++;
    g_test_message ("%s: %s", problem->path, problem->what);
  }
  g_assert_cmpuint (found, ==, n);
}
