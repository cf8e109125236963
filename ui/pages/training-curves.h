/* Which of a run's curves a plot shows, and what they are called there. */
#pragma once

#include "ui/models/curve-log.h"
#include "ui/widgets/curve-plot.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_SHOWN_LOSS,
  MIEN_SHOWN_MAIN_METRIC,
  MIEN_SHOWN_WEIGHT,
  MIEN_SHOWN_GRADIENT_COSINE,
  MIEN_SHOWN_GRADIENT_NORM,
} MienShownCurves;

/* Gives @plot the log's curves, colours by task, training solid and validation dashed; the arrays
 * stay shared, so points that come later need no more than mien_curve_plot_data_changed().
 * @main: (nullable): the task whose gradient the others are held against */
void mien_show_training_curves (MienCurvePlot *plot,
                                MienCurveLog *log,
                                MienShownCurves what,
                                const char *main);

typedef struct {
  const char *name;
  MienCurveLog *log; /* of the whole run, what is common included */
} MienShownBranch;

/* The same for branches of one run that part at @from (epochs): what is common is drawn once, then
 * a line a branch, named by it, in colours of its own, every second one dashed. Points are copied.
 */
void mien_show_branch_curves (MienCurvePlot *plot,
                              const MienShownBranch *branches,
                              guint n,
                              double from,
                              MienShownCurves what,
                              const char *main);

G_END_DECLS
