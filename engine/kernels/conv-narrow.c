/* Pictures of few channels, grey or coloured: each pixel's taps as a row, and one product over all
 * rows. */
#include "engine/kernels/conv-method.h"

#include <string.h>

enum {
  GROUP = MIEN_GROUP
};

static gsize
n_pixels (const MienFusedConv *conv)
{
  return (gsize) conv->height * (gsize) conv->width;
}

static gsize
n_rows (const MienFusedConv *conv)
{
  return (n_pixels (conv) + MIEN_ROW_STEP - 1) / MIEN_ROW_STEP * MIEN_ROW_STEP;
}

static int
n_taps (const MienFusedConv *conv)
{
  return conv->in * 9;
}

static gsize
taps_plane (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (n_taps (conv)) * GROUP * GROUP;
}

static gsize
weights_len (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (conv->out) * taps_plane (conv);
}

static gsize
prepared_len (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (n_taps (conv)) * n_rows (conv) * GROUP;
}

static gsize
scratch_len (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (conv->out) * n_rows (conv) * GROUP;
}

static int
together (const MienFusedConv *conv G_GNUC_UNUSED)
{
  return 1;
}

/* Tap (dy, dx) of one channel for the pixels of row @i, zero outside the picture. */
static void
spread_tap (const MienFusedConv *conv, float *rows, const float *x, int i, int dy, int dx)
{
  int first = MAX (0, -dx), last = conv->width - MAX (0, dx), row = i + dy;

  if (row < 0 || row >= conv->height)
    return;
  for (int j = first; j < last; j++)
    rows[(i * conv->width + j) * GROUP] = x[row * conv->width + j + dx];
}

static void
prepare (const MienFusedConv *conv, float *prepared, const MienPictures *from, int number)
{
  const float *x = from->x + (gsize) number * (gsize) conv->in * n_pixels (conv);

  for (int i = 0; i < conv->height; i++)
    for (int tap = 0; tap < n_taps (conv); tap++)
      spread_tap (conv, prepared + (gsize) (tap / GROUP) * n_rows (conv) * GROUP + tap % GROUP,
                  x + (gsize) (tap / 9) * n_pixels (conv), i, tap % 9 / 3 - 1, tap % 3 - 1);
}

static void
transform (const MienFusedConv *conv, float *weights, const float *weight, int group)
{
  float *to = weights + (gsize) group * taps_plane (conv);

  memset (to, 0, taps_plane (conv) * sizeof (float));
  for (int c = 0; c < conv->in; c++)
    mien_conv_gather_taps (conv, to + (gsize) c * 9 * GROUP, weight, group, c);
}

/* Most pictures have as many pixels as whole steps of rows, and then z can be the product itself.
 */
static gboolean
has_whole_rows (const MienFusedConv *conv)
{
  return n_rows (conv) == n_pixels (conv);
}

static void
forward (const MienFusedConv *conv,
         float *z,
         const float *prepared,
         int n G_GNUC_UNUSED,
         const float *weights,
         float *scratch)
{
  int groups = mien_n_groups (conv->out);
  gsize len = n_pixels (conv) * GROUP;
  float *m = has_whole_rows (conv) ? z : scratch;

  mien_kernels ()->winograd->product (m, prepared, weights, (int) n_rows (conv), n_taps (conv),
                                      groups);
  for (int g = 0; g < groups && m != z; g++)
    memcpy (z + (gsize) g * len, m + (gsize) g * n_rows (conv) * GROUP, len * sizeof (float));
}

/* d_z with the rows beyond the last pixel as zeros, so that they say nothing in a sum over rows. */
static const float *
fill_up (const MienFusedConv *conv, const float *d_z, float *scratch)
{
  gsize len = n_pixels (conv) * GROUP, rows_len = n_rows (conv) * GROUP;

  if (has_whole_rows (conv))
    return d_z;
  for (int g = 0; g < mien_n_groups (conv->out); g++) {
    memcpy (scratch + (gsize) g * rows_len, d_z + (gsize) g * len, len * sizeof (float));
    memset (scratch + (gsize) g * rows_len + len, 0, (rows_len - len) * sizeof (float));
  }
  return scratch;
}

static void
backward (const MienFusedConv *conv,
          float *d_prepared G_GNUC_UNUSED,
          float *d_weights,
          gboolean add,
          const float *d_z,
          const float *prepared,
          int n G_GNUC_UNUSED,
          const float *weights_back G_GNUC_UNUSED,
          float *scratch)
{
  mien_kernels ()->winograd->product_back (d_weights, prepared, fill_up (conv, d_z, scratch),
                                           (int) n_rows (conv), n_taps (conv),
                                           mien_n_groups (conv->out), add);
}

static void
finish (const MienFusedConv *conv, float *taps, const float *d_weights, int group)
{
  gsize plane = taps_plane (conv);

  memcpy (taps + (gsize) group * plane, d_weights + (gsize) group * plane, plane * sizeof (float));
}

const MienConvMethod mien_conv_narrow = {
    .together = together,
    .prepared_len = prepared_len,
    .weights_len = weights_len,
    .d_weights_len = weights_len,
    .taps_plane = taps_plane,
    .scratch_len = scratch_len,
    .prepare = prepare,
    .transform = transform,
    .forward = forward,
    .backward = backward,
    .finish = finish,
};
