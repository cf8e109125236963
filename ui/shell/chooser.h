/* Asks for files or folders to open. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @files: (transfer none), of GFile */
typedef void (*MienChosen) (GtkWindow *parent, GListModel *files);

/* Calls @chosen unless the person thinks better of it, or @parent is gone by then. */
void mien_chooser_show (GtkWindow *parent, gboolean folders, MienChosen chosen);

G_END_DECLS
