/* What mien-run says: one JSON object or a few lines on standard output, progress on standard
 * error. */
#pragma once

#include "engine/training/control.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Exit statuses. */
enum {
  MIEN_EXIT_DONE = 0,
  MIEN_EXIT_FAILED = 1,
  MIEN_EXIT_USAGE = 2,
};

/* "mien-run: …" on standard error, one line. Returns: the status to exit with. */
int mien_console_fail (const GError *error);
int mien_console_usage (const GError *error);

/* The same for what need not stop anything; @what: (nullable): then nothing is said. */
void mien_console_warn (const char *what);

/* One line on standard output. */
void mien_console_json (JsonNode *node);

/* How far it is: a bar that overwrites itself on a terminal, a plain line every few seconds
 * elsewhere. */
void mien_console_progress (const char *doing, double fraction, const char *rest);
void mien_console_end_progress (void);
/* The same as a MienProgressFunc. */
void mien_console_on_progress (const char *doing, double fraction, gpointer data);
/* Of several processes one shows progress; in the others only what goes wrong is told. */
void mien_console_hush_progress (void);
/* A job's events as progress. */
void mien_console_on_event (const MienEvent *event);

/* (transfer full): "2 min 5 s" */
char *mien_console_duration (double seconds);

G_END_DECLS
