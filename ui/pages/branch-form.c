#include "ui/pages/branch-form.h"

#include "engine/training/weighting/weighting.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* What the drop-down offers besides changing nothing. */
typedef struct {
  char *task;
  gboolean is_weight;
  double weight; /* as the run has it */
} Choice;

struct _MienBranchForm {
  AdwPreferencesGroup parent_instance;

  int number;
  GArray *choices; /* of Choice; the first item of the drop-down is none of them */
  char *given;     /* the name that follows the choice, as long as a person gives none */

  GtkEntry *name;
  GtkDropDown *change;
  GtkWidget *weight_row;
  GtkSpinButton *weight;
};

G_DEFINE_FINAL_TYPE (MienBranchForm, mien_branch_form, ADW_TYPE_PREFERENCES_GROUP)

static void
clear_choice (gpointer data)
{
  g_free (((Choice *) data)->task);
}

/* (nullable) */
static const Choice *
get_choice (MienBranchForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->change);

  return selected == 0 || selected > self->choices->len
             ? NULL
             : &g_array_index (self->choices, Choice, selected - 1);
}

/* What is typed counts at once. */
static double
get_weight (MienBranchForm *self)
{
  double weight;

  return mien_typed_number (self->weight, &weight) ? weight
                                                   : gtk_spin_button_get_value (self->weight);
}

/* (transfer full) */
static char *
name_choice (MienBranchForm *self)
{
  const Choice *choice = get_choice (self);

  if (choice == NULL)
    return g_strdup (_ ("unchanged"));
  if (!choice->is_weight)
    /* Translators: the name of a branch of a training; %s is a task's name. */
    return g_strdup_printf (_ ("without %s"), choice->task);
  /* Translators: the name of a branch of a training: a task's name and its weight. */
  return g_strdup_printf (_ ("%s × %.2f"), choice->task, get_weight (self));
}

static void
show_name (MienBranchForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));
  gboolean own = *text != '\0' && g_strcmp0 (text, self->given) != 0;

  g_free (self->given);
  self->given = name_choice (self);
  if (!own)
    gtk_editable_set_text (GTK_EDITABLE (self->name), self->given);
}

static void
on_changed (MienBranchForm *self)
{
  const Choice *choice = get_choice (self);
  gboolean is_weight = choice != NULL && choice->is_weight;

  gtk_widget_set_visible (self->weight_row, is_weight);
  if (is_weight)
    gtk_spin_button_set_value (self->weight, choice->weight);
  show_name (self);
}

static void
add_choice (MienBranchForm *self, GtkStringList *words, const MienRecipeTask *task, gboolean weight)
{
  Choice choice = {g_strdup (task->column), weight, task->weight};
  /* Translators: what is another in a branch of a training; %s is a task's name. */
  g_autofree char *text =
      g_strdup_printf (weight ? _ ("Another weight of %s") : _ ("Without %s"), task->column);

  g_array_append_val (self->choices, choice);
  gtk_string_list_append (words, text);
}

void
mien_branch_form_set_recipe (MienBranchForm *self, const MienRecipe *recipe)
{
  g_return_if_fail (MIEN_IS_BRANCH_FORM (self) && recipe != NULL);

  const char *const first[] = {_ ("Nothing"), NULL};
  g_autoptr (GtkStringList) words = gtk_string_list_new (first);
  const MienWeightingMethod *method =
      recipe->weighting != NULL ? mien_weighting_find (recipe->weighting) : NULL;
  gboolean weighs = method == NULL || method->heeds_given;

  g_array_set_size (self->choices, 0);
  for (guint i = 0; i < recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);

    if (task->role != MIEN_ROLE_MAIN)
      add_choice (self, words, task, FALSE);
  }
  for (guint i = 0; weighs && recipe->tasks->len > 1 && i < recipe->tasks->len; i++)
    add_choice (self, words, g_ptr_array_index (recipe->tasks, i), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_drop_down_set_model (self->change, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->change, MIN ((guint) self->number - 1, self->choices->len));
  on_changed (self);
}

void
mien_branch_form_add_to (MienBranchForm *self, MienBranching *branching, int epochs)
{
  g_return_if_fail (MIEN_IS_BRANCH_FORM (self) && branching != NULL);

  const Choice *choice = get_choice (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));
  double weight = choice != NULL && choice->is_weight ? get_weight (self) : (double) NAN;

  mien_branching_add (branching, *text != '\0' ? text : self->given,
                      choice != NULL ? choice->task : NULL, weight, epochs);
}

static void
mien_branch_form_finalize (GObject *object)
{
  MienBranchForm *self = MIEN_BRANCH_FORM (object);

  g_array_unref (self->choices);
  g_free (self->given);

  G_OBJECT_CLASS (mien_branch_form_parent_class)->finalize (object);
}

static void
mien_branch_form_class_init (MienBranchFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_branch_form_finalize;
}

static void
mien_branch_form_init (MienBranchForm *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_array_set_clear_func (self->choices, clear_choice);
}

/* @name: (transfer full): what assistive technology calls @control */
static GtkWidget *
add_row (MienBranchForm *self, const char *title, GtkWidget *control, char *name)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_free (name);
  return row;
}

GtkWidget *
mien_branch_form_new (int number)
{
  MienBranchForm *self = g_object_new (MIEN_TYPE_BRANCH_FORM, NULL);
  g_autofree char *title = g_strdup_printf (_ ("Branch %d"), number);

  self->number = number;
  self->change = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->weight = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0.0, 1000.0, 0.05));
  self->name = GTK_ENTRY (gtk_entry_new ());
  gtk_spin_button_set_digits (self->weight, 2);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name), 22);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  /* Translators: accessible names of the parts of a form; %d is a branch's number. */
  add_row (self, _ ("Change"), GTK_WIDGET (self->change),
           g_strdup_printf (_ ("Change in branch %d"), number));
  self->weight_row = add_row (self, _ ("Weight"), GTK_WIDGET (self->weight),
                              g_strdup_printf (_ ("Weight in branch %d"), number));
  add_row (self, _ ("Name"), GTK_WIDGET (self->name),
           g_strdup_printf (_ ("Name of branch %d"), number));
  g_signal_connect_object (self->change, "notify::selected", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->weight, "changed", G_CALLBACK (show_name), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
