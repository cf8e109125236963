/* One thing that is wrong with the data, as the problems list shows it. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define MIEN_TYPE_PROBLEM_ITEM (mien_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (MienProblemItem, mien_problem_item, MIEN, PROBLEM_ITEM, GObject)

/* @problem is copied. Read-only properties: "path", "what", "n-faces" (uint). */
MienProblemItem *mien_problem_item_new (const MienProblem *problem);
/* (transfer none) (element-type guint): the samples that it concerns */
GArray *mien_problem_item_get_samples (MienProblemItem *self);

G_END_DECLS
