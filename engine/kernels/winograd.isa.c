#include "engine/kernels/vec.isa.h"

/* Accumulators of the product: ROWS tiles by WIDE groups of outputs fill the registers. */
enum {
  ROWS = MIEN_LANES == 16 ? 12 : MIEN_LANES == 8 ? 6 : 3,
  WIDE = MIEN_LANES == 16 ? 2 : 1,
  CHANNELS = MIEN_LANES == 16 ? 8 : MIEN_LANES == 8 ? 4 : 2
};

/* --- the four small transforms, on six or four numbers a lane --- */

/* B^T d */
ALWAYS void
transform_input (Vec out[6], const Vec d[6])
{
  Vec even = d[4] - 4.0f * d[2], odd = d[3] - 4.0f * d[1];
  Vec near = d[4] - d[2], far = d[3] - d[1];

  out[0] = 4.0f * d[0] - 5.0f * d[2] + d[4];
  out[1] = even + odd;
  out[2] = even - odd;
  out[3] = near + 2.0f * far;
  out[4] = near - 2.0f * far;
  out[5] = 4.0f * d[1] - 5.0f * d[3] + d[5];
}

/* B r, its transpose */
ALWAYS void
transform_d_input (Vec out[6], const Vec r[6])
{
  Vec sum = r[1] + r[2], difference = r[1] - r[2];
  Vec sum2 = r[3] + r[4], difference2 = r[3] - r[4];

  out[0] = 4.0f * r[0];
  out[1] = 4.0f * (r[5] - difference) - 2.0f * difference2;
  out[2] = -5.0f * r[0] - 4.0f * sum - sum2;
  out[3] = difference + 2.0f * difference2 - 5.0f * r[5];
  out[4] = r[0] + sum + sum2;
  out[5] = r[5];
}

/* A^T m */
ALWAYS void
transform_output (Vec out[4], const Vec m[6])
{
  Vec sum = m[1] + m[2], difference = m[1] - m[2];
  Vec sum2 = m[3] + m[4], difference2 = m[3] - m[4];

  out[0] = m[0] + sum + sum2;
  out[1] = difference + 2.0f * difference2;
  out[2] = sum + 4.0f * sum2;
  out[3] = difference + 8.0f * difference2 + m[5];
}

/* A y, its transpose */
ALWAYS void
transform_d_output (Vec out[6], const Vec y[4])
{
  Vec even = y[0] + y[2], odd = y[1] + y[3];
  Vec even2 = y[0] + 4.0f * y[2], odd2 = 2.0f * y[1] + 8.0f * y[3];

  out[0] = y[0];
  out[1] = even + odd;
  out[2] = even - odd;
  out[3] = even2 + odd2;
  out[4] = even2 - odd2;
  out[5] = y[3];
}

/* G g */
ALWAYS void
transform_weight (Vec out[6], const Vec g[3])
{
  Vec near = (g[0] + g[2]) * (-1.0f / 6.0f), far = g[0] * (1.0f / 24.0f) + g[2] * (1.0f / 6.0f);

  out[0] = g[0] * 0.25f;
  out[1] = near - g[1] * (1.0f / 6.0f);
  out[2] = near + g[1] * (1.0f / 6.0f);
  out[3] = far + g[1] * (1.0f / 12.0f);
  out[4] = far - g[1] * (1.0f / 12.0f);
  out[5] = g[2];
}

/* G^T u, its transpose */
ALWAYS void
transform_d_weight (Vec out[3], const Vec u[6])
{
  Vec sum = u[1] + u[2], difference = u[2] - u[1];
  Vec sum2 = u[3] + u[4], difference2 = u[3] - u[4];

  out[0] = u[0] * 0.25f - sum * (1.0f / 6.0f) + sum2 * (1.0f / 24.0f);
  out[1] = difference * (1.0f / 6.0f) + difference2 * (1.0f / 12.0f);
  out[2] = (sum2 - sum) * (1.0f / 6.0f) + u[5];
}

/* --- both ways over a tile --- */

ALWAYS void
input_tile (float *v, gsize step, const float *x, gsize row)
{
  Vec half[6][6];

  UNROLL for (int j = 0; j < 6; j++)
  {
    Vec column[6], out[6];

    UNROLL for (int i = 0; i < 6; i++) column[i] = load (x + (gsize) i * row + j * GROUP);
    transform_input (out, column);
    UNROLL for (int i = 0; i < 6; i++) half[i][j] = out[i];
  }
  for (int i = 0; i < 6; i++) {
    Vec out[6];

    transform_input (out, half[i]);
    UNROLL for (int j = 0; j < 6; j++) store (v + (gsize) (i * 6 + j) * step, out[j]);
  }
}

static void
input (float *v, gsize step, const float *x, const MienTiles *tiles, int first, int n)
{
  gsize row = (gsize) tiles->padded_width * GROUP;

  for (int t = 0; t < n; t++) {
    int tile = first + t;
    const float *corner =
        x + (gsize) (tile / tiles->across) * 4 * row + (gsize) (tile % tiles->across) * 4 * GROUP;

    for (int part = 0; part < PARTS; part++)
      input_tile (v + (gsize) t * GROUP + part * LANES, step, corner + part * LANES, row);
  }
}

ALWAYS void
d_input_tile (float *d_x, gsize row, const float *d_v, gsize step)
{
  Vec half[6][6];

  UNROLL for (int j = 0; j < 6; j++)
  {
    Vec column[6], out[6];

    UNROLL for (int i = 0; i < 6; i++) column[i] = load (d_v + (gsize) (i * 6 + j) * step);
    transform_d_input (out, column);
    UNROLL for (int i = 0; i < 6; i++) half[i][j] = out[i];
  }
  for (int i = 0; i < 6; i++) {
    Vec out[6];
    float *to = d_x + (gsize) i * row;

    transform_d_input (out, half[i]);
    UNROLL for (int j = 0; j < 6; j++) store (to + j * GROUP, load (to + j * GROUP) + out[j]);
  }
}

static void
d_input (float *d_x, const float *d_v, gsize step, const MienTiles *tiles, int first, int n)
{
  gsize row = (gsize) tiles->padded_width * GROUP;

  for (int t = 0; t < n; t++) {
    int tile = first + t;
    float *corner =
        d_x + (gsize) (tile / tiles->across) * 4 * row + (gsize) (tile % tiles->across) * 4 * GROUP;

    for (int part = 0; part < PARTS; part++)
      d_input_tile (corner + part * LANES, row, d_v + (gsize) t * GROUP + part * LANES, step);
  }
}

ALWAYS void
output_tile (float *y, gsize row, int rows, int columns, const float *m, gsize step)
{
  Vec half[4][6];

  UNROLL for (int j = 0; j < 6; j++)
  {
    Vec column[6], out[4];

    UNROLL for (int i = 0; i < 6; i++) column[i] = load (m + (gsize) (i * 6 + j) * step);
    transform_output (out, column);
    UNROLL for (int i = 0; i < 4; i++) half[i][j] = out[i];
  }
  for (int i = 0; i < rows; i++) {
    Vec out[4];

    transform_output (out, half[i]);
    for (int j = 0; j < columns; j++)
      store (y + (gsize) i * row + j * GROUP, out[j]);
  }
}

ALWAYS void
d_output_tile (float *z, gsize step, const float *d_y, gsize row, int rows, int columns)
{
  Vec half[6][4] = {0};

  UNROLL for (int j = 0; j < 4; j++)
  {
    Vec column[4] = {0}, out[6];

    for (int i = 0; i < rows && j < columns; i++)
      column[i] = load (d_y + (gsize) i * row + j * GROUP);
    transform_d_output (out, column);
    UNROLL for (int i = 0; i < 6; i++) half[i][j] = out[i];
  }
  for (int i = 0; i < 6; i++) {
    Vec out[6];

    transform_d_output (out, half[i]);
    UNROLL for (int j = 0; j < 6; j++) store (z + (gsize) (i * 6 + j) * step, out[j]);
  }
}

/* Where tile @number lies in a picture without padding, and how much of it is inside. */
typedef struct {
  gsize corner;
  int rows, columns;
} Place;

ALWAYS Place
place_of (const MienTiles *tiles, int number)
{
  int y = number / tiles->across * 4, x = number % tiles->across * 4;

  return (Place){((gsize) y * (gsize) tiles->width + (gsize) x) * GROUP, MIN (4, tiles->height - y),
                 MIN (4, tiles->width - x)};
}

static void
output (float *y, const float *m, gsize step, const MienTiles *tiles, int first, int n)
{
  gsize row = (gsize) tiles->width * GROUP;

  for (int t = 0; t < n; t++) {
    Place place = place_of (tiles, first + t);

    for (int part = 0; part < PARTS; part++) {
      float *to = y + place.corner + part * LANES;
      const float *from = m + (gsize) t * GROUP + part * LANES;

      if (place.rows == 4 && place.columns == 4)
        output_tile (to, row, 4, 4, from, step);
      else
        output_tile (to, row, place.rows, place.columns, from, step);
    }
  }
}

static void
d_output (float *z, gsize step, const float *d_y, const MienTiles *tiles, int first, int n)
{
  gsize row = (gsize) tiles->width * GROUP;

  for (int t = 0; t < n; t++) {
    Place place = place_of (tiles, first + t);

    for (int part = 0; part < PARTS; part++) {
      float *to = z + (gsize) t * GROUP + part * LANES;
      const float *from = d_y + place.corner + part * LANES;

      if (place.rows == 4 && place.columns == 4)
        d_output_tile (to, step, from, row, 4, 4);
      else
        d_output_tile (to, step, from, row, place.rows, place.columns);
    }
  }
}

static void
weight (float *u, gsize step, const float *taps)
{
  for (int part = 0; part < PARTS; part++) {
    const float *from = taps + part * LANES;
    Vec half[6][3];

    for (int j = 0; j < 3; j++) {
      Vec column[3] = {load (from + j * GROUP), load (from + (3 + j) * GROUP),
                       load (from + (6 + j) * GROUP)};
      Vec out[6];

      transform_weight (out, column);
      UNROLL for (int i = 0; i < 6; i++) half[i][j] = out[i];
    }
    for (int i = 0; i < 6; i++) {
      Vec out[6];

      transform_weight (out, half[i]);
      UNROLL for (int j = 0; j < 6; j++)
          store (u + (gsize) (i * 6 + j) * step + part * LANES, out[j]);
    }
  }
}

static void
d_weight (float *taps, const float *d_u, gsize step)
{
  for (int part = 0; part < PARTS; part++) {
    Vec half[3][6];

    for (int j = 0; j < 6; j++) {
      Vec column[6], out[3];

      UNROLL for (int i = 0; i < 6; i++) column[i] =
          load (d_u + (gsize) (i * 6 + j) * step + part * LANES);
      transform_d_weight (out, column);
      UNROLL for (int i = 0; i < 3; i++) half[i][j] = out[i];
    }
    for (int i = 0; i < 3; i++) {
      Vec out[3];

      transform_d_weight (out, half[i]);
      UNROLL for (int j = 0; j < 3; j++) store (taps + (i * 3 + j) * GROUP + part * LANES, out[j]);
    }
  }
}

/* --- products --- */

/* Weights of one group of outputs: a row of GROUP for each channel, in whole groups of them. */
ALWAYS gsize
weight_plane (int n_channels)
{
  return (gsize) ((n_channels + GROUP - 1) / GROUP) * GROUP * GROUP;
}

/* ROWS rows of @wide groups: m[g][r][:] = sum over c of v[c/16][r][c%16] u[g][c][:] */
ALWAYS void
multiply (float *m, const float *v, const float *u, int n_rows, int n_channels, int wide)
{
  gsize block = (gsize) n_rows * GROUP, plane = weight_plane (n_channels);
  Vec sums[ROWS][WIDE * PARTS] = {0};

  for (int c0 = 0; c0 < n_channels; c0 += GROUP) {
    const float *rows = v + (gsize) (c0 / GROUP) * block;
    int last = MIN (GROUP, n_channels - c0);

    for (int c = 0; c < last; c++) {
      const float *weights = u + (gsize) (c0 + c) * GROUP;
      Vec w[WIDE * PARTS];

      UNROLL for (int k = 0; k < wide * PARTS; k++) w[k] =
          load (weights + (gsize) (k / PARTS) * plane + k % PARTS * LANES);
      UNROLL for (int r = 0; r < ROWS; r++)
      {
        Vec x = spread (rows[r * GROUP + c]);

        UNROLL for (int k = 0; k < wide * PARTS; k++) sums[r][k] += x * w[k];
      }
    }
  }
  UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int k = 0; k < wide * PARTS; k++)
      store (m + (gsize) (k / PARTS) * block + r * GROUP + k % PARTS * LANES, sums[r][k]);
}

static void
product (float *m, const float *v, const float *u, int n_rows, int n_channels, int n_groups)
{
  gsize block = (gsize) n_rows * GROUP, weights = weight_plane (n_channels);

  for (int g = 0; g < n_groups; g += WIDE)
    for (int r = 0; r < n_rows; r += ROWS) {
      float *to = m + (gsize) g * block + (gsize) r * GROUP;

      if (g + WIDE <= n_groups)
        multiply (to, v + (gsize) r * GROUP, u + (gsize) g * weights, n_rows, n_channels, WIDE);
      else
        multiply (to, v + (gsize) r * GROUP, u + (gsize) g * weights, n_rows, n_channels, 1);
    }
}

/* CHANNELS channels of @wide groups: d_u[g][c][:] (+)= sum over r of v[r][c] z[g][r][:] */
ALWAYS void
multiply_back (float *d_u,
               gsize weights,
               const float *v,
               const float *z,
               int n_rows,
               int wide,
               gboolean add)
{
  gsize block = (gsize) n_rows * GROUP;
  Vec sums[CHANNELS][WIDE * PARTS] = {0};

  if (add)
    UNROLL for (int c = 0; c < CHANNELS; c++) UNROLL for (int k = 0; k < wide * PARTS; k++)
        sums[c][k] = load (d_u + (gsize) (k / PARTS) * weights + c * GROUP + k % PARTS * LANES);
  for (int r = 0; r < n_rows; r++) {
    Vec d[WIDE * PARTS];

    UNROLL for (int k = 0; k < wide * PARTS; k++) d[k] =
        load (z + (gsize) (k / PARTS) * block + (gsize) r * GROUP + k % PARTS * LANES);
    UNROLL for (int c = 0; c < CHANNELS; c++)
    {
      Vec x = spread (v[(gsize) r * GROUP + (gsize) c]);

      UNROLL for (int k = 0; k < wide * PARTS; k++) sums[c][k] += x * d[k];
    }
  }
  UNROLL for (int c = 0; c < CHANNELS; c++) UNROLL for (int k = 0; k < wide * PARTS; k++)
      store (d_u + (gsize) (k / PARTS) * weights + c * GROUP + k % PARTS * LANES, sums[c][k]);
}

static void
product_back (float *d_u,
              const float *v,
              const float *z,
              int n_rows,
              int n_channels,
              int n_groups,
              gboolean add)
{
  gsize block = (gsize) n_rows * GROUP, weights = weight_plane (n_channels);

  for (int g = 0; g < n_groups; g += WIDE)
    for (int c = 0; c < n_channels; c += CHANNELS) {
      float *to = d_u + (gsize) g * weights + (gsize) c * GROUP;
      const float *from = v + (gsize) (c / GROUP) * block + c % GROUP;

      if (g + WIDE <= n_groups)
        multiply_back (to, weights, from, z + (gsize) g * block, n_rows, WIDE, add);
      else
        multiply_back (to, weights, from, z + (gsize) g * block, n_rows, 1, add);
    }
}

const MienWinogradKernels FOR_ISA (mien_winograd) = {
    .input = input,
    .d_input = d_input,
    .output = output,
    .d_output = d_output,
    .weight = weight,
    .d_weight = d_weight,
    .product = product,
    .product_back = product_back,
};
