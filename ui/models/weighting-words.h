/* Weighting methods and their options as people read them; all translated and static. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Gradient surgery (PCGrad)" for "pcgrad"; @method itself where unknown */
const char *mien_weighting_title (const char *method);
/* What it does; "" where unknown */
const char *mien_weighting_summary (const char *method);
/* What it costs in time and care; "" where unknown */
const char *mien_weighting_cost (const char *method);
/* The option's name on screen; @option itself where unknown */
const char *mien_weighting_option_label (const char *method, const char *option);
/* What it does, and what its numbers mean; "" where unknown */
const char *mien_weighting_option_tooltip (const char *method, const char *option);

G_END_DECLS
