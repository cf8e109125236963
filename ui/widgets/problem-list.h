/* What is wrong with the data, a row each; where faces are concerned, a button shows them. */
#pragma once

#include "ui/models/doubt-search.h"
#include "ui/models/problem-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_PROBLEM_LIST (mien_problem_list_get_type ())
G_DECLARE_FINAL_TYPE (MienProblemList, mien_problem_list, MIEN, PROBLEM_LIST, AdwBin)

/* Signal "faces-asked" (MienProblemItem): the faces of that problem are to be shown. */

/* Replaces what is listed; (element-type MienProblem), copied. */
void mien_problem_list_set (MienProblemList *self, GPtrArray *problems);
/* Lists what is found by @doubts too, behind those, as it is found. Once. */
void mien_problem_list_follow (MienProblemList *self, MienDoubtSearch *doubts);

G_END_DECLS
