#include "ui/widgets/face-pane.h"

#include "ui/widgets/answer-list.h"
#include "ui/widgets/heat-picture.h"

#include <glib/gi18n.h>
#include <math.h>

struct _MienFacePane {
  AdwBin parent_instance;

  MienInspection *inspection;
  GCancellable *explaining;
  int row;
  int task;

  GtkStack *stack;
  MienHeatPicture *picture;
  GtkLabel *map_note;
  GtkDropDown *method;
  GtkDropDown *saliency_task;
  GtkScale *strength;
  GtkMenuButton *correct;
  GtkPopover *correct_popover;
  GtkBox *correct_choices;
  MienAnswerList *answers;
  GtkLabel *values;
};

G_DEFINE_FINAL_TYPE (MienFacePane, mien_face_pane, ADW_TYPE_BIN)

enum {
  LABEL_CORRECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const MienTaskPredictions *
get_task (MienFacePane *self, int task)
{
  MienPredictions *predictions = mien_inspection_get_predictions (self->inspection);

  return g_ptr_array_index (predictions->tasks, (guint) task);
}

/* Translators: the score is the network's number before it becomes a probability. */
static char *
explain_map (const MienTask *task, const MienSaliency *saliency)
{
  const char *answer = task->names != NULL ? task->names[saliency->target] : task->name;

  return g_strdup_printf (
      _ ("Why “%s”: score %.2f, of an empty picture %.2f. Red speaks for it, blue "
         "against it."),
      answer, saliency->output, saliency->baseline);
}

static void
on_explained (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienFacePane) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  g_autoptr (MienExplanation) answer =
      mien_inspection_explain_finish (MIEN_INSPECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL) {
    mien_heat_picture_set (self->picture, NULL, 0, 0, NULL, error->message);
    gtk_label_set_text (self->map_note, error->message);
    return;
  }

  int task = (int) gtk_drop_down_get_selected (self->saliency_task);
  if (answer->saliency != NULL)
    note = explain_map (get_task (self, task)->task, answer->saliency);
  mien_heat_picture_set (self->picture, answer->pixels, answer->channels, answer->size,
                         answer->saliency != NULL ? answer->saliency->map : NULL,
                         note != NULL ? note : answer->refusal);
  gtk_label_set_text (self->map_note, note != NULL ? note : answer->refusal);
}

static void
cancel (MienFacePane *self)
{
  g_cancellable_cancel (self->explaining);
  g_object_unref (self->explaining);
  self->explaining = g_cancellable_new ();
}

static void
explain (MienFacePane *self)
{
  guint task = gtk_drop_down_get_selected (self->saliency_task);
  guint method = gtk_drop_down_get_selected (self->method);

  if (self->inspection == NULL || self->row < 0 || task == GTK_INVALID_LIST_POSITION ||
      method == GTK_INVALID_LIST_POSITION)
    return;
  cancel (self);
  mien_inspection_explain_async (self->inspection, (guint) self->row, (int) task, -1,
                                 mien_saliency_methods ()[method], self->explaining, on_explained,
                                 g_object_ref (self));
}

static void
on_explanation_changed (MienFacePane *self)
{
  explain (self);
}

static void
on_strength_changed (MienFacePane *self)
{
  mien_heat_picture_set_strength (self->picture, gtk_range_get_value (GTK_RANGE (self->strength)));
}

/* The widget's name carries what it stands for: the label as a table writes it. */
static void
on_label_clicked (GtkButton *button, gpointer data)
{
  MienFacePane *self = data;
  MienPredictions *predictions = mien_inspection_get_predictions (self->inspection);
  const char *label = gtk_widget_get_name (GTK_WIDGET (button));
  gboolean excludes = g_str_equal (label, "exclude");

  gtk_popover_popdown (self->correct_popover);
  g_signal_emit (self, signals[LABEL_CORRECTED], 0, predictions->ids[self->row],
                 excludes ? "" : get_task (self, self->task)->task->name, label);
}

static void
add_choice (MienFacePane *self, const char *text, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_name (button, label);
  gtk_widget_add_css_class (button, "flat");
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0.0f);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_label_clicked), self, 0);
  gtk_box_append (self->correct_choices, button);
}

/* Classes to choose from where the task has them; leaving the face out is always possible. */
static void
fill_choices (MienFacePane *self)
{
  const MienTask *task = get_task (self, self->task)->task;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->correct_choices))) != NULL)
    gtk_box_remove (self->correct_choices, child);
  for (int k = 0; task->kind == MIEN_KIND_CLASS && k < task->width; k++)
    add_choice (self, task->names[k], task->names[k]);
  gtk_box_append (self->correct_choices, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add_choice (self, _ ("Leave This Face Out"), "exclude");
}

/* Everything that the data set says of the face, a line each. */
static char *
list_values (MienFacePane *self)
{
  MienDataset *dataset = mien_inspection_get_dataset (self->inspection);
  MienPredictions *predictions = mien_inspection_get_predictions (self->inspection);
  int sample = mien_inspection_get_sample (self->inspection, (guint) self->row);
  GString *text = g_string_new (predictions->ids[self->row]);

  for (guint i = 0; sample >= 0 && i < mien_dataset_get_columns (dataset)->len; i++) {
    const MienColumn *column = g_ptr_array_index (mien_dataset_get_columns (dataset), i);
    g_autofree char *value = mien_column_format (column, (guint) sample);

    if (column->kind != MIEN_KIND_POINTS)
      g_string_append_printf (text, "\n%s: %s", column->name, *value != '\0' ? value : "–");
  }
  return g_string_free (text, FALSE);
}

void
mien_face_pane_show (MienFacePane *self, int row, int task)
{
  g_return_if_fail (MIEN_IS_FACE_PANE (self));

  cancel (self);
  self->row = self->inspection != NULL ? row : -1;
  self->task = task;
  gtk_stack_set_visible_child_name (self->stack, self->row >= 0 ? "face" : "none");
  if (self->row < 0)
    return;

  g_autofree char *values = list_values (self);
  gtk_label_set_text (self->values, values);
  mien_answer_list_show (self->answers, mien_inspection_get_predictions (self->inspection),
                         (guint) row);
  fill_choices (self);
  explain (self);
}

static GtkStringList *
list_tasks (MienInspection *inspection)
{
  MienPredictions *predictions = mien_inspection_get_predictions (inspection);
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint t = 0; t < predictions->tasks->len; t++) {
    const MienTaskPredictions *task = g_ptr_array_index (predictions->tasks, t);

    gtk_string_list_append (names, task->task->name);
  }
  return names;
}

void
mien_face_pane_set_inspection (MienFacePane *self, MienInspection *inspection)
{
  g_return_if_fail (MIEN_IS_FACE_PANE (self));

  mien_face_pane_show (self, -1, 0);
  g_set_object (&self->inspection, inspection);
  if (inspection != NULL) {
    g_autoptr (GtkStringList) tasks = list_tasks (inspection);

    gtk_drop_down_set_model (self->saliency_task, G_LIST_MODEL (tasks));
  }
}

void
mien_face_pane_set_correctable (MienFacePane *self, gboolean possible, const char *why)
{
  g_return_if_fail (MIEN_IS_FACE_PANE (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->correct), possible);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->correct), why);
}

static void
mien_face_pane_dispose (GObject *object)
{
  MienFacePane *self = MIEN_FACE_PANE (object);

  if (self->explaining != NULL)
    g_cancellable_cancel (self->explaining);
  g_clear_object (&self->explaining);
  g_clear_object (&self->inspection);
  G_OBJECT_CLASS (mien_face_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_FACE_PANE);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, stack);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, picture);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, map_note);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, method);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, saliency_task);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, strength);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, correct);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, correct_popover);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, correct_choices);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, answers);
  gtk_widget_class_bind_template_child (widget_class, MienFacePane, values);
}

static void
mien_face_pane_class_init (MienFacePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_face_pane_dispose;
  g_type_ensure (MIEN_TYPE_ANSWER_LIST);
  g_type_ensure (MIEN_TYPE_HEAT_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/widgets/face-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_explanation_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_strength_changed);
  signals[LABEL_CORRECTED] =
      g_signal_new ("label-corrected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
mien_face_pane_init (MienFacePane *self)
{
  g_autoptr (GtkStringList) methods = NULL;

  self->row = -1;
  self->explaining = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  methods = gtk_string_list_new (mien_saliency_methods ());
  gtk_drop_down_set_model (self->method, G_LIST_MODEL (methods));
}
