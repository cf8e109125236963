/* What every weighting method is: a name, options, and how it weighs one step. A method's own
 * header gives its formula and source; weighting.c lists them all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A number that the recipe may set, "weighting.NAME". */
typedef struct {
  const char *name; /* NULL ends a list */
  double value;     /* unless set */
  double least, most;
  gboolean whole; /* no fractions */
} MienWeightingOption;

/* What a method is told between the way forward and the way back of one step. A task that is off,
 * or has no label in the batch, takes no part: places below count those that do. */
typedef struct {
  int n;                /* tasks that take part, at least 1 */
  const int *tasks;     /* [n] their numbers among all tasks: where their state is */
  int main;             /* the main task's place; -1 where it takes no part */
  const double *losses; /* [n] means over the labels of the batch */
  const double *given;  /* [n] the weights that the person gave */
  const double *gram;   /* [n,n] g_i · g_j of the gradients by the shared parameters; NULL unless
                           the method needs them */
  double progress;      /* 0 … 1 of the whole training */
  double rate;          /* the optimizer's learning rate at this step */
  guint64 seed;
  gint64 step; /* steps done before */
} MienWeightingStep;

/* What it answers; both weights come in as 1, the rest as 0. */
typedef struct {
  double *heads;  /* [n] each loss times this goes back through what belongs to its task alone */
  double *shared; /* [n] and times this through what is shared */
  double regulariser; /* what the method adds to the total itself */
  gboolean fell_back; /* its solver found nothing: every task counts as 1 */
} MienWeightingAnswer;

typedef struct {
  const double *options; /* in the order of the method's options */
  double *state;         /* what it remembers from step to step; kept in checkpoints */
  int n_tasks;           /* all of them */
} MienWeightingMemory;

/**
 * MienWeightingMethod:
 * @needs_gradients: @gram is wanted, which takes a way back a task
 * @looks_again: wants the losses of the same batch after the step, which takes a second way forward
 * @heeds_given: the weights that the person gives count
 * @least_tasks: fewer than these make no sense
 * @n_state: (nullable): numbers to remember
 * @start: (nullable): fills the state, which comes in as 0
 * @weigh: one step
 * @look_again: (nullable): @step as it was weighed, but with the losses as they are now
 * @end_epoch: (nullable): @losses [n_tasks] means over the epoch's labels, NaN where there was none
 *
 * Reentrant; everything that lasts is in the memory.
 */
typedef struct {
  const char *name;
  gboolean needs_gradients, looks_again, heeds_given;
  int least_tasks;
  const MienWeightingOption *options; /* (nullable) */
  gsize (*n_state) (int n_tasks);
  void (*start) (const MienWeightingMemory *memory);
  void (*weigh) (const MienWeightingMemory *memory,
                 const MienWeightingStep *step,
                 MienWeightingAnswer *answer);
  void (*look_again) (const MienWeightingMemory *memory, const MienWeightingStep *step);
  void (*end_epoch) (const MienWeightingMemory *memory, const double *losses);
} MienWeightingMethod;

G_END_DECLS
