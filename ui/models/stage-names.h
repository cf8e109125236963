/* The stages of a network that a task may leave it at, and up to which it may stay as it is. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

/* (transfer full): names of the preset's shared stages, from the picture on, without the last; none
 * where the network cannot be built for pictures of this size */
GStrv mien_stage_names (const MienRecipe *recipe);

G_END_DECLS
