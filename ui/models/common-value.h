/* What several faces have in common in one column, in a few words. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/* (transfer full): "fear" where all are, "fear 8, anger 4" else, largest first; "-0.2 … 0.6" of
 * numbers; "–" where none has a value. @samples: (element-type guint): at least one */
char *mien_common_value (const MienColumn *column, GArray *samples);

/* (transfer full): a line for every column but points, as Pango markup */
char *mien_common_values (MienDataset *dataset, GArray *samples);

G_END_DECLS
