/* Text by Pango, so that class names in any script are shaped and found in some font. */
#include "engine/figures/style.h"

#include <pango/pangocairo.h>

/* Digits of one width, so that numbers stand in columns. */
static void
use_tabular_digits (PangoLayout *layout)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/* Metrics without hinting: the same places on screen, in print and in tests. */
static void
use_exact_metrics (PangoLayout *layout)
{
  PangoContext *context = pango_layout_get_context (layout);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
}

static PangoLayout *
lay_out (cairo_t *cr, const MienFigureStyle *style, const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, style->font != NULL ? style->font : "sans-serif");
  pango_font_description_set_absolute_size (font, style->font_size * PANGO_SCALE);
  if (style->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  use_exact_metrics (layout);
  use_tabular_digits (layout);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text != NULL ? text : "", -1);
  pango_font_description_free (font);
  return layout;
}

void
mien_draw_text_within (cairo_t *cr,
                       const MienFigureStyle *style,
                       const char *text,
                       double x,
                       double y,
                       double x_align,
                       double y_align,
                       double max_width)
{
  g_autoptr (PangoLayout) layout = lay_out (cr, style, text);
  int width, height;

  pango_layout_get_size (layout, &width, &height);
  if (width > max_width * PANGO_SCALE) {
    pango_layout_set_width (layout, (int) (MAX (max_width, 1.0) * PANGO_SCALE));
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    pango_layout_get_size (layout, &width, &height);
  }
  cairo_save (cr);
  mien_set_colour (cr, style->ink);
  cairo_move_to (cr, x - x_align * width / PANGO_SCALE, y - y_align * height / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  cairo_restore (cr);
}

void
mien_draw_text (cairo_t *cr,
                const MienFigureStyle *style,
                const char *text,
                double x,
                double y,
                double x_align,
                double y_align)
{
  mien_draw_text_within (cr, style, text, x, y, x_align, y_align, 1e5);
}

double
mien_text_width (cairo_t *cr, const MienFigureStyle *style, const char *text)
{
  g_autoptr (PangoLayout) layout = lay_out (cr, style, text);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

double
mien_text_height (cairo_t *cr, const MienFigureStyle *style)
{
  g_autoptr (PangoLayout) layout = lay_out (cr, style, "Xg");
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}
