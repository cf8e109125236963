#include "engine/kernels/gemm.h"
#include "engine/kernels/kernels.h"
#include "engine/network/layer.h"

#include <string.h>

/* Outputs, and inputs on the way back, that one worker takes at a time: enough for a product to be
 * worth its preparation; part of what fixes the bits. */
enum {
  ROWS = 128,
  COLUMNS = 128
};

typedef struct {
  MienLayer *layer;
  const MienLayerPass *pass;
  int in, out;
} Work;

static Work
make_work (MienLayer *self, const MienLayerPass *pass)
{
  return (Work){self, pass, (int) mien_shape_len (self->in), self->out.c};
}

/* y[:,block] = x w[block,:]^T + b[block] */
static void
forward_block (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const float *weight = mien_layer_parameter (work->layer, 0)->value;
  const float *bias = mien_layer_parameter (work->layer, 1)->value;
  int first = chunk * ROWS, rows = MIN (ROWS, work->out - first);
  MienGemm gemm = {.m = work->pass->n,
                   .n = rows,
                   .k = work->in,
                   .trans_b = TRUE,
                   .add = TRUE,
                   .lda = work->in,
                   .ldb = work->in,
                   .ldc = work->out};

  for (int i = 0; i < work->pass->n; i++)
    memcpy (work->pass->y + (gsize) i * (gsize) work->out + first, bias + first,
            (gsize) rows * sizeof (float));
  mien_gemm_run (&gemm, work->pass->x, weight + (gsize) first * (gsize) work->in,
                 work->pass->y + first);
}

/* d_w[block,:] = d_y[:,block]^T x, d_b[block] = sum of d_y[:,block] */
static void
weight_block (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  MienParameter *weight = mien_layer_parameter (work->layer, 0);
  MienParameter *bias = mien_layer_parameter (work->layer, 1);
  int first = chunk * ROWS, rows = MIN (ROWS, work->out - first);
  gsize in = (gsize) work->in, out = (gsize) work->out;

  mien_kernels ()->dense->outer (weight->grad + (gsize) first * in, in, work->pass->d_y + first,
                                 out, work->pass->x, in, rows, work->in, work->pass->n);
  for (int row = first; row < first + rows; row++) {
    double sum = 0.0;

    for (int i = 0; i < work->pass->n; i++)
      sum += (double) work->pass->d_y[(gsize) i * (gsize) work->out + (gsize) row];
    bias->grad[row] = (float) sum;
  }
}

/* d_x[:,block] = d_y w[:,block] */
static void
input_block (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  int first = chunk * COLUMNS, columns = MIN (COLUMNS, work->in - first);
  MienGemm gemm = {.m = work->pass->n,
                   .n = columns,
                   .k = work->out,
                   .lda = work->out,
                   .ldb = work->in,
                   .ldc = work->in};

  mien_gemm_run (&gemm, work->pass->d_y, mien_layer_parameter (work->layer, 0)->value + first,
                 work->pass->d_x + first);
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = make_work (self, pass);

  mien_pool_run (pass->pool, mien_n_chunks (work.out, ROWS), forward_block, &work);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = make_work (self, pass);

  mien_pool_run (pass->pool, mien_n_chunks (work.out, ROWS), weight_block, &work);
  if (pass->d_x != NULL)
    mien_pool_run (pass->pool, mien_n_chunks (work.in, COLUMNS), input_block, &work);
}

static double
flops (const MienLayer *self)
{
  return 2.0 * (double) mien_shape_len (self->in) * self->out.c;
}

static const MienLayerClass klass = {.name = "linear",
                                     .needs_x = TRUE,
                                     .forward = forward,
                                     .backward = backward,
                                     .flops = flops};

MienLayer *
mien_layer_linear_new (MienShape in, int out)
{
  MienLayer *self = mien_layer_alloc (MIEN_LAYER_LINEAR, &klass, in, (MienShape){1, out, 1, 1});
  int width = (int) mien_shape_len (in);
  MienParameter *weight = mien_layer_add_parameter (self, "weight", (const int[]){out, width}, 2);

  weight->decays = TRUE;
  mien_layer_add_parameter (self, "bias", &out, 1);
  return self;
}
