/* What a person types to find faces: "smile person=p03 valence=0.2..0.6", every part of it to hold.
 */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

typedef struct _MienSampleQuery MienSampleQuery;

/**
 * mien_sample_query_new:
 * @text: words parted by blanks; quotes keep blanks together; large and small letters are alike
 * @dataset: as corrected; kept by the query
 * @original: as read; kept by the query
 *
 * A word can be
 *   COLUMN=NAME, COLUMN=NAME|NAME   a class or flag; its beginning will do where no name is equal
 *   COLUMN=LOW..HIGH, COLUMN=NUMBER, COLUMN<NUMBER, <=, >, >=   of a column of numbers
 *   COLUMN=?, missing:COLUMN, COLUMN=   a missing value; any value
 *   part:train, part:validation, part:test   the official part
 *   is:corrected, is:excluded   what a person changed
 * or else is looked for in ids and in names of classes and flags. A minus or "not:" before a word,
 * or != for =, asks for the others; = and : mean the same.
 */
MienSampleQuery *
mien_sample_query_new (const char *text, MienDataset *dataset, MienDataset *original);
void mien_sample_query_free (MienSampleQuery *self);

/* (nullable): what cannot be asked of these data and why, a sentence; no sample then matches */
const char *mien_sample_query_get_complaint (const MienSampleQuery *self);
gboolean mien_sample_query_matches (const MienSampleQuery *self, guint sample);
/* (transfer full) (element-type guint): those of @candidates (nullable: every sample) that match,
 * in their order; %NULL where that is every sample */
GArray *mien_sample_query_run (const MienSampleQuery *self, GArray *candidates);

/* (transfer full): @text with its parts about @column replaced by COLUMN=@value, or dropped for
 * NULL */
char *mien_sample_query_put (const char *text, const char *column, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienSampleQuery, mien_sample_query_free)

G_END_DECLS
