/* A run or a study told in one HTML file, figures inside. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @folder: a run's or a study's. The file loads nothing from anywhere. Written whole or not at all.
 */
gboolean mien_report_write (const char *folder, const char *path, GError **error);

G_END_DECLS
