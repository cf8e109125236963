/* The average of a network's weights over the last steps, which is often the better network. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

typedef struct _MienAverage MienAverage;

/**
 * mien_average_new:
 * @decay: 0 … 1
 * @network: (transfer none): lives longer; the average starts at its weights
 *
 *     a = b a + (1 - b) w,   b = min (decay, (1 + t) / (10 + t)) after the t-th step, from 1
 *
 * of every parameter, the running statistics of batch norm among them, as those of the raw weights
 * do not suit the averaged ones. The b that grows with t keeps the random start out.
 *
 * Sources: Polyak & Juditsky, "Acceleration of Stochastic Approximation by Averaging", SIAM Journal
 * on Control and Optimization 30, 1992; the form and its start are those that TensorFlow's
 * ExponentialMovingAverage documents.
 */
MienAverage *mien_average_new (double decay, MienNetwork *network);
void mien_average_free (MienAverage *self);

/* Takes in the weights after step number @t. Same bits for any pool. Allocates nothing. */
void mien_average_update (MienAverage *self, MienPool *pool, gint64 t);
/* The network's numbers and the averaged ones change places; a second call changes them back. */
void mien_average_swap (MienAverage *self);

/* [len] the average of the network's parameter @number, (transfer none); may be written to. */
float *mien_average_get (MienAverage *self, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienAverage, mien_average_free)

G_END_DECLS
