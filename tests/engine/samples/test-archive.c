#include "engine/core/error.h"
#include "engine/samples/files/files.h"
#include "engine/samples/files/pack.h"
#include "tests/engine/samples/files.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  struct archive *writer;
  char *path;
} Packing;

static Packing
begin (Files *files, const char *name)
{
  Packing packing = {archive_write_new (), g_build_filename (files->folder, name, NULL)};

  if (g_str_has_suffix (name, ".zip"))
    archive_write_set_format_zip (packing.writer);
  else
    archive_write_set_format_pax_restricted (packing.writer);
  if (g_str_has_suffix (name, "gz"))
    archive_write_add_filter_gzip (packing.writer);
  g_assert_cmpint (archive_write_open_filename (packing.writer, packing.path), ==, ARCHIVE_OK);
  return packing;
}

static void
add (Packing *packing, const char *name, const void *bytes, gsize len)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) len);
  g_assert_cmpint (archive_write_header (packing->writer, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (packing->writer, bytes, len), ==, (la_ssize_t) len);
  archive_entry_free (entry);
}

static void
add_face (Packing *packing, const char *name)
{
  add (packing, name, "P5\n2 2\n255\n\x01\x02\x03\x04", 15);
}

static void
end (Packing *packing)
{
  g_assert_cmpint (archive_write_free (packing->writer), ==, ARCHIVE_OK);
  g_free (packing->path);
}

static void
check_faces (Files *files, const char *name)
{
  Packing packing = begin (files, name);
  g_autoptr (MienDataset) dataset = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;

  add (&packing, "readme.pdf", "no face", 7);
  add_face (&packing, "faces/sad/b.pgm");
  add_face (&packing, "faces/happy/a.pgm");
  end (&packing);

  dataset = files_open (files, name, NULL);
  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "folder");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, "faces/happy/a.pgm", "expression", "happy");
  picture = mien_dataset_load (dataset, 0, NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 2);
}

static void
test_zips_and_tars_open_as_folders_do (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  check_faces (files, "faces.zip");
  check_faces (files, "faces.tar");
  check_faces (files, "faces.tar.gz");
}

static void
test_a_table_in_an_archive_names_the_pictures_beside_it (Files *files,
                                                         gconstpointer data G_GNUC_UNUSED)
{
  const char *table = "path,expression\nx.pgm,fear\nmissing.pgm,fear\n";
  Packing packing = begin (files, "faces.zip");
  g_autoptr (MienDataset) dataset = NULL;

  add (&packing, "inside/labels.csv", table, strlen (table));
  add_face (&packing, "inside/x.pgm");
  end (&packing);

  dataset = files_open (files, "faces.zip", NULL);
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 1);
  assert_label (dataset, "inside/x.pgm", "expression", "fear");
  g_assert_nonnull (find_problem (dataset, "is not there"));
}

static void
test_an_entry_that_leads_out_is_told_and_nothing_is_written_there (Files *files,
                                                                   gconstpointer data G_GNUC_UNUSED)
{
  Packing packing = begin (files, "faces.tar");
  g_autofree char *outside = g_build_filename (files->folder, "out.pgm", NULL);
  g_autoptr (MienDataset) dataset = NULL;

  add_face (&packing, "sad/a.pgm");
  add_face (&packing, "sad/../../out.pgm");
  add_face (&packing, outside);
  end (&packing);

  dataset = files_open (files, "faces.tar", NULL);
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 1);
  g_assert_nonnull (find_problem (dataset, "leads out of the archive"));
  g_assert_false (g_file_test (outside, G_FILE_TEST_EXISTS));
}

static void
test_names_that_no_file_has_are_told (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  Packing packing = begin (files, "faces.tar");
  g_autofree char *endless = g_strnfill (5000, 'a');
  g_autofree char *longest = g_strconcat ("sad/", endless, ".pgm", NULL);
  g_autoptr (MienDataset) dataset = NULL;

  add_face (&packing, "sad/a.pgm");
  add_face (&packing, "sad/b\nc.pgm");
  add_face (&packing, longest);
  end (&packing);

  dataset = files_open (files, "faces.tar", NULL);
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 1);
  g_assert_nonnull (strstr (find_problem (dataset, "rename it")->what, "2 times"));
}

static void
test_what_stands_before_the_cut_is_used (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  Packing packing = begin (files, "faces.tar");
  g_autoptr (MienDataset) dataset = NULL;

  for (int i = 0; i < 40; i++) {
    g_autofree char *name = g_strdup_printf ("%s/%02d.pgm", i % 2 ? "sad" : "fear", i);

    add_face (&packing, name);
  }
  end (&packing);
  files_cut (files, "faces.tar", 20 * 1024 + 512);

  dataset = files_open (files, "faces.tar", NULL);
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 20);
  g_assert_nonnull (find_problem (dataset, "breaks off"));
}

static void
test_a_bomb_is_not_unpacked (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  Packing packing = begin (files, "bomb.tar.gz");
  g_autofree char *zeros = g_malloc0 (1 << 20);
  struct archive_entry *entry = archive_entry_new ();
  g_autofree char *message = NULL;

  archive_entry_set_pathname (entry, "sad/huge.pgm");
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, (la_int64_t) 300 << 20);
  g_assert_cmpint (archive_write_header (packing.writer, entry), ==, ARCHIVE_OK);
  for (int i = 0; i < 300; i++)
    g_assert_cmpint (archive_write_data (packing.writer, zeros, 1 << 20), ==, 1 << 20);
  archive_entry_free (entry);
  end (&packing);

  message = files_open_fails (files, "bomb.tar.gz", NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (message, "bomb.tar.gz"));
  g_assert_nonnull (strstr (message, "fill the disk"));
}

static void
test_what_is_no_archive_is_refused_by_name (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *message = NULL;

  files_write (files, "faces.zip", "this is no zip", -1);
  message = files_open_fails (files, "faces.zip", NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (message, "faces.zip"));
  g_assert_nonnull (strstr (message, "zip or a tar"));
}

static void
test_an_archive_that_changed_is_read_again (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  for (int round = 0; round < 2; round++) {
    Packing packing = begin (files, "faces.zip");
    g_autoptr (MienDataset) dataset = NULL;

    add_face (&packing, round == 0 ? "sad/a.pgm" : "fear/a.pgm");
    end (&packing);
    dataset = files_open (files, "faces.zip", NULL);
    assert_names (dataset, "expression", round == 0 ? "sad" : "fear");
  }
}

static void
test_a_torn_pack_is_no_pack (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (files->folder, "a.pack", NULL);
  g_autoptr (MienPackWriter) writer = mien_pack_writer_new (path, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (MienPack) pack = NULL;
  gsize len;

  mien_pack_writer_begin (writer, "x");
  g_assert_true (mien_pack_writer_add (writer, "12345", 5, NULL));
  mien_pack_writer_drop (writer);
  mien_pack_writer_begin (writer, "y");
  g_assert_true (mien_pack_writer_add (writer, "678", 3, NULL));
  g_assert_null (mien_pack_open (path));
  g_assert_true (mien_pack_writer_end (writer, NULL));

  pack = mien_pack_open (path);
  g_assert_false (mien_pack_has (pack, "x"));
  g_autoptr (GBytes) kept = mien_pack_get (pack, "y");
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "678", 3);

  g_assert_true (g_file_get_contents (path, &bytes, &len, NULL));
  for (gsize cut = 0; cut < len; cut++) {
    files_write (files, "cut.pack", bytes, (gssize) cut);
    g_autofree char *cut_path = g_build_filename (files->folder, "cut.pack", NULL);

    g_assert_null (mien_pack_open (cut_path));
  }
  for (gsize at = 3; at < len; at++) { /* the index and what stands behind it */
    bytes[at] ^= 0x40;
    files_write (files, "cut.pack", bytes, (gssize) len);
    g_autofree char *bad_path = g_build_filename (files->folder, "cut.pack", NULL);

    g_assert_null (mien_pack_open (bad_path));
    bytes[at] ^= 0x40;
  }
}

static void
test_leaving_midway_leaves_nothing (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (files->folder, "packs", "a.pack", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  MienPackWriter *writer = mien_pack_writer_new (path, NULL);
  g_autoptr (GDir) dir = NULL;

  mien_pack_writer_begin (writer, "x");
  g_assert_true (mien_pack_writer_add (writer, "12345", 5, NULL));
  mien_pack_writer_free (writer);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/archive/opens as a folder does", test_zips_and_tars_open_as_folders_do);
  FILES_TEST ("/archive/table", test_a_table_in_an_archive_names_the_pictures_beside_it);
  FILES_TEST ("/archive/names", test_names_that_no_file_has_are_told);
  FILES_TEST ("/archive/leads out",
              test_an_entry_that_leads_out_is_told_and_nothing_is_written_there);
  FILES_TEST ("/archive/cut", test_what_stands_before_the_cut_is_used);
  FILES_TEST ("/archive/bomb", test_a_bomb_is_not_unpacked);
  FILES_TEST ("/archive/no archive", test_what_is_no_archive_is_refused_by_name);
  FILES_TEST ("/archive/changed", test_an_archive_that_changed_is_read_again);
  FILES_TEST ("/archive/torn pack", test_a_torn_pack_is_no_pack);
  FILES_TEST ("/archive/left midway", test_leaving_midway_leaves_nothing);
  return g_test_run ();
}
