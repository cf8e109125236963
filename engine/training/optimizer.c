#include "engine/training/optimizer.h"

#include "engine/kernels/kernels.h"
#include "engine/training/pieces.h"

#include <math.h>

struct _MienOptimizer {
  MienOptimizerSettings settings;
  GPtrArray *parameters; /* of MienParameter: the network's trainable ones */
  MienPieces *pieces;    /* of these */
  GArray *slots;         /* of MienOptimizerSlot; one a parameter for SGD, two for Adam */
  MienUpdate *updates;   /* [parameters] how each is updated at this step */
  gint64 step;
};

static const char *const optimizers[] = {
    [MIEN_OPTIMIZER_SGD] = "sgd",
    [MIEN_OPTIMIZER_ADAM] = "adam",
    [MIEN_OPTIMIZER_ADAMW] = "adamw",
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
  self->pieces = mien_pieces_new (self->parameters);
  self->updates = g_new0 (MienUpdate, self->parameters->len);
  return self;
}

void
mien_optimizer_free (MienOptimizer *self)
{
  if (self == NULL)
    return;

  mien_pieces_free (self->pieces);
  g_ptr_array_unref (self->parameters);
  g_array_unref (self->slots);
  g_free (self->updates);
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

static void
update_piece (const MienPiece *piece, gpointer data)
{
  const MienOptimizer *self = data;
  const MienElementKernels *kernels = mien_kernels ()->element;
  MienUpdate update = self->updates[piece->number];
  gsize n = piece->last - piece->first;

  if (update.weight == NULL)
    return;
  update.weight += piece->first;
  update.gradient += piece->first;
  update.momentum += piece->first;
  if (self->settings.kind != MIEN_OPTIMIZER_SGD) {
    update.variance += piece->first;
    kernels->adam (&update, n);
  } else if (self->settings.nesterov) {
    kernels->nesterov (&update, n);
  } else {
    kernels->sgd (&update, n);
  }
}

static MienUpdate
make_update (MienOptimizer *self, guint number, double lr, double scale)
{
  const MienOptimizerSettings *settings = &self->settings;
  const MienParameter *parameter = g_ptr_array_index (self->parameters, number);
  double decay = parameter->decays ? settings->weight_decay : 0.0;
  gboolean decoupled = settings->kind == MIEN_OPTIMIZER_ADAMW;
  gboolean is_sgd = settings->kind == MIEN_OPTIMIZER_SGD;
  guint per_parameter = is_sgd ? 1 : 2;
  const MienOptimizerSlot *slots =
      &g_array_index (self->slots, MienOptimizerSlot, number * per_parameter);

  return (MienUpdate){
      .weight = parameter->value,
      .gradient = parameter->grad,
      .momentum = slots[0].value,
      .variance = is_sgd ? NULL : slots[1].value,
      .scale = (float) scale,
      .lr = (float) lr,
      .decay = decoupled ? 0.0f : (float) decay,
      .shrink = decoupled ? (float) (1.0 - lr * decay) : 1.0f,
      .beta1 = (float) (is_sgd ? settings->momentum : settings->beta1),
      .beta2 = (float) settings->beta2,
      .epsilon = (float) settings->epsilon,
      .correction1 = (float) (1.0 / (1.0 - pow (settings->beta1, (double) self->step))),
      .correction2 = (float) (1.0 / (1.0 - pow (settings->beta2, (double) self->step))),
  };
}

static double
clip_scale (MienOptimizer *self, MienPool *pool)
{
  double norm = self->settings.clip > 0.0 ? mien_pieces_norm (self->pieces, pool) : 0.0;

  return norm > self->settings.clip ? self->settings.clip / norm : 1.0;
}

void
mien_optimizer_step (MienOptimizer *self, MienPool *pool, double lr, const gboolean *takes_part)
{
  double scale = clip_scale (self, pool);

  self->step++;
  for (guint i = 0; i < self->parameters->len; i++) {
    int task = ((const MienParameter *) g_ptr_array_index (self->parameters, i))->task;
    gboolean stays = takes_part != NULL && task >= 0 && !takes_part[task];

    self->updates[i] = stays ? (MienUpdate){0} : make_update (self, i, lr, scale);
  }
  mien_pieces_run (self->pieces, pool, update_piece, self);
}

const MienParameter *
mien_optimizer_find_not_finite (MienOptimizer *self, MienPool *pool)
{
  return mien_pieces_find_not_finite (self->pieces, pool);
}
