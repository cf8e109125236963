/* One thing that is wrong with the data, as the problems list shows it. */
#pragma once

#include "engine/samples/dataset.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define MIEN_TYPE_PROBLEM_ITEM (mien_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (MienProblemItem, mien_problem_item, MIEN, PROBLEM_ITEM, GObject)

/* @problem is copied. Read-only properties: "path", "what". */
MienProblemItem *mien_problem_item_new (const MienProblem *problem);

G_END_DECLS
