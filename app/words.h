/* What a run, a study or a search came to, told on standard output. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As lines for a person, or as the JSON object that the folder holds. */
gboolean mien_words_tell_run (const char *folder, gboolean json, GError **error);
gboolean mien_words_tell_study (const char *folder, gboolean json, GError **error);
gboolean mien_words_tell_search (const char *folder, gboolean json, GError **error);

G_END_DECLS
