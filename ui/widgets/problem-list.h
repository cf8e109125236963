/* What is wrong with the data, a row each; where faces are concerned, a button shows them. */
#pragma once

#include "ui/models/problem-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_PROBLEM_LIST (mien_problem_list_get_type ())
G_DECLARE_FINAL_TYPE (MienProblemList, mien_problem_list, MIEN, PROBLEM_LIST, AdwBin)

/* Signal "faces-asked" (MienProblemItem): the faces of that problem are to be shown. */

/* Replaces what is listed; (element-type MienProblem), copied. */
void mien_problem_list_set (MienProblemList *self, GPtrArray *problems);
/* One more, at the end. */
void mien_problem_list_append (MienProblemList *self, const MienProblem *problem);

G_END_DECLS
