/* One of the ways that a run is gone on with: what it is called, and what is another in it. */
#pragma once

#include "ui/models/branching.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_BRANCH_FORM (mien_branch_form_get_type ())
G_DECLARE_FINAL_TYPE (MienBranchForm, mien_branch_form, MIEN, BRANCH_FORM, AdwPreferencesGroup)

/* @number: 1 for the first, which is to go on as the run did; the others leave a task out */
GtkWidget *mien_branch_form_new (int number);
/* What may be changed: the tasks of @recipe. What was chosen is forgotten. */
void mien_branch_form_set_recipe (MienBranchForm *self, const MienRecipe *recipe);
/* What was chosen becomes a branch; @epochs as mien_branching_add() takes them. */
void mien_branch_form_add_to (MienBranchForm *self, MienBranching *branching, int epochs);

G_END_DECLS
