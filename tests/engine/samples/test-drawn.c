#include "engine/samples/drawn/drawn.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static void
test_the_data_set_has_every_column_filled (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (MIEN_DRAWN_COUNT, 48, 1);
  const char *const names[] = {"expression", "person", "action_units", "valence",  "arousal",
                               "yaw",        "roll",   "glasses",      "landmarks"};

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, MIEN_DRAWN_COUNT);
  g_assert_cmpuint (mien_dataset_get_columns (dataset)->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    MienColumn *column = mien_dataset_get_column (dataset, names[i]);

    g_assert_nonnull (column);
    g_assert_cmpuint (mien_column_count_missing (column), ==, 0);
  }
}

static void
test_forty_persons_share_the_default_faces_evenly (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (MIEN_DRAWN_COUNT, 48, 1);
  MienColumn *person = mien_dataset_get_column (dataset, "person");
  g_autofree guint *counts = mien_column_count (person);

  g_assert_cmpuint (g_strv_length (person->names), ==, MIEN_DRAWN_PERSONS);
  g_assert_cmpstr (person->names[0], ==, "p01");
  for (guint i = 0; i < MIEN_DRAWN_PERSONS; i++)
    g_assert_cmpuint (counts[i], ==, MIEN_DRAWN_COUNT / MIEN_DRAWN_PERSONS);
}

static void
test_classes_are_balanced (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (700, 48, 3);
  g_autofree guint *counts = mien_column_count (mien_dataset_get_column (dataset, "expression"));

  for (guint i = 0; i < 7; i++)
    g_assert_cmpuint (counts[i], ==, 100);
}

static void
test_pictures_have_the_size_asked_for (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (5, 33, 1);

  for (guint i = 0; i < 5; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GdkPixbuf) picture = mien_dataset_load (dataset, i, &error);

    g_assert_no_error (error);
    g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 33);
    g_assert_cmpint (gdk_pixbuf_get_height (picture), ==, 33);
  }
}

static void
test_fingerprints_follow_the_seed (void)
{
  g_autoptr (MienDataset) first = mien_drawn_dataset_new (50, 48, 1);
  g_autoptr (MienDataset) again = mien_drawn_dataset_new (50, 48, 1);
  g_autoptr (MienDataset) other = mien_drawn_dataset_new (50, 48, 2);
  g_autofree char *a = mien_dataset_fingerprint (first);
  g_autofree char *b = mien_dataset_fingerprint (again);
  g_autofree char *c = mien_dataset_fingerprint (other);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
}

static void
remove_all (const char *folder, guint count)
{
  g_autofree char *faces = g_build_filename (folder, "faces", NULL);
  g_autofree char *table = g_build_filename (folder, "labels.csv", NULL);

  for (guint i = 1; i <= count; i++) {
    g_autofree char *name = g_strdup_printf ("%05u.png", i);
    g_autofree char *path = g_build_filename (faces, name, NULL);

    g_unlink (path);
  }
  g_unlink (table);
  g_rmdir (faces);
  g_rmdir (folder);
}

static void
test_written_faces_are_the_ones_in_memory (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mien-drawn-XXXXXX", NULL);
  g_autofree char *table = g_build_filename (folder, "labels.csv", NULL);
  g_autofree char *path = g_build_filename (folder, "faces", "00003.png", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (8, 40, 7);
  g_autoptr (GdkPixbuf) drawn = mien_dataset_load (dataset, 2, NULL);

  g_assert_true (mien_drawn_write (folder, 8, 40, 7, NULL, &error));
  g_assert_no_error (error);

  g_autoptr (GdkPixbuf) read = gdk_pixbuf_new_from_file (path, &error);

  g_assert_no_error (error);
  for (int y = 0; y < 40; y++)
    g_assert_cmpmem (gdk_pixbuf_get_pixels (read) + y * gdk_pixbuf_get_rowstride (read), 120,
                     gdk_pixbuf_get_pixels (drawn) + y * gdk_pixbuf_get_rowstride (drawn), 120);
  g_assert_true (g_file_get_contents (table, &text, NULL, NULL));

  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) cells = g_strsplit (lines[3], ",", -1);

  g_assert_cmpstr (
      lines[0], ==,
      "path,expression,person,action_units,valence,arousal,yaw,roll,glasses,landmarks");
  g_assert_cmpuint (g_strv_length (lines), ==, 10);
  g_assert_cmpstr (cells[0], ==, "faces/00003.png");

  /* In pixels of the picture that was written */
  float *marks = mien_dataset_get_column (dataset, "landmarks")->values + 2 * 44;

  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (cells[9], NULL), (double) marks[0] * 40, 0.006);
  remove_all (folder, 8);
}

static void
test_stopping_leaves_no_table (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mien-drawn-XXXXXX", NULL);
  g_autofree char *table = g_build_filename (folder, "labels.csv", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (mien_drawn_write (folder, 8, 40, 7, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (table, G_FILE_TEST_EXISTS));
  remove_all (folder, 8);
}

static void
test_a_folder_that_cannot_be_made_is_told (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mien_drawn_write ("/dev/null/faces", 4, 40, 7, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_nonnull (strstr (error->message, "/dev/null/faces"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drawn/columns", test_the_data_set_has_every_column_filled);
  g_test_add_func ("/drawn/persons", test_forty_persons_share_the_default_faces_evenly);
  g_test_add_func ("/drawn/balanced", test_classes_are_balanced);
  g_test_add_func ("/drawn/size", test_pictures_have_the_size_asked_for);
  g_test_add_func ("/drawn/fingerprint", test_fingerprints_follow_the_seed);
  g_test_add_func ("/drawn/written", test_written_faces_are_the_ones_in_memory);
  g_test_add_func ("/drawn/stopped", test_stopping_leaves_no_table);
  g_test_add_func ("/drawn/no-folder", test_a_folder_that_cannot_be_made_is_told);
  return g_test_run ();
}
