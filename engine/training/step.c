#include "engine/training/conflict.h"
#include "engine/training/metrics.h"
#include "engine/training/session.h"

#include <math.h>

/* What the tasks' losses of one batch were. */
typedef struct {
  double *losses;
  double *n_labelled; /* shares of faces, where they were mixed */
  gboolean *labelled;
  MienWeightingResult weights;
} BatchLosses;

static void
batch_losses_init (BatchLosses *self, guint n_tasks)
{
  self->losses = g_new0 (double, n_tasks);
  self->n_labelled = g_new0 (double, n_tasks);
  self->labelled = g_new0 (gboolean, n_tasks);
  self->weights.heads = g_new0 (float, n_tasks);
  self->weights.shared = g_new0 (float, n_tasks);
}

static void
batch_losses_clear (BatchLosses *self)
{
  g_free (self->losses);
  g_free (self->n_labelled);
  g_free (self->labelled);
  g_free (self->weights.heads);
  g_free (self->weights.shared);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BatchLosses, batch_losses_clear)

static gboolean
measure_losses (MienSession *self, int n, const MienPass *pass, BatchLosses *batch, GError **error)
{
  for (guint t = 0; t < self->n_tasks; t++) {
    const MienTask *task = mien_session_task (self, t);

    const MienLossTerms terms = {self->settings->label_smoothing, self->label_weights[t],
                                 mien_batcher_get_others (self->train, t),
                                 mien_batcher_get_shares (self->train)};

    const MienTaskSettings *settings = mien_session_settings (self, t);

    batch->losses[t] = mien_loss_forward_training (
        settings->loss, settings->loss_options, &terms, n, task->width,
        mien_network_get_logits (self->network, (int) t), mien_batcher_get_targets (self->train, t),
        mien_network_get_d_logits (self->network, (int) t), &batch->n_labelled[t]);
    batch->labelled[t] = batch->n_labelled[t] > 0.0;
    if (!isfinite (batch->losses[t]))
      return mien_session_fail_loss (self, t, n, pass, error);
  }
  return TRUE;
}

double
mien_session_rate (const MienSession *self, gint64 step)
{
  const MienOptimizerSettings *optimizer = &self->settings->optimizer;

  return mien_schedule_rate (&optimizer->schedule, optimizer->lr, step, self->n_batches,
                             self->n_steps);
}

static void
weigh (MienSession *self, BatchLosses *batch)
{
  const MienWeightingInput input = {
      .takes_part = batch->labelled,
      .losses = batch->losses,
      .given = self->state.weights,
      .main = (int) self->main_task,
      .progress = (double) self->state.step / (double) self->n_steps,
      .rate = mien_session_rate (self, self->state.step),
      .seed = self->settings->seed,
      .step = self->state.step,
  };

  mien_weighting_weigh (self->weighting, &input, &batch->weights);
}

/* The main metric of one batch's answers; NaN where it is not defined. */
double
mien_session_batch_metric (const MienTask *task, int n, const float *logits, const float *targets)
{
  g_autofree float *answers = g_new (float, (gsize) n *(gsize) task->width);
  g_autoptr (GArray) metrics = NULL;
  MienTask plain = *task; /* targets are in the head's own units, so the answers stay there too */

  plain.offset = 0.0;
  plain.scale = 1.0;
  for (int i = 0; i < n; i++)
    mien_task_activate (&plain, logits + (gsize) i * (gsize) task->width,
                        answers + (gsize) i * (gsize) task->width);
  metrics = mien_metrics_compute (&plain, (guint) n, targets, answers);
  return mien_metrics_get (metrics, mien_metric_main (task->kind));
}

static void
add_to_epoch (MienSession *self, int n, const BatchLosses *batch)
{
  for (guint t = 0; t < self->n_tasks; t++) {
    MienEpochSums *sums = &self->state.sums[t];
    double metric = mien_session_batch_metric (mien_session_task (self, t), n,
                                               mien_network_get_logits (self->network, (int) t),
                                               mien_batcher_get_targets (self->train, t));

    sums->loss += batch->losses[t] * batch->n_labelled[t];
    sums->n_loss += batch->n_labelled[t];
    if (isfinite (metric)) {
      sums->metric += metric * n;
      sums->n_metric += n;
    }
  }
}

static void
record_conflict (MienSession *self)
{
  g_autofree double *norms = g_new0 (double, self->n_tasks);
  g_autofree double *cosines = g_new0 (double, self->n_tasks);

  mien_conflict_measure (self->network, self->pool, self->main_task, norms, cosines);
  for (guint t = 0; t < self->n_tasks; t++) {
    const char *name = mien_session_task (self, t)->name;

    mien_session_record (self, name, "train", "gradient-norm", norms[t]);
    if (t != self->main_task && isfinite (cosines[t]))
      mien_session_record (self, name, "train", "gradient-cosine", cosines[t]);
  }
}

/* The gradients become a step, if they are numbers. */
static gboolean
update_weights (MienSession *self, GError **error)
{
  const MienParameter *wrong = mien_optimizer_find_not_finite (self->optimizer, self->pool);
  gint64 step = self->state.step;

  if (wrong != NULL)
    return mien_session_fail_gradient (self, wrong, error);
  mien_optimizer_step (self->optimizer, self->pool, mien_session_rate (self, step));
  if (self->average != NULL)
    mien_average_update (self->average, self->pool, step + 1);
  return TRUE;
}

/* total = sum of weight × loss, at every step of the history. */
static void
record_losses (MienSession *self, const BatchLosses *batch)
{
  double total = 0.0;

  for (guint t = 0; t < self->n_tasks; t++) {
    if (batch->labelled[t])
      mien_session_record (self, mien_session_task (self, t)->name, "train", "batch-loss",
                           batch->losses[t]);
    total += (double) batch->weights.heads[t] * batch->losses[t];
  }
  mien_session_record (self, "total", "train", "batch-loss", total);
}

gboolean
mien_session_step (MienSession *self, GError **error)
{
  int epoch = (int) (self->state.step / self->n_batches) + 1;
  int number = (int) (self->state.step % self->n_batches);
  int n = mien_batcher_fill (self->train, self->pool, epoch, number);
  MienPass pass = {
      .training = TRUE, .seed = self->settings->seed, .step = (guint64) self->state.step};
  g_auto (BatchLosses) batch = {0};

  batch_losses_init (&batch, self->n_tasks);
  mien_network_forward (self->network, self->pool, mien_batcher_get_pictures (self->train), n,
                        &pass);
  if (!measure_losses (self, n, &pass, &batch, error))
    return FALSE;
  add_to_epoch (self, n, &batch);

  gboolean last = number == self->n_batches - 1;
  gint64 step = self->state.step;
  if (last) { /* these rows belong to the step that is about to be done */
    self->state.step++;
    record_conflict (self);
    self->state.step = step;
  }
  weigh (self, &batch);
  mien_network_backward (self->network, self->pool, batch.weights.heads, batch.weights.shared);
  if (!update_weights (self, error))
    return FALSE;

  self->state.step++;
  self->state.pending = last;
  self->images += n;
  record_losses (self, &batch);
  return TRUE;
}
