#include "ui/widgets/task-row.h"

#include "engine/training/weighting/weighting.h"
#include "ui/models/draft.h"
#include "ui/models/loss-words.h"
#include "ui/models/weighting-words.h"
#include "ui/widgets/explain.h"
#include "ui/widgets/task-more.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

struct _MienTaskRow {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  char *column;
  char *kind;            /* what it holds, in words */
  GtkStringList *losses; /* names, as in recipes */
  gboolean filling;      /* the controls follow the recipe, not the other way round */

  GtkSwitch *use;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkDropDown *role;
  GtkSpinButton *weight;
  GtkDropDown *loss;
  GtkToggleButton *more;
  GtkRevealer *revealer;
};

G_DEFINE_FINAL_TYPE (MienTaskRow, mien_task_row, GTK_TYPE_BOX)

static MienRecipe *
get_recipe (MienTaskRow *self)
{
  return mien_workbench_get_recipe (self->workbench);
}

static MienRecipeTask *
get_task (MienTaskRow *self)
{
  return mien_recipe_find_task (get_recipe (self), self->column);
}

static guint
find_loss (MienTaskRow *self, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->losses));

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gtk_string_list_get_string (self->losses, i), name) == 0)
      return i;
  return 0;
}

/* Where the method finds the weights itself, or takes all alike, there is nothing to give. */
static void
show_whether_heeded (MienTaskRow *self, gboolean on)
{
  const char *name = get_recipe (self)->weighting;
  const MienWeightingMethod *method = mien_weighting_find (name);
  gboolean heeded = method == NULL || method->heeds_given;
  g_autofree char *why =
      /* Translators: %s is the title of a weighting method, such as "Random weights". */
      g_strdup_printf (_ ("Weights that you give do not count with the weighting %s"),
                       mien_weighting_title (name));

  gtk_widget_set_sensitive (GTK_WIDGET (self->weight), on && heeded);
  mien_explain (GTK_WIDGET (self->weight),
                heeded ? _ ("How much this task counts when the network learns") : why);
}

static void
explain_loss (MienTaskRow *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->loss);
  MienLossKind loss;

  if (chosen == NULL || !mien_loss_from_name (gtk_string_object_get_string (chosen), &loss))
    return;
  g_autofree char *words =
      /* Translators: the name of a loss, and what it does. */
      g_strdup_printf (_ ("How wrong answers are counted. %s: %s"), mien_loss_title (loss),
                       mien_loss_explanation (loss));
  mien_explain (GTK_WIDGET (self->loss), words);
}

/* What is not as usual stands beside what the column holds, as it is folded away. */
static void
show_subtitle (MienTaskRow *self, const MienRecipeTask *task)
{
  g_autofree char *more = task != NULL ? mien_task_more_summarise (task) : g_strdup ("");
  g_autofree char *text =
      *more != '\0' ? g_strdup_printf ("%s · %s", self->kind, more) : g_strdup (self->kind);

  gtk_label_set_text (self->subtitle, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subtitle), text);
}

/* What is off keeps its settings in sight, for when it is switched on again. */
static void
follow_recipe (MienTaskRow *self)
{
  const MienRecipeTask *task = get_task (self);
  gboolean on = task != NULL;

  self->filling = TRUE;
  gtk_switch_set_active (self->use, on);
  gtk_drop_down_set_selected (self->role, on ? task->role : MIEN_ROLE_AUXILIARY);
  if (on) {
    mien_put_number (self->weight, task->weight);
    gtk_drop_down_set_selected (self->loss, find_loss (self, task->loss));
  }
  gtk_widget_set_sensitive (GTK_WIDGET (self->role), on);
  show_whether_heeded (self, on);
  gtk_widget_set_sensitive (GTK_WIDGET (self->loss), on);
  self->filling = FALSE;
  explain_loss (self);
  show_subtitle (self, task);
}

static void
on_use_changed (MienTaskRow *self)
{
  double weight = gtk_spin_button_get_value (self->weight);

  if (self->filling)
    return;
  mien_typed_number (self->weight, &weight);
  mien_draft_use (get_recipe (self), self->column, gtk_switch_get_active (self->use), weight);
  mien_workbench_recipe_edited (self->workbench);
}

/* A main task becomes auxiliary when another one takes its place. */
static void
on_role_changed (MienTaskRow *self)
{
  if (self->filling || get_task (self) == NULL)
    return;
  mien_draft_set_role (get_recipe (self), self->column,
                       (MienRole) gtk_drop_down_get_selected (self->role));
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_weight_changed (MienTaskRow *self)
{
  MienRecipeTask *task = self->workbench != NULL ? get_task (self) : NULL;
  double weight;

  if (self->filling || task == NULL || !mien_typed_number (self->weight, &weight))
    return;
  task->weight = weight;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_loss_changed (MienTaskRow *self)
{
  MienRecipeTask *task = self->workbench != NULL ? get_task (self) : NULL;
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->loss);

  if (self->filling || task == NULL || chosen == NULL)
    return;
  mien_recipe_task_set_loss (task, gtk_string_object_get_string (chosen));
  mien_workbench_recipe_edited (self->workbench);
}

/* Most rows are never unfolded: what is inside is made when it is wanted. */
static void
on_more (MienTaskRow *self)
{
  gboolean open = gtk_toggle_button_get_active (self->more);

  if (open && gtk_revealer_get_child (self->revealer) == NULL)
    gtk_revealer_set_child (self->revealer, mien_task_more_new (self->workbench, self->column));
  gtk_button_set_icon_name (GTK_BUTTON (self->more),
                            open ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
mien_task_row_dispose (GObject *object)
{
  MienTaskRow *self = MIEN_TASK_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_TASK_ROW);
  g_clear_object (&self->losses);
  g_clear_object (&self->workbench);
  g_clear_pointer (&self->column, g_free);
  g_clear_pointer (&self->kind, g_free);

  G_OBJECT_CLASS (mien_task_row_parent_class)->dispose (object);
}

static void
mien_task_row_class_init (MienTaskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_task_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/widgets/task-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MienTaskRow, use);
  gtk_widget_class_bind_template_child (widget_class, MienTaskRow, title);
  gtk_widget_class_bind_template_child (widget_class, MienTaskRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, MienTaskRow, role);
  gtk_widget_class_bind_template_child (widget_class, MienTaskRow, weight);
  gtk_widget_class_bind_template_child (widget_class, MienTaskRow, loss);
  gtk_widget_class_bind_template_child (widget_class, MienTaskRow, more);
  gtk_widget_class_bind_template_child (widget_class, MienTaskRow, revealer);
  gtk_widget_class_bind_template_callback (widget_class, on_use_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_role_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_weight_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_loss_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
mien_task_row_init (MienTaskRow *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  mien_leave_wheel_to_page (self->weight);
  mien_explain (
      GTK_WIDGET (self->role),
      _ ("The main task is the one that runs are compared by; there is exactly one. "
         "Auxiliary tasks are learned beside it. An adversary is unlearned: the shared part learns "
         "to forget it, for expressions that do not depend on who shows them, say."));
}

static GtkStringList *
list_losses (const MienColumn *column)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  MienLossKind usual = mien_loss_default (column->kind);

  gtk_string_list_append (list, mien_loss_name (usual));
  for (guint i = 0; i < MIEN_N_LOSSES; i++)
    if (i != (guint) usual && mien_loss_suits ((MienLossKind) i, column->kind))
      gtk_string_list_append (list, mien_loss_name ((MienLossKind) i));
  return list;
}

static char *
describe_kind (const MienColumn *column)
{
  guint n = (guint) column->width;

  switch (column->kind) {
  case MIEN_KIND_CLASS:
    n = g_strv_length (column->names);
    return g_strdup_printf (ngettext ("%u class", "%u classes", n), n);
  case MIEN_KIND_FLAGS:
    return g_strdup_printf (ngettext ("%u yes or no", "%u yes or no", n), n);
  case MIEN_KIND_POINTS:
    return g_strdup_printf (ngettext ("%u point", "%u points", n / 2), n / 2);
  case MIEN_KIND_DISTRIBUTION:
    return g_strdup_printf (ngettext ("votes over %u class", "votes over %u classes", n), n);
  case MIEN_KIND_SCALAR:
  default:
    return g_strdup (_ ("a number"));
  }
}

static void
describe (MienTaskRow *self, const MienColumn *column)
{
  guint missing = mien_column_count_missing (column);
  g_autofree char *kind = describe_kind (column);
  g_autofree char *subtitle =
      missing == 0
          ? g_strdup (kind)
          /* Translators: the first is what a column holds, such as "7 classes". */
          : g_strdup_printf (ngettext ("%s, %u missing", "%s, %u missing", missing), kind, missing);

  gtk_label_set_text (self->title, column->name);
  self->kind = g_steal_pointer (&subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), column->name);
}

static void
name_control (gpointer control, const char *format, const char *column)
{
  g_autofree char *name = NULL;
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  name = g_strjoinv (column, parts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

GtkWidget *
mien_task_row_new (MienWorkbench *workbench, const MienColumn *column)
{
  MienTaskRow *self = g_object_new (MIEN_TYPE_TASK_ROW, NULL);

  self->workbench = g_object_ref (workbench);
  self->column = g_strdup (column->name);
  self->losses = list_losses (column);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->loss, G_LIST_MODEL (self->losses));
  self->filling = FALSE;
  describe (self, column);
  /* Translators: %s is the name of a column, such as "expression". */
  name_control (self->use, _ ("Use task %s"), column->name);
  name_control (self->role, _ ("Role of %s"), column->name);
  name_control (self->weight, _ ("Weight of %s"), column->name);
  name_control (self->loss, _ ("Loss of %s"), column->name);
  name_control (self->more, _ ("More about %s"), column->name);
  mien_explain (GTK_WIDGET (self->more),
                _ ("Where the task leaves the shared part, layers of its own, options of its loss, "
                   "and which labels are learned from"));
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
