/* The recipe that a person is designing, kept in step with the data set that is open. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

/* The column that a new design learns: the expression, else the first class column, else the first.
 */
const char *mien_draft_guess_main (MienDataset *dataset);
/* The class column that says whom a face shows, or NULL. */
const char *mien_draft_guess_subject (MienDataset *dataset);
/* (transfer container) (element-type MienColumn): class columns first, else as the data set has
 * them */
GPtrArray *mien_draft_order_columns (MienDataset *dataset);

/**
 * mien_draft_adopt:
 * @asked: (nullable): what @dataset was asked for as; its own location may say more
 *
 * Points @recipe at @dataset. Tasks of a recipe for other faces, and those without a column, are
 * dropped; then there is one main task.
 */
void mien_draft_adopt (MienRecipe *recipe, MienDataset *dataset, const char *asked);
/* Takes over what was made of the columns, so that tasks, arms and the split follow a column
 * to its new name. */
void mien_draft_take_columns (MienRecipe *recipe, MienColumnEdits *edits, GPtrArray *joins);
/* Makes @column the main task; the one that was becomes auxiliary. */
void mien_draft_set_main (MienRecipe *recipe, const char *column);
MienRecipeTask *mien_draft_get_main (const MienRecipe *recipe); /* (nullable) */
/* Makes @column auxiliary and the first other task main; without another it stays what it is. */
void mien_draft_demote (MienRecipe *recipe, const char *column);
/* Whether the main task has classes that could be shown equally often. */
gboolean mien_draft_has_classes (const MienRecipe *recipe, MienDataset *dataset);
/* Gives @column a role; without another task that could be main, the main one stays what it is. */
void mien_draft_set_role (MienRecipe *recipe, const char *column, MienRole role);
/* Switches a task on or off. The first that is on is main; if the main one goes, another takes
 * over. */
void mien_draft_use (MienRecipe *recipe, const char *column, gboolean use, double weight);

G_END_DECLS
