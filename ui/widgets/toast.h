/* Short messages over the window's content. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @text is shown as it is, not read as markup; @undo: with a button that takes the last correction
 * back. Nothing happens where @widget is not below an AdwToastOverlay. The message that @widget
 * showed before goes. */
void mien_toast (GtkWidget *widget, const char *text, gboolean undo);

G_END_DECLS
