#include "ui/pages/train-page.h"

#include "engine/core/error.h"
#include "ui/models/metric-words.h"
#include "ui/models/run-facts.h"
#include "ui/pages/run-rows.h"
#include "ui/pages/training-curves.h"
#include "ui/widgets/accessible-names.h"
#include "ui/widgets/columns-layout.h"
#include "ui/widgets/weight-slider.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* More often than this nobody can follow the curves; painting leaves the cores to the training. */
#define REDRAW_MS 150

typedef enum {
  STATE_NONE,
  STATE_PREPARING,
  STATE_TRAINING,
  STATE_PAUSED,
  STATE_STOPPING,
  STATE_FINISHED,
  STATE_STOPPED,
  STATE_FAILED,
} State;

struct _MienTrainPage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  MienCurveLog *log;
  GtkFilter *filter;     /* the runs of this study */
  GCancellable *reading; /* (nullable): of the history of a run that is gone on with */
  guint redraw;          /* timeout: points came that are not drawn yet */
  gboolean anew;         /* and curves among them that the plots do not have yet */
  State state;
  char *doing;  /* (nullable): the stage's words */
  char *folder; /* (nullable): of the run whose curves are shown */
  char *whole;  /* (nullable): of the job: the study, or the run itself */
  char *arm;    /* (nullable) */
  char *main;   /* (nullable) */
  gboolean study;
  int run, n_runs;
  int epoch, n_epochs;
  double images_per_second, seconds_left;

  GtkStack *stack;
  GtkLabel *heading;
  GtkLabel *state_label;
  GtkWidget *pause;
  GtkWidget *resume;
  GtkWidget *stop;
  GtkProgressBar *progress;
  GtkInfoBar *outcome;
  GtkLabel *outcome_label;
  GtkWidget *go_on;
  GtkWidget *change;
  GtkWidget *inspect;
  GtkWidget *compare;
  GtkDropDown *shown;
  GtkDropDown *gradients_shown;
  MienCurvePlot *curves;
  MienCurvePlot *gradients;
  AdwPreferencesGroup *weights_group;
  GtkBox *weights;
  GtkWidget *results_group;
  GtkListBox *results;
  GtkWidget *runs_group;
  GtkListBox *runs;
};

G_DEFINE_FINAL_TYPE (MienTrainPage, mien_train_page, ADW_TYPE_BIN)

static gboolean
is_running (MienTrainPage *self)
{
  return self->state > STATE_NONE && self->state < STATE_FINISHED;
}

static void
show_curves (MienTrainPage *self)
{
  gboolean cosine = gtk_drop_down_get_selected (self->gradients_shown) == 0;
  double end = self->n_epochs > 0 ? self->n_epochs : (double) NAN;
  double reach = cosine ? 1.0 : (double) NAN;

  g_clear_handle_id (&self->redraw, g_source_remove);
  self->anew = FALSE;
  mien_curve_plot_set_range (self->curves, 0.0, end, NAN, NAN);
  mien_show_training_curves (self->curves, self->log,
                             (MienShownCurves) gtk_drop_down_get_selected (self->shown),
                             self->main);
  mien_curve_plot_set_range (self->gradients, 0.0, end, -reach, reach);
  mien_show_training_curves (self->gradients, self->log,
                             cosine ? MIEN_SHOWN_GRADIENT_COSINE : MIEN_SHOWN_GRADIENT_NORM,
                             self->main);
}

/* The plots as the drop-downs and what came by now say. */
static void
on_choice (MienTrainPage *self)
{
  if (self->log != NULL)
    show_curves (self);
}

static const char *
describe_state (MienTrainPage *self)
{
  switch (self->state) {
  case STATE_PREPARING:
    return self->doing != NULL ? self->doing : _ ("Starting");
  case STATE_TRAINING:
    return self->doing != NULL ? self->doing : _ ("Training");
  case STATE_PAUSED:
    return _ ("Paused");
  case STATE_STOPPING:
    return _ ("Stopping…");
  case STATE_FINISHED:
    return _ ("Finished");
  case STATE_STOPPED:
    return _ ("Stopped");
  case STATE_FAILED:
    return _ ("Failed");
  case STATE_NONE:
  default:
    return "";
  }
}

static char *
describe_tasks (const MienRecipe *recipe)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; recipe != NULL && recipe->tasks != NULL && i < recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", task->column);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_heading (MienTrainPage *self)
{
  g_autofree char *text = NULL;

  if (self->study && self->folder != NULL)
    text = mien_run_place_words (self->folder, self->arm);
  else
    text = describe_tasks (mien_workbench_get_job_recipe (self->workbench));
  gtk_label_set_text (self->heading, *text != '\0' ? text : _ ("Training"));
}

static void
append_part (GString *text, char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

/* (transfer full): run 2 of 6, epoch 7 of 20, images a second, time left */
static char *
describe_progress (MienTrainPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->n_runs > 1)
    append_part (text, g_strdup_printf (_ ("run %d of %d"), self->run + 1, self->n_runs));
  if (self->epoch > 0 && self->n_epochs > 0)
    append_part (text, g_strdup_printf (_ ("epoch %d of %d"), self->epoch, self->n_epochs));
  else if (self->epoch > 0)
    append_part (text, g_strdup_printf (_ ("epoch %d"), self->epoch));
  if (self->images_per_second > 0.0 && is_running (self))
    /* Translators: %.0f is a number of pictures. */
    append_part (text, g_strdup_printf (_ ("%.0f images a second"), self->images_per_second));
  if (isfinite (self->seconds_left) && is_running (self) && self->state != STATE_STOPPING) {
    g_autofree char *left = mien_duration_words (self->seconds_left);

    /* Translators: %s is a duration. */
    append_part (text, g_strdup_printf (_ ("%s left"), left));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_progress (MienTrainPage *self)
{
  g_autofree char *text = describe_progress (self);

  gtk_progress_bar_set_text (self->progress, *text != '\0' ? text : describe_state (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  gtk_progress_bar_get_text (self->progress), -1);
}

static void
show_weights_usable (MienTrainPage *self)
{
  const MienRecipe *recipe = mien_workbench_get_job_recipe (self->workbench);
  gboolean fixed = recipe == NULL || g_strcmp0 (recipe->weighting, "fixed") == 0;
  gboolean usable = fixed && !self->study && is_running (self) && self->state != STATE_STOPPING;

  gtk_widget_set_sensitive (GTK_WIDGET (self->weights), usable);
  adw_preferences_group_set_description (
      self->weights_group, self->study ? _ ("Fixed in a study, so that its runs can be compared")
                           : !fixed
                               ? _ ("The weighting method sets them")
                               : _ ("How much each task counts; may be changed while it trains"));
}

static void
show_state (MienTrainPage *self)
{
  gboolean running = is_running (self);
  gboolean can_command = running && self->state != STATE_STOPPING;

  gtk_stack_set_visible_child_name (self->stack, self->state == STATE_NONE ? "empty" : "training");
  gtk_label_set_text (self->state_label, describe_state (self));
  gtk_widget_set_visible (self->pause, running && self->state != STATE_PAUSED);
  gtk_widget_set_visible (self->resume, running && self->state == STATE_PAUSED);
  gtk_widget_set_visible (self->stop, running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.pause",
                                 can_command && self->state == STATE_TRAINING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.resume", can_command);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.stop", can_command);
  show_weights_usable (self);
  show_progress (self);
}

static void
set_state (MienTrainPage *self, State state)
{
  if (self->state == STATE_STOPPING)
    return;
  self->state = state;
  show_state (self);
}

static void
on_weight_set (MienTrainPage *self, const char *task, double weight)
{
  mien_workbench_set_live_weight (self->workbench, task, weight);
}

static void
empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
offer_weights (MienTrainPage *self)
{
  const MienRecipe *recipe = mien_workbench_get_job_recipe (self->workbench);

  if (recipe == NULL)
    recipe = mien_workbench_get_recipe (self->workbench);
  empty_box (self->weights);
  for (guint i = 0; i < recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);
    GtkWidget *slider = mien_weight_slider_new (task->column, task->weight);

    g_signal_connect_object (slider, "weight-set", G_CALLBACK (on_weight_set), self,
                             G_CONNECT_SWAPPED);
    gtk_box_append (self->weights, slider);
    if (task->role == MIEN_ROLE_MAIN) {
      g_free (self->main);
      self->main = g_strdup (task->column);
    }
  }
  self->n_epochs = recipe->epochs;
  g_object_set (self->gradients, "placeholder",
                recipe->tasks->len < 2 ? _ ("One task alone has nothing to pull against")
                                       : _ ("Measured now and then"),
                NULL);
}

static gboolean
is_of_this_study (gpointer item, gpointer data)
{
  MienTrainPage *self = data;
  const char *folder = mien_run_item_get_folder (item);

  return self->study && self->whole != NULL && g_str_has_prefix (folder, self->whole) &&
         folder[strlen (self->whole)] == G_DIR_SEPARATOR;
}

static void
on_run_activated (GtkListBox *list G_GNUC_UNUSED, GtkListBoxRow *row, MienTrainPage *self)
{
  mien_workbench_inspect (self->workbench, g_object_get_data (G_OBJECT (row), "folder"));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "inspect");
}

static void
show_runs (MienTrainPage *self)
{
  gtk_widget_set_visible (self->runs_group, self->study);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* Another run's curves begin. */
static void
begin_log (MienTrainPage *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->log, mien_curve_log_free);
  self->log = mien_curve_log_new ();
  self->epoch = 0;
  show_curves (self);
}

static void
on_history_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienTrainPage) self = data;
  g_autoptr (GPtrArray) logs = mien_curve_logs_read_finish (result, NULL);

  if (logs == NULL || g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  mien_curve_log_prepend (self->log, g_ptr_array_index (logs, 0));
  show_curves (self);
}

/* What a run that is gone on with has done already. */
static void
read_history (MienTrainPage *self)
{
  const char *const folders[] = {self->folder, NULL};

  self->reading = g_cancellable_new ();
  mien_curve_logs_read_async (folders, self->reading, on_history_read, g_object_ref (self));
}

static void
on_job_started (MienTrainPage *self)
{
  MienJob *job = mien_workbench_get_job (self->workbench);

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->whole, g_free);
  g_clear_pointer (&self->arm, g_free);
  g_clear_pointer (&self->doing, g_free);
  self->whole = job != NULL ? g_strdup (mien_job_get_folder (job)) : NULL;
  self->study = job != NULL && mien_job_is_study (job);
  self->run = 0;
  self->n_runs = 1;
  self->images_per_second = 0.0;
  self->seconds_left = (double) NAN;
  gtk_info_bar_set_revealed (self->outcome, FALSE);
  gtk_widget_set_visible (self->results_group, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->weights_group), TRUE);
  gtk_progress_bar_set_fraction (self->progress, 0.0);
  offer_weights (self);
  g_object_set (self->curves, "placeholder", _ ("The first values come soon"), NULL);
  begin_log (self);
  show_heading (self);
  self->state = STATE_PREPARING;
  show_state (self);
  show_runs (self);
}

static void
follow_run_started (MienTrainPage *self, const MienEvent *event)
{
  g_free (self->folder);
  self->folder = g_strdup (event->text);
  g_free (self->arm);
  self->arm = g_strdup (event->task);
  self->run = event->run;
  self->n_runs = MAX (event->n_runs, 1);
  self->study = self->study || self->n_runs > 1;
  begin_log (self);
  if (self->folder != NULL)
    read_history (self);
  show_heading (self);
  show_runs (self);
}

static void
follow_stage (MienTrainPage *self, const MienEvent *event)
{
  g_free (self->doing);
  self->doing = g_strdup (event->text);
  set_state (self, STATE_PREPARING);
  if (event->value >= 0.0)
    gtk_progress_bar_set_fraction (self->progress, MIN (event->value, 1.0));
  else
    gtk_progress_bar_pulse (self->progress);
}

static gboolean
redraw (gpointer data)
{
  MienTrainPage *self = data;

  if (self->anew) {
    show_curves (self);
    return G_SOURCE_REMOVE;
  }
  self->redraw = 0;
  mien_curve_plot_data_changed (self->curves);
  mien_curve_plot_data_changed (self->gradients);
  return G_SOURCE_REMOVE;
}

static void
redraw_soon (MienTrainPage *self)
{
  if (self->redraw == 0)
    self->redraw = g_timeout_add (REDRAW_MS, redraw, self);
}

static void
follow_progress (MienTrainPage *self, const MienEvent *event)
{
  double done = event->value * event->n_runs - event->run; /* of this run */

  self->run = event->run;
  self->n_runs = MAX (event->n_runs, 1);
  self->epoch = event->epoch;
  self->images_per_second = event->images_per_second;
  self->seconds_left = event->seconds_left;
  gtk_progress_bar_set_fraction (self->progress, CLAMP (event->value, 0.0, 1.0));
  if (done > 0.0 && event->step > 0 && self->n_epochs > 0)
    mien_curve_log_set_steps_per_epoch (self->log, (double) event->step / (done * self->n_epochs));
  if (self->state == STATE_PREPARING) {
    g_clear_pointer (&self->doing, g_free);
    set_state (self, STATE_TRAINING);
  }
}

static void
follow_point (MienTrainPage *self, const MienEvent *event)
{
  MienHistoryRow row = {event->epoch, event->step,   event->task,
                        event->split, event->metric, event->value};

  if (event->task == NULL || event->split == NULL || event->metric == NULL)
    return;
  self->epoch = event->epoch;
  self->anew |= mien_curve_log_add (self->log, &row);
  redraw_soon (self);
}

static void
follow_event (MienTrainPage *self, const MienEvent *event)
{
  switch (event->kind) {
  case MIEN_EVENT_STAGE:
    follow_stage (self, event);
    break;
  case MIEN_EVENT_RUN_STARTED:
    follow_run_started (self, event);
    break;
  case MIEN_EVENT_POINT:
    follow_point (self, event);
    break;
  case MIEN_EVENT_PROGRESS:
    follow_progress (self, event);
    break;
  case MIEN_EVENT_PAUSED:
    set_state (self, STATE_PAUSED);
    break;
  case MIEN_EVENT_RESUMED:
    set_state (self, STATE_TRAINING);
    break;
  case MIEN_EVENT_WEIGHT:
    mien_curve_log_add_weight_change (self->log, event->task, event->step, event->value);
    self->anew = TRUE;
    redraw_soon (self);
    break;
  case MIEN_EVENT_SAVED:
  case MIEN_EVENT_RUN_FINISHED:
  case MIEN_EVENT_FINISHED:
  default:
    break;
  }
}

static void
on_job_events (MienTrainPage *self, GPtrArray *batch)
{
  if (self->log == NULL)
    on_job_started (self);
  for (guint i = 0; i < batch->len; i++)
    follow_event (self, g_ptr_array_index (batch, i));
  show_progress (self);
}

static MienRunItem *
find_run (MienTrainPage *self, const char *folder)
{
  GListModel *runs = mien_workbench_get_runs (self->workbench);

  for (guint i = 0; folder != NULL && i < g_list_model_get_n_items (runs); i++) {
    g_autoptr (MienRunItem) item = g_list_model_get_item (runs, i);

    if (g_str_equal (mien_run_item_get_folder (item), folder))
      return item;
  }
  return NULL;
}

static void
show_outcome (MienTrainPage *self, const char *text, GtkMessageType type)
{
  gboolean good = type == GTK_MESSAGE_INFO;

  gtk_info_bar_set_message_type (self->outcome, type);
  gtk_label_set_text (self->outcome_label, text);
  gtk_widget_set_visible (self->inspect, good && self->folder != NULL);
  gtk_widget_set_visible (self->compare, good && self->study);
  gtk_widget_set_visible (self->change, type == GTK_MESSAGE_ERROR);
  gtk_widget_set_visible (self->go_on, type == GTK_MESSAGE_WARNING && self->whole != NULL);
  gtk_info_bar_set_revealed (self->outcome, TRUE);
}

/* What each task came to takes the place of its weight. */
static void
show_results (MienTrainPage *self, MienRunItem *item)
{
  GPtrArray *tasks = mien_curve_log_get_tasks (self->log);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->results, 0)) != NULL)
    gtk_list_box_remove (self->results, GTK_WIDGET (row));
  gtk_widget_set_visible (self->results_group, item != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->weights_group), item == NULL);
  for (guint t = 0; item != NULL && t < tasks->len; t++)
    gtk_list_box_append (self->results,
                         mien_create_result_row (mien_run_item_get_run (item), self->log,
                                                 g_ptr_array_index (tasks, t)));
}

static void
tell_outcome (MienTrainPage *self)
{
  MienRunItem *item = find_run (self, self->folder);
  g_autofree char *text = NULL;

  if (self->study) {
    show_outcome (self, _ ("The study is finished. What it says of the arms stands on Compare."),
                  GTK_MESSAGE_INFO);
    return;
  }
  text = item != NULL ? mien_describe_outcome (item) : g_strdup (_ ("The training is finished."));
  show_outcome (self, text, GTK_MESSAGE_INFO);
  show_results (self, item);
}

static void
tell_failure (MienTrainPage *self, const GError *error)
{
  /* Translators: %s is a whole sentence about what went wrong. */
  g_autofree char *text = g_strdup_printf (_ ("The training failed. %s"), error->message);
  g_autofree char *longer = NULL;

  if (g_error_matches (error, MIEN_ERROR, MIEN_ERROR_NUMERIC))
    longer = g_strconcat (text, " ", _ ("A smaller learning rate or smaller weights usually help."),
                          NULL);
  show_outcome (self, longer != NULL ? longer : text, GTK_MESSAGE_ERROR);
}

static void
on_job_finished (MienTrainPage *self, const GError *error)
{
  g_clear_pointer (&self->doing, g_free);
  g_object_set (self->curves, "placeholder", _ ("It ended before there were values"), NULL);
  if (error == NULL) {
    self->state = STATE_FINISHED;
    gtk_progress_bar_set_fraction (self->progress, 1.0);
    tell_outcome (self);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    self->state = STATE_STOPPED;
    show_outcome (self, _ ("The training was stopped. It can go on from where it was saved."),
                  GTK_MESSAGE_WARNING);
  } else {
    self->state = STATE_FAILED;
    tell_failure (self, error);
  }
  on_choice (self);
  show_state (self);
}

/* The figures of a finished run come with the list of runs, a moment after its end. */
static void
on_runs_changed (MienTrainPage *self)
{
  show_runs (self);
  if (self->state == STATE_FINISHED)
    tell_outcome (self);
}

static void
command (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  MienTrainPage *self = MIEN_TRAIN_PAGE (widget);

  if (g_str_equal (name, "train.pause")) {
    mien_workbench_command (self->workbench, MIEN_COMMAND_PAUSE);
  } else if (g_str_equal (name, "train.resume")) {
    mien_workbench_command (self->workbench, MIEN_COMMAND_RESUME);
  } else {
    set_state (self, STATE_STOPPING);
    mien_workbench_command (self->workbench, MIEN_COMMAND_STOP);
  }
}

static void
go_on (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienTrainPage *self = MIEN_TRAIN_PAGE (widget);
  g_autofree char *folder = g_strdup (self->whole);
  g_autoptr (GError) error = NULL;

  if (folder != NULL && !mien_workbench_resume (self->workbench, folder, &error))
    tell_failure (self, error);
}

static void
inspect (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienTrainPage *self = MIEN_TRAIN_PAGE (widget);

  mien_workbench_inspect (self->workbench, self->folder);
  gtk_widget_activate_action (widget, "win.page", "s", "inspect");
}

static void
mien_train_page_dispose (GObject *object)
{
  MienTrainPage *self = MIEN_TRAIN_PAGE (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->redraw, g_source_remove);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_train_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_TRAIN_PAGE);
  g_clear_object (&self->filter);
}

static void
mien_train_page_finalize (GObject *object)
{
  MienTrainPage *self = MIEN_TRAIN_PAGE (object);

  mien_curve_log_free (self->log);
  g_free (self->doing);
  g_free (self->folder);
  g_free (self->whole);
  g_free (self->arm);
  g_free (self->main);

  G_OBJECT_CLASS (mien_train_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienTrainPage, stack);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, heading);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, state_label);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, pause);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, resume);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, stop);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, progress);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, outcome);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, outcome_label);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, go_on);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, change);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, inspect);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, compare);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, shown);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, gradients_shown);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, curves);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, gradients);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, weights_group);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, weights);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, results_group);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, results);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, runs_group);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, runs);
}

static void
mien_train_page_class_init (MienTrainPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_train_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_train_page_finalize;

  g_type_ensure (MIEN_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (MIEN_TYPE_CURVE_PLOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/train-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_run_activated);
  gtk_widget_class_install_action (widget_class, "train.pause", NULL, command);
  gtk_widget_class_install_action (widget_class, "train.resume", NULL, command);
  gtk_widget_class_install_action (widget_class, "train.stop", NULL, command);
  gtk_widget_class_install_action (widget_class, "train.continue", NULL, go_on);
  gtk_widget_class_install_action (widget_class, "train.inspect", NULL, inspect);
}

static void
mien_train_page_init (MienTrainPage *self)
{
  self->seconds_left = (double) NAN;
  self->n_runs = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_name_buttons (GTK_WIDGET (self));
}

static void
follow (MienTrainPage *self, const char *signal, GCallback callback)
{
  g_signal_connect_object (self->workbench, signal, callback, self, G_CONNECT_SWAPPED);
}

GtkWidget *
mien_train_page_new (MienWorkbench *workbench)
{
  MienTrainPage *self = g_object_new (MIEN_TYPE_TRAIN_PAGE, NULL);
  GtkFilter *filter =
      GTK_FILTER (gtk_custom_filter_new ((GtkCustomFilterFunc) is_of_this_study, self, NULL));
  g_autoptr (GtkFilterListModel) runs = NULL;

  self->workbench = g_object_ref (workbench);
  self->filter = g_object_ref (filter);
  runs = gtk_filter_list_model_new (g_object_ref (mien_workbench_get_runs (workbench)), filter);
  gtk_list_box_bind_model (self->runs, G_LIST_MODEL (runs), mien_create_run_row, NULL, NULL);
  follow (self, "job-started", G_CALLBACK (on_job_started));
  follow (self, "job-events", G_CALLBACK (on_job_events));
  follow (self, "job-finished", G_CALLBACK (on_job_finished));
  follow (self, "runs-changed", G_CALLBACK (on_runs_changed));
  show_state (self);
  return GTK_WIDGET (self);
}
