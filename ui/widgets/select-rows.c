#include "ui/widgets/select-rows.h"

#include "engine/training/metrics.h"
#include "ui/models/draft.h"
#include "ui/models/metric-words.h"
#include "ui/widgets/drop-down.h"
#include "ui/widgets/option-rows.h"
#include "ui/widgets/setting-row.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

struct _MienSelectRows {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  GStrv metrics;    /* (nullable): names of those on offer, as recipes call them; the usual first */
  gboolean filling; /* the controls follow the recipe, not the other way round */

  GtkDropDown *by;
  MienOptionRows *weights;
  GtkDropDown *metric;
  GtkSwitch *each;
  GtkSpinButton *checkpoints;
};

G_DEFINE_FINAL_TYPE (MienSelectRows, mien_select_rows, GTK_TYPE_BOX)

static MienRecipe *
get_recipe (MienSelectRows *self)
{
  return mien_workbench_get_recipe (self->workbench);
}

void
mien_select_rows_summarise (const MienRecipe *recipe, GString *text)
{
  static const char *const by[MIEN_N_SELECTS] = {
      [MIEN_SELECT_MEAN_RANK] = N_ ("best by mean rank"),
      [MIEN_SELECT_WEIGHTED] = N_ ("best by weighted sum"),
      [MIEN_SELECT_STAND_STILL] = N_ ("until all stand still"),
  };

  if (by[recipe->select_by] != NULL)
    g_string_append_printf (text, ", %s", _ (by[recipe->select_by]));
  if (recipe->select_metric != NULL)
    /* Translators: a metric that picks the best epoch, in a list of settings. */
    g_string_append_printf (text, _ (", judged by %s"), mien_metric_words (recipe->select_metric));
  if (recipe->keep_best_of_each)
    g_string_append (text, _ (", best of each task"));
  if (recipe->checkpoints > 0)
    g_string_append_printf (text, _ (", checkpoints %d"), recipe->checkpoints);
}

/* --- the weights of a weighted sum --- */

/* Nobody weighs tasks before one is weighed: each counts as 1. */
static double
weight_of (const MienRecipe *recipe, const char *task)
{
  JsonObject *weights = recipe->select_weights;

  if (weights == NULL)
    return 1.0;
  return json_object_has_member (weights, task) ? json_object_get_double_member (weights, task)
                                                : 0.0;
}

static MienOption
make_option (const char *task)
{
  return (MienOption){
      /* Translators: %s is the name of a task: how much it counts in a sum. */
      .label = g_strdup_printf (_ ("Share of %s"), task),
      .explanation = _ ("How much this task counts when the best epoch is picked; 0: not at all"),
      .usual = 1.0,
      .most = 1e6,
  };
}

static void
option_clear (gpointer data)
{
  g_free ((char *) ((MienOption *) data)->label);
}

static void
show_weights (MienSelectRows *self, const MienRecipe *recipe)
{
  guint n = recipe->select_by == MIEN_SELECT_WEIGHTED ? recipe->tasks->len : 0;
  g_autoptr (GArray) options = g_array_new (FALSE, FALSE, sizeof (MienOption));
  g_autofree double *values = g_new0 (double, n + 1);
  g_autoptr (GString) key = g_string_new (NULL);

  g_array_set_clear_func (options, option_clear);
  for (guint i = 0; i < n; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);
    MienOption option = make_option (task->column);

    g_array_append_val (options, option);
    g_string_append_printf (key, "%s\n", task->column);
    values[i] = weight_of (recipe, task->column);
  }
  mien_option_rows_offer (self->weights, key->str, (const MienOption *) (void *) options->data, n);
  mien_option_rows_put (self->weights, values);
}

/* What is there is replaced whole: copies of the recipe share it. */
static void
on_weight (MienOptionRows *rows G_GNUC_UNUSED, guint place, double value, MienSelectRows *self)
{
  MienRecipe *recipe = get_recipe (self);
  JsonObject *weights = json_object_new ();

  for (guint i = 0; i < recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);

    json_object_set_double_member (weights, task->column,
                                   i == place ? value : weight_of (recipe, task->column));
  }
  g_clear_pointer (&recipe->select_weights, json_object_unref);
  recipe->select_weights = weights;
  mien_workbench_recipe_edited (self->workbench);
}

/* --- the metric --- */

static GStrv
list_metrics (const MienColumn *column, const char *chosen)
{
  const char *const *known = mien_metrics_names (column->kind);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_addv (names, (const char **) (gpointer) known);
  if (chosen != NULL && !g_strv_contains (known, chosen))
    g_strv_builder_add (names, chosen);
  return g_strv_builder_end (names);
}

/* A metric that the main task does not have stays in sight: nothing starts with it. */
static void
show_metric (MienSelectRows *self, const MienRecipe *recipe)
{
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);
  const MienRecipeTask *main = mien_draft_get_main (recipe);
  const MienColumn *column =
      dataset != NULL && main != NULL ? mien_dataset_get_column (dataset, main->column) : NULL;
  guint chosen = 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->metric), column != NULL);
  if (column == NULL)
    return;
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_strfreev (self->metrics);
  self->metrics = list_metrics (column, recipe->select_metric);
  for (guint i = 0; self->metrics[i] != NULL; i++) {
    g_ptr_array_add (words, (gpointer) mien_metric_words (self->metrics[i]));
    if (g_strcmp0 (self->metrics[i], recipe->select_metric) == 0)
      chosen = i;
  }
  g_ptr_array_add (words, NULL);
  mien_drop_down_offer (self->metric, (const char *const *) words->pdata, chosen);
}

static void
on_metric (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienSelectRows *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);
  MienRecipe *recipe;

  if (self->filling || chosen == GTK_INVALID_LIST_POSITION)
    return;
  recipe = get_recipe (self);
  g_free (recipe->select_metric);
  recipe->select_metric = chosen > 0 ? g_strdup (self->metrics[chosen]) : NULL;
  mien_workbench_recipe_edited (self->workbench);
}

const char *
mien_select_rows_find_obstacle (const MienRecipe *recipe, MienDataset *dataset)
{
  const MienRecipeTask *main = mien_draft_get_main (recipe);
  const MienColumn *column = main != NULL ? mien_dataset_get_column (dataset, main->column) : NULL;

  if (column == NULL || recipe->select_metric == NULL ||
      g_strv_contains (mien_metrics_names (column->kind), recipe->select_metric))
    return NULL;
  return _ ("The best epoch is to be picked by a metric that the main task does not have: choose "
            "another in More training settings.");
}

/* --- the whole --- */

static void
follow_recipe (MienSelectRows *self)
{
  const MienRecipe *recipe = get_recipe (self);

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->by, recipe->select_by);
  show_weights (self, recipe);
  show_metric (self, recipe);
  gtk_switch_set_active (self->each, recipe->keep_best_of_each);
  mien_put_number (self->checkpoints, recipe->checkpoints);
  self->filling = FALSE;
}

static void
on_by (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienSelectRows *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);

  if (self->filling || chosen >= MIEN_N_SELECTS)
    return;
  get_recipe (self)->select_by = (MienSelectBy) chosen;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_each (MienSelectRows *self)
{
  if (self->filling)
    return;
  get_recipe (self)->keep_best_of_each = gtk_switch_get_active (self->each);
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_checkpoints (GtkSpinButton *spin, MienSelectRows *self)
{
  double value;

  if (self->filling || !mien_typed_number (spin, &value))
    return;
  get_recipe (self)->checkpoints = (int) value;
  mien_workbench_recipe_edited (self->workbench);
}

static void
mien_select_rows_dispose (GObject *object)
{
  MienSelectRows *self = MIEN_SELECT_ROWS (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_SELECT_ROWS);
  g_clear_pointer (&self->metrics, g_strfreev);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_select_rows_parent_class)->dispose (object);
}

static void
mien_select_rows_class_init (MienSelectRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_select_rows_dispose;
  g_type_ensure (MIEN_TYPE_OPTION_ROWS);
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/select-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, MienSelectRows, by);
  gtk_widget_class_bind_template_child (widget_class, MienSelectRows, weights);
  gtk_widget_class_bind_template_child (widget_class, MienSelectRows, metric);
  gtk_widget_class_bind_template_child (widget_class, MienSelectRows, each);
  gtk_widget_class_bind_template_child (widget_class, MienSelectRows, checkpoints);
  gtk_widget_class_bind_template_callback (widget_class, on_by);
  gtk_widget_class_bind_template_callback (widget_class, on_weight);
  gtk_widget_class_bind_template_callback (widget_class, on_metric);
  gtk_widget_class_bind_template_callback (widget_class, on_each);
  gtk_widget_class_bind_template_callback (widget_class, on_checkpoints);
}

static void
mien_select_rows_init (MienSelectRows *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mien_select_rows_new (MienWorkbench *workbench)
{
  MienSelectRows *self = g_object_new (MIEN_TYPE_SELECT_ROWS, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
