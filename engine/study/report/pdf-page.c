#include "engine/study/report/pdf.h"

#include "config.h"

#include <cairo-pdf.h>

static const double ink[3] = {0.141, 0.122, 0.192};

void
mien_pdf_set_ink (MienPdf *self, double strength)
{
  cairo_set_source_rgb (self->cr, 1.0 - strength * (1.0 - ink[0]), 1.0 - strength * (1.0 - ink[1]),
                        1.0 - strength * (1.0 - ink[2]));
}

void
mien_pdf_rule (MienPdf *self, double x, double width, double thickness, double strength)
{
  mien_pdf_set_ink (self, strength);
  cairo_rectangle (self->cr, x, self->y - thickness / 2.0, width, thickness);
  cairo_fill (self->cr);
}

/* Places without hinting: the same on screen and in print. */
static void
use_exact_metrics (PangoLayout *layout)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  pango_context_set_round_glyph_positions (pango_layout_get_context (layout), FALSE);
  cairo_font_options_destroy (options);
}

static void
use_tabular_digits (PangoLayout *layout)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

PangoLayout *
mien_pdf_layout (MienPdf *self, const char *text, MienPdfFont font, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family (description, font.mono ? "DejaVu Sans Mono,monospace"
                                                            : "Cantarell,sans-serif");
  pango_font_description_set_absolute_size (description, font.size * PANGO_SCALE);
  pango_font_description_set_weight (description,
                                     font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  use_exact_metrics (layout);
  use_tabular_digits (layout);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_line_spacing (layout, font.mono ? 1.15f : 1.2f);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width >= 0.0 ? (int) (width * PANGO_SCALE) : -1);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (description);
  return layout;
}

double
mien_pdf_layout_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

double
mien_pdf_layout_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* How many lines stand together from line @number of @n on: the first two, the last two, all of
 * three. */
static int
count_together (int number, int n)
{
  if (n <= 3)
    return n - number;
  return number == 0 || number == n - 2 ? 2 : 1;
}

double
mien_pdf_layout_start (PangoLayout *layout)
{
  int n = pango_layout_get_line_count (layout);

  return mien_pdf_layout_height (layout) * count_together (0, n) / MAX (n, 1);
}

void
mien_pdf_draw (MienPdf *self, PangoLayout *layout, double x, double y)
{
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
}

static void
paint_footer (MienPdf *self)
{
  const MienPdfFont font = {.size = 8.0};
  double y = MIEN_PDF_BOTTOM + 26.0;
  g_autofree char *number = g_strdup_printf ("%d of %d", self->page, self->n_pages);
  g_autoptr (PangoLayout) right = mien_pdf_layout (self, number, font, -1.0);
  double width = mien_pdf_layout_width (right);
  g_autoptr (PangoLayout) left =
      mien_pdf_layout (self, self->document->title, font, MIEN_PDF_COLUMN - width - 24.0);

  pango_layout_set_height (left, -1);
  pango_layout_set_ellipsize (left, PANGO_ELLIPSIZE_END);
  mien_pdf_set_ink (self, 0.6);
  mien_pdf_draw (self, left, MIEN_PDF_LEFT, y);
  mien_pdf_draw (self, right, MIEN_PDF_LEFT + MIEN_PDF_COLUMN - width, y);
}

void
mien_pdf_next_page (MienPdf *self)
{
  if (self->page > 0) {
    paint_footer (self);
    cairo_show_page (self->cr);
  }
  self->page++;
  self->y = MIEN_PDF_TOP;
}

gboolean
mien_pdf_has_room (const MienPdf *self, double height)
{
  return self->y + height <= MIEN_PDF_BOTTOM + 0.01;
}

void
mien_pdf_need (MienPdf *self, double height)
{
  if (!mien_pdf_has_room (self, height) && self->y > MIEN_PDF_TOP)
    mien_pdf_next_page (self);
}

void
mien_pdf_skip (MienPdf *self, double height)
{
  if (self->y > MIEN_PDF_TOP)
    self->y += height;
}

void
mien_pdf_flow (MienPdf *self, PangoLayout *layout, double x, MienPdfLineFunc before)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int n = pango_layout_get_line_count (layout), number = 0;

  do {
    int top, bottom, baseline = pango_layout_iter_get_baseline (iter);

    pango_layout_iter_get_line_yrange (iter, &top, &bottom);
    double height = (double) (bottom - top) / PANGO_SCALE;
    mien_pdf_need (self, height * count_together (number++, n));
    if (before != NULL)
      before (self, self->y, height);
    mien_pdf_set_ink (self, 1.0);
    cairo_move_to (self->cr, x, self->y + (double) (baseline - top) / PANGO_SCALE);
    pango_cairo_show_layout_line (self->cr, pango_layout_iter_get_line_readonly (iter));
    self->y += height;
  } while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}
