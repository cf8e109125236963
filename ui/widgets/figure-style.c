#include "ui/widgets/figure-style.h"

#include <adwaita.h>

/* In CSS pixels, as Pango counts points of 1/72 inch on a screen of 96 dots to the inch. */
static double
font_pixels (GtkWidget *widget)
{
  PangoFontDescription *font =
      pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  return pango_font_description_get_size_is_absolute (font) ? size : size * 96.0 / 72.0;
}

static double
brightness (MienColour colour)
{
  return 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue;
}

MienFigureStyle
mien_figure_style_for (GtkWidget *widget)
{
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);

  MienColour colour = {(double) ink.red, (double) ink.green, (double) ink.blue, (double) ink.alpha};
  MienColour faint = colour;
  faint.alpha *= 0.15;
  return (MienFigureStyle){
      .ink = colour,
      .paper = {0.0, 0.0, 0.0, 0.0},
      .faint = faint,
      .dark = brightness (colour) > 0.5,
      .font_size = font_pixels (widget) * 0.85,
      .font = NULL,
  };
}
