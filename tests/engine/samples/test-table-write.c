#include "engine/samples/data/table-write.h"
#include "engine/samples/drawn/drawn.h"
#include "tests/engine/samples/files.h"

#include <string.h>

/* (transfer full): the faces in the folder, with one label corrected and one face left out */
static MienDataset *
open_corrected (Files *files)
{
  g_autoptr (MienDataset) dataset = files_open (files, "labels.csv", NULL);
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) (void (*) (void)) mien_correction_free);
  g_autoptr (GError) error = NULL;
  MienDataset *corrected;

  g_ptr_array_add (corrections, mien_correction_new ("faces/00002.png", "glasses", "", ""));
  g_ptr_array_add (corrections, mien_correction_new ("faces/00005.png", "", "exclude", ""));
  corrected = mien_dataset_correct (dataset, corrections, &error);
  g_assert_no_error (error);
  return corrected;
}

static void
test_what_is_written_is_read_again (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (files->folder, "again.csv", NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (mien_drawn_write (files->folder, 12, 40, 3, NULL, &error));

  g_autoptr (MienDataset) corrected = open_corrected (files);

  g_assert_true (mien_table_write (corrected, path, 0, NULL, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 11);

  g_autoptr (MienDataset) again = files_open (files, "again.csv", NULL);
  const MienColumn *before = mien_dataset_get_column (corrected, "landmarks");
  const MienColumn *after = mien_dataset_get_column (again, "landmarks");

  g_assert_cmpuint (mien_dataset_get_n_samples (again), ==, 11);
  g_assert_cmpint (mien_dataset_find (again, "faces/00005.png"), ==, -1);
  assert_label (again, "faces/00002.png", "glasses", "");
  g_assert_cmpint (after->width, ==, before->width);
  for (int i = 0; i < 3 * after->width; i++)
    g_assert_cmpfloat_with_epsilon ((double) after->values[i], (double) before->values[i], 1e-3);
}

static void
test_official_parts_are_written (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (files->folder, "again.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  files_write_picture (files, "train/joy/a.png", 8, 8, 10);
  files_write_picture (files, "train/fear/b.png", 8, 8, 20);
  files_write_picture (files, "test/joy/c.png", 8, 8, 30);
  files_write_picture (files, "test/fear/d.png", 8, 8, 40);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_true (mien_table_write (dataset, path, 0, NULL, NULL, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "path,expression,split\n"));
  g_assert_nonnull (strstr (text, "test/joy/c.png,joy,test\n"));
}

static void
test_stopping_leaves_no_file (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (files->folder, "again.csv", NULL);
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (4, 32, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (mien_table_write (dataset, path, 32, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/table-write/again", test_what_is_written_is_read_again);
  FILES_TEST ("/table-write/parts", test_official_parts_are_written);
  FILES_TEST ("/table-write/stopped", test_stopping_leaves_no_file);
  return g_test_run ();
}
