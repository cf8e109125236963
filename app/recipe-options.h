/* The flags that make or change a recipe: the same for train, study, and each arm of a study. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

/* As they were typed; NULL where a flag was not given. */
typedef struct {
  char **data;
  char *layout;
  char *main;
  char **aux;
  char *network;
  char *start;
  char *freeze;
  char *size;
  char *split;
  char *subject;
  char *group;
  char *folds;
  char *fold;
  char *epochs;
  char *batch;
  char *optimizer;
  char *lr;
  char *weighting;
  char *augment;
  char *seed;
  char *threads;
  char **columns; /* NAME=TYPE */
  char *edits;    /* a file */
  char **joins;
  char **set;
} MienRecipeOptions;

/* (transfer full): the group of flags that fills @options */
GOptionGroup *mien_recipe_options_group (MienRecipeOptions *options);
void mien_recipe_options_clear (MienRecipeOptions *options);

/* Changes @recipe as the flags say; --main without a recipe's tasks makes them. */
gboolean
mien_recipe_options_apply (const MienRecipeOptions *options, MienRecipe *recipe, GError **error);

/* (transfer full) (nullable): the arm that "NAME: flags" describes, against @base */
MienArm *mien_recipe_options_parse_arm (const char *text, const MienRecipe *base, GError **error);

G_END_DECLS
