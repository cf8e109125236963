#include "engine/figures/smooth.h"

#include <math.h>

double
mien_ema_next (MienEma *self, double keep, double value)
{
  if (!isfinite (value))
    return value;
  self->sum = keep * self->sum + value;
  self->weight = keep * self->weight + 1.0;
  return self->sum / self->weight;
}

double
mien_ema_window (double keep)
{
  return 1.0 / (1.0 - keep);
}
