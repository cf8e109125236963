/* What a person types to find faces: "smile person=p03 valence=0.2..0.6", every part of it to hold.
 */
#pragma once

#include "engine/samples/dataset.h"

G_BEGIN_DECLS

typedef struct _MienSampleQuery MienSampleQuery;

/**
 * mien_sample_query_new:
 * @text: words parted by blanks; quotes keep blanks together. COLUMN=NAME is a class or flag (its
 *   beginning will do where no name is equal), COLUMN=LOW..HIGH or COLUMN=NUMBER a scalar, COLUMN=?
 * a missing value, is=corrected and is=excluded what a person changed; anything else is looked for
 * in ids and in names of classes and flags, large and small letters alike
 * @dataset: as corrected; kept by the query
 * @original: as read; kept by the query
 */
MienSampleQuery *
mien_sample_query_new (const char *text, MienDataset *dataset, MienDataset *original);
void mien_sample_query_free (MienSampleQuery *self);
gboolean mien_sample_query_matches (const MienSampleQuery *self, guint sample);
/* (transfer full) (element-type guint): all that match; %NULL where that is every sample */
GArray *mien_sample_query_run (const MienSampleQuery *self);

/* (transfer full): @text with its parts about @column replaced by COLUMN=@value, or dropped for
 * NULL */
char *mien_sample_query_put (const char *text, const char *column, const char *value);

/* Whether @sample's value of @column is not what was read. @column: (nullable): any of them */
gboolean mien_sample_is_corrected (MienDataset *dataset,
                                   MienDataset *original,
                                   const char *column,
                                   guint sample);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienSampleQuery, mien_sample_query_free)

G_END_DECLS
