#include "app/job.h"

#include "app/console.h"
#include "engine/study/job.h"

#include <glib-unix.h>
#include <signal.h>

/* A job and the loop that waits for its end. */
typedef struct {
  GMainLoop *loop;
  MienJob *job;
  GError *error;
} Session;

static void
on_events (GPtrArray *batch, gpointer data)
{
  Session *session = data;

  for (guint i = 0; i < batch->len; i++) {
    MienEvent *event = g_ptr_array_index (batch, i);

    mien_console_on_event (event);
    if (event->kind == MIEN_EVENT_FINISHED) {
      session->error = g_steal_pointer (&event->error);
      g_main_loop_quit (session->loop);
    }
  }
}

static gboolean
on_interrupt (gpointer data)
{
  Session *session = data;

  mien_control_send (mien_job_get_control (session->job), MIEN_COMMAND_STOP);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_save (gpointer data)
{
  Session *session = data;

  mien_control_send (mien_job_get_control (session->job), MIEN_COMMAND_SAVE);
  return G_SOURCE_CONTINUE;
}

gboolean
mien_job_carry_out (const MienRecipe *recipe,
                    MienJobKind kind,
                    const char *folder,
                    GPtrArray *corrections,
                    gboolean resume,
                    const MienTogether *together,
                    GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Session session = {.loop = loop};
  g_autoptr (MienMailbox) events =
      mien_mailbox_new (NULL, 20, (GDestroyNotify) mien_event_free, on_events, &session);
  g_autoptr (MienJob) job =
      together != NULL
          ? mien_job_start_together (recipe, folder, corrections, NULL, resume, together, events)
          : mien_job_start (recipe, kind, folder, corrections, NULL, resume, events);

  session.job = job;
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, &session);
  guint terminate = g_unix_signal_add (SIGTERM, on_interrupt, &session);
  guint save = g_unix_signal_add (SIGUSR1, on_save, &session);
  g_main_loop_run (loop);
  g_source_remove (save);
  g_source_remove (interrupt);
  g_source_remove (terminate);

  if (session.error == NULL)
    return TRUE;
  if (g_error_matches (session.error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                 "Stopped; the same command with --resume goes on from %s", folder);
    g_clear_error (&session.error);
  } else {
    g_propagate_error (error, session.error);
  }
  return FALSE;
}
