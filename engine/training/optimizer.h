/* How gradients become steps: SGD with momentum, Adam, AdamW, and the schedule of the rate. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_OPTIMIZER_SGD,
  MIEN_OPTIMIZER_ADAM,
  MIEN_OPTIMIZER_ADAMW,
} MienOptimizerKind;

typedef enum {
  MIEN_SCHEDULE_CONSTANT,
  MIEN_SCHEDULE_COSINE, /* from lr down to 0 over all steps */
} MienSchedule;

typedef struct {
  MienOptimizerKind kind;
  double lr;
  double momentum;     /* SGD */
  double beta1, beta2; /* Adam; 0.9 and 0.999 */
  double epsilon;      /* Adam; 1e-8 */
  double weight_decay; /* SGD and Adam: added to the gradient; AdamW: decoupled; norms and biases
                          not */
  MienSchedule schedule;
} MienOptimizerSettings;

const char *mien_optimizer_name (MienOptimizerKind kind);
gboolean mien_optimizer_from_name (const char *name, MienOptimizerKind *kind);
const char *mien_schedule_name (MienSchedule schedule);
gboolean mien_schedule_from_name (const char *name, MienSchedule *schedule);
double mien_schedule_rate (MienSchedule schedule, double lr, gint64 step, gint64 n_steps);

typedef struct _MienOptimizer MienOptimizer;

MienOptimizer *mien_optimizer_new (const MienOptimizerSettings *settings, MienNetwork *network);
void mien_optimizer_free (MienOptimizer *self);
/* One update from the network's gradients, at rate @lr. Same bits for any pool. */
void mien_optimizer_step (MienOptimizer *self, MienPool *pool, double lr);

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
