#include "engine/training/trial.h"

#include "engine/samples/augment.h"
#include "engine/training/losses/losses.h"
#include "engine/training/optimizer.h"

#define SECONDS 0.1
#define FORWARD_FLOPS 3e9 /* of a step */
#define LEARNING_RATE 1e-3

enum {
  CLASSES = 7,
  MOST_PICTURES = 32
};

typedef struct {
  MienNetwork *network;
  MienOptimizer *optimizer;
  MienPool *pool;
  MienAugment augment;
  int n;
  guint8 *pixels; /* of one picture */
  float *x, *labels;
  guint64 step;
} Trial;

static void
trial_clear (Trial *self)
{
  g_clear_pointer (&self->optimizer, mien_optimizer_free);
  g_clear_pointer (&self->network, mien_network_free);
  g_clear_pointer (&self->pool, mien_pool_free);
  g_free (self->pixels);
  g_free (self->x);
  g_free (self->labels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

static gsize
count_pixels (const Trial *self)
{
  const MienPreprocessing *as = mien_network_get_preprocessing (self->network);

  return (gsize) as->channels * (gsize) as->size * (gsize) as->size;
}

static int
choose_batch (MienNetwork *network, int batch, int threads)
{
  g_autoptr (GPtrArray) stages = mien_network_describe (network);
  double flops = 0.0;

  for (guint i = 0; i < stages->len; i++)
    flops += ((const MienStage *) g_ptr_array_index (stages, i))->flops;
  double n = CLAMP (FORWARD_FLOPS / flops, MIN (threads, 8), MOST_PICTURES);
  return MAX (1, MIN (batch, (int) n));
}

static void
draw_pixels (Trial *self)
{
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 0, 0);
  gsize len = count_pixels (self);

  self->pixels = g_new (guint8, len);
  for (gsize i = 0; i < len; i++)
    self->pixels[i] = (guint8) mien_rng_below (&rng, 256);
  self->x = g_new (float, (gsize) self->n *len);
  self->labels = g_new0 (float, self->n);
}

static gboolean
set_up (Trial *self,
        const char *preset,
        const MienPreprocessing *preprocessing,
        int batch,
        int threads,
        GError **error)
{
  const MienOptimizerSettings adam = {.kind = MIEN_OPTIMIZER_ADAM,
                                      .lr = LEARNING_RATE,
                                      .beta1 = 0.9,
                                      .beta2 = 0.999,
                                      .epsilon = 1e-8};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  g_ptr_array_add (tasks, mien_task_new ("trial", MIEN_KIND_CLASS, NULL, CLASSES));
  self->network = mien_network_new (preset, preprocessing, tasks, 1, error);
  if (self->network == NULL)
    return FALSE;
  self->n = choose_batch (self->network, batch, threads);
  self->pool = mien_pool_new (threads);
  if (!mien_network_plan (self->network, MIEN_PLAN_TRAIN, self->n,
                          mien_pool_get_n_workers (self->pool), error))
    return FALSE;
  self->optimizer = mien_optimizer_new (&adam, self->network);
  mien_augment_from_preset ("light", &self->augment);
  draw_pixels (self);
  return TRUE;
}

static void
draw_picture (int number, int worker G_GNUC_UNUSED, gpointer data)
{
  const Trial *self = data;
  const MienPreprocessing *as = mien_network_get_preprocessing (self->network);
  float *x = self->x + (gsize) number * count_pixels (self);
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_AUGMENT, self->step, (guint64) number);

  mien_augment_draw (&self->augment, rng, self->pixels, as->channels, as->size, x);
  mien_preprocessing_standardise (as, x);
}

/* As mien_session_step() does it, without telling of it. */
static gboolean
take_step (Trial *self, GCancellable *cancellable, GError **error)
{
  static const float one[] = {1.0f};
  const MienPass pass = {.training = TRUE, .seed = 1, .step = self->step};

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  mien_pool_run (self->pool, self->n, draw_picture, self);
  mien_network_forward (self->network, self->pool, self->x, self->n, &pass);
  mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, NULL, self->n, CLASSES,
                     mien_network_get_logits (self->network, 0), self->labels,
                     mien_network_get_d_logits (self->network, 0), NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  mien_network_backward (self->network, self->pool, one, one);
  mien_optimizer_find_not_finite (self->optimizer, self->pool);
  mien_optimizer_step (self->optimizer, self->pool, LEARNING_RATE, NULL);
  self->step++;
  return TRUE;
}

double
mien_trial_measure (const char *preset,
                    const MienPreprocessing *preprocessing,
                    int batch,
                    int threads,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (preset != NULL && preprocessing != NULL, 0.0);

  g_auto (Trial) self = {0};
  double best = G_MAXDOUBLE, taken = 0.0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !set_up (&self, preset, preprocessing, batch, threads, error))
    return 0.0;
  while (self.step < 2 || taken < SECONDS) {
    gint64 start = g_get_monotonic_time ();

    if (!take_step (&self, cancellable, error))
      return 0.0;
    double seconds = MAX ((double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, 1e-6);
    best = MIN (best, seconds);
    taken += seconds;
  }
  return self.n / best;
}
