#include "ui/shell/window.h"

#include "engine/samples/union.h"
#include "ui/models/location-words.h"
#include "ui/models/settings.h"
#include "ui/pages/compare-page.h"
#include "ui/pages/data-page.h"
#include "ui/pages/design-page.h"
#include "ui/pages/inspect-page.h"
#include "ui/pages/layout-window.h"
#include "ui/pages/start-page.h"
#include "ui/pages/train-page.h"
#include "ui/shell/chooser.h"
#include "ui/shell/closing.h"
#include "ui/shell/notices.h"
#include "ui/shell/opening-page.h"
#include "ui/widgets/accessible-names.h"

#include <glib/gi18n.h>

/* A data set that opens faster than this is never seen opening. */
#define OPENING_SHOWN_AFTER_MS 200

struct _MienWindow {
  AdwApplicationWindow parent_instance;

  MienWorkbench *workbench;
  GSettings *settings; /* (nullable) */
  GStrv recent;
  guint opening_timeout;
  guint revealing;
  gboolean interrupted_asked;
  MienClosing closing;
  MienNotices *notices;

  AdwToastOverlay *toasts;
  AdwViewSwitcherTitle *switcher;
  AdwViewSwitcherBar *switcher_bar;
  AdwViewStack *views;
  GtkStack *body;
  MienStartPage *start;
  MienOpeningPage *opening;
  AdwStatusPage *failed;
  GtkInfoBar *interrupted;
  GtkLabel *interrupted_label;
  GtkDropTarget *drop;
};

G_DEFINE_FINAL_TYPE (MienWindow, mien_window, ADW_TYPE_APPLICATION_WINDOW)

/* The pages in the order of the switcher and of Alt+1 … Alt+5. */
static const struct {
  const char *name;
  const char *title;
  const char *icon;
  GtkWidget *(*create) (MienWorkbench *workbench);
} pages[] = {
    {"data", N_ ("Data"), "view-grid-symbolic", mien_data_page_new},
    {"design", N_ ("Design"), "document-edit-symbolic", mien_design_page_new},
    {"train", N_ ("Train"), "media-playback-start-symbolic", mien_train_page_new},
    {"inspect", N_ ("Inspect"), "system-search-symbolic", mien_inspect_page_new},
    {"compare", N_ ("Compare"), "view-list-symbolic", mien_compare_page_new},
};

static void
toast (MienWindow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

/* The switcher stands at the bottom where the header bar is too narrow for it. */
static gboolean
reveal_switcher_bar (gpointer data)
{
  MienWindow *self = data;

  self->revealing = 0;
  adw_view_switcher_bar_set_reveal (
      self->switcher_bar, adw_view_switcher_title_get_view_switcher_enabled (self->switcher) &&
                              adw_view_switcher_title_get_title_visible (self->switcher));
  return G_SOURCE_REMOVE;
}

/* The header bar finds out whether it is too narrow while it is laid out, when no other part may
 * ask for another size. */
static void
on_title_visible (MienWindow *self)
{
  if (self->revealing == 0)
    self->revealing = g_idle_add (reveal_switcher_bar, self);
}

/* (nullable): the faces that were just refused, else those that are shown */
static const char *
get_location (MienWindow *self)
{
  MienDataset *dataset = mien_workbench_get_original (self->workbench);
  gboolean refused = g_str_equal (gtk_stack_get_visible_child_name (self->body), "failed");

  return dataset != NULL && !refused ? mien_dataset_get_location (dataset)
                                     : mien_workbench_get_asked (self->workbench);
}

static gboolean
can_read_as (MienWindow *self)
{
  const char *location = get_location (self);

  return location != NULL && !g_str_has_prefix (location, "built-in") &&
         g_file_test (location, G_FILE_TEST_EXISTS);
}

static void
show_body (MienWindow *self, const char *name)
{
  gboolean on_pages = g_str_equal (name, "pages");

  gtk_stack_set_visible_child_name (self->body, name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.read-as", can_read_as (self));
  adw_view_switcher_title_set_view_switcher_enabled (self->switcher, on_pages);
  on_title_visible (self);
}

/* Where the window goes when nothing is being opened. */
static void
show_rest (MienWindow *self)
{
  show_body (self, mien_workbench_get_dataset (self->workbench) != NULL ? "pages" : "start");
}

void
mien_window_show_page (MienWindow *self, const char *name)
{
  g_return_if_fail (MIEN_IS_WINDOW (self) && name != NULL);

  if (adw_view_stack_get_child_by_name (self->views, name) == NULL)
    return;
  adw_view_stack_set_visible_child_name (self->views, name);
  show_body (self, "pages");
}

static gboolean
show_opening (gpointer data)
{
  MienWindow *self = data;

  self->opening_timeout = 0;
  show_body (self, "opening");
  return G_SOURCE_REMOVE;
}

static void
on_opening (MienWindow *self)
{
  gboolean opening = FALSE;

  g_object_get (self->workbench, "opening", &opening, NULL);
  g_clear_handle_id (&self->opening_timeout, g_source_remove);
  if (opening)
    self->opening_timeout = g_timeout_add (OPENING_SHOWN_AFTER_MS, show_opening, self);
  else if (g_str_equal (gtk_stack_get_visible_child_name (self->body), "opening"))
    show_rest (self);
}

static void
remember_location (MienWindow *self, const char *location)
{
  g_autofree char *details = mien_location_details (location);
  GStrv recent;

  if (details == NULL)
    return;
  recent = mien_recent_add ((const char *const *) self->recent, location);
  g_strfreev (self->recent);
  self->recent = recent;
  if (self->settings != NULL)
    g_settings_set_strv (self->settings, "recent-data-sets", (const char *const *) recent);
  mien_start_page_set_recent (self->start, (const char *const *) recent);
}

/* Corrections change the data set too; only a new one leads to its page. */
static void
on_dataset_changed (MienWindow *self)
{
  MienDataset *original = mien_workbench_get_original (self->workbench);

  if (g_object_get_data (G_OBJECT (self), "shown-dataset") == original)
    return;
  g_object_set_data_full (G_OBJECT (self), "shown-dataset", mien_dataset_ref (original),
                          (GDestroyNotify) mien_dataset_unref);
  remember_location (self, mien_dataset_get_location (original));
  mien_window_show_page (self, "data");
}

static void
on_dataset_failed (MienWindow *self, const GError *error)
{
  g_autofree char *markup = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->failed, markup);
  show_body (self, "failed");
}

static void
on_job_queued (MienWindow *self)
{
  gtk_info_bar_set_revealed (self->interrupted, FALSE);
  self->interrupted_asked = TRUE;
}

static void
on_running_changed (MienWindow *self)
{
  if (mien_closing_is_under_way (&self->closing) &&
      mien_job_queue_get_n_running (mien_workbench_get_queue (self->workbench)) == 0)
    gtk_window_destroy (GTK_WINDOW (self));
}

void
mien_window_show_job (MienWindow *self, const char *folder)
{
  g_return_if_fail (MIEN_IS_WINDOW (self) && folder != NULL);

  MienQueuedJob *job = mien_job_queue_find (mien_workbench_get_queue (self->workbench), folder);

  if (job != NULL) {
    mien_workbench_show_job (self->workbench, job);
    mien_window_show_page (self, "train");
  } else if (mien_folder_is_study (folder)) {
    mien_window_show_page (self, "compare");
  } else {
    mien_workbench_inspect (self->workbench, folder);
    mien_window_show_page (self, "inspect");
  }
}

/* (transfer full) (nullable): what there is to go on with since the last time */
static char *
tell_interrupted (MienWindow *self)
{
  const char *folder = mien_workbench_get_interrupted (self->workbench);
  guint n = mien_job_queue_get_n_waiting (mien_workbench_get_queue (self->workbench));
  g_autofree char *name = NULL;

  if (n > 0)
    return g_strdup_printf (ngettext ("%u training waits in the queue since the last time. It can "
                                      "start, or go on from where it was saved.",
                                      "%u trainings wait in the queue since the last time. They "
                                      "can start, or go on from where they were saved.",
                                      n),
                            n);
  if (folder == NULL)
    return NULL;
  name = g_path_get_basename (folder);
  /* Translators: %s is the name of a folder, such as "study-3". */
  return g_strdup_printf (
      _ ("The training “%s” was interrupted. It can go on from where it was saved."), name);
}

static void
on_runs_changed (MienWindow *self)
{
  GListModel *runs = mien_workbench_get_runs (self->workbench);
  MienJobQueue *queue = mien_workbench_get_queue (self->workbench);
  g_autofree char *text = NULL;

  mien_start_page_set_has_runs (self->start, g_list_model_get_n_items (runs) > 0);
  if (self->interrupted_asked)
    return;
  self->interrupted_asked = TRUE;
  text = mien_job_queue_get_n_running (queue) == 0 ? tell_interrupted (self) : NULL;
  if (text != NULL)
    gtk_label_set_text (self->interrupted_label, text);
  gtk_info_bar_set_revealed (self->interrupted, text != NULL);
}

static void
go_on (MienWindow *self)
{
  MienJobQueue *queue = mien_workbench_get_queue (self->workbench);
  g_autofree char *folder = g_strdup (mien_workbench_get_interrupted (self->workbench));
  g_autoptr (GError) error = NULL;

  if (mien_job_queue_get_n_waiting (queue) > 0) {
    mien_window_show_page (self, "train");
    mien_job_queue_set_paused (queue, FALSE);
  } else if (folder != NULL && !mien_workbench_resume (self->workbench, folder, &error)) {
    toast (self, error->message);
  }
}

static void
on_interrupted_answered (GtkInfoBar *bar, int response, MienWindow *self)
{
  gtk_info_bar_set_revealed (bar, FALSE);
  if (response == GTK_RESPONSE_ACCEPT)
    go_on (self);
}

static void
open_recipe (MienWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!mien_workbench_open_recipe (self->workbench, path, &error))
    on_dataset_failed (self, error);
}

static void
open_model (MienWindow *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (mien_folder_is_run (folder)) {
    mien_workbench_inspect (self->workbench, folder);
    mien_window_show_page (self, "inspect");
  } else {
    toast (self,
           _ ("This model lies outside a run’s folder. Open the folder of its run to inspect it."));
  }
}

/* FALSE where it is a data set. */
static gboolean
open_other (MienWindow *self, const char *path)
{
  if (g_str_has_suffix (path, ".json")) {
    open_recipe (self, path);
  } else if (g_str_has_suffix (path, ".safetensors")) {
    open_model (self, path);
  } else if (mien_folder_is_study (path)) {
    mien_window_show_page (self, "compare");
  } else if (mien_folder_is_run (path)) {
    mien_workbench_inspect (self->workbench, path);
    mien_window_show_page (self, "inspect");
  } else {
    return FALSE;
  }
  return TRUE;
}

void
mien_window_open_files (MienWindow *self, GListModel *files)
{
  g_return_if_fail (MIEN_IS_WINDOW (self) && G_IS_LIST_MODEL (files));

  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) locations = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    g_autofree char *path = g_file_get_path (file);

    if (path == NULL)
      toast (self, _ ("Only files and folders of this computer can be opened."));
    else if (!open_other (self, path))
      g_strv_builder_add (builder, path);
  }
  locations = g_strv_builder_end (builder);
  if (locations[0] != NULL) {
    g_autofree char *location = mien_union_join_locations ((const char *const *) locations);

    mien_workbench_open (self->workbench, location, NULL);
  }
}

static gboolean
on_drop (GtkDropTarget *target G_GNUC_UNUSED,
         const GValue *value,
         double x G_GNUC_UNUSED,
         double y G_GNUC_UNUSED,
         MienWindow *self)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
    g_list_store_append (files, file->data);
  mien_window_open_files (self, G_LIST_MODEL (files));
  return g_list_model_get_n_items (G_LIST_MODEL (files)) > 0;
}

static void
on_chosen (GtkWindow *window, GListModel *files)
{
  mien_window_open_files (MIEN_WINDOW (window), files);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  mien_chooser_show (GTK_WINDOW (widget), g_str_equal (name, "win.open-folder"), on_chosen);
}

static void
open_recent (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  mien_workbench_open (MIEN_WINDOW (widget)->workbench, g_variant_get_string (target, NULL), NULL);
}

static void
read_as (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienWindow *self = MIEN_WINDOW (widget);

  if (can_read_as (self))
    gtk_window_present (GTK_WINDOW (
        mien_layout_window_new (GTK_WINDOW (self), self->workbench, get_location (self))));
}

static void
use_built_in (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  mien_workbench_open (MIEN_WINDOW (widget)->workbench, "built-in", NULL);
}

static void
cancel_open (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  mien_workbench_cancel_open (MIEN_WINDOW (widget)->workbench);
}

static void
go_back (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  show_rest (MIEN_WINDOW (widget));
}

static void
go_to_page (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  MienWindow *self = MIEN_WINDOW (widget);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->body), "opening"))
    mien_window_show_page (self, g_variant_get_string (target, NULL));
}

/* What was said of runs is taken back where they are listed. */
static void
undo_or_redo_words (MienWindow *self, gboolean undo)
{
  g_autoptr (GError) error = NULL;
  gboolean done = undo ? mien_workbench_unsay (self->workbench, NULL, &error)
                       : mien_workbench_resay (self->workbench, NULL, &error);

  if (error != NULL)
    toast (self, error->message);
  else if (!done)
    toast (self, undo ? _ ("Nothing was said of runs that could be taken back")
                      : _ ("Nothing of runs was taken back"));
  else
    toast (self, undo ? _ ("Taken back") : _ ("Done again"));
}

static void
undo_or_redo (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  MienWindow *self = MIEN_WINDOW (widget);
  gboolean undo = g_str_equal (name, "win.undo"), done;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "compare") == 0) {
    undo_or_redo_words (self, undo);
    return;
  }
  done = undo ? mien_workbench_undo (self->workbench, &n, &error)
              : mien_workbench_redo (self->workbench, &n, &error);
  if (error != NULL)
    text = g_strdup (error->message);
  else if (!done)
    text = g_strdup (undo ? _ ("There is no correction to take back")
                          : _ ("There is no correction to make again"));
  else if (undo)
    text = g_strdup_printf (
        ngettext ("The correction was taken back", "%u corrections were taken back", n), n);
  else
    text = g_strdup_printf (
        ngettext ("The correction was made again", "%u corrections were made again", n), n);
  toast (self, text);
}

/* In a text field the keys belong to the text. */
static void
on_focus_changed (MienWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean writing = focus != NULL && GTK_IS_EDITABLE (focus);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", !writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", !writing);
}

static void
save_state (MienWindow *self)
{
  int width, height;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, 360));
  g_settings_set_int (self->settings, "window-height", MAX (height, 294));
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_string (self->settings, "page",
                         adw_view_stack_get_visible_child_name (self->views));
}

static void
restore_state (MienWindow *self)
{
  g_autofree char *page = NULL;

  if (self->settings == NULL) {
    gtk_window_set_default_size (GTK_WINDOW (self), 1200, 760);
    return;
  }
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  self->recent = g_settings_get_strv (self->settings, "recent-data-sets");
  mien_start_page_set_recent (self->start, (const char *const *) self->recent);
  page = g_settings_get_string (self->settings, "page");
  if (adw_view_stack_get_child_by_name (self->views, page) != NULL)
    adw_view_stack_set_visible_child_name (self->views, page);
}

static gboolean
mien_window_close_request (GtkWindow *window)
{
  MienWindow *self = MIEN_WINDOW (window);

  save_state (self);
  if (!mien_closing_may_close (&self->closing, window, self->workbench))
    return TRUE;
  return GTK_WINDOW_CLASS (mien_window_parent_class)->close_request (window);
}

static void
mien_window_dispose (GObject *object)
{
  MienWindow *self = MIEN_WINDOW (object);

  g_clear_handle_id (&self->opening_timeout, g_source_remove);
  g_clear_handle_id (&self->revealing, g_source_remove);
  g_clear_object (&self->settings);
  g_clear_object (&self->notices);
  g_clear_pointer (&self->recent, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_WINDOW);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.open-folder", NULL, open_action);
  gtk_widget_class_install_action (klass, "win.open-table", NULL, open_action);
  gtk_widget_class_install_action (klass, "win.open-recent", "s", open_recent);
  gtk_widget_class_install_action (klass, "win.read-as", NULL, read_as);
  gtk_widget_class_install_action (klass, "win.built-in", NULL, use_built_in);
  gtk_widget_class_install_action (klass, "win.cancel-open", NULL, cancel_open);
  gtk_widget_class_install_action (klass, "win.back", NULL, go_back);
  gtk_widget_class_install_action (klass, "win.page", "s", go_to_page);
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_or_redo);
  gtk_widget_class_install_action (klass, "win.redo", NULL, undo_or_redo);
}

static void
mien_window_class_init (MienWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = mien_window_close_request;

  g_type_ensure (MIEN_TYPE_OPENING_PAGE);
  g_type_ensure (MIEN_TYPE_START_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/shell/window.ui");
  gtk_widget_class_bind_template_child (widget_class, MienWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, views);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, body);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, start);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, opening);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, interrupted);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, interrupted_label);
  gtk_widget_class_bind_template_child (widget_class, MienWindow, drop);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
  gtk_widget_class_bind_template_callback (widget_class, on_title_visible);
  gtk_widget_class_bind_template_callback (widget_class, on_interrupted_answered);
  install_actions (widget_class);
}

static void
mien_window_init (MienWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (self->drop, (GType[]){GDK_TYPE_FILE_LIST}, 1);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (on_focus_changed), NULL);
  self->settings = mien_settings_new ();
}

static void
follow (MienWindow *self, const char *signal, GCallback callback)
{
  g_signal_connect_object (self->workbench, signal, callback, self, G_CONNECT_SWAPPED);
}

static void
follow_queue (MienWindow *self, GtkApplication *app)
{
  MienJobQueue *queue = mien_workbench_get_queue (self->workbench);

  if (self->settings != NULL) {
    g_settings_bind (self->settings, "queue-threads", queue, "threads", G_SETTINGS_BIND_DEFAULT);
    g_settings_bind (self->settings, "queue-at-once", queue, "at-once", G_SETTINGS_BIND_DEFAULT);
  }
  g_signal_connect_object (queue, "notify::n-running", G_CALLBACK (on_running_changed), self,
                           G_CONNECT_SWAPPED);
  self->notices =
      mien_notices_new (GTK_WINDOW (self), app, self->toasts, self->views, self->workbench);
}

MienWindow *
mien_window_new (GtkApplication *app, MienWorkbench *workbench)
{
  MienWindow *self = g_object_new (MIEN_TYPE_WINDOW, "application", app, NULL);

  self->workbench = g_object_ref (workbench);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    adw_view_stack_page_set_icon_name (
        adw_view_stack_add_titled (self->views, pages[i].create (workbench), pages[i].name,
                                   _ (pages[i].title)),
        pages[i].icon);

  mien_name_buttons (GTK_WIDGET (self));

  mien_opening_page_follow (self->opening, workbench);
  follow (self, "notify::opening", G_CALLBACK (on_opening));
  follow (self, "dataset-changed", G_CALLBACK (on_dataset_changed));
  follow (self, "dataset-failed", G_CALLBACK (on_dataset_failed));
  follow (self, "job-queued", G_CALLBACK (on_job_queued));
  follow (self, "runs-changed", G_CALLBACK (on_runs_changed));
  follow_queue (self, app);
  restore_state (self);
  show_rest (self);
  mien_notices_tell_elsewhere (self->notices);
  mien_workbench_refresh_runs (workbench);
  return self;
}
