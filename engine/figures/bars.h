/* Bars for the counts of classes: lying, with name and number, or small and standing. */
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
/* Standing side by side without names, for a look at the shape of many. */
void mien_bars_paint_standing (cairo_t *cr,
                               double width,
                               double height,
                               const MienBars *bars,
                               const MienFigureStyle *style);
/* The bar at @place of the @extent that they share (height where they lie, width where they stand),
 * or -1 */
int mien_bars_find (double extent, guint n, double place);
double mien_bars_height (guint n, const MienFigureStyle *style); /* that lets all names be read */

G_END_DECLS
