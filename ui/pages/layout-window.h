/* How the files of a data set are to be read: a layout, or a pattern of one's own with what it
 * matches. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_LAYOUT_WINDOW (mien_layout_window_get_type ())
G_DECLARE_FINAL_TYPE (MienLayoutWindow, mien_layout_window, MIEN, LAYOUT_WINDOW, AdwWindow)

/* @location: folder or archive; opened again by @workbench when the person says so */
GtkWidget *
mien_layout_window_new (GtkWindow *parent, MienWorkbench *workbench, const char *location);

G_END_DECLS
