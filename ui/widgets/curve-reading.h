/* Curves read out: the nearest and the next point, and what they say in words. Series that are
 * hidden or faint are left out, but that the description says which are hidden. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

/* The x of the point nearest to @x; NaN where there is none. */
double mien_series_snap (const MienSeries *series, guint n, double x);
/* The x of the first point beyond @x, upwards where @sign is 1 and downwards where it is -1; @x
 * where there is none. */
double mien_series_next (const MienSeries *series, guint n, double x, int sign);
/* (transfer full): where each goes, from its first to its last value, and where it is lowest or
 * highest besides; @x_label: (nullable) */
char *mien_series_describe (const MienSeries *series, guint n, const char *x_label);
/* (transfer full): the value of each at its point nearest to @x; @x_label: (nullable) */
char *mien_series_describe_at (const MienSeries *series, guint n, const char *x_label, double x);

G_END_DECLS
