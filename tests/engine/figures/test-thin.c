#include "engine/core/rng.h"
#include "engine/figures/thin.h"

#include <math.h>

#define N 20000
#define COLUMNS 100

typedef struct {
  double x[N], y[N];
} Curve;

static Curve *
make_curve (void)
{
  Curve *curve = g_new (Curve, 1);
  MienRng rng = mien_rng_keyed (3, MIEN_STREAM_OTHER, 0, 0);

  for (guint i = 0; i < N; i++) {
    curve->x[i] = i;
    curve->y[i] = mien_rng_normal (&rng);
  }
  return curve;
}

static void
find_extremes (const GArray *points, double from, double to, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < points->len; i++) {
    MienPoint point = g_array_index (points, MienPoint, i);

    if (point.x < from || point.x >= to || isnan (point.y))
      continue;
    *low = MIN (*low, point.y);
    *high = MAX (*high, point.y);
  }
}

static void
test_every_column_keeps_its_smallest_and_largest_value (void)
{
  g_autofree Curve *curve = make_curve ();
  g_autoptr (GArray) all = mien_thin (curve->x, curve->y, N, 0, N, N);
  g_autoptr (GArray) thinned = mien_thin (curve->x, curve->y, N, 0, N, COLUMNS);

  g_assert_cmpuint (all->len, ==, N);
  g_assert_cmpuint (thinned->len, <=, 5 * COLUMNS);
  for (guint column = 0; column < COLUMNS; column++) {
    double from = (double) N / COLUMNS * column, to = from + (double) N / COLUMNS;
    double low, high, thin_low, thin_high;

    find_extremes (all, from, to, &low, &high);
    find_extremes (thinned, from, to, &thin_low, &thin_high);
    g_assert_cmpfloat (thin_low, ==, low);
    g_assert_cmpfloat (thin_high, ==, high);
  }
}

static void
test_points_stay_in_order (void)
{
  g_autofree Curve *curve = make_curve ();
  g_autoptr (GArray) points = mien_thin (curve->x, curve->y, N, 500, 9000, COLUMNS);

  for (guint i = 1; i < points->len; i++)
    g_assert_cmpfloat (g_array_index (points, MienPoint, i).x, >=,
                       g_array_index (points, MienPoint, i - 1).x);
  /* One more to either side, for the line to leave the picture. */
  g_assert_cmpfloat (g_array_index (points, MienPoint, 0).x, ==, 499);
  g_assert_cmpfloat (g_array_index (points, MienPoint, points->len - 1).x, ==, 9001);
}

static void
test_a_gap_over_columns_stays_a_gap (void)
{
  g_autofree Curve *curve = make_curve ();
  guint n_gaps = 0;

  for (guint i = 5000; i < 6000; i++)
    curve->y[i] = i % 2 == 0 ? NAN : INFINITY;

  g_autoptr (GArray) points = mien_thin (curve->x, curve->y, N, 0, N, COLUMNS);

  for (guint i = 0; i < points->len; i++) {
    MienPoint point = g_array_index (points, MienPoint, i);

    g_assert_false (isinf (point.y));
    if (point.x >= 5000 && point.x < 6000) {
      g_assert_true (isnan (point.y));
      n_gaps++;
    }
  }
  g_assert_cmpuint (n_gaps, >, 0);
}

static void
test_few_points_are_all_kept (void)
{
  const double x[] = {0, 1, 2}, y[] = {1, NAN, 3};
  g_autoptr (GArray) points = mien_thin (x, y, 3, 0, 2, COLUMNS);
  g_autoptr (GArray) none = mien_thin (NULL, NULL, 0, 0, 1, COLUMNS);

  g_assert_cmpuint (points->len, ==, 3);
  g_assert_true (isnan (g_array_index (points, MienPoint, 1).y));
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/thin/extremes", test_every_column_keeps_its_smallest_and_largest_value);
  g_test_add_func ("/thin/order", test_points_stay_in_order);
  g_test_add_func ("/thin/gap", test_a_gap_over_columns_stays_a_gap);
  g_test_add_func ("/thin/few", test_few_points_are_all_kept);
  return g_test_run ();
}
