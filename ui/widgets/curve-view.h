/* What part of the curves a plot shows: all, or what a person zoomed to, and the way back. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_AXIS_X = 1 << 0,
  MIEN_AXIS_Y = 1 << 1,
} MienAxes;

/* NaN: as far as the data go */
typedef struct {
  double x_low, x_high, y_low, y_high;
} MienViewRange;

typedef struct {
  MienViewRange base;     /* what is shown unless a person zooms */
  MienViewRange zoom;     /* NaN: not zoomed */
  double x_first, x_last; /* nobody needs to see beyond; NaN: without end */
  GArray *back, *forward; /* of MienViewRange */
} MienCurveView;

void mien_curve_view_init (MienCurveView *self);
void mien_curve_view_clear (MienCurveView *self);

/* What the axes are to span */
MienViewRange mien_curve_view_get (const MienCurveView *self);
gboolean mien_curve_view_is_zoomed (const MienCurveView *self);

/* Puts what is shown on the way back: to be called before a person's change, once a gesture. */
void mien_curve_view_remember (MienCurveView *self);
/* @factor: what the ranges are multiplied by, below 1 to see less; the place at (@x, @y) stays.
 * @area: what is shown now. Who zooms out as far as everything is not zoomed any longer. */
void mien_curve_view_zoom_at (MienCurveView *self,
                              const MienPlotArea *area,
                              MienAxes axes,
                              double x,
                              double y,
                              double factor);
/* To what lies between two corners, in pixels and in any order */
void mien_curve_view_zoom_to (MienCurveView *self,
                              const MienPlotArea *area,
                              MienAxes axes,
                              double x0,
                              double y0,
                              double x1,
                              double y1);
/* Moves the curves by so many pixels; up and down only where a person zoomed that axis, as it fits
 * itself to the curves otherwise. */
void mien_curve_view_pan (MienCurveView *self, const MienPlotArea *area, double right, double down);
void mien_curve_view_show_all (MienCurveView *self);
/* The same, and no way back */
void mien_curve_view_forget (MienCurveView *self);
/* Back to the view before, or forward again; FALSE where there is none */
gboolean mien_curve_view_go (MienCurveView *self, gboolean forward);

G_END_DECLS
