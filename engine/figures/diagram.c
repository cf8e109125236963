#include "engine/figures/diagram.h"

#include <math.h>
#include <string.h>

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

/* Narrower than this share of its own width, the text of a lying diagram is too small to read. */
#define NARROW 0.75

static gboolean
is_narrow (double width, double own_width)
{
  return width < NARROW * own_width;
}

static Measures
narrow_measures (const MienFigureStyle *style)
{
  double size = style->font_size;

  return (Measures){.height = 3.7 * size,
                    .head_height = 3.7 * size,
                    .across = 2.2 * size,
                    .down = 1.3 * size,
                    .edge = 0.8 * size};
}

double
mien_diagram_height_for (guint n_trunk, guint n_heads, const MienFigureStyle *style, double width)
{
  Measures m = narrow_measures (style);
  double own_width, own_height;

  mien_diagram_measure (n_trunk, n_heads, style, &own_width, &own_height);
  if (!is_narrow (width, own_width))
    return own_height * MIN (1.0, width / own_width);
  return 2.0 * m.edge + n_trunk * (m.height + m.down) + n_heads * (m.head_height + 0.5 * m.down) -
         (n_heads > 0 ? 0.5 : 1.0) * m.down;
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

/* Returns: where @text goes on in a second line, NULL where it fits into @room or is one word:
 * behind the last comma or colon that leaves both lines room, or else as late as can be */
static const char *
find_break (cairo_t *cr, const MienFigureStyle *style, const char *text, double room)
{
  const char *latest = NULL, *best = NULL;

  if (text == NULL || mien_text_width (cr, style, text) <= room)
    return NULL;
  for (const char *space = strchr (text, ' '); space != NULL; space = strchr (space + 1, ' ')) {
    g_autofree char *words = g_strndup (text, (gsize) (space - text));

    if (mien_text_width (cr, style, words) > room)
      break;
    latest = space + 1;
    if ((space[-1] == ',' || space[-1] == ':') && mien_text_width (cr, style, latest) <= room)
      best = latest;
  }
  return best != NULL ? best : latest;
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
  MienFigureStyle small = mien_figure_style_fade (style, 0.9);
  const char *lines[] = {block->title, block->text, NULL, block->shape, block->size};
  const double fades[] = {1.0, 0.9, 0.9, 0.6, 0.6};
  double row = 1.38 * style->font_size, room = width - 0.8 * style->font_size;
  g_autofree char *begin = NULL;
  guint n = 0;

  small.font_size *= 0.88;
  if (height >= row * G_N_ELEMENTS (lines))
    lines[2] = find_break (cr, &small, block->text, room);
  if (lines[2] != NULL)
    lines[1] = begin = g_strndup (block->text, (gsize) (lines[2] - block->text) - 1);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    n += lines[i] != NULL && *lines[i] != '\0';

  double top = y + height / 2.0 - row * n / 2.0;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    MienFigureStyle text = mien_figure_style_fade (style, fades[i]);

    if (lines[i] == NULL || *lines[i] == '\0')
      continue;
    text.bold = i == 0;
    text.font_size *= i == 0 ? 1.0 : 0.88;
    mien_draw_text_within (cr, &text, lines[i], x + width / 2.0, top + row / 2.0, 0.5, 0.5, room);
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

/* Two lines: what it is and what comes out, how it does it and what it learns */
static void
paint_row (cairo_t *cr,
           const MienFigureStyle *style,
           const MienDiagramBlock *block,
           MienColour tint,
           double x,
           double y,
           double width)
{
  Measures m = narrow_measures (style);
  MienFigureStyle title = *style, weak = mien_figure_style_fade (style, 0.65);
  double pad = 0.8 * style->font_size;
  double lines[] = {y + 0.32 * m.height, y + 0.69 * m.height};
  const char *shape = block->shape != NULL ? block->shape : "";
  const char *size = block->size != NULL ? block->size : "";

  title.bold = TRUE;
  weak.font_size *= 0.9;
  paint_box (cr, style, tint, x, y, width, m.height, block->emphasised);

  double room[] = {width - 3.0 * pad - mien_text_width (cr, &weak, shape),
                   width - 3.0 * pad - mien_text_width (cr, &weak, size)};

  mien_draw_text_within (cr, &title, block->title, x + pad, lines[0], 0.0, 0.5, room[0]);
  mien_draw_text_within (cr, &weak, block->text, x + pad, lines[1], 0.0, 0.5, room[1]);
  mien_draw_text (cr, &weak, shape, x + width - pad, lines[0], 1.0, 0.5);
  mien_draw_text (cr, &weak, size, x + width - pad, lines[1], 1.0, 0.5);
}

/* From above into @y */
static void
paint_down_arrow (cairo_t *cr, const MienFigureStyle *style, double x, double y, double length)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, G_PI_2);
  paint_arrow (cr, style, -length, 0.0, 0.0, 0.0);
  cairo_restore (cr);
}

/* Along the stem from @top, where the branch before left it, to a head's left end */
static void
paint_branch (cairo_t *cr,
              const MienFigureStyle *style,
              double stem,
              double top,
              double x,
              double y)
{
  MienFigureStyle weak = mien_figure_style_fade (style, 0.45);
  double bend = 0.6 * style->font_size;

  mien_set_colour (cr, weak.ink);
  cairo_set_line_width (cr, 0.12 * style->font_size);
  cairo_move_to (cr, stem, top);
  cairo_line_to (cr, stem, y - bend);
  cairo_curve_to (cr, stem, y, stem, y, stem + bend, y);
  cairo_line_to (cr, x, y);
  cairo_stroke (cr);
}

static void
paint_narrow (cairo_t *cr,
              double width,
              const MienDiagramBlock *blocks,
              guint n_blocks,
              const MienFigureStyle *style)
{
  Measures m = narrow_measures (style);
  double gap = 0.2 * style->font_size;
  double y = m.edge;
  double stem_end = m.edge;
  gboolean first = TRUE;

  for (guint i = 0; i < n_blocks; i++) {
    if (blocks[i].is_head)
      continue;
    if (!first)
      paint_down_arrow (cr, style, width / 2.0, y - gap, m.down - 2.0 * gap);
    paint_row (cr, style, &blocks[i], mien_palette_colour (first ? 6 : 0, style->dark), m.edge, y,
               width - 2.0 * m.edge);
    stem_end = y + m.height + gap;
    y += m.height + m.down;
    first = FALSE;
  }
  for (guint i = 0; i < n_blocks; i++) {
    double left = m.edge + m.across;

    if (!blocks[i].is_head)
      continue;
    paint_branch (cr, style, m.edge + 0.5 * m.across, stem_end, left - gap,
                  y + m.head_height / 2.0);
    stem_end = y + m.head_height / 2.0 - 0.6 * style->font_size;
    paint_row (cr, style, &blocks[i],
               mien_palette_colour (blocks[i].emphasised ? 1 : 2, style->dark), left, y,
               width - m.edge - left);
    y += m.head_height + 0.5 * m.down;
  }
}

/* Puts what takes @own_width by @own_height into the middle. */
static void
fit (cairo_t *cr, double width, double height, double own_width, double own_height)
{
  double scale = MIN (1.0, MIN (width / own_width, height / own_height));

  cairo_translate (cr, (width - own_width * scale) / 2.0, (height - own_height * scale) / 2.0);
  cairo_scale (cr, scale, scale);
}

static void
paint_lying (cairo_t *cr,
             const MienDiagramBlock *blocks,
             guint n_blocks,
             const MienFigureStyle *style,
             double middle)
{
  double end = paint_trunk (cr, blocks, n_blocks, style, middle);

  if (count_heads (blocks, n_blocks) > 0)
    paint_heads (cr, blocks, n_blocks, style, end, middle);
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
  guint n_trunk = n_blocks - n_heads;
  double own_width, own_height;

  if (n_blocks == 0)
    return;
  mien_diagram_measure (n_trunk, n_heads, style, &own_width, &own_height);
  cairo_save (cr);
  mien_paint_paper (cr, width, height, style);
  if (is_narrow (width, own_width)) {
    double rows = CLAMP (width, 22.0 * style->font_size, 40.0 * style->font_size);

    fit (cr, width, height, rows, mien_diagram_height_for (n_trunk, n_heads, style, width));
    paint_narrow (cr, rows, blocks, n_blocks, style);
  } else {
    fit (cr, width, height, own_width, own_height);
    paint_lying (cr, blocks, n_blocks, style, own_height / 2.0);
  }
  cairo_restore (cr);
}
