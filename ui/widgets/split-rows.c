#include "ui/widgets/split-rows.h"

#include "ui/models/draft.h"
#include "ui/widgets/setting-row.h"

struct _MienSplitRows {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  MienDataset *dataset; /* (nullable): the one whose columns are offered */
  gboolean filling;     /* the controls follow the recipe, not the other way round */

  GtkWidget *group_row;
  GtkDropDown *group;
  GtkWidget *leaks_row;
  GtkSwitch *leaks;
};

G_DEFINE_FINAL_TYPE (MienSplitRows, mien_split_rows, GTK_TYPE_BOX)

static void
offer_columns (MienSplitRows *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *columns = mien_dataset_get_columns (self->dataset);

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);

    if (column->kind == MIEN_KIND_CLASS)
      gtk_string_list_append (names, column->name);
  }
  gtk_drop_down_set_model (self->group, G_LIST_MODEL (names));
}

static void
choose_group (MienSplitRows *self, const char *name)
{
  GListModel *names = gtk_drop_down_get_model (self->group);

  for (guint i = 0; names != NULL && i < g_list_model_get_n_items (names); i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (names), i), name) == 0) {
      gtk_drop_down_set_selected (self->group, i);
      return;
    }
  gtk_drop_down_set_selected (self->group, GTK_INVALID_LIST_POSITION);
}

static void
follow_recipe (MienSplitRows *self)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (self->workbench);
  MienDataset *original = mien_workbench_get_original (self->workbench);
  gboolean by_group = mien_split_kind_is_by_group (recipe->split);
  gboolean can_leak = by_group || recipe->split == MIEN_SPLIT_OFFICIAL;

  self->filling = TRUE;
  if (original != NULL && original != self->dataset) {
    g_clear_pointer (&self->dataset, mien_dataset_unref);
    self->dataset = mien_dataset_ref (original);
    offer_columns (self);
  }
  choose_group (self, recipe->group);
  gtk_switch_set_active (self->leaks, recipe->leaks == MIEN_LEAKS_ALLOW);
  gtk_widget_set_visible (self->group_row, by_group);
  gtk_widget_set_visible (self->leaks_row, can_leak && recipe->subject != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), can_leak);
  self->filling = FALSE;
}

static void
on_group (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienSplitRows *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);
  MienRecipe *recipe;

  if (self->filling || chosen == NULL)
    return;
  recipe = mien_workbench_get_recipe (self->workbench);
  g_free (recipe->group);
  recipe->group = g_strdup (gtk_string_object_get_string (chosen));
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_leaks (MienSplitRows *self)
{
  if (self->filling)
    return;
  mien_workbench_get_recipe (self->workbench)->leaks =
      gtk_switch_get_active (self->leaks) ? MIEN_LEAKS_ALLOW : MIEN_LEAKS_REFUSE;
  mien_workbench_recipe_edited (self->workbench);
}

static void
mien_split_rows_dispose (GObject *object)
{
  MienSplitRows *self = MIEN_SPLIT_ROWS (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_SPLIT_ROWS);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_split_rows_parent_class)->dispose (object);
}

static void
mien_split_rows_class_init (MienSplitRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_split_rows_dispose;
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/split-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, MienSplitRows, group_row);
  gtk_widget_class_bind_template_child (widget_class, MienSplitRows, group);
  gtk_widget_class_bind_template_child (widget_class, MienSplitRows, leaks_row);
  gtk_widget_class_bind_template_child (widget_class, MienSplitRows, leaks);
  gtk_widget_class_bind_template_callback (widget_class, on_group);
  gtk_widget_class_bind_template_callback (widget_class, on_leaks);
}

static void
mien_split_rows_init (MienSplitRows *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mien_split_rows_new (MienWorkbench *workbench)
{
  MienSplitRows *self = g_object_new (MIEN_TYPE_SPLIT_ROWS, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
