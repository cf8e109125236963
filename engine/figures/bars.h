/* Bars for the counts of classes, lying, with name and number. */
#pragma once

#include "engine/figures/style.h"

G_BEGIN_DECLS

typedef struct {
  guint n;
  const char *const *names;
  const double *values;
  guint selected; /* drawn strong, the others weaker; G_MAXUINT for none */
} MienBars;

void mien_bars_paint (cairo_t *cr,
                      double width,
                      double height,
                      const MienBars *bars,
                      const MienFigureStyle *style);
/* The bar at height @y, or -1 */
int mien_bars_find (double height, guint n, double y);
double mien_bars_height (guint n, const MienFigureStyle *style); /* that lets all names be read */

G_END_DECLS
