/* Drop-downs whose list changes with what is set. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes @drop_down, whose list is its own, offer @texts and choose the one at @chosen. Items at the
 * start that are the same as before stay, so that this may be called while one is being chosen. */
void mien_drop_down_offer (GtkDropDown *drop_down, const char *const *texts, guint chosen);

G_END_DECLS
