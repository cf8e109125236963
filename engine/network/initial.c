#include "engine/network/initial.h"

#include "engine/core/rng.h"

#include <math.h>

double
mien_initial_variance (const MienLayer *layer, MienLeads leads)
{
  const MienParameter *weight = mien_layer_parameter (layer, 0);
  double fan_in = (double) weight->len / weight->dims[0];
  double groups = layer->type == MIEN_LAYER_CONV ? layer->groups : 1.0;
  double fan_out = (double) weight->len / weight->dims[1] / groups;

  if (leads == MIEN_LEADS_TO_CURVE)
    return 2.0 / (fan_in + fan_out);
  if (layer->type == MIEN_LAYER_LINEAR)
    return 1.0 / (3.0 * fan_in);
  return (leads == MIEN_LEADS_TO_RELU ? 2.0 : 1.0) / fan_in;
}

void
mien_initial_draw (MienLayer *layer, MienLeads leads, guint64 seed, guint number)
{
  if (layer->type != MIEN_LAYER_CONV && layer->type != MIEN_LAYER_LINEAR)
    return;

  MienParameter *weight = mien_layer_parameter (layer, 0);
  double deviation = sqrt (mien_initial_variance (layer, leads));
  MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_WEIGHTS, number, 0);
  for (gsize i = 0; i < weight->len; i++)
    weight->value[i] = (float) (deviation * mien_rng_normal (&rng));
}
