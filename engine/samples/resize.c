#include "engine/samples/resize.h"

#include "engine/kernels/kernels.h"

#include <math.h>
#include <string.h>

/* A JPEG decoder's own way of shrinking is sharper than a mean over areas: grey levels would differ
 * by 3 on average, and by 50 at hard edges. Where two pixels are left for one, the mean decides. */
#define PIXELS_FOR_ONE 2.0

/* For one output pixel along one side: the input pixels that it is a mean of, and their weights. */
typedef struct {
  int first;
  int count;
  float *weights;
} Tap;

typedef struct {
  Tap *taps;
  float *weights; /* of all taps */
} Taps;

static void
taps_clear (Taps *taps)
{
  g_clear_pointer (&taps->taps, g_free);
  g_clear_pointer (&taps->weights, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taps, taps_clear)

/* A box where the picture gets smaller and a tent where it gets larger, over [low, low + scale]. */
static double
tap_weight (double low, double scale, int i)
{
  if (scale >= 1.0)
    return MAX (0.0, MIN (low + scale, i + 1.0) - MAX (low, i));
  return MAX (0.0, 1.0 - fabs (low + scale / 2.0 - (i + 0.5)));
}

/* What lies outside counts as the pixel at the edge. */
static void
tap_plan (Tap *tap, double low, double scale, int in)
{
  int first = scale >= 1.0 ? (int) floor (low) : (int) floor (low + scale / 2.0 - 0.5);
  int end = scale >= 1.0 ? (int) ceil (low + scale) : first + 2;
  double sum = 0.0;

  tap->first = CLAMP (first, 0, in - 1);
  tap->count = CLAMP (end - 1, 0, in - 1) - tap->first + 1;
  for (int i = first; i < end; i++) {
    double weight = tap_weight (low, scale, i);

    tap->weights[CLAMP (i, 0, in - 1) - tap->first] += (float) weight;
    sum += weight;
  }
  for (int i = 0; i < tap->count; i++)
    tap->weights[i] = (float) ((double) tap->weights[i] / sum);
}

/* @out pixels of [start, start + extent] of @in pixels */
static void
taps_plan (Taps *self, double start, double extent, int in, int out)
{
  double scale = extent / out;
  gsize most = (gsize) MIN (ceil (scale) + 2.0, (double) in + 2.0);

  self->taps = g_new0 (Tap, out);
  self->weights = g_new0 (float, (gsize) out *most);
  for (int x = 0; x < out; x++) {
    self->taps[x].weights = self->weights + (gsize) x * most;
    tap_plan (&self->taps[x], start + x * scale, scale, in);
  }
}

static float
weigh_grey (const float *rgb)
{
  return (299.0f * rgb[0] + 587.0f * rgb[1] + 114.0f * rgb[2]) / 1000.0f;
}

/* Weights are above 0 and add up to 1, but for rounding. */
static guint8
to_byte (float value)
{
  return (guint8) MIN ((int) (value + 0.5f), 255);
}

/* The rows of one output row, weighed and added up: [columns,channels]. */
static void
add_rows (const MienPixels *pixels, const Tap *down, float *sum)
{
  const MienElementKernels *kernels = mien_kernels ()->element;
  gsize len = (gsize) pixels->columns * (gsize) pixels->channels;

  memset (sum, 0, len * sizeof (float));
  for (int i = 0; i < down->count; i++)
    kernels->add_bytes (sum, pixels->data + (gsize) (down->first + i) * pixels->stride,
                        down->weights[i], len);
}

/* Grey is a weighed sum too, and so may come last: in place, one number a pixel. */
static void
make_grey (float *sum, int columns, int channels)
{
  for (int x = 0; channels > 1 && x < columns; x++)
    sum[x] = weigh_grey (sum + x * channels);
}

static float
apply_tap (const Tap *tap, const float *values, int step)
{
  float sum = 0.0f;

  for (int i = 0; i < tap->count; i++)
    sum += tap->weights[i] * values[(tap->first + i) * step];
  return sum;
}

/* Down the columns first, as whole rows are quick to add. */
static void
resize_straight (const MienPixels *pixels,
                 const MienFrame *frame,
                 int channels,
                 int size,
                 guint8 *out)
{
  double width = pixels->width * pixels->scale, height = pixels->height * pixels->scale;
  g_autofree float *sum = g_new (float, (gsize) pixels->columns *(gsize) pixels->channels);
  g_auto (Taps) across = {0}, down = {0};
  int step = channels == 1 ? 1 : pixels->channels;
  int last = pixels->channels >= 3 ? channels - 1 : 0; /* grey serves for every colour */

  taps_plan (&across, frame->x0 * width, frame->xx * width, pixels->columns, size);
  taps_plan (&down, frame->y0 * height, frame->yy * height, pixels->rows, size);
  for (int y = 0; y < size; y++) {
    add_rows (pixels, &down.taps[y], sum);
    if (channels == 1)
      make_grey (sum, pixels->columns, pixels->channels);
    for (int c = 0; c < channels; c++)
      for (int x = 0; x < size; x++)
        out[(c * size + y) * size + x] =
            to_byte (apply_tap (&across.taps[x], sum + MIN (c, last), step));
  }
}

/* Between four neighbours; grey is weighed here. */
static float
read_between (const MienPixels *pixels, double x, double y, int channel, gboolean grey)
{
  double at_x = CLAMP (x - 0.5, 0.0, pixels->columns - 1.0);
  double at_y = CLAMP (y - 0.5, 0.0, pixels->rows - 1.0);
  int left = (int) at_x, top = (int) at_y;
  int right = MIN (left + 1, pixels->columns - 1), bottom = MIN (top + 1, pixels->rows - 1);
  float u = (float) (at_x - left), v = (float) (at_y - top), found[3] = {0};
  const guint8 *above = pixels->data + (gsize) top * pixels->stride;
  const guint8 *below = pixels->data + (gsize) bottom * pixels->stride;
  int n = grey && pixels->channels >= 3 ? 3 : 1, step = pixels->channels;

  for (int k = 0; k < n; k++) {
    int c = channel + k;

    found[k] =
        ((float) above[left * step + c] * (1.0f - u) + (float) above[right * step + c] * u) *
            (1.0f - v) +
        ((float) below[left * step + c] * (1.0f - u) + (float) below[right * step + c] * u) * v;
  }
  return n == 3 ? weigh_grey (found) : found[0];
}

/* From fractions of the square to the pixels that there are. */
static MienFrame
in_pixels (const MienFrame *frame, const MienPixels *pixels)
{
  double width = pixels->width * pixels->scale, height = pixels->height * pixels->scale;

  return (MienFrame){frame->xx * width,  frame->xy * width,  frame->x0 * width,
                     frame->yx * height, frame->yy * height, frame->y0 * height};
}

static void
resize_turned (const MienPixels *pixels,
               const MienFrame *frame,
               int channels,
               int size,
               guint8 *out)
{
  MienFrame at = in_pixels (frame, pixels);
  double side = MAX (hypot (at.xx, at.yx), hypot (at.xy, at.yy));
  int fine = MAX (1, (int) ceil (side / size - 1e-6)), n = size * fine;

  for (int c = 0; c < channels; c++)
    for (int i = 0; i < size * size; i++) {
      int channel = pixels->channels >= 3 ? c : 0;
      float sum = 0.0f;

      for (int k = 0; k < fine * fine; k++) {
        double u = ((i % size) * fine + k % fine + 0.5) / n;
        double v = ((i / size) * fine + k / fine + 0.5) / n;

        sum += read_between (pixels, at.xx * u + at.xy * v + at.x0, at.yx * u + at.yy * v + at.y0,
                             channel, channels == 1);
      }
      out[c * size * size + i] = to_byte (sum / (float) (fine * fine));
    }
}

/* Whether the picture is as large as it is wanted, and all of it is. */
static gboolean
is_whole (const MienPixels *pixels, const MienFrame *frame, int size)
{
  static const MienFrame whole = {.xx = 1.0, .yy = 1.0};

  return pixels->columns == size && pixels->rows == size && pixels->width == size &&
         pixels->height == size && memcmp (frame, &whole, sizeof whole) == 0;
}

/* As it would come out of weights that are 1, without asking for them. */
static void
take_whole (const MienPixels *pixels, int channels, int size, guint8 *out)
{
  int n = pixels->channels;

  for (int c = 0; c < channels; c++)
    for (int y = 0; y < size; y++) {
      const guint8 *in = pixels->data + (gsize) y * pixels->stride;

      for (int x = 0; x < size; x++, in += n)
        *out++ = n < 3          ? in[0]
                 : channels > 1 ? in[c]
                                : to_byte (weigh_grey ((float[]){in[0], in[1], in[2]}));
    }
}

void
mien_resize (const MienPixels *pixels, const MienFrame *frame, int channels, int size, guint8 *out)
{
  gboolean straight =
      fabs (frame->xy) + fabs (frame->yx) <= 0.0 && frame->xx > 0.0 && frame->yy > 0.0;

  if (is_whole (pixels, frame, size))
    take_whole (pixels, channels, size, out);
  else if (straight)
    resize_straight (pixels, frame, channels, size, out);
  else
    resize_turned (pixels, frame, channels, size, out);
}

double
mien_resize_least_scale (const MienFrame *frame, int width, int height, int size)
{
  double across = hypot (frame->xx * width, frame->yx * height);
  double down = hypot (frame->xy * width, frame->yy * height);

  return PIXELS_FOR_ONE * size / MIN (across, down);
}
