/* The lines of a plot: arrays of points that others append to, smoothed and ready to be painted. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

/* One curve: growing arrays of double that whoever fills them shares with the plot. */
typedef struct {
  const char *name;
  GArray *x, *y;
  guint colour; /* palette index */
  gboolean dashed;
  gboolean faint;
  GArray *step;       /* (nullable): the same places counted in steps */
  GArray *low, *high; /* (nullable): a band around the line */
  const char *note;   /* (nullable): what the band is, "95 % interval, n = 5" */
  MienSeriesKind kind;
} MienPlotLine;

typedef struct _MienCurveLines MienCurveLines;

MienCurveLines *mien_curve_lines_new (void);
void mien_curve_lines_free (MienCurveLines *self);

/* Forgets the lines; which names are hidden is kept. */
void mien_curve_lines_clear (MienCurveLines *self);
/* @line: copied; its arrays are referenced, not copied */
void mien_curve_lines_add (MienCurveLines *self, const MienPlotLine *line);
guint mien_curve_lines_get_n (MienCurveLines *self);
gboolean mien_curve_lines_have_points (MienCurveLines *self);

/* @keep: as mien_ema_next() takes it; 0 draws the lines as they are. @raw: these show faintly
 * behind the smoothed ones. */
void mien_curve_lines_smooth (MienCurveLines *self, double keep, gboolean raw);
/* Whether every line knows its steps */
gboolean mien_curve_lines_have_steps (MienCurveLines *self);
void mien_curve_lines_set_by_step (MienCurveLines *self, gboolean by_step);
/* What one unit of the arrays @x is on the axis: 1, or the steps in it */
double mien_curve_lines_get_unit (MienCurveLines *self);

gboolean mien_curve_lines_get_hidden (MienCurveLines *self, const char *name);
void mien_curve_lines_set_hidden (MienCurveLines *self, const char *name, gboolean hidden);
/* Hides all others; shows all again where @name is the only one shown, or all are hidden. */
void mien_curve_lines_isolate (MienCurveLines *self, const char *name);
/* The name of legend entry @number, or NULL */
const char *mien_curve_lines_get_name (MienCurveLines *self, guint number);

/* (transfer none): the lines as they are to be painted; of use until points are added. Takes what
 * came since the last call, in constant time a point; points may have been taken back from the end
 * too. */
const MienSeries *mien_curve_lines_get_series (MienCurveLines *self, guint *n);
/* Of the series that were got last: the values behind a smoothed one, NULL where it is not */
const double *mien_curve_lines_get_raw (MienCurveLines *self, guint series);
/* Where the data begin and end on the x axis; FALSE without any point */
gboolean mien_curve_lines_find_x_range (MienCurveLines *self, double *low, double *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienCurveLines, mien_curve_lines_free)

G_END_DECLS
