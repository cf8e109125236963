/* What can be searched for in a data set, shown by examples from its own columns. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

typedef struct {
  char *text; /* a search, as it is typed */
  char *what; /* what it finds */
} MienQueryExample;

/* (transfer full) (element-type MienQueryExample): every one finds something or could */
GPtrArray *mien_query_examples_new (MienDataset *dataset);

/* (transfer full) (element-type MienQueryExample): the same for searches of runs, see run-query.h
 */
GPtrArray *mien_query_examples_of_runs (void);

G_END_DECLS
