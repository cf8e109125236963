#include "ui/widgets/balance-rows.h"

#include "ui/models/draft.h"
#include "ui/widgets/accessible-names.h"
#include "ui/widgets/setting-row.h"

#include <glib/gi18n.h>

struct _MienBalanceRows {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  gboolean filling; /* the controls follow the recipe, not the other way round */
  char *shown;      /* (nullable): names of the tasks that have a row */

  GtkExpander *expander;
  GtkLabel *title;
  GtkLabel *summary;
  GtkDropDown *sampling;
  GtkBox *tasks;
};

G_DEFINE_FINAL_TYPE (MienBalanceRows, mien_balance_rows, GTK_TYPE_BOX)

static MienRecipe *
get_recipe (MienBalanceRows *self)
{
  return mien_workbench_get_recipe (self->workbench);
}

/* The column of a task, where it is one of classes. */
static const MienColumn *
find_classes (MienBalanceRows *self, const MienRecipeTask *task)
{
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);
  const MienColumn *column =
      dataset != NULL ? mien_dataset_get_column (dataset, task->column) : NULL;

  return column != NULL && column->kind == MIEN_KIND_CLASS ? column : NULL;
}

/* --- in short --- */

static char *
summarise (MienBalanceRows *self)
{
  const MienRecipe *recipe = get_recipe (self);
  GString *text = g_string_new (mien_sampling_name (recipe->sampling));

  for (guint i = 0; i < recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);

    if (task->class_weights != MIEN_CLASS_WEIGHTS_NONE)
      /* Translators: a task, and how its classes are weighed ("expression weighted: inverse"). */
      g_string_append_printf (text, _ (", %s weighted: %s"), task->column,
                              mien_class_weights_name (task->class_weights));
  }
  return g_string_free (text, FALSE);
}

static void
show_summary (MienBalanceRows *self)
{
  g_autofree char *text = summarise (self);

  gtk_label_set_text (self->summary, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* --- a row a task --- */

static void
on_weights (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienBalanceRows *self)
{
  const char *column = g_object_get_data (G_OBJECT (drop_down), "column");
  MienRecipeTask *task = mien_recipe_find_task (get_recipe (self), column);

  if (self->filling || task == NULL)
    return;
  task->class_weights = (MienClassWeights) gtk_drop_down_get_selected (drop_down);
  mien_workbench_recipe_edited (self->workbench);
}

/* "31 to 412 faces a class": what there is to balance. */
static char *
describe_sizes (const MienColumn *column)
{
  g_autofree guint *counts = mien_column_count (column);
  guint least = G_MAXUINT, most = 0;

  for (guint c = 0; column->names[c] != NULL; c++)
    if (counts[c] > 0) {
      least = MIN (least, counts[c]);
      most = MAX (most, counts[c]);
    }
  if (most == 0)
    return g_strdup (_ ("There is no label."));
  if (least == most)
    return g_strdup_printf (
        ngettext ("Every class has %u face.", "Every class has %u faces.", most), most);
  return g_strdup_printf (_ ("Classes have from %u to %u faces."), least, most);
}

static GtkWidget *
make_row (MienBalanceRows *self, const MienColumn *column)
{
  static const char *const names[] = {"none", "inverse", "effective", NULL};
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (names);
  g_autofree char *sizes = describe_sizes (column);
  /* Translators: %s is the name of a column, such as "expression". */
  g_autofree char *name = g_strdup_printf (_ ("Class weights of %s"), column->name);
  /* Translators: %s is a sentence that says how large the classes are. */
  g_autofree char *explanation = g_strdup_printf (
      _ ("How much a face counts while learning, by its class. %s none: all alike; inverse: all "
         "classes together the same, so one face of a rare class counts much; effective: between "
         "the two, as further faces of a class tell less and less that is new. With balanced "
         "sampling rare classes would be made up for twice."),
      sizes);

  g_object_set_data_full (G_OBJECT (drop_down), "column", g_strdup (column->name), g_free);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_weights), self, 0);
  return mien_setting_row_new (name, NULL, explanation, drop_down);
}

static char *
list_tasks (MienBalanceRows *self)
{
  const MienRecipe *recipe = get_recipe (self);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);

    if (find_classes (self, task) != NULL)
      g_string_append_printf (list, "%s\n", task->column);
  }
  return g_string_free (list, FALSE);
}

/* Rows are made anew only where other tasks are on, so that what has the focus keeps it. */
static void
show_tasks (MienBalanceRows *self)
{
  const MienRecipe *recipe = get_recipe (self);
  g_autofree char *list = list_tasks (self);
  GtkWidget *row;

  if (g_strcmp0 (list, self->shown) == 0)
    return;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->tasks))) != NULL)
    gtk_box_remove (self->tasks, row);
  for (guint i = 0; i < recipe->tasks->len; i++) {
    const MienColumn *column = find_classes (self, g_ptr_array_index (recipe->tasks, i));

    if (column != NULL)
      gtk_box_append (self->tasks, make_row (self, column));
  }
  gtk_widget_set_visible (GTK_WIDGET (self->tasks), *list != '\0');
  g_free (self->shown);
  self->shown = g_steal_pointer (&list);
}

static void
fill_tasks (MienBalanceRows *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->tasks)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    g_autoptr (GtkDropDown) drop_down = NULL;
    const MienRecipeTask *task;

    g_object_get (row, "control", &drop_down, NULL);
    task = mien_recipe_find_task (get_recipe (self),
                                  g_object_get_data (G_OBJECT (drop_down), "column"));
    if (task != NULL)
      gtk_drop_down_set_selected (drop_down, task->class_weights);
  }
}

/* --- the whole --- */

static void
follow_recipe (MienBalanceRows *self)
{
  const MienRecipe *recipe = get_recipe (self);
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);
  gboolean has_classes = dataset != NULL && mien_draft_has_classes (recipe, dataset);

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->sampling, recipe->sampling);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sampling),
                            has_classes || recipe->tasks->len > 1 ||
                                recipe->sampling != MIEN_SAMPLING_SHUFFLED);
  show_tasks (self);
  fill_tasks (self);
  show_summary (self);
  self->filling = FALSE;
}

static void
on_dataset_changed (MienBalanceRows *self)
{
  g_clear_pointer (&self->shown, g_free); /* the classes may be others, or of other sizes */
  follow_recipe (self);
}

static void
on_sampling (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienBalanceRows *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);

  if (self->filling || chosen >= MIEN_N_SAMPLINGS)
    return;
  get_recipe (self)->sampling = (MienSampling) chosen;
  mien_workbench_recipe_edited (self->workbench);
}

static void
mien_balance_rows_dispose (GObject *object)
{
  MienBalanceRows *self = MIEN_BALANCE_ROWS (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_BALANCE_ROWS);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_balance_rows_parent_class)->dispose (object);
}

static void
mien_balance_rows_class_init (MienBalanceRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_balance_rows_dispose;
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/balance-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, MienBalanceRows, expander);
  gtk_widget_class_bind_template_child (widget_class, MienBalanceRows, title);
  gtk_widget_class_bind_template_child (widget_class, MienBalanceRows, summary);
  gtk_widget_class_bind_template_child (widget_class, MienBalanceRows, sampling);
  gtk_widget_class_bind_template_child (widget_class, MienBalanceRows, tasks);
  gtk_widget_class_bind_template_callback (widget_class, on_sampling);
}

static void
mien_balance_rows_init (MienBalanceRows *self)
{
  g_autoptr (GtkStringList) samplings = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < (int) MIEN_N_SAMPLINGS; i++)
    gtk_string_list_append (samplings, mien_sampling_name ((MienSampling) i));
  gtk_drop_down_set_model (self->sampling, G_LIST_MODEL (samplings));
  mien_name_widget (GTK_WIDGET (self->expander), gtk_label_get_label (self->title));
}

GtkWidget *
mien_balance_rows_new (MienWorkbench *workbench)
{
  MienBalanceRows *self = g_object_new (MIEN_TYPE_BALANCE_ROWS, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (on_dataset_changed), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
