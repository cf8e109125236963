#include "engine/kernels/conv-method.h"

#include <string.h>

enum {
  GROUP = MIEN_GROUP,
  PRODUCTS = MIEN_TILE_PRODUCTS,
  BAND = 48 /* tiles that are in cache together */
};

static MienTiles
tiles_of (const MienFusedConv *conv)
{
  int down = (conv->height + MIEN_TILE - 1) / MIEN_TILE;
  int across = (conv->width + MIEN_TILE - 1) / MIEN_TILE;

  return (MienTiles){conv->height, conv->width, down, across, across * MIEN_TILE + 2};
}

static int
n_tiles (const MienFusedConv *conv)
{
  MienTiles tiles = tiles_of (conv);

  return tiles.down * tiles.across;
}

static int
whole_rows (int n)
{
  return (n + MIEN_ROW_STEP - 1) / MIEN_ROW_STEP * MIEN_ROW_STEP;
}

/* A line more than the numbers take: a power of two would put all products into the same few lines
 * of the cache. */
static gsize
spaced (gsize len)
{
  return len + GROUP;
}

static gsize
plane_len (const MienFusedConv *conv)
{
  return (gsize) conv->height * (gsize) conv->width * GROUP;
}

static gsize
padded_len (const MienFusedConv *conv)
{
  MienTiles tiles = tiles_of (conv);

  return (gsize) (tiles.down * MIEN_TILE + 2) * (gsize) tiles.padded_width * GROUP;
}

static gsize
rows_step (int channels)
{
  return spaced ((gsize) mien_n_groups (channels) * BAND * GROUP);
}

static gsize
weights_step (const MienFusedConv *conv)
{
  return spaced ((gsize) mien_n_groups (conv->in) * (gsize) mien_n_groups (conv->out) * GROUP *
                 GROUP);
}

static gsize
weights_len (const MienFusedConv *conv)
{
  return PRODUCTS * weights_step (conv);
}

static gsize
taps_plane (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (conv->in) * GROUP * 9 * GROUP;
}

static gsize
prepared_len (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (conv->in) * padded_len (conv);
}

static gsize
scratch_len (const MienFusedConv *conv)
{
  return PRODUCTS * (2 * rows_step (conv->in) + rows_step (conv->out));
}

/* As many as give the products a fair number of rows. */
static int
together (const MienFusedConv *conv)
{
  return MAX (1, 36 / n_tiles (conv));
}

/* Up to a group of channels of a plain picture into the lanes of a padded one, row by row. */
static void
pad_channels (float *padded, const float *x, int n, const MienTiles *tiles)
{
  gsize plane = (gsize) tiles->height * (gsize) tiles->width;

  for (int i = 0; i < tiles->height; i++) {
    float *to = padded + ((gsize) (i + 1) * (gsize) tiles->padded_width + 1) * GROUP;
    const float *row = x + (gsize) i * (gsize) tiles->width;

    for (int c = 0; c < n; c++)
      for (int j = 0; j < tiles->width; j++)
        to[j * GROUP + c] = row[(gsize) c * plane + (gsize) j];
  }
}

static void
prepare (const MienFusedConv *conv, float *prepared, const MienPictures *from, int number)
{
  const MienGroupKernels *kernels = mien_kernels ()->group;
  MienTiles tiles = tiles_of (conv);
  gsize plane = plane_len (conv) / GROUP;

  if (from->grouped) {
    int groups = mien_n_groups (conv->in);
    const float *x = from->x + (gsize) (number * groups) * plane_len (conv);

    for (int g = 0; g < groups; g++)
      kernels->pad (prepared + (gsize) g * padded_len (conv), x + (gsize) g * plane_len (conv),
                    &tiles, from->affine != NULL ? from->affine + g : NULL);
    return;
  }
  for (int c = 0; c < conv->in; c += GROUP)
    pad_channels (prepared + (gsize) (c / GROUP) * padded_len (conv),
                  from->x + ((gsize) number * (gsize) conv->in + (gsize) c) * plane,
                  MIN (GROUP, conv->in - c), &tiles);
}

static void
transform (const MienFusedConv *conv, float *weights, const float *weight, int group)
{
  const MienWinogradKernels *kernels = mien_kernels ()->winograd;
  int in = mien_n_groups (conv->in) * GROUP;
  float taps[9 * GROUP];

  for (int c = 0; c < in; c++) {
    mien_conv_gather_taps (conv, taps, weight, group, c);
    kernels->weight (weights + ((gsize) group * (gsize) in + (gsize) c) * GROUP,
                     weights_step (conv), taps);
  }
}

/* The same numbers with inputs and outputs changed over: lanes are inputs. */
static void
transform_back (const MienFusedConv *conv, float *weights, const float *weight, int group)
{
  const MienWinogradKernels *kernels = mien_kernels ()->winograd;
  int out = mien_n_groups (conv->out) * GROUP, n = MIN (GROUP, conv->in - group * GROUP);
  float taps[9 * GROUP] = {0};

  for (int k = 0; k < out; k++) {
    const float *from = weight + ((gsize) k * (gsize) conv->in + (gsize) (group * GROUP)) * 9;

    for (int i = 0; i < n * 9; i++)
      taps[i % 9 * GROUP + i / 9] = k < conv->out ? from[i] : 0.0f;
    kernels->weight (weights + ((gsize) group * (gsize) out + (gsize) k) * GROUP,
                     weights_step (conv), taps);
  }
}

/* A run of tiles over a few pictures, and the part of it that lies in one of them. */
typedef struct {
  int first, n;     /* counted over all pictures */
  int rows;         /* n in whole steps */
  int picture;      /* of the part */
  int tile, offset; /* where it starts in the picture and in the run */
  int n_tiles;
} Band;

static Band
band_at (int first, int total)
{
  int n = MIN (BAND, total - first);

  return (Band){.first = first, .n = n, .rows = whole_rows (n)};
}

/* Goes on to the next picture's part; @per is how many tiles a picture has. */
static gboolean
next_part (Band *band, int per)
{
  int done = band->offset + band->n_tiles, at = band->first + done;

  if (done == band->n)
    return FALSE;
  band->offset = done;
  band->picture = at / per;
  band->tile = at % per;
  band->n_tiles = MIN (per - band->tile, band->n - done);
  return TRUE;
}

static void
transform_inputs (const MienFusedConv *conv, float *v, const float *prepared, Band band)
{
  const MienWinogradKernels *kernels = mien_kernels ()->winograd;
  MienTiles tiles = tiles_of (conv);

  while (next_part (&band, n_tiles (conv)))
    for (int g = 0; g < mien_n_groups (conv->in); g++)
      kernels->input (v + (gsize) (g * band.rows + band.offset) * GROUP, rows_step (conv->in),
                      prepared + (gsize) band.picture * prepared_len (conv) +
                          (gsize) g * padded_len (conv),
                      &tiles, band.tile, band.n_tiles);
}

static void
transform_outputs (const MienFusedConv *conv, float *z, const float *m, Band band)
{
  const MienWinogradKernels *kernels = mien_kernels ()->winograd;
  int groups = mien_n_groups (conv->out);
  MienTiles tiles = tiles_of (conv);

  while (next_part (&band, n_tiles (conv)))
    for (int g = 0; g < groups; g++)
      kernels->output (z + (gsize) (band.picture * groups + g) * plane_len (conv),
                       m + (gsize) (g * band.rows + band.offset) * GROUP, rows_step (conv->out),
                       &tiles, band.tile, band.n_tiles);
}

static void
transform_d_outputs (const MienFusedConv *conv, float *d_m, const float *d_z, Band band)
{
  const MienWinogradKernels *kernels = mien_kernels ()->winograd;
  int groups = mien_n_groups (conv->out);
  MienTiles tiles = tiles_of (conv);

  while (next_part (&band, n_tiles (conv)))
    for (int g = 0; g < groups; g++)
      kernels->d_output (d_m + (gsize) (g * band.rows + band.offset) * GROUP, rows_step (conv->out),
                         d_z + (gsize) (band.picture * groups + g) * plane_len (conv), &tiles,
                         band.tile, band.n_tiles);
}

static void
transform_d_inputs (const MienFusedConv *conv, float *d_prepared, const float *d_v, Band band)
{
  const MienWinogradKernels *kernels = mien_kernels ()->winograd;
  MienTiles tiles = tiles_of (conv);

  while (next_part (&band, n_tiles (conv)))
    for (int g = 0; g < mien_n_groups (conv->in); g++)
      kernels->d_input (d_prepared + (gsize) band.picture * prepared_len (conv) +
                            (gsize) g * padded_len (conv),
                        d_v + (gsize) (g * band.rows + band.offset) * GROUP, rows_step (conv->in),
                        &tiles, band.tile, band.n_tiles);
}

/* Rows beyond the last tile must not say anything in a sum over rows. */
static void
clear_rest (float *rows, gsize step, int groups, Band band)
{
  gsize len = (gsize) (band.rows - band.n) * GROUP * sizeof (float);

  for (int k = 0; len > 0 && k < PRODUCTS; k++)
    for (int g = 0; g < groups; g++)
      memset (rows + (gsize) k * step + (gsize) (g * band.rows + band.n) * GROUP, 0, len);
}

static void
forward (const MienFusedConv *conv,
         float *z,
         const float *prepared,
         int n,
         const float *weights,
         float *scratch)
{
  const MienWinogradKernels *kernels = mien_kernels ()->winograd;
  gsize v_step = rows_step (conv->in), m_step = rows_step (conv->out);
  float *v = scratch, *m = v + PRODUCTS * v_step;
  int total = n * n_tiles (conv);

  for (int first = 0; first < total; first += BAND) {
    Band band = band_at (first, total);

    transform_inputs (conv, v, prepared, band);
    for (gsize k = 0; k < PRODUCTS; k++)
      kernels->product (m + k * m_step, v + k * v_step, weights + k * weights_step (conv),
                        band.rows, conv->in, mien_n_groups (conv->out));
    transform_outputs (conv, z, m, band);
  }
}

static void
backward (const MienFusedConv *conv,
          float *d_prepared,
          float *d_weights,
          gboolean add,
          const float *d_z,
          const float *prepared,
          int n,
          const float *weights_back,
          float *scratch)
{
  const MienWinogradKernels *kernels = mien_kernels ()->winograd;
  gsize v_step = rows_step (conv->in), m_step = rows_step (conv->out), step = weights_step (conv);
  float *v = scratch, *d_m = v + PRODUCTS * v_step, *d_v = d_m + PRODUCTS * m_step;
  int total = n * n_tiles (conv), in = mien_n_groups (conv->in), out = mien_n_groups (conv->out);

  for (int first = 0; first < total; first += BAND) {
    Band band = band_at (first, total);

    transform_inputs (conv, v, prepared, band);
    transform_d_outputs (conv, d_m, d_z, band);
    clear_rest (v, v_step, in, band);
    clear_rest (d_m, m_step, out, band);
    for (gsize k = 0; k < PRODUCTS; k++) {
      kernels->product_back (d_weights + k * step, v + k * v_step, d_m + k * m_step, band.rows,
                             conv->in, out, add || first > 0);
      if (d_prepared != NULL)
        kernels->product (d_v + k * v_step, d_m + k * m_step, weights_back + k * step, band.rows,
                          conv->out, in);
    }
    if (d_prepared != NULL)
      transform_d_inputs (conv, d_prepared, d_v, band);
  }
}

static void
finish (const MienFusedConv *conv, float *taps, const float *d_weights, int group)
{
  const MienWinogradKernels *kernels = mien_kernels ()->winograd;
  gsize in = (gsize) mien_n_groups (conv->in) * GROUP;

  for (gsize c = 0; c < in; c++)
    kernels->d_weight (taps + (gsize) group * taps_plane (conv) + c * 9 * GROUP,
                       d_weights + ((gsize) group * in + c) * GROUP, weights_step (conv));
}

static void
collect (const MienFusedConv *conv, float *d_x, const float *d_prepared)
{
  MienTiles tiles = tiles_of (conv);
  gsize row = (gsize) conv->width * GROUP;

  for (int g = 0; g < mien_n_groups (conv->in); g++)
    for (int i = 0; i < conv->height; i++, d_x += row)
      memcpy (d_x,
              d_prepared + (gsize) g * padded_len (conv) +
                  ((gsize) (i + 1) * (gsize) tiles.padded_width + 1) * GROUP,
              row * sizeof (float));
}

const MienConvMethod mien_conv_winograd = {
    .together = together,
    .prepared_len = prepared_len,
    .weights_len = weights_len,
    .d_weights_len = weights_len,
    .taps_plane = taps_plane,
    .scratch_len = scratch_len,
    .prepare = prepare,
    .transform = transform,
    .transform_back = transform_back,
    .forward = forward,
    .backward = backward,
    .finish = finish,
    .collect = collect,
};
