/* The line of one series: dense stretches as columns, the others from point to point. */
#include "engine/figures/curves-private.h"

#include "engine/figures/legend.h"

#include <math.h>

int
mien_series_nearest (const MienSeries *series, double x)
{
  if (series->n == 0 || !isfinite (x))
    return -1;

  guint found = mien_thin_search (series->x, 0, series->n, x);

  if (found == series->n || (found > 0 && x - series->x[found - 1] <= series->x[found] - x))
    found--;
  return (int) found;
}

MienCurve
mien_series_curve (const MienSeries *series, MienScale y_scale)
{
  return (MienCurve){series->x, series->y, series->pyramid, series->n,
                     y_scale == MIEN_SCALE_LOG ? 0.0 : (double) -INFINITY};
}

/* --- from point to point --- */

static MienRasterPoint
find_place (const MienPlotter *plotter, const MienSeries *series, guint i)
{
  return (MienRasterPoint){mien_axis_map (&plotter->x, series->x[i]),
                           mien_axis_map (&plotter->y, series->y[i])};
}

/* The places of a stretch's points, with one beyond either end for the line to go on there */
static GArray *
find_line (const MienPlotter *plotter, const MienSeries *series, const MienStretch *stretch)
{
  guint from = stretch->from > 0 ? stretch->from - 1 : 0;
  guint to = stretch->to < series->n ? stretch->to + 1 : series->n;
  GArray *line = g_array_sized_new (FALSE, FALSE, sizeof (MienRasterPoint), 2 * (to - from));

  for (guint i = from; i < to; i++) {
    MienRasterPoint place = find_place (plotter, series, i);

    if (series->kind == MIEN_SERIES_STEPS && line->len > 0) {
      MienRasterPoint corner = g_array_index (line, MienRasterPoint, line->len - 1);

      corner.x = place.x;
      g_array_append_val (line, corner);
    }
    g_array_append_val (line, place);
  }
  return line;
}

/* --- dense: the heights that a column is covered over --- */

typedef struct {
  guint column;
  double top, bottom;
} Extent;

static void
append_extent (GArray *extents, guint column, double a, double b)
{
  Extent extent = {column, MIN (a, b), MAX (a, b)};

  g_array_append_val (extents, extent);
}

static void
widen (GArray *extents, double y)
{
  Extent *last = &g_array_index (extents, Extent, extents->len - 1);

  last->top = MIN (last->top, y);
  last->bottom = MAX (last->bottom, y);
}

/* Over @n_empty columns without a point, the line goes straight, or on as it was where it is of
 * steps; between neighbours each goes half the way. */
static void
join (GArray *extents, guint column, guint n_empty, double from, double to, gboolean steps)
{
  double slope = steps ? 0.0 : (to - from) / (n_empty + 1.0);

  widen (extents, from + 0.5 * slope);
  for (guint i = 1; i <= n_empty; i++)
    append_extent (extents, column - n_empty + i - 1, from + (i - 0.5) * slope,
                   from + (i + 0.5) * slope);
}

static GArray *
find_extents (const MienPlotter *plotter, const MienSeries *series, const MienStretch *stretch)
{
  GArray *extents = g_array_sized_new (FALSE, FALSE, sizeof (Extent), stretch->n_columns);
  g_autofree MienColumn *columns = g_new (MienColumn, stretch->n_columns);
  MienCurve curve = mien_series_curve (series, plotter->area->y_scale);
  gboolean steps = series->kind == MIEN_SERIES_STEPS, joined = series->kind != MIEN_SERIES_POINTS;
  double last = NAN;
  guint n_empty = 0;

  mien_thin_columns (&curve, stretch, plotter->edges, columns);
  for (guint i = 0; i < stretch->n_columns; i++) {
    double first = mien_axis_map (&plotter->y, columns[i].first);
    gboolean goes_on = joined && isfinite (last) && isfinite (first);

    if (columns[i].n == 0) {
      n_empty++;
      continue;
    }
    if (goes_on)
      join (extents, stretch->column + i, n_empty, last, first, steps);
    if (isfinite (first))
      append_extent (extents, stretch->column + i, mien_axis_map (&plotter->y, columns[i].high),
                     mien_axis_map (&plotter->y, columns[i].low));
    if (goes_on)
      widen (extents, steps ? last : last + (first - last) * (n_empty + 0.5) / (n_empty + 1.0));
    last = mien_axis_map (&plotter->y, columns[i].last);
    n_empty = 0;
  }
  return extents;
}

static void
cover_column (GArray *extents, int column, double a, double b)
{
  guint n = extents->len;

  if (n == 0 || g_array_index (extents, Extent, n - 1).column != (guint) column) {
    append_extent (extents, (guint) column, a, b);
    return;
  }
  widen (extents, a);
  widen (extents, b);
}

/* The heights that the line between two points has in each column */
static void
cover_columns (const MienPlotter *plotter, GArray *extents, MienRasterPoint a, MienRasterPoint b)
{
  double slope = b.x > a.x ? (b.y - a.y) / (b.x - a.x) : 0.0, most = plotter->n_columns - 1.0;
  int first = (int) CLAMP (floor ((a.x - plotter->left) / plotter->step), 0.0, most);
  int last = (int) CLAMP (floor ((b.x - plotter->left) / plotter->step), 0.0, most);

  for (int column = first; column <= last; column++) {
    double left = MAX (plotter->left + column * plotter->step, a.x);
    double right = MIN (plotter->left + (column + 1) * plotter->step, b.x);

    cover_column (extents, column, a.y + (left - a.x) * slope,
                  column == last ? b.y : a.y + (right - a.x) * slope);
  }
}

static GArray *
find_line_extents (const MienPlotter *plotter, const MienSeries *series, const MienStretch *stretch)
{
  GArray *extents = g_array_sized_new (FALSE, FALSE, sizeof (Extent), stretch->n_columns);
  g_autoptr (GArray) line = find_line (plotter, series, stretch);

  for (guint i = 0; i < line->len; i++) {
    MienRasterPoint here = g_array_index (line, MienRasterPoint, i);
    MienRasterPoint before = i > 0 ? g_array_index (line, MienRasterPoint, i - 1) : here;

    if (isfinite (here.x) && isfinite (here.y))
      cover_columns (plotter, extents, isfinite (before.x) && isfinite (before.y) ? before : here,
                     here);
  }
  return extents;
}

static gboolean
goes_by_columns (const MienPlotter *plotter, const MienSeries *series, const MienStretch *stretch)
{
  return stretch->dense || (plotter->in_columns && series->kind != MIEN_SERIES_POINTS);
}

double
mien_series_estimate (const MienPlotter *plotter, const MienSeries *series, const GArray *stretches)
{
  double sum = 0.0;

  for (guint i = 0; i < stretches->len; i++) {
    const MienStretch *stretch = &g_array_index (stretches, MienStretch, i);
    guint n = stretch->to - stretch->from, step = 1 + n / 32;

    if (stretch->dense)
      continue;
    sum += n * 20.0 + stretch->n_columns;
    for (guint k = stretch->from; k + 1 < stretch->to; k += step) {
      double rise =
          mien_axis_map (&plotter->y, series->y[k + 1]) - mien_axis_map (&plotter->y, series->y[k]);

      sum += isfinite (rise) ? step * MIN (fabs (rise), plotter->area->height) : 0.0;
    }
  }
  return sum;
}

/* Between dashes, columns are pale rather than left out, so that no peak is lost there. */
#define PALE 0.4

static void
raster_extents (const MienPlotter *plotter, const GArray *extents, const MienLineStyle *line)
{
  MienRaster *raster = plotter->raster;
  double period = line->dashes[0] + line->dashes[1];

  for (guint i = 0; i < extents->len; i++) {
    const Extent *extent = &g_array_index (extents, Extent, i);
    MienColour colour = line->colour;

    if (line->n_dashes > 0 && fmod (extent->column * plotter->step, period) > line->dashes[0])
      colour.alpha *= PALE;
    mien_raster_column (raster, (int) extent->column,
                        (extent->top - 0.5 * line->width) * raster->scale + raster->shift_y,
                        (extent->bottom + 0.5 * line->width) * raster->scale + raster->shift_y,
                        colour);
  }
}

/* The columns @from … @to - 1 follow each other. */
static void
fill_extents (const MienPlotter *plotter, const Extent *extents, guint n, double half)
{
  for (guint i = 0; i < 2 * n; i++) {
    const Extent *extent = &extents[i < n ? i : 2 * n - 1 - i];
    double x = plotter->left + extent->column * plotter->step;
    double y = i < n ? extent->top - half : extent->bottom + half;

    cairo_line_to (plotter->cr, i < n ? x : x + plotter->step, y);
    cairo_line_to (plotter->cr, i < n ? x + plotter->step : x, y);
  }
  cairo_fill (plotter->cr);
}

static void
fill_all_extents (const MienPlotter *plotter, const GArray *extents, double half)
{
  const Extent *all = (const Extent *) (void *) extents->data;
  guint from = 0;

  for (guint i = 1; i <= extents->len; i++)
    if (i == extents->len || all[i].column != all[i - 1].column + 1) {
      fill_extents (plotter, all + from, i - from, half);
      from = i;
    }
}

void
mien_series_paint_dense (const MienPlotter *plotter,
                         const MienSeries *series,
                         const GArray *stretches)
{
  MienLineStyle line = mien_series_line_style (series, plotter->style);

  for (guint i = 0; i < stretches->len; i++) {
    const MienStretch *stretch = &g_array_index (stretches, MienStretch, i);
    g_autoptr (GArray) extents = NULL;

    if (stretch->dense)
      extents = find_extents (plotter, series, stretch);
    else if (goes_by_columns (plotter, series, stretch))
      extents = find_line_extents (plotter, series, stretch);
    if (extents == NULL)
      continue;
    if (plotter->raster != NULL) {
      raster_extents (plotter, extents, &line);
    } else {
      mien_set_colour (plotter->cr, line.colour);
      fill_all_extents (plotter, extents, 0.5 * line.width);
    }
  }
}

/* --- sparse: lines --- */

/* Stroking costs Cairo more than in proportion to the length of a path, so long lines go in
 * pieces. */
#define PIECE 128

/* Cairo dashes what nobody sees, too, so that a line goes no farther than this out of the picture.
 */
#define FAR 1000.0

/* Which part of what runs from @from to @to lies at most FAR before @low or beyond @high */
static void
clip (double from, double to, double low, double high, double *start, double *end)
{
  double a = (low - FAR - from) / (to - from), b = (high + FAR - from) / (to - from);

  if (to - from == 0.0)
    return;
  *start = MAX (*start, MIN (a, b));
  *end = MIN (*end, MAX (a, b));
}

static MienRasterPoint
between (MienRasterPoint from, MienRasterPoint to, double share)
{
  return (MienRasterPoint){from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}

static void
line_to (const MienPlotter *plotter, MienRasterPoint from, MienRasterPoint to)
{
  const MienPlotArea *area = plotter->area;
  double start = 0.0, end = 1.0;

  clip (from.x, to.x, area->left, area->left + area->width, &start, &end);
  clip (from.y, to.y, area->top, area->top + area->height, &start, &end);
  if (!(end >= start))
    return;

  MienRasterPoint first = between (from, to, start);
  MienRasterPoint last = end < 1.0 ? between (from, to, end) : to;

  if (start > 0.0 || !cairo_has_current_point (plotter->cr))
    cairo_move_to (plotter->cr, first.x, first.y);
  cairo_line_to (plotter->cr, last.x, last.y);
}

static void
stroke_run (const MienPlotter *plotter, const MienRasterPoint *points, guint n)
{
  for (guint i = 1; i < n; i++) {
    line_to (plotter, points[i - 1], points[i]);
    if (i % PIECE == PIECE - 1)
      cairo_stroke (plotter->cr);
  }
  cairo_stroke (plotter->cr);
}

static void
raster_run (MienRaster *raster, const MienLineStyle *line, MienRasterPoint *points, guint n)
{
  double dashes[4];

  for (guint i = 0; i < n; i++) {
    points[i].x = points[i].x * raster->scale + raster->shift_x;
    points[i].y = points[i].y * raster->scale + raster->shift_y;
  }
  for (int i = 0; i < line->n_dashes; i++)
    dashes[i] = line->dashes[i] * raster->scale;
  mien_raster_line (raster, points, n, 0.5 * line->width * raster->scale, dashes, line->n_dashes);
}

static void
paint_dot (const MienPlotter *plotter, MienRasterPoint *point, double radius)
{
  MienRaster *raster = plotter->raster;

  if (raster == NULL) {
    cairo_arc (plotter->cr, point->x, point->y, radius, 0.0, 2.0 * G_PI);
    cairo_fill (plotter->cr);
    return;
  }
  point->x = point->x * raster->scale + raster->shift_x;
  point->y = point->y * raster->scale + raster->shift_y;
  mien_raster_line (raster, point, 1, radius * raster->scale, NULL, 0);
}

/* The run @from … @to - 1 of points that follow each other; one alone is a dot, unless it stands
 * there only for the line to go on to. */
static void
paint_run (const MienPlotter *plotter,
           const MienLineStyle *style,
           MienRasterPoint *points,
           guint n,
           gboolean goes_on)
{
  if (n == 1 && !goes_on)
    paint_dot (plotter, points, style->dot);
  else if (n > 1 && plotter->raster != NULL)
    raster_run (plotter->raster, style, points, n);
  else if (n > 1)
    stroke_run (plotter, points, n);
}

static void
paint_line (const MienPlotter *plotter,
            const MienSeries *series,
            const MienStretch *stretch,
            const MienLineStyle *style,
            GArray *line)
{
  MienRasterPoint *points = (MienRasterPoint *) (void *) line->data;
  gboolean alone = series->kind == MIEN_SERIES_POINTS;
  guint from = 0;

  for (guint i = 0; i <= line->len; i++) {
    if (i < line->len && isfinite (points[i].x) && isfinite (points[i].y)) {
      if (alone)
        paint_dot (plotter, &points[i], style->dot);
      continue;
    }
    if (!alone)
      paint_run (plotter, style, points + from, i - from,
                 (from == 0 && stretch->from > 0) || (i == line->len && stretch->to < series->n));
    from = i + 1;
  }
}

void
mien_series_paint_sparse (const MienPlotter *plotter,
                          const MienSeries *series,
                          const GArray *stretches)
{
  MienLineStyle style = mien_series_line_style (series, plotter->style);

  cairo_save (plotter->cr);
  mien_line_style_set (plotter->cr, &style);
  for (guint i = 0; i < stretches->len; i++) {
    const MienStretch *stretch = &g_array_index (stretches, MienStretch, i);
    g_autoptr (GArray) line =
        goes_by_columns (plotter, series, stretch) ? NULL : find_line (plotter, series, stretch);

    if (line != NULL)
      paint_line (plotter, series, stretch, &style, line);
  }
  if (plotter->raster != NULL)
    mien_raster_paint (plotter->raster, style.colour);
  cairo_restore (plotter->cr);
}
