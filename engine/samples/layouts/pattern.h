/* Names of files that say what is in the picture, described by a pattern:
 * {person}_{pose}_{expression}_{eyes}.pgm. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Immutable; any threads. */
typedef struct _MienPattern MienPattern;

/**
 * mien_pattern_new:
 * @text: parts in braces, each with a name of letters, digits and _; "*" matches anything but a /,
 *   "{x?}" may be absent and takes the sign before it along; anything else stands for itself. A
 * part never holds a / or one of the signs that stand between parts. It is matched with the end of
 * a path, beginning behind a /
 * @error: %MIEN_ERROR_FORMAT saying what is wrong with it
 */
MienPattern *mien_pattern_new (const char *text, GError **error);
void mien_pattern_free (MienPattern *self);

const char *const *mien_pattern_get_parts (const MienPattern *self);    /* NULL-terminated */
int mien_pattern_find_part (const MienPattern *self, const char *name); /* -1 where there is none */
/* (transfer full) (nullable): [parts] what @path says, "" where a part is absent; NULL where it
 * does not fit */
char **mien_pattern_match (const MienPattern *self, const char *path);

/* (transfer full): a pattern to begin with, for files named like @path: "{part1}_{part2}.png" */
char *mien_pattern_suggest (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienPattern, mien_pattern_free)

G_END_DECLS
