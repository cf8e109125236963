#include "ui/pages/compare-page.h"

#include "engine/study/study.h"
#include "ui/models/report-file.h"
#include "ui/models/run-facts.h"
#include "ui/models/study-list.h"
#include "ui/pages/changes-pane.h"
#include "ui/pages/differences-pane.h"
#include "ui/pages/report-dialog.h"
#include "ui/pages/run-curves-pane.h"
#include "ui/pages/runs-pane.h"
#include "ui/pages/study-pane.h"
#include "ui/pages/tensorboard-export.h"
#include "ui/widgets/accessible-names.h"

#include <glib/gi18n.h>

struct _MienComparePage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  GCancellable *reading_studies;  /* (nullable) */
  MienStudyListing *studies_read; /* (nullable) */
  char *report;                   /* (nullable): the last one written */
  char *wanted;                   /* (nullable): the study that a person chose; else the newest */
  gboolean filling;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkInfoBar *failed;
  GtkLabel *failed_label;
  GtkWidget *studies_label;
  GtkDropDown *studies;
  GtkWidget *export;
  MienStudyPane *study;
  MienChangesPane *changes;
  MienRunsPane *runs;
  MienDifferencesPane *differences;
  MienRunCurvesPane *curves;
};

G_DEFINE_FINAL_TYPE (MienComparePage, mien_compare_page, ADW_TYPE_BIN)

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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.tensorboard", study || one);
  gtk_widget_set_tooltip_text (
      self->export, study ? _ ("Tell the study in one HTML or PDF file, figures inside")
                          : _ ("Tell the selected run in one HTML or PDF file, figures inside"));
}

static void
on_selection (MienComparePage *self)
{
  g_autoptr (GPtrArray) items = mien_runs_pane_get_selected (self->runs);

  mien_differences_pane_show (self->differences, items);
  mien_run_curves_pane_show (self->curves, items);
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
  mien_runs_pane_suggest_grouped (self->runs, any);
  mien_study_pane_show (self->study, told ? read->study : NULL);
  mien_changes_pane_show (self->changes, told ? read->study : NULL);
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
on_faces_wanted (MienComparePage *self, const char *run, GPtrArray *ids, const char *title)
{
  mien_workbench_inspect_faces (self->workbench, run, ids, title);
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
  MienReportOptions options;
  const char *folder, *path;

  g_variant_get (target, MIEN_REPORT_TARGET, &folder, &path, &options.tables, &options.faces);
  mien_write_report_async (G_OBJECT (widget), folder, path, &options, on_written, NULL);
}

/* (nullable) (transfer full): the study, or the one run that is selected */
static char *
find_subject (MienComparePage *self, gboolean study)
{
  g_autoptr (GPtrArray) items = mien_runs_pane_get_selected (self->runs);
  const char *folder = study ? get_study_folder (self) : NULL;

  if (folder == NULL && items->len == 1)
    folder = mien_run_item_get_folder (g_ptr_array_index (items, 0));
  return g_strdup (folder);
}

static void
export_report (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  g_autofree char *folder =
      find_subject (MIEN_COMPARE_PAGE (widget), g_str_equal (name, "compare.export"));

  if (folder != NULL)
    mien_report_dialog_show (widget, folder);
}

static void
export_curves (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  g_autofree char *folder = find_subject (MIEN_COMPARE_PAGE (widget), TRUE);

  if (folder != NULL)
    mien_tensorboard_export (widget, folder);
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
  g_clear_object (&self->reading_studies);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_compare_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_COMPARE_PAGE);
}

static void
mien_compare_page_finalize (GObject *object)
{
  MienComparePage *self = MIEN_COMPARE_PAGE (object);

  mien_study_listing_free (self->studies_read);
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
  gtk_widget_class_bind_template_child (klass, MienComparePage, changes);
  gtk_widget_class_bind_template_child (klass, MienComparePage, runs);
  gtk_widget_class_bind_template_child (klass, MienComparePage, differences);
  gtk_widget_class_bind_template_child (klass, MienComparePage, curves);
}

static void
mien_compare_page_class_init (MienComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_compare_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_compare_page_finalize;

  g_type_ensure (MIEN_TYPE_CHANGES_PANE);
  g_type_ensure (MIEN_TYPE_DIFFERENCES_PANE);
  g_type_ensure (MIEN_TYPE_RUNS_PANE);
  g_type_ensure (MIEN_TYPE_RUN_CURVES_PANE);
  g_type_ensure (MIEN_TYPE_STUDY_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/compare-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_failed_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_run_activated);
  gtk_widget_class_bind_template_callback (widget_class, inspect);
  gtk_widget_class_bind_template_callback (widget_class, on_faces_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_selection);
  gtk_widget_class_bind_template_callback (widget_class, on_study_chosen);
  gtk_widget_class_install_action (widget_class, "compare.inspect", NULL, inspect_action);
  gtk_widget_class_install_action (widget_class, "compare.export", NULL, export_report);
  gtk_widget_class_install_action (widget_class, "compare.export-run", NULL, export_report);
  gtk_widget_class_install_action (widget_class, "compare.tensorboard", NULL, export_curves);
  gtk_widget_class_install_action (widget_class, "compare.write-report", "(ssbb)", write_report);
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
