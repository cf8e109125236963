#include "engine/samples/drawn/drawn.h"
#include "engine/samples/faces.h"
#include "ui/widgets/augment-sheet.h"

#include <math.h>
#include <string.h>

enum {
  SIZE = 32,
  PIXELS = SIZE * SIZE
};

static void
on_done (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static MienAugmentSheet *
draw (MienDataset *dataset, const MienRecipe *recipe, int epoch, GBytes *prepared)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mien_augment_sheet_draw_async (dataset, recipe, epoch, prepared, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  MienAugmentSheet *sheet = mien_augment_sheet_draw_finish (result, &error);
  g_assert_no_error (error);
  return sheet;
}

static MienRecipe *
make_recipe (void)
{
  MienRecipe *recipe = mien_recipe_new ();

  recipe->preprocessing.size = SIZE;
  recipe->augment = (MienAugment){.flip = TRUE, .rotate = 20, .brightness = 0.2, .noise = 0.1};
  return recipe;
}

/* What the training draws: the same face by the same key, to the grey level. */
static void
test_faces_are_those_that_the_training_draws (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (40, 64, 1);
  g_autoptr (MienRecipe) recipe = make_recipe ();
  g_autoptr (MienAugmentSheet) sheet = draw (dataset, recipe, 3, NULL);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autoptr (MienFaces) faces =
      mien_faces_load (dataset, &recipe->preprocessing, pool, NULL, NULL, NULL, NULL);

  g_assert_cmpuint (sheet->n, ==, MIEN_SHEET_FACES);
  for (guint i = 0; i < sheet->n; i++) {
    const MienSheetFace *face = &sheet->faces[i];
    guint32 shown[PIXELS];
    float x[PIXELS];

    gboolean mirrored = mien_augment_draw (
        &recipe->augment, mien_rng_keyed (recipe->seed, MIEN_STREAM_AUGMENT, 3, face->sample),
        mien_faces_get (faces, face->sample), 1, SIZE, x);
    g_assert_cmpint (mirrored, ==, face->mirrored);
    gdk_texture_download (face->texture, (guchar *) shown, SIZE * 4);
    for (int p = 0; p < PIXELS; p++)
      g_assert_cmpfloat (fabsf (x[p] - (float) (shown[p] & 255)), <, 0.51f);
    g_assert_true (i == 0 || face->sample > sheet->faces[i - 1].sample);
  }
}

static void
test_marks_and_partners_are_told (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (40, 64, 1);
  g_autoptr (MienRecipe) recipe = make_recipe ();
  guint n_mixed = 0;

  recipe->augment.mixup = 0.5;
  g_autoptr (MienAugmentSheet) sheet = draw (dataset, recipe, 1, NULL);
  g_autoptr (MienAugmentSheet) again = draw (dataset, recipe, 1, sheet->prepared);
  for (guint i = 0; i < sheet->n; i++) {
    const MienSheetFace *face = &sheet->faces[i];
    const MienColumn *marks = mien_dataset_get_column (dataset, "landmarks");

    g_assert_cmpuint (2 * face->n_points, ==, (guint) marks->width);
    g_assert_cmpint (memcmp (face->points, marks->values + face->sample * (guint) marks->width,
                             (gsize) marks->width * sizeof (float)),
                     !=, 0);
    g_assert_cmpmem (face->points, (gsize) marks->width * sizeof (float), again->faces[i].points,
                     (gsize) marks->width * sizeof (float));
    n_mixed += face->partner != i;
  }
  g_assert_true (again->prepared == sheet->prepared);
  g_assert_cmpuint (n_mixed, >, 0);
}

/* Fewer faces than there is room for, one of which is left out. */
static void
test_faces_that_are_left_out_are_not_shown (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (5, 64, 1);
  g_autoptr (MienRecipe) recipe = make_recipe ();
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);

  g_ptr_array_add (corrections,
                   mien_correction_new (mien_dataset_get_id (dataset, 2), "", "exclude", ""));
  g_autoptr (MienDataset) corrected = mien_dataset_correct (dataset, corrections, NULL);
  g_autoptr (MienAugmentSheet) sheet = draw (corrected, recipe, 1, NULL);
  g_assert_cmpuint (sheet->n, ==, 4);
  for (guint i = 0; i < sheet->n; i++)
    g_assert_cmpuint (sheet->faces[i].sample, ==, i < 2 ? i : i + 1);
}

int
main (int argc, char **argv)
{
  gtk_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/augment-sheet/training", test_faces_are_those_that_the_training_draws);
  g_test_add_func ("/augment-sheet/marks", test_marks_and_partners_are_told);
  g_test_add_func ("/augment-sheet/excluded", test_faces_that_are_left_out_are_not_shown);
  return g_test_run ();
}
