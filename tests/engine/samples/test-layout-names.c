/* What holds for every layout that is told by names: when one is recognised, archives, counts. */
#include "engine/core/error.h"
#include "tests/engine/samples/named.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_a_persons_folders_stay_what_they_are (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("anger/IMG_0001.jpg", "anger/1_0_2.jpg", "happy/AF01.jpg",
                             "happy/S010_1.png", "happy/take1.png", "sad/KA.1.jpg"));

  g_autoptr (MienDataset) dataset = named_open (files, "folder", 6);

  assert_names (dataset, "expression", "anger happy sad");
  g_assert_null (mien_dataset_get_column (dataset, "person"));
}

/* Of what somebody put together, nothing is to be lost. */
static void
test_a_published_set_mixed_into_ones_own_is_a_folder_per_class (Files *files,
                                                                gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("anger/S010_004_00000017.png", "anger/S010_004_00000018.png",
                             "anger/S010_004_00000019.png", "happy/KA.HA1.29.jpg", "happy/mine.jpg",
                             "happy/Training_10019449.jpg"));

  g_autoptr (MienDataset) dataset = named_open (files, "folder", 6);

  assert_names (dataset, "expression", "anger happy");
}

static void
test_folders_that_are_no_expressions_are_not_ck48 (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("3/S010_004_00000017.png", "3/S010_004_00000018.png",
                             "4/Training_10019449.png", "4/Training_10019450.png"));

  g_autoptr (MienDataset) dataset = named_open (files, "folder", 4);

  assert_names (dataset, "class", "3 4");
}

static void
test_a_name_may_be_told_that_is_not_recognised (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  named_write (files, NAMES ("a.png", "anger/S010_004_00000017.png", "b.png", "c.png"));

  g_autoptr (MienDataset) dataset = files_open (files, NULL, "ck48");
  g_autofree char *message = files_open_fails (files, NULL, "jaffe", MIEN_ERROR, MIEN_ERROR_FORMAT);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 1);
  assert_told (dataset, "does not fit", 3, "a.png");
  g_assert_nonnull (strstr (message, "KA.AN1.39.tiff"));
}

static void
check_packed (Files *files, const char *ending)
{
  g_autofree char *path = NULL;
  g_autoptr (MienDataset) dataset = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;
  MienImport import = {0};
  g_autoptr (GError) error = NULL;

  named_write (files,
               NAMES ("KDEF/AF01/AF01AFFL.JPG", "KDEF/AF01/AF01ANS.JPG", "KDEF/BM35/BM35SAFL.JPG"));
  path = named_pack (files, ending);
  import.location = path;
  dataset = mien_import_open (&import, &error);
  g_remove (path);
  g_assert_no_error (error);
  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "kdef");
  assert_label (dataset, "KDEF/BM35/BM35SAFL.JPG", "person", "M35");
  picture = mien_dataset_load (dataset, 2, &error);
  g_assert_no_error (error);
  g_assert_nonnull (picture);
}

static void
test_a_zip_opens_as_the_folder_does (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  check_packed (files, ".zip");
}

static void
test_a_tar_opens_as_the_folder_does (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  check_packed (files, ".tar");
}

/* @n pictures as JAFFE would name them. */
static void
write_jaffe (Files *files, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("jaffe/KA.HA1.%u.jpg", i);

    files_write (files, name, "", 0); /* names are all that is looked at */
  }
}

static void
test_a_copy_that_is_nearly_whole_is_counted (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_jaffe (files, 210);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_nonnull (find_problem (dataset, "JAFFE was published with 213 pictures, and here are "
                                           "210"));
}

static void
test_a_whole_copy_and_a_small_part_are_no_problem (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienDataset) part = NULL, whole = NULL;

  write_jaffe (files, 50);
  part = files_open (files, NULL, NULL);
  write_jaffe (files, 213);
  whole = files_open (files, NULL, NULL);
  g_assert_cmpuint (mien_dataset_get_problems (part)->len, ==, 0);
  g_assert_cmpuint (mien_dataset_get_problems (whole)->len, ==, 0);
}

static void
test_a_column_s_type_can_be_overruled (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  MienImport import = {.location = files->folder, .types = types};
  g_autoptr (MienDataset) dataset = NULL;

  named_write (files, NAMES ("7_1_1_20170104215715094.jpg", "30_0_1_20170104215715094.jpg"));
  g_hash_table_insert (types, (gpointer) "age", GINT_TO_POINTER (MIEN_KIND_CLASS));
  dataset = mien_import_open (&import, NULL);
  assert_names (dataset, "age", "7 30");
}

static void
test_every_layout_has_a_title (void)
{
  const char *const *names = mien_import_layouts ();

  g_assert_cmpstr (names[0], ==, "auto");
  for (guint i = 1; names[i] != NULL; i++)
    g_assert_nonnull (mien_import_layout_title (names[i]));
  g_assert_cmpstr (mien_import_layout_title ("oulu-casia"), ==, "Oulu-CASIA");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout-names/own-folders", test_a_persons_folders_stay_what_they_are);
  FILES_TEST ("/layout-names/mixed",
              test_a_published_set_mixed_into_ones_own_is_a_folder_per_class);
  FILES_TEST ("/layout-names/not-ck48", test_folders_that_are_no_expressions_are_not_ck48);
  FILES_TEST ("/layout-names/by-name", test_a_name_may_be_told_that_is_not_recognised);
  FILES_TEST ("/layout-names/zip", test_a_zip_opens_as_the_folder_does);
  FILES_TEST ("/layout-names/tar", test_a_tar_opens_as_the_folder_does);
  FILES_TEST ("/layout-names/count", test_a_copy_that_is_nearly_whole_is_counted);
  FILES_TEST ("/layout-names/no-nagging", test_a_whole_copy_and_a_small_part_are_no_problem);
  FILES_TEST ("/layout-names/types", test_a_column_s_type_can_be_overruled);
  g_test_add_func ("/layout-names/titles", test_every_layout_has_a_title);
  return g_test_run ();
}
