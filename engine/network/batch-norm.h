/* What a batch norm layer learns from one batch; for those who run it as part of something else. */
#pragma once

#include "engine/network/layer.h"

G_BEGIN_DECLS

/* Places of its parameters. */
enum {
  MIEN_NORM_WEIGHT,
  MIEN_NORM_BIAS,
  MIEN_NORM_RUNNING_MEAN,
  MIEN_NORM_RUNNING_VAR
};

/* Moves the running statistics of @channel towards a batch of @count numbers; @variance: over
 * @count, not @count - 1 */
void
mien_batch_norm_follow (MienLayer *self, int channel, double count, double mean, double variance);

G_END_DECLS
