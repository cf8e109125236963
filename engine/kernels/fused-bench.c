#include "engine/kernels/fused-private.h"

#include <string.h>

enum {
  GROUP = MIEN_GROUP,
  CHUNK = MIEN_FUSED_CHUNK,
  MOMENTS = MIEN_FUSED_MOMENTS
};

gboolean
mien_fused_conv_is_narrow (const MienFusedConv *conv)
{
  return conv->in <= MIEN_MAX_NARROW;
}

const MienConvMethod *
mien_fused_method (const MienFusedConv *conv)
{
  return mien_fused_conv_is_narrow (conv) ? &mien_conv_narrow : &mien_conv_winograd;
}

/* --- sizes --- */

gsize
mien_fused_plane_len (const MienFusedConv *conv)
{
  return (gsize) conv->height * (gsize) conv->width * GROUP;
}

gsize
mien_fused_conv_grouped_len (int channels, int height, int width)
{
  return (gsize) mien_n_groups (channels) * (gsize) height * (gsize) width * GROUP;
}

gsize
mien_fused_z_len (const MienFusedConv *conv)
{
  return mien_fused_conv_grouped_len (conv->out, conv->height, conv->width);
}

gsize
mien_fused_x_len (const MienFusedConv *conv)
{
  return mien_fused_conv_grouped_len (conv->in, conv->height, conv->width);
}

int
mien_fused_y_height (const MienFusedConv *conv)
{
  return conv->pool ? conv->height / 2 : conv->height;
}

int
mien_fused_y_width (const MienFusedConv *conv)
{
  return conv->pool ? conv->width / 2 : conv->width;
}

gsize
mien_fused_y_len (const MienFusedConv *conv)
{
  return mien_fused_conv_grouped_len (conv->out, mien_fused_y_height (conv),
                                      mien_fused_y_width (conv));
}

int
mien_fused_together (const MienFusedConv *conv)
{
  return MIN (CHUNK, mien_fused_method (conv)->together (conv));
}

static gsize
forward_len (const MienFusedConv *conv)
{
  const MienConvMethod *method = mien_fused_method (conv);
  gsize n = (gsize) mien_fused_together (conv);

  return n * (method->prepared_len (conv) + mien_fused_z_len (conv)) +
         MAX (mien_fused_x_len (conv), mien_fused_z_len (conv)) + method->scratch_len (conv);
}

static gsize
backward_len (const MienFusedConv *conv)
{
  const MienConvMethod *method = mien_fused_method (conv);

  return (gsize) mien_fused_together (conv) * method->prepared_len (conv) +
         method->d_weights_len (conv);
}

gsize
mien_fused_conv_scratch (const MienFusedConv *conv, gboolean predicts)
{
  return forward_len (conv) + (predicts ? 0 : backward_len (conv));
}

static MienFusedBench
lay_out (const MienFusedConv *conv, float *scratch)
{
  const MienConvMethod *method = mien_fused_method (conv);
  gsize n = (gsize) mien_fused_together (conv);
  MienFusedBench bench = {.prepared = scratch};

  bench.d_z = bench.prepared + n * method->prepared_len (conv);
  bench.picture = bench.d_z + n * mien_fused_z_len (conv);
  bench.method = bench.picture + MAX (mien_fused_x_len (conv), mien_fused_z_len (conv));
  bench.d_prepared = scratch + forward_len (conv);
  bench.d_weights = bench.d_prepared + n * method->prepared_len (conv);
  return bench;
}

gsize
mien_fused_taps_len (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (conv->out) * mien_fused_method (conv)->taps_plane (conv);
}

gsize
mien_fused_moments_len (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (conv->out) * MOMENTS;
}

gsize
mien_fused_conv_partials (const MienFusedConv *conv, int n)
{
  return (gsize) mien_n_chunks (n, CHUNK) *
         MAX (mien_fused_taps_len (conv), mien_fused_moments_len (conv));
}

gsize
mien_fused_conv_weights (const MienFusedConv *conv)
{
  return mien_fused_method (conv)->weights_len (conv);
}

MienFusedBench
mien_fused_bench (const MienFusedWork *work, int worker)
{
  const MienFusedConv *conv = work->pass->conv;

  return lay_out (conv, work->pass->scratch +
                            (gsize) worker * mien_fused_conv_scratch (conv, work->pass->predicts));
}

/* --- between plain and grouped pictures --- */

/* Pixels whose groups stay in the nearest cache while every channel has its turn. */
enum {
  STRIP = 64
};

static void
group_strip (float *to, const float *from, int channels, gsize n_pixels, gsize n)
{
  for (gsize c = 0; c < (gsize) channels; c++)
    for (gsize i = 0; i < n; i++)
      to[i * GROUP + c] = from[c * n_pixels + i];
}

static void
ungroup_strip (float *to, const float *from, int channels, gsize n_pixels, gsize n)
{
  for (gsize c = 0; c < (gsize) channels; c++)
    for (gsize i = 0; i < n; i++)
      to[c * n_pixels + i] = from[i * GROUP + c];
}

void
mien_group_picture (float *grouped, const float *plain, int channels, gsize n_pixels)
{
  for (int first = 0; first < channels; first += GROUP) {
    int n = MIN (GROUP, channels - first);

    if (n < GROUP)
      memset (grouped, 0, n_pixels * GROUP * sizeof (float));
    for (gsize i = 0; i < n_pixels; i += STRIP)
      group_strip (grouped + i * GROUP, plain + i, n, n_pixels, MIN (STRIP, n_pixels - i));
    grouped += n_pixels * GROUP;
    plain += n_pixels * GROUP;
  }
}

void
mien_ungroup_picture (float *plain, const float *grouped, int channels, gsize n_pixels)
{
  for (int first = 0; first < channels; first += GROUP) {
    int n = MIN (GROUP, channels - first);

    for (gsize i = 0; i < n_pixels; i += STRIP)
      ungroup_strip (plain + i, grouped + i * GROUP, n, n_pixels, MIN (STRIP, n_pixels - i));
    grouped += n_pixels * GROUP;
    plain += n_pixels * GROUP;
  }
}

void
mien_conv_gather_taps (const MienFusedConv *conv,
                       float *taps,
                       const float *weight,
                       int group,
                       int c)
{
  int first = group * GROUP, n = c < conv->in ? MIN (GROUP, conv->out - first) : 0;

  memset (taps, 0, 9 * GROUP * sizeof (float));
  for (int k = 0; k < n; k++) {
    const float *from = weight + ((gsize) (first + k) * (gsize) conv->in + (gsize) c) * 9;

    for (int tap = 0; tap < 9; tap++)
      taps[tap * GROUP + k] = from[tap];
  }
}

/* --- sums over chunks --- */

void
mien_fused_add_moments (const MienFusedPass *pass, double *moments)
{
  gsize len = mien_fused_moments_len (pass->conv);

  for (gsize i = 0; i < len; i++)
    moments[i] = 0.0;
  for (int chunk = 0; chunk < mien_n_chunks (pass->n, CHUNK); chunk++)
    for (gsize i = 0; i < len; i++)
      moments[i] += (double) pass->partials[(gsize) chunk * len + i];
}

void
mien_fused_prepare (const MienFusedWork *work, const MienFusedBench *bench, int first, int n)
{
  const MienFusedConv *conv = work->pass->conv;

  for (int i = 0; i < n; i++)
    work->method->prepare (conv, bench->prepared + (gsize) i * work->method->prepared_len (conv),
                           work->from, first + i);
}

void
mien_fused_clear (const MienFusedWork *work, float *prepared, int n)
{
  memset (prepared, 0, (gsize) n * work->method->prepared_len (work->pass->conv) * sizeof (float));
}
