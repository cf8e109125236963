#include "engine/kernels/conv.h"

#include "engine/kernels/gemm.h"

#include <string.h>

/* Pictures whose weight gradients are summed by one worker; part of what fixes the bits. */
enum {
  CHUNK = 4
};

typedef struct {
  const MienConv *conv;
  int n;
  float *out;
  const float *a, *b;
  float *scratch;
  gsize scratch_len;
} Work;

static gsize
n_pixels (const MienConv *conv)
{
  return (gsize) conv->height * (gsize) conv->width;
}

static gsize
weight_len (const MienConv *conv)
{
  return (gsize) conv->out * (gsize) conv->in * 9;
}

gsize
mien_conv_scratch (const MienConv *conv)
{
  return (gsize) conv->in * 9 * n_pixels (conv);
}

static int
count_chunks (int n)
{
  return (n + CHUNK - 1) / CHUNK;
}

gsize
mien_conv_partials (const MienConv *conv, int n)
{
  return (gsize) count_chunks (n) * weight_len (conv);
}

/* One row of columns: the channel @x shifted by (dy, dx), zero outside. */
static void
shift_into (float *row, const float *x, int height, int width, int dy, int dx)
{
  for (int i = 0; i < height; i++) {
    float *to = row + (gsize) i * (gsize) width;
    int from = i + dy;

    if (from < 0 || from >= height) {
      memset (to, 0, (gsize) width * sizeof (float));
      continue;
    }
    const float *source = x + (gsize) from * (gsize) width;
    int first = dx < 0 ? 1 : 0, last = dx > 0 ? width - 1 : width;
    if (first == 1)
      to[0] = 0.0f;
    if (last < width)
      to[width - 1] = 0.0f;
    if (last > first)
      memcpy (to + first, source + first + dx, (gsize) (last - first) * sizeof (float));
  }
}

/* The reverse: adds a row of columns to the channel it came from. */
static void
shift_from (float *x, const float *row, int height, int width, int dy, int dx)
{
  for (int i = 0; i < height; i++) {
    int to = i + dy;

    if (to < 0 || to >= height)
      continue;
    const float *source = row + (gsize) i * (gsize) width;
    float *target = x + (gsize) to * (gsize) width + dx;
    int first = dx < 0 ? 1 : 0, last = dx > 0 ? width - 1 : width;
    for (int j = first; j < last; j++)
      target[j] += source[j];
  }
}

/* [in*9,H*W] */
static void
im2col (const MienConv *conv, const float *x, float *columns)
{
  gsize plane = n_pixels (conv);

  for (int c = 0; c < conv->in; c++)
    for (int k = 0; k < 9; k++)
      shift_into (columns + ((gsize) c * 9 + (gsize) k) * plane, x + (gsize) c * plane,
                  conv->height, conv->width, k / 3 - 1, k % 3 - 1);
}

static void
col2im (const MienConv *conv, const float *columns, float *x)
{
  gsize plane = n_pixels (conv);

  memset (x, 0, (gsize) conv->in * plane * sizeof (float));
  for (int c = 0; c < conv->in; c++)
    for (int k = 0; k < 9; k++)
      shift_from (x + (gsize) c * plane, columns + ((gsize) c * 9 + (gsize) k) * plane,
                  conv->height, conv->width, k / 3 - 1, k % 3 - 1);
}

static void
forward_picture (int picture, int worker, gpointer data)
{
  const Work *work = data;
  const MienConv *conv = work->conv;
  int plane = (int) n_pixels (conv), taps = conv->in * 9;
  float *columns = work->scratch + (gsize) worker * work->scratch_len;
  MienGemm gemm = {.m = conv->out, .n = plane, .k = taps, .lda = taps, .ldb = plane, .ldc = plane};

  im2col (conv, work->a + (gsize) picture * (gsize) conv->in * (gsize) plane, columns);
  mien_gemm_run (&gemm, work->b, columns,
                 work->out + (gsize) picture * (gsize) conv->out * (gsize) plane);
}

void
mien_conv_forward (const MienConv *conv,
                   MienPool *pool,
                   int n,
                   float *y,
                   const float *x,
                   const float *weight,
                   float *scratch)
{
  Work work = {conv, n, y, x, weight, scratch, mien_conv_scratch (conv)};

  mien_pool_run (pool, n, forward_picture, &work);
}

static void
backward_picture (int picture, int worker, gpointer data)
{
  const Work *work = data;
  const MienConv *conv = work->conv;
  int plane = (int) n_pixels (conv), taps = conv->in * 9;
  float *columns = work->scratch + (gsize) worker * work->scratch_len;
  MienGemm gemm = {.m = taps,
                   .n = plane,
                   .k = conv->out,
                   .trans_a = TRUE,
                   .lda = taps,
                   .ldb = plane,
                   .ldc = plane};

  mien_gemm_run (&gemm, work->b, work->a + (gsize) picture * (gsize) conv->out * (gsize) plane,
                 columns);
  col2im (conv, columns, work->out + (gsize) picture * (gsize) conv->in * (gsize) plane);
}

void
mien_conv_backward_input (const MienConv *conv,
                          MienPool *pool,
                          int n,
                          float *d_x,
                          const float *d_y,
                          const float *weight,
                          float *scratch)
{
  Work work = {conv, n, d_x, d_y, weight, scratch, mien_conv_scratch (conv)};

  mien_pool_run (pool, n, backward_picture, &work);
}

static void
weight_chunk (int chunk, int worker, gpointer data)
{
  const Work *work = data;
  const MienConv *conv = work->conv;
  int plane = (int) n_pixels (conv), taps = conv->in * 9;
  float *columns = work->scratch + (gsize) worker * work->scratch_len;
  float *partial = work->out + (gsize) chunk * weight_len (conv);
  MienGemm gemm = {.m = conv->out,
                   .n = taps,
                   .k = plane,
                   .trans_b = TRUE,
                   .lda = plane,
                   .ldb = plane,
                   .ldc = taps};

  for (int i = chunk * CHUNK; i < MIN (work->n, (chunk + 1) * CHUNK); i++) {
    im2col (conv, work->b + (gsize) i * (gsize) conv->in * (gsize) plane, columns);
    gemm.add = i > chunk * CHUNK;
    mien_gemm_run (&gemm, work->a + (gsize) i * (gsize) conv->out * (gsize) plane, columns,
                   partial);
  }
}

void
mien_conv_backward_weight (const MienConv *conv,
                           MienPool *pool,
                           int n,
                           float *d_weight,
                           const float *d_y,
                           const float *x,
                           float *partials,
                           float *scratch)
{
  Work work = {conv, n, partials, d_y, x, scratch, mien_conv_scratch (conv)};

  mien_pool_run (pool, count_chunks (n), weight_chunk, &work);
  mien_sum_in_order (d_weight, partials, count_chunks (n), weight_len (conv));
}
