/* In what two recipes differ, key by key. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

/* "optimizer.lr": 0.001 and 0.0003; "tasks.valence": "learned" and "–" where but one has it */
typedef struct {
  char *path;
  char *a, *b; /* as JSON says them, texts without quotes; "–" where the key is not there */
} MienRecipeDifference;

/* (transfer full) (element-type MienRecipeDifference): in the order of recipes' keys; the study's
 * part does not count */
GPtrArray *mien_recipe_compare (const MienRecipe *a, const MienRecipe *b);

G_END_DECLS
