#include "ui/pages/curves-pane.h"

#include "ui/models/gradient-words.h"
#include "ui/models/run-facts.h"
#include "ui/models/weighting-words.h"
#include "ui/pages/map-pane.h"
#include "ui/pages/run-rows.h"
#include "ui/pages/training-curves.h"

#include <glib/gi18n.h>
#include <math.h>

/* More often than this nobody can follow the curves; painting leaves the cores to the training. */
#define REDRAW_MS 150

/* A run that left the same past as the one that is shown. */
typedef struct {
  char *name;
  gint64 step;
  MienCurveLog *log; /* (nullable): until it has been read; of the run itself, always */
} Branch;

struct _MienCurvesPane {
  AdwBin parent_instance;

  MienCurveLog *log;
  GPtrArray *branches;   /* of Branch; empty where the run is none */
  GCancellable *reading; /* (nullable): of histories */
  guint redraw;          /* timeout: points came that are not drawn yet */
  gboolean anew;         /* and curves among them that the plots do not have yet */
  char *main;            /* (nullable) */
  char *weighting;       /* (nullable) */
  int n_epochs;
  MienRunItem *outcome; /* (nullable): the run, finished */

  gboolean loss; /* is what is shown */
  GtkDropDown *shown;
  GtkDropDown *gradients_shown;
  GtkStack *parts;
  MienCurvePlot *curves;
  MienCurvePlot *gradients;
  MienCurvePlot *weights;
  GtkLabel *best;
  GtkLabel *gradient_words;
  GtkLabel *weight_words;
  MienMapPane *map;
};

G_DEFINE_FINAL_TYPE (MienCurvesPane, mien_curves_pane, ADW_TYPE_BIN)

enum {
  HISTORY_READ,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
free_branch (gpointer data)
{
  Branch *branch = data;

  g_free (branch->name);
  mien_curve_log_free (branch->log);
  g_free (branch);
}

static void
show_plot (MienCurvesPane *self, MienCurvePlot *plot, MienShownCurves what)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (MienShownBranch));
  double from = (double) NAN;

  for (guint i = 0; i < self->branches->len; i++) {
    const Branch *branch = g_ptr_array_index (self->branches, i);
    MienShownBranch line = {branch->name, branch->log};

    from = mien_curve_log_get_x (self->log, branch->step);
    if (line.log != NULL)
      g_array_append_val (shown, line);
  }
  if (shown->len > 0)
    mien_show_branch_curves (plot, (const MienShownBranch *) (void *) shown->data, shown->len, from,
                             what, self->main);
  else
    mien_show_training_curves (plot, self->log, what, self->main);
}

static void
show_words (GtkLabel *label, char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  g_free (words);
}

static void
show_gradient_words (MienCurvesPane *self)
{
  show_words (self->gradient_words, mien_gradient_words (self->log, self->main));
  show_words (self->weight_words,
              mien_fallback_words (self->log, mien_weighting_title (self->weighting)));
}

static void
show_best_epoch (MienCurvesPane *self)
{
  double epoch = self->outcome != NULL ? mien_run_best_epoch (self->outcome) : (double) NAN;

  if (isfinite (epoch))
    mien_curve_plot_add_mark (self->curves, epoch, _ ("best epoch"));
}

static void
show_curves (MienCurvesPane *self)
{
  gboolean cosine = gtk_drop_down_get_selected (self->gradients_shown) == 0;
  double end = self->n_epochs > 0 ? self->n_epochs : (double) NAN;
  double reach = cosine ? 1.0 : (double) NAN;

  g_clear_handle_id (&self->redraw, g_source_remove);
  self->anew = FALSE;
  mien_curve_plot_set_range (self->curves, 0.0, end, NAN, NAN);
  show_plot (self, self->curves, (MienShownCurves) gtk_drop_down_get_selected (self->shown));
  show_best_epoch (self);
  mien_curve_plot_set_range (self->gradients, 0.0, end, -reach, reach);
  show_plot (self, self->gradients, cosine ? MIEN_SHOWN_GRADIENT_COSINE : MIEN_SHOWN_GRADIENT_NORM);
  mien_curve_plot_set_range (self->weights, 0.0, end, 0.0, NAN);
  show_plot (self, self->weights, MIEN_SHOWN_WEIGHT);
  show_gradient_words (self);
}

/* The plots as the drop-downs and what came by now say. What was zoomed to means something else for
 * other curves; only a loss has the wild values of the first batches. */
static void
on_choice (MienCurvesPane *self)
{
  gboolean loss = gtk_drop_down_get_selected (self->shown) == MIEN_SHOWN_LOSS;

  if (loss != self->loss) /* else what a person set stays */
    g_object_set (self->curves, "robust", loss, NULL);
  self->loss = loss;
  gtk_widget_activate_action (GTK_WIDGET (self->curves), "plot.show-all", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->gradients), "plot.show-all", NULL);
  if (self->log != NULL)
    show_curves (self);
}

static gboolean
redraw (gpointer data)
{
  MienCurvesPane *self = data;

  if (self->anew || self->branches->len > 0) {
    show_curves (self);
    return G_SOURCE_REMOVE;
  }
  self->redraw = 0;
  mien_curve_plot_data_changed (self->curves);
  mien_curve_plot_data_changed (self->gradients);
  mien_curve_plot_data_changed (self->weights);
  show_gradient_words (self);
  return G_SOURCE_REMOVE;
}

static void
redraw_soon (MienCurvesPane *self)
{
  if (self->redraw == 0)
    self->redraw = g_timeout_add (REDRAW_MS, redraw, self);
}

static void
on_part_chosen (MienCurvesPane *self)
{
  const char *part = gtk_stack_get_visible_child_name (self->parts);

  gtk_widget_set_visible (GTK_WIDGET (self->gradients_shown), g_strcmp0 (part, "gradients") == 0);
}

void
mien_curves_pane_set_recipe (MienCurvesPane *self, const MienRecipe *recipe)
{
  g_return_if_fail (MIEN_IS_CURVES_PANE (self) && recipe != NULL);

  const MienRecipeTask *main = mien_recipe_get_main (recipe);
  gboolean alone = recipe->tasks->len < 2;

  g_free (self->main);
  self->main = main != NULL ? g_strdup (main->column) : NULL;
  g_free (self->weighting);
  self->weighting = g_strdup (recipe->weighting);
  self->n_epochs = recipe->epochs;
  g_object_set (self->curves, "placeholder", _ ("Values show here as they come"), NULL);
  g_object_set (self->gradients, "placeholder",
                alone ? _ ("A second task would show here whether it helps the main one")
                      : _ ("Measured now and then"),
                NULL);
  g_object_set (self->weights, "placeholder",
                alone ? _ ("A second task would show here how much each counts")
                      : _ ("Values show here as they come"),
                NULL);
  mien_map_pane_set_alone (self->map, alone);
}

/* What the history says of how many epochs there are to be. */
static void
take_extensions (MienCurvesPane *self)
{
  GArray *marks = mien_curve_log_get_marks (self->log);

  for (guint i = 0; i < marks->len; i++) {
    const MienSteerMark *mark = &g_array_index (marks, MienSteerMark, i);

    if (mark->kind == MIEN_STEER_EXTENDED)
      self->n_epochs = MAX (self->n_epochs, (int) mark->value);
  }
}

static void
on_histories_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienCurvesPane) self = data;
  g_autoptr (GPtrArray) logs = mien_curve_logs_read_finish (result, NULL);
  guint next = 1;

  if (logs == NULL || g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  mien_curve_log_prepend (self->log, g_ptr_array_index (logs, 0));
  for (guint i = 0; i < self->branches->len; i++) {
    Branch *branch = g_ptr_array_index (self->branches, i);

    if (branch->log == NULL && next < logs->len)
      branch->log = g_steal_pointer (&g_ptr_array_index (logs, next++));
  }
  take_extensions (self);
  show_curves (self);
  g_signal_emit (self, signals[HISTORY_READ], 0);
}

/* (transfer container): @folder, and those of the branches beside it */
static GPtrArray *
take_branches (MienCurvesPane *self, const char *folder, GPtrArray *branches)
{
  GPtrArray *folders = g_ptr_array_new ();

  g_ptr_array_set_size (self->branches, 0);
  g_ptr_array_add (folders, (gpointer) folder);
  for (guint i = 0; branches != NULL && i < branches->len; i++) {
    const MienBranchRun *run = g_ptr_array_index (branches, i);
    gboolean own = g_str_equal (run->folder, folder);
    Branch *branch = g_new0 (Branch, 1);

    *branch =
        (Branch){g_strdup (run->name), run->step, own ? mien_curve_log_ref (self->log) : NULL};
    if (!own)
      g_ptr_array_add (folders, run->folder);
    g_ptr_array_add (self->branches, branch);
  }
  g_ptr_array_add (folders, NULL);
  return folders;
}

void
mien_curves_pane_begin (MienCurvesPane *self, const char *folder, GPtrArray *branches)
{
  g_return_if_fail (MIEN_IS_CURVES_PANE (self));

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->outcome);
  g_ptr_array_set_size (self->branches, 0);
  g_clear_pointer (&self->log, mien_curve_log_free);
  self->log = mien_curve_log_new ();
  mien_map_pane_show (self->map, NULL);
  show_words (self->best, NULL);
  show_curves (self);
  if (folder == NULL)
    return;

  g_autoptr (GPtrArray) folders = take_branches (self, folder, branches);

  self->reading = g_cancellable_new ();
  mien_curve_logs_read_async ((const char *const *) folders->pdata, self->reading,
                              on_histories_read, g_object_ref (self));
}

static void
follow_point (MienCurvesPane *self, const MienEvent *event)
{
  MienHistoryRow row = {event->epoch, event->step,   event->task,
                        event->split, event->metric, event->value};

  if (event->task == NULL || event->split == NULL || event->metric == NULL)
    return;
  self->anew |= mien_curve_log_add (self->log, &row);
  redraw_soon (self);
}

static void
follow_progress (MienCurvesPane *self, const MienEvent *event)
{
  double done = event->value * event->n_runs - event->run; /* of this run */

  if (done > 0.0 && event->step > 0 && self->n_epochs > 0)
    mien_curve_log_set_steps_per_epoch (self->log, (double) event->step / (done * self->n_epochs));
}

void
mien_curves_pane_follow (MienCurvesPane *self, const MienEvent *event)
{
  g_return_if_fail (MIEN_IS_CURVES_PANE (self));

  MienSteerMark mark;

  if (event->kind == MIEN_EVENT_POINT) {
    follow_point (self, event);
  } else if (event->kind == MIEN_EVENT_PROGRESS) {
    follow_progress (self, event);
  } else if (mien_steer_mark_from_event (event, &mark)) {
    mien_curve_log_add_mark (self->log, mark.kind, mark.task, event->step, mark.value);
    if (mark.kind == MIEN_STEER_EXTENDED)
      self->n_epochs = (int) mark.value;
    self->anew = TRUE;
    redraw_soon (self);
  }
}

void
mien_curves_pane_end (MienCurvesPane *self)
{
  g_return_if_fail (MIEN_IS_CURVES_PANE (self));

  g_object_set (self->curves, "placeholder", _ ("It ended before there were values"), NULL);
  if (self->log != NULL)
    show_curves (self);
}

void
mien_curves_pane_show_outcome (MienCurvesPane *self, MienRunItem *item)
{
  g_return_if_fail (MIEN_IS_CURVES_PANE (self));

  const MienRun *run = mien_run_item_load_run (item);

  g_set_object (&self->outcome, item);
  mien_map_pane_show (self->map, run != NULL ? run->result : NULL);
  show_words (self->best, mien_describe_best_epochs (item));
  show_curves (self);
}

MienCurveLog *
mien_curves_pane_get_log (MienCurvesPane *self)
{
  g_return_val_if_fail (MIEN_IS_CURVES_PANE (self), NULL);

  return self->log;
}

static void
mien_curves_pane_dispose (GObject *object)
{
  MienCurvesPane *self = MIEN_CURVES_PANE (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->outcome);
  g_clear_handle_id (&self->redraw, g_source_remove);

  G_OBJECT_CLASS (mien_curves_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_CURVES_PANE);
}

static void
mien_curves_pane_finalize (GObject *object)
{
  MienCurvesPane *self = MIEN_CURVES_PANE (object);

  mien_curve_log_free (self->log);
  g_ptr_array_unref (self->branches);
  g_free (self->main);
  g_free (self->weighting);

  G_OBJECT_CLASS (mien_curves_pane_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, shown);
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, gradients_shown);
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, parts);
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, curves);
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, gradients);
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, weights);
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, best);
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, gradient_words);
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, weight_words);
  gtk_widget_class_bind_template_child (klass, MienCurvesPane, map);
}

static void
mien_curves_pane_class_init (MienCurvesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_curves_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_curves_pane_finalize;
  signals[HISTORY_READ] = g_signal_new ("history-read", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MIEN_TYPE_CURVE_PLOT);
  g_type_ensure (MIEN_TYPE_MAP_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/curves-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_part_chosen);
}

static void
mien_curves_pane_init (MienCurvesPane *self)
{
  self->branches = g_ptr_array_new_with_free_func (free_branch);
  self->loss = TRUE; /* as the drop-down begins */
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_curve_plot_link (self->curves, self->gradients);
  mien_curve_plot_link (self->curves, self->weights);
}
