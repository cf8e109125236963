#include "engine/figures/diagram.h"

#include <math.h>

typedef struct {
  double width, height; /* of a trunk block */
  double head_width, head_height;
  double across, down; /* between blocks */
  double edge;
} Measures;

static Measures
measures_for (const MienFigureStyle *style)
{
  double size = style->font_size;

  return (Measures){.width = 11.5 * size,
                    .height = 7.2 * size,
                    .head_width = 13.0 * size,
                    .head_height = 4.3 * size,
                    .across = 2.6 * size,
                    .down = 0.9 * size,
                    .edge = 0.8 * size};
}

void
mien_diagram_measure (guint n_trunk,
                      guint n_heads,
                      const MienFigureStyle *style,
                      double *width,
                      double *height)
{
  Measures m = measures_for (style);
  double heads = n_heads * m.head_height + (n_heads > 0 ? n_heads - 1 : 0) * m.down;

  *width = 2.0 * m.edge + n_trunk * m.width + (n_trunk > 0 ? n_trunk - 1 : 0) * m.across;
  if (n_heads > 0)
    *width += m.across * 1.6 + m.head_width;
  *height = 2.0 * m.edge + MAX (n_trunk > 0 ? m.height : 0.0, heads);
}

static void
paint_box (cairo_t *cr,
           const MienFigureStyle *style,
           MienColour tint,
           double x,
           double y,
           double width,
           double height,
           gboolean emphasised)
{
  MienColour fill = tint;

  fill.alpha = emphasised ? 0.26 : 0.11;
  mien_rounded_rectangle (cr, x, y, width, height, 0.7 * style->font_size);
  mien_set_colour (cr, fill);
  cairo_fill_preserve (cr);
  tint.alpha = emphasised ? 1.0 : 0.55;
  mien_set_colour (cr, tint);
  cairo_set_line_width (cr, (emphasised ? 0.16 : 0.09) * style->font_size);
  cairo_stroke (cr);
}

static void
paint_words (cairo_t *cr,
             const MienFigureStyle *style,
             const MienDiagramBlock *block,
             double x,
             double y,
             double width,
             double height)
{
  const char *lines[] = {block->title, block->text, block->shape, block->size};
  double row = 1.38 * style->font_size;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    n += lines[i] != NULL && *lines[i] != '\0';

  double top = y + height / 2.0 - row * n / 2.0;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    MienFigureStyle text = mien_figure_style_fade (style, i == 0 ? 1.0 : i == 1 ? 0.9 : 0.6);

    if (lines[i] == NULL || *lines[i] == '\0')
      continue;
    text.bold = i == 0;
    text.font_size *= i == 0 ? 1.0 : 0.88;
    mien_draw_text_within (cr, &text, lines[i], x + width / 2.0, top + row / 2.0, 0.5, 0.5,
                           width - 0.8 * style->font_size);
    top += row;
  }
}

static void
paint_arrow (cairo_t *cr, const MienFigureStyle *style, double x0, double y0, double x1, double y1)
{
  MienFigureStyle weak = mien_figure_style_fade (style, 0.45);
  double tip = 0.45 * style->font_size;
  double bend = (x1 - x0) * 0.5;

  mien_set_colour (cr, weak.ink);
  cairo_set_line_width (cr, 0.12 * style->font_size);
  cairo_move_to (cr, x0, y0);
  cairo_curve_to (cr, x0 + bend, y0, x1 - tip - bend, y1, x1 - tip, y1);
  cairo_stroke (cr);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x1 - tip * 1.3, y1 - tip * 0.7);
  cairo_line_to (cr, x1 - tip * 1.3, y1 + tip * 0.7);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static guint
count_heads (const MienDiagramBlock *blocks, guint n_blocks)
{
  guint n = 0;

  for (guint i = 0; i < n_blocks; i++)
    n += blocks[i].is_head;
  return n;
}

/* The trunk, left to right; returns where it ends. */
static double
paint_trunk (cairo_t *cr,
             const MienDiagramBlock *blocks,
             guint n_blocks,
             const MienFigureStyle *style,
             double middle)
{
  Measures m = measures_for (style);
  double x = m.edge;
  gboolean first = TRUE;

  for (guint i = 0; i < n_blocks; i++) {
    if (blocks[i].is_head)
      continue;
    if (!first) {
      paint_arrow (cr, style, x + 0.25 * style->font_size, middle,
                   x + m.across - 0.25 * style->font_size, middle);
      x += m.across;
    }
    paint_box (cr, style, mien_palette_colour (first ? 6 : 0, style->dark), x,
               middle - m.height / 2.0, m.width, m.height, FALSE);
    paint_words (cr, style, &blocks[i], x, middle - m.height / 2.0, m.width, m.height);
    x += m.width;
    first = FALSE;
  }
  return x;
}

static void
paint_heads (cairo_t *cr,
             const MienDiagramBlock *blocks,
             guint n_blocks,
             const MienFigureStyle *style,
             double from,
             double middle)
{
  Measures m = measures_for (style);
  guint n_heads = count_heads (blocks, n_blocks);
  double x = from + 1.6 * m.across;
  double y = middle - (n_heads * m.head_height + (n_heads - 1.0) * m.down) / 2.0;

  for (guint i = 0; i < n_blocks; i++) {
    if (!blocks[i].is_head)
      continue;
    paint_arrow (cr, style, from + 0.25 * style->font_size, middle, x - 0.25 * style->font_size,
                 y + m.head_height / 2.0);
    paint_box (cr, style, mien_palette_colour (blocks[i].emphasised ? 1 : 2, style->dark), x, y,
               m.head_width, m.head_height, blocks[i].emphasised);
    paint_words (cr, style, &blocks[i], x, y, m.head_width, m.head_height);
    y += m.head_height + m.down;
  }
}

void
mien_diagram_paint (cairo_t *cr,
                    double width,
                    double height,
                    const MienDiagramBlock *blocks,
                    guint n_blocks,
                    const MienFigureStyle *style)
{
  guint n_heads = count_heads (blocks, n_blocks);
  double own_width, own_height;

  mien_diagram_measure (n_blocks - n_heads, n_heads, style, &own_width, &own_height);

  double scale = MIN (1.0, MIN (width / own_width, height / own_height));

  cairo_save (cr);
  mien_paint_paper (cr, width, height, style);
  cairo_translate (cr, (width - own_width * scale) / 2.0, (height - own_height * scale) / 2.0);
  cairo_scale (cr, scale, scale);

  double end = paint_trunk (cr, blocks, n_blocks, style, own_height / 2.0);

  if (n_heads > 0)
    paint_heads (cr, blocks, n_blocks, style, end, own_height / 2.0);
  cairo_restore (cr);
}
