#include "engine/training/select.h"

#include <math.h>

static const char *const names[MIEN_N_SELECTS] = {
    [MIEN_SELECT_MAIN] = "main",
    [MIEN_SELECT_MEAN_RANK] = "mean-rank",
    [MIEN_SELECT_WEIGHTED] = "weighted",
    [MIEN_SELECT_STAND_STILL] = "stand-still",
};

const char *
mien_select_name (MienSelectBy by)
{
  return (guint) by < MIEN_N_SELECTS ? names[by] : NULL;
}

static double
figure (const MienSelection *self, guint epoch, guint task)
{
  double value = self->figures[(gsize) epoch * self->n_tasks + task];

  return isnan (value) ? (double) -INFINITY : value;
}

static gboolean
is_judged (const MienSelection *self, guint task)
{
  return self->counts[task] && mien_select_best_of (self, task) >= 0;
}

static double
rank (const MienSelection *self, guint epoch, guint task)
{
  double own = figure (self, epoch, task);
  guint n_better = 0, n_equal = 0;

  for (guint e = 0; e < self->n_epochs; e++) {
    double other = figure (self, e, task);

    n_better += other > own;
    n_equal += !(other > own) && !(other < own);
  }
  return n_better + 0.5 * (n_equal + 1);
}

static double
mean_rank (const MienSelection *self, guint epoch)
{
  double sum = 0.0;
  guint n = 0;

  for (guint t = 0; t < self->n_tasks; t++)
    if (is_judged (self, t)) {
      sum += rank (self, epoch, t);
      n++;
    }
  return n > 0 ? sum / n : (double) INFINITY;
}

static double
weighted_sum (const MienSelection *self, guint epoch)
{
  double sum = 0.0;
  gboolean any = FALSE;

  for (guint t = 0; t < self->n_tasks; t++) {
    double weight = self->weights != NULL ? self->weights[t] : 1.0;

    if (weight > 0.0 && is_judged (self, t)) {
      sum += weight * figure (self, epoch, t);
      any = TRUE;
    }
  }
  return any ? sum : (double) -INFINITY;
}

double
mien_select_score (const MienSelection *self, guint epoch)
{
  switch (self->by) {
  case MIEN_SELECT_MEAN_RANK:
    return -mean_rank (self, epoch);
  case MIEN_SELECT_WEIGHTED:
    return weighted_sum (self, epoch);
  default:
    return figure (self, epoch, self->main_task);
  }
}

int
mien_select_best_of (const MienSelection *self, guint task)
{
  int best = -1;

  for (guint e = 0; e < self->n_epochs; e++)
    if (isfinite (figure (self, e, task)) &&
        (best < 0 || figure (self, e, task) > figure (self, (guint) best, task)))
      best = (int) e;
  return best;
}

gboolean
mien_select_is_record (const MienSelection *self, guint task)
{
  return mien_select_best_of (self, task) == (int) self->n_epochs - 1;
}

gboolean
mien_select_improves (const MienSelection *self, int kept)
{
  gboolean improves = kept < 0 || mien_select_score (self, self->n_epochs - 1) >
                                      mien_select_score (self, (guint) kept);

  for (guint t = 0; self->by == MIEN_SELECT_STAND_STILL && t < self->n_tasks; t++)
    improves = improves || (self->counts[t] && mien_select_is_record (self, t));
  return improves;
}
