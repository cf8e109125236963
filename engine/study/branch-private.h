/* What making a branch is made of. Private to study. */
#pragma once

#include "engine/study/branch.h"

G_BEGIN_DECLS

/* branch-record.c: writes FOLDER/branch.json */
gboolean mien_branch_record (const char *run,
                             const MienBranchPoint *point,
                             const MienArm *arm,
                             const char *folder,
                             GError **error);

/* branch-recipe.c: (transfer full) (nullable): the recipe of @run as @arm changes it at @point.
 * Commands that are obeyed already stay in front, as the checkpoint counts them. */
MienRecipe *mien_branch_recipe (const char *run,
                                const MienBranchPoint *point,
                                const MienArm *arm,
                                GError **error);

G_END_DECLS
