#include "engine/training/metrics.h"
#include "engine/training/session.h"

#include <math.h>
#include <string.h>

/* Answers and labels of a whole part for one task. */
typedef struct {
  float *answers, *labels;
  gsize label_width;
} Answers;

typedef struct {
  guint n_tasks;
  Answers *tasks;
  double *losses, *n_labelled;
} Validation;

static void
validation_init (Validation *self, MienSession *session)
{
  gsize n = mien_batcher_get_n_samples (session->validation);

  self->n_tasks = session->n_tasks;
  self->tasks = g_new0 (Answers, session->n_tasks);
  self->losses = g_new0 (double, session->n_tasks);
  self->n_labelled = g_new0 (double, session->n_tasks);
  for (guint t = 0; t < session->n_tasks; t++) {
    Answers *answers = &self->tasks[t];

    answers->label_width = (gsize) mien_session_settings (session, t)->column->width;
    answers->labels = g_new (float, n * answers->label_width);
    answers->answers = g_new (float, n *(gsize) mien_session_task (session, t)->width);
  }
}

static void
validation_clear (Validation *self)
{
  for (guint t = 0; t < self->n_tasks; t++) {
    g_free (self->tasks[t].answers);
    g_free (self->tasks[t].labels);
  }
  g_free (self->tasks);
  g_free (self->losses);
  g_free (self->n_labelled);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Validation, validation_clear)

/* Targets come in the head's units; figures are told in the column's own. */
static void
keep_batch (MienSession *session, Validation *self, guint t, gsize first, int n)
{
  const MienTask *task = mien_session_task (session, t);
  const float *logits = mien_network_get_logits (session->network, (int) t);
  const float *targets = mien_batcher_get_targets (session->validation, t);
  Answers *answers = &self->tasks[t];
  gsize width = (gsize) task->width;
  int counted = 0;
  const MienTaskSettings *settings = mien_session_settings (session, t);
  double loss = mien_loss_forward (settings->loss, settings->loss_options, n, task->width, logits,
                                   targets, NULL, &counted);

  self->losses[t] += loss * counted;
  self->n_labelled[t] += counted;
  for (gsize i = 0; i < (gsize) n; i++)
    mien_task_activate (task, logits + i * width, answers->answers + (first + i) * width);
  for (gsize i = 0; i < (gsize) n * answers->label_width; i++)
    answers->labels[first * answers->label_width + i] =
        task->kind == MIEN_KIND_SCALAR ? (float) (task->offset + task->scale * (double) targets[i])
                                       : targets[i];
}

static gboolean
validate (MienSession *session, Validation *self, GError **error)
{
  GCancellable *cancellable = mien_control_get_cancellable (session->control);
  int n_batches = mien_batcher_get_n_batches (session->validation);

  for (int number = 0; number < n_batches; number++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;

    int n = mien_batcher_fill (session->validation, session->pool, 0, number);
    gsize first = (gsize) number * (gsize) session->settings->batch;
    mien_network_forward (session->network, session->pool,
                          mien_batcher_get_pictures (session->validation), n, &(MienPass){0});
    for (guint t = 0; t < session->n_tasks; t++)
      keep_batch (session, self, t, first, n);
  }
  return TRUE;
}

/* In words too, for a task whose labels never came up. */
static void
tell_no_labels (MienSession *self, const MienTask *task)
{
  MienEvent *event = mien_event_new (MIEN_EVENT_STAGE);
  int epoch = (int) (self->state.step / self->n_batches);

  mien_session_record (self, task->name, "train", "labels", 0.0);
  event->run = self->run;
  event->n_runs = self->n_runs;
  event->text = g_strdup_printf ("No face of epoch %d has a label of “%s”: it took no part", epoch,
                                 task->name);
  event->value = -1.0;
  mien_control_emit (self->control, event);
}

static void
record_training (MienSession *self)
{
  for (guint t = 0; t < self->n_tasks; t++) {
    const MienEpochSums *sums = &self->state.sums[t];
    const double *weights = &self->mean_weights[2 * t];
    const MienTask *task = mien_session_task (self, t);

    if (sums->n_loss > 0.0)
      mien_session_record (self, task->name, "train", "loss", sums->loss / sums->n_loss);
    else if (self->state.on[t])
      tell_no_labels (self, task);
    if (sums->n_metric > 0.0)
      mien_session_record (self, task->name, "train", mien_session_metric (self, t),
                           sums->metric / sums->n_metric);
    if (weights[1] > 0.0)
      mien_session_record (self, task->name, "train", "mean-weight", weights[0] / weights[1]);
  }
  mien_session_record (self, "total", "train", "lr",
                       mien_session_rate (self, self->state.step - 1));
}

/* Returns what the task is judged by; without a validation part of its own only the choice is made
 * by it. */
static double
record_validation (MienSession *self, guint t, const Validation *validation)
{
  const MienTask *task = mien_session_task (self, t);
  const char *judge_by = mien_session_metric (self, t);
  guint n = mien_batcher_get_n_samples (self->validation);
  const Answers *given = &validation->tasks[t];
  g_autoptr (GArray) metrics = mien_metrics_compute (task, n, given->labels, given->answers);

  if (!mien_metrics_has (metrics, judge_by)) {
    g_autoptr (GArray) all = mien_metrics_compute_all (task, n, given->labels, given->answers);
    MienMetric wanted = {judge_by, mien_metrics_get (all, judge_by)};

    g_array_append_val (metrics, wanted);
  }
  for (guint i = 0; self->own_validation && i < metrics->len; i++) {
    const MienMetric *metric = &g_array_index (metrics, MienMetric, i);

    if (isfinite (metric->value) && !g_str_equal (metric->name, "n") &&
        !g_str_equal (metric->name, "majority"))
      mien_session_record (self, task->name, "validation", metric->name, metric->value);
  }
  if (self->own_validation && validation->n_labelled[t] > 0.0)
    mien_session_record (self, task->name, "validation", "loss",
                         validation->losses[t] / validation->n_labelled[t]);
  return mien_metrics_get (metrics, judge_by);
}

/* Validates, and keeps the network if it is the best so far. */
static gboolean
judge (MienSession *self, GError **error)
{
  g_auto (Validation) validation = {0};
  g_autofree double *values = g_new (double, self->n_tasks);

  validation_init (&validation, self);
  if (!validate (self, &validation, error))
    return FALSE;
  record_training (self);
  for (guint t = 0; t < self->n_tasks; t++)
    values[t] = record_validation (self, t, &validation);
  double n = validation.n_labelled[self->main_task];
  return mien_session_keep_best (
      self, values, n > 0.0 ? validation.losses[self->main_task] / n : (double) NAN, error);
}

/* The weighting hears of the epoch, and the sums start again. */
static void
close_epoch (MienSession *self)
{
  g_autofree double *losses = g_new (double, self->n_tasks);

  for (guint t = 0; t < self->n_tasks; t++) {
    const MienEpochSums *sums = &self->state.sums[t];

    losses[t] = sums->n_loss > 0.0 ? sums->loss / sums->n_loss : (double) NAN;
  }
  mien_weighting_end_epoch (self->weighting, losses);
  memset (self->state.sums, 0, self->n_tasks * sizeof (MienEpochSums));
  memset (self->mean_weights, 0, 2 * self->n_tasks * sizeof (double));
  self->state.pending = FALSE;
}

/* Where weights are averaged, the averaged ones are judged and kept; the raw ones go on. */
gboolean
mien_session_end_epoch (MienSession *self, GError **error)
{
  if (self->average != NULL)
    mien_average_swap (self->average);
  gboolean ok = judge (self, error);
  if (self->average != NULL)
    mien_average_swap (self->average);
  if (!ok)
    return FALSE;

  close_epoch (self);
  return mien_session_save (self, error) && mien_session_keep (self, error);
}
