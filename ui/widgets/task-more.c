#include "ui/widgets/task-more.h"

#include "ui/models/loss-words.h"
#include "ui/models/stage-names.h"
#include "ui/widgets/drop-down.h"
#include "ui/widgets/option-rows.h"
#include "ui/widgets/setting-row.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

#define USUAL_WIDTH 64

struct _MienTaskMore {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  char *column;
  GStrv stages;     /* (nullable): what "Leaves the shared part" offers behind its end */
  gboolean filling; /* the controls follow the recipe, not the other way round */

  GtkDropDown *branch;
  GtkSpinButton *layers;
  GtkSpinButton *width;
  GtkWidget *width_row;
  MienOptionRows *options;
  GtkSpinButton *labels;
  GtkSwitch *shuffle;
};

G_DEFINE_FINAL_TYPE (MienTaskMore, mien_task_more, GTK_TYPE_BOX)

static MienRecipe *
get_recipe (MienTaskMore *self)
{
  return mien_workbench_get_recipe (self->workbench);
}

static MienRecipeTask *
get_task (MienTaskMore *self)
{
  return self->workbench != NULL ? mien_recipe_find_task (get_recipe (self), self->column) : NULL;
}

static gboolean
is_at_end (const MienRecipeTask *task)
{
  return task->branch == NULL || g_str_equal (task->branch, "trunk");
}

/* --- in short --- */

static void
add_words (GString *text, const char *words)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
}

char *
mien_task_more_summarise (const MienRecipeTask *task)
{
  GString *text = g_string_new (NULL);

  if (!is_at_end (task)) {
    /* Translators: %s is the stage of the network behind which a task goes on by itself. */
    g_autofree char *words = g_strdup_printf (_ ("leaves at %s"), task->branch);
    add_words (text, words);
  }
  if (task->n_hidden > 0) {
    /* Translators: layers of a task's own, and how wide each is: "head 2 × 64". */
    g_autofree char *words =
        g_strdup_printf (_ ("head %d × %d"), task->n_hidden, task->hidden_width);
    add_words (text, words);
  }
  if (task->labels < 1.0) {
    g_autofree char *words = g_strdup_printf (_ ("%g %% of labels"), 100.0 * task->labels);
    add_words (text, words);
  }
  if (task->shuffle)
    add_words (text, _ ("shuffled"));
  return g_string_free (text, FALSE);
}

/* --- where it branches --- */

static GStrv
list_stages (const MienRecipe *recipe, const MienRecipeTask *task)
{
  g_auto (GStrv) names = mien_stage_names (recipe);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  g_strv_builder_addv (list, (const char **) names);
  if (!is_at_end (task) && !g_strv_contains ((const char *const *) names, task->branch))
    g_strv_builder_add (list, task->branch);
  return g_strv_builder_end (list);
}

/* Other ways of sharing have no trunk to leave early; what is set so can still be taken back. */
static void
show_branch (MienTaskMore *self, const MienRecipeTask *task)
{
  const MienRecipe *recipe = get_recipe (self);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint chosen = 0;

  g_strfreev (self->stages);
  self->stages = list_stages (recipe, task);
  /* Translators: where a task leaves the shared part of the network. */
  g_strv_builder_add (words, _ ("at its end"));
  for (guint i = 0; self->stages[i] != NULL; i++) {
    /* Translators: %s is the name of a stage of the network, such as "block2". */
    g_autofree char *text = g_strdup_printf (_ ("after %s"), self->stages[i]);

    g_strv_builder_add (words, text);
    if (g_strcmp0 (self->stages[i], task->branch) == 0)
      chosen = i + 1;
  }
  g_auto (GStrv) texts = g_strv_builder_end (words);
  mien_drop_down_offer (self->branch, (const char *const *) texts, chosen);
  gtk_widget_set_sensitive (GTK_WIDGET (self->branch),
                            recipe->sharing.kind == MIEN_SHARING_HARD || !is_at_end (task));
}

/* --- options of its loss --- */

static MienOption
make_option (MienTaskMore *self, MienLossKind loss, const MienLossOption *known)
{
  const char *label = mien_loss_option_label (loss, known->name);

  return (MienOption){
      .label = label,
      /* Translators: an option of a loss, and the task that is learned by it: "Focus of person". */
      .name = g_strdup_printf (_ ("%s of %s"), label, self->column),
      .explanation = mien_loss_option_explanation (loss, known->name),
      .usual = known->value,
      .least = known->least,
      .most = known->most,
  };
}

static void
option_clear (gpointer data)
{
  g_free ((char *) ((MienOption *) data)->name);
}

/* FALSE while the loss is the column's usual one, and no data set says which that is. */
static gboolean
find_loss (MienTaskMore *self, const MienRecipeTask *task, MienLossKind *loss)
{
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);
  const MienColumn *column =
      dataset != NULL ? mien_dataset_get_column (dataset, self->column) : NULL;

  if (task->loss != NULL)
    return mien_loss_from_name (task->loss, loss);
  if (column != NULL)
    *loss = mien_loss_default (column->kind);
  return column != NULL;
}

static void
show_options (MienTaskMore *self, const MienRecipeTask *task)
{
  g_autoptr (GArray) options = g_array_new (FALSE, FALSE, sizeof (MienOption));
  g_autofree double *values = NULL;
  MienLossKind loss;

  if (!find_loss (self, task, &loss))
    return;
  g_array_set_clear_func (options, option_clear);
  for (const MienLossOption *known = mien_loss_options (loss); known->name != NULL; known++) {
    MienOption option = make_option (self, loss, known);

    g_array_append_val (options, option);
  }
  values = mien_recipe_task_get_loss_options (task, loss);
  mien_option_rows_offer (self->options, mien_loss_name (loss),
                          (const MienOption *) (void *) options->data, options->len);
  mien_option_rows_put (self->options, values);
}

/* What is there is replaced whole: copies of the recipe share it. */
static void
on_option (MienOptionRows *rows G_GNUC_UNUSED, guint place, double value, MienTaskMore *self)
{
  MienRecipeTask *task = get_task (self);
  g_autofree double *values = NULL;
  JsonObject *set;
  MienLossKind loss;

  if (task == NULL || !find_loss (self, task, &loss))
    return;
  values = mien_recipe_task_get_loss_options (task, loss);
  values[place] = value;
  set = json_object_new ();
  for (guint i = 0; mien_loss_options (loss)[i].name != NULL; i++)
    json_object_set_double_member (set, mien_loss_options (loss)[i].name, values[i]);
  g_clear_pointer (&task->loss_options, json_object_unref);
  task->loss_options = set;
  mien_workbench_recipe_edited (self->workbench);
}

/* --- the whole --- */

static void
follow_recipe (MienTaskMore *self)
{
  const MienRecipeTask *task = get_task (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self), task != NULL);
  if (task == NULL)
    return;
  self->filling = TRUE;
  show_branch (self, task);
  mien_put_number (self->layers, task->n_hidden);
  if (task->n_hidden > 0)
    mien_put_number (self->width, task->hidden_width);
  gtk_widget_set_visible (self->width_row, task->n_hidden > 0);
  show_options (self, task);
  mien_put_number (self->labels, 100.0 * task->labels);
  gtk_switch_set_active (self->shuffle, task->shuffle);
  self->filling = FALSE;
}

static void
on_branch (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienTaskMore *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);
  MienRecipeTask *task = get_task (self);

  if (self->filling || task == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  g_free (task->branch);
  task->branch = g_strdup (chosen > 0 ? self->stages[chosen - 1] : "trunk");
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_head (MienTaskMore *self)
{
  MienRecipeTask *task = get_task (self);
  double layers, width = USUAL_WIDTH;

  if (self->filling || task == NULL || !mien_typed_number (self->layers, &layers) ||
      !mien_typed_number (self->width, &width))
    return;
  task->n_hidden = (int) layers;
  task->hidden_width = task->n_hidden > 0 ? (int) width : 0;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_labels (GtkSpinButton *spin, MienTaskMore *self)
{
  MienRecipeTask *task = get_task (self);
  double value;

  if (self->filling || task == NULL || !mien_typed_number (spin, &value))
    return;
  task->labels = value / 100.0;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_shuffle (MienTaskMore *self)
{
  MienRecipeTask *task = get_task (self);

  if (self->filling || task == NULL)
    return;
  task->shuffle = gtk_switch_get_active (self->shuffle);
  mien_workbench_recipe_edited (self->workbench);
}

static void
mien_task_more_dispose (GObject *object)
{
  MienTaskMore *self = MIEN_TASK_MORE (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_TASK_MORE);
  g_clear_pointer (&self->stages, g_strfreev);
  g_clear_pointer (&self->column, g_free);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_task_more_parent_class)->dispose (object);
}

static void
mien_task_more_class_init (MienTaskMoreClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_task_more_dispose;
  g_type_ensure (MIEN_TYPE_OPTION_ROWS);
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/widgets/task-more.ui");
  gtk_widget_class_bind_template_child (widget_class, MienTaskMore, branch);
  gtk_widget_class_bind_template_child (widget_class, MienTaskMore, layers);
  gtk_widget_class_bind_template_child (widget_class, MienTaskMore, width);
  gtk_widget_class_bind_template_child (widget_class, MienTaskMore, width_row);
  gtk_widget_class_bind_template_child (widget_class, MienTaskMore, options);
  gtk_widget_class_bind_template_child (widget_class, MienTaskMore, labels);
  gtk_widget_class_bind_template_child (widget_class, MienTaskMore, shuffle);
  gtk_widget_class_bind_template_callback (widget_class, on_branch);
  gtk_widget_class_bind_template_callback (widget_class, on_head);
  gtk_widget_class_bind_template_callback (widget_class, on_option);
  gtk_widget_class_bind_template_callback (widget_class, on_labels);
  gtk_widget_class_bind_template_callback (widget_class, on_shuffle);
}

static void
mien_task_more_init (MienTaskMore *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_show_short_number (self->labels);
}

static void
name_control (gpointer control, const char *format, const char *column)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *name = g_strjoinv (column, parts);

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

GtkWidget *
mien_task_more_new (MienWorkbench *workbench, const char *column)
{
  MienTaskMore *self = g_object_new (MIEN_TYPE_TASK_MORE, NULL);

  self->workbench = g_object_ref (workbench);
  self->column = g_strdup (column);
  /* Translators: %s is the name of a column, such as "expression". */
  name_control (self->branch, _ ("Branch of %s"), column);
  name_control (self->layers, _ ("Head layers of %s"), column);
  name_control (self->width, _ ("Head width of %s"), column);
  name_control (self->labels, _ ("Labels kept of %s"), column);
  name_control (self->shuffle, _ ("Shuffle labels of %s"), column);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
