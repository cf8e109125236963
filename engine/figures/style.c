#include "engine/figures/style.h"

#include <math.h>

static MienColour
from_hex (guint rgb)
{
  return (MienColour){(rgb >> 16) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0, 1.0};
}

MienFigureStyle
mien_figure_style_paper (void)
{
  return (MienFigureStyle){
      .ink = from_hex (0x241f31),
      .paper = from_hex (0xffffff),
      .faint = from_hex (0xe3e1e6),
      .font_size = 10.0,
  };
}

MienFigureStyle
mien_figure_style_fade (const MienFigureStyle *style, double strength)
{
  MienFigureStyle faded = *style;

  faded.ink.alpha *= strength;
  return faded;
}

#define N_COLOURS 7

/* Each as near to the authors' colour as it can be with a contrast of 3 to 1 against Adwaita's
 * backgrounds, light and dark (WCAG 2.1, 1.4.11) */
static const guint palettes[2][N_COLOURS] = {
    {0x0072b2, 0xd55e00, 0x009e73, 0xc675a2, 0x4897c4, 0xbf8400, 0x5e5c64},
    {0x338ec1, 0xd7660d, 0x009e73, 0xcc79a7, 0x56b4e9, 0xe69f00, 0x86858b},
};

MienColour
mien_palette_colour (guint index, gboolean dark)
{
  return from_hex (palettes[dark ? 1 : 0][index % N_COLOURS]);
}

void
mien_palette_dash (guint index, double dashes[4], int *n_dashes)
{
  static const double patterns[][4] = {{7, 2, 1.5, 2}, {1.5, 2, 1.5, 2}, {10, 3, 3, 3}};
  guint round = index / N_COLOURS;

  *n_dashes = round == 0 ? 0 : 4;
  for (int i = 0; i < *n_dashes; i++)
    dashes[i] = patterns[(round - 1) % G_N_ELEMENTS (patterns)][i];
}

static MienColour
between_stops (const guint *stops, guint n_stops, double value)
{
  double place = CLAMP (isnan (value) ? 0.0 : value, 0.0, 1.0) * (n_stops - 1);
  guint below = MIN ((guint) place, n_stops - 2);

  return mien_colour_mix (from_hex (stops[below]), from_hex (stops[below + 1]), place - below);
}

MienColour
mien_viridis (double value)
{
  static const guint stops[] = {0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c,
                                0x28ae80, 0x5dc863, 0xaadc32, 0xfde725};

  return between_stops (stops, G_N_ELEMENTS (stops), value);
}

MienColour
mien_diverging (double value)
{
  static const guint stops[] = {0x0b3c8c, 0x2f7fd1, 0xa8cdf0, 0xffffff,
                                0xf7b8a4, 0xdb4a3a, 0x8f0d24};

  return between_stops (stops, G_N_ELEMENTS (stops), isnan (value) ? 0.5 : (value + 1.0) / 2.0);
}

MienColour
mien_colour_mix (MienColour a, MienColour b, double share)
{
  return (MienColour){
      a.red + (b.red - a.red) * share,
      a.green + (b.green - a.green) * share,
      a.blue + (b.blue - a.blue) * share,
      a.alpha + (b.alpha - a.alpha) * share,
  };
}

static double
linear_light (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

MienColour
mien_colour_on (MienColour background)
{
  double luminance = 0.2126 * linear_light (background.red) +
                     0.7152 * linear_light (background.green) +
                     0.0722 * linear_light (background.blue);
  gboolean light = (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05);

  return from_hex (light ? 0x000000 : 0xffffff);
}

void
mien_set_colour (cairo_t *cr, MienColour colour)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha);
}

void
mien_paint_paper (cairo_t *cr, double width, double height, const MienFigureStyle *style)
{
  if (style->paper.alpha <= 0.0)
    return;
  mien_set_colour (cr, style->paper);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

void
mien_rounded_rectangle (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double r = MIN (radius, MIN (width, height) / 2.0);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0.0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0.0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}
