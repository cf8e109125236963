/* What predictions.c and predictions-csv.c share. */
#pragma once

#include "engine/training/predictions.h"

G_BEGIN_DECLS

/* (transfer full): of @n samples, all missing, in no part and without ids; a text for each of those
 * is to follow. @tasks: (element-type MienTask) */
MienPredictions *mien_predictions_new (guint n, GPtrArray *tasks);

/* Classes and flags are matched by name, since another data set may order or lack some; expressions
 * also by meaning, since it may call them otherwise. -1 where @task has none. */
int mien_predictions_find_name (const MienTask *task, const char *name);

G_END_DECLS
