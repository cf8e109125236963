/* Which column a person may have meant by a name that none has. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/* (transfer none) (nullable): the column whose name is at most two letters away from @folded, or
 * begins as it does, or it as the column's. @folded: in the case of g_utf8_casefold() */
const char *mien_query_guess_column (MienDataset *dataset, const char *folded);

G_END_DECLS
