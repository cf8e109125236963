/* How gradients become steps: SGD with momentum, Adam, AdamW; clipped gradients. */
#pragma once

#include "engine/network/network.h"
#include "engine/training/schedule.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_OPTIMIZER_SGD,
  MIEN_OPTIMIZER_ADAM,
  MIEN_OPTIMIZER_ADAMW,
} MienOptimizerKind;

typedef struct {
  MienOptimizerKind kind;
  double lr;
  double momentum;     /* SGD */
  gboolean nesterov;   /* SGD: look one step of the momentum ahead */
  double beta1, beta2; /* Adam; 0.9 and 0.999 */
  double epsilon;      /* Adam; 1e-8 */
  double weight_decay; /* SGD and Adam: added to the gradient; AdamW: decoupled; norms and biases
                          not */
  double clip;         /* largest norm of all gradients together; 0 for any */
  double ema;          /* decay of the weights' average (average.h); 0 for none */
  MienSchedule schedule;
} MienOptimizerSettings;

const char *mien_optimizer_name (MienOptimizerKind kind);
gboolean mien_optimizer_from_name (const char *name, MienOptimizerKind *kind);

typedef struct _MienOptimizer MienOptimizer;

MienOptimizer *mien_optimizer_new (const MienOptimizerSettings *settings, MienNetwork *network);
void mien_optimizer_free (MienOptimizer *self);

/**
 * mien_optimizer_step:
 * @lr: rate of this step
 * @takes_part: (nullable): [n_tasks]; what belongs to a task that takes no part stays as it is, its
 *   momentum and its decay too; NULL for all
 *
 * One update from the network's gradients g, which stay as they are. With @clip > 0 they count as
 *
 *     g min (1, clip / ||g||),   ||g|| over all parameters together
 *
 * Then, with d = @weight_decay for weights and 0 for biases and norms:
 *
 *     SGD        v = m v + g + d w;  w -= lr v
 *     Nesterov   v = m v + g + d w;  w -= lr (g + d w + m v)
 *     Adam       on g + d w;  AdamW on g, after w *= 1 - lr d
 *
 * Same bits for any pool.
 *
 * Sources: Sutskever et al., "On the Importance of Initialization and Momentum in Deep Learning",
 * ICML 2013, in the form that PyTorch has; Kingma & Ba, "Adam: A Method for Stochastic
 * Optimization", ICLR 2015, algorithm 1; Loshchilov & Hutter, "Decoupled Weight Decay
 * Regularization", ICLR 2019, algorithm 2; clipping, Pascanu, Mikolov & Bengio, "On the Difficulty
 * of Training Recurrent Neural Networks", ICML 2013, algorithm 1.
 */
void
mien_optimizer_step (MienOptimizer *self, MienPool *pool, double lr, const gboolean *takes_part);
/* (nullable): the parameter whose gradient is not finite, as mien_pieces_find_not_finite(). */
const MienParameter *mien_optimizer_find_not_finite (MienOptimizer *self, MienPool *pool);

/* The optimizer's memory as named numbers, for a checkpoint; (transfer none), in a fixed order. */
typedef struct {
  char *name; /* "momentum.trunk.0.weight" */
  float *value;
  gsize len;
} MienOptimizerSlot;

GArray *mien_optimizer_get_slots (MienOptimizer *self); /* of MienOptimizerSlot */
/* Updates done so far, which Adam's bias correction counts. */
gint64 mien_optimizer_get_step (MienOptimizer *self);
void mien_optimizer_set_step (MienOptimizer *self, gint64 step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienOptimizer, mien_optimizer_free)

G_END_DECLS
