#include "tests/ui/page-test.h"
#include "ui/models/draft.h"
#include "ui/pages/design-page.h"

static void
set_up (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_set_up (fixture, "built-in:60", mien_design_page_new);
}

static void
use (PageFixture *fixture, const char *name, gboolean on)
{
  gtk_switch_set_active (GTK_SWITCH (page_test_get (fixture->window, name)), on);
}

static MienRecipeTask *
get_task (PageFixture *fixture, const char *column)
{
  return mien_recipe_find_task (mien_workbench_get_recipe (fixture->workbench), column);
}

static gboolean
can_start (PageFixture *fixture, const char *button)
{
  return gtk_widget_is_sensitive (page_test_get (fixture->window, button));
}

static void
test_a_new_design_learns_the_expression_alone (PageFixture *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  g_assert_cmpuint (recipe->tasks->len, ==, 1);
  g_assert_cmpint (get_task (fixture, "expression")->role, ==, MIEN_ROLE_MAIN);
  g_assert_true (
      gtk_switch_get_active (GTK_SWITCH (page_test_get (fixture->window, "Use task expression"))));
  g_assert_false (
      gtk_switch_get_active (GTK_SWITCH (page_test_get (fixture->window, "Use task person"))));
  g_assert_true (can_start (fixture, "Start Training"));
  g_assert_false (can_start (fixture, "Start Study"));
}

static void
test_a_task_that_is_off_shows_its_weight_insensitive (PageFixture *fixture,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *weight = page_test_get (fixture->window, "Weight of person");

  g_assert_false (gtk_widget_get_sensitive (weight));
  use (fixture, "Use task person", TRUE);
  g_assert_true (gtk_widget_get_sensitive (weight));
  g_assert_cmpfloat (get_task (fixture, "person")->weight, ==, 0.5);
  g_assert_true (can_start (fixture, "Start Study"));
  use (fixture, "Use task person", FALSE);
  g_assert_null (get_task (fixture, "person"));
}

static void
test_there_is_always_one_main_task (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  use (fixture, "Use task person", TRUE);
  page_test_choose (fixture->window, "Role of person", "Main");
  g_assert_cmpint (get_task (fixture, "person")->role, ==, MIEN_ROLE_MAIN);
  g_assert_cmpint (get_task (fixture, "expression")->role, ==, MIEN_ROLE_AUXILIARY);

  use (fixture, "Use task person", FALSE);
  g_assert_cmpint (get_task (fixture, "expression")->role, ==, MIEN_ROLE_MAIN);
  page_test_choose (fixture->window, "Role of expression", "Auxiliary");
  g_assert_cmpint (get_task (fixture, "expression")->role, ==, MIEN_ROLE_MAIN);
}

static void
test_numbers_count_while_they_are_typed (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  use (fixture, "Use task person", TRUE);
  page_test_type (fixture->window, "Weight of person", "0.25");
  page_test_type (fixture->window, "Epochs", "3");
  page_test_type (fixture->window, "Learning rate", "0.0005");
  page_test_type (fixture->window, "Batch size", "sixteen");
  g_assert_cmpfloat (get_task (fixture, "person")->weight, ==, 0.25);
  g_assert_cmpint (recipe->epochs, ==, 3);
  g_assert_cmpfloat (recipe->optimizer.lr, ==, 0.0005);
  g_assert_cmpint (recipe->batch, ==, 64);
}

static void
test_drop_downs_change_the_recipe (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  page_test_choose (fixture->window, "Network", "mlp");
  page_test_choose (fixture->window, "Augmentation", "none");
  page_test_choose (fixture->window, "Split", "subject");
  page_test_choose (fixture->window, "Optimizer", "sgd");
  g_assert_cmpstr (recipe->network, ==, "mlp");
  g_assert_false (recipe->augment.flip);
  g_assert_cmpint (recipe->split, ==, MIEN_SPLIT_SUBJECT);
  g_assert_cmpstr (recipe->subject, ==, "person");
  g_assert_cmpfloat (recipe->optimizer.lr, ==, 0.05);
}

static gboolean
shows_picture (gpointer data)
{
  return page_test_find (((PageFixture *) data)->window, "Split picture") != NULL;
}

static char *
describe_picture (PageFixture *fixture)
{
  page_test_settle (500);
  page_test_wait (shows_picture, fixture);
  return gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (page_test_get (fixture->window, "Split picture")),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "another text");
}

static void
test_the_split_is_pictured_as_it_is_set (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  g_autofree char *random = describe_picture (fixture);
  g_autofree char *subject = NULL, *first = NULL, *second = NULL;

  g_assert_nonnull (strstr (random, "Training 41 faces, validation 7, test 12."));
  g_assert_nonnull (strstr (random, "happy: "));
  g_assert_null (strstr (random, "none in more than one"));
  g_assert_null (page_test_find (fixture->window, "Shown fold"));

  page_test_choose (fixture->window, "Split", "leave-one-subject-out");
  first = describe_picture (fixture);
  g_assert_nonnull (strstr (first, "1 in the test part; none in more than one"));
  page_test_type (fixture->window, "Shown fold", "2");
  second = describe_picture (fixture);
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpint (recipe->fold, ==, 0); /* looking changes nothing */

  page_test_choose (fixture->window, "Split", "group");
  page_test_choose (fixture->window, "Group column", "person");
  g_assert_cmpstr (recipe->group, ==, "person");
  subject = describe_picture (fixture);
  g_assert_nonnull (strstr (subject, "none in more than one"));
}

static gboolean
shows_leak (gpointer data)
{
  return page_test_find_words (((PageFixture *) data)->window, "This split leaks.") != NULL;
}

static void
test_a_leak_starts_nothing_and_has_a_way_out (PageFixture *fixture,
                                              gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  GtkWidget *leaks;

  page_test_choose (fixture->window, "Split", "leave-one-group-out");
  page_test_choose (fixture->window, "Group column", "glasses");
  page_test_wait (shows_leak, fixture);
  g_assert_false (can_start (fixture, "Start Training"));
  g_assert_null (page_test_find (fixture->window, "Split picture"));

  leaks = page_test_get (fixture->window, "Allow leaks");
  gtk_switch_set_active (GTK_SWITCH (leaks), TRUE);
  page_test_wait (shows_picture, fixture);
  g_assert_cmpint (recipe->leaks, ==, MIEN_LEAKS_ALLOW);
  g_assert_true (can_start (fixture, "Start Training"));

  gtk_switch_set_active (GTK_SWITCH (leaks), FALSE);
  page_test_wait (shows_leak, fixture);
  gtk_widget_activate (page_test_get (fixture->window, "Split by Person"));
  page_test_wait (shows_picture, fixture);
  g_assert_cmpint (recipe->split, ==, MIEN_SPLIT_SUBJECT);
  g_assert_true (can_start (fixture, "Start Training"));
}

static gboolean
shows_impossible (gpointer data)
{
  return page_test_find_words (((PageFixture *) data)->window, "too few for") != NULL;
}

static void
test_too_many_folds_have_a_way_out (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  page_test_choose (fixture->window, "Split", "subject");
  page_test_type (fixture->window, "Folds", "90");
  page_test_wait (shows_impossible, fixture);
  gtk_widget_activate (page_test_get (fixture->window, "Use 4 Folds"));
  page_test_wait (shows_picture, fixture);
  g_assert_cmpint (recipe->folds, ==, 4);
}

static void
unfold (PageFixture *fixture)
{
  GtkWidget *expander = page_test_get (fixture->window, "More training settings");

  g_assert_false (gtk_expander_get_expanded (GTK_EXPANDER (expander)));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
}

static void
test_folded_settings_change_the_recipe (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  unfold (fixture);
  page_test_choose (fixture->window, "Schedule", "step");
  page_test_type (fixture->window, "Step every", "7");
  page_test_type (fixture->window, "Step factor", "0.3");
  page_test_type (fixture->window, "Warm-up epochs", "1.5");
  page_test_type (fixture->window, "Weight decay", "0.01");
  page_test_type (fixture->window, "Gradient clipping", "2");
  page_test_type (fixture->window, "Weight averaging", "0.999");
  page_test_type (fixture->window, "Label smoothing", "0.1");
  page_test_type (fixture->window, "Early stopping", "5");
  g_assert_cmpint (recipe->optimizer.schedule.kind, ==, MIEN_SCHEDULE_STEP);
  g_assert_cmpint (recipe->optimizer.schedule.step_every, ==, 7);
  g_assert_cmpfloat (recipe->optimizer.schedule.step_factor, ==, 0.3);
  g_assert_cmpfloat (recipe->optimizer.schedule.warmup, ==, 1.5);
  g_assert_cmpfloat (recipe->optimizer.weight_decay, ==, 0.01);
  g_assert_cmpfloat (recipe->optimizer.clip, ==, 2.0);
  g_assert_cmpfloat (recipe->optimizer.ema, ==, 0.999);
  g_assert_cmpfloat (recipe->label_smoothing, ==, 0.1);
  g_assert_cmpint (recipe->stop_after, ==, 5);
  g_assert_nonnull (page_test_find_text (
      fixture->window, "step, warm-up 1.5, decay 0.01, clipping 2, averaging 0.999, "
                       "smoothing 0.1, stopping after 5"));
}

static void
test_what_does_not_go_together_is_out_of_reach (PageFixture *fixture,
                                                gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);

  unfold (fixture);
  g_assert_false (gtk_widget_get_sensitive (page_test_get (fixture->window, "Nesterov momentum")));
  page_test_choose (fixture->window, "Optimizer", "sgd");
  use (fixture, "Nesterov momentum", TRUE);
  g_assert_true (recipe->optimizer.nesterov);
  page_test_choose (fixture->window, "Optimizer", "adamw");
  g_assert_false (recipe->optimizer.nesterov);

  page_test_type (fixture->window, "Warm-up epochs", "2");
  page_test_choose (fixture->window, "Schedule", "one-cycle");
  g_assert_cmpfloat (recipe->optimizer.schedule.warmup, ==, 0.0);
  g_assert_false (gtk_widget_get_sensitive (page_test_get (fixture->window, "Warm-up epochs")));
  g_assert_null (page_test_find (fixture->window, "Step every"));
  g_assert_true (mien_recipe_check (recipe, NULL));
}

static void
test_a_warm_up_that_leaves_no_epoch_starts_nothing (PageFixture *fixture,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  unfold (fixture);
  page_test_type (fixture->window, "Warm-up epochs", "3");
  page_test_type (fixture->window, "Epochs", "3");
  page_test_settle (400);
  g_assert_false (can_start (fixture, "Start Training"));
  page_test_type (fixture->window, "Epochs", "4");
  page_test_settle (400);
  g_assert_true (can_start (fixture, "Start Training"));
}

static void
test_nothing_starts_without_a_task (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  use (fixture, "Use task expression", FALSE);
  g_assert_false (can_start (fixture, "Start Training"));
  g_assert_nonnull (page_test_find_text (fixture->window,
                                         "Switch a task on first: there is nothing to learn yet."));
}

static void
test_the_diagram_tells_of_every_head (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *diagram = page_test_get (fixture->window, "Network diagram");
  g_autofree char *described = NULL;

  use (fixture, "Use task valence", TRUE);
  page_test_settle (400);
  described = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (diagram), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "another text");
  g_assert_nonnull (strstr (described, "expression: "));
  g_assert_nonnull (strstr (described, "valence: "));
  g_assert_nonnull (strstr (described, "fully connected 7"));
}

static void
test_the_diagram_follows_the_network (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *network, *words;
  } cases[] = {
      {"mini-xception", "module4: residual: 2 × separable conv 3×3, 128"},
      {"resnet-small", "stage3: 2 × residual: 2 × conv 3×3, 64"},
  };
  GtkWidget *diagram = page_test_get (fixture->window, "Network diagram");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    page_test_choose (fixture->window, "Network", cases[i].network);
    page_test_settle (400);
    g_autofree char *described = gtk_test_accessible_check_property (
        GTK_ACCESSIBLE (diagram), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "another text");
    g_assert_nonnull (strstr (described, cases[i].words));
  }
}

static MienSpeeds *
get_speeds (PageFixture *fixture)
{
  return mien_workbench_get_speeds (fixture->workbench);
}

static gboolean
is_measuring (gpointer fixture)
{
  return mien_speeds_is_measuring (get_speeds (fixture));
}

static gboolean
is_idle (gpointer fixture)
{
  return !mien_speeds_is_measuring (get_speeds (fixture));
}

static gboolean
tells_a_duration (gpointer data)
{
  PageFixture *fixture = data;

  return page_test_find_words (fixture->window, " parameters. A run takes ") != NULL;
}

static gboolean
count (gpointer turns)
{
  ++*(guint *) turns;
  return G_SOURCE_CONTINUE;
}

static void
test_a_duration_is_told_once_it_is_measured (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint turns = 0, counting;

  page_test_wait (is_measuring, fixture);
  g_assert_nonnull (page_test_find_words (fixture->window, " parameters. Finding out how long"));
  g_assert_false (tells_a_duration (fixture));
  g_assert_true (can_start (fixture, "Start Training"));

  counting = g_timeout_add (1, count, &turns);
  page_test_wait (is_idle, fixture);
  g_source_remove (counting);
  g_assert_cmpuint (turns, >, 0); /* the window went on meanwhile */
  g_assert_true (tells_a_duration (fixture));
}

static void
test_the_newest_design_is_the_one_measured (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  page_test_wait (is_measuring, fixture);
  page_test_choose (fixture->window, "Network", "mini-xception");
  page_test_wait (tells_a_duration, fixture);
  g_assert_cmpfloat (
      mien_speeds_get (get_speeds (fixture), mien_workbench_get_recipe (fixture->workbench)), >,
      0.0);
}

static gboolean
shows_the_modules (gpointer data)
{
  PageFixture *fixture = data;
  g_autofree char *described = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (page_test_get (fixture->window, "Network diagram")),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "another text");

  return strstr (described, "module4") != NULL;
}

static gboolean
has_no_job (gpointer data)
{
  return !mien_workbench_is_busy (((PageFixture *) data)->workbench);
}

static void
forbid_measuring (MienSpeeds *speeds)
{
  g_assert_false (mien_speeds_is_measuring (speeds));
}

static void
test_nothing_is_measured_while_a_network_trains (PageFixture *fixture,
                                                 gconstpointer data G_GNUC_UNUSED)
{
  gulong handler;

  page_test_wait (is_measuring, fixture);
  page_test_type (fixture->window, "Epochs", "100000");
  g_assert_true (mien_workbench_start (fixture->workbench, FALSE, NULL));
  page_test_wait (is_idle, fixture); /* what was under way is given up */
  handler = g_signal_connect (get_speeds (fixture), "changed", G_CALLBACK (forbid_measuring), NULL);
  page_test_choose (fixture->window, "Network", "mini-xception");
  page_test_wait (shows_the_modules, fixture);
  forbid_measuring (get_speeds (fixture));
  g_assert_true (mien_workbench_is_busy (fixture->workbench));
  g_signal_handler_disconnect (get_speeds (fixture), handler);

  mien_workbench_command (fixture->workbench, MIEN_COMMAND_STOP);
  page_test_wait (has_no_job, fixture);
  page_test_wait (tells_a_duration, fixture);
}

static void
on_job_events (double *speed, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++) {
    const MienEvent *event = g_ptr_array_index (events, i);

    if (event->kind == MIEN_EVENT_PROGRESS)
      *speed = event->images_per_second;
  }
}

static void
test_a_training_knows_the_speed_better (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  double speed = 0.0;

  page_test_choose (fixture->window, "Network", "mlp");
  page_test_type (fixture->window, "Batch size", "8");
  page_test_type (fixture->window, "Epochs", "3");
  g_signal_connect_swapped (fixture->workbench, "job-events", G_CALLBACK (on_job_events), &speed);
  g_assert_true (mien_workbench_start (fixture->workbench, FALSE, NULL));
  page_test_wait (has_no_job, fixture);
  g_assert_cmpfloat (speed, >, 0.0);
  g_assert_cmpfloat (mien_speeds_get (get_speeds (fixture), recipe), ==, speed);
  g_assert_true (tells_a_duration (fixture));
}

/* Whether turning the wheel over the spin button called @name is the button's own affair. */
static gboolean
takes_the_wheel (PageFixture *fixture, const char *name)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (page_test_get (fixture->window, name));
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller) &&
        gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_NONE)
      return TRUE;
  }
  return FALSE;
}

static void
test_the_wheel_changes_a_number_with_the_focus_alone (PageFixture *fixture,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  gtk_widget_grab_focus (page_test_get (fixture->window, "Seed"));
  g_assert_true (takes_the_wheel (fixture, "Seed"));
  g_assert_false (takes_the_wheel (fixture, "Epochs"));
  g_assert_false (takes_the_wheel (fixture, "Weight of expression"));
  gtk_widget_grab_focus (page_test_get (fixture->window, "Epochs"));
  g_assert_true (takes_the_wheel (fixture, "Epochs"));
  g_assert_false (takes_the_wheel (fixture, "Seed"));
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
  add ("/design-page/new", test_a_new_design_learns_the_expression_alone);
  add ("/design-page/off", test_a_task_that_is_off_shows_its_weight_insensitive);
  add ("/design-page/main", test_there_is_always_one_main_task);
  add ("/design-page/typed", test_numbers_count_while_they_are_typed);
  add ("/design-page/choices", test_drop_downs_change_the_recipe);
  add ("/design-page/split", test_the_split_is_pictured_as_it_is_set);
  add ("/design-page/leak", test_a_leak_starts_nothing_and_has_a_way_out);
  add ("/design-page/folds", test_too_many_folds_have_a_way_out);
  add ("/design-page/folded", test_folded_settings_change_the_recipe);
  add ("/design-page/together", test_what_does_not_go_together_is_out_of_reach);
  add ("/design-page/warm-up", test_a_warm_up_that_leaves_no_epoch_starts_nothing);
  add ("/design-page/nothing", test_nothing_starts_without_a_task);
  add ("/design-page/diagram", test_the_diagram_tells_of_every_head);
  add ("/design-page/network", test_the_diagram_follows_the_network);
  add ("/design-page/duration", test_a_duration_is_told_once_it_is_measured);
  add ("/design-page/newest", test_the_newest_design_is_the_one_measured);
  add ("/design-page/trains", test_nothing_is_measured_while_a_network_trains);
  add ("/design-page/speed", test_a_training_knows_the_speed_better);
  add ("/design-page/wheel", test_the_wheel_changes_a_number_with_the_focus_alone);
  return g_test_run ();
}
