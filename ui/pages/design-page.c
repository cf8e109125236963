#include "ui/pages/design-page.h"

#include "ui/models/draft.h"
#include "ui/models/estimate.h"
#include "ui/widgets/augment-rows.h"
#include "ui/widgets/balance-rows.h"
#include "ui/widgets/columns-layout.h"
#include "ui/widgets/network-diagram.h"
#include "ui/widgets/network-rows.h"
#include "ui/widgets/prepare-rows.h"
#include "ui/widgets/select-rows.h"
#include "ui/widgets/setting-row.h"
#include "ui/widgets/split-pane.h"
#include "ui/widgets/split-rows.h"
#include "ui/widgets/study-rows.h"
#include "ui/widgets/task-row.h"
#include "ui/widgets/training-rows.h"
#include "ui/widgets/typed-number.h"
#include "ui/widgets/weighting-rows.h"

#include <glib/gi18n.h>

/* The network is built to be measured, so not at every key that is pressed. */
#define ESTIMATE_AFTER_MS 120

struct _MienDesignPage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  MienDataset *dataset; /* (nullable): the one whose columns are the rows */
  MienEstimate *estimate;
  char *fault; /* (nullable): why the network cannot be built, or what does not go together */
  guint estimating;
  gboolean filling; /* the controls follow the recipe, not the other way round */

  GtkStack *stack;
  GtkBox *tasks;
  GtkBox *training;
  GtkWidget *rate_row;
  GtkWidget *augmentation_row;
  AdwPreferencesGroup *faces;
  MienNetworkDiagram *diagram;
  GtkBox *layers;
  GtkWidget *network_row;
  GtkDropDown *network;
  GtkDropDown *optimizer;
  GtkDropDown *augmentation;
  GtkDropDown *split;
  GtkDropDown *subject;
  GtkWidget *subject_row;
  GtkBox *splitting;
  MienSplitPane *split_pane;
  GtkSpinButton *epochs;
  GtkSpinButton *batch;
  GtkSpinButton *rate;
  GtkSpinButton *seed;
  GtkSpinButton *folds;
  GtkSpinButton *seeds;
  GtkLabel *summary;
  GtkWidget *start;
  GtkWidget *start_study;
};

G_DEFINE_FINAL_TYPE (MienDesignPage, mien_design_page, ADW_TYPE_BIN)

static MienRecipe *
get_recipe (MienDesignPage *self)
{
  return mien_workbench_get_recipe (self->workbench);
}

static const char *
get_choice (GtkDropDown *drop_down)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);

  return chosen != NULL ? gtk_string_object_get_string (chosen) : NULL;
}

/* Names that the list does not have, such as an augmentation of a recipe's own, are added to it. */
static void
choose (GtkDropDown *drop_down, const char *name)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), name) == 0) {
      gtk_drop_down_set_selected (drop_down, i);
      return;
    }
  if (model == NULL || name == NULL)
    return;
  gtk_string_list_append (GTK_STRING_LIST (model), name);
  gtk_drop_down_set_selected (drop_down, n);
}

static void
offer (GtkDropDown *drop_down, const char *const *names)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

/* "Own" is there to choose only while it is what is set. */
static void
show_augmentation (MienDesignPage *self, const MienAugment *augment)
{
  const char *preset = mien_augment_find_preset (augment);
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->augmentation));
  guint n_presets = g_strv_length ((char **) mien_augment_presets ());
  guint n = g_list_model_get_n_items (G_LIST_MODEL (names));

  /* Translators: an augmentation that is none of those that have a name. */
  choose (self->augmentation, preset != NULL ? preset : _ ("Own"));
  if (preset != NULL && n > n_presets)
    gtk_string_list_splice (names, n_presets, n - n_presets, NULL);
}

static void
fill_controls (MienDesignPage *self)
{
  const MienRecipe *recipe = get_recipe (self);

  self->filling = TRUE;
  choose (self->network, recipe->network);
  choose (self->optimizer, mien_optimizer_name (recipe->optimizer.kind));
  show_augmentation (self, &recipe->augment);
  choose (self->split, mien_split_kind_name (recipe->split));
  choose (self->subject, recipe->subject);
  mien_put_number (self->epochs, recipe->epochs);
  mien_put_number (self->batch, recipe->batch);
  mien_put_number (self->rate, recipe->optimizer.lr);
  mien_put_number (self->seed, (double) recipe->seed);
  mien_put_number (self->folds, MAX (1, recipe->folds));
  mien_put_number (self->seeds, recipe->seeds);
  gtk_widget_set_visible (self->subject_row, recipe->split != MIEN_SPLIT_RANDOM);
  gtk_widget_set_sensitive (GTK_WIDGET (self->folds),
                            recipe->split != MIEN_SPLIT_OFFICIAL &&
                                !mien_split_kind_leaves_one_out (recipe->split));
  self->filling = FALSE;
}

static void
replace (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* A rate that was the other method's usual one follows to this one's; Nesterov is sgd's alone. */
static void
choose_optimizer (MienRecipe *recipe, const char *name)
{
  MienOptimizerKind before = recipe->optimizer.kind;
  double usual = before == MIEN_OPTIMIZER_SGD ? 0.05 : 0.001;

  if (!mien_optimizer_from_name (name, &recipe->optimizer.kind))
    return;
  if (recipe->optimizer.lr == usual)
    recipe->optimizer.lr = recipe->optimizer.kind == MIEN_OPTIMIZER_SGD ? 0.05 : 0.001;
  if (recipe->optimizer.kind != MIEN_OPTIMIZER_SGD)
    recipe->optimizer.nesterov = FALSE;
}

static void
on_choice (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienDesignPage *self)
{
  const char *name = get_choice (drop_down);
  MienRecipe *recipe;

  if (self->filling || name == NULL)
    return;
  recipe = get_recipe (self);
  if (drop_down == self->network)
    replace (&recipe->network, name);
  else if (drop_down == self->optimizer)
    choose_optimizer (recipe, name);
  else if (drop_down == self->augmentation)
    mien_augment_from_preset (name, &recipe->augment);
  else if (drop_down == self->split)
    mien_split_kind_from_name (name, &recipe->split);
  else if (drop_down == self->subject)
    replace (&recipe->subject, name);
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_number (GtkSpinButton *spin, MienDesignPage *self)
{
  MienRecipe *recipe;
  double value;

  if (self->filling || !mien_typed_number (spin, &value))
    return;
  recipe = get_recipe (self);
  if (spin == self->epochs)
    recipe->epochs = (int) value;
  else if (spin == self->batch)
    recipe->batch = (int) value;
  else if (spin == self->rate)
    recipe->optimizer.lr = value;
  else if (spin == self->seed)
    recipe->seed = (guint64) value;
  else if (spin == self->folds)
    recipe->folds = value < 2.0 ? 0 : (int) value;
  else if (spin == self->seeds)
    recipe->seeds = (int) value;
  mien_workbench_recipe_edited (self->workbench);
}

static char *
format_duration (double seconds)
{
  guint minutes = (guint) (seconds / 60.0 + 0.5), hours = (guint) (seconds / 3600.0 + 0.5);

  if (seconds < 45.0)
    return g_strdup (_ ("under a minute"));
  if (seconds < 5400.0)
    return g_strdup_printf (ngettext ("about %u minute", "about %u minutes", MAX (minutes, 1)),
                            MAX (minutes, 1));
  if (hours < 48)
    return g_strdup_printf (ngettext ("about %u hour", "about %u hours", hours), hours);
  return g_strdup_printf (_ ("about %u days"), (hours + 12) / 24);
}

static char *
format_parameters (gsize n)
{
  if (n < 1000000)
    /* Translators: how many thousand learned numbers a network has. */
    return g_strdup_printf (_ ("%.0f thousand parameters"), (double) n / 1e3);
  /* Translators: how many million learned numbers a network has. */
  return g_strdup_printf (_ ("%.2f million parameters"), (double) n / 1e6);
}

static char *
describe_cost (MienDesignPage *self)
{
  MienSpeeds *speeds = mien_workbench_get_speeds (self->workbench);
  double speed = mien_speeds_get (speeds, get_recipe (self));
  guint n = self->estimate->n_runs;
  g_autofree char *size = format_parameters (self->estimate->n_parameters);

  if (!(speed > 0.0) && !mien_speeds_can_measure (get_recipe (self)))
    /* Translators: a size ("1.2 million parameters"). */
    return g_strdup_printf (_ ("%s. How long a run takes is known once one like it has trained."),
                            size);
  if (!(speed > 0.0))
    return mien_speeds_is_measuring (speeds)
               /* Translators: a size ("1.2 million parameters"). */
               ? g_strdup_printf (_ ("%s. Finding out how long a run takes…"), size)
               : g_strdup_printf ("%s.", size);

  g_autofree char *run = format_duration (mien_estimate_seconds (self->estimate, FALSE, speed));
  g_autofree char *study = format_duration (mien_estimate_seconds (self->estimate, TRUE, speed));

  /* Translators: a size ("1.2 million parameters"), and how long a run and a study of so many runs
   * take ("about 3 minutes"). */
  return g_strdup_printf (ngettext ("%s. A run takes %s, a study of %u run %s.",
                                    "%s. A run takes %s, a study of %u runs %s.", n),
                          size, run, n, study);
}

/* Why nothing can be started, or NULL. */
static const char *
find_obstacle (MienDesignPage *self)
{
  const MienRecipe *recipe = get_recipe (self);

  if (recipe->tasks->len == 0)
    return _ ("Switch a task on first: there is nothing to learn yet.");
  if (mien_split_kind_is_by_subject (recipe->split) && recipe->subject == NULL)
    return _ ("This split needs a column that says whom each face shows, and there is none.");
  if (recipe->sampling == MIEN_SAMPLING_BALANCED && self->dataset != NULL &&
      !mien_draft_has_classes (recipe, self->dataset))
    return _ ("Balanced sampling shows classes equally often, and the main task has none: set "
              "Sampling to shuffled.");
  if (mien_weighting_rows_find_obstacle (recipe) != NULL)
    return mien_weighting_rows_find_obstacle (recipe);
  if (mien_network_rows_find_obstacle (recipe) != NULL)
    return mien_network_rows_find_obstacle (recipe);
  if (self->dataset != NULL && mien_select_rows_find_obstacle (recipe, self->dataset) != NULL)
    return mien_select_rows_find_obstacle (recipe, self->dataset);
  return self->fault != NULL ? self->fault : mien_split_pane_get_trouble (self->split_pane);
}

static const char *
find_study_obstacle (MienDesignPage *self)
{
  const MienRecipe *recipe = get_recipe (self);
  const char *obstacle = find_obstacle (self);

  if (obstacle == NULL && recipe->arms->len == 0 && recipe->tasks->len < 2)
    return _ ("Switch an auxiliary task on: a study compares learning with it and without it.");
  return obstacle != NULL ? obstacle : mien_study_rows_find_obstacle (recipe);
}

static void
show_state (MienDesignPage *self)
{
  const char *obstacle = find_obstacle (self);
  const char *study_obstacle = find_study_obstacle (self);
  gboolean waits = mien_job_queue_get_n_running (mien_workbench_get_queue (self->workbench)) > 0;
  g_autofree char *cost = self->estimate != NULL ? describe_cost (self) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "design.start", obstacle == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "design.start-study", study_obstacle == NULL);
  gtk_widget_set_tooltip_text (self->start, obstacle != NULL ? obstacle
                                            : waits
                                                ? _ ("Train this network once, in its turn after "
                                                     "what is in the queue")
                                                : _ ("Train this network once"));
  gtk_widget_set_tooltip_text (
      self->start_study,
      study_obstacle != NULL ? study_obstacle
      : waits ? _ ("Train with and without the auxiliary tasks, several times, and compare, in its "
                   "turn after what is in the queue")
              : _ ("Train with and without the auxiliary tasks, several times, and compare"));
  gtk_label_set_text (self->summary, obstacle != NULL ? obstacle : cost);
}

static gboolean
estimate (gpointer data)
{
  MienDesignPage *self = data;
  const MienRecipe *recipe = get_recipe (self);
  const MienRecipeTask *main = mien_draft_get_main (recipe);
  g_autoptr (GError) error = NULL;

  self->estimating = 0;
  g_clear_pointer (&self->estimate, mien_estimate_free);
  g_clear_pointer (&self->fault, g_free);
  if (self->dataset != NULL && recipe->tasks->len > 0) {
    self->estimate = mien_estimate_new (recipe, self->dataset, &error);
    if (error == NULL)
      mien_recipe_check (recipe, &error);
    if (error != NULL)
      self->fault = g_strdup (error->message);
  }
  mien_network_diagram_set (self->diagram, self->estimate != NULL ? self->estimate->stages : NULL,
                            main != NULL ? main->column : NULL);
  /* Unseen, it would only get in the way of the faces that are being shown, and they in its. */
  if (self->fault == NULL && self->estimate != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    mien_workbench_measure_speed (self->workbench);
  show_state (self);
  return G_SOURCE_REMOVE;
}

static void
estimate_soon (MienDesignPage *self)
{
  show_state (self);
  if (self->estimating == 0)
    self->estimating = g_timeout_add (ESTIMATE_AFTER_MS, estimate, self);
}

static void
on_recipe_changed (MienDesignPage *self)
{
  fill_controls (self);
  estimate_soon (self);
}

static void
offer_splits (MienDesignPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int kind = MIEN_SPLIT_RANDOM; kind <= MIEN_SPLIT_OFFICIAL; kind++)
    if (kind != MIEN_SPLIT_OFFICIAL || mien_dataset_has_parts (self->dataset))
      gtk_string_list_append (names, mien_split_kind_name ((MienSplitKind) kind));
  gtk_drop_down_set_model (self->split, G_LIST_MODEL (names));
}

static void
fill_columns (MienDesignPage *self)
{
  g_autoptr (GPtrArray) columns = mien_draft_order_columns (self->dataset);
  g_autoptr (GtkStringList) subjects = gtk_string_list_new (NULL);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->tasks))) != NULL)
    gtk_box_remove (self->tasks, row);
  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);

    gtk_box_append (self->tasks, mien_task_row_new (self->workbench, column));
    if (column->kind == MIEN_KIND_CLASS)
      gtk_string_list_append (subjects, column->name);
  }
  gtk_drop_down_set_model (self->subject, G_LIST_MODEL (subjects));
}

/* Corrections keep the columns, and so the rows and what has the focus in them. */
static void
on_dataset_changed (MienDesignPage *self)
{
  MienDataset *original = mien_workbench_get_original (self->workbench);

  if (original == NULL || original == self->dataset)
    return;
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  self->dataset = mien_dataset_ref (original);
  self->filling = TRUE;
  fill_columns (self);
  offer_splits (self);
  self->filling = FALSE;
  on_recipe_changed (self);
  gtk_stack_set_visible_child_name (self->stack, "design");
}

static void
start (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  MienDesignPage *self = MIEN_DESIGN_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (!mien_workbench_start (self->workbench, g_str_equal (name, "design.start-study"), &error))
    gtk_label_set_text (self->summary, error->message);
}

static void
mien_design_page_dispose (GObject *object)
{
  MienDesignPage *self = MIEN_DESIGN_PAGE (object);

  g_clear_handle_id (&self->estimating, g_source_remove);
  g_clear_pointer (&self->estimate, mien_estimate_free);
  g_clear_pointer (&self->fault, g_free);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  self->filling = TRUE;

  /* AdwBin unparents its child, so the template goes after it. */
  G_OBJECT_CLASS (mien_design_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_DESIGN_PAGE);
  g_clear_object (&self->workbench);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienDesignPage, stack);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, tasks);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, training);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, rate_row);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, augmentation_row);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, faces);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, diagram);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, layers);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, network_row);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, network);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, optimizer);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, augmentation);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, split);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, subject);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, subject_row);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, splitting);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, epochs);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, batch);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, rate);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, seed);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, folds);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, seeds);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, summary);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, start);
  gtk_widget_class_bind_template_child (klass, MienDesignPage, start_study);
}

static void
mien_design_page_class_init (MienDesignPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_design_page_dispose;

  g_type_ensure (MIEN_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (MIEN_TYPE_NETWORK_DIAGRAM);
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/design-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_number);
  gtk_widget_class_install_action (widget_class, "design.start", NULL, start);
  gtk_widget_class_install_action (widget_class, "design.start-study", NULL, start);
}

static void
mien_design_page_init (MienDesignPage *self)
{
  const char *const optimizers[] = {mien_optimizer_name (MIEN_OPTIMIZER_SGD),
                                    mien_optimizer_name (MIEN_OPTIMIZER_ADAM),
                                    mien_optimizer_name (MIEN_OPTIMIZER_ADAMW), NULL};

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_show_short_number (self->rate);
  offer (self->network, mien_network_presets ());
  offer (self->optimizer, optimizers);
  offer (self->augmentation, mien_augment_presets ());
}

GtkWidget *
mien_design_page_new (MienWorkbench *workbench)
{
  MienDesignPage *self = g_object_new (MIEN_TYPE_DESIGN_PAGE, NULL);

  self->workbench = g_object_ref (workbench);
  gtk_box_insert_child_after (self->layers, mien_network_rows_new (workbench), self->network_row);
  gtk_box_insert_child_after (self->training, mien_weighting_rows_new (workbench), self->rate_row);
  gtk_box_insert_child_after (self->training, mien_augment_rows_new (workbench),
                              self->augmentation_row);
  gtk_box_append (self->training, mien_balance_rows_new (workbench));
  gtk_box_append (self->training, mien_training_rows_new (workbench));
  gtk_box_insert_child_after (self->splitting, mien_split_rows_new (workbench), self->subject_row);
  gtk_box_append (self->splitting, mien_study_rows_new (workbench));
  self->split_pane = MIEN_SPLIT_PANE (mien_split_pane_new (workbench));
  gtk_box_append (self->splitting, GTK_WIDGET (self->split_pane));
  adw_preferences_group_add (self->faces, mien_prepare_rows_new (workbench));
  self->filling = FALSE;
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (on_dataset_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (on_recipe_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (mien_workbench_get_queue (workbench), "notify::n-running",
                           G_CALLBACK (estimate_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (mien_workbench_get_speeds (workbench), "changed",
                           G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split_pane, "notify::trouble", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (estimate_soon), NULL);
  fill_controls (self);
  show_state (self);
  on_dataset_changed (self);
  return GTK_WIDGET (self);
}
