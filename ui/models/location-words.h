/* What a data set's location is called in the window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): "Built-in faces", a folder's or file's name, or several parted by " + " */
char *mien_location_title (const char *location);
/* (transfer full): the paths, one a line; NULL where there is none on the disk */
char *mien_location_details (const char *location);
/* Whether every data set of it is still there */
gboolean mien_location_exists (const char *location);

G_END_DECLS
