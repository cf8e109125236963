/* Round numbers for an axis. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) (element-type double): about @wanted round values inside [@low, @high], rising. */
GArray *mien_ticks_choose (double low, double high, int wanted);
/* (transfer full): @value with as many digits as @step asks for, "0.25", "1.5k", "2M" */
char *mien_tick_label (double value, double step);

G_END_DECLS
