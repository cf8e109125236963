/* Which layers of a network run as one step, and in what form steps hand pictures on. */
#include "engine/network/network-private.h"

static MienStep
make_step (MienNetwork *self, guint first)
{
  guint n_fused =
      self->plan != MIEN_PLAN_EXPLAIN ? mien_fused_match (self->graph->layers, first) : 0;
  MienStep step = {first, MAX (n_fused, 1), mien_network_layer (self, first), NULL};

  if (n_fused > 0) {
    step.fused = mien_fused_layer_new (self->graph->layers, first, n_fused);
    step.fused->predicts = self->plan == MIEN_PLAN_PREDICT;
    step.layer = &step.fused->layer;
  }
  return step;
}

static void
make_steps (MienNetwork *self)
{
  g_array_set_size (self->steps, 0);
  for (guint i = 0; i < mien_network_n_layers (self);) {
    MienStep step = make_step (self, i);

    i += step.n_layers;
    mien_network_tensor (self, (int) i - 1)->step = self->steps->len;
    g_array_append_val (self->steps, step);
  }
}

/* Whether all who read @output can read it grouped; who asks for an answer cannot. */
static gboolean
may_be_grouped (MienNetwork *self, int output)
{
  if (mien_network_tensor (self, output)->is_answer)
    return FALSE;
  for (guint s = 0; s < self->steps->len; s++) {
    const MienStep *step = mien_network_step (self, s);

    for (int k = 0; k < step->layer->n_inputs; k++)
      if (step->layer->inputs[k] == output &&
          (step->fused == NULL || !mien_fused_layer_reads_groups (step->fused)))
        return FALSE;
  }
  return TRUE;
}

/* Fused steps that follow each other hand grouped pictures on; in training the later one applies
 * what is left to do, unless that is pooling. */
static void
join_fused (MienNetwork *self)
{
  for (guint s = 0; s < self->steps->len; s++) {
    const MienStep *step = mien_network_step (self, s);
    int input = step->layer->inputs[0];
    const MienFusedLayer *before =
        input >= 0 ? mien_network_step (self, mien_network_tensor (self, input)->step)->fused
                   : NULL;

    if (step->fused == NULL)
      continue;
    step->fused->before = before != NULL && before->grouped ? before : NULL;

    gboolean grouped = may_be_grouped (self, mien_step_output (self, s));
    mien_fused_layer_set_output (step->fused, grouped,
                                 grouped && self->plan == MIEN_PLAN_TRAIN &&
                                     !step->fused->extents.pool);
  }
}

static void
measure_tensors (MienNetwork *self)
{
  self->tensors[0].len = mien_shape_len (mien_network_picture (self));
  for (guint s = 0; s < self->steps->len; s++) {
    const MienStep *step = mien_network_step (self, s);

    mien_network_tensor (self, mien_step_output (self, s))->len =
        step->fused != NULL ? mien_fused_layer_out_len (step->fused)
                            : mien_shape_len (step->layer->out);
  }
}

void
mien_network_make_steps (MienNetwork *self)
{
  make_steps (self);
  join_fused (self);
  measure_tensors (self);
}
