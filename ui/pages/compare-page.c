#include "ui/pages/compare-page.h"

#include "engine/study/study.h"
#include "ui/models/curve-log.h"
#include "ui/models/report-file.h"
#include "ui/models/run-facts.h"
#include "ui/models/study-list.h"
#include "ui/pages/differences-pane.h"
#include "ui/pages/runs-pane.h"
#include "ui/pages/study-pane.h"
#include "ui/widgets/accessible-names.h"
#include "ui/widgets/curve-plot.h"

#include <glib/gi18n.h>

/* More curves over each other tell nothing any more. */
#define MOST_CURVES 16
struct _MienComparePage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  GCancellable *reading_studies;  /* (nullable) */
  GCancellable *reading_logs;     /* (nullable) */
  MienStudyListing *studies_read; /* (nullable) */
  GPtrArray *shown_runs; /* (nullable) of MienRunItem: whose curves are shown or on their way */
  GPtrArray *logs;       /* (nullable) of MienCurveLog, of those runs */
  char *report;          /* (nullable): the last one written */
  char *wanted;          /* (nullable): the study that a person chose; else the newest */
  gboolean filling;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkInfoBar *failed;
  GtkLabel *failed_label;
  GtkWidget *studies_label;
  GtkDropDown *studies;
  GtkWidget *export;
  MienStudyPane *study;
  MienRunsPane *runs;
  MienDifferencesPane *differences;
  GtkDropDown *shown;
  MienCurvePlot *curves;
};

G_DEFINE_FINAL_TYPE (MienComparePage, mien_compare_page, ADW_TYPE_BIN)

static void
add_curve (MienComparePage *self, guint number, const MienCurve *curve, gboolean validation)
{
  g_autofree char *run = mien_run_title (g_ptr_array_index (self->shown_runs, number));
  /* Translators: a run's name, and the part of the faces. */
  g_autofree char *name =
      g_strdup_printf (_ ("%s, %s"), run, validation ? _ ("validation") : _ ("training"));

  mien_curve_plot_add_line (self->curves,
                            &(MienPlotLine){name, curve->x, curve->y, .step = curve->step,
                                            .colour = number, .dashed = validation});
}

static void
add_run (MienComparePage *self, guint number)
{
  MienCurveLog *log = g_ptr_array_index (self->logs, number);
  gboolean loss = gtk_drop_down_get_selected (self->shown) == 1;
  g_autofree char *main = NULL;
  const char *metric;

  g_object_get (g_ptr_array_index (self->shown_runs, number), "main", &main, NULL);
  metric = loss || main == NULL ? "loss" : mien_curve_log_get_main_metric (log, main);
  for (guint s = 0; main != NULL && metric != NULL && s < 2; s++) {
    const MienCurve *curve =
        mien_curve_log_find (log, main, s == 0 ? "train" : "validation", metric);

    if (curve != NULL)
      add_curve (self, number, curve, s == 1);
  }
}

static void
show_curves (MienComparePage *self)
{
  mien_curve_plot_set_range (self->curves, 0.0, NAN, NAN, NAN);
  mien_curve_plot_clear (self->curves);
  for (guint i = 0; self->logs != NULL && i < self->logs->len; i++)
    add_run (self, i);
  mien_curve_plot_data_changed (self->curves);
}

/* Only a loss has the wild values of the first batches. */
static void
on_shown (MienComparePage *self)
{
  g_object_set (self->curves, "robust", gtk_drop_down_get_selected (self->shown) == 1, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->curves), "plot.show-all", NULL);
  show_curves (self);
}

static void
on_logs_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienComparePage) self = data;
  g_autoptr (GPtrArray) logs = mien_curve_logs_read_finish (result, NULL);

  if (logs == NULL || g_task_get_cancellable (G_TASK (result)) != self->reading_logs)
    return;
  g_clear_pointer (&self->logs, g_ptr_array_unref);
  self->logs = g_steal_pointer (&logs);
  show_curves (self);
}

static void
read_logs (MienComparePage *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  if (self->reading_logs != NULL)
    g_cancellable_cancel (self->reading_logs);
  g_clear_object (&self->reading_logs);
  self->reading_logs = g_cancellable_new ();
  g_clear_pointer (&self->logs, g_ptr_array_unref);
  g_clear_pointer (&self->shown_runs, g_ptr_array_unref);
  self->shown_runs = g_ptr_array_ref (items);
  for (guint i = 0; i < MIN (items->len, MOST_CURVES); i++)
    g_ptr_array_add (folders, (gpointer) mien_run_item_get_folder (g_ptr_array_index (items, i)));
  g_ptr_array_add (folders, NULL);
  mien_curve_logs_read_async ((const char *const *) folders->pdata, self->reading_logs,
                              on_logs_read, g_object_ref (self));
}

static const char *
get_study_folder (MienComparePage *self)
{
  MienStudyListing *read = self->studies_read;

  return read != NULL ? read->folders[read->chosen] : NULL;
}

static void
show_possible (MienComparePage *self, GPtrArray *items)
{
  gboolean one = items->len == 1;
  gboolean finished =
      one && mien_run_item_get_state (g_ptr_array_index (items, 0)) == MIEN_RUN_FINISHED;
  gboolean study = get_study_folder (self) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.inspect", finished);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.export-run", study && finished);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.export", study || finished);
  gtk_widget_set_tooltip_text (
      self->export, study ? _ ("Tell the study in one HTML file, figures inside")
                          : _ ("Tell the selected run in one HTML file, figures inside"));
}

static void
on_selection (MienComparePage *self)
{
  g_autoptr (GPtrArray) items = mien_runs_pane_get_selected (self->runs);

  mien_differences_pane_show (self->differences, items);
  read_logs (self, items);
  show_possible (self, items);
}

static void
offer_studies (MienComparePage *self)
{
  MienStudyListing *read = self->studies_read;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; read->folders[i] != NULL; i++)
    gtk_string_list_take (names, g_path_get_basename (read->folders[i]));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->studies, G_LIST_MODEL (names));
  if (read->folders[0] != NULL)
    gtk_drop_down_set_selected (self->studies, read->chosen);
  self->filling = FALSE;
}

static void
show_study (MienComparePage *self)
{
  MienStudyListing *read = self->studies_read;
  gboolean any = read->folders[0] != NULL;
  gboolean told = read->study != NULL && read->study->arms->len > 0;

  gtk_widget_set_visible (self->studies_label, any);
  gtk_widget_set_visible (GTK_WIDGET (self->studies), any);
  gtk_widget_set_visible (GTK_WIDGET (self->study), any);
  mien_study_pane_show (self->study, told ? read->study : NULL);
}

static void
on_studies_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienComparePage) self = data;
  g_autoptr (MienStudyListing) listing = mien_study_listing_read_finish (result, NULL);
  g_autoptr (GPtrArray) items = NULL;

  if (listing == NULL || g_task_get_cancellable (G_TASK (result)) != self->reading_studies)
    return;
  g_clear_pointer (&self->studies_read, mien_study_listing_free);
  self->studies_read = g_steal_pointer (&listing);
  offer_studies (self);
  show_study (self);
  items = mien_runs_pane_get_selected (self->runs);
  show_possible (self, items);
}

static void
read_studies (MienComparePage *self)
{
  const char *workspace = mien_store_get_workspace (mien_workbench_get_store (self->workbench));

  if (self->reading_studies != NULL)
    g_cancellable_cancel (self->reading_studies);
  g_clear_object (&self->reading_studies);
  self->reading_studies = g_cancellable_new ();
  mien_study_listing_read_async (workspace, self->wanted, self->reading_studies, on_studies_read,
                                 g_object_ref (self));
}

static void
want_study (MienComparePage *self, const char *folder)
{
  char *wanted = g_strdup (folder);

  g_free (self->wanted);
  self->wanted = wanted;
  read_studies (self);
}

static void
on_study_chosen (MienComparePage *self)
{
  guint number = gtk_drop_down_get_selected (self->studies);

  if (!self->filling && self->studies_read != NULL && number != GTK_INVALID_LIST_POSITION)
    want_study (self, self->studies_read->folders[number]);
}

/* What has just ended is what a person wants to look at. */
static void
on_job_finished (MienComparePage *self)
{
  mien_runs_pane_let_go (self->runs);
  want_study (self, NULL);
}

static void
on_runs_changed (MienComparePage *self)
{
  guint n = g_list_model_get_n_items (mien_workbench_get_runs (self->workbench));

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "runs" : "empty");
  if (n > 0)
    mien_runs_pane_select_newest (self->runs);
  read_studies (self);
}

static void
inspect (MienComparePage *self, const char *folder)
{
  mien_workbench_inspect (self->workbench, folder);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "inspect");
}

static void
on_run_activated (MienComparePage *self, MienRunItem *item)
{
  if (mien_run_item_get_state (item) == MIEN_RUN_FINISHED)
    inspect (self, mien_run_item_get_folder (item));
}

static void
inspect_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienComparePage *self = MIEN_COMPARE_PAGE (widget);
  g_autoptr (GPtrArray) items = mien_runs_pane_get_selected (self->runs);

  if (items->len == 1)
    inspect (self, mien_run_item_get_folder (g_ptr_array_index (items, 0)));
}

static void
tell_failure (MienComparePage *self, const GError *error)
{
  /* Translators: %s is a whole sentence about what went wrong. */
  g_autofree char *text = g_strdup_printf (_ ("The report was not written. %s"), error->message);

  gtk_label_set_text (self->failed_label, text);
  gtk_info_bar_set_revealed (self->failed, TRUE);
}

static void
tell_written (MienComparePage *self)
{
  g_autofree char *name = g_path_get_basename (self->report);
  g_autofree char *markup = g_markup_escape_text (name, -1);
  /* Translators: %s is a file's name. */
  g_autofree char *text = g_strdup_printf (_ ("Report written to %s"), markup);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Open"));
  adw_toast_set_action_name (toast, "compare.open-report");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  MienComparePage *self = MIEN_COMPARE_PAGE (source);
  g_autoptr (GError) error = NULL;
  char *path = mien_write_report_finish (result, &error);

  if (self->workbench == NULL) {
    g_free (path);
    return;
  }
  if (path == NULL) {
    tell_failure (self, error);
    return;
  }
  g_free (self->report);
  self->report = path;
  gtk_info_bar_set_revealed (self->failed, FALSE);
  tell_written (self);
}

static void
write_report (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  const char *folder, *path;

  g_variant_get (target, "(&s&s)", &folder, &path);
  mien_write_report_async (G_OBJECT (widget), folder, path, on_written, NULL);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, MienComparePage *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autofree char *path = g_file_get_path (file);

    if (path != NULL)
      gtk_widget_activate_action (GTK_WIDGET (self), "compare.write-report", "(ss)",
                                  g_object_get_data (G_OBJECT (dialog), "folder"), path);
  }
  g_object_unref (dialog);
}

static void
choose_report_file (MienComparePage *self, const char *folder)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Export Report"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  g_autofree char *stem = g_path_get_basename (folder);
  g_autofree char *name = g_strconcat (stem, ".html", NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "folder", g_strdup (folder), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
export_report (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  MienComparePage *self = MIEN_COMPARE_PAGE (widget);
  g_autoptr (GPtrArray) items = mien_runs_pane_get_selected (self->runs);
  const char *folder = g_str_equal (name, "compare.export") ? get_study_folder (self) : NULL;

  if (folder == NULL && items->len == 1)
    folder = mien_run_item_get_folder (g_ptr_array_index (items, 0));
  if (folder != NULL)
    choose_report_file (self, folder);
}

static void
open_report (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienComparePage *self = MIEN_COMPARE_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *uri = self->report != NULL ? g_filename_to_uri (self->report, NULL, NULL) : NULL;

  if (uri != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
on_failed_closed (MienComparePage *self)
{
  gtk_info_bar_set_revealed (self->failed, FALSE);
}

static void
mien_compare_page_dispose (GObject *object)
{
  MienComparePage *self = MIEN_COMPARE_PAGE (object);

  if (self->reading_studies != NULL)
    g_cancellable_cancel (self->reading_studies);
  if (self->reading_logs != NULL)
    g_cancellable_cancel (self->reading_logs);
  g_clear_object (&self->reading_studies);
  g_clear_object (&self->reading_logs);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_compare_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_COMPARE_PAGE);
}

static void
mien_compare_page_finalize (GObject *object)
{
  MienComparePage *self = MIEN_COMPARE_PAGE (object);

  mien_study_listing_free (self->studies_read);
  g_clear_pointer (&self->logs, g_ptr_array_unref);
  g_clear_pointer (&self->shown_runs, g_ptr_array_unref);
  g_free (self->report);
  g_free (self->wanted);

  G_OBJECT_CLASS (mien_compare_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienComparePage, toasts);
  gtk_widget_class_bind_template_child (klass, MienComparePage, stack);
  gtk_widget_class_bind_template_child (klass, MienComparePage, failed);
  gtk_widget_class_bind_template_child (klass, MienComparePage, failed_label);
  gtk_widget_class_bind_template_child (klass, MienComparePage, studies_label);
  gtk_widget_class_bind_template_child (klass, MienComparePage, studies);
  gtk_widget_class_bind_template_child (klass, MienComparePage, export);
  gtk_widget_class_bind_template_child (klass, MienComparePage, study);
  gtk_widget_class_bind_template_child (klass, MienComparePage, runs);
  gtk_widget_class_bind_template_child (klass, MienComparePage, differences);
  gtk_widget_class_bind_template_child (klass, MienComparePage, shown);
  gtk_widget_class_bind_template_child (klass, MienComparePage, curves);
}

static void
mien_compare_page_class_init (MienComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_compare_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_compare_page_finalize;

  g_type_ensure (MIEN_TYPE_CURVE_PLOT);
  g_type_ensure (MIEN_TYPE_DIFFERENCES_PANE);
  g_type_ensure (MIEN_TYPE_RUNS_PANE);
  g_type_ensure (MIEN_TYPE_STUDY_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/compare-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_failed_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_run_activated);
  gtk_widget_class_bind_template_callback (widget_class, inspect);
  gtk_widget_class_bind_template_callback (widget_class, on_selection);
  gtk_widget_class_bind_template_callback (widget_class, on_study_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_install_action (widget_class, "compare.inspect", NULL, inspect_action);
  gtk_widget_class_install_action (widget_class, "compare.export", NULL, export_report);
  gtk_widget_class_install_action (widget_class, "compare.export-run", NULL, export_report);
  gtk_widget_class_install_action (widget_class, "compare.write-report", "(ss)", write_report);
  gtk_widget_class_install_action (widget_class, "compare.open-report", NULL, open_report);
}

static void
mien_compare_page_init (MienComparePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_name_buttons (GTK_WIDGET (self));
}

GtkWidget *
mien_compare_page_new (MienWorkbench *workbench)
{
  MienComparePage *self = g_object_new (MIEN_TYPE_COMPARE_PAGE, NULL);

  self->workbench = g_object_ref (workbench);
  mien_runs_pane_set_workbench (self->runs, workbench);
  g_signal_connect_object (workbench, "runs-changed", G_CALLBACK (on_runs_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "job-finished", G_CALLBACK (on_job_finished), self,
                           G_CONNECT_SWAPPED);
  on_selection (self);
  on_runs_changed (self);
  return GTK_WIDGET (self);
}
