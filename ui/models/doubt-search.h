/* Doubts about the open data set, looked for while a person looks at its faces. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIEN_TYPE_DOUBT_SEARCH (mien_doubt_search_get_type ())
G_DECLARE_FINAL_TYPE (MienDoubtSearch, mien_doubt_search, MIEN, DOUBT_SEARCH, GObject)

/* Read-only properties, all changing on the main thread: "searching" (boolean) and "fraction"
 * (double, 0 … 1), which moves at most ten times a second. */
MienDoubtSearch *mien_doubt_search_new (void);

/**
 * mien_doubt_search_start:
 * @original: the data set as it was read
 * @dataset: the same with its labels corrected, or @original itself
 * @subject: (nullable): column that says who a face shows
 * @folds: that the data will be cut into; 0 where it is not known
 *
 * Looks through @dataset on a thread of low priority, instead of what it was looking through. What
 * labels show comes first, what pictures show when they have all been decoded and compared, which
 * is done once for an @original.
 */
void mien_doubt_search_start (MienDoubtSearch *self,
                              MienDataset *original,
                              MienDataset *dataset,
                              const char *subject,
                              int folds);
/* Waits for the thread to end, which is soon. Nothing is found afterwards. */
void mien_doubt_search_close (MienDoubtSearch *self);

gboolean mien_doubt_search_is_searching (MienDoubtSearch *self);
/* (transfer none) (element-type MienProblemItem) */
GListModel *mien_doubt_search_get_found (MienDoubtSearch *self);

G_END_DECLS
