#include "engine/samples/faces.h"
#include "tests/ui/page-test.h"
#include "ui/widgets/prepare-rows.h"

#include <string.h>

static void
set_up (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_set_up (fixture, "built-in:60", mien_prepare_rows_new);
}

static const MienPreprocessing *
get_settings (PageFixture *fixture)
{
  return &mien_workbench_get_recipe (fixture->workbench)->preprocessing;
}

static void
test_every_row_changes_the_recipe (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_choose (fixture->window, "Crop", "eyes");
  page_test_type (fixture->window, "Size", "64");
  page_test_choose (fixture->window, "Colour", "colour");
  page_test_choose (fixture->window, "Equalise", "clahe");
  page_test_choose (fixture->window, "Standardise", "dataset");
  g_assert_cmpint (get_settings (fixture)->crop, ==, MIEN_CROP_EYES);
  g_assert_cmpint (get_settings (fixture)->size, ==, 64);
  g_assert_cmpint (get_settings (fixture)->channels, ==, 3);
  g_assert_cmpint (get_settings (fixture)->equalise, ==, MIEN_EQUALISE_CLAHE);
  g_assert_cmpint (get_settings (fixture)->standardise, ==, MIEN_STANDARDISE_DATASET);
}

static void
test_rows_follow_the_recipe (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  GtkWidget *equalise = page_test_get (fixture->window, "Equalise");

  recipe->preprocessing.equalise = MIEN_EQUALISE_HISTOGRAM;
  recipe->preprocessing.size = 32;
  mien_workbench_recipe_edited (fixture->workbench);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (equalise)), ==, 1);
  g_assert_cmpint (
      gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (page_test_get (fixture->window, "Size"))),
      ==, 32);
}

static GtkPicture *
get_after (PageFixture *fixture, const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s, prepared", id);

  return GTK_PICTURE (page_test_get (fixture->window, name));
}

static gboolean
has_size (gpointer data, int size)
{
  GdkPaintable *paintable = gtk_picture_get_paintable (data);

  return paintable != NULL && gdk_paintable_get_intrinsic_width (paintable) == size;
}

static gboolean
is_48 (gpointer data)
{
  return has_size (data, 48);
}

static gboolean
is_32 (gpointer data)
{
  return has_size (data, 32);
}

/* What is shown is what the engine makes of that very face. */
static void
test_faces_are_shown_as_the_network_sees_them (PageFixture *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  MienPreprocessing preprocessing = {
      .size = 32, .channels = 1, .crop = MIEN_CROP_EYES, .equalise = MIEN_EQUALISE_CLAHE};
  MienDataset *dataset = mien_workbench_get_dataset (fixture->workbench);
  GtkPicture *after = get_after (fixture, "faces/00006.png");
  guint8 right[32 * 32], shown[32 * 32 * 4];

  page_test_wait (is_48, after);
  page_test_choose (fixture->window, "Standardise", "none");
  page_test_choose (fixture->window, "Crop", "eyes");
  page_test_choose (fixture->window, "Equalise", "clahe");
  page_test_type (fixture->window, "Size", "32");
  page_test_wait (is_32, after);
  g_assert_true (mien_faces_prepare_sample (dataset, 5, &preprocessing, right, NULL));
  gdk_texture_download (GDK_TEXTURE (gtk_picture_get_paintable (after)), shown, 32 * 4);
  for (int i = 0; i < 32 * 32; i++)
    for (int c = 0; c < 3; c++)
      g_assert_cmpuint (shown[4 * i + c], ==, right[i]);
}

static void
test_the_strip_says_what_it_shows (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *strip = page_test_get (fixture->window, "Prepared faces");

  page_test_wait (is_48, get_after (fixture, "faces/00006.png"));
  g_assert_true (GTK_IS_ACCESSIBLE (strip));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "48 × 48 pixels, grey, crop none, equalise none, standardise image");
}

static void
add (const char *path, void (*test) (PageFixture *fixture, gconstpointer data))
{
  g_test_add (path, PageFixture, NULL, set_up, test, page_test_tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  add ("/prepare-rows/recipe", test_every_row_changes_the_recipe);
  add ("/prepare-rows/follow", test_rows_follow_the_recipe);
  add ("/prepare-rows/faces", test_faces_are_shown_as_the_network_sees_them);
  add ("/prepare-rows/strip", test_the_strip_says_what_it_shows);
  return g_test_run ();
}
