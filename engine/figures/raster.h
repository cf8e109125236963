/* Lines painted straight into an image's memory, many times faster than Cairo strokes them. */
#pragma once

#include "engine/figures/style.h"

G_BEGIN_DECLS

/* All places in pixels of the raster, whose left upper corner is (0, 0). */
typedef struct {
  double scale;            /* pixels in a user unit */
  double shift_x, shift_y; /* pixel = user × scale + shift */
  int width, height;
  /*< private >*/
  cairo_surface_t *surface;
  int left, top;       /* in @surface */
  guint32 *pixels;     /* [width,height]: column by column, so that a column is filled at once */
  guint8 *cover;       /* [width,height]: of the line that is being painted */
  int *first, *beyond; /* [width]: rows of @cover that are not 0 */
} MienRaster;

/**
 * mien_raster_new:
 * @x, @y, @width, @height: what may be painted, in @cr's user units
 *
 * Returns: (transfer full) (nullable): %NULL where @cr does not paint upright into an image's
 * memory, or is clipped to more than a rectangle; Cairo itself is to be used then
 */
MienRaster *mien_raster_new (cairo_t *cr, double x, double y, double width, double height);
/* Takes what is there; from now to mien_raster_finish() nothing else may paint into the image. */
void mien_raster_begin (MienRaster *self);
void mien_raster_finish (MienRaster *self); /* writes back and frees */

/* The column's rows @top … @bottom, of which the outermost are covered in part */
void
mien_raster_column (MienRaster *self, int column, double top, double bottom, MienColour colour);
typedef struct {
  double x, y;
} MienRasterPoint;

/* To what mien_raster_paint() will paint, a line with round ends and corners. Where it crosses
 * itself, nothing is painted twice. @dashes: [n_dashes] on, off, …, in pixels, up to 4 of them */
void mien_raster_line (MienRaster *self,
                       const MienRasterPoint *points,
                       guint n,
                       double half_width,
                       const double *dashes,
                       int n_dashes);
void mien_raster_paint (MienRaster *self, MienColour colour);

G_END_DECLS
