#include "engine/figures/scale.h"

#include <math.h>

double
mien_scale_place (MienScale scale, double value)
{
  switch (scale) {
  case MIEN_SCALE_LOG:
    return value > 0.0 ? log10 (value) : (double) NAN;
  case MIEN_SCALE_SYMLOG:
    return asinh (value);
  case MIEN_SCALE_LINEAR:
  default:
    return value;
  }
}

double
mien_scale_value (MienScale scale, double place)
{
  switch (scale) {
  case MIEN_SCALE_LOG:
    return pow (10.0, place);
  case MIEN_SCALE_SYMLOG:
    return sinh (place);
  case MIEN_SCALE_LINEAR:
  default:
    return place;
  }
}
