#include "engine/training/weighting/surgery.h"

#include "engine/core/rng.h"

static void
shuffle_others (const MienWeightingStep *step, int i, guint *others)
{
  MienRng rng = mien_rng_keyed (step->seed, MIEN_STREAM_WEIGHTING, (guint64) step->step,
                                (guint64) step->tasks[i]);
  guint n = 0;

  for (int j = 0; j < step->n; j++)
    if (j != i)
      others[n++] = (guint) j;
  mien_rng_shuffle (&rng, others, n);
}

void
mien_surgery (const MienWeightingMemory *memory,
              const MienWeightingStep *step,
              MienSurgery mend,
              double *shared)
{
  g_autofree double *p = g_new (double, step->n);
  g_autofree guint *others = g_new (guint, step->n);

  for (int k = 0; k < step->n; k++)
    shared[k] = 0.0;
  for (int i = 0; i < step->n; i++) {
    for (int k = 0; k < step->n; k++)
      p[k] = k == i ? 1.0 : 0.0;
    shuffle_others (step, i, others);
    for (int k = 0; k < step->n - 1; k++)
      mend (memory, step, p, i, (int) others[k]);
    for (int k = 0; k < step->n; k++)
      shared[k] += p[k];
  }
}
