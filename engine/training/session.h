/* What the parts of the trainer share while one network is trained. Private to training. */
#pragma once

#include "engine/training/average.h"
#include "engine/training/batch.h"
#include "engine/training/checkpoint.h"
#include "engine/training/conflict.h"
#include "engine/training/control.h"
#include "engine/training/gradients.h"
#include "engine/training/history.h"
#include "engine/training/settings.h"
#include "engine/training/trainer.h"
#include "engine/training/weighting/weighting.h"

G_BEGIN_DECLS

typedef struct {
  MienNetwork *network; /* borrowed, like all that the caller handed over */
  const MienTrainingSettings *settings;
  const MienExamples *examples;
  const char *folder, *recipe, *data;
  MienControl *control;
  int run, n_runs;

  MienPool *pool;
  MienBatcher *train,
      *validation; /* @validation is the training part where there is none of its own */
  gboolean own_validation;
  MienOptimizer *optimizer;
  MienAverage *average; /* (nullable) */
  MienHistory *history;
  MienTrainingState state;
  MienWeighting *weighting;
  MienGradients *gradients; /* NULL where one task learns alone */
  MienConflict *conflict;   /* the same, or where nothing is shared */
  double *mean_weights;     /* [n_tasks,2] sum and number over the steps of the epoch so far */
  double **label_weights;   /* [n_tasks], each (nullable) [classes or flags] */
  guint n_tasks, main_task;
  int n_batches; /* of an epoch */
  gint64 n_steps;

  gint64 last_checkpoint, last_progress; /* monotonic microseconds */
  gint64 last_kept; /* the step of the newest checkpoint that stays; -1 for none in this sitting */
  gboolean models_wait; /* for the checkpoint that knows of them: settle.c */
  gint64 images;        /* trained on in this sitting */
  double sitting;       /* seconds of it, pauses left out */
} MienSession;

/* Names of the tasks. */
static inline const MienTask *
mien_session_task (const MienSession *self, guint task)
{
  return g_ptr_array_index (mien_network_get_tasks (self->network), task);
}

static inline const MienTaskSettings *
mien_session_settings (const MienSession *self, guint task)
{
  return &g_array_index (self->settings->tasks, MienTaskSettings, task);
}

/* How many there are to be, by now. */
static inline int
mien_session_epochs (const MienSession *self)
{
  return self->state.told_epochs > 0 ? (int) self->state.told_epochs : self->settings->epochs;
}

/* What the schedule goes by, by now. */
static inline double
mien_session_top_rate (const MienSession *self)
{
  return self->state.told_rate > 0.0 ? self->state.told_rate : self->settings->optimizer.lr;
}

static inline void
mien_session_count_steps (MienSession *self)
{
  self->n_steps = (gint64) self->n_batches * mien_session_epochs (self);
}

/* Epochs that are over, validation included. */
static inline int
mien_session_epochs_done (const MienSession *self)
{
  return (int) (self->state.step / self->n_batches) - (self->state.pending ? 1 : 0);
}

/* Follows from the state alone, so that a training that was stopped here is not gone on with. */
static inline gboolean
mien_session_gives_up (const MienSession *self)
{
  return self->settings->stop_after > 0 &&
         mien_session_epochs_done (self) - self->state.improved_epoch >= self->settings->stop_after;
}

static inline gboolean
mien_session_is_done (const MienSession *self)
{
  return !self->state.pending &&
         (self->state.step >= self->n_steps || mien_session_gives_up (self));
}

/* recorder.c: a row of the history, and the event that says the same. */
void mien_session_record (MienSession *self,
                          const char *task,
                          const char *split,
                          const char *metric,
                          double value);
void mien_session_emit (MienSession *self, MienEventKind kind);
void mien_session_emit_progress (MienSession *self);
gboolean mien_session_save (MienSession *self, GError **error);
/* After the end of an epoch: the checkpoint under a name that stays, where one is asked for. */
gboolean mien_session_keep (MienSession *self, GError **error);
/* Where a training that was killed came to the checkpoint, but not to keeping it. */
gboolean mien_session_keep_late (MienSession *self, GError **error);
/* A checkpoint now, under a name that stays. */
gboolean mien_session_save_for_good (MienSession *self, GError **error);
/* The same before a live change, unless one of this epoch stays already. */
gboolean mien_session_keep_before (MienSession *self, GError **error);

/* obey.c: what the settings and the queue say, between two steps. The settings' plan comes
 * first; while paused it sleeps in the queue. FALSE also when it was stopped, with a checkpoint. */
gboolean mien_session_obey (MienSession *self, GError **error);
gboolean mien_session_stop (MienSession *self, GError **error); /* returns FALSE */
/* Whether every planned command comes before the end, which commands may put off. */
gboolean mien_session_check_plan (const MienSession *self, GError **error);

/* step.c: one batch forwards, backwards, and a step of the optimizer. */
gboolean mien_session_step (MienSession *self, GError **error);
double mien_session_rate (const MienSession *self, gint64 step);

/* diverged.c: the error that tells where it began. Return %FALSE; the network is of no more use. */
gboolean
mien_session_fail_loss (MienSession *self, guint task, int n, const MienPass *pass, GError **error);
gboolean
mien_session_fail_gradient (MienSession *self, const MienParameter *parameter, GError **error);

/* best.c: what task @task is judged by; keeping the network where it is the best of its epochs,
 * @values [n_tasks] being the newest epoch's, @loss the main task's; (transfer full) (element-type
 * MienTaskBest): each task's own best */
const char *mien_session_metric (const MienSession *self, guint task);
gboolean
mien_session_keep_best (MienSession *self, const double *values, double loss, GError **error);
GArray *mien_session_list_best (MienSession *self);

/* epoch.c: validation, the best model, and the rows that an epoch ends with. */
gboolean mien_session_end_epoch (MienSession *self, GError **error);

G_END_DECLS
