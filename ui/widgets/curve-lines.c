#include "ui/widgets/curve-lines.h"

#include "engine/figures/smooth.h"

#include <math.h>

typedef struct {
  MienPlotLine own; /* names owned, arrays referenced */
  MienPyramid *pyramid;
  GArray *smooth; /* empty where nothing is smoothed */
  MienPyramid *smooth_pyramid;
  MienEma ema;
  guint n_seen;
  double last_seen; /* what the last of these was: whether they are the same still */
} Line;

struct _MienCurveLines {
  GArray *lines;      /* of Line */
  GHashTable *hidden; /* set of names */
  GArray *series;     /* of MienSeries, and for each */
  GArray *raws;       /* the values behind it: of const double *, nullable */
  double keep;
  gboolean raw, by_step;
};

static GArray *
ref_array (GArray *array)
{
  return array != NULL ? g_array_ref (array) : NULL;
}

static void
rewind_line (Line *line)
{
  g_clear_pointer (&line->pyramid, mien_pyramid_free);
  g_clear_pointer (&line->smooth_pyramid, mien_pyramid_free);
  line->pyramid = mien_pyramid_new ();
  line->smooth_pyramid = mien_pyramid_new ();
  g_array_set_size (line->smooth, 0);
  line->ema = (MienEma){0};
  line->n_seen = 0;
}

static void
clear_line (gpointer data)
{
  Line *line = data;

  g_free ((char *) line->own.name);
  g_free ((char *) line->own.note);
  g_array_unref (line->own.x);
  g_array_unref (line->own.y);
  g_clear_pointer (&line->own.step, g_array_unref);
  g_clear_pointer (&line->own.low, g_array_unref);
  g_clear_pointer (&line->own.high, g_array_unref);
  g_array_unref (line->smooth);
  mien_pyramid_free (line->pyramid);
  mien_pyramid_free (line->smooth_pyramid);
}

MienCurveLines *
mien_curve_lines_new (void)
{
  MienCurveLines *self = g_new0 (MienCurveLines, 1);

  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->series = g_array_new (FALSE, FALSE, sizeof (MienSeries));
  self->raws = g_array_new (FALSE, FALSE, sizeof (const double *));
  self->raw = TRUE;
  g_array_set_clear_func (self->lines, clear_line);
  return self;
}

void
mien_curve_lines_free (MienCurveLines *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lines);
  g_hash_table_unref (self->hidden);
  g_array_unref (self->series);
  g_array_unref (self->raws);
  g_free (self);
}

void
mien_curve_lines_clear (MienCurveLines *self)
{
  g_array_set_size (self->lines, 0);
}

void
mien_curve_lines_add (MienCurveLines *self, const MienPlotLine *line)
{
  Line added = {.own = *line, .smooth = g_array_new (FALSE, FALSE, sizeof (double))};

  added.own.name = g_strdup (line->name);
  added.own.note = g_strdup (line->note);
  g_array_ref (line->x);
  g_array_ref (line->y);
  ref_array (line->step);
  ref_array (line->low);
  ref_array (line->high);
  rewind_line (&added);
  g_array_append_val (self->lines, added);
}

guint
mien_curve_lines_get_n (MienCurveLines *self)
{
  return self->lines->len;
}

static Line *
get_line (MienCurveLines *self, guint i)
{
  return &g_array_index (self->lines, Line, i);
}

static const double *
values_of (const GArray *array)
{
  return array != NULL ? (const double *) (void *) array->data : NULL;
}

/* How many points of the line are complete; arrays are appended to one after the other. */
static guint
count_points (const Line *line)
{
  const MienPlotLine *own = &line->own;
  guint n = MIN (own->x->len, own->y->len);

  n = own->step != NULL ? MIN (n, own->step->len) : n;
  n = own->low != NULL ? MIN (n, own->low->len) : n;
  return own->high != NULL ? MIN (n, own->high->len) : n;
}

gboolean
mien_curve_lines_have_points (MienCurveLines *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (count_points (get_line (self, i)) > 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static void
update_line (MienCurveLines *self, Line *line)
{
  const double *y = values_of (line->own.y);
  guint n = count_points (line);

  if (n < line->n_seen ||
      (n > 0 && line->n_seen > 0 && !is_same (y[line->n_seen - 1], line->last_seen)))
    rewind_line (line);
  for (guint i = line->smooth->len; self->keep > 0.0 && i < n; i++) {
    double value = mien_ema_next (&line->ema, self->keep, y[i]);

    g_array_append_val (line->smooth, value);
  }
  mien_pyramid_update (line->pyramid, y, n);
  mien_pyramid_update (line->smooth_pyramid, values_of (line->smooth), line->smooth->len);
  line->n_seen = n;
  line->last_seen = n > 0 ? y[n - 1] : 0.0;
}

static void
add_series (MienCurveLines *self, const MienSeries *series, const double *raw)
{
  g_array_append_val (self->series, *series);
  g_array_append_val (self->raws, raw);
}

static void
add_line_series (MienCurveLines *self, const Line *line)
{
  const MienPlotLine *own = &line->own;
  MienSeries series = {
      .name = own->name,
      .x = values_of (self->by_step && own->step != NULL ? own->step : own->x),
      .y = values_of (own->y),
      .n = line->n_seen,
      .colour = own->colour,
      .dashed = own->dashed,
      .faint = own->faint,
      .hidden = g_hash_table_contains (self->hidden, own->name),
      .low = values_of (own->low),
      .high = values_of (own->high),
      .kind = own->kind,
      .pyramid = line->pyramid,
      .note = own->note,
  };

  if (self->keep > 0.0) {
    MienSeries behind = series;

    behind.faint = TRUE;
    behind.low = behind.high = NULL;
    if (self->raw && !own->faint)
      add_series (self, &behind, NULL);
    series.y = values_of (line->smooth);
    series.pyramid = line->smooth_pyramid;
  }
  add_series (self, &series, self->keep > 0.0 ? values_of (own->y) : NULL);
}

static void
update (MienCurveLines *self)
{
  g_array_set_size (self->series, 0);
  g_array_set_size (self->raws, 0);
  for (guint i = 0; i < self->lines->len; i++) {
    update_line (self, get_line (self, i));
    add_line_series (self, get_line (self, i));
  }
}

void
mien_curve_lines_smooth (MienCurveLines *self, double keep, gboolean raw)
{
  if (keep != self->keep)
    for (guint i = 0; i < self->lines->len; i++)
      rewind_line (get_line (self, i));
  self->keep = keep;
  self->raw = raw;
}

gboolean
mien_curve_lines_have_steps (MienCurveLines *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (get_line (self, i)->own.step == NULL)
      return FALSE;
  return self->lines->len > 0;
}

void
mien_curve_lines_set_by_step (MienCurveLines *self, gboolean by_step)
{
  self->by_step = by_step;
}

double
mien_curve_lines_get_unit (MienCurveLines *self)
{
  for (guint i = 0; self->by_step && i < self->lines->len; i++) {
    const Line *line = get_line (self, i);
    guint n = count_points (line);
    double x = n > 0 ? g_array_index (line->own.x, double, n - 1) : 0.0;

    if (line->own.step != NULL && x > 0.0)
      return g_array_index (line->own.step, double, n - 1) / x;
  }
  return 1.0;
}

gboolean
mien_curve_lines_get_hidden (MienCurveLines *self, const char *name)
{
  return g_hash_table_contains (self->hidden, name);
}

void
mien_curve_lines_set_hidden (MienCurveLines *self, const char *name, gboolean hidden)
{
  if (hidden)
    g_hash_table_add (self->hidden, g_strdup (name));
  else
    g_hash_table_remove (self->hidden, name);
}

void
mien_curve_lines_isolate (MienCurveLines *self, const char *name)
{
  gboolean alone = TRUE;

  for (guint i = 0; i < self->lines->len; i++) {
    const char *other = get_line (self, i)->own.name;

    alone &= g_str_equal (other, name) || mien_curve_lines_get_hidden (self, other);
  }
  for (guint i = 0; i < self->lines->len; i++) {
    const char *other = get_line (self, i)->own.name;

    mien_curve_lines_set_hidden (self, other, !alone && !g_str_equal (other, name));
  }
}

const char *
mien_curve_lines_get_name (MienCurveLines *self, guint number)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (!get_line (self, i)->own.faint && number-- == 0)
      return get_line (self, i)->own.name;
  return NULL;
}

const MienSeries *
mien_curve_lines_get_series (MienCurveLines *self, guint *n)
{
  update (self);
  *n = self->series->len;
  return (const MienSeries *) (void *) self->series->data;
}

const double *
mien_curve_lines_get_raw (MienCurveLines *self, guint series)
{
  return g_array_index (self->raws, const double *, series);
}

gboolean
mien_curve_lines_find_x_range (MienCurveLines *self, double *low, double *high)
{
  update (self);
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->series->len; i++) {
    const MienSeries *series = &g_array_index (self->series, MienSeries, i);

    if (series->n == 0)
      continue;
    *low = MIN (*low, series->x[0]);
    *high = MAX (*high, series->x[series->n - 1]);
  }
  return *low <= *high;
}
