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
} Work;

static int
in_plane (const MienConv *conv)
{
  return conv->height * conv->width;
}

static int
out_plane (const MienConv *conv)
{
  return conv->out_height * conv->out_width;
}

/* Products that one output sums up. */
static int
count_taps (const MienConv *conv)
{
  return conv->in / conv->groups * conv->window.kernel[0] * conv->window.kernel[1];
}

static gsize
weight_len (const MienConv *conv)
{
  return (gsize) conv->out * (gsize) count_taps (conv);
}

/* The columns would be the picture itself. */
static gboolean
is_pointwise (const MienConv *conv)
{
  static const MienSlide point = {{1, 1}, {1, 1}, {0, 0}};

  return memcmp (&conv->window, &point, sizeof point) == 0;
}

gsize
mien_conv_scratch (const MienConv *conv)
{
  return is_pointwise (conv) ? 0 : (gsize) count_taps (conv) * (gsize) out_plane (conv);
}

gsize
mien_conv_partials (const MienConv *conv, int n)
{
  return (gsize) mien_n_chunks (n, CHUNK) * weight_len (conv);
}

static void
gather (float *to, const float *x, int n, int stride)
{
  if (stride == 1)
    memcpy (to, x, (gsize) n * sizeof (float));
  else
    for (int j = 0; j < n; j++)
      to[j] = x[j * stride];
}

/* One row of columns: what tap (@a,@b) of the window meets in channel @x, zero outside. */
static void
shift_into (const MienConv *conv, float *row, const float *x, int a, int b)
{
  const MienSlide *window = &conv->window;
  int width = conv->out_width, top, bottom, left, right;

  mien_slide_range (window, 0, a, conv->height, &top, &bottom);
  mien_slide_range (window, 1, b, conv->width, &left, &right);
  memset (row, 0, (gsize) (top * width) * sizeof (float));
  memset (row + bottom * width, 0, (gsize) ((conv->out_height - bottom) * width) * sizeof (float));
  for (int i = top; i < bottom; i++) {
    const float *source = x + (i * window->stride[0] + a - window->padding[0]) * conv->width;
    float *to = row + i * width;

    memset (to, 0, (gsize) left * sizeof (float));
    if (right > left)
      gather (to + left, source + left * window->stride[1] + b - window->padding[1], right - left,
              window->stride[1]);
    memset (to + right, 0, (gsize) (width - right) * sizeof (float));
  }
}

/* The reverse: adds a row of columns to the channel it came from. */
static void
shift_from (const MienConv *conv, float *x, const float *row, int a, int b)
{
  const MienSlide *window = &conv->window;
  int top, bottom, left, right;

  mien_slide_range (window, 0, a, conv->height, &top, &bottom);
  mien_slide_range (window, 1, b, conv->width, &left, &right);
  for (int i = top; i < bottom; i++) {
    float *to = x + (i * window->stride[0] + a - window->padding[0]) * conv->width;
    const float *source = row + i * conv->out_width;

    for (int j = left; j < right; j++)
      to[j * window->stride[1] + b - window->padding[1]] += source[j];
  }
}

/* Returns: [taps,out plane] of the group whose first channel is @x; scratch or @x itself */
static const float *
im2col (const MienConv *conv, const float *x, float *columns)
{
  int area = conv->window.kernel[0] * conv->window.kernel[1];

  if (is_pointwise (conv))
    return x;
  for (int tap = 0; tap < count_taps (conv); tap++)
    shift_into (conv, columns + (gsize) tap * (gsize) out_plane (conv),
                x + (gsize) (tap / area) * (gsize) in_plane (conv),
                tap % area / conv->window.kernel[1], tap % conv->window.kernel[1]);
  return columns;
}

static void
col2im (const MienConv *conv, const float *columns, float *x)
{
  int area = conv->window.kernel[0] * conv->window.kernel[1];

  memset (x, 0, (gsize) (conv->in / conv->groups) * (gsize) in_plane (conv) * sizeof (float));
  for (int tap = 0; tap < count_taps (conv); tap++)
    shift_from (conv, x + (gsize) (tap / area) * (gsize) in_plane (conv),
                columns + (gsize) tap * (gsize) out_plane (conv),
                tap % area / conv->window.kernel[1], tap % conv->window.kernel[1]);
}

/* Where group @group of picture @picture begins in maps of @channels. */
static gsize
group_start (const MienConv *conv, int picture, int group, int channels, int plane)
{
  return ((gsize) picture * (gsize) channels + (gsize) group * (gsize) (channels / conv->groups)) *
         (gsize) plane;
}

static gsize
x_start (const MienConv *conv, int picture, int group)
{
  return group_start (conv, picture, group, conv->in, in_plane (conv));
}

static gsize
y_start (const MienConv *conv, int picture, int group)
{
  return group_start (conv, picture, group, conv->out, out_plane (conv));
}

static void
forward_picture (int picture, int worker, gpointer data)
{
  const Work *work = data;
  const MienConv *conv = work->conv;
  int plane = out_plane (conv), taps = count_taps (conv);
  float *scratch = work->scratch + (gsize) worker * mien_conv_scratch (conv);
  MienGemm gemm = {.m = conv->out / conv->groups,
                   .n = plane,
                   .k = taps,
                   .lda = taps,
                   .ldb = plane,
                   .ldc = plane};

  for (int g = 0; g < conv->groups; g++)
    mien_gemm_run (&gemm, work->b + (gsize) g * (gsize) gemm.m * (gsize) taps,
                   im2col (conv, work->a + x_start (conv, picture, g), scratch),
                   work->out + y_start (conv, picture, g));
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
  Work work = {conv, n, y, x, weight, scratch};

  mien_pool_run (pool, n, forward_picture, &work);
}

static void
backward_picture (int picture, int worker, gpointer data)
{
  const Work *work = data;
  const MienConv *conv = work->conv;
  int plane = out_plane (conv), taps = count_taps (conv);
  float *scratch = work->scratch + (gsize) worker * mien_conv_scratch (conv);
  MienGemm gemm = {.m = taps,
                   .n = plane,
                   .k = conv->out / conv->groups,
                   .trans_a = TRUE,
                   .lda = taps,
                   .ldb = plane,
                   .ldc = plane};

  for (int g = 0; g < conv->groups; g++) {
    float *d_x = work->out + x_start (conv, picture, g);

    mien_gemm_run (&gemm, work->b + (gsize) g * (gsize) gemm.k * (gsize) taps,
                   work->a + y_start (conv, picture, g), is_pointwise (conv) ? d_x : scratch);
    if (!is_pointwise (conv))
      col2im (conv, scratch, d_x);
  }
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
  Work work = {conv, n, d_x, d_y, weight, scratch};

  mien_pool_run (pool, n, backward_picture, &work);
}

static void
weight_chunk (int chunk, int worker, gpointer data)
{
  const Work *work = data;
  const MienConv *conv = work->conv;
  int plane = out_plane (conv), taps = count_taps (conv);
  float *scratch = work->scratch + (gsize) worker * mien_conv_scratch (conv);
  float *partial = work->out + (gsize) chunk * weight_len (conv);
  MienGemm gemm = {.m = conv->out / conv->groups,
                   .n = taps,
                   .k = plane,
                   .trans_b = TRUE,
                   .lda = plane,
                   .ldb = plane,
                   .ldc = taps};

  for (int i = chunk * CHUNK; i < MIN (work->n, (chunk + 1) * CHUNK); i++) {
    gemm.add = i > chunk * CHUNK;
    for (int g = 0; g < conv->groups; g++)
      mien_gemm_run (&gemm, work->a + y_start (conv, i, g),
                     im2col (conv, work->b + x_start (conv, i, g), scratch),
                     partial + (gsize) g * (gsize) gemm.m * (gsize) taps);
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
  Work work = {conv, n, partials, d_y, x, scratch};

  mien_pool_run (pool, mien_n_chunks (n, CHUNK), weight_chunk, &work);
  mien_sum_in_order (d_weight, partials, mien_n_chunks (n, CHUNK), weight_len (conv));
}
