#include "tests/engine/network/plain.h"

#include "engine/core/rng.h"

#include <math.h>

/* What is added up for one output. */
typedef struct {
  double sum, absolute;
  int n;
} Sum;

static void
add (Sum *sum, double value)
{
  sum->sum += value;
  sum->absolute += fabs (value);
  sum->n++;
}

static void
put (const Plain *plain, gsize at, Sum sum)
{
  plain->y[at] = sum.sum;
  plain->size[at] = (sum.n + 8) * sum.absolute;
}

static gsize
at (MienShape shape, int n, int c, int i, int j)
{
  return (((gsize) n * (gsize) shape.c + (gsize) c) * (gsize) shape.h + (gsize) i) *
             (gsize) shape.w +
         (gsize) j;
}

/* 0 outside the map */
static double
pixel (const Plain *plain, int n, int c, int i, int j)
{
  MienShape in = plain->layer->in;

  return i < 0 || j < 0 || i >= in.h || j >= in.w ? 0.0 : plain->x[at (in, n, c, i, j)];
}

typedef void (*OutputFunc) (const Plain *plain, int n, int c, int i, int j);

static void
conv_output (const Plain *plain, int n, int o, int i, int j)
{
  const MienLayer *layer = plain->layer;
  const MienSlide *window = &layer->window;
  int depth = layer->in.c / layer->groups, first = o / (layer->out.c / layer->groups) * depth;
  MienShape weights = {layer->out.c, depth, window->kernel[0], window->kernel[1]};
  Sum sum = {0};

  for (int c = 0; c < depth; c++)
    for (int a = 0; a < window->kernel[0]; a++)
      for (int b = 0; b < window->kernel[1]; b++)
        add (&sum, plain->parameters[0][at (weights, o, c, a, b)] *
                       pixel (plain, n, first + c, i * window->stride[0] + a - window->padding[0],
                              j * window->stride[1] + b - window->padding[1]));
  if (layer->parameters->len > 1)
    add (&sum, plain->parameters[1][o]);
  put (plain, at (layer->out, n, o, i, j), sum);
}

static void
max_output (const Plain *plain, int n, int c, int i, int j)
{
  const MienLayer *layer = plain->layer;
  const MienSlide *window = &layer->window;
  double best = -INFINITY;

  for (int a = 0; a < window->kernel[0]; a++)
    for (int b = 0; b < window->kernel[1]; b++) {
      int row = i * window->stride[0] + a - window->padding[0];
      int column = j * window->stride[1] + b - window->padding[1];

      if (row >= 0 && column >= 0 && row < layer->in.h && column < layer->in.w)
        best = MAX (best, pixel (plain, n, c, row, column));
    }
  put (plain, at (layer->out, n, c, i, j), (Sum){best, 0.0, 0});
}

static void
average_output (const Plain *plain, int n, int c, int i, int j)
{
  const MienSlide *window = &plain->layer->window;
  double area = (double) window->kernel[0] * window->kernel[1];
  Sum sum = {0};

  for (int a = 0; a < window->kernel[0]; a++)
    for (int b = 0; b < window->kernel[1]; b++)
      add (&sum, pixel (plain, n, c, i * window->stride[0] + a - window->padding[0],
                        j * window->stride[1] + b - window->padding[1]) /
                     area);
  put (plain, at (plain->layer->out, n, c, i, j), sum);
}

static void
global_output (const Plain *plain, int n, int c, int i, int j)
{
  MienShape in = plain->layer->in;
  Sum sum = {0};

  for (int row = 0; row < in.h; row++)
    for (int column = 0; column < in.w; column++)
      add (&sum, pixel (plain, n, c, row, column) / ((double) in.h * in.w));
  put (plain, at (plain->layer->out, n, c, i, j), sum);
}

static void
for_each_output (const Plain *plain, OutputFunc func)
{
  MienShape out = plain->layer->out;

  for (int n = 0; n < plain->n; n++)
    for (int c = 0; c < out.c; c++)
      for (int i = 0; i < out.h; i++)
        for (int j = 0; j < out.w; j++)
          func (plain, n, c, i, j);
}

static void
linear (const Plain *plain)
{
  gsize width = mien_shape_len (plain->layer->in);

  for (int n = 0; n < plain->n; n++)
    for (int o = 0; o < plain->layer->out.c; o++) {
      Sum sum = {0};

      for (gsize k = 0; k < width; k++)
        add (&sum, plain->parameters[0][(gsize) o * width + k] * plain->x[(gsize) n * width + k]);
      add (&sum, plain->parameters[1][o]);
      put (plain, (gsize) n * (gsize) plain->layer->out.c + (gsize) o, sum);
    }
}

/* y = weight (x - mean) / sqrt (variance + epsilon) + bias */
static Sum
normalise (double x, double mean, double variance, double epsilon, double weight, double bias)
{
  double scale = weight / sqrt (variance + epsilon);
  Sum sum = {0};

  add (&sum, scale * x);
  add (&sum, -scale * mean);
  add (&sum, bias);
  return sum;
}

static void
channel_moments (const Plain *plain, int c, double *mean, double *variance)
{
  MienShape in = plain->layer->in;
  int plane = in.h * in.w;
  double count = (double) plain->n * plane;

  *mean = *variance = 0.0;
  for (int i = 0; i < plain->n * plane; i++)
    *mean += pixel (plain, i / plane, c, i % plane / in.w, i % plane % in.w) / count;
  for (int i = 0; i < plain->n * plane; i++) {
    double off = pixel (plain, i / plane, c, i % plane / in.w, i % plane % in.w) - *mean;

    *variance += off * off / count;
  }
}

static void
batch_norm (const Plain *plain)
{
  MienShape in = plain->layer->in;

  for (int c = 0; c < in.c; c++) {
    double mean = plain->parameters[2][c], variance = plain->parameters[3][c];

    if (plain->training)
      channel_moments (plain, c, &mean, &variance);
    for (int n = 0; n < plain->n; n++)
      for (int i = 0; i < in.h * in.w; i++) {
        Sum sum =
            normalise (pixel (plain, n, c, i / in.w, i % in.w), mean, variance,
                       plain->layer->epsilon, plain->parameters[0][c], plain->parameters[1][c]);

        sum.n += plain->n * in.h * in.w; /* the moments are sums, too */
        put (plain, at (in, n, c, i / in.w, i % in.w), sum);
      }
  }
}

static void
layer_norm (const Plain *plain)
{
  gsize len = mien_shape_len (plain->layer->in);

  for (int n = 0; n < plain->n; n++) {
    const double *x = plain->x + (gsize) n * len;
    double mean = 0.0, variance = 0.0;

    for (gsize i = 0; i < len; i++)
      mean += x[i] / (double) len;
    for (gsize i = 0; i < len; i++)
      variance += (x[i] - mean) * (x[i] - mean) / (double) len;
    for (gsize i = 0; i < len; i++)
      put (plain, (gsize) n * len + i,
           normalise (x[i], mean, variance, plain->layer->epsilon, plain->parameters[0][i],
                      plain->parameters[1][i]));
  }
}

static void
dropout (const Plain *plain)
{
  const MienLayer *layer = plain->layer;
  gsize len = mien_shape_len (layer->in);

  for (int n = 0; n < plain->n; n++) {
    MienRng rng = mien_rng_keyed (plain->seed, MIEN_STREAM_DROPOUT, plain->step,
                                  ((guint64) layer->number << 32) | (guint64) n);

    for (gsize i = (gsize) n * len; i < ((gsize) n + 1) * len; i++) {
      gboolean drop = mien_rng_uniform (&rng) < layer->rate;
      Sum sum = {0};

      add (&sum, !plain->training ? plain->x[i] : drop ? 0.0 : plain->x[i] / (1.0 - layer->rate));
      put (plain, i, sum);
    }
  }
}

static double
activate (const MienLayer *layer, double x)
{
  switch (layer->type) {
  case MIEN_LAYER_RELU:
    return MAX (x, 0.0);
  case MIEN_LAYER_LEAKY_RELU:
    return x > 0.0 ? x : layer->slope * x;
  case MIEN_LAYER_SIGMOID:
    return 1.0 / (1.0 + exp (-x));
  case MIEN_LAYER_TANH:
    return tanh (x);
  case MIEN_LAYER_GELU:
    return x * 0.5 * (1.0 + erf (x / sqrt (2.0)));
  case MIEN_LAYER_FLATTEN:
    return x;
  default:
    g_assert_not_reached ();
  }
}

static void
for_each_number (const Plain *plain)
{
  gsize len = (gsize) plain->n * mien_shape_len (plain->layer->in);

  for (gsize i = 0; i < len; i++) {
    Sum sum = {0};

    if (plain->layer->type == MIEN_LAYER_SUM) {
      add (&sum, plain->x[i]);
      add (&sum, plain->x2[i]);
    } else {
      add (&sum, activate (plain->layer, plain->x[i]));
    }
    put (plain, i, sum);
  }
}

void
plain_forward (const Plain *plain)
{
  switch (plain->layer->type) {
  case MIEN_LAYER_CONV:
    for_each_output (plain, conv_output);
    break;
  case MIEN_LAYER_MAX_POOL:
    for_each_output (plain, max_output);
    break;
  case MIEN_LAYER_AVERAGE_POOL:
    for_each_output (plain, average_output);
    break;
  case MIEN_LAYER_GLOBAL_AVERAGE:
    for_each_output (plain, global_output);
    break;
  case MIEN_LAYER_LINEAR:
    linear (plain);
    break;
  case MIEN_LAYER_BATCH_NORM:
    batch_norm (plain);
    break;
  case MIEN_LAYER_LAYER_NORM:
    layer_norm (plain);
    break;
  case MIEN_LAYER_DROPOUT:
    dropout (plain);
    break;
  default:
    for_each_number (plain);
    break;
  }
}
