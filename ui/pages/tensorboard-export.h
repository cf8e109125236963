/* The curves of a study's runs, or of a run, written to a folder that a person chooses. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for the folder, writes on a thread, and tells in a toast what came of it. @folder: a run's
 * or a study's */
void mien_tensorboard_export (GtkWidget *page, const char *folder);

G_END_DECLS
