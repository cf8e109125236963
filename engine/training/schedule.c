#include "engine/training/schedule.h"

#include <math.h>

/* One-cycle: the share of the steps that go up, and how far below lr it starts and ends. */
#define RISING 0.3
#define START_DIVISOR 25.0
#define END_DIVISOR (START_DIVISOR * 1e4)

static const char *const names[MIEN_N_SCHEDULES] = {
    [MIEN_SCHEDULE_CONSTANT] = "constant",
    [MIEN_SCHEDULE_COSINE] = "cosine",
    [MIEN_SCHEDULE_STEP] = "step",
    [MIEN_SCHEDULE_ONE_CYCLE] = "one-cycle",
};

const char *
mien_schedule_name (MienScheduleKind kind)
{
  return kind < MIEN_N_SCHEDULES ? names[kind] : NULL;
}

gboolean
mien_schedule_from_name (const char *name, MienScheduleKind *kind)
{
  for (int i = 0; i < (int) MIEN_N_SCHEDULES; i++)
    if (g_str_equal (name, names[i])) {
      *kind = (MienScheduleKind) i;
      return TRUE;
    }
  return FALSE;
}

/* From @first to @last along half a period, @share of the way. */
static double
half_cosine (double first, double last, double share)
{
  return last + 0.5 * (first - last) * (1.0 + cos (G_PI * share));
}

static double
one_cycle (double lr, double step, double n_steps)
{
  double top = RISING * n_steps - 1.0, end = n_steps - 1.0;

  if (step <= top)
    return half_cosine (lr / START_DIVISOR, lr, step / top);
  return half_cosine (lr, lr / END_DIVISOR, step < end ? (step - top) / (end - top) : 1.0);
}

double
mien_schedule_rate (const MienSchedule *self,
                    double lr,
                    gint64 step,
                    int epoch_steps,
                    gint64 n_steps)
{
  double warm = self->warmup * epoch_steps, t = (double) step, n = (double) n_steps;

  if (self->kind == MIEN_SCHEDULE_ONE_CYCLE)
    return one_cycle (lr, t, n);
  if (t < warm)
    return lr * MIN (1.0, (t + 1.0) / warm);
  if (self->kind == MIEN_SCHEDULE_COSINE && warm < n)
    return 0.5 * lr * (1.0 + cos (G_PI * (t - warm) / (n - warm)));
  if (self->kind == MIEN_SCHEDULE_STEP)
    return lr *
           pow (self->step_factor, floor ((t - warm) / ((double) epoch_steps * self->step_every)));
  return lr;
}
