/* Trains one network in one folder: steps, history, checkpoints, the best model. */
#pragma once

#include "engine/training/conflict.h"
#include "engine/training/control.h"
#include "engine/training/settings.h"

G_BEGIN_DECLS

/* The epoch that was best for one task. */
typedef struct {
  int epoch; /* 0 where the task was never judged */
  double value;
  const char *metric; /* interned or static */
  char *model;        /* (nullable): file in the run's folder, where one of that epoch is kept */
} MienTaskBest;

void mien_task_best_clear (MienTaskBest *self);

/* What came out; strings owned. */
typedef struct {
  char *fingerprint;       /* of the weights after the last step, not averaged */
  char *model_fingerprint; /* of the best model */
  int epochs;              /* trained */
  gboolean gave_up;        /* ended by @stop_after, before all epochs were done */
  int best_epoch;
  double best_value;      /* of the main task's metric then */
  GArray *bests;          /* of MienTaskBest: one a task */
  MienConflict *conflict; /* (nullable): where several tasks share something */
  double seconds;         /* of training, pauses left out, earlier sittings included */
  double images_per_second;
  const char *isa; /* the instruction set of the last sitting: others differ in the last bits */
  gint64 steps;
} MienTrainingOutcome;

void mien_training_outcome_clear (MienTrainingOutcome *self);

/**
 * mien_trainer_run:
 * @network: (transfer none): with its initial weights; holds the best model's afterwards
 * @examples: lives through the call
 * @folder: an existing folder; gets history.csv, checkpoint.safetensors, model.safetensors and, of
 *   a task that had its best in another epoch, model-TASK.safetensors
 * @recipe, @data: (nullable): written into the model file
 * @resume: go on from the folder's checkpoint if it has one
 * @control: commands are obeyed between steps; events are sent from this thread
 * @run: number of this run for the events
 * @error: %G_IO_ERROR_CANCELLED after STOP (the checkpoint is on disk); %MIEN_ERROR_NUMERIC when a
 *   loss or gradient stops being finite, naming step, epoch, task or parameter, and the layer;
 * %MIEN_ERROR_RANGE when a task has no label in the training part; file errors
 *
 * Blocks: called on the job's own thread. The batch at a step depends on (seed, epoch, position)
 * alone, so stopping and going on, and any number of threads, give the same bits.
 *
 * Where the weights are averaged, the averaged ones are validated, kept as the best model and
 * predicted with, while the raw ones are trained on. Losses of the training part are what was
 * minimised, label smoothing and all; those of the other parts are the plain ones.
 *
 * Returns: %TRUE when all epochs are done, or no epoch was better for too long
 */
gboolean mien_trainer_run (MienNetwork *network,
                           const MienTrainingSettings *settings,
                           const MienExamples *examples,
                           const char *folder,
                           const char *recipe,
                           const char *data,
                           gboolean resume,
                           MienControl *control,
                           int run,
                           int n_runs,
                           MienTrainingOutcome *outcome,
                           GError **error);

G_END_DECLS
