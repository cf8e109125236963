#include "engine/training/weighting/weighting.h"
#include "tests/ui/page-test.h"
#include "ui/models/weighting-words.h"
#include "ui/pages/design-page.h"

static void
set_up (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_set_up (fixture, "built-in:60", mien_design_page_new);
}

static const MienRecipe *
get_recipe (PageFixture *fixture)
{
  return mien_workbench_get_recipe (fixture->workbench);
}

static void
use (PageFixture *fixture, const char *task)
{
  g_autofree char *name = g_strdup_printf ("Use task %s", task);

  gtk_switch_set_active (GTK_SWITCH (page_test_get (fixture->window, name)), TRUE);
}

static gboolean
can_start (PageFixture *fixture)
{
  return gtk_widget_is_sensitive (page_test_get (fixture->window, "Start Training"));
}

static void
test_every_method_can_be_chosen_and_is_explained (PageFixture *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  const char *const *methods = mien_weighting_methods ();

  for (guint i = 0; methods[i] != NULL; i++) {
    page_test_choose (fixture->window, "Weighting", mien_weighting_title (methods[i]));
    g_assert_cmpstr (get_recipe (fixture)->weighting, ==, methods[i]);
    g_assert_nonnull (page_test_find_words (fixture->window, mien_weighting_summary (methods[i])));
    g_assert_nonnull (page_test_find_words (fixture->window, mien_weighting_cost (methods[i])));
  }
}

static void
test_every_option_is_a_number_of_the_recipe (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_choose (fixture->window, "Weighting", mien_weighting_title ("gradnorm"));
  page_test_type (fixture->window, mien_weighting_option_label ("gradnorm", "alpha"), "0.75");
  for (guint i = 0; i < mien_weighting_count_options (mien_weighting_find ("gradnorm")); i++) {
    const MienWeightingOption *option = &mien_weighting_find ("gradnorm")->options[i];

    g_assert_nonnull (
        page_test_find (fixture->window, mien_weighting_option_label ("gradnorm", option->name)));
    g_assert_cmpfloat (get_recipe (fixture)->weighting_options[i], ==,
                       g_str_equal (option->name, "alpha") ? 0.75 : option->value);
  }
  page_test_choose (fixture->window, "Weighting", mien_weighting_title ("fixed"));
  g_assert_null (
      page_test_find (fixture->window, mien_weighting_option_label ("gradnorm", "alpha")));
}

static void
test_rows_follow_a_recipe_that_is_set (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  GtkWidget *spin;

  g_assert_true (
      mien_recipe_set (recipe, "weighting", "{\"method\": \"cagrad\", \"c\": 0.2}", NULL));
  mien_workbench_recipe_edited (fixture->workbench);
  spin = page_test_get (fixture->window, mien_weighting_option_label ("cagrad", "c"));
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), ==, 0.2);
  g_assert_nonnull (page_test_find_words (fixture->window, mien_weighting_summary ("cagrad")));
}

static void
test_a_method_that_needs_two_tasks_starts_nothing_with_one (PageFixture *fixture,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  page_test_choose (fixture->window, "Weighting", mien_weighting_title ("pcgrad"));
  g_assert_false (can_start (fixture));
  g_assert_nonnull (page_test_find_words (fixture->window, "needs at least two: switch another"));
  use (fixture, "person");
  page_test_settle (400);
  g_assert_true (can_start (fixture));
  g_assert_null (page_test_find_words (fixture->window, "needs at least two: switch another"));
}

static void
test_weights_that_do_not_count_cannot_be_given (PageFixture *fixture,
                                                gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *weight = page_test_get (fixture->window, "Weight of expression");

  g_assert_true (gtk_widget_get_sensitive (weight));
  page_test_choose (fixture->window, "Weighting", mien_weighting_title ("rlw"));
  g_assert_false (gtk_widget_get_sensitive (weight));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (weight), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "Weights that you give do not count with the weighting Random weights");
  page_test_choose (fixture->window, "Weighting", mien_weighting_title ("fixed"));
  g_assert_true (gtk_widget_get_sensitive (weight));
}

static void
test_no_duration_is_told_that_was_not_measured (PageFixture *fixture,
                                                gconstpointer data G_GNUC_UNUSED)
{
  MienSpeeds *speeds = mien_workbench_get_speeds (fixture->workbench);

  use (fixture, "person");
  mien_speeds_learn (speeds, get_recipe (fixture), 1000.0);
  page_test_settle (400);
  g_assert_nonnull (page_test_find_words (fixture->window, " parameters. A run takes "));
  page_test_choose (fixture->window, "Weighting", mien_weighting_title ("pcgrad"));
  page_test_settle (400);
  g_assert_nonnull (page_test_find_words (fixture->window, "known once one like it has trained."));
  mien_speeds_learn (speeds, get_recipe (fixture), 100.0);
  g_assert_nonnull (page_test_find_words (fixture->window, " parameters. A run takes "));
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
  add ("/weighting-rows/methods", test_every_method_can_be_chosen_and_is_explained);
  add ("/weighting-rows/options", test_every_option_is_a_number_of_the_recipe);
  add ("/weighting-rows/follow", test_rows_follow_a_recipe_that_is_set);
  add ("/weighting-rows/two-tasks", test_a_method_that_needs_two_tasks_starts_nothing_with_one);
  add ("/weighting-rows/heeded", test_weights_that_do_not_count_cannot_be_given);
  add ("/weighting-rows/duration", test_no_duration_is_told_that_was_not_measured);
  return g_test_run ();
}
