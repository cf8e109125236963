/* Labels follow what is done to the pictures. */
#include "engine/study/report/report.h"
#include "engine/study/run-private.h"
#include "tests/engine/study/folder.h"

#include <math.h>
#include <string.h>

/* The mean over the outline of an eye of the drawn faces: 6 to 9 the left one. */
static double
mean_of (const float *points, int first, int axis)
{
  double sum = 0.0;

  for (int i = first; i < first + 4; i++)
    sum += (double) points[2 * i + axis];
  return sum / 4.0;
}

static void
assert_eyes_in_place (const float *points)
{
  g_assert_cmpfloat_with_epsilon (mean_of (points, 6, 0), MIEN_CROP_EYE_X, 1e-3);
  g_assert_cmpfloat_with_epsilon (mean_of (points, 6, 1), MIEN_CROP_EYE_Y, 1e-3);
  g_assert_cmpfloat_with_epsilon (mean_of (points, 10, 0), 1.0 - MIEN_CROP_EYE_X, 1e-3);
  g_assert_cmpfloat_with_epsilon (mean_of (points, 10, 1), MIEN_CROP_EYE_Y, 1e-3);
}

static MienRecipe *
eyes_recipe (void)
{
  MienRecipe *recipe = folder_recipe ();

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "landmarks", MIEN_ROLE_AUXILIARY, 0.5);
  recipe->preprocessing.crop = MIEN_CROP_EYES;
  return recipe;
}

static void
test_landmarks_are_learned_where_the_crop_puts_them (void)
{
  g_autoptr (MienRecipe) recipe = eyes_recipe ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autoptr (MienDataset) dataset = mien_recipe_open_dataset (recipe, NULL, NULL, NULL, &error);
  g_autoptr (MienFaces) faces =
      mien_faces_load (dataset, &recipe->preprocessing, pool, NULL, NULL, NULL, &error);
  g_auto (MienCompiled) run = {0};

  g_assert_no_error (error);
  g_assert_true (mien_compile (&run, recipe, dataset, faces, &error));

  const MienColumn *column = g_array_index (run.settings.tasks, MienTaskSettings, 1).column;
  const MienColumn *original = mien_dataset_get_column (dataset, "landmarks");

  for (guint i = 0; i < column->n_samples; i++)
    assert_eyes_in_place (column->values + (gsize) i * (gsize) column->width);
  g_assert_cmpfloat (fabs (mean_of (original->values, 6, 1) - MIEN_CROP_EYE_Y), >, 0.01);
}

static void
test_landmarks_are_told_where_the_crop_puts_them (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = eyes_recipe ();
  g_autoptr (GError) error = NULL;

  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_no_error (error);

  g_autoptr (MienRun) run = mien_run_open (out, &error);
  g_autoptr (MienPredictions) predictions = mien_run_load_predictions (run, &error);
  g_assert_no_error (error);

  const MienTaskPredictions *landmarks = mien_predictions_find (predictions, "landmarks");
  for (guint i = 0; i < predictions->n; i++)
    assert_eyes_in_place (landmarks->label + (gsize) i * (gsize) landmarks->label_width);

  g_autoptr (MienNetwork) network = mien_run_load_model (run, &error);
  g_assert_cmpint (mien_network_get_preprocessing (network)->crop, ==, MIEN_CROP_EYES);
  folder_remove (folder);
}

/* Four faces of which one has no points: told in run.json and in the report. */
static void
test_a_report_tells_of_faces_without_points (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autofree char *html = g_build_filename (folder, "report.html", NULL);
  g_autoptr (GString) table = g_string_new ("path,expression,landmarks\n");
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 20; i++) {
    g_autofree char *name = g_strdup_printf ("%02d.pgm", i);

    folder_write (folder, name, "P2 4 4 9\n1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7\n");
    g_string_append_printf (table, "%s,%s,%s\n", name, i % 2 ? "sad" : "happy",
                            i == 7 ? "" : "1 1 3 1 2 3");
  }
  folder_write (folder, "faces.csv", table->str);
  g_free (recipe->paths[0]);
  recipe->paths[0] = g_build_filename (folder, "faces.csv", NULL);
  recipe->preprocessing.crop = MIEN_CROP_LANDMARKS;
  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_no_error (error);

  g_autofree char *run = folder_read (out, "run.json");
  g_assert_nonnull (strstr (run, "\"without_points\": 1"));
  g_assert_true (mien_report_write (out, html, NULL, &error));
  g_autofree char *report = folder_read (folder, "report.html");
  g_assert_nonnull (strstr (report, "except for 1 whose points are missing"));
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prepare/targets", test_landmarks_are_learned_where_the_crop_puts_them);
  g_test_add_func ("/prepare/predictions", test_landmarks_are_told_where_the_crop_puts_them);
  g_test_add_func ("/prepare/report", test_a_report_tells_of_faces_without_points);
  return g_test_run ();
}
