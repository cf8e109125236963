/* Parts while they are being dealt out. */
#pragma once

#include "engine/samples/split.h"

G_BEGIN_DECLS

#define MIEN_SPLIT_FOLDS_WHEN_NONE 5 /* a fifth is the test part */

/* What the kinds work on: the usable samples, and who and what they show. */
typedef struct {
  const MienSplitSettings *settings;
  MienDataset *dataset;
  guint n;
  gboolean *use;
  const MienColumn *subject;  /* (nullable) */
  const MienColumn *stratify; /* (nullable) */
  gint8 *parts;
} MienSplit;

/* Whether a sample is in @from, %MIEN_PART_NONE being those still to be handed out. */
gboolean mien_split_is_candidate (const MienSplit *self, guint sample, MienPart from);

/* All need @subject; a sample of @use without one is none of theirs. */
gboolean mien_split_deal_persons (MienSplit *self, GError **error);
gboolean mien_split_leave_one_out (MienSplit *self, GError **error);
void mien_split_deal_validation_persons (MienSplit *self);
gboolean mien_split_check_persons (const MienSplit *self, GError **error);

/* (transfer full): [names] whether the person of that name has samples. Samples that cannot be
 * used count too, so that the number of folds does not hang on what could be decoded. */
gboolean *
mien_split_find_persons (MienDataset *dataset, const MienColumn *subject, guint *n_persons);

G_END_DECLS
