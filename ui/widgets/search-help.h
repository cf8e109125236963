/* A button that explains what can be searched for, by examples that can be clicked. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_SEARCH_HELP (mien_search_help_get_type ())
G_DECLARE_FINAL_TYPE (MienSearchHelp, mien_search_help, MIEN, SEARCH_HELP, AdwBin)

/* Signal "example" (string): a search to be added to what is typed. */

/* (element-type MienQueryExample) */
void mien_search_help_set_examples (MienSearchHelp *self, GPtrArray *examples);
void mien_search_help_set_dataset (MienSearchHelp *self, MienDataset *dataset);

G_END_DECLS
