/* Which samples a step learns from, as pictures and targets; the same for any number of threads. */
#pragma once

#include "engine/core/pool.h"
#include "engine/training/settings.h"

G_BEGIN_DECLS

typedef struct _MienBatcher MienBatcher;

/* @network: gives preprocessing and the scalars' offset and scale; @part: whose samples */
MienBatcher *mien_batcher_new (MienNetwork *network,
                               const MienTrainingSettings *settings,
                               const MienExamples *examples,
                               MienPart part);
void mien_batcher_free (MienBatcher *self);
guint mien_batcher_get_n_samples (MienBatcher *self);
int mien_batcher_get_n_batches (MienBatcher *self);
int mien_batcher_get_largest (MienBatcher *self); /* samples of a batch: all there are, at most */
gboolean mien_batcher_has_labels (MienBatcher *self, guint task);

/**
 * mien_batcher_fill:
 * @epoch: 1-based; orders, augments and mixes by (seed, epoch, sample); 0 takes the samples in
 * order, as they are
 * @number: of the batch, 0 …
 *
 * A face that balanced sampling shows several times in an epoch is drawn anew each time. Where the
 * recipe mixes faces, the partner is any of those that the epoch shows, drawn as the epoch draws
 * it; grey levels are mixed, so that the network gets standardised pictures as ever.
 *
 * Returns: how many samples it has; the last one may be short
 */
int mien_batcher_fill (MienBatcher *self, MienPool *pool, int epoch, int number);
const float *mien_batcher_get_pictures (MienBatcher *self);            /* [n,C,H,W] standardised */
const float *mien_batcher_get_targets (MienBatcher *self, guint task); /* [n,target width] */
/* (nullable): as mien_batcher_get_targets(), of the faces mixed in; NULL where none were */
const float *mien_batcher_get_others (MienBatcher *self, guint task);
const float *mien_batcher_get_shares (MienBatcher *self); /* [n]: of each face itself */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienBatcher, mien_batcher_free)

G_END_DECLS
