/* How the ready arms of a study, and the ways to search for weights, are called in the window. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

/* Translated, static: a title, and a sentence that says what it is good for. */
const char *mien_ready_arm_words (MienReadyArm ready);
const char *mien_ready_arm_explanation (MienReadyArm ready);
const char *mien_search_method_words (MienSearchMethod method);
const char *mien_search_method_explanation (MienSearchMethod method);
/* Of the transfer table, which is not an arm but several. */
const char *mien_transfer_words (void);
const char *mien_transfer_explanation (void);
/* (transfer full): the budget of the search in a fold: "8 trials × 20 epochs"; the reason where the
 * recipe cannot be searched */
char *mien_search_budget_words (const MienRecipe *recipe);

G_END_DECLS
