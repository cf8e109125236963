/* A shared trunk, what tasks have for themselves, and one head a task: built from a preset, run
 * forwards and backwards in batches. */
#pragma once

#include "engine/core/pool.h"
#include "engine/core/shape.h"
#include "engine/network/graph.h"
#include "engine/network/layer.h"
#include "engine/network/preprocessing.h"
#include "engine/network/profile.h"
#include "engine/network/sharing.h"
#include "engine/network/task.h"

G_BEGIN_DECLS

typedef struct _MienNetwork MienNetwork;

/**
 * MienPlan:
 * @MIEN_PLAN_PREDICT: forward only, and not for training
 * @MIEN_PLAN_TRAIN: forward and backward, gradients of the parameters
 * @MIEN_PLAN_EXPLAIN: as TRAIN, and every stage keeps its output and the gradient by it, and the
 *   gradient by the input is kept too; for few pictures at a time
 */
typedef enum {
  MIEN_PLAN_PREDICT,
  MIEN_PLAN_TRAIN,
  MIEN_PLAN_EXPLAIN,
} MienPlan;

/* One forward pass: @training switches dropout and batch statistics on; @seed and @step key
 * dropout. @again: of a batch that was passed before, which running statistics know already. */
typedef struct {
  gboolean training;
  guint64 seed;
  guint64 step;
  gboolean again;
} MienPass;

/* One row of the network diagram. */
typedef struct {
  char *name;    /* "block1", "trunk", or the task's name; copies are called as what they copy */
  char *text;    /* "2 × conv 3×3, 32" */
  MienShape out; /* n = 1 */
  gsize n_parameters;
  double flops; /* of one picture forward; a multiply and an add are 2 */
  gboolean is_head;
  int task;        /* whose own it is; -1 where it is shared */
  GArray *sources; /* of int: the stages that it reads, by their place; -1 the picture; owned */
} MienStage;

void mien_stage_free (MienStage *stage);

const char *const *mien_network_presets (void);

/**
 * mien_network_new:
 * @preset: one of mien_network_presets()
 * @preprocessing: copied; fixes the input's size and channels
 * @tasks: (element-type MienTask) (transfer none): at least one, copied
 * @seed: of the initial weights
 * @error: %MIEN_ERROR_RANGE for an unknown preset or branch, %MIEN_ERROR_SHAPE for a picture too
 *   small for the preset's pooling, %MIEN_ERROR_NO_MEMORY
 *
 * Returns: (transfer full) (nullable): a network with its initial weights, not yet planned
 */
MienNetwork *mien_network_new (const char *preset,
                               const MienPreprocessing *preprocessing,
                               GPtrArray *tasks,
                               guint64 seed,
                               GError **error);

/**
 * mien_network_new_sharing:
 *
 * As mien_network_new(), with the tasks sharing the preset in another way than the hard one. All
 * tasks then branch from "trunk".
 */
MienNetwork *mien_network_new_sharing (const char *preset,
                                       const MienSharing *sharing,
                                       const MienPreprocessing *preprocessing,
                                       GPtrArray *tasks,
                                       guint64 seed,
                                       GError **error);

/**
 * mien_network_new_with_graph:
 * @name: what mien_network_get_preset() answers; a model file loads again only where it is one of
 *   mien_network_presets()
 * @graph: (transfer full), also where it fails: reads pictures as @preprocessing says; at least one
 *   layer, and somebody reads every output that is not a task's end. Tasks' own copies and heads
 *   are added to it
 * @preprocessing, @tasks, @seed: as mien_network_new()
 * @error: %MIEN_ERROR_RANGE for a task that it cannot have
 *
 * Returns: (transfer full) (nullable): a network with its initial weights, not yet planned
 */
MienNetwork *mien_network_new_with_graph (const char *name,
                                          MienGraph *graph,
                                          const MienPreprocessing *preprocessing,
                                          GPtrArray *tasks,
                                          guint64 seed,
                                          GError **error);
void mien_network_free (MienNetwork *self);

/* What it was built from; all (transfer none). */
const char *mien_network_get_preset (MienNetwork *self);
const MienSharing *mien_network_get_sharing (MienNetwork *self);
const MienPreprocessing *mien_network_get_preprocessing (MienNetwork *self);
GPtrArray *mien_network_get_tasks (MienNetwork *self);
int mien_network_find_task (MienNetwork *self, const char *name); /* -1 where there is none */

/* The mean and deviation of %MIEN_STANDARDISE_DATASET become known after the network is built. */
void mien_network_set_preprocessing (MienNetwork *self, const MienPreprocessing *preprocessing);

/**
 * mien_network_freeze:
 * @stage: (nullable): a shared stage; %NULL or "" freezes nothing
 * @error: %MIEN_ERROR_RANGE where no such stage is shared
 *
 * What is shared up to and with @stage stays as it is: it runs as in prediction also in training
 * passes (batch norm at its running statistics, which stay, and no dropout), its parameters are not
 * trainable and have no gradients, and where nothing before it learns no gradient goes back to it.
 * What tasks have for themselves learns on. Forgets the plan.
 */
gboolean mien_network_freeze (MienNetwork *self, const char *stage, GError **error);

/**
 * mien_network_plan:
 * @max_batch: most pictures in one pass
 * @n_workers: of the pool that will run it, for scratch memory
 *
 * Takes all memory that passes need from one arena; earlier plans are given back. The weights stay.
 */
gboolean
mien_network_plan (MienNetwork *self, MienPlan plan, int max_batch, int n_workers, GError **error);
gsize mien_network_get_plan_bytes (MienNetwork *self);

/* (transfer none) (nullable): passes from now on add their layers' times to it; %NULL ends that. */
void mien_network_set_profile (MienNetwork *self, MienProfile *profile);

/**
 * mien_network_forward:
 * @pool: results do not depend on how many workers it has
 * @x: [n,C,H,W] standardised pictures, the caller's
 * @n: 1 … the plan's largest batch
 *
 * The batch is cut into chunks by @n alone. Allocates nothing.
 */
void mien_network_forward (MienNetwork *self,
                           MienPool *pool,
                           const float *x,
                           int n,
                           const MienPass *pass);

/* [n,width] raw outputs of head @task after a forward pass, and where a loss writes its gradient.
 */
const float *mien_network_get_logits (MienNetwork *self, int task);
float *mien_network_get_d_logits (MienNetwork *self, int task);

/**
 * mien_network_backward:
 * @heads: [n_tasks]; what belongs to task t alone (its head, and its copies of stages) gets the
 *   gradient of heads[t] L_t, given d L_t / d logits_t
 * @shared: [n_tasks]; what is shared gets the gradient of sum_t shared[t] L_t; may be @heads. Below
 *   0 the gradient is reversed: what is shared learns to make the task harder while its own
 *   layers learn it. Ganin et al., "Domain-Adversarial Training of Neural Networks", JMLR 17,
 *   2016, eq. 13-15
 *
 * Overwrites the gradient of every parameter. Call it after a forward pass of the same batch, as
 * often as wanted: one-hot @shared gives each task's own gradient. After a pass with
 * training = FALSE, batch norm is taken at its running statistics.
 */
void
mien_network_backward (MienNetwork *self, MienPool *pool, const float *heads, const float *shared);

/* [n,C,H,W] gradient by the input; %MIEN_PLAN_EXPLAIN only. */
const float *mien_network_get_d_input (MienNetwork *self);

/* (element-type guint) (transfer full): the last stages before @task's answer that have more than
 * one pixel, by their place among those described, of which none reads another: one of a trunk, but
 * one of each column or expert. None where there are no maps. */
GArray *mien_network_find_maps (MienNetwork *self, int task);

/* Output and gradient of a stage, by its place among those described that are no heads; EXPLAIN
 * only. */
void mien_network_get_stage (MienNetwork *self,
                             guint stage,
                             MienShape *shape,
                             const float **y,
                             const float **d_y);

/* (element-type MienParameter) (transfer none): trainable ones and running statistics, fixed order
 */
GPtrArray *mien_network_get_parameters (MienNetwork *self);
gsize mien_network_count_parameters (MienNetwork *self); /* trainable numbers */

/* (element-type MienLayer) (transfer none): each behind those that it reads, heads included; and
 * the one of them that gives the answer to @task */
GPtrArray *mien_network_get_layers (MienNetwork *self);
int mien_network_get_answer (MienNetwork *self, int task);

/* (element-type MienStage) (transfer full): the diagram; needs no plan. What is shared from the
 * picture on, then each task's own stages, then the heads in the tasks' order. */
GPtrArray *mien_network_describe (MienNetwork *self);

/* One row of cross-stitch units. */
typedef struct {
  char *stage;          /* what it stands behind: "pool1" */
  const float **alphas; /* [n_tasks][n_tasks] how much of each task's column goes into each's; the
                         * network's */
} MienStitch;

/* (element-type MienStitch) (transfer full): from the picture on; none unless tasks share so */
GPtrArray *mien_network_get_stitches (MienNetwork *self);
/* (nullable): [n,n_experts] how much @task took of each expert in the last forward pass; %NULL
 * unless it mixes experts */
const float *mien_network_get_gates (MienNetwork *self, int task);

/* (transfer none) (nullable): interned: the stage of the diagram that @parameter lies in; NULL
 * where it is a head's */
const char *mien_network_find_stage (MienNetwork *self, const MienParameter *parameter);

/* (transfer full): where @parameter stands, in words: "block2, conv 3×3", "the head of pose" */
char *mien_network_locate (MienNetwork *self, const MienParameter *parameter);

/* (transfer full): sha256 in hex over every parameter's bytes, running statistics included */
char *mien_network_fingerprint (MienNetwork *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienNetwork, mien_network_free)

G_END_DECLS
