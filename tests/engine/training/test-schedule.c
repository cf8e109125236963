#include "engine/training/schedule.h"

#include <math.h>

static void
check (const MienSchedule *schedule, gint64 step, int epoch_steps, gint64 n_steps, double expected)
{
  g_assert_cmpfloat_with_epsilon (mien_schedule_rate (schedule, 0.2, step, epoch_steps, n_steps),
                                  0.2 * expected, 1e-9);
}

static void
test_cosine_ends_at_nothing (void)
{
  MienSchedule cosine = {.kind = MIEN_SCHEDULE_COSINE};

  check (&cosine, 0, 10, 100, 1.0);
  check (&cosine, 50, 10, 100, 0.5);
  check (&cosine, 100, 10, 100, 0.0);
}

static void
test_constant_stays (void)
{
  MienSchedule constant = {.kind = MIEN_SCHEDULE_CONSTANT};

  check (&constant, 0, 10, 100, 1.0);
  check (&constant, 99, 10, 100, 1.0);
}

static void
test_steps_are_counted_in_epochs (void)
{
  MienSchedule step = {.kind = MIEN_SCHEDULE_STEP, .step_every = 3, .step_factor = 0.5};

  check (&step, 29, 10, 100, 1.0);
  check (&step, 30, 10, 100, 0.5);
  check (&step, 59, 10, 100, 0.5);
  check (&step, 99, 10, 100, 0.125);
}

static void
test_a_warm_up_climbs_in_a_line_and_the_rest_follows (void)
{
  MienSchedule warm = {.kind = MIEN_SCHEDULE_CONSTANT, .warmup = 0.5};

  for (int step = 0; step < 5; step++)
    check (&warm, step, 10, 100, (step + 1) / 5.0);
  check (&warm, 5, 10, 100, 1.0);

  warm.kind = MIEN_SCHEDULE_COSINE; /* a whole cosine over the 80 steps that are left */
  warm.warmup = 2.0;
  check (&warm, 9, 10, 100, 0.5);
  check (&warm, 20, 10, 100, 1.0);
  check (&warm, 60, 10, 100, 0.5);
  check (&warm, 100, 10, 100, 0.0);

  warm = (MienSchedule){MIEN_SCHEDULE_STEP, 1.0, 2, 0.1}; /* epochs count from its end */
  check (&warm, 29, 10, 100, 1.0);
  check (&warm, 30, 10, 100, 0.1);
}

static void
test_a_warm_up_need_not_be_whole_steps (void)
{
  MienSchedule warm = {.kind = MIEN_SCHEDULE_CONSTANT, .warmup = 0.25};

  check (&warm, 0, 10, 100, 0.4);
  check (&warm, 1, 10, 100, 0.8);
  check (&warm, 2, 10, 100, 1.0);
  warm.warmup = 0.01;
  check (&warm, 0, 10, 100, 1.0);
}

/* By hand from the formula and the defaults of PyTorch's OneCycleLR. */
static void
test_one_cycle_of_ten_steps (void)
{
  static const double expected[] = {0.04,         0.52,         1.0,          0.9504846320,
                                    0.8117456539, 0.6112620219, 0.3887419781, 0.1882583461,
                                    0.0495193680, 4e-6};
  MienSchedule cycle = {.kind = MIEN_SCHEDULE_ONE_CYCLE};

  for (int step = 0; step < 10; step++)
    check (&cycle, step, 5, 10, expected[step]);
  check (&cycle, 10, 5, 10, 4e-6);
}

static void
test_the_shortest_trainings_have_a_rate (void)
{
  for (int kind = 0; kind < (int) MIEN_N_SCHEDULES; kind++)
    for (gint64 n_steps = 1; n_steps <= 12; n_steps++)
      for (gint64 step = 0; step < n_steps; step++) {
        MienSchedule schedule = {(MienScheduleKind) kind, 0.0, 1, 0.5};
        double rate = mien_schedule_rate (&schedule, 0.2, step, 1, n_steps);

        g_assert_true (isfinite (rate) && rate > 0.0 && rate <= 0.2);
      }
}

static void
test_names_come_back (void)
{
  MienScheduleKind kind;

  for (int i = 0; i < (int) MIEN_N_SCHEDULES; i++) {
    g_assert_true (mien_schedule_from_name (mien_schedule_name ((MienScheduleKind) i), &kind));
    g_assert_cmpint (kind, ==, i);
  }
  g_assert_false (mien_schedule_from_name ("linear", &kind));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/cosine", test_cosine_ends_at_nothing);
  g_test_add_func ("/schedule/constant", test_constant_stays);
  g_test_add_func ("/schedule/step", test_steps_are_counted_in_epochs);
  g_test_add_func ("/schedule/warm-up", test_a_warm_up_climbs_in_a_line_and_the_rest_follows);
  g_test_add_func ("/schedule/parts", test_a_warm_up_need_not_be_whole_steps);
  g_test_add_func ("/schedule/one-cycle", test_one_cycle_of_ten_steps);
  g_test_add_func ("/schedule/short", test_the_shortest_trainings_have_a_rate);
  g_test_add_func ("/schedule/names", test_names_come_back);
  return g_test_run ();
}
