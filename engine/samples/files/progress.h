/* How far a long job is, told now and then, and what may stop it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Told now and then; @fraction is 0 … 1, or -1 while the end is not known. Any thread. */
typedef void (*MienProgressFunc) (const char *doing, double fraction, gpointer data);

/* Every part may be NULL. */
typedef struct {
  GCancellable *cancellable;
  MienProgressFunc func;
  gpointer data;
} MienProgress;

/* FALSE with %G_IO_ERROR_CANCELLED where the job is to stop. */
gboolean
mien_progress_tell (const MienProgress *self, const char *doing, double fraction, GError **error);

G_END_DECLS
