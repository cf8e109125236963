#include "ui/pages/queue-pane.h"

#include "ui/pages/queue-row.h"
#include "ui/pages/queue-words.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>
#include <math.h>

/* How often times and bars follow what trains. */
#define REFRESH_MS 500

struct _MienQueuePane {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  MienJobQueue *queue; /* the workbench's */
  guint refreshing;    /* timeout */

  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkButton *pause;
  GtkWidget *clear;
  GtkSpinButton *at_once;
  GtkSpinButton *threads;
  GtkAdjustment *threads_range;
};

G_DEFINE_FINAL_TYPE (MienQueuePane, mien_queue_pane, ADW_TYPE_BIN)

static void
show_rows (MienQueuePane *self)
{
  MienSpeeds *speeds = mien_workbench_get_speeds (self->workbench);
  MienQueuedJob *shown = mien_workbench_get_shown (self->workbench);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    MienQueuedJob *job = mien_queue_row_get_job (MIEN_QUEUE_ROW (row));
    double until = mien_queued_job_get_state (job) == MIEN_QUEUED_WAITING
                       ? mien_job_queue_seconds_until (self->queue, job, speeds)
                       : (double) NAN;

    mien_queue_row_show (MIEN_QUEUE_ROW (row), until, job == shown);
  }
}

static void
show_total (MienQueuePane *self)
{
  double left =
      mien_job_queue_seconds_until (self->queue, NULL, mien_workbench_get_speeds (self->workbench));
  g_autofree char *time = isfinite (left) && left > 0.0 ? mien_about_words (left) : NULL;
  g_autofree char *text = NULL;

  if (mien_job_queue_is_paused (self->queue))
    text = g_strdup (_ ("Paused: nothing starts by itself"));
  else if (time != NULL)
    /* Translators: %s is a duration: until all of the queue is done. */
    text = g_strdup_printf (_ ("%s left in all"), time);
  adw_preferences_group_set_description (self->group, text);
}

static void
show_buttons (MienQueuePane *self)
{
  gboolean paused = mien_job_queue_is_paused (self->queue);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  guint n_ended =
      n - mien_job_queue_get_n_running (self->queue) - mien_job_queue_get_n_waiting (self->queue);
  const char *label = paused ? _ ("Resume Queue") : _ ("Pause Queue");

  gtk_button_set_icon_name (self->pause, paused ? "media-playback-start-symbolic"
                                                : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause),
                               paused ? _ ("What waits starts again in its turn")
                                      : _ ("What trains goes on, and nothing else starts"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_visible (self->clear, n_ended > 0);
}

/* One job alone is told by the page itself. */
static void
show (MienQueuePane *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  gtk_widget_set_visible (GTK_WIDGET (self),
                          n > 1 || mien_job_queue_get_n_waiting (self->queue) > 0);
  show_rows (self);
  show_total (self);
  show_buttons (self);
}

static gboolean
refresh (gpointer data)
{
  MienQueuePane *self = data;

  self->refreshing = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (MienQueuePane *self)
{
  if (self->refreshing == 0)
    self->refreshing = g_timeout_add (REFRESH_MS, refresh, self);
}

static GtkWidget *
create_row (gpointer item, gpointer data G_GNUC_UNUSED)
{
  return mien_queue_row_new (item);
}

static void
on_row_activated (GtkListBox *list G_GNUC_UNUSED, GtkListBoxRow *row, MienQueuePane *self)
{
  mien_workbench_show_job (self->workbench, mien_queue_row_get_job (MIEN_QUEUE_ROW (row)));
}

/* (nullable) */
static MienQueuedJob *
find (MienQueuePane *self, GVariant *target)
{
  return mien_job_queue_find (self->queue, g_variant_get_string (target, NULL));
}

static void
stop (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  MienQueuedJob *job = find (MIEN_QUEUE_PANE (widget), target);

  if (job != NULL)
    mien_queued_job_command (job, MIEN_COMMAND_STOP);
}

static void
start (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  MienQueuePane *self = MIEN_QUEUE_PANE (widget);
  MienQueuedJob *job = find (self, target);

  if (job != NULL)
    mien_job_queue_begin (self->queue, job);
}

typedef struct {
  MienJobQueue *queue;
  MienQueuedJob *job;
  guint position;
  GtkWidget *pane;
} Removal;

static void
free_removal (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Removal *removal = data;

  g_object_unref (removal->queue);
  g_object_unref (removal->job);
  g_object_unref (removal->pane);
  g_free (removal);
}

static void
put_back (AdwToast *toast G_GNUC_UNUSED, Removal *removal)
{
  g_autoptr (GError) error = NULL;

  if (!mien_job_queue_insert (removal->queue, removal->job, removal->position, &error))
    mien_toast (removal->pane, error->message, FALSE);
}

/* The job stays alive, and its folder with it, for as long as it can be put back. */
static void
offer_undo (MienQueuePane *self, MienQueuedJob *job, guint position)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *name = mien_queue_job_name (job);
  /* Translators: %s is the name of a run or study, such as "run-0002". */
  g_autofree char *text = g_strdup_printf (_ ("“%s” was removed from the queue"), name);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  Removal *removal;
  AdwToast *toast;

  if (overlay == NULL)
    return;
  removal = g_new (Removal, 1);
  *removal = (Removal){g_object_ref (self->queue), g_object_ref (job), position,
                       g_object_ref (GTK_WIDGET (self))};
  toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (put_back), removal, free_removal, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
remove_one (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  MienQueuePane *self = MIEN_QUEUE_PANE (widget);
  MienQueuedJob *found = find (self, target);
  g_autoptr (MienQueuedJob) job = found != NULL ? g_object_ref (found) : NULL;
  guint position;

  if (job == NULL || !mien_job_queue_find_position (self->queue, job, &position))
    return;
  mien_job_queue_remove (self->queue, job);
  offer_undo (self, job, position);
}

/* The row is made anew in its place, and keeps the focus that the keys came from. */
static void
move (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  MienQueuePane *self = MIEN_QUEUE_PANE (widget);
  g_autoptr (GVariant) folder = g_variant_get_child_value (target, 0);
  MienQueuedJob *job = find (self, folder);
  guint position;

  g_variant_get_child (target, 1, "u", &position);
  if (job == NULL)
    return;
  mien_job_queue_move (self->queue, job, position);
  if (mien_job_queue_find_position (self->queue, job, &position))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) position)));
}

static void
pause_or_resume (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienQueuePane *self = MIEN_QUEUE_PANE (widget);

  mien_job_queue_set_paused (self->queue, !mien_job_queue_is_paused (self->queue));
}

static void
clear (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  mien_job_queue_remove_ended (MIEN_QUEUE_PANE (widget)->queue);
}

static void
mien_queue_pane_dispose (GObject *object)
{
  MienQueuePane *self = MIEN_QUEUE_PANE (object);

  g_clear_handle_id (&self->refreshing, g_source_remove);

  G_OBJECT_CLASS (mien_queue_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_QUEUE_PANE);
  g_clear_object (&self->workbench);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "queue.stop", "s", stop);
  gtk_widget_class_install_action (klass, "queue.start", "s", start);
  gtk_widget_class_install_action (klass, "queue.remove", "s", remove_one);
  gtk_widget_class_install_action (klass, "queue.move", "(su)", move);
  gtk_widget_class_install_action (klass, "queue.pause", NULL, pause_or_resume);
  gtk_widget_class_install_action (klass, "queue.clear", NULL, clear);
}

static void
mien_queue_pane_class_init (MienQueuePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_queue_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/queue-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MienQueuePane, group);
  gtk_widget_class_bind_template_child (widget_class, MienQueuePane, list);
  gtk_widget_class_bind_template_child (widget_class, MienQueuePane, pause);
  gtk_widget_class_bind_template_child (widget_class, MienQueuePane, clear);
  gtk_widget_class_bind_template_child (widget_class, MienQueuePane, at_once);
  gtk_widget_class_bind_template_child (widget_class, MienQueuePane, threads);
  gtk_widget_class_bind_template_child (widget_class, MienQueuePane, threads_range);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  install_actions (widget_class);
}

static void
mien_queue_pane_init (MienQueuePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_adjustment_set_upper (self->threads_range, (double) g_get_num_processors ());
}

/* All cores are 0, so that the setting fits another machine as well. */
static gboolean
threads_to_number (GBinding *binding G_GNUC_UNUSED,
                   const GValue *from,
                   GValue *to,
                   gpointer data G_GNUC_UNUSED)
{
  guint threads = g_value_get_uint (from);

  g_value_set_double (to, threads > 0 ? threads : g_get_num_processors ());
  return TRUE;
}

static gboolean
number_to_threads (GBinding *binding G_GNUC_UNUSED,
                   const GValue *from,
                   GValue *to,
                   gpointer data G_GNUC_UNUSED)
{
  guint threads = (guint) g_value_get_double (from);

  g_value_set_uint (to, threads < g_get_num_processors () ? threads : 0);
  return TRUE;
}

static void
follow (MienQueuePane *self, gpointer object, const char *signal, GCallback callback)
{
  g_signal_connect_object (object, signal, callback, self, G_CONNECT_SWAPPED);
}

void
mien_queue_pane_set_workbench (MienQueuePane *self, MienWorkbench *workbench)
{
  g_return_if_fail (MIEN_IS_QUEUE_PANE (self) && self->workbench == NULL);

  self->workbench = g_object_ref (workbench);
  self->queue = mien_workbench_get_queue (workbench);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->queue), create_row, NULL, NULL);
  g_object_bind_property (self->queue, "at-once", self->at_once, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (self->queue, "threads", self->threads, "value",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, threads_to_number,
                               number_to_threads, NULL, NULL);
  follow (self, self->queue, "items-changed", G_CALLBACK (show));
  follow (self, self->queue, "job-started", G_CALLBACK (show));
  follow (self, self->queue, "job-stopping", G_CALLBACK (show));
  follow (self, self->queue, "job-finished", G_CALLBACK (show));
  follow (self, self->queue, "job-events", G_CALLBACK (refresh_soon));
  follow (self, self->queue, "notify::paused", G_CALLBACK (show));
  follow (self, self->queue, "notify::n-running", G_CALLBACK (show));
  follow (self, self->queue, "notify::n-waiting", G_CALLBACK (show));
  follow (self, workbench, "notify::shown", G_CALLBACK (show));
  follow (self, mien_workbench_get_speeds (workbench), "changed", G_CALLBACK (refresh_soon));
  show (self);
}
