#include "ui/widgets/live-tasks.h"

#include "engine/training/weighting/weighting.h"
#include "ui/widgets/live-task.h"

#include <glib/gi18n.h>

struct _MienLiveTasks {
  AdwPreferencesGroup parent_instance;

  GtkBox *box;
  char *main;      /* (nullable) */
  char *weighting; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MienLiveTasks, mien_live_tasks, ADW_TYPE_PREFERENCES_GROUP)

enum {
  WEIGHT_SET,
  SWITCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static MienLiveTask *
get_next (MienLiveTasks *self, MienLiveTask *row)
{
  GtkWidget *next = row == NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->box))
                                : gtk_widget_get_next_sibling (GTK_WIDGET (row));

  return next != NULL ? MIEN_LIVE_TASK (next) : NULL;
}

static void
on_weight_set (MienLiveTasks *self, const char *task, double weight)
{
  g_signal_emit (self, signals[WEIGHT_SET], 0, task, weight);
}

static void
on_switched (MienLiveTasks *self, const char *task, gboolean on)
{
  g_signal_emit (self, signals[SWITCHED], 0, task, on);
}

static void
add_task (MienLiveTasks *self, const MienRecipeTask *task)
{
  GtkWidget *row = mien_live_task_new (task->column, task->weight);

  g_signal_connect_object (row, "weight-set", G_CALLBACK (on_weight_set), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "switched", G_CALLBACK (on_switched), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, row);
  if (task->role == MIEN_ROLE_MAIN) {
    g_free (self->main);
    self->main = g_strdup (task->column);
  }
}

void
mien_live_tasks_offer (MienLiveTasks *self, const MienRecipe *recipe)
{
  g_return_if_fail (MIEN_IS_LIVE_TASKS (self) && recipe != NULL);

  for (MienLiveTask *row; (row = get_next (self, NULL)) != NULL;)
    gtk_box_remove (self->box, GTK_WIDGET (row));
  g_free (self->weighting);
  self->weighting = g_strdup (recipe->weighting);
  for (guint i = 0; i < recipe->tasks->len; i++)
    add_task (self, g_ptr_array_index (recipe->tasks, i));
}

void
mien_live_tasks_show (MienLiveTasks *self, const MienSteerMark *mark)
{
  g_return_if_fail (MIEN_IS_LIVE_TASKS (self));

  for (MienLiveTask *row = get_next (self, NULL); row != NULL; row = get_next (self, row)) {
    if (g_strcmp0 (mien_live_task_get_task (row), mark->task) != 0)
      continue;
    if (mark->kind == MIEN_STEER_SWITCH)
      mien_live_task_show_on (row, mark->value != 0.0);
    else if (mark->kind == MIEN_STEER_WEIGHT)
      mien_live_task_show_weight (row, mark->value);
  }
}

static gboolean
heeds_given (MienLiveTasks *self)
{
  const MienWeightingMethod *method =
      self->weighting != NULL ? mien_weighting_find (self->weighting) : NULL;

  return method == NULL || method->heeds_given;
}

void
mien_live_tasks_set_usable (MienLiveTasks *self, gboolean running, gboolean study)
{
  g_return_if_fail (MIEN_IS_LIVE_TASKS (self));

  const char *none = study      ? _ ("Fixed in a study, so that its runs can be compared")
                     : !running ? _ ("The training is not running")
                                : NULL;
  const char *no_weight =
      none != NULL || heeds_given (self) ? none : _ ("The weighting method finds the weights");

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self), study                 ? none
                                    : !heeds_given (self) ? _ ("The weighting method finds the "
                                                               "weights; tasks may be switched "
                                                               "while they train")
                                                          : _ ("Which tasks take part, and how "
                                                               "much each counts; may be changed "
                                                               "while they train"));
  for (MienLiveTask *row = get_next (self, NULL); row != NULL; row = get_next (self, row)) {
    gboolean main = g_strcmp0 (mien_live_task_get_task (row), self->main) == 0;

    mien_live_task_set_reasons (
        row, no_weight, none == NULL && main ? _ ("The main task always takes part") : none);
  }
}

static void
mien_live_tasks_finalize (GObject *object)
{
  g_free (MIEN_LIVE_TASKS (object)->main);
  g_free (MIEN_LIVE_TASKS (object)->weighting);

  G_OBJECT_CLASS (mien_live_tasks_parent_class)->finalize (object);
}

static void
mien_live_tasks_class_init (MienLiveTasksClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mien_live_tasks_finalize;
  signals[WEIGHT_SET] = g_signal_new ("weight-set", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_DOUBLE);
  signals[SWITCHED] = g_signal_new ("switched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
mien_live_tasks_init (MienLiveTasks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = GTK_BOX (box);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "settings");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), box);
}
