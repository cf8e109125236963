#include "app/console.h"

#include "engine/core/json.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

enum {
  BAR_WIDTH = 24,
  PLAIN_PERIOD_US = 5 * G_USEC_PER_SEC,
  BAR_PERIOD_US = G_USEC_PER_SEC / 10,
};

static GMutex lock; /* progress may come from several threads */
static gint64 last_shown;
static gboolean bar_shown;
static gboolean hushed;

static int
say (const GError *error, int status)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\n\r", ' ');

  mien_console_end_progress ();
  g_printerr ("mien-run: %s\n", line);
  return status;
}

int
mien_console_fail (const GError *error)
{
  return say (error, MIEN_EXIT_FAILED);
}

int
mien_console_usage (const GError *error)
{
  return say (error, MIEN_EXIT_USAGE);
}

void
mien_console_warn (const char *what)
{
  if (what == NULL)
    return;
  mien_console_end_progress ();
  g_printerr ("mien-run: %s\n", what);
}

void
mien_console_json (JsonNode *node)
{
  g_autofree char *text = mien_json_to_text (node, FALSE);

  g_print ("%s\n", text);
  fflush (stdout);
}

static void
show_bar (const char *doing, double fraction, const char *rest)
{
  char bar[BAR_WIDTH + 1];
  int filled = fraction >= 0.0 ? (int) lround (fraction * BAR_WIDTH) : 0;

  for (int i = 0; i < BAR_WIDTH; i++)
    bar[i] = i < filled ? '#' : '-';
  bar[BAR_WIDTH] = '\0';
  g_printerr ("\r\033[K%s [%s] %s", doing, bar, rest);
  bar_shown = TRUE;
}

static void
show_line (const char *doing, double fraction, const char *rest)
{
  if (fraction >= 0.0)
    g_printerr ("%s: %.0f %%%s%s\n", doing, 100.0 * fraction, *rest != '\0' ? ", " : "", rest);
  else
    g_printerr ("%s%s%s\n", doing, *rest != '\0' ? ": " : "", rest);
}

void
mien_console_progress (const char *doing, double fraction, const char *rest)
{
  gboolean terminal = isatty (STDERR_FILENO);
  gint64 now = g_get_monotonic_time ();

  if (hushed)
    return;
  g_mutex_lock (&lock);
  if (last_shown == 0 || now - last_shown >= (terminal ? BAR_PERIOD_US : PLAIN_PERIOD_US)) {
    last_shown = now;
    if (terminal)
      show_bar (doing, fraction, rest);
    else
      show_line (doing, fraction, rest);
  }
  g_mutex_unlock (&lock);
}

void
mien_console_hush_progress (void)
{
  hushed = TRUE;
}

void
mien_console_end_progress (void)
{
  g_mutex_lock (&lock);
  if (bar_shown)
    g_printerr ("\r\033[K");
  bar_shown = FALSE;
  g_mutex_unlock (&lock);
}

void
mien_console_on_progress (const char *doing, double fraction, gpointer data G_GNUC_UNUSED)
{
  mien_console_progress (doing, fraction, "");
}

/* A line of its own, kept above the bar. */
static void
announce (const char *text)
{
  mien_console_end_progress ();
  g_printerr ("%s\n", text);
}

static void
show_training (const MienEvent *event)
{
  g_autofree char *left = mien_console_duration (event->seconds_left);
  g_autofree char *doing = event->n_runs > 1
                               ? g_strdup_printf ("run %d of %d", event->run + 1, event->n_runs)
                               : g_strdup ("training");
  g_autofree char *rest = g_strdup_printf ("epoch %d, %.0f images/s, %s left", event->epoch,
                                           event->images_per_second, left);

  mien_console_progress (doing, event->value, rest);
}

void
mien_console_on_event (const MienEvent *event)
{
  switch (event->kind) {
  case MIEN_EVENT_STAGE:
    mien_console_progress (event->text, event->value, "");
    break;
  case MIEN_EVENT_PROGRESS:
    show_training (event);
    break;
  case MIEN_EVENT_RUN_FINISHED:
    if (event->error != NULL && event->n_runs > 1) /* a run alone is told at the end */
      announce (event->error->message);
    break;
  case MIEN_EVENT_KEPT:
    if (event->value > 0.0) {
      g_autofree char *text = g_strdup_printf ("Saved %s", event->text);
      announce (text);
    }
    break;
  case MIEN_EVENT_FINISHED:
    mien_console_end_progress ();
    break;
  default:
    break;
  }
}

char *
mien_console_duration (double seconds)
{
  if (!isfinite (seconds) || seconds < 0.0)
    return g_strdup ("?");
  if (seconds < 60.0)
    return g_strdup_printf ("%.0f s", seconds);

  int minutes = (int) (seconds / 60.0);
  if (minutes < 60)
    return g_strdup_printf ("%d min %d s", minutes, (int) seconds % 60);
  return g_strdup_printf ("%d h %d min", minutes / 60, minutes % 60);
}
