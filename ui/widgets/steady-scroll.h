/* A wheel that moves a long grid once a frame, however fast it is turned. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For every GtkScrolledWindow around a GtkGridView: GTK 4.8 loses count of a grid that is moved
 * twice before it is laid out, and prints "ran out of items". */
void mien_scroll_steadily (GtkScrolledWindow *window);

G_END_DECLS
