/* Which names say left and right, and how they read in the mirror. Private to samples. */
#pragma once

#include "engine/samples/data/column.h"

G_BEGIN_DECLS

/* Whether @word is one of @name's, parted by other characters than letters: "head_yaw" has "yaw".
 */
gboolean mien_name_has_word (const char *name, const char *word);

/* (transfer full) (nullable): what @column would call the mirror image of its name @name, as
 * mien_mirror_apply() says; NULL where @name has no side */
char *mien_other_side (const MienColumn *column, const char *name);

G_END_DECLS
