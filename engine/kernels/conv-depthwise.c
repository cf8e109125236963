#include "engine/kernels/conv-depthwise.h"

#include <string.h>

/* Pictures whose weight gradients are summed by one worker, and numbers that are multiplied at a
 * time; both are part of what fixes the bits. */
enum {
  CHUNK = 4,
  LANES = 8
};

typedef float Vec __attribute__ ((vector_size (LANES * 4), aligned (4), may_alias));

typedef struct {
  const MienConv *conv;
  int n;
  float *out;
  const float *a, *b;
} Work;

gboolean
mien_conv_is_depthwise (const MienConv *conv)
{
  return conv->groups > 1 && conv->groups == conv->in && conv->in == conv->out;
}

static int
count_taps (const MienConv *conv)
{
  return conv->window.kernel[0] * conv->window.kernel[1];
}

static gsize
weight_len (const MienConv *conv)
{
  return (gsize) conv->in * (gsize) count_taps (conv);
}

gsize
mien_conv_depthwise_partials (const MienConv *conv, int n)
{
  return (gsize) mien_n_chunks (n, CHUNK) * weight_len (conv);
}

/* to[j] += w from[j stride] */
static void
add_gathered (float *to, const float *from, float w, int n, int stride)
{
  int j = 0;

  for (; stride == 1 && j + LANES <= n; j += LANES)
    *(Vec *) (to + j) += w * *(const Vec *) (from + j);
  for (; j < n; j++)
    to[j] += w * from[j * stride];
}

/* to[j stride] += w from[j] */
static void
add_scattered (float *to, const float *from, float w, int n, int stride)
{
  if (stride == 1)
    add_gathered (to, from, w, n, 1);
  else
    for (int j = 0; j < n; j++)
      to[j * stride] += w * from[j];
}

/* sum_j a[j] b[j stride] */
static float
multiply (const float *a, const float *b, int n, int stride)
{
  Vec lanes = {0};
  float sum = 0.0f;
  int j = 0;

  for (; stride == 1 && j + LANES <= n; j += LANES)
    lanes += *(const Vec *) (a + j) * *(const Vec *) (b + j);
  for (; j < n; j++)
    sum += a[j] * b[j * stride];
  for (int k = 0; k < LANES; k++)
    sum += lanes[k];
  return sum;
}

/* The part of a channel that one tap of the window meets. */
typedef struct {
  int top, bottom, left, right; /* of the output */
  gsize start;                  /* of the input, met at (top, left) */
  gsize step;                   /* of the input, from a row met to the next */
} Meeting;

static Meeting
find_meeting (const MienConv *conv, int tap)
{
  const MienSlide *window = &conv->window;
  int a = tap / window->kernel[1], b = tap % window->kernel[1];
  Meeting it = {0};

  mien_slide_range (window, 0, a, conv->height, &it.top, &it.bottom);
  mien_slide_range (window, 1, b, conv->width, &it.left, &it.right);
  if (it.left == it.right || it.top == it.bottom)
    return (Meeting){0};
  it.step = (gsize) window->stride[0] * (gsize) conv->width;
  it.start = (gsize) (it.top * window->stride[0] + a - window->padding[0]) * (gsize) conv->width +
             (gsize) (it.left * window->stride[1] + b - window->padding[1]);
  return it;
}

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienConv *conv = work->conv;
  int taps = count_taps (conv);
  gsize plane = (gsize) conv->height * (gsize) conv->width;
  gsize out_plane = (gsize) conv->out_height * (gsize) conv->out_width;

  for (int c = 0; c < conv->in; c++) {
    gsize number = (gsize) picture * (gsize) conv->in + (gsize) c;
    float *y = memset (work->out + number * out_plane, 0, out_plane * sizeof (float));

    for (int tap = 0; tap < taps; tap++) {
      Meeting it = find_meeting (conv, tap);
      const float *x = work->a + number * plane + it.start;

      for (int i = it.top; i < it.bottom; i++, x += it.step)
        add_gathered (y + i * conv->out_width + it.left, x, work->b[c * taps + tap],
                      it.right - it.left, conv->window.stride[1]);
    }
  }
}

void
mien_conv_depthwise_forward (const MienConv *conv,
                             MienPool *pool,
                             int n,
                             float *y,
                             const float *x,
                             const float *weight)
{
  Work work = {conv, n, y, x, weight};

  mien_pool_run (pool, n, forward_picture, &work);
}

static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienConv *conv = work->conv;
  int taps = count_taps (conv);
  gsize plane = (gsize) conv->height * (gsize) conv->width;
  gsize out_plane = (gsize) conv->out_height * (gsize) conv->out_width;

  for (int c = 0; c < conv->in; c++) {
    gsize number = (gsize) picture * (gsize) conv->in + (gsize) c;
    float *d_x = memset (work->out + number * plane, 0, plane * sizeof (float));
    const float *d_y = work->a + number * out_plane;

    for (int tap = 0; tap < taps; tap++) {
      Meeting it = find_meeting (conv, tap);
      float *to = d_x + it.start;

      for (int i = it.top; i < it.bottom; i++, to += it.step)
        add_scattered (to, d_y + i * conv->out_width + it.left, work->b[c * taps + tap],
                       it.right - it.left, conv->window.stride[1]);
    }
  }
}

void
mien_conv_depthwise_backward_input (const MienConv *conv,
                                    MienPool *pool,
                                    int n,
                                    float *d_x,
                                    const float *d_y,
                                    const float *weight)
{
  Work work = {conv, n, d_x, d_y, weight};

  mien_pool_run (pool, n, backward_picture, &work);
}

static void
add_weights (const Work *work, int picture, float *partial)
{
  const MienConv *conv = work->conv;
  int taps = count_taps (conv);
  gsize plane = (gsize) conv->height * (gsize) conv->width;
  gsize out_plane = (gsize) conv->out_height * (gsize) conv->out_width;

  for (int c = 0; c < conv->in; c++) {
    gsize number = (gsize) picture * (gsize) conv->in + (gsize) c;
    const float *d_y = work->a + number * out_plane;

    for (int tap = 0; tap < taps; tap++) {
      Meeting it = find_meeting (conv, tap);
      const float *x = work->b + number * plane + it.start;

      for (int i = it.top; i < it.bottom; i++, x += it.step)
        partial[c * taps + tap] += multiply (d_y + i * conv->out_width + it.left, x,
                                             it.right - it.left, conv->window.stride[1]);
    }
  }
}

static void
weight_chunk (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  gsize len = weight_len (work->conv);
  float *partial = memset (work->out + (gsize) chunk * len, 0, len * sizeof (float));

  for (int i = chunk * CHUNK; i < MIN (work->n, (chunk + 1) * CHUNK); i++)
    add_weights (work, i, partial);
}

void
mien_conv_depthwise_backward_weight (const MienConv *conv,
                                     MienPool *pool,
                                     int n,
                                     float *d_weight,
                                     const float *d_y,
                                     const float *x,
                                     float *partials)
{
  Work work = {conv, n, partials, d_y, x};

  mien_pool_run (pool, mien_n_chunks (n, CHUNK), weight_chunk, &work);
  mien_sum_in_order (d_weight, partials, mien_n_chunks (n, CHUNK), weight_len (conv));
}
