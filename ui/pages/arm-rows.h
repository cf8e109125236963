/* A study's arms and what sets them apart, in the words of the person who named them. */
#pragma once

#include "engine/study/study.h"
#include "ui/widgets/interval-plot.h"

G_BEGIN_DECLS

/* A row an arm: its mean with interval, and how it differs from the first. @study: (nullable) */
void mien_show_arms (GtkListBox *list, const MienStudy *study);
void mien_show_differences (MienIntervalPlot *plot, const MienStudy *study);

G_END_DECLS
