#include "ui/widgets/training-rows.h"

#include "ui/widgets/accessible-names.h"
#include "ui/widgets/select-rows.h"
#include "ui/widgets/setting-row.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

struct _MienTrainingRows {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  gboolean filling; /* the controls follow the recipe, not the other way round */

  GtkExpander *expander;
  GtkLabel *title;
  GtkLabel *summary;
  GtkBox *rows;
  GtkDropDown *schedule;
  GtkSpinButton *step_every;
  GtkSpinButton *step_factor;
  GtkSpinButton *warmup;
  GtkSpinButton *decay;
  GtkSpinButton *clip;
  GtkSwitch *nesterov;
  GtkSpinButton *ema;
  GtkSpinButton *smoothing;
  GtkSpinButton *stop_after;
  GtkWidget *step_every_row;
  GtkWidget *step_factor_row;
};

G_DEFINE_FINAL_TYPE (MienTrainingRows, mien_training_rows, GTK_TYPE_BOX)

static MienRecipe *
get_recipe (MienTrainingRows *self)
{
  return mien_workbench_get_recipe (self->workbench);
}

static void
add_number (GString *text, const char *name, double value)
{
  if (value > 0.0)
    /* Translators: a setting and its value, in a list of such. */
    g_string_append_printf (text, _ (", %s %g"), name, value);
}

/* What is set, in a few words for the folded row. */
static char *
summarise (const MienRecipe *recipe)
{
  const MienOptimizerSettings *optimizer = &recipe->optimizer;
  GString *text = g_string_new (mien_schedule_name (optimizer->schedule.kind));

  add_number (text, _ ("warm-up"), optimizer->schedule.warmup);
  add_number (text, _ ("decay"), optimizer->weight_decay);
  add_number (text, _ ("clipping"), optimizer->clip);
  if (optimizer->nesterov)
    g_string_append (text, ", Nesterov");
  add_number (text, _ ("averaging"), optimizer->ema);
  add_number (text, _ ("smoothing"), recipe->label_smoothing);
  add_number (text, _ ("stopping after"), recipe->stop_after);
  mien_select_rows_summarise (recipe, text);
  return g_string_free (text, FALSE);
}

static void
show_summary (MienTrainingRows *self)
{
  g_autofree char *text = summarise (get_recipe (self));
  /* Translators: a list of settings, such as "cosine, warm-up 1.5". */
  g_autofree char *sentence =
      g_strdup_printf (_ ("Set in this row: %s. Unfold it to see what each does."), text);

  gtk_label_set_text (self->summary, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* What does not go with the rest of the recipe is out of reach. */
static void
show_what_matters (MienTrainingRows *self)
{
  const MienOptimizerSettings *optimizer = &get_recipe (self)->optimizer;
  gboolean steps = optimizer->schedule.kind == MIEN_SCHEDULE_STEP;

  gtk_widget_set_visible (self->step_every_row, steps);
  gtk_widget_set_visible (self->step_factor_row, steps);
  gtk_widget_set_sensitive (GTK_WIDGET (self->warmup),
                            optimizer->schedule.kind != MIEN_SCHEDULE_ONE_CYCLE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->nesterov),
                            optimizer->kind == MIEN_OPTIMIZER_SGD && optimizer->momentum > 0.0);
}

static void
follow_recipe (MienTrainingRows *self)
{
  const MienRecipe *recipe = get_recipe (self);
  const MienOptimizerSettings *optimizer = &recipe->optimizer;

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->schedule, optimizer->schedule.kind);
  mien_put_number (self->step_every, optimizer->schedule.step_every);
  mien_put_number (self->step_factor, optimizer->schedule.step_factor);
  mien_put_number (self->warmup, optimizer->schedule.warmup);
  mien_put_number (self->decay, optimizer->weight_decay);
  mien_put_number (self->clip, optimizer->clip);
  gtk_switch_set_active (self->nesterov, optimizer->nesterov);
  mien_put_number (self->ema, optimizer->ema);
  mien_put_number (self->smoothing, recipe->label_smoothing);
  mien_put_number (self->stop_after, recipe->stop_after);
  show_what_matters (self);
  show_summary (self);
  self->filling = FALSE;
}

/* One-cycle brings its own warm-up. */
static void
on_schedule (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienTrainingRows *self)
{
  MienSchedule *schedule;

  if (self->filling || gtk_drop_down_get_selected (drop_down) >= MIEN_N_SCHEDULES)
    return;
  schedule = &get_recipe (self)->optimizer.schedule;
  schedule->kind = (MienScheduleKind) gtk_drop_down_get_selected (drop_down);
  if (schedule->kind == MIEN_SCHEDULE_ONE_CYCLE)
    schedule->warmup = 0.0;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_number (GtkSpinButton *spin, MienTrainingRows *self)
{
  MienRecipe *recipe;
  double value;

  if (self->filling || !mien_typed_number (spin, &value))
    return;
  recipe = get_recipe (self);
  if (spin == self->step_every)
    recipe->optimizer.schedule.step_every = (int) value;
  else if (spin == self->step_factor)
    recipe->optimizer.schedule.step_factor = value;
  else if (spin == self->warmup)
    recipe->optimizer.schedule.warmup = value;
  else if (spin == self->decay)
    recipe->optimizer.weight_decay = value;
  else if (spin == self->clip)
    recipe->optimizer.clip = value;
  else if (spin == self->ema)
    recipe->optimizer.ema = value;
  else if (spin == self->smoothing)
    recipe->label_smoothing = value;
  else if (spin == self->stop_after)
    recipe->stop_after = (int) value;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_nesterov (MienTrainingRows *self)
{
  if (self->filling)
    return;
  get_recipe (self)->optimizer.nesterov = gtk_switch_get_active (self->nesterov);
  mien_workbench_recipe_edited (self->workbench);
}

static void
mien_training_rows_dispose (GObject *object)
{
  MienTrainingRows *self = MIEN_TRAINING_ROWS (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_TRAINING_ROWS);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_training_rows_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, expander);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, title);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, summary);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, rows);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, schedule);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, step_every);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, step_factor);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, warmup);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, decay);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, clip);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, nesterov);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, ema);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, smoothing);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, stop_after);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, step_every_row);
  gtk_widget_class_bind_template_child (klass, MienTrainingRows, step_factor_row);
}

static void
mien_training_rows_class_init (MienTrainingRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_training_rows_dispose;
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/training-rows.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_schedule);
  gtk_widget_class_bind_template_callback (widget_class, on_number);
  gtk_widget_class_bind_template_callback (widget_class, on_nesterov);
}

static void
mien_training_rows_init (MienTrainingRows *self)
{
  g_autoptr (GtkStringList) schedules = gtk_string_list_new (NULL);
  GtkSpinButton **short_numbers[] = {&self->step_factor, &self->warmup, &self->decay,
                                     &self->clip,        &self->ema,    &self->smoothing};

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (short_numbers); i++)
    mien_show_short_number (*short_numbers[i]);
  for (int i = 0; i < (int) MIEN_N_SCHEDULES; i++)
    gtk_string_list_append (schedules, mien_schedule_name ((MienScheduleKind) i));
  gtk_drop_down_set_model (self->schedule, G_LIST_MODEL (schedules));
  mien_name_widget (GTK_WIDGET (self->expander), gtk_label_get_label (self->title));
}

GtkWidget *
mien_training_rows_new (MienWorkbench *workbench)
{
  MienTrainingRows *self = g_object_new (MIEN_TYPE_TRAINING_ROWS, NULL);

  self->workbench = g_object_ref (workbench);
  gtk_box_append (self->rows, mien_select_rows_new (workbench));
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
