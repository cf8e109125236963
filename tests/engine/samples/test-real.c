/* The published data sets that the project is tried on; skipped where they are not there. */
#include "engine/samples/import.h"
#include "tests/engine/samples/files.h"

#include <string.h>

/* NULL, with the test marked as skipped, where there is no such data set. */
static MienDataset *
open_real (const char *name)
{
  const char *folder = g_getenv ("MIEN_DATASETS");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : ".", name, NULL);
  MienImport import = {.location = path};
  g_autoptr (GError) error = NULL;
  MienDataset *dataset;

  if (folder == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR)) {
    g_test_skip ("the data set is not there; set MIEN_DATASETS to the folder that holds it");
    return NULL;
  }
  dataset = mien_import_open (&import, &error);
  g_assert_no_error (error);
  return dataset;
}

static void
test_cmu_faces_are_recognised (void)
{
  g_autoptr (MienDataset) dataset = open_real ("cmu_faces");

  if (dataset == NULL)
    return;
  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "cmu");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 624);
  g_assert_cmpuint (g_strv_length (mien_dataset_get_column (dataset, "person")->names), ==, 20);
  assert_names (dataset, "pose", "left right straight up");
  assert_names (dataset, "expression", "angry happy neutral sad");
  assert_names (dataset, "eyes", "open sunglasses");
  g_assert_nonnull (strstr (find_problem (dataset, ".bad")->what, "16 times"));
}

/* The first values of this text file are 21 2 1 0, its top value is 156. */
static void
test_cmu_faces_are_scaled_by_their_top_value (void)
{
  g_autoptr (MienDataset) dataset = open_real ("cmu_faces");
  g_autoptr (GError) error = NULL;

  if (dataset == NULL)
    return;

  int sample = mien_dataset_find (dataset, "faces/an2i/an2i_left_angry_open.pgm");
  g_autoptr (GdkPixbuf) picture = mien_dataset_load (dataset, (guint) sample, &error);
  const guchar *pixels = gdk_pixbuf_read_pixels (picture);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 128);
  g_assert_cmpint (gdk_pixbuf_get_height (picture), ==, 120);
  g_assert_cmpuint (pixels[0], ==, 34);
  g_assert_cmpuint (pixels[3], ==, 3);
  g_assert_cmpuint (pixels[6], ==, 2);
  g_assert_cmpuint (pixels[9], ==, 0);
}

static void
test_diffusionfer_is_recognised (void)
{
  g_autoptr (MienDataset) dataset = open_real ("diffusionfer");

  if (dataset == NULL)
    return;
  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "csv");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 1289);
  assert_names (dataset, "expression", "angry disgust fear happy neutral sad surprise");
  g_assert_cmpint (mien_dataset_get_column (dataset, "valence")->kind, ==, MIEN_KIND_SCALAR);
  g_assert_cmpint (mien_dataset_get_column (dataset, "arousal")->kind, ==, MIEN_KIND_SCALAR);
  g_assert_cmpint (mien_dataset_get_column (dataset, "expression_csv")->kind, ==, MIEN_KIND_CLASS);
  g_assert_cmpuint (mien_column_count_missing (mien_dataset_get_column (dataset, "expression_csv")),
                    ==, 1095);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/real/cmu", test_cmu_faces_are_recognised);
  g_test_add_func ("/real/cmu-top-value", test_cmu_faces_are_scaled_by_their_top_value);
  g_test_add_func ("/real/diffusionfer", test_diffusionfer_is_recognised);
  return g_test_run ();
}
