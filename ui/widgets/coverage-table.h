/* How many labels each column has, in every data set and in every part of the draft's split. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_COVERAGE_TABLE (mien_coverage_table_get_type ())
G_DECLARE_FINAL_TYPE (MienCoverageTable, mien_coverage_table, MIEN, COVERAGE_TABLE, AdwBin)

/* Follows the open data set and the recipe; counted on a thread, when it is looked at. */
void mien_coverage_table_follow (MienCoverageTable *self, MienWorkbench *workbench);

G_END_DECLS
