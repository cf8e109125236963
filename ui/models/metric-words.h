/* Metrics and their values as people read them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Translated, static: "balanced accuracy" for "balanced_accuracy"; @metric itself where unknown */
const char *mien_metric_words (const char *metric);
/* What it says, for a tooltip; "" where unknown */
const char *mien_metric_explanation (const char *metric);
/* 100 for shares, which read best as points of a hundred; 1 for what has a unit of its own */
double mien_metric_scale (const char *metric);
/* (transfer full): "2 h 5 min", "3 min", "12 s" */
char *mien_duration_words (double seconds);
/* (transfer full): the date of a moment, with the time where it is of today */
char *mien_date_words (gint64 seconds_since_1970);

G_END_DECLS
