/* How the columns of several data sets become those of one. */
#pragma once

#include "engine/samples/data/dataset-builder.h"

G_BEGIN_DECLS

/* What is joined: @starts: [n + 1] the number of each data set's first sample in the union. */
typedef struct {
  guint n;
  MienDataset **datasets;
  char **names;
  guint *starts;
} MienUnionParts;

/* union-columns.c: takes the joined columns to @builder, and tells what could not be joined. */
void mien_union_join_columns (const MienUnionParts *parts, MienDatasetBuilder *builder);

/* union-classes.c: the names of one column and where those of each data set's column come to
 * @columns: [n] (nullable elements)
 * @maps: (out) (array) (transfer full): [n] index of the set's name → index of the joined one
 *
 * Returns: (transfer full): NULL-terminated */
char **mien_union_join_names (const MienUnionParts *parts,
                              MienColumn *const *columns,
                              gboolean persons,
                              guint **maps);
/* Whether a column so named says who is shown, or which expression. */
gboolean mien_union_is_person_name (const char *name);
gboolean mien_union_is_expression_name (const char *name);
/* Whether most of its classes are expressions, whatever the column is called. */
gboolean mien_union_has_expressions (const MienColumn *column);

G_END_DECLS
