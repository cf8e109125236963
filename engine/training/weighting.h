/* What turns the tasks' losses into one step. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *const *mien_weighting_methods (void); /* those that this build has: "fixed", "equal" */

/**
 * mien_weighting_compute:
 * @method: one of mien_weighting_methods()
 * @fixed: [n] the tasks' own weights
 * @labelled: [n] whether the batch has labels for the task; the others get 0
 * @weights: [n] out: what each task's loss is multiplied by
 */
void mien_weighting_compute (const char *method,
                             int n,
                             const double *fixed,
                             const gboolean *labelled,
                             float *weights);

G_END_DECLS
