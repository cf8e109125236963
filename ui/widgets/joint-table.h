/* Two columns against each other: how many faces have each pair of values, a click shows them. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_JOINT_TABLE (mien_joint_table_get_type ())
G_DECLARE_FINAL_TYPE (MienJointTable, mien_joint_table, MIEN, JOINT_TABLE, AdwBin)

/* Signal "searched" (string): the text that the search is to have after a click on a cell. */

/* Other data: the columns to choose from are filled anew, @label (nullable) being one of the
 * two. */
void mien_joint_table_open (MienJointTable *self, MienDataset *dataset, const char *label);
/* The same data with other labels. */
void mien_joint_table_update (MienJointTable *self, MienDataset *dataset);
/* The text that is searched for now; the cell that it asks for is marked. */
void mien_joint_table_set_search (MienJointTable *self, const char *text);

G_END_DECLS
