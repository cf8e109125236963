/* Arms that an honest study needs, ready to be asked for by their name. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

const char *mien_ready_arm_name (MienReadyArm ready); /* as in recipes: "each-alone" */
/* FALSE also where this build lacks what the arm is made of. */
gboolean mien_ready_arm_from_name (const char *name, MienReadyArm *ready);
gboolean mien_ready_arm_is_built (MienReadyArm ready);
/* What the arm is called in a study: "equal weights"; NULL for "each-alone", which is several */
const char *mien_ready_arm_title (MienReadyArm ready);
/* Asks for the arm, or no longer: then the one that a kept recipe has of it goes as well. */
void mien_ready_arm_ask (MienRecipe *self, MienReadyArm ready, gboolean asked);
/* Whether the arm would learn what the recipe itself says. */
gboolean mien_ready_arm_is_whole (const MienRecipe *recipe, MienReadyArm ready);
/* Whether @arm of @recipe is the one whose weights are searched for. */
gboolean mien_arm_is_searched (const MienRecipe *recipe, const MienArm *arm);

/**
 * mien_ready_arms_add:
 * @error: %MIEN_ERROR_RANGE where an arm needs an auxiliary task and there is none
 *
 * Adds the ready arms of @self's controls to its arms, apart from those that are there by their
 * name. Tasks other than the main one that are learned alone are no arms, since they answer another
 * question: mien_transfer_plan_new() has them.
 */
gboolean mien_ready_arms_add (MienRecipe *self, GError **error);

/* (nullable): the name of the arm of @recipe that learns what the recipe itself says: all tasks */
const char *mien_recipe_find_whole_arm (const MienRecipe *recipe);

/* Which arms tell what tasks are worth to each other. */
typedef struct {
  guint n;          /* tasks, in the recipe's order */
  char **tasks;     /* [n] */
  char **alone;     /* [n] the arm that learns the task alone */
  char **pairs;     /* [n,n] the arm that learns the two, the same for both orders; NULL elements
                       on the diagonal, and everywhere where no transfer was asked for */
  char *together;   /* (nullable): the arm that learns all tasks as the recipe has them */
  GPtrArray *extra; /* of MienArm: those that the recipe does not have among its arms */
} MienTransferPlan;

/**
 * mien_transfer_plan_new:
 *
 * For a recipe with its main task and arms filled in that asks for a transfer table or for each
 * task alone. A task that is alone is the main one and counts 1. Of a pair both count 1; the
 * study's main task, else the first, is main, and so picks the epoch.
 *
 * Returns: (transfer full) (nullable): NULL where neither is asked for, or there is but one task
 */
MienTransferPlan *mien_transfer_plan_new (const MienRecipe *recipe);
void mien_transfer_plan_free (MienTransferPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienTransferPlan, mien_transfer_plan_free)

G_END_DECLS
