/* Round numbers for an axis. */
#pragma once

#include "engine/figures/scale.h"

G_BEGIN_DECLS

typedef struct {
  MienScale scale;
  double low, high;
  gboolean whole; /* of whole numbers alone, such as epochs */
} MienAxis;

typedef struct {
  GArray *values; /* of double: inside the axis, rising, with labels */
  GArray *minor;  /* of double: between them, without; on logarithmic axes */
  double step;    /* between values that are spread evenly; 0 where they go by powers of ten */
} MienTicks;

/**
 * mien_tick_step:
 * @wanted: about how many labels; at least 2
 *
 * The distance between labels that Talbot, Lin & Hanrahan, "An Extension of Wilkinson's Algorithm
 * for Positioning Tick Labels on Axes", InfoVis 2010, find best for an axis as wide as this one:
 * steps of 1, 5, 2, 2.5, 4 or 3 times a power of ten, in that order of simplicity; simplicity
 * weighs 0.25, coverage 0.2, density 0.5 (legibility, 0.05, is the caller's, who measures labels).
 * As only the width counts, ticks move with a picture that is moved and stay apart as they were.
 */
double mien_tick_step (double low, double high, int wanted);
/**
 * mien_ticks_new:
 * @wanted: about how many labels; at least 1
 *
 * Linear: multiples of mien_tick_step(). Logarithmic: powers of ten, with their 2 and 5 folds where
 * the axis has less than two of them, and multiples of a step where it shows a part of one.
 * Symmetric logarithmic: 0 and powers of ten on either side of it.
 *
 * Returns: (transfer full): at most twice as many as @wanted, but for 2 or 3; none where the range
 * is empty or not finite
 */
MienTicks *mien_ticks_new (const MienAxis *axis, int wanted);
void mien_ticks_free (MienTicks *self);
/* (transfer full) (element-type utf8): a label for each value */
GPtrArray *mien_ticks_label (const MienAxis *axis, const MienTicks *ticks);
/* (transfer full): @value with as many digits as @step asks for, "0.25", "1.5k", "2M", "2×10⁻⁶" */
char *mien_tick_label (double value, double step);
/* (transfer full): @value to about four digits, for reading out: "0.7312", "12.3", "1.2e−5" */
char *mien_value_label (double value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienTicks, mien_ticks_free)

G_END_DECLS
