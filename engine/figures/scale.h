/* How values are spread along an axis. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_SCALE_LINEAR,
  MIEN_SCALE_LOG,    /* log10; what is not above 0 has no place */
  MIEN_SCALE_SYMLOG, /* asinh: like log far from 0 on either side, linear around it */
} MienScale;

/* Where @value stands, up to a factor and a shift; NaN where the scale has no place for it */
double mien_scale_place (MienScale scale, double value);
double mien_scale_value (MienScale scale, double place); /* the reverse */

G_END_DECLS
