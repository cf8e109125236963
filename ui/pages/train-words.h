/* What the Train page says of the job: its state, what is trained, how far it is. */
#pragma once

#include "ui/models/workbench.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_TRAIN_NONE,
  MIEN_TRAIN_QUEUED,
  MIEN_TRAIN_PREPARING,
  MIEN_TRAIN_TRAINING,
  MIEN_TRAIN_PAUSED,
  MIEN_TRAIN_STOPPING,
  MIEN_TRAIN_FINISHED,
  MIEN_TRAIN_STOPPED,
  MIEN_TRAIN_FAILED,
} MienTrainState;

typedef struct {
  MienTrainState state;
  int run, n_runs;     /* 0-based number of the run within the job */
  int epoch, n_epochs; /* 0 where unknown */
  double images_per_second;
  double seconds_left; /* NaN where unknown */
} MienTrainProgress;

/* Whether there is a job that has begun and not ended. */
gboolean mien_train_state_is_running (MienTrainState state);
/* @doing: (nullable): the stage's words */
const char *mien_train_state_words (MienTrainState state, const char *doing);
/* (transfer full): "expression, pose"; @recipe: (nullable) */
char *mien_train_tasks_words (const MienRecipe *recipe);
/* (transfer full): "without pose · branch 2 of 2"; @branches: (element-type MienBranchRun);
 * @folder: (nullable): of the one that is trained */
char *mien_train_branch_words (GPtrArray *branches, const char *folder);
/* (transfer full): run 2 of 6, epoch 7 of 20, images a second, time left */
char *mien_train_progress_words (const MienTrainProgress *progress);

G_END_DECLS
