#include "ui/pages/branch-window.h"

#include "ui/models/run-facts.h"
#include "ui/pages/branch-form.h"
#include "ui/widgets/accessible-names.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>
#include <math.h>

/* A finished run is offered so many epochs more. */
#define MORE_EPOCHS 10

typedef struct {
  char *folder;
  char *title;
  MienRecipe *recipe; /* (nullable): NULL until it is chosen */
} Candidate;

struct _MienBranchWindow {
  AdwWindow parent_instance;

  MienWorkbench *workbench;
  GPtrArray *runs;       /* of Candidate */
  GPtrArray *points;     /* of MienBranchPoint of the chosen run; may be empty */
  gboolean now;          /* the last thing to branch from is where the run stands by then */
  GCancellable *reading; /* (nullable): of the points */

  GtkBox *box;
  GtkDropDown *run;
  GtkDropDown *from;
  GtkSpinButton *epochs;
  GtkLabel *rate;
  GtkLabel *message;
  MienBranchForm *forms[2];
};

G_DEFINE_FINAL_TYPE (MienBranchWindow, mien_branch_window, ADW_TYPE_WINDOW)

static void
free_candidate (gpointer data)
{
  Candidate *run = data;

  g_free (run->folder);
  g_free (run->title);
  mien_recipe_free (run->recipe);
  g_free (run);
}

/* (nullable): NULL too where its folder has gone since */
static const Candidate *
get_run (MienBranchWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->run);
  Candidate *run = selected < self->runs->len ? g_ptr_array_index (self->runs, selected) : NULL;

  if (run != NULL && run->recipe == NULL) {
    g_autofree char *path = g_build_filename (run->folder, "recipe.json", NULL);

    run->recipe = mien_recipe_load (path, NULL);
  }
  return run != NULL && run->recipe != NULL ? run : NULL;
}

/* (nullable): NULL too for where the run stands by then */
static const MienBranchPoint *
get_point (MienBranchWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->from);

  return selected < self->points->len ? g_ptr_array_index (self->points, selected) : NULL;
}

static gboolean
is_training (MienBranchWindow *self, const Candidate *run)
{
  MienQueuedJob *job =
      mien_job_queue_find (mien_workbench_get_queue (self->workbench), run->folder);

  return job != NULL && mien_queued_job_is_running (job);
}

/* What is typed counts at once. */
static int
get_epochs (MienBranchWindow *self)
{
  double epochs;

  return (int) (mien_typed_number (self->epochs, &epochs)
                    ? epochs
                    : gtk_spin_button_get_value (self->epochs));
}

/* (transfer full) (nullable): that the learning rate jumps, as a schedule that follows the number
 * of epochs is stretched by more of them */
static char *
tell_rate (MienBranchWindow *self)
{
  const Candidate *run = get_run (self);
  const MienBranchPoint *point = get_point (self);
  g_autoptr (MienRecipe) longer = run != NULL ? mien_recipe_copy (run->recipe) : NULL;

  if (longer == NULL || point == NULL || point->epoch_steps == 0)
    return NULL;
  longer->epochs = get_epochs (self);

  double was = mien_branch_rate (run->recipe, point), now = mien_branch_rate (longer, point);
  if (fabs (now - was) <= 1e-9 * run->recipe->optimizer.lr)
    return NULL;
  /* Translators: two learning rates, and a number of epochs. */
  return g_strdup_printf (ngettext ("The learning rate goes on at %.2g instead of %.2g, as its "
                                    "schedule is spread over %d epoch now.",
                                    "The learning rate goes on at %.2g instead of %.2g, as its "
                                    "schedule is spread over %d epochs now.",
                                    longer->epochs),
                          now, was, longer->epochs);
}

static void
show_rate (MienBranchWindow *self)
{
  g_autofree char *text = tell_rate (self);

  gtk_label_set_text (self->rate, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->rate), text != NULL);
}

static void
show_message (MienBranchWindow *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
tell_what_happens (MienBranchWindow *self)
{
  guint n = self->points->len + (self->now ? 1 : 0);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "branch.run", n > 0);
  if (n == 0 && self->reading == NULL)
    show_message (self, self->runs->len == 0
                            ? _ ("There is no run to branch yet. Train one first.")
                            : _ ("Nothing of this run was saved that could be gone on from."));
  else if (self->now)
    show_message (self, _ ("The run is saved and stopped first. It can be gone on with "
                           "afterwards."));
  else if (mien_job_queue_get_n_running (mien_workbench_get_queue (self->workbench)) > 0)
    show_message (self, _ ("The branches are the next in the queue, after what is training."));
  else
    show_message (self, NULL);
}

static void
on_from_chosen (MienBranchWindow *self)
{
  const Candidate *run = get_run (self);
  const MienBranchPoint *point = get_point (self);
  int done = point != NULL ? point->epoch : 0;

  if (run == NULL)
    return;
  gtk_adjustment_set_lower (gtk_spin_button_get_adjustment (self->epochs), done + 1);
  gtk_spin_button_set_value (self->epochs,
                             run->recipe->epochs > done ? run->recipe->epochs : done + MORE_EPOCHS);
  show_rate (self);
}

static void
offer_points (MienBranchWindow *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint last = 0;

  for (guint i = 0; i < self->points->len; i++) {
    const MienBranchPoint *point = g_ptr_array_index (self->points, i);
    /* Translators: something saved of a training, to go on from; %d is an epoch. */
    g_autofree char *text =
        point->saved
            /* Translators: an epoch, and a step of the training. */
            ? g_strdup_printf (_ ("Saved in epoch %d, step %d"), point->epoch + 1,
                               (int) point->step)
            : g_strdup_printf (point->last ? _ ("Where it stands, epoch %d") : _ ("Epoch %d"),
                               point->epoch);

    gtk_string_list_append (words, text);
    last = i;
  }
  if (self->now) {
    gtk_string_list_append (words, _ ("Where it stands when stopped"));
    last = self->points->len;
  }
  gtk_drop_down_set_model (self->from, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->from, last);
  on_from_chosen (self);
  tell_what_happens (self);
}

/* Of a run that trains, what was saved last gives way to what is saved when it is stopped. */
static void
leave_out_last (GPtrArray *points)
{
  for (guint i = points->len; i > 0; i--)
    if (((const MienBranchPoint *) g_ptr_array_index (points, i - 1))->last)
      g_ptr_array_remove_index (points, i - 1);
}

static void
on_points_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienBranchWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) points = mien_branch_points_read_finish (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->reading || self->reading == NULL)
    return;
  g_clear_object (&self->reading);
  if (points != NULL) {
    g_ptr_array_unref (self->points);
    self->points = g_steal_pointer (&points);
    if (self->now)
      leave_out_last (self->points);
  }
  offer_points (self);
  if (error != NULL)
    show_message (self, error->message);
}

static void
on_run_chosen (MienBranchWindow *self)
{
  const Candidate *run = get_run (self);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (run == NULL)
    return;
  g_ptr_array_set_size (self->points, 0);
  self->now = is_training (self, run);
  self->reading = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->forms); i++)
    mien_branch_form_set_recipe (self->forms[i], run->recipe);
  offer_points (self);
  mien_branch_points_read_async (run->folder, self->reading, on_points_read, g_object_ref (self));
}

static void
branch (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienBranchWindow *self = MIEN_BRANCH_WINDOW (widget);
  const Candidate *run = get_run (self);
  const MienBranchPoint *point = get_point (self);
  MienBranching *branching =
      mien_branching_new (run->folder, point != NULL && !point->last ? point->step : -1);
  int epochs = get_epochs (self);

  for (guint i = 0; i < G_N_ELEMENTS (self->forms); i++)
    mien_branch_form_add_to (self->forms[i], branching, epochs == run->recipe->epochs ? 0 : epochs);
  mien_workbench_branch (self->workbench, branching);
  gtk_window_close (GTK_WINDOW (self));
}

static void
mien_branch_window_dispose (GObject *object)
{
  MienBranchWindow *self = MIEN_BRANCH_WINDOW (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (mien_branch_window_parent_class)->dispose (object);
}

static void
mien_branch_window_finalize (GObject *object)
{
  MienBranchWindow *self = MIEN_BRANCH_WINDOW (object);

  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->points);
  G_OBJECT_CLASS (mien_branch_window_parent_class)->finalize (object);
}

static void
mien_branch_window_class_init (MienBranchWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_branch_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_branch_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/branch-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MienBranchWindow, box);
  gtk_widget_class_bind_template_child (widget_class, MienBranchWindow, run);
  gtk_widget_class_bind_template_child (widget_class, MienBranchWindow, from);
  gtk_widget_class_bind_template_child (widget_class, MienBranchWindow, epochs);
  gtk_widget_class_bind_template_child (widget_class, MienBranchWindow, rate);
  gtk_widget_class_bind_template_child (widget_class, MienBranchWindow, message);
  gtk_widget_class_bind_template_callback (widget_class, on_run_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_from_chosen);
  gtk_widget_class_bind_template_callback (widget_class, show_rate);
  gtk_widget_class_install_action (widget_class, "branch.run", NULL, branch);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mien_branch_window_init (MienBranchWindow *self)
{
  self->runs = g_ptr_array_new_with_free_func (free_candidate);
  self->points = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_branch_point_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < (int) G_N_ELEMENTS (self->forms); i++) {
    GtkWidget *form = mien_branch_form_new (i + 1);

    self->forms[i] = MIEN_BRANCH_FORM (form);
    gtk_box_append (self->box, form);
  }
  mien_name_buttons (GTK_WIDGET (self));
}

static void
add_run (MienBranchWindow *self, const char *folder, char *title, const MienRecipe *recipe)
{
  Candidate *run = g_new (Candidate, 1);

  *run = (Candidate){g_strdup (folder), title, recipe != NULL ? mien_recipe_copy (recipe) : NULL};
  g_ptr_array_add (self->runs, run);
}

/* The job's own run comes first, as it may be too young for the list. */
static void
collect_runs (MienBranchWindow *self)
{
  GListModel *runs = mien_workbench_get_runs (self->workbench);
  MienJob *job = mien_workbench_get_job (self->workbench);
  const char *own = job != NULL && !mien_job_is_study (job) ? mien_job_get_folder (job) : NULL;

  if (own != NULL)
    add_run (self, own, g_path_get_basename (own), mien_workbench_get_job_recipe (self->workbench));
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++) {
    g_autoptr (MienRunItem) item = g_list_model_get_item (runs, i);
    const MienRunEntry *run = mien_run_item_get_entry (item);

    if ((run->state == MIEN_RUN_FINISHED || run->state == MIEN_RUN_UNFINISHED) &&
        g_strcmp0 (run->folder, own) != 0)
      add_run (self, run->folder, mien_run_title (item), NULL);
  }
}

GtkWidget *
mien_branch_window_new (MienWorkbench *workbench, const char *folder, GtkWindow *parent)
{
  MienBranchWindow *self = g_object_new (MIEN_TYPE_BRANCH_WINDOW, "transient-for", parent, NULL);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint chosen = 0;

  self->workbench = g_object_ref (workbench);
  collect_runs (self);
  for (guint i = 0; i < self->runs->len; i++) {
    const Candidate *run = g_ptr_array_index (self->runs, i);

    gtk_string_list_append (titles, run->title);
    chosen = g_strcmp0 (run->folder, folder) == 0 ? i : chosen;
  }
  gtk_drop_down_set_model (self->run, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->run, chosen);
  on_run_chosen (self);
  tell_what_happens (self);
  return GTK_WIDGET (self);
}
