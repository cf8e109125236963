#include "ui/pages/inspect-page.h"

#include "engine/exchange/export.h"
#include "engine/insight/mistakes.h"
#include "engine/training/metrics.h"
#include "ui/models/metric-words.h"
#include "ui/models/run-facts.h"
#include "ui/models/sample-list.h"
#include "ui/widgets/face-pane.h"
#include "ui/widgets/face-picture.h"
#include "ui/widgets/matrix-view.h"
#include "ui/widgets/steady-scroll.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _MienInspectPage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  GCancellable *loading;
  MienInspection *inspection;
  GtkFilterListModel *finished; /* the runs that can be looked at */
  MienSampleList *faces;
  GtkSingleSelection *selection;
  int row, column; /* chosen cell, or -1 */
  gpointer given;  /* (nullable): of the workbench, only to tell it from another */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *failure;
  GtkDropDown *run;
  GtkDropDown *part;
  GtkDropDown *task;
  GtkWidget *flag_box;
  GtkDropDown *flag;
  GtkLabel *score;
  GtkStack *matrix_stack;
  MienMatrixView *matrix;
  GtkLabel *shown;
  GtkWidget *all;
  GtkScrolledWindow *scroller;
  GtkGridView *gallery;
  MienFacePane *face;
};

G_DEFINE_FINAL_TYPE (MienInspectPage, mien_inspect_page, ADW_TYPE_BIN)

static const MienTaskPredictions *
get_task (MienInspectPage *self)
{
  guint number = gtk_drop_down_get_selected (self->task);
  MienPredictions *predictions =
      self->inspection != NULL ? mien_inspection_get_predictions (self->inspection) : NULL;

  if (predictions == NULL || number >= predictions->tasks->len)
    return NULL;
  return g_ptr_array_index (predictions->tasks, number);
}

static const char *
get_shown_folder (MienInspectPage *self)
{
  return self->inspection != NULL ? mien_inspection_get_run (self->inspection)->folder : NULL;
}

static MienPart
get_part (MienInspectPage *self)
{
  return (MienPart) gtk_drop_down_get_selected (self->part);
}

static int
get_flag (MienInspectPage *self)
{
  guint flag = gtk_drop_down_get_selected (self->flag);

  return flag == GTK_INVALID_LIST_POSITION ? 0 : (int) flag;
}

static void
toast (MienInspectPage *self, const char *text)
{
  AdwToast *message = adw_toast_new (text);

  adw_toast_overlay_add_toast (self->toasts, message);
}

static void
add_sample (MienInspectPage *self, GArray *samples, int row)
{
  int sample = row >= 0 ? mien_inspection_get_sample (self->inspection, (guint) row) : -1;

  if (sample >= 0)
    g_array_append_val (samples, sample);
}

/* Those that another page asked for, which are shown until a person asks here. */
static GArray *
find_given (MienInspectPage *self, GPtrArray *ids)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < ids->len; i++)
    add_sample (self, samples,
                mien_inspection_find_row (self->inspection, g_ptr_array_index (ids, i)));
  return samples;
}

/* The faces of the chosen cell, or all mistakes, as numbers of the data set. */
static GArray *
find_samples (MienInspectPage *self, const MienTaskPredictions *task)
{
  MienPredictions *predictions = mien_inspection_get_predictions (self->inspection);
  const char *name = task->task->name;
  g_autoptr (GArray) rows = NULL;
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (guint));

  if (self->row >= 0) {
    rows = mien_confusion_find (predictions, name, get_flag (self), get_part (self), self->row,
                                self->column);
    mien_mistakes_sort (predictions, name, get_flag (self), rows);
  } else {
    rows = mien_mistakes_find (predictions, name, get_flag (self), get_part (self));
  }
  for (guint i = 0; i < rows->len; i++)
    add_sample (self, samples, (int) g_array_index (rows, guint, i));
  return samples;
}

static char *
title_of_faces (MienInspectPage *self, const MienTaskPredictions *task, guint n)
{
  gboolean number = task->task->names == NULL;

  if (mien_inspection_get_dataset (self->inspection) == NULL)
    return g_strdup (_ ("The pictures of this run are no longer where they were"));
  if (self->row < 0 && number)
    return g_strdup_printf (
        ngettext ("%u face, the largest error first", "%u faces, the largest error first", n), n);
  if (self->row < 0)
    return g_strdup_printf (
        ngettext ("%u mistake, the surest first", "%u mistakes, the surest first", n), n);
  if (task->task->kind == MIEN_KIND_FLAGS)
    return g_strdup_printf (ngettext ("%u face of this cell", "%u faces of this cell", n), n);
  /* Translators: how many faces of one class were taken for another: 12 faces: fear as surprise */
  return g_strdup_printf (ngettext ("%u face: %s as %s", "%u faces: %s as %s", n), n,
                          task->task->names[self->row], task->task->names[self->column]);
}

static void
show_faces (MienInspectPage *self)
{
  const MienTaskPredictions *task = get_task (self);

  if (task == NULL)
    return;

  const char *given_title = NULL;
  GPtrArray *given = mien_workbench_get_inspected_faces (self->workbench, &given_title);
  gboolean ours = given != NULL && mien_inspection_get_dataset (self->inspection) != NULL;
  g_autoptr (GArray) samples = ours ? find_given (self, given) : find_samples (self, task);
  g_autofree char *title =
      ours ? g_strdup (given_title) : title_of_faces (self, task, samples->len);

  gtk_widget_set_visible (self->all, ours);
  gtk_label_set_text (self->shown, title);
  mien_sample_list_show (self->faces, mien_inspection_get_dataset (self->inspection), samples);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  mien_face_pane_show (self->face, -1, 0);
}

/* The figures of one part, whichever it is. */
static GArray *
measure_part (MienInspectPage *self, const MienTaskPredictions *task)
{
  MienPredictions *predictions = mien_inspection_get_predictions (self->inspection);
  gsize label_width = (gsize) task->label_width, width = (gsize) task->task->width;
  g_autofree float *labels = g_new (float, MAX (predictions->n, 1) * label_width);
  g_autofree float *outputs = g_new (float, MAX (predictions->n, 1) * width);
  guint n = 0;

  for (gsize i = 0; i < predictions->n; i++)
    if (predictions->parts[i] == get_part (self)) {
      memcpy (labels + n * label_width, task->label + i * label_width,
              label_width * sizeof (float));
      memcpy (outputs + n * width, task->output + i * width, width * sizeof (float));
      n++;
    }
  return mien_metrics_compute_all (task->task, n, labels, outputs);
}

/* Every figure of the part, a line each, for whoever looks closer. */
static char *
list_figures (GArray *metrics)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < metrics->len; i++) {
    const MienMetric *metric = &g_array_index (metrics, MienMetric, i);

    if (isfinite (metric->value) && *mien_metric_explanation (metric->name) != '\0')
      g_string_append_printf (text, "%s%s %.3f", text->len > 0 ? "\n" : "",
                              mien_metric_words (metric->name), metric->value);
  }
  return g_string_free (text, FALSE);
}

static void
show_score (MienInspectPage *self, const MienTaskPredictions *task)
{
  const char *metric = mien_metric_main (task->task->kind);
  g_autoptr (GArray) metrics = measure_part (self, task);
  const char *words = mien_metric_words (metric);
  double value = mien_metrics_get (metrics, metric),
         majority = mien_metrics_get (metrics, "majority");
  double accuracy = mien_metrics_get (metrics, "accuracy");
  g_autoptr (GString) text = g_string_new (NULL);

  if (isfinite (value))
    g_string_append_printf (text, "%s %.3f", words, value);
  if (isfinite (majority))
    /* Translators: the second figure is what always saying the commonest class would get */
    g_string_append_printf (text, _ ("; accuracy %.3f, commonest class %.3f"), accuracy, majority);
  g_autofree char *figures = list_figures (metrics);
  gtk_label_set_text (self->score, text->len > 0 ? text->str : _ ("No labels in this part"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->score), *figures != '\0' ? figures : NULL);
}

static void
show_matrix (MienInspectPage *self)
{
  const MienTaskPredictions *task = get_task (self);

  self->row = self->column = -1;
  if (task == NULL)
    return;

  gboolean has_classes = task->task->names != NULL;
  MienConfusion *confusion =
      has_classes ? mien_confusion_new (mien_inspection_get_predictions (self->inspection),
                                        task->task->name, get_flag (self), get_part (self))
                  : NULL;
  mien_matrix_view_set_confusion (self->matrix, confusion);
  gtk_stack_set_visible_child_name (self->matrix_stack, has_classes ? "matrix" : "number");
  show_score (self, task);
  show_faces (self);
}

/* Whoever asks here has seen what another page asked for. */
static void
let_go_of_given (MienInspectPage *self)
{
  if (mien_workbench_get_inspected_faces (self->workbench, NULL) != NULL)
    mien_workbench_inspect (self->workbench, get_shown_folder (self));
}

static void
show_all (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  let_go_of_given (MIEN_INSPECT_PAGE (widget));
}

static void
on_question_changed (MienInspectPage *self)
{
  let_go_of_given (self);
  show_matrix (self);
}

static void
on_cell_chosen (MienInspectPage *self, int row, int column)
{
  let_go_of_given (self);
  self->row = row;
  self->column = column;
  show_faces (self);
}

/* A task of flags asks one flag at a time. */
static void
on_task_chosen (MienInspectPage *self)
{
  const MienTaskPredictions *task = get_task (self);
  gboolean flags = task != NULL && task->task->kind == MIEN_KIND_FLAGS;
  g_autoptr (GtkStringList) names = NULL;

  if (flags)
    names = gtk_string_list_new ((const char *const *) task->task->names);
  g_signal_handlers_block_by_func (self->flag, on_question_changed, self);
  gtk_drop_down_set_model (self->flag, names != NULL ? G_LIST_MODEL (names) : NULL);
  g_signal_handlers_unblock_by_func (self->flag, on_question_changed, self);
  gtk_widget_set_visible (self->flag_box, flags);
  show_matrix (self);
}

static void
on_face_selected (MienInspectPage *self)
{
  MienSampleItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item == NULL || self->inspection == NULL)
    return;

  const char *id =
      mien_dataset_get_id (mien_sample_item_get_dataset (item), mien_sample_item_get_sample (item));
  mien_face_pane_show (self->face, mien_inspection_find_row (self->inspection, id),
                       (int) gtk_drop_down_get_selected (self->task));
}

/* Labels are corrected in the open data set; a run on another one has to open its own first. */
static void
update_correctable (MienInspectPage *self)
{
  MienDataset *open = mien_workbench_get_dataset (self->workbench);
  MienDataset *ours =
      self->inspection != NULL ? mien_inspection_get_dataset (self->inspection) : NULL;
  gboolean same = open != NULL && ours != NULL &&
                  g_str_equal (mien_dataset_get_location (open), mien_dataset_get_location (ours));

  mien_face_pane_set_correctable (self->face, same,
                                  same ? _ ("The original label is kept, and this can be undone")
                                       : _ ("Open the data set of this run to correct its labels"));
}

static void
show_inspection (MienInspectPage *self, MienInspection *inspection)
{
  MienPredictions *predictions = mien_inspection_get_predictions (inspection);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_set_object (&self->inspection, inspection);
  mien_face_pane_set_inspection (self->face, inspection);
  update_correctable (self);
  for (guint t = 0; t < predictions->tasks->len; t++) {
    const MienTaskPredictions *task = g_ptr_array_index (predictions->tasks, t);

    gtk_string_list_append (names, task->task->name);
  }
  gtk_drop_down_set_model (self->task, G_LIST_MODEL (names));
  gtk_stack_set_visible_child_name (self->stack, "content");
  on_task_chosen (self);
}

static void
on_loaded (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienInspectPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MienInspection) inspection = mien_inspection_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (inspection != NULL) {
    show_inspection (self, inspection);
    return;
  }
  g_autofree char *text = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failure, text);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* Number of the run at @folder among the finished ones. */
static guint
find_run (MienInspectPage *self, const char *folder)
{
  GListModel *runs = G_LIST_MODEL (self->finished);

  for (guint i = 0; folder != NULL && i < g_list_model_get_n_items (runs); i++) {
    g_autoptr (MienRunItem) item = g_list_model_get_item (runs, i);

    if (g_str_equal (mien_run_item_get_folder (item), folder))
      return i;
  }
  return GTK_INVALID_LIST_POSITION;
}

static void
load (MienInspectPage *self, const char *folder)
{
  g_cancellable_cancel (self->loading);
  g_object_unref (self->loading);
  self->loading = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "loading");
  mien_inspection_load_async (folder, self->loading, on_loaded, g_object_ref (self));
}

static void
on_run_chosen (MienInspectPage *self)
{
  MienRunItem *item = gtk_drop_down_get_selected_item (self->run);

  if (item != NULL && g_strcmp0 (mien_run_item_get_folder (item), get_shown_folder (self)) != 0)
    mien_workbench_inspect (self->workbench, mien_run_item_get_folder (item));
}

/* Of the run that is shown already. */
static void
show_given (MienInspectPage *self)
{
  if (self->given != NULL)
    show_matrix (self);
  else
    show_faces (self);
}

/* Follows the workbench: the run that was asked for, or else the newest. */
static void
on_inspected_changed (MienInspectPage *self)
{
  const char *folder = mien_workbench_get_inspected (self->workbench);
  GPtrArray *given = mien_workbench_get_inspected_faces (self->workbench, NULL);
  gboolean others = given != self->given; /* a list of runs that is read again changes nothing */

  self->given = given;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inspect.export", folder != NULL);
  if (folder == NULL) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    return;
  }

  guint position = find_run (self, folder);
  g_signal_handlers_block_by_func (self->run, on_run_chosen, self);
  gtk_drop_down_set_selected (self->run, position);
  g_signal_handlers_unblock_by_func (self->run, on_run_chosen, self);
  if (g_strcmp0 (folder, get_shown_folder (self)) != 0)
    load (self, folder);
  else if (others)
    show_given (self);
}

static void
on_setup_face (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *cell)
{
  gtk_list_item_set_child (cell, mien_face_picture_new (80));
}

static void
on_bind_face (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *cell)
{
  MienSampleItem *item = gtk_list_item_get_item (cell);

  mien_face_picture_show (MIEN_FACE_PICTURE (gtk_list_item_get_child (cell)),
                          mien_sample_item_get_dataset (item), mien_sample_item_get_sample (item));
}

static void
on_unbind_face (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *cell)
{
  mien_face_picture_show (MIEN_FACE_PICTURE (gtk_list_item_get_child (cell)), NULL, 0);
}

static void
on_label_corrected (MienInspectPage *self, const char *id, const char *column, const char *label)
{
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);
  int sample = mien_dataset_find (dataset, id);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (sample < 0 ||
      !mien_workbench_correct (self->workbench, (guint) sample, column, label, &error)) {
    toast (self, error != NULL ? error->message : _ ("This face is no longer in the data set"));
    return;
  }
  if (*column == '\0')
    text = g_strdup (_ ("The face is left out of the next training"));
  else
    text = g_strdup_printf (_ ("%s is now “%s”; train again to use it"), column, label);

  AdwToast *message = adw_toast_new (text);
  adw_toast_set_button_label (message, _ ("_Undo"));
  adw_toast_set_action_name (message, "win.undo");
  adw_toast_overlay_add_toast (self->toasts, message);
}

static void
export_thread (GTask *task,
               gpointer source G_GNUC_UNUSED,
               gpointer data,
               GCancellable *cancellable G_GNUC_UNUSED)
{
  char **words = data; /* model, format, path */
  GError *error = NULL;

  if (mien_export_write (words[0], words[1], words[2], &error))
    g_task_return_pointer (task, g_strdup (words[2]), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  MienInspectPage *self = MIEN_INSPECT_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (path != NULL)
    text = g_strdup_printf (_ ("Exported to %s"), path);
  else
    text = g_strdup_printf (_ ("Not exported: %s"), error->message);
  if (self->inspection != NULL)
    toast (self, text);
}

static void
export_to (MienInspectPage *self, const char *path)
{
  const char *format = g_str_has_suffix (path, ".safetensors") ? "safetensors" : "onnx";
  g_autofree char *model = g_build_filename (get_shown_folder (self), "model.safetensors", NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, on_exported, NULL);
  const char *words[] = {model, format, path, NULL};

  g_task_set_task_data (task, g_strdupv ((char **) words), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, export_thread);
}

static void
write_model (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *path)
{
  MienInspectPage *self = MIEN_INSPECT_PAGE (widget);

  if (self->inspection != NULL)
    export_to (self, g_variant_get_string (path, NULL));
}

static void
on_export_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

    gtk_widget_activate_action (data, "inspect.write-model", "s", g_file_peek_path (file));
  }
  g_object_unref (dialog);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
export_model (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienInspectPage *self = MIEN_INSPECT_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  if (self->inspection == NULL)
    return;

  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Export Model"), window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  g_autofree char *file =
      g_strconcat (mien_inspection_get_run (self->inspection)->name, ".onnx", NULL);

  g_strdelimit (file, "/", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file);
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("ONNX, for other runtimes (.onnx)"), "*.onnx");
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("safetensors, for Python and Mien (.safetensors)"),
              "*.safetensors");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_export_response), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
is_finished (gpointer item, gpointer data G_GNUC_UNUSED)
{
  return mien_run_item_get_state (item) == MIEN_RUN_FINISHED;
}

static char *
name_run (MienRunItem *item, gpointer data G_GNUC_UNUSED)
{
  return item != NULL ? mien_run_title (item) : NULL;
}

static void
set_up_runs (MienInspectPage *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_finished, NULL, NULL));
  g_autoptr (GtkExpression) name =
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (name_run), NULL, NULL);

  self->finished =
      gtk_filter_list_model_new (g_object_ref (mien_workbench_get_runs (self->workbench)), filter);
  g_signal_handlers_block_by_func (self->run, on_run_chosen, self);
  gtk_drop_down_set_expression (self->run, name);
  gtk_drop_down_set_model (self->run, G_LIST_MODEL (self->finished));
  g_signal_handlers_unblock_by_func (self->run, on_run_chosen, self);
}

static void
set_up_faces (MienInspectPage *self)
{
  self->faces = mien_sample_list_new ();
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->faces)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  mien_scroll_steadily (self->scroller);
  gtk_grid_view_set_model (self->gallery, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_face_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->face, "label-corrected", G_CALLBACK (on_label_corrected), self,
                           G_CONNECT_SWAPPED);
}

static void
mien_inspect_page_dispose (GObject *object)
{
  MienInspectPage *self = MIEN_INSPECT_PAGE (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->inspection);
  g_clear_object (&self->finished);
  g_clear_object (&self->faces);
  g_clear_object (&self->selection);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (mien_inspect_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_INSPECT_PAGE);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, failure);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, run);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, part);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, task);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, flag_box);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, flag);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, score);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, matrix_stack);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, matrix);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, shown);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, all);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, gallery);
  gtk_widget_class_bind_template_child (widget_class, MienInspectPage, face);
}

static void
mien_inspect_page_class_init (MienInspectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_inspect_page_dispose;
  g_type_ensure (MIEN_TYPE_MATRIX_VIEW);
  g_type_ensure (MIEN_TYPE_FACE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/inspect-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_run_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_task_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_question_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cell_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_face);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_face);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind_face);
  gtk_widget_class_install_action (widget_class, "inspect.export", NULL, export_model);
  gtk_widget_class_install_action (widget_class, "inspect.show-all", NULL, show_all);
  gtk_widget_class_install_action (widget_class, "inspect.write-model", "s", write_model);
}

static void
mien_inspect_page_init (MienInspectPage *self)
{
  self->loading = g_cancellable_new ();
  self->row = self->column = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mien_inspect_page_new (MienWorkbench *workbench)
{
  MienInspectPage *self = g_object_new (MIEN_TYPE_INSPECT_PAGE, NULL);

  self->workbench = g_object_ref (workbench);
  set_up_runs (self);
  set_up_faces (self);
  g_signal_connect_object (workbench, "notify::inspected", G_CALLBACK (on_inspected_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "runs-changed", G_CALLBACK (on_inspected_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (update_correctable), self,
                           G_CONNECT_SWAPPED);
  on_inspected_changed (self);
  return GTK_WIDGET (self);
}
