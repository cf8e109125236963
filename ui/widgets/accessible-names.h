/* Names of buttons as assistive technology is to speak them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK names a button with a mnemonic "_Stop Stop": its raw label, and the label inside. This leaves
 * "Stop" for every such button in @root. */
void mien_name_buttons (GtkWidget *root);
/* Names @widget as @label reads, mnemonic left out, whatever label it has a mnemonic from. */
void mien_name_widget (GtkWidget *widget, const char *label);

G_END_DECLS
