/* Recipes key by key, and what two of them say otherwise. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

typedef struct {
  char *path; /* as --set takes it: "optimizer.lr", "tasks.valence.weight" */
  char *text; /* JSON; a string without its quotes */
} MienRecipeValue;

/* (transfer full) (element-type MienRecipeValue): every key of the recipe, the study's left out, in
 * the order of its JSON. A task's keys stand under its column. */
GPtrArray *mien_recipe_list_values (const MienRecipe *recipe);
/* The same from the lines "recipe.KEY" of a digest (digest.h), which is at hand for every run. */
GPtrArray *mien_recipe_list_digested (const char *digest);

/* A key that does not say the same in all recipes. */
typedef struct {
  char *path;
  char **texts; /* [n] a recipe each; NULL where it does not have the key, as of a task it lacks */
  guint n;
} MienRecipeDifference;

/**
 * mien_recipe_find_differences:
 * @lists: (element-type GPtrArray of MienRecipeValue): a recipe each
 *
 * Returns: (transfer full) (element-type MienRecipeDifference): in the order of the first recipe
 * that has a key; empty where all say the same
 */
GPtrArray *mien_recipe_find_differences (GPtrArray *lists);

G_END_DECLS
