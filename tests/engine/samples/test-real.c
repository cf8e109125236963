/* The published data sets that the project is tried on; skipped where they are not there. */
#include "engine/samples/doubts.h"
#include "engine/samples/layouts/import.h"
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

static GPtrArray *
look_at_pictures (MienDataset *dataset)
{
  g_autoptr (MienPool) pool = mien_pool_new (2);
  MienPreprocessing grey = {.size = 48, .channels = 1};
  g_autoptr (MienFaces) faces = mien_faces_load (dataset, &grey, pool, NULL, NULL, NULL, NULL);
  g_autoptr (MienLikeness) likeness = mien_likeness_find (faces, pool, NULL, NULL, NULL, NULL);

  return mien_doubts_about_pictures (&(MienDoubtSettings){.dataset = dataset}, faces->problems,
                                     likeness);
}

/* Its folder and its table were read by different people; its pictures are all different. */
static void
test_diffusionfer_has_two_opinions (void)
{
  g_autoptr (MienDataset) dataset = open_real ("diffusionfer");

  if (dataset == NULL)
    return;

  g_autoptr (GPtrArray) labels =
      mien_doubts_about_labels (&(MienDoubtSettings){.dataset = dataset});
  g_autoptr (GPtrArray) pictures = look_at_pictures (dataset);
  const MienProblem *problem = g_ptr_array_index (labels, 0);

  g_assert_cmpstr (problem->path, ==, "expression, expression_csv");
  g_assert_nonnull (strstr (problem->what, "surprise/angry 40"));
  g_assert_cmpuint (problem->samples->len, ==, 194);
  g_assert_cmpuint (labels->len, ==, 2); /* the other is that the second is mostly missing */
  g_assert_cmpuint (pictures->len, ==, 0);
}

/* One woman, asked for another expression four times, did not stir. */
static void
test_cmu_faces_hardly_differ_where_nobody_stirred (void)
{
  g_autoptr (MienDataset) dataset = open_real ("cmu_faces");

  if (dataset == NULL)
    return;

  g_autoptr (GPtrArray) pictures = look_at_pictures (dataset);
  const MienProblem *problem = g_ptr_array_index (pictures, 0);

  g_assert_nonnull (strstr (problem->what, "different labels in “expression”"));
  g_assert_cmpuint (problem->samples->len, ==, 8);
  for (guint k = 0; k < problem->samples->len; k++)
    g_assert_nonnull (
        strstr (mien_dataset_get_id (dataset, g_array_index (problem->samples, guint, k)), "ch4f"));
  g_assert_cmpuint (pictures->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/real/cmu", test_cmu_faces_are_recognised);
  g_test_add_func ("/real/cmu-top-value", test_cmu_faces_are_scaled_by_their_top_value);
  g_test_add_func ("/real/diffusionfer", test_diffusionfer_is_recognised);
  g_test_add_func ("/real/diffusionfer-doubts", test_diffusionfer_has_two_opinions);
  g_test_add_func ("/real/cmu-doubts", test_cmu_faces_hardly_differ_where_nobody_stirred);
  return g_test_run ();
}
