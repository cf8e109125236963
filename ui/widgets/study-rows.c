#include "ui/widgets/study-rows.h"

#include "engine/study/ready-arms.h"
#include "engine/study/search.h"
#include "ui/models/control-words.h"
#include "ui/widgets/accessible-names.h"
#include "ui/widgets/explain.h"
#include "ui/widgets/setting-row.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

struct _MienStudyRows {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  gboolean filling; /* the controls follow the recipe, not the other way round */

  GtkExpander *expander;
  GtkLabel *title;
  GtkLabel *summary;
  GtkBox *rows;
  GtkLabel *words;
  GtkCheckButton *ready[MIEN_N_READY_ARMS];
  GtkWidget *search;
  GtkDropDown *method;
  GtkSpinButton *trials;
  GtkWidget *trials_row;
  GtkLabel *cost;
  GtkSwitch *transfer;
};

G_DEFINE_FINAL_TYPE (MienStudyRows, mien_study_rows, GTK_TYPE_BOX)

static MienRecipe *
get_recipe (MienStudyRows *self)
{
  return mien_workbench_get_recipe (self->workbench);
}

static gboolean
is_asked (const MienRecipe *recipe, MienReadyArm ready)
{
  return (recipe->controls & 1u << ready) != 0;
}

static gboolean
has_auxiliary (const MienRecipe *recipe)
{
  return recipe->tasks->len > 1;
}

/* --- what does not go together --- */

/* Why weights cannot be searched for, or NULL. */
static const char *
find_search_obstacle (const MienRecipe *recipe)
{
  MienSearchSchedule schedule;

  if (mien_search_schedule (recipe, &schedule, NULL))
    return NULL;
  if (recipe->search.method != MIEN_SEARCH_GRID ||
      (!(recipe->validation > 0.0) && recipe->split != MIEN_SPLIT_OFFICIAL))
    return _ ("Weights are picked on the validation faces, and there are none: give them a share "
              "in the split, or take Searched weights out of what is compared.");
  return _ ("A grid of so many weights has too many combinations to try them all: let the weights "
            "be searched for by Random or Halving.");
}

const char *
mien_study_rows_find_obstacle (const MienRecipe *recipe)
{
  if (recipe->controls != 0 && !has_auxiliary (recipe))
    return _ ("What is compared beside the design is about auxiliary tasks, and none is on: switch "
              "one on.");
  return is_asked (recipe, MIEN_READY_SEARCHED) ? find_search_obstacle (recipe) : NULL;
}

/* --- in short --- */

/* One of the recipe's own, not one that is there because it is asked for below. */
static gboolean
is_own (const MienRecipe *recipe, const MienArm *arm)
{
  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++)
    if (is_asked (recipe, (MienReadyArm) i) &&
        g_strcmp0 (arm->name, mien_ready_arm_title ((MienReadyArm) i)) == 0)
      return FALSE;
  return TRUE;
}

/* What a study compares whatever is asked for below. */
static char *
list_arms (const MienRecipe *recipe)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < recipe->arms->len; i++) {
    const MienArm *arm = g_ptr_array_index (recipe->arms, i);

    if (is_own (recipe, arm))
      g_ptr_array_add (names, arm->name);
  }
  if (recipe->arms->len == 0) {
    g_ptr_array_add (names, _ ("Main task alone"));
    g_ptr_array_add (names, _ ("All tasks"));
  }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" · ", (char **) names->pdata);
}

/* What is compared beside that, in the order of the rows. */
static char *
list_asked (const MienRecipe *recipe)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++)
    if (is_asked (recipe, (MienReadyArm) i))
      g_ptr_array_add (names, (gpointer) mien_ready_arm_words ((MienReadyArm) i));
  if (recipe->transfer)
    g_ptr_array_add (names, (gpointer) mien_transfer_words ());
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" · ", (char **) names->pdata);
}

/* A narrow row has no room for both. */
static char *
summarise (const MienRecipe *recipe)
{
  g_autofree char *asked = list_asked (recipe);

  return *asked != '\0' ? g_strconcat ("+ ", asked, NULL) : list_arms (recipe);
}

static void
show_summary (MienStudyRows *self)
{
  g_autofree char *text = summarise (get_recipe (self));

  gtk_label_set_text (self->summary, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
show_words (MienStudyRows *self)
{
  const MienRecipe *recipe = get_recipe (self);
  g_autofree char *arms = list_arms (recipe);
  /* Translators: what a study compares in any case ("Main task alone · All tasks"). */
  g_autofree char *words = g_strdup_printf (_ ("In any case: %s. Beside them:"), arms);

  gtk_label_set_text (self->words, has_auxiliary (recipe)
                                       ? words
                                       : _ ("There is no auxiliary task yet, and all of this is "
                                            "about them. Switch one on first."));
}

/* --- ready arms --- */

/* What is asked for can be taken back, whether or not it makes sense. */
static void
show_ready (MienStudyRows *self, MienReadyArm ready)
{
  const MienRecipe *recipe = get_recipe (self);
  GtkWidget *check = GTK_WIDGET (self->ready[ready]);
  gboolean asked = is_asked (recipe, ready), same = mien_ready_arm_is_whole (recipe, ready);

  gtk_check_button_set_active (self->ready[ready], asked);
  gtk_widget_set_sensitive (check, asked || (has_auxiliary (recipe) && !same));
  mien_explain (check, same ? _ ("The design itself weighs its tasks so: this would learn the same "
                                 "a second time")
                            : mien_ready_arm_explanation (ready));
}

static void
on_ready (GtkCheckButton *check, MienStudyRows *self)
{
  int ready = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "ready"));

  if (self->filling)
    return;
  mien_ready_arm_ask (get_recipe (self), (MienReadyArm) ready, gtk_check_button_get_active (check));
  mien_workbench_recipe_edited (self->workbench);
}

static GtkWidget *
make_ready (MienStudyRows *self, MienReadyArm ready)
{
  GtkWidget *check = gtk_check_button_new ();

  self->ready[ready] = GTK_CHECK_BUTTON (check);
  g_object_set_data (G_OBJECT (check), "ready", GINT_TO_POINTER (ready));
  g_signal_connect (check, "toggled", G_CALLBACK (on_ready), self);
  return mien_setting_row_new (mien_ready_arm_words (ready), NULL,
                               mien_ready_arm_explanation (ready), check);
}

/* --- the search --- */

/* "0 · 0.1 · 1"; no line begins with a dot. */
static char *
list_weights (const MienSearchSettings *search)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < search->n_weights; i++)
    g_string_append_printf (list, "%s%g", i > 0 ? "\302\240· " : "", search->weights[i]);
  return g_string_free (list, FALSE);
}

/* Sources: Kurin et al., "In Defense of the Unitary Scalarization for Deep Multi-Task Learning",
 * and Xin et al., "Do Current Multi-Task Optimization Methods in Deep Learning Even Help?", both
 * NeurIPS 2022. */
static char *
describe_cost (const MienRecipe *recipe)
{
  const char *obstacle = find_search_obstacle (recipe);

  if (obstacle != NULL)
    return g_strdup (obstacle);
  g_autofree char *budget = mien_search_budget_words (recipe);
  g_autofree char *weights = list_weights (&recipe->search);

  /* Translators: what a search costs ("8 trials × 20 epochs"), and the weights that it tries
   * ("0 · 0.1 · 1"). */
  return g_strdup_printf (
      _ ("%s for each fold, with the weights %s. They are picked on the validation faces alone. "
         "Published evaluations find that fixed weights tuned like this match the methods that "
         "adapt them, so a method should be held against them."),
      budget, weights);
}

static void
show_search (MienStudyRows *self)
{
  const MienRecipe *recipe = get_recipe (self);
  gboolean shown = is_asked (recipe, MIEN_READY_SEARCHED) && has_auxiliary (recipe);
  g_autofree char *cost = shown ? describe_cost (recipe) : NULL;

  gtk_widget_set_visible (self->search, shown);
  gtk_drop_down_set_selected (self->method, recipe->search.method);
  gtk_widget_set_visible (self->trials_row, recipe->search.method != MIEN_SEARCH_GRID);
  mien_put_number (self->trials, recipe->search.trials);
  gtk_label_set_text (self->cost, cost);
}

static void
on_method (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienStudyRows *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);

  if (self->filling || chosen >= MIEN_N_SEARCH_METHODS)
    return;
  get_recipe (self)->search.method = (MienSearchMethod) chosen;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_trials (GtkSpinButton *spin, MienStudyRows *self)
{
  double value;

  if (self->filling || !mien_typed_number (spin, &value))
    return;
  get_recipe (self)->search.trials = (guint) value;
  mien_workbench_recipe_edited (self->workbench);
}

/* --- the whole --- */

static void
follow_recipe (MienStudyRows *self)
{
  const MienRecipe *recipe = get_recipe (self);

  self->filling = TRUE;
  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++)
    show_ready (self, (MienReadyArm) i);
  show_search (self);
  gtk_switch_set_active (self->transfer, recipe->transfer);
  gtk_widget_set_sensitive (GTK_WIDGET (self->transfer),
                            recipe->transfer || has_auxiliary (recipe));
  show_words (self);
  show_summary (self);
  self->filling = FALSE;
}

static void
on_transfer (GtkSwitch *control, GParamSpec *pspec G_GNUC_UNUSED, MienStudyRows *self)
{
  if (self->filling)
    return;
  get_recipe (self)->transfer = gtk_switch_get_active (control);
  mien_workbench_recipe_edited (self->workbench);
}

/* The search stands below the arm that is searched for. */
static void
fill_rows (MienStudyRows *self)
{
  GtkWidget *above = GTK_WIDGET (self->words);

  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++) {
    GtkWidget *row = make_ready (self, (MienReadyArm) i);

    gtk_box_insert_child_after (self->rows, row, above);
    above = i == MIEN_READY_SEARCHED ? self->search : row;
  }
  self->transfer = GTK_SWITCH (gtk_switch_new ());
  g_signal_connect (self->transfer, "notify::active", G_CALLBACK (on_transfer), self);
  gtk_box_append (self->rows,
                  mien_setting_row_new (mien_transfer_words (), NULL, mien_transfer_explanation (),
                                        GTK_WIDGET (self->transfer)));
}

static void
mien_study_rows_dispose (GObject *object)
{
  MienStudyRows *self = MIEN_STUDY_ROWS (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_STUDY_ROWS);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_study_rows_parent_class)->dispose (object);
}

static void
mien_study_rows_class_init (MienStudyRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_study_rows_dispose;
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/study-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, expander);
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, title);
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, summary);
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, rows);
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, words);
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, search);
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, method);
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, trials);
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, trials_row);
  gtk_widget_class_bind_template_child (widget_class, MienStudyRows, cost);
  gtk_widget_class_bind_template_callback (widget_class, on_method);
  gtk_widget_class_bind_template_callback (widget_class, on_trials);
}

static void
mien_study_rows_init (MienStudyRows *self)
{
  g_autoptr (GtkStringList) methods = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < (int) MIEN_N_SEARCH_METHODS; i++)
    gtk_string_list_append (methods, mien_search_method_words ((MienSearchMethod) i));
  gtk_drop_down_set_model (self->method, G_LIST_MODEL (methods));
  fill_rows (self);
  mien_name_widget (GTK_WIDGET (self->expander), gtk_label_get_label (self->title));
}

GtkWidget *
mien_study_rows_new (MienWorkbench *workbench)
{
  MienStudyRows *self = g_object_new (MIEN_TYPE_STUDY_ROWS, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
