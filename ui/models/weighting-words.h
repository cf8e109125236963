/* Weighting methods and their options as people read them; all translated and static. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Gradient surgery (PCGrad)" for "pcgrad"; @method itself where unknown */
const char *mien_weighting_title (const char *method);
/* What kind of method it is, in a word or two; those of a kind stand together in lists */
typedef enum {
  MIEN_WEIGHTING_PLAIN,     /* looks at nothing */
  MIEN_WEIGHTING_LOSSES,    /* weighs by losses */
  MIEN_WEIGHTING_GRADIENTS, /* weighs or turns gradients */
  MIEN_WEIGHTING_HELPERS,   /* for a main task and those that help it */
} MienWeightingGroup;
MienWeightingGroup mien_weighting_group (const char *method);
const char *mien_weighting_group_words (MienWeightingGroup group);
/* What it does; "" where unknown */
const char *mien_weighting_summary (const char *method);
/* What it costs in time and care; "" where unknown */
const char *mien_weighting_cost (const char *method);
/* The option's name on screen; @option itself where unknown */
const char *mien_weighting_option_label (const char *method, const char *option);
/* What it does, and what its numbers mean; "" where unknown */
const char *mien_weighting_option_tooltip (const char *method, const char *option);

G_END_DECLS
