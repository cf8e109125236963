#include "engine/core/rng.h"
#include "engine/figures/thin.h"

#include <math.h>
#include <stdlib.h>

#define N 20000
#define COLUMNS 100

typedef struct {
  double x[N], y[N], edges[COLUMNS + 1];
  MienColumn columns[COLUMNS];
  MienPyramid *pyramid;
  MienCurve curve;
} Fixture;

static void
spread_columns (Fixture *f, double low, double high)
{
  for (guint i = 0; i <= COLUMNS; i++)
    f->edges[i] = low + (high - low) * i / COLUMNS;
}

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  MienRng rng = mien_rng_keyed (3, MIEN_STREAM_OTHER, 0, 0);

  for (guint i = 0; i < N; i++) {
    f->x[i] = i;
    f->y[i] = mien_rng_normal (&rng);
  }
  f->pyramid = mien_pyramid_new ();
  f->curve = (MienCurve){f->x, f->y, f->pyramid, N, (double) -INFINITY};
  spread_columns (f, 0, N);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  mien_pyramid_free (f->pyramid);
}

static void
cut (Fixture *f)
{
  guint from = mien_thin_search (f->x, 0, N, f->edges[0]);
  MienStretch all = {0, COLUMNS, from, mien_thin_search (f->x, from, N, f->edges[COLUMNS]), TRUE};

  mien_pyramid_update (f->pyramid, f->y, N);
  mien_thin_columns (&f->curve, &all, f->edges, f->columns);
}

/* Against a look at each of its points, the first of which is @from */
static void
assert_column (const Fixture *f, const MienColumn *told, guint from)
{
  MienColumn found = {0, NAN, NAN, NAN, NAN};

  for (guint i = from; i < from + told->n; i++) {
    if (!isfinite (f->y[i]) || f->y[i] <= f->curve.floor)
      continue;
    found.first = isnan (found.first) ? f->y[i] : found.first;
    found.low = isnan (found.low) ? f->y[i] : MIN (found.low, f->y[i]);
    found.high = isnan (found.high) ? f->y[i] : MAX (found.high, f->y[i]);
    found.last = f->y[i];
  }
  g_assert_true (isnan (told->low) == isnan (found.low));
  if (isnan (found.low))
    return;
  g_assert_cmpfloat (told->first, ==, found.first);
  g_assert_cmpfloat (told->low, ==, found.low);
  g_assert_cmpfloat (told->high, ==, found.high);
  g_assert_cmpfloat (told->last, ==, found.last);
}

/* Every point is in one column, and that is its own but for an eighth of its width. */
static void
assert_columns (const Fixture *f)
{
  guint from = mien_thin_search (f->x, 0, N, f->edges[0]);

  for (guint column = 0; column < COLUMNS; column++) {
    const MienColumn *told = &f->columns[column];
    guint right = mien_thin_search (f->x, 0, N, f->edges[column + 1]);
    guint off = (guint) abs ((int) (from + told->n) - (int) right);

    assert_column (f, told, from);
    from += told->n;
    g_assert_cmpuint (off, <=, told->n >= 56 ? told->n / 7 : 0);
  }
  g_assert_cmpuint (from, ==, mien_thin_search (f->x, 0, N, f->edges[COLUMNS]));
}

static void
test_no_peak_is_lost_at_any_zoom (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  MienRng rng = mien_rng_keyed (4, MIEN_STREAM_OTHER, 0, 0);

  for (int zoom = 0; zoom < 12; zoom++) {
    double width = N * pow (0.5, zoom), low = mien_rng_uniform (&rng) * (N - width);

    spread_columns (f, low, low + width);
    cut (f);
    assert_columns (f);
  }
}

static void
test_no_peak_is_lost_on_a_logarithmic_axis (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->curve.floor = 0.0;
  for (guint i = 0; i <= COLUMNS; i++)
    f->edges[i] = pow (N, (double) i / COLUMNS);
  cut (f);
  assert_columns (f);
}

static void
test_what_is_not_finite_is_passed_over_and_found (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 5000; i < 6000; i++)
    f->y[i] = i % 2 == 0 ? (double) NAN : (double) INFINITY;
  f->y[N - 1] = NAN;
  cut (f);
  assert_columns (f);
  g_assert_true (isnan (f->columns[27].low));
  for (int known = 0; known < 2; known++) {
    f->curve.pyramid = known ? f->pyramid : NULL;
    g_assert_cmpuint (mien_thin_next_missing (&f->curve, 0), ==, 5000);
    g_assert_cmpuint (mien_thin_next_missing (&f->curve, 5500), ==, 5500);
    g_assert_cmpuint (mien_thin_next_missing (&f->curve, 6000), ==, N - 1);
    g_assert_cmpuint (mien_thin_next_missing (&f->curve, N), ==, N);
  }
}

static void
test_points_taken_back_are_no_longer_missing (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->y[300] = NAN;
  mien_pyramid_update (f->pyramid, f->y, 400);
  g_assert_cmpuint (mien_pyramid_next_missing (f->pyramid, 0), ==, 300);
  mien_pyramid_update (f->pyramid, f->y, 300);
  g_assert_cmpuint (mien_pyramid_next_missing (f->pyramid, 0), ==, 300); /* its n */
  f->y[300] = 1.0;
  mien_pyramid_update (f->pyramid, f->y, 400);
  g_assert_cmpuint (mien_pyramid_next_missing (f->pyramid, 0), ==, 400);
}

static void
test_values_without_a_place_are_counted (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < N; i++)
    f->y[i] = fabs (f->y[i]) + 0.1;
  f->y[10] = 0.0;
  f->y[700] = -2.0;
  f->y[701] = NAN;
  f->curve.floor = 0.0;
  cut (f);
  g_assert_cmpuint (mien_thin_count_below (&f->curve, 0, N), ==, 2);
  g_assert_cmpuint (mien_thin_count_below (&f->curve, 11, 700), ==, 0);
  f->curve.pyramid = NULL;
  g_assert_cmpuint (mien_thin_count_below (&f->curve, 0, N), ==, 2);
}

/* Close together on the right, far apart on the left */
static void
test_stretches_take_all_points_once (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i <= COLUMNS; i++)
    f->edges[i] = pow (N, (double) i / COLUMNS);

  g_autoptr (GArray) stretches = mien_thin_cut (&f->curve, f->edges, COLUMNS);
  guint from = 1, column = 0;

  g_assert_cmpuint (stretches->len, ==, 2);
  for (guint i = 0; i < stretches->len; i++) {
    const MienStretch *stretch = &g_array_index (stretches, MienStretch, i);

    g_assert_cmpint (stretch->dense, ==, i == 1);
    g_assert_cmpuint (stretch->from, ==, from);
    g_assert_cmpuint (stretch->column, ==, column);
    from = stretch->to;
    column += stretch->n_columns;
  }
  g_assert_cmpuint (from, ==, N);
  g_assert_cmpuint (column, ==, COLUMNS);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/thin/any-zoom", test_no_peak_is_lost_at_any_zoom);
  ADD ("/thin/logarithmic", test_no_peak_is_lost_on_a_logarithmic_axis);
  ADD ("/thin/missing", test_what_is_not_finite_is_passed_over_and_found);
  ADD ("/thin/missing/back", test_points_taken_back_are_no_longer_missing);
  ADD ("/thin/left-out", test_values_without_a_place_are_counted);
  ADD ("/thin/stretches", test_stretches_take_all_points_once);
  return g_test_run ();
}
