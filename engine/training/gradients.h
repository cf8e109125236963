/* What each task alone asks of the parameters that are shared: one gradient a task, how they lie to
 * each other, and one made of them. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

typedef struct _MienGradients MienGradients;

/**
 * mien_gradients_new:
 * @network: (transfer none): lives longer; what is frozen is so by now
 * @error: %MIEN_ERROR_NO_MEMORY: a float a task and shared parameter is taken here, once for all
 */
MienGradients *mien_gradients_new (MienNetwork *network, GError **error);
void mien_gradients_free (MienGradients *self);
gsize mien_gradients_get_bytes (const MienGradients *self);

/* NULL-terminated: the stages that share something that learns, from the picture on, and "all". */
const char *const *mien_gradients_get_stages (const MienGradients *self);
guint mien_gradients_get_n_stages (const MienGradients *self); /* "all" among them */

/**
 * mien_gradients_measure:
 * @takes_part: [n_tasks]; the gradient of the others counts as 0
 * @signs: [n_tasks] each gradient is taken times this
 *
 * Goes back once a task that takes part, after a forward pass with its d_logits. Parameters that
 * belong to one task are left with their raw gradients.
 */
void mien_gradients_measure (MienGradients *self,
                             MienPool *pool,
                             const gboolean *takes_part,
                             const float *signs);

/* [n_stages,n_tasks,n_tasks] g_i · g_j within each stage, as measured last; the last matrix is of
 * all. Products and sums are taken in double, in an order that does not depend on the pool. */
const double *mien_gradients_get_grams (const MienGradients *self);

/**
 * mien_gradients_combine:
 * @heads: [n_tasks]; raw gradients of what belongs to task t are taken times heads[t]
 * @shared: [n_tasks]; what is shared gets sum_t shared[t] g_t
 *
 * Makes of what was measured the network's gradients, as mien_network_backward() would. Call it
 * once.
 */
void mien_gradients_combine (MienGradients *self,
                             MienPool *pool,
                             const float *heads,
                             const float *shared);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienGradients, mien_gradients_free)

G_END_DECLS
