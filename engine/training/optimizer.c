#include "engine/training/optimizer.h"

#include <math.h>

/* Numbers that one worker updates at a time. */
enum {
  CHUNK = 65536
};

struct _MienOptimizer {
  MienOptimizerSettings settings;
  GPtrArray *parameters; /* of MienParameter: the network's trainable ones */
  GArray *slots;         /* of MienOptimizerSlot; one a parameter for SGD, two for Adam */
  gint64 step;
};

static const char *const optimizers[] = {
    [MIEN_OPTIMIZER_SGD] = "sgd",
    [MIEN_OPTIMIZER_ADAM] = "adam",
    [MIEN_OPTIMIZER_ADAMW] = "adamw",
};
static const char *const schedules[] = {
    [MIEN_SCHEDULE_CONSTANT] = "constant",
    [MIEN_SCHEDULE_COSINE] = "cosine",
};

const char *
mien_optimizer_name (MienOptimizerKind kind)
{
  return optimizers[kind];
}

gboolean
mien_optimizer_from_name (const char *name, MienOptimizerKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (optimizers); i++)
    if (g_str_equal (name, optimizers[i])) {
      *kind = (MienOptimizerKind) i;
      return TRUE;
    }
  return FALSE;
}

const char *
mien_schedule_name (MienSchedule schedule)
{
  return schedules[schedule];
}

gboolean
mien_schedule_from_name (const char *name, MienSchedule *schedule)
{
  for (guint i = 0; i < G_N_ELEMENTS (schedules); i++)
    if (g_str_equal (name, schedules[i])) {
      *schedule = (MienSchedule) i;
      return TRUE;
    }
  return FALSE;
}

/* Cosine: Loshchilov & Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017,
 * eq. 5 with one period and a floor of 0. */
double
mien_schedule_rate (MienSchedule schedule, double lr, gint64 step, gint64 n_steps)
{
  if (schedule == MIEN_SCHEDULE_CONSTANT || n_steps < 1)
    return lr;
  return 0.5 * lr * (1.0 + cos (G_PI * (double) step / (double) n_steps));
}

static void
slot_clear (gpointer data)
{
  MienOptimizerSlot *slot = data;

  g_free (slot->name);
  g_free (slot->value);
}

static void
add_slot (MienOptimizer *self, const char *kind, const MienParameter *parameter)
{
  MienOptimizerSlot slot = {.name = g_strconcat (kind, ".", parameter->name, NULL),
                            .value = g_new0 (float, parameter->len),
                            .len = parameter->len};

  g_array_append_val (self->slots, slot);
}

MienOptimizer *
mien_optimizer_new (const MienOptimizerSettings *settings, MienNetwork *network)
{
  MienOptimizer *self = g_new0 (MienOptimizer, 1);
  GPtrArray *parameters = mien_network_get_parameters (network);

  self->settings = *settings;
  self->parameters = g_ptr_array_new ();
  self->slots = g_array_new (FALSE, FALSE, sizeof (MienOptimizerSlot));
  g_array_set_clear_func (self->slots, slot_clear);
  for (guint i = 0; i < parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (parameters, i);

    if (!parameter->trainable)
      continue;
    g_ptr_array_add (self->parameters, parameter);
    add_slot (self, "momentum", parameter);
    if (settings->kind != MIEN_OPTIMIZER_SGD)
      add_slot (self, "variance", parameter);
  }
  return self;
}

void
mien_optimizer_free (MienOptimizer *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->parameters);
  g_array_unref (self->slots);
  g_free (self);
}

GArray *
mien_optimizer_get_slots (MienOptimizer *self)
{
  return self->slots;
}

gint64
mien_optimizer_get_step (MienOptimizer *self)
{
  return self->step;
}

void
mien_optimizer_set_step (MienOptimizer *self, gint64 step)
{
  self->step = step;
}

/* One parameter's update, cut into chunks of fixed size: every number is updated by itself. */
typedef struct {
  const MienOptimizerSettings *settings;
  const MienParameter *parameter;
  float *momentum, *variance;
  float lr, decay;                /* decay: added to the gradient */
  float shrink;                   /* AdamW: what the weight is multiplied by first */
  float correction1, correction2; /* Adam: 1 / (1 - beta^t) */
} Update;

/* v = m v + g; w -= lr v: the form of Sutskever et al., ICML 2013, as PyTorch has it. */
static void
update_sgd (const Update *update, gsize first, gsize last)
{
  float momentum = (float) update->settings->momentum;
  float *w = update->parameter->value, *v = update->momentum;
  const float *g = update->parameter->grad;

  for (gsize i = first; i < last; i++) {
    v[i] = momentum * v[i] + g[i] + update->decay * w[i];
    w[i] -= update->lr * v[i];
  }
}

/* Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1; decoupled
 * decay by Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2. */
static void
update_adam (const Update *update, gsize first, gsize last)
{
  float beta1 = (float) update->settings->beta1, beta2 = (float) update->settings->beta2;
  float epsilon = (float) update->settings->epsilon;
  float *w = update->parameter->value, *m = update->momentum, *v = update->variance;
  const float *g = update->parameter->grad;

  for (gsize i = first; i < last; i++) {
    float slope = g[i] + update->decay * w[i];

    m[i] = beta1 * m[i] + (1.0f - beta1) * slope;
    v[i] = beta2 * v[i] + (1.0f - beta2) * slope * slope;
    w[i] = update->shrink * w[i] - update->lr * (m[i] * update->correction1) /
                                       (sqrtf (v[i] * update->correction2) + epsilon);
  }
}

static void
update_chunk (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  const Update *update = data;
  gsize first = (gsize) chunk * CHUNK, last = MIN (first + CHUNK, update->parameter->len);

  if (update->settings->kind == MIEN_OPTIMIZER_SGD)
    update_sgd (update, first, last);
  else
    update_adam (update, first, last);
}

static Update
make_update (MienOptimizer *self, guint number, double lr)
{
  const MienOptimizerSettings *settings = &self->settings;
  const MienParameter *parameter = g_ptr_array_index (self->parameters, number);
  double decay = parameter->decays ? settings->weight_decay : 0.0;
  gboolean decoupled = settings->kind == MIEN_OPTIMIZER_ADAMW;
  guint per_parameter = settings->kind == MIEN_OPTIMIZER_SGD ? 1 : 2;
  const MienOptimizerSlot *slots =
      &g_array_index (self->slots, MienOptimizerSlot, number * per_parameter);

  return (Update){
      .settings = settings,
      .parameter = parameter,
      .momentum = slots[0].value,
      .variance = per_parameter == 2 ? slots[1].value : NULL,
      .lr = (float) lr,
      .decay = decoupled ? 0.0f : (float) decay,
      .shrink = decoupled ? (float) (1.0 - lr * decay) : 1.0f,
      .correction1 = (float) (1.0 / (1.0 - pow (settings->beta1, (double) self->step))),
      .correction2 = (float) (1.0 / (1.0 - pow (settings->beta2, (double) self->step))),
  };
}

void
mien_optimizer_step (MienOptimizer *self, MienPool *pool, double lr)
{
  self->step++;
  for (guint i = 0; i < self->parameters->len; i++) {
    Update update = make_update (self, i, lr);
    int n_chunks = (int) ((update.parameter->len + CHUNK - 1) / CHUNK);

    mien_pool_run (pool, n_chunks, update_chunk, &update);
  }
}
