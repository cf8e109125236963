/* Round numbers for an axis. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mien_ticks_choose:
 * @wanted: about how many; at least 1
 *
 * Multiples of 1, 2 or 5 times a power of ten, as Heckbert, "Nice numbers for graph labels",
 * Graphics Gems, 1990, chooses them.
 *
 * Returns: (transfer full) (element-type double): values inside [@low, @high], rising; none where
 *   the range is empty or not finite
 */
GArray *mien_ticks_choose (double low, double high, int wanted);
/* The same for a logarithmic axis: powers of ten, with their 2 and 5 folds where these are few. */
GArray *mien_ticks_choose_log (double low, double high, int wanted);
/* The distance between neighbours of mien_ticks_choose() */
double mien_tick_step (double low, double high, int wanted);
/* (transfer full): @value with as many digits as @step asks for, "0.25", "1.5k", "2M" */
char *mien_tick_label (double value, double step);
/* (transfer full): @value to about four digits, for reading out: "0.7312", "12.3", "1.2e−5" */
char *mien_value_label (double value);

G_END_DECLS
