#include "engine/core/error.h"
#include "tests/ui/page-test.h"
#include "ui/pages/train-page.h"
#include "ui/widgets/curve-plot.h"

#include <math.h>

typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->workbench = page_test_workbench ();
  page_test_open (fixture->workbench, "built-in:20");
  mien_recipe_put_task (mien_workbench_get_recipe (fixture->workbench), "yaw", MIEN_ROLE_AUXILIARY,
                        0.5);
  fixture->window = page_test_window (mien_train_page_new (fixture->workbench));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
}

static GPtrArray *
new_batch (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mien_event_free);
}

static MienEvent *
add_event (GPtrArray *batch, MienEventKind kind)
{
  MienEvent *event = mien_event_new (kind);

  event->n_runs = 1;
  g_ptr_array_add (batch, event);
  return event;
}

static void
add_point (GPtrArray *batch, const char *task, const char *split, int epoch, double value)
{
  MienEvent *event = add_event (batch, MIEN_EVENT_POINT);

  event->epoch = epoch;
  event->step = epoch * 10;
  event->task = g_strdup (task);
  event->split = g_strdup (split);
  event->metric = g_strdup ("loss");
  event->value = value;
}

static void
add_progress (GPtrArray *batch, int run, int n_runs, int epoch, double done)
{
  MienEvent *event = add_event (batch, MIEN_EVENT_PROGRESS);

  event->run = run;
  event->n_runs = n_runs;
  event->epoch = epoch;
  event->step = epoch * 10;
  event->value = done;
  event->images_per_second = 1234.4;
  event->seconds_left = 75.0;
}

/* A figure of a step: of the gradients or of the weighting. */
static void
add_figure (GPtrArray *batch, const char *task, const char *metric, gint64 step, double value)
{
  MienEvent *event = add_event (batch, MIEN_EVENT_POINT);

  event->epoch = 1;
  event->step = step;
  event->task = g_strdup (task);
  event->split = g_strdup ("train");
  event->metric = g_strdup (metric);
  event->value = value;
}

static void
send (Fixture *fixture, GPtrArray *batch)
{
  g_signal_emit_by_name (fixture->workbench, "job-events", batch);
  g_ptr_array_unref (batch);
}

static MienCurvePlot *
get_curves (gpointer window)
{
  return MIEN_CURVE_PLOT (page_test_get (window, "Training curves"));
}

static gboolean
has_three_lines (gpointer window)
{
  return mien_curve_plot_get_n_lines (get_curves (window)) == 3;
}

static gboolean
has_a_mark (gpointer window)
{
  return mien_curve_plot_get_n_marks (get_curves (window)) == 1;
}

static void
start (Fixture *fixture)
{
  GPtrArray *batch = new_batch ();

  g_signal_emit_by_name (fixture->workbench, "job-started");
  for (int epoch = 1; epoch <= 7; epoch++) {
    add_point (batch, "expression", "train", epoch, 2.0 / epoch);
    add_point (batch, "expression", "validation", epoch, 2.5 / epoch);
    add_point (batch, "yaw", "train", epoch, 1.0 / epoch);
  }
  add_progress (batch, 1, 6, 7, 0.25);
  send (fixture, batch);
  page_test_wait (has_three_lines, fixture->window);
}

static void
test_without_a_job_the_page_leads_to_design (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_nonnull (page_test_find (fixture->window, "Go to Design"));
  g_assert_null (page_test_find (fixture->window, "Stop"));
}

static void
test_figures_land_in_the_curves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *batch = new_batch ();

  start (fixture);
  g_assert_cmpfloat (
      mien_curve_plot_get_value (get_curves (fixture->window), "expression, training", 4.0), ==,
      0.5);

  add_point (batch, "expression", "validation", 8, 0.125);
  send (fixture, batch);
  g_assert_cmpfloat (
      mien_curve_plot_get_value (get_curves (fixture->window), "expression, validation", 8.0), ==,
      0.125);
}

static void
test_progress_is_told_in_words (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkProgressBar *progress;

  mien_workbench_get_recipe (fixture->workbench)->epochs = 20;
  start (fixture);
  progress = GTK_PROGRESS_BAR (page_test_get (fixture->window, "Progress"));
  g_assert_cmpstr (gtk_progress_bar_get_text (progress), ==,
                   "run 2 of 6 · epoch 7 of 20 · 1234 images a second · 1 min 15 s left");
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (progress), ==, 0.25);
}

static void
test_pausing_offers_to_resume (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *batch = new_batch ();

  start (fixture);
  g_assert_true (gtk_widget_is_sensitive (page_test_get (fixture->window, "Pause")));
  g_assert_null (page_test_find (fixture->window, "Resume"));

  add_event (batch, MIEN_EVENT_PAUSED);
  send (fixture, batch);
  g_assert_null (page_test_find (fixture->window, "Pause"));
  g_assert_true (gtk_widget_is_sensitive (page_test_get (fixture->window, "Resume")));

  batch = new_batch ();
  add_event (batch, MIEN_EVENT_RESUMED);
  send (fixture, batch);
  g_assert_nonnull (page_test_find (fixture->window, "Pause"));
}

static void
test_stopping_shows_at_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *batch = new_batch ();
  GtkWidget *stop;
  g_autoptr (GError) stopped = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");

  start (fixture);
  stop = page_test_get (fixture->window, "Stop");
  g_signal_emit_by_name (stop, "clicked");
  g_assert_nonnull (page_test_find_text (fixture->window, "Stopping…"));
  g_assert_false (gtk_widget_is_sensitive (stop));

  add_progress (batch, 0, 1, 8, 0.5);
  add_event (batch, MIEN_EVENT_RESUMED);
  send (fixture, batch);
  g_assert_nonnull (page_test_find_text (fixture->window, "Stopping…"));

  g_signal_emit_by_name (fixture->workbench, "job-finished", stopped);
  g_assert_null (page_test_find (fixture->window, "Stop"));
  g_assert_nonnull (page_test_find_text (fixture->window, "Stopped"));
}

static void
test_a_finished_run_keeps_its_curves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture);
  g_signal_emit_by_name (fixture->workbench, "job-finished", NULL);
  g_assert_null (page_test_find (fixture->window, "Stop"));
  g_assert_null (page_test_find (fixture->window, "Pause"));
  g_assert_cmpuint (mien_curve_plot_get_n_lines (get_curves (fixture->window)), ==, 3);
}

/* The bar that tells it slides into view. */
static gboolean
names_remedy (gpointer window)
{
  return page_test_find_text (window, "The training failed. The loss of expression stopped being "
                                      "finite at step 12. A smaller learning rate or smaller "
                                      "weights usually help.") != NULL &&
         page_test_find (window, "Change the Design") != NULL;
}

static void
test_a_failure_names_its_remedy (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = g_error_new_literal (
      MIEN_ERROR, MIEN_ERROR_NUMERIC, "The loss of expression stopped being finite at step 12.");

  start (fixture);
  g_signal_emit_by_name (fixture->workbench, "job-finished", error);
  page_test_wait (names_remedy, fixture->window);
}

static void
test_a_changed_weight_is_marked (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *batch = new_batch ();
  MienEvent *event;

  start (fixture);
  g_assert_cmpfloat (
      gtk_range_get_value (GTK_RANGE (page_test_get (fixture->window, "Live weight of yaw"))), ==,
      0.5);
  event = add_event (batch, MIEN_EVENT_WEIGHT);
  event->task = g_strdup ("yaw");
  event->step = 70;
  event->value = 0.8;
  send (fixture, batch);
  page_test_wait (has_a_mark, fixture->window);
}

static void
test_a_told_learning_rate_shows_and_is_marked (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *batch = new_batch ();
  GtkRange *slider;
  MienEvent *event;

  start (fixture);
  slider = GTK_RANGE (page_test_get (fixture->window, "Live learning rate"));
  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (slider), -3.0, 1e-9);
  event = add_event (batch, MIEN_EVENT_RATE);
  event->task = g_strdup ("total");
  event->step = 70;
  event->value = 1e-5;
  send (fixture, batch);
  page_test_wait (has_a_mark, fixture->window);
  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (slider), -5.0, 1e-9);
}

static gboolean
tells_more_epochs (gpointer window)
{
  GtkProgressBar *progress = GTK_PROGRESS_BAR (page_test_get (window, "Progress"));

  return g_str_has_prefix (gtk_progress_bar_get_text (progress), "epoch 3 of 30");
}

static void
test_more_epochs_are_counted_with (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *batch = new_batch ();
  MienEvent *event;

  start (fixture);
  event = add_event (batch, MIEN_EVENT_EXTENDED);
  event->task = g_strdup ("total");
  event->step = 25;
  event->value = 30.0;
  add_progress (batch, 0, 1, 3, 0.1);
  send (fixture, batch);
  page_test_wait (has_a_mark, fixture->window);
  page_test_wait (tells_more_epochs, fixture->window);
}

/* Only what somebody asked for is marked. */
static void
test_what_was_saved_is_marked (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *batch = new_batch ();

  start (fixture);
  g_assert_true (gtk_widget_get_visible (page_test_get (fixture->window, "Save Now")));
  add_event (batch, MIEN_EVENT_KEPT)->step = 20;
  MienEvent *asked = add_event (batch, MIEN_EVENT_KEPT);
  asked->step = 70;
  asked->value = 1.0;
  send (fixture, batch);
  page_test_wait (has_a_mark, fixture->window);
}

static void
test_a_task_switched_off_is_marked_and_keeps_its_weight (Fixture *fixture,
                                                         gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *batch = new_batch ();
  MienEvent *event;
  GtkWidget *slider, *on;

  start (fixture);
  slider = page_test_get (fixture->window, "Live weight of yaw");
  on = page_test_get (fixture->window, "Live task yaw");
  g_assert_true (gtk_widget_is_sensitive (slider));
  g_assert_false (
      gtk_widget_is_sensitive (page_test_get (fixture->window, "Live task expression")));

  event = add_event (batch, MIEN_EVENT_TASK);
  event->task = g_strdup ("yaw");
  event->step = 70;
  event->value = 0.0;
  send (fixture, batch);
  page_test_wait (has_a_mark, fixture->window);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (on)));
  g_assert_false (gtk_widget_is_sensitive (slider));
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), ==, 0.5);
}

static void
test_a_method_that_weighs_itself_says_why_sliders_rest (Fixture *fixture,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  MienRecipe *recipe = mien_workbench_get_recipe (fixture->workbench);
  GtkWidget *slider;

  g_free (recipe->weighting);
  recipe->weighting = g_strdup ("equal");
  start (fixture);
  slider = page_test_get (fixture->window, "Live weight of yaw");
  g_assert_false (gtk_widget_is_sensitive (slider));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (slider), ==,
                   "The weighting method finds the weights");
  g_assert_true (gtk_widget_is_sensitive (page_test_get (fixture->window, "Live task yaw")));
}

static gboolean
says_who_fights (gpointer window)
{
  return page_test_find_text (window, "yaw fights expression on 75 % of the steps") != NULL;
}

static void
test_who_helps_and_who_fights_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const double cosines[] = {0.5, -0.25, -0.5, -0.125, NAN};
  GPtrArray *batch = new_batch ();

  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cosines); i++)
    add_figure (batch, "yaw", "gradient-cosine", 20 * (i + 1), cosines[i]);
  send (fixture, batch);
  page_test_wait (says_who_fights, fixture->window);
  g_assert_cmpfloat (
      mien_curve_plot_get_value (
          MIEN_CURVE_PLOT (page_test_get (fixture->window, "Task gradients")), "yaw", 6.0),
      ==, -0.5);
}

static gboolean
says_what_was_not_found (gpointer window)
{
  return page_test_find_words (window, "found no solution on 1 step and weighed all tasks alike") !=
         NULL;
}

static void
test_weights_are_drawn_and_failing_solvers_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *batch = new_batch ();

  start (fixture);
  add_figure (batch, "yaw", "weight", 5, 0.25);
  add_figure (batch, "yaw", "weight", 10, 0.75);
  add_figure (batch, "total", "fell-back", 5, 1.0);
  add_figure (batch, "total", "fell-back", 10, 0.0);
  send (fixture, batch);
  gtk_stack_set_visible_child_name (
      GTK_STACK (gtk_widget_get_ancestor (page_test_get (fixture->window, "Task gradients"),
                                          GTK_TYPE_STACK)),
      "weights");
  page_test_wait (says_what_was_not_found, fixture->window);
  g_assert_cmpfloat (
      mien_curve_plot_get_value (MIEN_CURVE_PLOT (page_test_get (fixture->window, "Task weights")),
                                 "yaw", 1.0),
      ==, 0.75);
}

static void
test_one_task_alone_is_told_what_two_would_show (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *placeholder = NULL;

  mien_recipe_drop_task (mien_workbench_get_recipe (fixture->workbench), "yaw");
  g_signal_emit_by_name (fixture->workbench, "job-started");
  g_object_get (page_test_get (fixture->window, "Task gradients"), "placeholder", &placeholder,
                NULL);
  g_assert_cmpstr (placeholder, ==, "A second task would show here whether it helps the main one");
}

static void
test_another_choice_shows_other_curves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  start (fixture);
  page_test_choose (fixture->window, "Shown curves", "Main metric of each task");
  g_assert_cmpuint (mien_curve_plot_get_n_lines (get_curves (fixture->window)), ==, 0);
  page_test_choose (fixture->window, "Shown curves", "Loss");
  g_assert_cmpuint (mien_curve_plot_get_n_lines (get_curves (fixture->window)), ==, 3);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/train/empty", test_without_a_job_the_page_leads_to_design);
  ADD ("/train/points", test_figures_land_in_the_curves);
  ADD ("/train/progress", test_progress_is_told_in_words);
  ADD ("/train/pause", test_pausing_offers_to_resume);
  ADD ("/train/stop", test_stopping_shows_at_once);
  ADD ("/train/finished", test_a_finished_run_keeps_its_curves);
  ADD ("/train/failed", test_a_failure_names_its_remedy);
  ADD ("/train/weight", test_a_changed_weight_is_marked);
  ADD ("/train/rate", test_a_told_learning_rate_shows_and_is_marked);
  ADD ("/train/longer", test_more_epochs_are_counted_with);
  ADD ("/train/saved", test_what_was_saved_is_marked);
  ADD ("/train/switch", test_a_task_switched_off_is_marked_and_keeps_its_weight);
  ADD ("/train/method", test_a_method_that_weighs_itself_says_why_sliders_rest);
  ADD ("/train/gradients", test_who_helps_and_who_fights_is_told);
  ADD ("/train/weights", test_weights_are_drawn_and_failing_solvers_told);
  ADD ("/train/alone", test_one_task_alone_is_told_what_two_would_show);
  ADD ("/train/choice", test_another_choice_shows_other_curves);
  return g_test_run ();
}
