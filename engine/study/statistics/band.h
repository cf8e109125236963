/* Several runs' curves as one: their mean, and a band that says how far they lie apart. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_BAND_INTERVAL,  /* where the mean of many such runs would lie: 95 % by Student's t */
  MIEN_BAND_DEVIATION, /* one standard deviation to either side */
  MIEN_BAND_ERROR,     /* one standard error of the mean */
  MIEN_BAND_QUARTILES, /* around the median, which then is the line */
  MIEN_BAND_RANGE,     /* the smallest to the largest */
  MIEN_N_BAND_KINDS,
} MienBandKind;

/* @x [n] rises; a @y that is not finite is as one that is not there. Borrowed. */
typedef struct {
  const double *x, *y;
  guint n;
} MienBandMember;

/* [n]: every x that a member has a value at. Where @count is 1 the band has no width that is known:
 * low and high are NaN, but for the range and the quartiles. */
typedef struct {
  guint n;
  double *x, *middle, *low, *high;
  guint *count; /* members that have a value there: runs may end earlier than others */
} MienBand;

/* No value is made up between two that are there: only members that have one at an x count at it.
 */
MienBand *mien_band_new (const MienBandMember *members, guint n_members, MienBandKind kind);
void mien_band_free (MienBand *self);

/* "95 % t-interval", … as figures name it, in English */
const char *mien_band_title (MienBandKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienBand, mien_band_free)

G_END_DECLS
