/* The learning rate, step by step: a warm-up, and what follows it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_SCHEDULE_CONSTANT,
  MIEN_SCHEDULE_COSINE,    /* from lr down to 0 over all steps after the warm-up */
  MIEN_SCHEDULE_STEP,      /* times @step_factor every @step_every epochs */
  MIEN_SCHEDULE_ONE_CYCLE, /* up to lr and far down again; brings its own warm-up */
  MIEN_N_SCHEDULES,
} MienScheduleKind;

typedef struct {
  MienScheduleKind kind;
  double warmup;      /* epochs, parts of one too; not for one-cycle */
  int step_every;     /* epochs, at least 1; step alone */
  double step_factor; /* step alone */
} MienSchedule;

const char *mien_schedule_name (MienScheduleKind kind); /* as in recipes; NULL past the last */
gboolean mien_schedule_from_name (const char *name, MienScheduleKind *kind);

/**
 * mien_schedule_rate:
 * @lr: the recipe's rate, the largest that is reached
 * @step: t, from 0: the step that is about to be done
 * @epoch_steps: E, steps of an epoch, at least 1
 * @n_steps: N, steps of the whole training
 *
 * With w = warmup E, which need not be whole:
 *
 *     t < w       lr min (1, (t + 1) / w), so that the very first step does something
 *     constant    lr
 *     cosine      lr (1 + cos (pi (t - w) / (N - w))) / 2
 *     step        lr step_factor ^ floor ((t - w) / (E step_every))
 *     one-cycle   from lr / 25 at t = 0 by a half cosine up to lr at t = 0.3 N - 1, and by another
 *                 down to lr / 250000 at t = N - 1; the momentum stays as it is
 *
 * Sources: the warm-up, Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour",
 * arXiv 1706.02677, section 2.2; cosine, Loshchilov & Hutter, "SGDR: Stochastic Gradient Descent
 * with Warm Restarts", ICLR 2017, eq. 5 with one period and a floor of 0; one-cycle, Smith & Topin,
 * "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2018, with
 * the shape and constants that PyTorch's OneCycleLR has by default.
 *
 * Pure and reentrant.
 */
double mien_schedule_rate (const MienSchedule *self,
                           double lr,
                           gint64 step,
                           int epoch_steps,
                           gint64 n_steps);

G_END_DECLS
