#include "engine/study/statistics/bootstrap.h"

#include <math.h>

/* --- draws --- */

static void
test_resamples_repeat_and_differ (void)
{
  guint first[50], again[50], other[50];
  gboolean differs = FALSE, repeats = FALSE;

  mien_bootstrap_draw (first, 50, 1, 0);
  mien_bootstrap_draw (again, 50, 1, 0);
  mien_bootstrap_draw (other, 50, 1, 1);
  for (guint i = 0; i < 50; i++) {
    g_assert_cmpuint (first[i], <, 50);
    g_assert_cmpuint (first[i], ==, again[i]);
    differs = differs || first[i] != other[i];
    for (guint j = 0; j < i; j++)
      repeats = repeats || first[i] == first[j]; /* drawn with replacement */
  }
  g_assert_true (differs && repeats);
}

/* --- intervals --- */

static double
mean (const guint *times, guint n, gconstpointer data)
{
  const double *values = data;
  double sum = 0.0, count = 0.0;

  for (guint i = 0; i < n; i++) {
    sum += times[i] * values[i];
    count += times[i];
  }
  return sum / count;
}

/* All 3,125 resamples were enumerated apart; drawing comes near to their quantiles. */
static void
test_drawing_comes_near_to_enumerating (void)
{
  static const double values[] = {1, 2, 4, 8, 3};
  MienBootstrap interval = mien_bootstrap (5, 100000, 3, mean, values);

  g_assert_cmpfloat_with_epsilon (interval.value, 3.6, 1e-12);
  g_assert_cmpfloat_with_epsilon (interval.low, 1.8, 0.11);
  g_assert_cmpfloat_with_epsilon (interval.high, 6.0, 0.11);
  g_assert_cmpfloat_with_epsilon (interval.bca_low, 2.0, 0.11);
  g_assert_cmpfloat_with_epsilon (interval.bca_high, 6.4, 0.11);
  g_assert_cmpfloat (interval.bca_high, >, interval.high); /* skewed to the right */
}

/* Two persons with a hundred faces each, all alike, are two observations and not two hundred. */
static void
test_faces_of_a_person_stay_together (void)
{
  static const double persons[] = {0.2, 0.8};
  double faces[200];
  MienBootstrap of_persons = mien_bootstrap (2, 1000, 1, mean, persons), of_faces;

  for (int i = 0; i < 200; i++)
    faces[i] = persons[i / 100];
  of_faces = mien_bootstrap (200, 1000, 1, mean, faces);
  g_assert_cmpfloat_with_epsilon (of_persons.value, of_faces.value, 1e-12);
  g_assert_cmpfloat_with_epsilon (of_persons.low, 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (of_persons.high, 0.8, 1e-12);
  g_assert_cmpfloat (of_faces.high - of_faces.low, <, 0.1);
}

static void
test_what_does_not_vary_has_no_width (void)
{
  static const double same[] = {0, 0, 0, 0};
  MienBootstrap interval = mien_bootstrap (4, 1000, 1, mean, same);

  g_assert_cmpfloat (interval.low, ==, 0.0);
  g_assert_cmpfloat (interval.bca_low, ==, 0.0);
  g_assert_cmpfloat (interval.bca_high, ==, 0.0);
}

static void
test_one_group_has_no_interval (void)
{
  static const double one[] = {0.5};
  MienBootstrap interval = mien_bootstrap (1, 1000, 1, mean, one);

  g_assert_cmpfloat (interval.value, ==, 0.5);
  g_assert_true (isnan (interval.low) && isnan (interval.bca_high));
  g_assert_true (isnan (mien_bootstrap (0, 1000, 1, mean, one).value));
}

static void
draw_sample (GRand *rand, double *values, int n)
{
  for (int i = 0; i < n; i++) {
    values[i] = 0.0;
    for (int k = 0; k < 12; k++)
      values[i] += g_rand_double (rand) - 0.5;
  }
}

static gboolean
is_near (int held, int rounds, double share)
{
  return fabs (held - share * rounds) <= 5.0 * sqrt (rounds * share * (1.0 - share));
}

/* Of a normal mean, 95 % of the intervals hold the truth, less what percentiles are known to fall
 * short by: of 40 values they reach 1.96 sqrt (39 / 40) errors rather than Student's 2.02, which is
 * 94.0 %. All seeds count together; what is allowed is five standard deviations of the count. */
static void
test_intervals_hold_the_truth_as_often_as_they_say (void)
{
  enum {
    SEEDS = 10,
    ROUNDS = 200
  };
  int plain = 0, bca = 0;

  for (guint32 seed = 1; seed <= SEEDS; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

    for (int round = 0; round < ROUNDS; round++) {
      double values[40];
      MienBootstrap interval;

      draw_sample (rand, values, 40);
      interval = mien_bootstrap (40, 400, (guint64) seed * ROUNDS + (guint64) round, mean, values);
      plain += interval.low <= 0.0 && interval.high >= 0.0 ? 1 : 0;
      bca += interval.bca_low <= 0.0 && interval.bca_high >= 0.0 ? 1 : 0;
    }
  }
  g_test_message ("plain %d, bca %d of %d", plain, bca, SEEDS * ROUNDS);
  g_assert_true (is_near (plain, SEEDS * ROUNDS, 0.94));
  g_assert_true (is_near (bca, SEEDS * ROUNDS, 0.94));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bootstrap/resamples", test_resamples_repeat_and_differ);
  g_test_add_func ("/bootstrap/enumerated", test_drawing_comes_near_to_enumerating);
  g_test_add_func ("/bootstrap/persons", test_faces_of_a_person_stay_together);
  g_test_add_func ("/bootstrap/same", test_what_does_not_vary_has_no_width);
  g_test_add_func ("/bootstrap/one", test_one_group_has_no_interval);
  g_test_add_func ("/bootstrap/coverage", test_intervals_hold_the_truth_as_often_as_they_say);
  return g_test_run ();
}
