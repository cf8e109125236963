#include "ui/shell/closing.h"

#include <glib/gi18n.h>

typedef struct {
  MienClosing *closing;
  GtkWindow *window;
  MienWorkbench *workbench;
} Question;

static void
question_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Question *self = data;

  g_object_unref (self->workbench);
  g_free (self);
}

static guint
count_running (MienWorkbench *workbench)
{
  return mien_job_queue_get_n_running (mien_workbench_get_queue (workbench));
}

/* The training may have come to its end while the question stood; then nothing is left to save. */
static void
on_answered (AdwMessageDialog *dialog G_GNUC_UNUSED, const char *response, Question *question)
{
  MienClosing *self = question->closing;

  self->asking = FALSE;
  if (!g_str_equal (response, "stop"))
    return;
  if (count_running (question->workbench) > 0) {
    self->stopping = TRUE;
    gtk_widget_set_sensitive (GTK_WIDGET (question->window), FALSE);
    mien_job_queue_close (mien_workbench_get_queue (question->workbench));
  } else {
    gtk_window_destroy (question->window);
  }
}

static void
ask (MienClosing *self, GtkWindow *window, MienWorkbench *workbench)
{
  guint n = count_running (workbench);
  GtkWidget *dialog = adw_message_dialog_new (
      window, _ ("Stop the training?"),
      ngettext ("A network is still training. It is saved when you stop, and can go on from there "
                "the next time Mien is started.",
                "Several networks are still training. They are saved when you stop, and can go on "
                "from there the next time Mien is started.",
                n));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Question *question = g_new0 (Question, 1);

  adw_message_dialog_add_responses (message, "keep", _ ("_Keep Training"), "stop",
                                    _ ("_Stop and Close"), NULL);
  adw_message_dialog_set_response_appearance (message, "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (message, "keep");
  adw_message_dialog_set_close_response (message, "keep");

  question->closing = self;
  question->window = window;
  question->workbench = g_object_ref (workbench);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answered), question, question_free, 0);
  self->asking = TRUE;
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
mien_closing_may_close (MienClosing *self, GtkWindow *window, MienWorkbench *workbench)
{
  if (self->stopping)
    return FALSE;
  if (count_running (workbench) == 0)
    return TRUE;
  if (!self->asking)
    ask (self, window, workbench);
  return FALSE;
}

gboolean
mien_closing_is_under_way (const MienClosing *self)
{
  return self->stopping;
}
