/* What the window remembers from one start to the next. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): NULL where the schema is not installed; the window then forgets. */
GSettings *mien_settings_new (void);

/* (transfer full): @recent with @location moved or added to the front, at most eight */
GStrv mien_recent_add (const char *const *recent, const char *location);

G_END_DECLS
