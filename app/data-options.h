/* The flags that say how a data set is read, for the commands that read one. */
#pragma once

#include "engine/samples/layouts/import.h"
#include "engine/study/recipe.h"

G_BEGIN_DECLS

/* As they were typed; NULL where a flag was not given. */
typedef struct {
  char *layout;
  char **types;  /* --column NAME=TYPE */
  char *columns; /* --columns FILE: edits as under "data.columns" in a recipe */
  char **joins;  /* --join FILE[:COLUMN] */
  char **set;    /* --set data.KEY=VALUE */
} MienDataOptions;

/* (transfer full): the group of flags that fills @options */
GOptionGroup *mien_data_options_group (MienDataOptions *options);
void mien_data_options_clear (MienDataOptions *options);
/* (transfer full) (nullable): a recipe whose data part is as the flags say */
MienRecipe *mien_data_options_recipe (const MienDataOptions *options, GError **error);
/* Data sets as @recipe reads them; borrows from it */
MienImport mien_data_options_import (const MienRecipe *recipe);

/* Single flags, each NULL where it was not given. */
gboolean mien_option_put_types (char **types, MienRecipe *recipe, GError **error);
gboolean mien_option_put_columns (const char *file, MienRecipe *recipe, GError **error);
void mien_option_put_joins (char **joins, MienRecipe *recipe);

/* Splits "NAME=VALUE"; NULL where there is no "=". (transfer full) */
char *mien_option_split (const char *text, const char **value);

G_END_DECLS
