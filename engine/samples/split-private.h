/* Parts while they are being dealt out. */
#pragma once

#include "engine/samples/split.h"

G_BEGIN_DECLS

#define MIEN_SPLIT_FOLDS_WHEN_NONE 5 /* a fifth is the test part */
#define MIEN_SPLIT_FEW_GROUPS 4      /* fewer to learn from, and none is given up for validation */

/* What the kinds work on: the usable samples, and who and what they show. */
typedef struct {
  const MienSplitSettings *settings;
  MienDataset *dataset;
  guint n;
  gboolean *use;
  const MienColumn *group;    /* (nullable): whose groups, perhaps persons, stay together */
  const MienColumn *stratify; /* (nullable) */
  gint8 *parts;
} MienSplit;

/* Whether a sample is in @from, %MIEN_PART_NONE being those still to be handed out. */
gboolean mien_split_is_candidate (const MienSplit *self, guint sample, MienPart from);

/* 0 for missing labels, which are spread like a class of their own. */
guint mien_split_stratum_of (const MienSplit *self, guint sample);
guint mien_split_count_strata (const MienSplit *self);

/* All need @group; a sample of @use without one is none of theirs. */
gboolean mien_split_deal_groups (MienSplit *self, GError **error);
gboolean mien_split_leave_one_out (MienSplit *self, GError **error);
void mien_split_deal_validation_groups (MienSplit *self);
guint mien_split_count_groups (const MienSplit *self, MienPart from);
gboolean mien_split_check_groups (const MienSplit *self, GError **error);

/* split-leaks.c: no person of @subject in the test part and in another; the message names them. */
gboolean mien_split_check_leaks (const MienSplit *self, const MienColumn *subject, GError **error);

/* (transfer full): [names] whether the group of that name has samples. Samples that cannot be used
 * count too, so that the number of folds does not hang on what could be decoded. */
gboolean *mien_split_find_groups (MienDataset *dataset, const MienColumn *group, guint *n_groups);

G_END_DECLS
