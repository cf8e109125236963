#include "engine/kernels/vec.isa.h"

ALWAYS Vec
apply (const MienAffine *affine, int part, Vec x)
{
  Vec y = load (affine->scale + part * LANES) * x + load (affine->shift + part * LANES);

  return affine->relu ? rectify (y) : y;
}

static void
pad (float *padded, const float *x, const MienTiles *tiles, const MienAffine *affine)
{
  for (int i = 0; i < tiles->height; i++) {
    const float *from = x + (gsize) i * (gsize) tiles->width * GROUP;
    float *to = padded + ((gsize) (i + 1) * (gsize) tiles->padded_width + 1) * GROUP;

    for (int j = 0; j < tiles->width; j++)
      UNROLL for (int part = 0; part < PARTS; part++)
      {
        Vec value = load (from + j * GROUP + part * LANES);

        store (to + j * GROUP + part * LANES, affine != NULL ? apply (affine, part, value) : value);
      }
  }
}

/* Sums run in CHAINS at once, since an addition has to wait for the one before it in its own. */
enum {
  CHAINS = 4
};

ALWAYS void
add_chains (float *to, const Vec chains[CHAINS])
{
  store (to, load (to) + ((chains[0] + chains[1]) + (chains[2] + chains[3])));
}

static void
moments (float *sums, const float *x, gsize n, const float *centre)
{
  for (int part = 0; part < PARTS; part++) {
    const float *from = x + part * LANES;
    Vec middle = load (centre + part * LANES), sum[CHAINS] = {0}, squares[CHAINS] = {0};
    gsize whole = n / CHAINS * CHAINS;

    for (gsize i = 0; i < whole; i += CHAINS)
      UNROLL for (gsize k = 0; k < CHAINS; k++)
      {
        Vec v = load (from + (i + k) * GROUP) - middle;

        sum[k] += v;
        squares[k] += v * v;
      }
    for (gsize i = whole; i < n; i++) {
      Vec v = load (from + i * GROUP) - middle;

      sum[0] += v;
      squares[0] += v * v;
    }
    add_chains (sums + part * LANES, sum);
    add_chains (sums + GROUP + part * LANES, squares);
  }
}

static void
activate (float *y, const float *x, gsize n, const MienAffine *affine)
{
  for (gsize i = 0; i < n; i++)
    UNROLL for (int part = 0; part < PARTS; part++) store (
        y + i * GROUP + part * LANES, apply (affine, part, load (x + i * GROUP + part * LANES)));
}

/* The four activations of a window, in reading order. */
ALWAYS void
load_window (Vec window[4], const float *corner, gsize row, int part, const MienAffine *affine)
{
  UNROLL for (int k = 0; k < 4; k++) window[k] =
      apply (affine, part, load (corner + (gsize) (k / 2) * row + k % 2 * GROUP + part * LANES));
}

/* The larger of the two, @a of equals; NaN wins. */
ALWAYS Vec
larger (Vec a, Vec b)
{
  return choose ((Mask) (b <= a) | (Mask) (a != a), a, b);
}

static void
pool (float *y, const float *x, int height, int width, const MienAffine *affine)
{
  gsize row = (gsize) width * GROUP;

  for (int i = 0; i < height / 2; i++)
    for (int j = 0; j < width / 2; j++, y += GROUP)
      UNROLL for (int part = 0; part < PARTS; part++)
      {
        Vec w[4];

        load_window (w, x + 2 * (gsize) i * row + 2 * (gsize) j * GROUP, row, part, affine);
        store (y + part * LANES, larger (larger (larger (w[0], w[1]), w[2]), w[3]));
      }
}

static void
d_activate (float *d_x, const float *d_y, const float *x, gsize n, const MienAffine *affine)
{
  for (gsize i = 0; i < n; i++)
    UNROLL for (int part = 0; part < PARTS; part++)
    {
      gsize at = i * GROUP + (gsize) (part * LANES);
      Vec d = load (d_y + at);

      if (affine->relu)
        d = (Vec) ((Mask) d & (Mask) (apply (affine, part, load (x + at)) > 0.0f));
      store (d_x + at, d);
    }
}

ALWAYS void
d_window (float *d_x, gsize row, const Vec w[4], Vec d, int part)
{
  Vec largest = larger (larger (larger (w[0], w[1]), w[2]), w[3]);
  Mask open = (Mask) (largest > 0.0f);

  UNROLL for (int k = 0; k < 4; k++)
  {
    Mask here = (Mask) (w[k] == largest) & open;

    store (d_x + (gsize) (k / 2) * row + k % 2 * GROUP + part * LANES, (Vec) ((Mask) d & here));
    open &= ~here;
  }
}

static void
clear (float *x, gsize n)
{
  for (gsize i = 0; i < n; i++)
    x[i] = 0.0f;
}

static void
d_pool (float *d_x,
        const float *d_y,
        const float *x,
        int height,
        int width,
        const MienAffine *affine)
{
  gsize row = (gsize) width * GROUP;

  for (int i = 0; i < height / 2; i++) {
    for (int j = 0; j < width / 2; j++, d_y += GROUP)
      UNROLL for (int part = 0; part < PARTS; part++)
      {
        gsize corner = 2 * (gsize) i * row + 2 * (gsize) j * GROUP;
        Vec w[4];

        load_window (w, x + corner, row, part, affine);
        d_window (d_x + corner, row, w, load (d_y + part * LANES), part);
      }
    for (int k = 0; width % 2 == 1 && k < 2; k++)
      clear (d_x + (2 * (gsize) i + (gsize) k + 1) * row - GROUP, GROUP);
  }
  if (height % 2 == 1)
    clear (d_x + (gsize) (height - 1) * row, row);
}

static void
d_moments (float *sums, const float *d_x, const float *x, gsize n, const float *centre)
{
  for (int part = 0; part < PARTS; part++) {
    const float *d = d_x + part * LANES, *from = x + part * LANES;
    Vec middle = load (centre + part * LANES), sum[CHAINS] = {0}, products[CHAINS] = {0};
    gsize whole = n / CHAINS * CHAINS;

    for (gsize i = 0; i < whole; i += CHAINS)
      UNROLL for (gsize k = 0; k < CHAINS; k++)
      {
        Vec slope = load (d + (i + k) * GROUP);

        sum[k] += slope;
        products[k] += slope * (load (from + (i + k) * GROUP) - middle);
      }
    for (gsize i = whole; i < n; i++) {
      Vec slope = load (d + i * GROUP);

      sum[0] += slope;
      products[0] += slope * (load (from + i * GROUP) - middle);
    }
    add_chains (sums + part * LANES, sum);
    add_chains (sums + GROUP + part * LANES, products);
  }
}

static void
d_norm (float *d_x,
        const float *x,
        gsize n,
        const float *scale,
        const float *shift,
        const float *centre,
        const float *slope)
{
  for (int part = 0; part < PARTS; part++) {
    int lane = part * LANES;
    Vec factor = load (scale + lane), offset = load (shift + lane);
    Vec middle = load (centre + lane), tilt = load (slope + lane);

    for (gsize i = 0; i < n; i++) {
      gsize at = i * GROUP + (gsize) lane;

      store (d_x + at, factor * (load (d_x + at) - offset - (load (x + at) - middle) * tilt));
    }
  }
}

const MienGroupKernels FOR_ISA (mien_group) = {
    .pad = pad,
    .moments = moments,
    .activate = activate,
    .pool = pool,
    .d_activate = d_activate,
    .d_pool = d_pool,
    .d_moments = d_moments,
    .d_norm = d_norm,
};
