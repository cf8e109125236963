/* A draft's split computed on a thread. */
#pragma once

#include "engine/samples/coverage.h"
#include "engine/samples/split-summary.h"
#include "engine/study/recipe.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A data set, and what of a recipe decides its split. */
typedef struct _MienSplitRequest MienSplitRequest;

/* (transfer full) */
MienSplitRequest *mien_split_request_new (MienDataset *dataset, const MienRecipe *recipe, int fold);
void mien_split_request_free (MienSplitRequest *self);
/* Whether both ask for the same split of the same faces. */
gboolean mien_split_request_equal (const MienSplitRequest *a, const MienSplitRequest *b);

void mien_split_async (const MienSplitRequest *request,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
MienSplitSummary *mien_split_finish (GAsyncResult *result, GError **error);

/* The same, for how many labels each part of the split has; where it cannot be made, what the data
 * set itself says of parts counts. */
void mien_split_cover_async (const MienSplitRequest *request,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
MienCoverage *mien_split_cover_finish (GAsyncResult *result, GError **error);

/* The kind and number of folds that would do where @error came of the draft's split. */
typedef struct {
  gboolean there_is_one;
  MienSplitKind kind;
  int folds;
} MienSplitRemedy;

MienSplitRemedy
mien_split_find_remedy (const MienRecipe *recipe, MienDataset *dataset, const GError *error);

G_END_DECLS
