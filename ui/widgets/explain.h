/* Plain words about a control, for the pointer and for assistive technology. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A tooltip over @widget itself, but not over the list that drops down from it or from its
 * children. Replaces what was said of it before. */
void mien_explain (GtkWidget *widget, const char *text);

G_END_DECLS
