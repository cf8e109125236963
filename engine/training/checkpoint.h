/* The state that a training goes on from: checkpoint.safetensors, replaced whole; and those that
 * are kept, under names of their own. */
#pragma once

#include "engine/training/average.h"
#include "engine/training/optimizer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sums over the batches of the epoch that is under way; a mean is sum / n. */
typedef struct {
  double loss, n_loss, metric, n_metric;
} MienEpochSums;

/* What some part of the trainer remembers from step to step: its own numbers, read and written. */
typedef struct {
  const char *name; /* static */
  double *numbers;
  gsize n;
} MienMemory;

/* Everything besides the network's and the optimizer's numbers. */
typedef struct {
  guint n_tasks;
  gint64 step;
  gboolean pending;    /* the last step of an epoch is done, its validation is not */
  double *weights;     /* [n_tasks] as last set */
  gboolean *on;        /* [n_tasks] as last switched */
  gint64 n_steered;    /* rows of the history that tell of commands */
  gint64 n_planned;    /* of the settings' steering: how many were obeyed */
  double told_rate;    /* in the place of the settings' learning rate; 0 as long as none was told */
  gint64 told_epochs;  /* the same of their number of epochs */
  MienEpochSums *sums; /* [n_tasks] */
  GArray *values;     /* of double [epochs,n_tasks]: what each task was judged by, epoch by epoch */
  GArray *memories;   /* of MienMemory */
  int best_epoch;     /* 0 before the first */
  int improved_epoch; /* the last one with a better metric, not only a smaller loss, than before */
  double best_value, best_loss;
  char *model_fingerprint; /* (nullable): of the best model */
  char *data;              /* (nullable): fingerprint of what is learned from */
  double seconds;
} MienTrainingState;

void mien_training_state_init (MienTrainingState *self, guint n_tasks, const char *data);
void mien_training_state_clear (MienTrainingState *self);
/* @numbers [@n] are kept in checkpoints from now on; they live as long as @self. */
void
mien_training_state_remember (MienTrainingState *self, const char *name, double *numbers, gsize n);

/* @average: (nullable) */
gboolean mien_checkpoint_save (const char *folder,
                               MienNetwork *network,
                               MienOptimizer *optimizer,
                               MienAverage *average,
                               const MienTrainingState *state,
                               GError **error);
gboolean mien_checkpoint_exists (const char *folder);
/* Where the checkpoint after @epoch stays for good where the recipe asks for it. (transfer full):
 * FOLDER/checkpoints/epoch-NNN.safetensors */
char *mien_checkpoint_kept_path (const char *folder, int epoch);
/* The folder of the best models until then. (transfer full): FOLDER/checkpoints/epoch-NNN */
char *mien_checkpoint_kept_models_path (const char *folder, int epoch);
/* The epochs whose checkpoints were kept. (transfer full) (element-type int): in order */
GArray *mien_checkpoint_list_kept (const char *folder);
/* Keeps the checkpoint and the models that @folder has now, each whole or not at all. */
gboolean mien_checkpoint_keep (const char *folder, int epoch, GError **error);
/* Keeps the checkpoint and the models that @folder has now as FOLDER/checkpoints/step-NNNNNN, which
 * nothing ever replaces: where another checkpoint has that name, this one gets step-NNNNNN-2.
 * @path: (out) (transfer full) */
gboolean
mien_checkpoint_keep_for_good (const char *folder, gint64 step, char **path, GError **error);
/* (transfer full) (element-type filename): the paths of those, by step and then by number */
GPtrArray *mien_checkpoint_list_saved (const char *folder);
/* The step in the name of one of them. */
gint64 mien_checkpoint_saved_step (const char *path);
/* The best models in folder @from get a second name in @to: model.safetensors and those of single
 * tasks. */
gboolean mien_checkpoint_link_models (const char *from, const char *to, GError **error);
/* Whether a file of a run's folder is one of them. */
gboolean mien_checkpoint_is_model (const char *name);

/**
 * mien_checkpoint_settle:
 *
 * Makes the models in @folder those that its checkpoint knows of, where a training was killed
 * between the two: see settle.c. Only while nobody trains there.
 */
gboolean mien_checkpoint_settle (const char *folder, GError **error);
/* The same for a training that stands at @step, and has validated it unless @pending. */
gboolean
mien_checkpoint_settle_at (const char *folder, gint64 step, gboolean pending, GError **error);
/* (transfer full): where a model @name of @step waits for the checkpoint that knows of it */
char *mien_checkpoint_waiting_path (const char *folder, const char *name, gint64 step);
/* Removes what was being written when a training was killed; the folder's lock is held. */
void mien_checkpoint_tidy (const char *folder);

/* What a checkpoint says of where it stands. */
typedef struct {
  gint64 step, n_steered, n_planned;
  gboolean pending;
  double told_rate; /* 0 where none was told */
  int told_epochs;  /* the same */
  int improved_epoch;
} MienCheckpointPlace;

gboolean mien_checkpoint_read_place (const char *path, MienCheckpointPlace *place, GError **error);
/* Fills network, optimizer, average and @state; %MIEN_ERROR_FORMAT where the file is of another
 * recipe, or from other faces or labels. */
gboolean mien_checkpoint_load (const char *folder,
                               MienNetwork *network,
                               MienOptimizer *optimizer,
                               MienAverage *average,
                               MienTrainingState *state,
                               GError **error);

G_END_DECLS
