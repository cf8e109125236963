/* What every loss is: a name, options, and the sum over the labels of one batch. A family's own
 * header gives formulas and sources; losses.c lists them all. */
#pragma once

#include "engine/core/kind.h"

#include <math.h>

G_BEGIN_DECLS

/* A number that the recipe may set, "tasks.COLUMN.loss_options.NAME". */
typedef struct {
  const char *name; /* NULL ends a list */
  double value;     /* unless set */
  double least, most;
} MienLossOption;

/**
 * MienLossTerms:
 * @smoothing: e, 0 … 1 (1 left out), of the labels of classes; other losses do not heed it
 * @weights: (nullable): [width] how much a sample of each class counts, or a yes of each flag;
 * losses of numbers and votes do not heed them
 * @others: (nullable): as the targets, of the faces that were mixed in
 * @shares: [n] of the face itself, with @others; the other has the rest
 *
 * What a training's loss has beyond the plain one.
 */
typedef struct {
  double smoothing;
  const double *weights;
  const float *others;
  const float *shares;
} MienLossTerms;

/* One side of a batch: the faces' own labels, or those of the faces mixed in. */
typedef struct {
  int n, width;
  const double *options; /* in the order of the loss's options */
  const float *logits;   /* [n,width] */
  const float *targets;  /* [n,width], of classes [n]; NaN is missing */
  float *d_logits;       /* (nullable): unscaled, added to: divided by the labels at the end */
  const MienLossTerms *terms;
  gboolean other; /* the targets are those of the faces mixed in */
} MienLossBatch;

/**
 * MienLossMethod:
 * @kinds: a bit (1 << MienKind) for each kind of column that it suits
 * @options: (nullable)
 * @whole_batch: @add_up gives a figure of the whole batch, and its gradient, as they are: they are
 * not divided by the labels, and @add_up sees to the faces mixed in by itself
 * @add_up: the sum over the labels that are there; adds to @n_labelled the share of each
 *
 * Reentrant; sums are taken in double, in order.
 */
typedef struct {
  const char *name;
  guint kinds;
  const MienLossOption *options;
  gboolean whole_batch;
  double (*add_up) (const MienLossBatch *batch, double *n_labelled);
} MienLossMethod;

/* How much the labels of this side of face @i count. */
static inline double
mien_loss_share (const MienLossBatch *batch, int i)
{
  if (batch->terms->others == NULL)
    return 1.0;
  return batch->other ? 1.0 - (double) batch->terms->shares[i] : (double) batch->terms->shares[i];
}

/* log (1 + e^z), which overflows for no z. */
static inline double
mien_softplus (double z)
{
  return log1p (exp (-fabs (z))) + MAX (z, 0.0);
}

G_END_DECLS
