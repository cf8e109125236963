#include "engine/figures/diagram-layout.h"

#include <math.h>

static MienDiagramMeasures
measures_for (const MienFigureStyle *style)
{
  double size = style->font_size;

  return (MienDiagramMeasures){.width = 11.5 * size,
                               .height = 7.2 * size,
                               .head_width = 13.0 * size,
                               .head_height = 4.3 * size,
                               .across = 2.6 * size,
                               .down = 0.9 * size,
                               .edge = 0.8 * size};
}

static MienDiagramMeasures
narrow_measures (const MienFigureStyle *style)
{
  double size = style->font_size;

  return (MienDiagramMeasures){.height = 3.7 * size,
                               .head_height = 3.7 * size,
                               .across = 2.2 * size,
                               .down = 1.3 * size,
                               .edge = 0.8 * size};
}

/* Steps from a block to the farthest one that it leads to: readers stand behind what they read. */
static guint *
measure_lead (const MienDiagramBlock *blocks, guint n_blocks)
{
  guint *lead = g_new0 (guint, n_blocks + 1);

  for (guint i = n_blocks; i-- > 0;)
    for (guint k = 0; k < blocks[i].n_sources; k++)
      if (blocks[i].sources[k] >= 0)
        lead[blocks[i].sources[k]] = MAX (lead[blocks[i].sources[k]], lead[i] + 1);
  return lead;
}

/* --- lying: a column a step, as far to the right as its readers allow --- */

static double
height_of (const MienDiagramMeasures *m, const MienDiagramBlock *block)
{
  return block->is_head ? m->head_height : m->height;
}

/* Where a block would like to stand: at the middle of what it reads, or else below it all. */
static double
wish (const MienDiagramBlock *block, const MienDiagramPlace *places)
{
  double sum = 0.0;
  guint n = 0;

  for (guint k = 0; k < block->n_sources; k++)
    if (block->sources[k] >= 0) {
      sum += places[block->sources[k]].y + places[block->sources[k]].height / 2.0;
      n++;
    }
  return n > 0 ? sum / n : HUGE_VAL;
}

/* The blocks of one column in the order of their wishes; equals as they come. */
static GArray *
order_column (const MienDiagramBlock *blocks,
              guint n_blocks,
              const guint *lead,
              guint step,
              const MienDiagramPlace *places)
{
  GArray *column = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n_blocks; i++) {
    guint at = column->len;

    if (lead[i] != step)
      continue;
    while (at > 0 && wish (&blocks[i], places) <
                         wish (&blocks[g_array_index (column, guint, at - 1)], places))
      at--;
    g_array_insert_val (column, at, i);
  }
  return column;
}

/* From the top down, the places' middle at 0. Returns: how wide the column is. */
static double
place_column (const MienDiagramMeasures *m,
              const MienDiagramBlock *blocks,
              const GArray *column,
              double x,
              MienDiagramPlace *places,
              double *height)
{
  double width = 0.0, y;

  *height = -m->down;
  for (guint k = 0; k < column->len; k++)
    *height += height_of (m, &blocks[g_array_index (column, guint, k)]) + m->down;
  y = -*height / 2.0;
  for (guint k = 0; k < column->len; k++) {
    guint i = g_array_index (column, guint, k);
    double own = blocks[i].is_head ? m->head_width : m->width;

    places[i] = (MienDiagramPlace){x, y, own, height_of (m, &blocks[i])};
    y += places[i].height + m->down;
    width = MAX (width, own);
  }
  return width;
}

static void
shift_down (MienDiagramLayout *self, double by)
{
  for (guint i = 0; i < self->n_places; i++)
    self->places[i].y += by;
}

static void
place_lying (MienDiagramLayout *self, const MienDiagramBlock *blocks)
{
  const MienDiagramMeasures *m = &self->measures;
  g_autofree guint *lead = measure_lead (blocks, self->n_places);
  double x = m->edge, highest = 0.0;
  guint last = 0;

  for (guint i = 0; i < self->n_places; i++)
    last = MAX (last, lead[i]);
  for (guint step = last + 1; step-- > 0;) {
    g_autoptr (GArray) column = order_column (blocks, self->n_places, lead, step, self->places);
    double height;

    x += place_column (m, blocks, column, x, self->places, &height);
    x += step > 0 ? (step == 1 ? 1.6 : 1.0) * m->across : 0.0;
    highest = MAX (highest, height);
  }
  shift_down (self, m->edge + highest / 2.0);
  self->width = x + m->edge;
  self->height = highest + 2.0 * m->edge;
}

/* --- narrow: a row a block, what belongs to one task alone set in --- */

static void
place_narrow (MienDiagramLayout *self, const MienDiagramBlock *blocks)
{
  const MienDiagramMeasures *m = &self->measures;
  double y = m->edge;

  for (guint i = 0; i < self->n_places; i++) {
    double left = m->edge + (blocks[i].is_own ? m->across : 0.0);

    self->places[i] = (MienDiagramPlace){left, y, self->width - m->edge - left, m->height};
    y += m->height + (i + 1 < self->n_places && blocks[i + 1].is_own ? 0.5 : 1.0) * m->down;
  }
  self->height = y - m->down + m->edge;
}

/* Narrower than this share of its own width, the text of a lying diagram is too small to read. */
#define NARROW 0.75

MienDiagramLayout *
mien_diagram_layout_new (const MienDiagramBlock *blocks,
                         guint n_blocks,
                         const MienFigureStyle *style,
                         double width)
{
  MienDiagramLayout *self = g_new0 (MienDiagramLayout, 1);

  self->measures = measures_for (style);
  self->n_places = n_blocks;
  self->places = g_new0 (MienDiagramPlace, n_blocks + 1);
  place_lying (self, blocks);
  if (width <= 0.0 || width >= NARROW * self->width)
    return self;
  self->is_narrow = TRUE;
  self->measures = narrow_measures (style);
  self->width = CLAMP (width, 22.0 * style->font_size, 40.0 * style->font_size);
  place_narrow (self, blocks);
  return self;
}

void
mien_diagram_layout_free (MienDiagramLayout *self)
{
  if (self == NULL)
    return;
  g_free (self->places);
  g_free (self);
}
