#include "ui/pages/train-page.h"

#include "engine/core/error.h"
#include "ui/models/run-facts.h"
#include "ui/pages/branch-window.h"
#include "ui/pages/curves-pane.h"
#include "ui/pages/extend-button.h"
#include "ui/pages/queue-pane.h"
#include "ui/pages/run-rows.h"
#include "ui/pages/train-words.h"
#include "ui/widgets/accessible-names.h"
#include "ui/widgets/columns-layout.h"
#include "ui/widgets/live-rate.h"
#include "ui/widgets/live-tasks.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _MienTrainPage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  GtkFilter *filter; /* the runs of this study */
  MienTrainProgress progress;
  char *doing;    /* (nullable): the stage's words */
  char *folder;   /* (nullable): of the run whose curves are shown */
  char *whole;    /* (nullable): of the job: the study, or the run itself */
  char *arm;      /* (nullable) */
  gboolean begun; /* there has been a job */
  gboolean study;

  GtkStack *stack;
  GtkLabel *heading;
  GtkLabel *state_label;
  GtkWidget *branch;
  GtkWidget *pause;
  GtkWidget *resume;
  GtkWidget *stop;
  GtkWidget *save;
  MienExtendButton *extend;
  GtkProgressBar *bar;
  GtkInfoBar *outcome;
  GtkLabel *outcome_label;
  GtkWidget *go_on;
  GtkWidget *change;
  GtkWidget *inspect;
  GtkWidget *compare;
  MienCurvesPane *curves;
  MienQueuePane *queue;
  MienLiveTasks *tasks;
  MienLiveRate *rate;
  GtkWidget *results_group;
  GtkListBox *results;
  GtkWidget *runs_group;
  GtkListBox *runs;
};

G_DEFINE_FINAL_TYPE (MienTrainPage, mien_train_page, ADW_TYPE_BIN)

static gboolean
is_running (MienTrainPage *self)
{
  return mien_train_state_is_running (self->progress.state);
}

static void
show_heading (MienTrainPage *self)
{
  GPtrArray *branches = mien_workbench_get_branches (self->workbench);
  g_autofree char *text = NULL;

  if (self->study && self->folder != NULL)
    text = mien_run_place_words (self->folder, self->arm);
  else if (branches != NULL)
    text = mien_train_branch_words (branches, self->folder);
  else
    text = mien_train_tasks_words (mien_workbench_get_job_recipe (self->workbench));
  gtk_label_set_text (self->heading, *text != '\0' ? text : _ ("Training"));
}

static void
show_progress (MienTrainPage *self)
{
  g_autofree char *text = mien_train_progress_words (&self->progress);
  const char *state = mien_train_state_words (self->progress.state, self->doing);

  gtk_progress_bar_set_text (self->bar, *text != '\0' ? text : state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  gtk_progress_bar_get_text (self->bar), -1);
}

/* A study's runs are saved and extended no more than they are steered otherwise. */
static void
show_steering (MienTrainPage *self, gboolean can_command)
{
  gboolean running = is_running (self);
  gboolean finished = self->progress.state == MIEN_TRAIN_FINISHED;

  gtk_widget_set_visible (self->save, running && !self->study);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.save", can_command && !self->study);
  gtk_widget_set_visible (GTK_WIDGET (self->extend),
                          !self->study && (running || (finished && self->folder != NULL)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->extend), can_command || finished);
  mien_extend_button_set_running (self->extend, running);
  mien_live_rate_set_reason (self->rate,
                             self->study ? _ ("Fixed in a study, so that its runs can be compared")
                             : !can_command ? _ ("The training is not running")
                                            : NULL);
}

static void
show_state (MienTrainPage *self)
{
  gboolean running = is_running (self);
  MienTrainState state = self->progress.state;
  gboolean can_command = running && state != MIEN_TRAIN_STOPPING;

  gtk_stack_set_visible_child_name (self->stack, state == MIEN_TRAIN_NONE ? "empty" : "training");
  gtk_label_set_text (self->state_label, mien_train_state_words (state, self->doing));
  gtk_widget_set_visible (GTK_WIDGET (self->bar), state != MIEN_TRAIN_QUEUED);
  gtk_widget_set_visible (self->pause, running && state != MIEN_TRAIN_PAUSED);
  gtk_widget_set_visible (self->resume, running && state == MIEN_TRAIN_PAUSED);
  gtk_widget_set_visible (self->stop, running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.pause",
                                 can_command && state == MIEN_TRAIN_TRAINING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.resume", can_command);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.stop", can_command);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.branch", !(running && self->study));
  gtk_widget_set_tooltip_text (self->branch,
                               running && self->study
                                   ? _ ("A study trains. Stop it, or wait for its end.")
                                   : _ ("Goes on from here twice, in two ways: with a task and "
                                        "without it, or with another weight"));
  mien_live_tasks_set_usable (self->tasks, can_command, self->study);
  show_steering (self, can_command);
  show_progress (self);
}

static void
set_state (MienTrainPage *self, MienTrainState state)
{
  if (self->progress.state == MIEN_TRAIN_STOPPING)
    return;
  self->progress.state = state;
  show_state (self);
}

static void
on_weight_set (MienTrainPage *self, const char *task, double weight)
{
  mien_workbench_set_live_weight (self->workbench, task, weight);
}

static void
on_switched (MienTrainPage *self, const char *task, gboolean on)
{
  mien_workbench_set_live_task (self->workbench, task, on);
}

static void
on_rate_set (MienTrainPage *self, double rate)
{
  mien_workbench_set_live_rate (self->workbench, rate);
}

/* A run that is finished stays what it is: a branch of it goes on. */
static void
on_extend (MienTrainPage *self, int epochs)
{
  int more = epochs - mien_extend_button_get_epochs (self->extend);
  MienBranching *branching;
  g_autofree char *name = NULL;

  if (is_running (self)) {
    mien_workbench_set_live_epochs (self->workbench, epochs);
    return;
  }
  /* Translators: the name of a run that goes on from another one's end. */
  name = g_strdup_printf (ngettext ("%d more epoch", "%d more epochs", (gulong) more), more);
  branching = mien_branching_new (self->folder, -1);
  mien_branching_add (branching, name, NULL, NAN, epochs);
  mien_workbench_branch (self->workbench, branching);
}

/* What was told, by whomever and whenever, shows in the controls. */
static void
take_mark (MienTrainPage *self, const MienSteerMark *mark)
{
  MienEvent event = {.kind = MIEN_EVENT_EXTENDED, .value = mark->value};

  mien_live_tasks_show (self->tasks, mark);
  if (mark->kind == MIEN_STEER_RATE) {
    event.kind = MIEN_EVENT_RATE;
    mien_live_rate_show (self->rate, mark->value);
  } else if (mark->kind == MIEN_STEER_EXTENDED) {
    self->progress.n_epochs = (int) mark->value;
  } else {
    return;
  }
  mien_extend_button_follow (self->extend, &event);
}

static void
offer_tasks (MienTrainPage *self)
{
  const MienRecipe *recipe = mien_workbench_get_job_recipe (self->workbench);

  if (recipe == NULL)
    recipe = mien_workbench_get_recipe (self->workbench);
  mien_live_tasks_offer (self->tasks, recipe);
  mien_live_rate_offer (self->rate, recipe);
  mien_extend_button_begin (self->extend, recipe);
  mien_curves_pane_set_recipe (self->curves, recipe);
  self->progress.n_epochs = recipe->epochs;
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

static void
on_job_started (MienTrainPage *self)
{
  MienQueuedJob *job = mien_workbench_get_shown (self->workbench);
  gboolean waits = job != NULL && mien_queued_job_get_state (job) == MIEN_QUEUED_WAITING;

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->whole, g_free);
  g_clear_pointer (&self->arm, g_free);
  g_clear_pointer (&self->doing, g_free);
  self->whole = job != NULL ? g_strdup (mien_queued_job_get_folder (job)) : NULL;
  self->begun = TRUE;
  self->study = job != NULL && mien_queued_job_is_study (job);
  self->progress = (MienTrainProgress){.state = waits ? MIEN_TRAIN_QUEUED : MIEN_TRAIN_PREPARING,
                                       .n_runs = 1,
                                       .seconds_left = (double) NAN};
  gtk_info_bar_set_revealed (self->outcome, FALSE);
  gtk_widget_set_visible (self->results_group, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->tasks), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->rate), TRUE);
  gtk_progress_bar_set_fraction (self->bar, 0.0);
  offer_tasks (self);
  mien_curves_pane_begin (self->curves, waits && !self->study ? self->whole : NULL, NULL);
  show_heading (self);
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
  self->progress.run = event->run;
  self->progress.n_runs = MAX (event->n_runs, 1);
  self->progress.epoch = 0;
  self->study = self->study || event->n_runs > 1;
  mien_curves_pane_begin (self->curves, self->folder,
                          mien_workbench_get_branches (self->workbench));
  show_heading (self);
  show_runs (self);
}

static void
follow_stage (MienTrainPage *self, const MienEvent *event)
{
  g_free (self->doing);
  self->doing = g_strdup (event->text);
  set_state (self, MIEN_TRAIN_PREPARING);
  if (event->value >= 0.0)
    gtk_progress_bar_set_fraction (self->bar, MIN (event->value, 1.0));
  else
    gtk_progress_bar_pulse (self->bar);
}

static void
follow_progress (MienTrainPage *self, const MienEvent *event)
{
  self->progress.run = event->run;
  self->progress.n_runs = MAX (event->n_runs, 1);
  self->progress.epoch = event->epoch;
  self->progress.images_per_second = event->images_per_second;
  self->progress.seconds_left = event->seconds_left;
  gtk_progress_bar_set_fraction (self->bar, CLAMP (event->value, 0.0, 1.0));
  if (self->progress.state == MIEN_TRAIN_PREPARING) {
    g_clear_pointer (&self->doing, g_free);
    set_state (self, MIEN_TRAIN_TRAINING);
  }
}

/* The controls follow what was obeyed, whoever told it: a recipe may plan it. */
static void
follow_steering (MienTrainPage *self, const MienEvent *event)
{
  MienSteerMark mark;

  mien_live_rate_follow (self->rate, event);
  mien_extend_button_follow (self->extend, event);
  if (!mien_steer_mark_from_event (event, &mark))
    return;
  if (mark.kind == MIEN_STEER_SAVED)
    mien_toast (GTK_WIDGET (self), _ ("Saved. Branch… goes on from there, whatever comes."), FALSE);
  else
    take_mark (self, &mark);
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
    self->progress.epoch = event->epoch;
    break;
  case MIEN_EVENT_PROGRESS:
    follow_progress (self, event);
    break;
  case MIEN_EVENT_PAUSED:
    set_state (self, MIEN_TRAIN_PAUSED);
    break;
  case MIEN_EVENT_RESUMED:
    set_state (self, MIEN_TRAIN_TRAINING);
    break;
  case MIEN_EVENT_WEIGHT:
  case MIEN_EVENT_TASK:
  case MIEN_EVENT_RATE:
  case MIEN_EVENT_EXTENDED:
  case MIEN_EVENT_KEPT:
  case MIEN_EVENT_SAVED:
  case MIEN_EVENT_RUN_FINISHED:
  case MIEN_EVENT_FINISHED:
  default:
    break;
  }
  follow_steering (self, event);
  mien_curves_pane_follow (self->curves, event);
}

static void
on_job_events (MienTrainPage *self, GPtrArray *batch)
{
  if (!self->begun)
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
  gtk_widget_set_visible (self->change, self->progress.state == MIEN_TRAIN_FAILED);
  gtk_widget_set_visible (self->go_on, type == GTK_MESSAGE_WARNING && self->whole != NULL);
  gtk_info_bar_set_revealed (self->outcome, TRUE);
}

/* What each task came to takes the place of its weight. */
static void
show_results (MienTrainPage *self, MienRunItem *item)
{
  MienCurveLog *log = mien_curves_pane_get_log (self->curves);
  GPtrArray *tasks = mien_curve_log_get_tasks (log);
  MienRun *run = item != NULL ? mien_run_item_load_run (item) : NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->results, 0)) != NULL)
    gtk_list_box_remove (self->results, GTK_WIDGET (row));
  gtk_widget_set_visible (self->results_group, item != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->tasks), item == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->rate), item == NULL);
  for (guint t = 0; run != NULL && t < tasks->len; t++)
    gtk_list_box_append (self->results,
                         mien_create_result_row (run, log, g_ptr_array_index (tasks, t)));
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
  if (item != NULL)
    mien_curves_pane_show_outcome (self->curves, item);
}

/* What the history says that the run was told before counts for the controls as well. */
static void
on_history_read (MienTrainPage *self)
{
  GArray *marks = mien_curve_log_get_marks (mien_curves_pane_get_log (self->curves));

  for (guint i = 0; i < marks->len; i++)
    take_mark (self, &g_array_index (marks, MienSteerMark, i));
  if (self->progress.state == MIEN_TRAIN_FINISHED)
    tell_outcome (self);
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
tell_branch_failed (MienTrainPage *self, const GError *error)
{
  /* Translators: %s is a whole sentence about what went wrong. */
  g_autofree char *text = g_strdup_printf (_ ("The run could not be branched. %s"), error->message);

  /* What was stopped for it can go on. */
  show_outcome (self, text,
                self->progress.state == MIEN_TRAIN_STOPPED ? GTK_MESSAGE_WARNING
                                                           : GTK_MESSAGE_ERROR);
}

static void
on_job_finished (MienTrainPage *self, const GError *error)
{
  g_clear_pointer (&self->doing, g_free);
  mien_curves_pane_end (self->curves);
  if (error == NULL) {
    self->progress.state = MIEN_TRAIN_FINISHED;
    gtk_progress_bar_set_fraction (self->bar, 1.0);
    tell_outcome (self);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    self->progress.state = MIEN_TRAIN_STOPPED;
    show_outcome (self, _ ("The training was stopped. It can go on from where it was saved."),
                  GTK_MESSAGE_WARNING);
  } else {
    self->progress.state = MIEN_TRAIN_FAILED;
    tell_failure (self, error);
  }
  show_state (self);
}

/* The figures of a finished run come with the list of runs, a moment after its end. */
static void
on_runs_changed (MienTrainPage *self)
{
  show_runs (self);
  if (self->progress.state == MIEN_TRAIN_FINISHED)
    tell_outcome (self);
}

/* What was shown left the queue, and nothing is in it. */
static void
on_shown (MienTrainPage *self)
{
  if (mien_workbench_get_shown (self->workbench) != NULL)
    return;
  self->progress.state = MIEN_TRAIN_NONE;
  show_state (self);
}

static void
command (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  MienTrainPage *self = MIEN_TRAIN_PAGE (widget);

  if (g_str_equal (name, "train.pause")) {
    mien_workbench_command (self->workbench, MIEN_COMMAND_PAUSE);
  } else if (g_str_equal (name, "train.resume")) {
    mien_workbench_command (self->workbench, MIEN_COMMAND_RESUME);
  } else if (g_str_equal (name, "train.save")) {
    mien_workbench_command (self->workbench, MIEN_COMMAND_SAVE);
  } else {
    set_state (self, MIEN_TRAIN_STOPPING);
    mien_workbench_command (self->workbench, MIEN_COMMAND_STOP);
  }
}

/* Branching a run that trains stops it as well, without the button. */
static void
on_job_stopping (MienTrainPage *self)
{
  set_state (self, MIEN_TRAIN_STOPPING);
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
branch (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienTrainPage *self = MIEN_TRAIN_PAGE (widget);
  GtkWidget *window = mien_branch_window_new (self->workbench, self->folder,
                                              GTK_WINDOW (gtk_widget_get_root (widget)));

  gtk_window_present (GTK_WINDOW (window));
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

  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_train_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_TRAIN_PAGE);
  g_clear_object (&self->filter);
}

static void
mien_train_page_finalize (GObject *object)
{
  MienTrainPage *self = MIEN_TRAIN_PAGE (object);

  g_free (self->doing);
  g_free (self->folder);
  g_free (self->whole);
  g_free (self->arm);

  G_OBJECT_CLASS (mien_train_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienTrainPage, stack);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, heading);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, state_label);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, branch);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, pause);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, resume);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, stop);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, save);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, extend);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, bar);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, outcome);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, outcome_label);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, go_on);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, change);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, inspect);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, compare);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, curves);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, queue);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, tasks);
  gtk_widget_class_bind_template_child (klass, MienTrainPage, rate);
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
  g_type_ensure (MIEN_TYPE_CURVES_PANE);
  g_type_ensure (MIEN_TYPE_EXTEND_BUTTON);
  g_type_ensure (MIEN_TYPE_LIVE_RATE);
  g_type_ensure (MIEN_TYPE_LIVE_TASKS);
  g_type_ensure (MIEN_TYPE_QUEUE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/train-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_weight_set);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_rate_set);
  gtk_widget_class_bind_template_callback (widget_class, on_extend);
  gtk_widget_class_bind_template_callback (widget_class, on_history_read);
  gtk_widget_class_bind_template_callback (widget_class, on_run_activated);
  gtk_widget_class_install_action (widget_class, "train.pause", NULL, command);
  gtk_widget_class_install_action (widget_class, "train.resume", NULL, command);
  gtk_widget_class_install_action (widget_class, "train.stop", NULL, command);
  gtk_widget_class_install_action (widget_class, "train.save", NULL, command);
  gtk_widget_class_install_action (widget_class, "train.continue", NULL, go_on);
  gtk_widget_class_install_action (widget_class, "train.branch", NULL, branch);
  gtk_widget_class_install_action (widget_class, "train.inspect", NULL, inspect);
}

/* Wherever the focus is, as long as the page is shown. */
static gboolean
save_by_key (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_activate_action (widget, "train.save", NULL);
}

static void
add_shortcut (MienTrainPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_s, GDK_CONTROL_MASK),
                        gtk_callback_action_new (save_by_key, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
mien_train_page_init (MienTrainPage *self)
{
  self->progress = (MienTrainProgress){.n_runs = 1, .seconds_left = (double) NAN};
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_name_buttons (GTK_WIDGET (self));
  add_shortcut (self);
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
  follow (self, "job-stopping", G_CALLBACK (on_job_stopping));
  follow (self, "job-events", G_CALLBACK (on_job_events));
  follow (self, "job-finished", G_CALLBACK (on_job_finished));
  follow (self, "branch-failed", G_CALLBACK (tell_branch_failed));
  follow (self, "runs-changed", G_CALLBACK (on_runs_changed));
  follow (self, "notify::shown", G_CALLBACK (on_shown));
  mien_queue_pane_set_workbench (self->queue, workbench);
  if (mien_workbench_get_shown (workbench) != NULL)
    on_job_started (self);
  show_state (self);
  return GTK_WIDGET (self);
}
