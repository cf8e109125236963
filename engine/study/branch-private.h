/* What making a branch is made of. Private to study. */
#pragma once

#include "engine/study/branch.h"

G_BEGIN_DECLS

/* branch-recipe.c: whether @epochs is told from @point on, rather than written into the recipe that
 * @old becomes: there have to be more of them */
gboolean
mien_branch_tells_epochs (const MienRecipe *old, const MienBranchPoint *point, JsonNode *epochs);

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
