/* Noisy curves made calm. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A mean that forgets: sum / weight after each value. Begin with zeros. */
typedef struct {
  double sum, weight;
} MienEma;

/**
 * mien_ema_next:
 * @keep: 0 … 0.999: how much of the past stays with each value; 0 gives the value itself
 * @value: what is not finite is passed over, and gives itself
 *
 *     s ← keep s + value,   w ← keep w + 1,   smoothed = s / w
 *
 * As s and w start together, the first values are not drawn towards 0, and a constant stays what it
 * is: the debiased exponential moving average.
 */
double mien_ema_next (MienEma *self, double keep, double value);
/* About how many values it is a mean of: 1 / (1 - keep) */
double mien_ema_window (double keep);

G_END_DECLS
