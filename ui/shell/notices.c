#include "ui/shell/notices.h"

#include "ui/pages/queue-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define TOAST_SECONDS 6

struct _MienNotices {
  GObject parent_instance;

  GtkWindow *window;
  GtkApplication *app; /* (nullable) */
  AdwToastOverlay *toasts;
  AdwViewStack *views;
  MienWorkbench *workbench;
  MienJobQueue *queue;
  guint inhibited;
  AdwToast *toast;     /* (nullable): the last one, until Train shows what it tells */
  MienQueuedJob *told; /* (nullable): whose end it tells; NULL for what was added to the queue */
  GPtrArray *sent;     /* of char *: notifications that were not seen yet */
};

G_DEFINE_FINAL_TYPE (MienNotices, mien_notices, G_TYPE_OBJECT)

static void
dismiss (MienNotices *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  g_clear_object (&self->told);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static gboolean
is_on_train (MienNotices *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "train") == 0;
}

static gboolean
is_seen (MienNotices *self, MienQueuedJob *job)
{
  return is_on_train (self) && job == mien_workbench_get_shown (self->workbench);
}

/* One at a time: of several that are started or end, the last counts. @told: (nullable);
 * @button: (nullable): what calls @action with @target */
static void
show_toast (MienNotices *self,
            const char *text,
            MienQueuedJob *told,
            const char *button,
            const char *action,
            const char *target)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  dismiss (self);
  self->toast = g_object_ref_sink (adw_toast_new (markup));
  self->told = told != NULL ? g_object_ref (told) : NULL;
  adw_toast_set_timeout (self->toast, TOAST_SECONDS);
  if (button != NULL) {
    adw_toast_set_button_label (self->toast, button);
    adw_toast_set_action_target (self->toast, "s", target);
    adw_toast_set_action_name (self->toast, action);
  }
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->toast));
}

/* (transfer full) */
static char *
describe_end (MienQueuedJob *job, const GError *error)
{
  g_autofree char *name = mien_queue_job_name (job);

  if (error == NULL)
    /* Translators: %s is the name of a run or study, such as "run-0002". */
    return g_strdup_printf (mien_queued_job_is_study (job) ? _ ("The study “%s” is finished")
                                                           : _ ("The training “%s” is finished"),
                            name);
  /* Translators: the name of a run or study, such as "run-0002", and a sentence about what went
   * wrong. */
  return g_strdup_printf (_ ("“%s” failed. %s"), name, error->message);
}

static void
notify_end (MienNotices *self, MienQueuedJob *job, const char *text, const GError *error)
{
  g_autoptr (GNotification) notification =
      g_notification_new (error == NULL ? _ ("Training Finished") : _ ("Training Failed"));
  const char *folder = mien_queued_job_get_folder (job);

  g_notification_set_body (notification, text);
  g_notification_set_default_action_and_target (notification, "app.show-job", "s", folder);
  g_application_send_notification (G_APPLICATION (self->app), folder, notification);
  g_ptr_array_add (self->sent, g_strdup (folder));
}

/* Whoever stopped a training knows. Inspect goes on to what was finished last. */
static void
on_finished (MienNotices *self, MienQueuedJob *job, const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = describe_end (job, error);
  if (error == NULL)
    mien_workbench_inspect (self->workbench, NULL);
  if (!gtk_window_is_active (self->window) && self->app != NULL)
    notify_end (self, job, text, error);
  if (!is_seen (self, job))
    show_toast (self, text, job, _ ("_Show"), "app.show-job", mien_queued_job_get_folder (job));
}

static void
on_looked (MienNotices *self)
{
  if (self->told != NULL ? is_seen (self, self->told) : is_on_train (self))
    dismiss (self);
}

static void
withdraw (MienNotices *self)
{
  for (guint i = 0; i < self->sent->len; i++)
    g_application_withdraw_notification (G_APPLICATION (self->app),
                                         g_ptr_array_index (self->sent, i));
  g_ptr_array_set_size (self->sent, 0);
}

static void
on_active (MienNotices *self)
{
  if (gtk_window_is_active (self->window))
    withdraw (self);
}

static void
toast_waiting (MienNotices *self, MienQueuedJob *job)
{
  double until =
      mien_job_queue_seconds_until (self->queue, job, mien_workbench_get_speeds (self->workbench));
  g_autofree char *time = isfinite (until) ? mien_about_words (until) : NULL;
  /* Translators: %s is a duration. */
  g_autofree char *text = time != NULL
                              ? g_strdup_printf (_ ("Added to the queue, starts in about %s"), time)
                              : g_strdup (_ ("Added to the queue"));

  show_toast (self, text, NULL, _ ("_Train"), "win.page", "train");
}

/* What was asked for and begins is looked at; the branches of a run wait where they were asked for.
 */
static void
on_queued (MienNotices *self, MienQueuedJob *job)
{
  if (mien_queued_job_is_running (job))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.page", "s", "train");
  else if (!is_on_train (self))
    toast_waiting (self, job);
}

static void
uninhibit (MienNotices *self)
{
  if (self->inhibited != 0)
    gtk_application_uninhibit (self->app, self->inhibited);
  self->inhibited = 0;
}

static void
on_running_changed (MienNotices *self)
{
  if (mien_job_queue_get_n_running (self->queue) == 0)
    uninhibit (self);
  else if (self->inhibited == 0 && self->app != NULL)
    self->inhibited = gtk_application_inhibit (
        self->app, self->window, GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_LOGOUT,
        _ ("A network is training"));
}

void
mien_notices_tell_elsewhere (MienNotices *self)
{
  g_return_if_fail (MIEN_IS_NOTICES (self));

  guint n = mien_workbench_count_elsewhere (self->workbench);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u training of this workspace is in the queue of another window of Mien",
                "%u trainings of this workspace are in the queue of another window of Mien", n),
      n);

  if (n > 0)
    show_toast (self, text, NULL, NULL, NULL, NULL);
}

static void
mien_notices_finalize (GObject *object)
{
  MienNotices *self = MIEN_NOTICES (object);

  uninhibit (self);
  g_clear_object (&self->toast);
  g_clear_object (&self->told);
  g_ptr_array_unref (self->sent);
  g_object_unref (self->workbench);
  g_clear_object (&self->app);

  G_OBJECT_CLASS (mien_notices_parent_class)->finalize (object);
}

static void
mien_notices_class_init (MienNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_notices_finalize;
}

static void
mien_notices_init (MienNotices *self)
{
  self->sent = g_ptr_array_new_with_free_func (g_free);
}

static void
follow (MienNotices *self, gpointer object, const char *signal, GCallback callback)
{
  g_signal_connect_object (object, signal, callback, self, G_CONNECT_SWAPPED);
}

MienNotices *
mien_notices_new (GtkWindow *window,
                  GtkApplication *app,
                  AdwToastOverlay *toasts,
                  AdwViewStack *views,
                  MienWorkbench *workbench)
{
  MienNotices *self = g_object_new (MIEN_TYPE_NOTICES, NULL);

  self->window = window;
  self->app = app != NULL ? g_object_ref (app) : NULL;
  self->toasts = toasts;
  self->views = views;
  self->workbench = g_object_ref (workbench);
  self->queue = mien_workbench_get_queue (workbench);
  follow (self, workbench, "job-queued", G_CALLBACK (on_queued));
  follow (self, workbench, "notify::shown", G_CALLBACK (on_looked));
  follow (self, self->queue, "job-finished", G_CALLBACK (on_finished));
  follow (self, self->queue, "notify::n-running", G_CALLBACK (on_running_changed));
  follow (self, views, "notify::visible-child", G_CALLBACK (on_looked));
  follow (self, window, "notify::is-active", G_CALLBACK (on_active));
  on_running_changed (self);
  return self;
}
