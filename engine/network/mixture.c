#include "engine/network/dot.h"
#include "engine/network/layer.h"

#include <math.h>

typedef struct {
  MienLayer *layer;
  const MienLayerPass *pass;
  int n_experts;
} Work;

static Work
make_work (MienLayer *self, const MienLayerPass *pass)
{
  return (Work){self, pass, self->n_inputs - 1};
}

static void
softmax (float *gates, const float *logits, int n)
{
  float largest = logits[0], sum = 0.0f;

  for (int e = 1; e < n; e++)
    largest = MAX (largest, logits[e]);
  for (int e = 0; e < n; e++)
    sum += gates[e] = expf (logits[e] - largest);
  for (int e = 0; e < n; e++)
    gates[e] /= sum;
}

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize n = (gsize) work->n_experts, row = (gsize) picture * n;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  float *gates = work->layer->kept + row, *y = work->pass->y + start;

  softmax (gates, work->pass->inputs[n] + row, work->n_experts);
  for (gsize e = 0; e < n; e++) {
    const float *x = work->pass->inputs[e] + start;

    for (gsize i = 0; i < len; i++)
      y[i] = (e > 0 ? y[i] : 0.0f) + gates[e] * x[i];
  }
}

/* d_x_e = g_e d_y; with s_e = sum of d_y x_e, d_logit_e = g_e (s_e - sum over f of g_f s_f) */
static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize n = (gsize) work->n_experts, row = (gsize) picture * n;
  gsize len = mien_shape_len (work->layer->in), start = (gsize) picture * len;
  const float *gates = work->layer->kept + row, *d_y = work->pass->d_y + start;
  float *slopes = work->pass->partials + row, mean = 0.0f, *d_logits = work->pass->d_inputs[n];

  for (gsize e = 0; e < n; e++) {
    float *d_x = work->pass->d_inputs[e];

    slopes[e] = (float) mien_dot (d_y, work->pass->inputs[e] + start, len);
    mean += gates[e] * slopes[e];
    for (gsize i = 0; d_x != NULL && i < len; i++)
      d_x[start + i] = gates[e] * d_y[i];
  }
  for (gsize e = 0; d_logits != NULL && e < n; e++)
    d_logits[row + e] = gates[e] * (slopes[e] - mean);
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = make_work (self, pass);

  mien_pool_run (pass->pool, pass->n, forward_picture, &work);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = make_work (self, pass);

  mien_pool_run (pass->pool, pass->n, backward_picture, &work);
}

/* A number for each picture and expert: the gates forwards, their slopes on the way back. */
static gsize
one_an_expert (const MienLayer *self, int n)
{
  return (gsize) n * (gsize) (self->n_inputs - 1);
}

static double
flops (const MienLayer *self)
{
  return 2.0 * (self->n_inputs - 1) * (double) mien_shape_len (self->in);
}

static const MienLayerClass klass = {.name = "mixture of experts",
                                     .needs_x = TRUE,
                                     .forward = forward,
                                     .backward = backward,
                                     .partials = one_an_expert,
                                     .kept = one_an_expert,
                                     .flops = flops};

MienLayer *
mien_layer_mixture_new (MienShape in, int n_experts)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_MIXTURE, &klass, in, in);

  mien_layer_set_n_inputs (self, n_experts + 1);
  return self;
}
