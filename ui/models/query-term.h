/* One word of a search, put to a data set: what it asks of a sample, or why it cannot be asked. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

typedef struct _MienQueryTerm MienQueryTerm;

/* @dataset, @original: outlive the term; mien_sample_query_new() says what @word can be */
MienQueryTerm *mien_query_term_new (const char *word, MienDataset *dataset, MienDataset *original);
void mien_query_term_free (MienQueryTerm *self);

gboolean mien_query_term_matches (const MienQueryTerm *self, guint sample);
/* (nullable): a sentence for the person who typed it; no sample then matches */
const char *mien_query_term_get_complaint (const MienQueryTerm *self);

G_END_DECLS
