/* What a run was asked and told, as a recipe that comes to the same bits. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

/**
 * mien_recipe_to_repeat:
 * @run: a run's folder
 * @error: where there is no run; %MIEN_ERROR_RANGE for a branch that goes on with other settings
 *   than it began with, which no single recipe says
 *
 * Returns: (transfer full) (nullable): the run's recipe, whose steering is what the run obeyed as
 * its history tells, and what it was still to obey
 */
MienRecipe *mien_recipe_to_repeat (const char *run, GError **error);

G_END_DECLS
