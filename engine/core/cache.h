/* Files that can be made again, in the user's cache folder, within bounds. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mien_cache_path:
 * @room: folder in the cache, such as "faces"; made where there is none
 * @error: a #GIOErrorEnum that names the folder
 *
 * Returns: (transfer full) (nullable): where @key's file is to be, below g_get_user_cache_dir()
 */
char *mien_cache_path (const char *room, const char *key, GError **error);

/* Notes that the file is of use still. */
void mien_cache_touch (const char *path);

/* Removes those of the neighbours of @path that were used longest ago, but not @path itself, until
 * the folder holds at most @most bytes; and what was begun, and left, more than a day ago. */
void mien_cache_trim (const char *path, guint64 most);

G_END_DECLS
