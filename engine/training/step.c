#include "engine/training/metrics.h"
#include "engine/training/reconcile.h"
#include "engine/training/session.h"

#include <math.h>

/* Between two measurements of how the tasks' gradients lie to each other. */
enum {
  MEASURE_EVERY = 20
};

/* What one batch comes to. */
typedef struct {
  double *losses;
  double *n_labelled;   /* shares of faces, where they were mixed */
  gboolean *takes_part; /* on, and with a label */
  guint n_parts;
  float *reach; /* how much of each gradient reaches what is shared */
  MienWeightingInput input;
  MienWeightingResult weights;
} Batch;

static void
batch_init (Batch *self, guint n_tasks)
{
  self->losses = g_new0 (double, n_tasks);
  self->n_labelled = g_new0 (double, n_tasks);
  self->takes_part = g_new0 (gboolean, n_tasks);
  self->reach = g_new0 (float, n_tasks);
  self->weights.heads = g_new0 (float, n_tasks);
  self->weights.shared = g_new0 (float, n_tasks);
}

static void
batch_clear (Batch *self)
{
  g_free (self->losses);
  g_free (self->n_labelled);
  g_free (self->takes_part);
  g_free (self->reach);
  g_free (self->weights.heads);
  g_free (self->weights.shared);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

/* Fills @losses and @n_labelled [n_tasks], and the gradients by the logits. */
static gboolean
measure_losses (MienSession *self,
                int n,
                const MienPass *pass,
                double *losses,
                double *n_labelled,
                GError **error)
{
  for (guint t = 0; t < self->n_tasks; t++) {
    const MienTask *task = mien_session_task (self, t);
    const MienTaskSettings *settings = mien_session_settings (self, t);
    const MienLossTerms terms = {self->settings->label_smoothing, self->label_weights[t],
                                 mien_batcher_get_others (self->train, t),
                                 mien_batcher_get_shares (self->train)};

    losses[t] = mien_loss_forward_training (
        settings->loss, settings->loss_options, &terms, n, task->width,
        mien_network_get_logits (self->network, (int) t), mien_batcher_get_targets (self->train, t),
        mien_network_get_d_logits (self->network, (int) t), &n_labelled[t]);
    if (!isfinite (losses[t]))
      return mien_session_fail_loss (self, t, n, pass, error);
  }
  return TRUE;
}

double
mien_session_rate (const MienSession *self, gint64 step)
{
  return mien_schedule_rate (&self->settings->optimizer.schedule, mien_session_top_rate (self),
                             step, self->n_batches, self->n_steps);
}

/* What task @t is judged by, of one batch's answers; NaN where it is not defined. */
static double
measure_batch (MienSession *self, guint t, int n)
{
  MienTask plain =
      *mien_session_task (self, t); /* targets are in the head's own units: answers too */
  gsize width = (gsize) plain.width;
  const float *logits = mien_network_get_logits (self->network, (int) t);
  g_autofree float *answers = g_new (float, (gsize) n *width);
  g_autoptr (GArray) metrics = NULL;

  plain.offset = 0.0;
  plain.scale = 1.0;
  for (gsize i = 0; i < (gsize) n; i++)
    mien_task_activate (&plain, logits + i * width, answers + i * width);
  metrics =
      mien_metrics_compute (&plain, (guint) n, mien_batcher_get_targets (self->train, t), answers);
  return mien_metrics_get (metrics, mien_session_metric (self, t));
}

/* Of a task that is off nobody hears. */
static void
add_to_epoch (MienSession *self, int n, const Batch *batch)
{
  for (guint t = 0; t < self->n_tasks; t++) {
    MienEpochSums *sums = &self->state.sums[t];

    if (!self->state.on[t])
      continue;
    double metric = measure_batch (self, t, n);

    sums->loss += batch->losses[t] * batch->n_labelled[t];
    sums->n_loss += batch->n_labelled[t];
    if (isfinite (metric)) {
      sums->metric += metric * n;
      sums->n_metric += n;
    }
  }
}

/* Who takes part, and what the weighting is told of it. */
static void
prepare (MienSession *self, Batch *batch)
{
  gint64 step = self->state.step;
  double progress = (double) step / (double) self->n_steps;

  for (guint t = 0; t < self->n_tasks; t++) {
    gboolean adversarial = mien_session_settings (self, t)->role == MIEN_ROLE_ADVERSARIAL;

    batch->takes_part[t] = self->state.on[t] && batch->n_labelled[t] > 0.0;
    batch->n_parts += batch->takes_part[t] ? 1 : 0;
    batch->reach[t] = adversarial ? (float) -mien_reversal (progress) : 1.0f;
  }
  batch->input = (MienWeightingInput){
      .takes_part = batch->takes_part,
      .losses = batch->losses,
      .given = self->state.weights,
      .main = (int) self->main_task,
      .progress = progress,
      .rate = mien_session_rate (self, step),
      .seed = self->settings->seed,
      .step = step,
  };
}

/* The gradients become a step, if they are numbers. */
static gboolean
update_weights (MienSession *self, const Batch *batch, GError **error)
{
  const MienParameter *wrong = mien_optimizer_find_not_finite (self->optimizer, self->pool);

  if (wrong != NULL)
    return mien_session_fail_gradient (self, wrong, error);
  mien_optimizer_step (self->optimizer, self->pool, batch->input.rate, batch->takes_part);
  if (self->average != NULL)
    mien_average_update (self->average, self->pool, self->state.step + 1);
  return TRUE;
}

/* For a method that asks what the step has done to the losses of its own batch. */
static gboolean
look_again (MienSession *self, int n, const MienPass *before, Batch *batch, GError **error)
{
  MienPass pass = *before;

  pass.again = TRUE;
  mien_network_forward (self->network, self->pool, mien_batcher_get_pictures (self->train), n,
                        &pass);
  if (!measure_losses (self, n, &pass, batch->losses, batch->n_labelled, error))
    return FALSE;
  mien_weighting_look_again (self->weighting, &batch->input);
  return TRUE;
}

/* Counts from the step that is done next. */
static gboolean
is_measured (const MienSession *self)
{
  gint64 number = self->state.step + 1;

  return self->conflict != NULL && (number % MEASURE_EVERY == 0 || number % self->n_batches == 0);
}

static void
record_gradients (MienSession *self, const Batch *batch)
{
  const double *grams = mien_gradients_get_grams (self->gradients);
  guint n = self->n_tasks, all = mien_gradients_get_n_stages (self->gradients) - 1;
  const double *gram = grams + (gsize) all * n * n;

  for (guint t = 0; t < n; t++) {
    const char *name = mien_session_task (self, t)->name;
    double cosine = mien_conflict_cosine (gram, n, t, self->main_task);

    if (batch->takes_part[t])
      mien_session_record (self, name, "train", "gradient-norm", sqrt (gram[t * n + t]));
    if (t != self->main_task && isfinite (cosine))
      mien_session_record (self, name, "train", "gradient-cosine", cosine);
  }
  mien_conflict_add (self->conflict, grams);
}

/* total = sum of weight × loss + regulariser, at every step of the history. */
static void
record_losses (MienSession *self, const double *losses, const Batch *batch)
{
  double total = batch->weights.regulariser;

  for (guint t = 0; t < self->n_tasks; t++) {
    const char *name = mien_session_task (self, t)->name;
    double weight = (double) batch->weights.shared[t];

    if (!batch->takes_part[t])
      continue;
    mien_session_record (self, name, "train", "batch-loss", losses[t]);
    mien_session_record (self, name, "train", "weight", weight);
    self->mean_weights[2 * t] += weight;
    self->mean_weights[2 * t + 1] += 1.0;
    total += weight * losses[t];
  }
  if (batch->weights.regulariser < 0.0 || batch->weights.regulariser > 0.0)
    mien_session_record (self, "total", "train", "regulariser", batch->weights.regulariser);
  if (batch->weights.fell_back)
    mien_session_record (self, "total", "train", "fell-back", 1.0);
  mien_session_record (self, "total", "train", "batch-loss", total);
}

/* Back, and a step of the optimizer. @measured: the tasks' gradients are wanted for the record. */
static gboolean
learn (MienSession *self,
       int n,
       const MienPass *pass,
       gboolean measured,
       Batch *batch,
       GError **error)
{
  const MienWeightingMethod *method = mien_weighting_get_method (self->weighting);
  gboolean needed = measured || method->needs_gradients;

  mien_reconcile (self->network, self->pool, self->weighting, needed ? self->gradients : NULL,
                  batch->reach, &batch->input, &batch->weights);
  return update_weights (self, batch, error) &&
         (!method->looks_again || look_again (self, n, pass, batch, error));
}

gboolean
mien_session_step (MienSession *self, GError **error)
{
  int epoch = (int) (self->state.step / self->n_batches) + 1;
  int number = (int) (self->state.step % self->n_batches);
  int n = mien_batcher_fill (self->train, self->pool, epoch, number);
  MienPass pass = {
      .training = TRUE, .seed = self->settings->seed, .step = (guint64) self->state.step};
  gboolean measured = is_measured (self);
  g_autofree double *losses = NULL;
  g_auto (Batch) batch = {0};

  batch_init (&batch, self->n_tasks);
  mien_network_forward (self->network, self->pool, mien_batcher_get_pictures (self->train), n,
                        &pass);
  if (!measure_losses (self, n, &pass, batch.losses, batch.n_labelled, error))
    return FALSE;
  add_to_epoch (self, n, &batch);
  prepare (self, &batch);
  losses = g_memdup2 (batch.losses, self->n_tasks * sizeof (double));
  if (batch.n_parts > 0 && !learn (self, n, &pass, measured, &batch, error))
    return FALSE;

  self->state.step++;
  self->state.pending = number == self->n_batches - 1;
  self->images += n;
  if (batch.n_parts > 0)
    record_losses (self, losses, &batch);
  if (batch.n_parts > 0 && measured)
    record_gradients (self, &batch);
  return TRUE;
}
