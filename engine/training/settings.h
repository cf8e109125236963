/* Everything that decides a training besides the faces themselves; plain values, copied. */
#pragma once

#include "engine/network/network.h"
#include "engine/samples/augment.h"
#include "engine/samples/data/dataset.h"
#include "engine/samples/faces.h"
#include "engine/training/class-weights.h"
#include "engine/training/losses/losses.h"
#include "engine/training/optimizer.h"
#include "engine/training/order.h"
#include "engine/training/select.h"
#include "engine/training/steering.h"

G_BEGIN_DECLS

/* A flag that is next to never set would otherwise drown the others. */
#define MIEN_POSITIVE_MOST 20.0

typedef enum {
  MIEN_ROLE_MAIN, /* exactly one task: it picks the epoch and is compared */
  MIEN_ROLE_AUXILIARY,
  /* what is shared unlearns it: its gradient goes back reversed, more and more (reconcile.h) */
  MIEN_ROLE_ADVERSARIAL,
} MienRole;

const char *mien_role_name (MienRole role); /* "main", "auxiliary", "adversarial" */
gboolean mien_role_from_name (const char *name, MienRole *role);

/* How one task of the network is learned; its place in the array is the task's in the network. */
typedef struct {
  MienRole role;
  MienLossKind loss;
  const double *loss_options; /* (nullable): in the order of the loss's; lives as the column does */
  double weight;              /* of its loss in the sum, ≥ 0 */
  MienClassWeights class_weights; /* of class tasks: in the loss of the training part */
  const MienColumn *column;       /* labels; lives as long as the data set */
} MienTaskSettings;

/* (transfer full) (nullable): [classes] how much a sample of each counts, or [flags] how much a yes
 * of each does, by the training part of @parts [n]; NULL where all count alike. A flag's weight is
 * (no / yes)^positive, held between 1 / MIEN_POSITIVE_MOST and MIEN_POSITIVE_MOST, and 1 where the
 * part lacks one of the two. */
double *mien_task_settings_weigh (const MienTaskSettings *self, const gint8 *parts);

/* What picks the best epoch, and with stop_after the last. */
typedef struct {
  MienSelectBy by;
  const char *metric; /* (nullable): the main task is judged by; NULL: mien_metric_main() */
  double *weights;    /* (nullable): [n_tasks], ≥ 0, for MIEN_SELECT_WEIGHTED; NULL: all alike */
} MienSelectSettings;

typedef struct {
  GArray *tasks;             /* of MienTaskSettings */
  char *weighting;           /* one of mien_weighting_methods() */
  double *weighting_options; /* (nullable): in the method's order; NULL for their usual values */
  MienOptimizerSettings optimizer;
  MienAugment augment;
  MienSampling sampling;  /* balanced only where the main task is one of classes */
  double label_smoothing; /* of cross-entropy in training; 0 for none */
  int epochs;
  int stop_after; /* epochs in which nothing that @select looks at got better end the training; 0
                     for never */
  MienSelectSettings select;
  gboolean keep_best_of_each; /* a model of every task's own best epoch, where there are several */
  int batch;
  guint64 seed;
  int threads;      /* 0 for one a core; never changes a result */
  GArray *steering; /* (nullable) (element-type MienSteering): by step; obeyed as if told live */
  int checkpoints;  /* every so many epochs one is kept; 0 for none */
} MienTrainingSettings;

/* What is trained on; borrowed by the trainer. */
typedef struct {
  MienDataset *dataset;
  MienFaces *faces;
  const gint8 *parts; /* [n] of MienPart; samples that are not usable have NONE */
} MienExamples;

G_END_DECLS
