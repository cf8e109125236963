/* Colours and sizes that all figures share, on screen in either style and on paper. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double red, green, blue, alpha;
} MienColour;

typedef struct {
  MienColour ink;   /* text, axes */
  MienColour paper; /* behind everything; alpha 0 leaves the widget's own background */
  MienColour faint; /* grid lines */
  gboolean dark;
  double font_size; /* in user units; 10 for print, the widget's size on screen */
  const char *font; /* (nullable): a Cairo family name */
} MienFigureStyle;

MienFigureStyle mien_figure_style_paper (void);

/* Series colours: Okabe & Ito (2008), told apart by colour-blind readers; the first is for @index 0.
 * Yellow is left out, as it vanishes on white. */
MienColour mien_palette_colour (guint index, gboolean dark);
/* Dash pattern of series @index, so that lines hold in black and white; n_dashes 0 is solid. */
void mien_palette_dash (guint index, double dashes[4], int *n_dashes);
/* viridis, 0 … 1: Smith & van der Walt (2015); even to the eye, also in grey. */
MienColour mien_viridis (double value);
/* Blue through white to red for signed maps, -1 … 1. */
MienColour mien_diverging (double value);

void mien_set_colour (cairo_t *cr, MienColour colour);
/* @x_align, @y_align: 0 … 1: which point of the text comes to (x, y). Uses @style's font and ink. */
void mien_draw_text (cairo_t *cr,
                     const MienFigureStyle *style,
                     const char *text,
                     double x,
                     double y,
                     double x_align,
                     double y_align);
double mien_text_width (cairo_t *cr, const MienFigureStyle *style, const char *text);

G_END_DECLS
