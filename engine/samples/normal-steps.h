/* A normal distribution as a table, for draws that cost no more than a look. Private to samples. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIEN_NORMAL_STEPS 4096

/* [MIEN_NORMAL_STEPS]: in each the normal quantile of the step's middle, scaled so that the mean of
 * the squares is 1; the mean is 0. Made at the first call; any thread. */
const float *mien_normal_steps (void);

G_END_DECLS
