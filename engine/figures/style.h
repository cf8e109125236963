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
  const char *font; /* (nullable): a family name */
  gboolean bold;    /* for titles */
} MienFigureStyle;

MienFigureStyle mien_figure_style_paper (void);
/* The same with ink that is only @strength as strong, for what is read second */
MienFigureStyle mien_figure_style_fade (const MienFigureStyle *style, double strength);

/* Series colours: Okabe & Ito (2008), told apart by colour-blind readers; the first is for @index
 * 0. Yellow is left out, as it vanishes on white; those that are too pale for the theme are made as
 * much darker or lighter as a contrast of 3 to 1 with the background asks for. */
MienColour mien_palette_colour (guint index, gboolean dark);
/* Dash pattern of series @index, for when the colours start again; n_dashes 0 is solid. */
void mien_palette_dash (guint index, double dashes[4], int *n_dashes);
/* viridis, 0 … 1: Smith & van der Walt (2015); even to the eye, also in grey. */
MienColour mien_viridis (double value);
/* Blue through white to red for signed maps, -1 … 1. */
MienColour mien_diverging (double value);

/* @share of @b in @a, alpha too */
MienColour mien_colour_mix (MienColour a, MienColour b, double share);
/* Black or white, whichever reads better on @background: WCAG 2.1, relative luminance */
MienColour mien_colour_on (MienColour background);
/* Fills the figure with the paper's colour, where it has one. */
void mien_paint_paper (cairo_t *cr, double width, double height, const MienFigureStyle *style);
void mien_rounded_rectangle (cairo_t *cr,
                             double x,
                             double y,
                             double width,
                             double height,
                             double radius);

void mien_set_colour (cairo_t *cr, MienColour colour);
/* @x_align, @y_align: 0 … 1: which point of the text comes to (x, y). Uses @style's font and ink.
 */
void mien_draw_text (cairo_t *cr,
                     const MienFigureStyle *style,
                     const char *text,
                     double x,
                     double y,
                     double x_align,
                     double y_align);
/* The same, shortened with "…" where it is wider than @max_width */
void mien_draw_text_within (cairo_t *cr,
                            const MienFigureStyle *style,
                            const char *text,
                            double x,
                            double y,
                            double x_align,
                            double y_align,
                            double max_width);
double mien_text_width (cairo_t *cr, const MienFigureStyle *style, const char *text);
double mien_text_height (cairo_t *cr, const MienFigureStyle *style); /* of one line */

G_END_DECLS
