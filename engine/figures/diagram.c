#include "engine/figures/diagram-layout.h"

#include <math.h>
#include <string.h>

static void
paint_box (cairo_t *cr,
           const MienFigureStyle *style,
           MienColour tint,
           const MienDiagramPlace *place,
           gboolean emphasised)
{
  MienColour fill = tint;

  fill.alpha = emphasised ? 0.26 : 0.11;
  mien_rounded_rectangle (cr, place->x, place->y, place->width, place->height,
                          0.7 * style->font_size);
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
             const MienDiagramPlace *place)
{
  double x = place->x, y = place->y, width = place->width, height = place->height;
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

/* What reads the picture itself, what is shared, what a task has for itself, the main task. */
static MienColour
tint_of (const MienDiagramBlock *block, const MienFigureStyle *style)
{
  gboolean reads_picture = block->n_sources > 0 && block->sources[0] < 0;

  if (block->is_own)
    return mien_palette_colour (block->emphasised ? 1 : 2, style->dark);
  return mien_palette_colour (reads_picture ? 6 : 0, style->dark);
}

/* Two lines: what it is and what comes out, how it does it and what it learns */
static void
paint_row (cairo_t *cr,
           const MienFigureStyle *style,
           const MienDiagramBlock *block,
           MienColour tint,
           const MienDiagramPlace *place)
{
  double x = place->x, y = place->y, width = place->width, height = place->height;
  MienFigureStyle title = *style, weak = mien_figure_style_fade (style, 0.65);
  double pad = 0.8 * style->font_size;
  double lines[] = {y + 0.32 * height, y + 0.69 * height};
  const char *shape = block->shape != NULL ? block->shape : "";
  const char *size = block->size != NULL ? block->size : "";

  title.bold = TRUE;
  weak.font_size *= 0.9;
  paint_box (cr, style, tint, place, block->emphasised);

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
paint_lying_links (cairo_t *cr,
                   const MienDiagramLayout *layout,
                   const MienDiagramBlock *block,
                   const MienDiagramPlace *to,
                   const MienFigureStyle *style)
{
  double gap = 0.25 * style->font_size;

  for (guint k = 0; k < block->n_sources; k++) {
    const MienDiagramPlace *from = &layout->places[MAX (block->sources[k], 0)];

    if (block->sources[k] >= 0)
      paint_arrow (cr, style, from->x + from->width + gap, from->y + from->height / 2.0,
                   to->x - gap, to->y + to->height / 2.0);
  }
}

static void
paint_lying (cairo_t *cr,
             const MienDiagramLayout *layout,
             const MienDiagramBlock *blocks,
             const MienFigureStyle *style)
{
  for (guint i = 0; i < layout->n_places; i++) {
    const MienDiagramPlace *place = &layout->places[i];

    paint_lying_links (cr, layout, &blocks[i], place, style);
    paint_box (cr, style, tint_of (&blocks[i], style), place, blocks[i].emphasised);
    paint_words (cr, style, &blocks[i], place);
  }
}

/* Under what it reads first: an arrow where both are set in alike, else a branch of the stem. */
static void
paint_narrow_link (cairo_t *cr,
                   const MienDiagramLayout *layout,
                   const MienDiagramBlock *blocks,
                   guint i,
                   const MienFigureStyle *style)
{
  const MienDiagramMeasures *m = &layout->measures;
  const MienDiagramPlace *to = &layout->places[i], *from;
  double gap = 0.2 * style->font_size;
  int source = blocks[i].n_sources > 0 ? blocks[i].sources[0] : -1;

  if (source < 0)
    return;
  from = &layout->places[source];
  if (blocks[source].is_own == blocks[i].is_own)
    paint_down_arrow (cr, style, to->x + to->width / 2.0, to->y - gap,
                      MIN (to->y - from->y - from->height, m->down) - 2.0 * gap);
  else
    paint_branch (cr, style, m->edge + 0.5 * m->across, from->y + from->height + gap, to->x - gap,
                  to->y + to->height / 2.0);
}

static void
paint_narrow (cairo_t *cr,
              const MienDiagramLayout *layout,
              const MienDiagramBlock *blocks,
              const MienFigureStyle *style)
{
  for (guint i = 0; i < layout->n_places; i++) {
    paint_narrow_link (cr, layout, blocks, i, style);
    paint_row (cr, style, &blocks[i], tint_of (&blocks[i], style), &layout->places[i]);
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

void
mien_diagram_measure (const MienDiagramBlock *blocks,
                      guint n_blocks,
                      const MienFigureStyle *style,
                      double *width,
                      double *height)
{
  g_autoptr (MienDiagramLayout) layout = mien_diagram_layout_new (blocks, n_blocks, style, 0.0);

  *width = layout->width;
  *height = layout->height;
}

double
mien_diagram_height_for (const MienDiagramBlock *blocks,
                         guint n_blocks,
                         const MienFigureStyle *style,
                         double width)
{
  g_autoptr (MienDiagramLayout) layout = mien_diagram_layout_new (blocks, n_blocks, style, width);

  return layout->height * MIN (1.0, width / layout->width);
}

void
mien_diagram_paint (cairo_t *cr,
                    double width,
                    double height,
                    const MienDiagramBlock *blocks,
                    guint n_blocks,
                    const MienFigureStyle *style)
{
  g_autoptr (MienDiagramLayout) layout = mien_diagram_layout_new (blocks, n_blocks, style, width);

  if (n_blocks == 0)
    return;
  cairo_save (cr);
  mien_paint_paper (cr, width, height, style);
  fit (cr, width, height, layout->width, layout->height);
  if (layout->is_narrow)
    paint_narrow (cr, layout, blocks, style);
  else
    paint_lying (cr, layout, blocks, style);
  cairo_restore (cr);
}
