/* What turns the tasks' losses into one step: a method with its options and its memory. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

typedef struct _MienWeighting MienWeighting;

const char *const *mien_weighting_methods (void);                  /* names, as in recipes */
const MienWeightingMethod *mien_weighting_find (const char *name); /* (nullable) */
guint mien_weighting_count_options (const MienWeightingMethod *method);

/* @options: (nullable): in the order of the method's options; NULL for their usual values */
MienWeighting *
mien_weighting_new (const MienWeightingMethod *method, const double *options, int n_tasks);
void mien_weighting_free (MienWeighting *self);
const MienWeightingMethod *mien_weighting_get_method (MienWeighting *self);

/* What a checkpoint keeps: @n numbers, the weighting's own, to read and to write. */
double *mien_weighting_get_state (MienWeighting *self, gsize *n);

/* What is told of all tasks; arrays are [n_tasks], @gram [n_tasks,n_tasks]. */
typedef struct {
  const gboolean *takes_part; /* on, and with a label in the batch; at least one does */
  const double *losses, *given;
  const double *gram; /* NULL unless the method needs it */
  int main;
  double progress, rate;
  guint64 seed;
  gint64 step;
} MienWeightingInput;

/* What comes out; 0 for tasks that take no part. */
typedef struct {
  float *heads, *shared; /* [n_tasks] */
  double regulariser;
  gboolean fell_back;
} MienWeightingResult;

/**
 * mien_weighting_weigh:
 *
 * Where a number of @input or of the method's answer is not finite (as a float), its solver found
 * nothing, or it lacks the gradients that it needs, every task that takes part counts as 1 and
 * @result says that it fell back.
 */
void mien_weighting_weigh (MienWeighting *self,
                           const MienWeightingInput *input,
                           MienWeightingResult *result);
/* After the step, for a method that looks again: @input as it was weighed, with the losses now. */
void mien_weighting_look_again (MienWeighting *self, const MienWeightingInput *input);
/* @losses: [n_tasks], NaN where the epoch had no label */
void mien_weighting_end_epoch (MienWeighting *self, const double *losses);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienWeighting, mien_weighting_free)

G_END_DECLS
