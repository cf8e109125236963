#include "tests/ui/page-test.h"
#include "ui/pages/design-page.h"

#include <string.h>

typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
} Fixture;

static void
unfold (Fixture *fixture, const char *name)
{
  GtkWidget *expander = page_test_get (fixture->window, name);

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  page_test_open (fixture->workbench, "built-in:60");
  fixture->window = page_test_window (mien_design_page_new (fixture->workbench));
  unfold (fixture, "Augmentation in detail");
  unfold (fixture, "Unequal classes");
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
}

static double
number (Fixture *fixture, const char *name)
{
  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (page_test_get (fixture->window, name)));
}

static const char *
chosen (Fixture *fixture, const char *name)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (page_test_get (fixture->window, name));

  return gtk_string_object_get_string (gtk_drop_down_get_selected_item (drop_down));
}

static guint
count_choices (Fixture *fixture, const char *name)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (page_test_get (fixture->window, name));

  return g_list_model_get_n_items (gtk_drop_down_get_model (drop_down));
}

static void
test_a_preset_fills_its_parts (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_choose (fixture->window, "Augmentation", "strong");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (page_test_get (fixture->window, "Mirror"))));
  g_assert_cmpfloat (number (fixture, "Shift"), ==, 0.12);
  g_assert_cmpfloat (number (fixture, "Rotate"), ==, 20.0);
  g_assert_cmpfloat (number (fixture, "Scale"), ==, 0.15);
  g_assert_cmpfloat (number (fixture, "Brightness and contrast"), ==, 0.35);
  g_assert_cmpfloat (number (fixture, "Noise"), ==, 0.05);
  g_assert_cmpfloat (number (fixture, "Erase"), ==, 0.4);
  g_assert_cmpfloat (number (fixture, "Mix faces"), ==, 0.0);
  page_test_choose (fixture->window, "Augmentation", "none");
  g_assert_cmpfloat (number (fixture, "Rotate"), ==, 0.0);
  g_assert_nonnull (page_test_find_text (fixture->window, "nothing is changed"));
}

static void
test_a_part_that_is_changed_makes_it_ones_own (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienAugment *augment = &mien_workbench_get_recipe (fixture->workbench)->augment;

  g_assert_cmpstr (chosen (fixture, "Augmentation"), ==, "light");
  page_test_type (fixture->window, "Shift", "0.2");
  page_test_type (fixture->window, "Rotate", "15");
  page_test_type (fixture->window, "Scale", "0.1");
  page_test_type (fixture->window, "Brightness and contrast", "0.3");
  page_test_type (fixture->window, "Noise", "0.02");
  page_test_type (fixture->window, "Erase", "0.25");
  page_test_type (fixture->window, "Mix faces", "0.4");
  gtk_switch_set_active (GTK_SWITCH (page_test_get (fixture->window, "Mirror")), FALSE);
  g_assert_false (augment->flip);
  g_assert_cmpfloat (augment->shift, ==, 0.2);
  g_assert_cmpfloat (augment->rotate, ==, 15.0);
  g_assert_cmpfloat (augment->scale, ==, 0.1);
  g_assert_cmpfloat (augment->brightness, ==, 0.3);
  g_assert_cmpfloat (augment->noise, ==, 0.02);
  g_assert_cmpfloat (augment->erase, ==, 0.25);
  g_assert_cmpfloat (augment->mixup, ==, 0.4);
  g_assert_cmpstr (chosen (fixture, "Augmentation"), ==, "Own");

  page_test_choose (fixture->window, "Augmentation", "light");
  g_assert_true (augment->flip);
  g_assert_cmpfloat (augment->mixup, ==, 0.0);
  g_assert_cmpuint (count_choices (fixture, "Augmentation"), ==, 4);
}

static gboolean
preview_says (Fixture *fixture, const char *words)
{
  GtkWidget *preview = page_test_get (fixture->window, "Augmentation preview");
  g_autofree char *described = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (preview), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "another text");

  return described != NULL && strstr (described, words) != NULL;
}

static gboolean
has_drawn (gpointer data)
{
  return preview_says (data, "8 faces as epoch 1 would show them");
}

static gboolean
has_drawn_again (gpointer data)
{
  return preview_says (data, "8 faces as epoch 2 would show them");
}

static gboolean
has_mixed (gpointer data)
{
  return preview_says (data, " 0 mirrored, ") && !preview_says (data, " 0 mixed");
}

static void
test_the_preview_follows_the_parts (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_wait (has_drawn, fixture);
  g_assert_true (preview_says (fixture, " 0 mixed"));
  gtk_widget_activate (page_test_get (fixture->window, "Draw Again"));
  page_test_wait (has_drawn_again, fixture);
  gtk_switch_set_active (GTK_SWITCH (page_test_get (fixture->window, "Mirror")), FALSE);
  page_test_type (fixture->window, "Mix faces", "1");
  page_test_wait (has_mixed, fixture);
}

static MienRecipeTask *
get_task (Fixture *fixture, const char *column)
{
  return mien_recipe_find_task (mien_workbench_get_recipe (fixture->workbench), column);
}

static void
use (Fixture *fixture, const char *name, gboolean on)
{
  gtk_switch_set_active (GTK_SWITCH (page_test_get (fixture->window, name)), on);
}

static void
test_every_task_of_classes_has_its_weights (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_null (page_test_find (fixture->window, "Class weights of person"));
  use (fixture, "Use task person", TRUE);
  use (fixture, "Use task action_units", TRUE);
  page_test_choose (fixture->window, "Class weights of person", "effective");
  page_test_choose (fixture->window, "Class weights of expression", "inverse");
  g_assert_cmpint (get_task (fixture, "person")->class_weights, ==, MIEN_CLASS_WEIGHTS_EFFECTIVE);
  g_assert_cmpint (get_task (fixture, "expression")->class_weights, ==, MIEN_CLASS_WEIGHTS_INVERSE);
  g_assert_null (page_test_find (fixture->window, "Class weights of action_units"));
  g_assert_nonnull (page_test_find_text (
      fixture->window, "shuffled, expression weighted: inverse, person weighted: effective"));
  use (fixture, "Use task person", FALSE);
  g_assert_null (page_test_find (fixture->window, "Class weights of person"));
  g_assert_cmpstr (chosen (fixture, "Class weights of expression"), ==, "inverse");
}

static void
test_sampling_needs_classes_to_balance (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  page_test_choose (fixture->window, "Sampling", "balanced");
  g_assert_cmpint (recipe->sampling, ==, MIEN_SAMPLING_BALANCED);
  use (fixture, "Use task valence", TRUE);
  page_test_choose (fixture->window, "Role of valence", "Main");
  g_assert_nonnull (page_test_find_words (fixture->window, "Balanced sampling shows classes"));
  g_assert_false (gtk_widget_is_sensitive (page_test_get (fixture->window, "Start Training")));
  page_test_choose (fixture->window, "Sampling", "shuffled");
  g_assert_true (gtk_widget_is_sensitive (page_test_get (fixture->window, "Start Training")));
  g_assert_true (
      gtk_widget_get_sensitive (page_test_get (fixture->window, "Sampling"))); /* by task */
  use (fixture, "Use task expression", FALSE);
  g_assert_false (gtk_widget_get_sensitive (page_test_get (fixture->window, "Sampling")));
}

int
main (int argc, char **argv)
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add ("/augment-rows/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("preset", test_a_preset_fills_its_parts);
  TEST ("own", test_a_part_that_is_changed_makes_it_ones_own);
  TEST ("preview", test_the_preview_follows_the_parts);
  TEST ("weights", test_every_task_of_classes_has_its_weights);
  TEST ("sampling", test_sampling_needs_classes_to_balance);
  return g_test_run ();
}
