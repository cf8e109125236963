/* Lines over time with axes, legend, event marks and a cursor. */
#pragma once

#include "engine/figures/pyramid.h"
#include "engine/figures/scale.h"
#include "engine/figures/style.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_SERIES_LINE,   /* from point to point; a point between gaps is a dot */
  MIEN_SERIES_STEPS,  /* a value holds until the next point */
  MIEN_SERIES_POINTS, /* dots alone */
  MIEN_SERIES_BARS,   /* from 0 up or down */
} MienSeriesKind;

/* What happened at an event mark; each has a symbol of its own at the x axis. */
typedef enum {
  MIEN_MARK_OTHER,         /* a bar */
  MIEN_MARK_WEIGHT,        /* a task's weight was changed: a square */
  MIEN_MARK_TASK,          /* a task was switched on or off: half a disc */
  MIEN_MARK_CHECKPOINT,    /* the state was saved: a disc */
  MIEN_MARK_LEARNING_RATE, /* a triangle pointing down */
  MIEN_MARK_BEST,          /* the best epoch so far: a star */
  MIEN_MARK_DIVERGED,      /* a cross */
  MIEN_MARK_EXTENDED,      /* more epochs were asked for: a triangle pointing right */
} MienMarkKind;

/* @x rises; points whose @y is not finite leave a gap. Borrowed by the figure while it paints. */
typedef struct {
  const char *name;
  const double *x;
  const double *y;
  guint n;
  guint colour;             /* palette index */
  gboolean dashed;          /* validation beside train */
  gboolean faint;           /* raw beside smoothed, members beside a mean; not in the legend */
  gboolean hidden;          /* in the legend only, struck out */
  const double *low, *high; /* (nullable): [n] a band around the line */
  MienSeriesKind kind;
  const MienPyramid *pyramid; /* (nullable): of @y, for long series */
  const char *note;           /* (nullable): after the name, "95 % t-interval, n = 5" */
} MienSeries;

typedef struct {
  double x;
  const char *text; /* (nullable): beside the line, where there is room */
  MienMarkKind kind;
} MienEventMark;

typedef struct {
  const char *title;   /* (nullable) */
  const char *x_label; /* (nullable) */
  const char *y_label; /* (nullable) */
  const MienSeries *series;
  guint n_series;
  const MienEventMark *marks;
  guint n_marks;
  MienScale x_scale, y_scale;
  gboolean robust; /* the hundredth of values farthest out does not stretch the y axis; what lies
                      beyond it is marked at the edge */
  gboolean legend;
  double x_low, x_high, y_low, y_high; /* NaN: from the data */
  double cursor; /* x of a cross-hair with every series' value; NaN for none */
} MienCurves;

/* Where the plotting area lies, to turn pointer places into values; filled by painting. */
typedef struct {
  double left, top, width, height;
  double x_low, x_high, y_low, y_high;
  MienScale x_scale, y_scale;
} MienPlotArea;

/**
 * mien_curves_paint:
 * @cr: target, at the figure's top left; its state is restored
 * @area: (out) (optional): where the lines were painted
 *
 * Without any finite value the axes are painted over 0 … 1. A series of one point is a dot. Series
 * longer than the picture is wide are thinned, keeping every peak.
 */
void mien_curves_paint (cairo_t *cr,
                        double width,
                        double height,
                        const MienCurves *curves,
                        const MienFigureStyle *style,
                        MienPlotArea *area);
/* The values at a place of the widget or page. */
double mien_plot_area_x_at (const MienPlotArea *area, double pixel);
double mien_plot_area_y_at (const MienPlotArea *area, double pixel);
/* The reverse; a logarithmic axis maps what is not above 0 to NaN. */
double mien_plot_area_pixel_x (const MienPlotArea *area, double x);
double mien_plot_area_pixel_y (const MienPlotArea *area, double y);
/* Number of the series' point nearest to @x, -1 where it has none. */
int mien_series_nearest (const MienSeries *series, double x);
/* The series whose legend entry is at (@x, @y) of a figure painted at this size, or -1 */
int mien_curves_find_legend (double width,
                             double height,
                             const MienCurves *curves,
                             const MienFigureStyle *style,
                             double x,
                             double y);

G_END_DECLS
