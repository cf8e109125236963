/* The arithmetic that is compiled once per instruction set, in tables.
 *
 * Inside, a picture of C channels is [C/16][H][W][16]: groups of MIEN_GROUP channels, the last one
 * filled up with zeros, so that a register always holds neighbours. All of it is float32 on any
 * alignment, fastest on 64 bytes. No function allocates, none can fail, and any threads may run
 * them at once on different outputs. NaN passes through all that run forwards, so that a diverged
 * network stays visible. Sums run in an order that the extents alone fix; instruction sets differ
 * in their last bits.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIEN_GROUP 16
/* Rows of a product come in multiples of this: all instruction sets' tiles of accumulators fit. */
#define MIEN_ROW_STEP 12
/* A Winograd tile: 4x4 outputs of 6x6 inputs, 36 products. */
#define MIEN_TILE 4
#define MIEN_TILE_PRODUCTS 36

/* How the tiles of one picture lie; a padded picture has (4 down + 2) x (4 across + 2) pixels, the
 * picture's first at (1, 1). */
typedef struct {
  int height, width;
  int down, across;
  int padded_width; /* 4 across + 2 */
} MienTiles;

/**
 * MienWinogradKernels:
 *
 * F(4x4,3x3) of Lavin & Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016,
 * section 4.3: Y = A^T [(G g G^T) * (B^T d B)] A for each tile, and the transposes of these maps
 * for the way back. Each transform handles one group of channels of tiles @first … @first + @n - 1
 * of a picture; products of one kind lie @step floats apart.
 *
 * @input: v[36 by step][n][16] = B^T d B of a padded picture
 * @output: y[H][W][16] = A^T m A, cropped to the picture
 * @d_output: z = A d_y A^T, pixels outside the picture as zeros
 * @d_input: d_x += B d_v B^T, added to a padded picture
 * @weight: u[36 by step][16] = G g G^T of taps[9][16]
 * @d_weight: taps[9][16] = G^T d_u G
 * @product: m[g][r][:] = sum over c of v[c/16][r][c%16] u[g][c][:]
 *   m [n_groups][n_rows][16], v [n_channels/16][n_rows][16],
 *   u [n_groups][n_channels rounded up to 16][16]; n_rows a multiple of MIEN_ROW_STEP
 * @product_back: d_u[g][c][:] = sum over r of v[c/16][r][c%16] z[g][r][:], added to d_u with @add
 */
typedef struct {
  void (*input) (float *v, gsize step, const float *x, const MienTiles *tiles, int first, int n);
  void (*d_input) (float *d_x,
                   const float *d_v,
                   gsize step,
                   const MienTiles *tiles,
                   int first,
                   int n);
  void (*output) (float *y, const float *m, gsize step, const MienTiles *tiles, int first, int n);
  void (
      *d_output) (float *z, gsize step, const float *d_y, const MienTiles *tiles, int first, int n);
  void (*weight) (float *u, gsize step, const float *taps);
  void (*d_weight) (float *taps, const float *d_u, gsize step);
  void (*product) (float *m,
                   const float *v,
                   const float *u,
                   int n_rows,
                   int n_channels,
                   int n_groups);
  void (*product_back) (float *d_u,
                        const float *v,
                        const float *z,
                        int n_rows,
                        int n_channels,
                        int n_groups,
                        gboolean add);
} MienWinogradKernels;

/* One group of channels, scaled and shifted: y = scale x + shift, then ReLU if @relu. */
typedef struct {
  float scale[MIEN_GROUP], shift[MIEN_GROUP];
  gboolean relu;
} MienAffine;

/**
 * MienGroupKernels: one group of channels of one picture at a time
 *
 * @pad: puts x [H][W][16] into the middle of a padded picture, after @affine (nullable);
 *   the frame is left alone
 * @moments: adds sum (x - centre) and sum (x - centre)^2 over n pixels to sums[2][16]
 * @activate: y = affine (x) over n pixels
 * @pool: y [H/2][W/2][16] = the largest of each 2x2 of affine (x);
 *   an odd last row or column is dropped
 * @d_activate: d_y is what comes back for affine (x); d_x [n][16] = d_y where ReLU let x through,
 *   else 0; may be in place
 * @d_pool: d_x [H][W][16] = d_y [H/2][W/2][16] at the first of the largest of each 2x2,
 *   if ReLU, without which there is no pooling, let it through, else 0
 * @d_moments: adds sum d_x and sum d_x (x - centre) over n pixels to sums[2][16]
 * @d_norm: d_x = scale (d_x - shift - (x - centre) slope) over n pixels, in place:
 *   what batch norm makes of a gradient
 */
typedef struct {
  void (*pad) (float *padded, const float *x, const MienTiles *tiles, const MienAffine *affine);
  void (*moments) (float *sums, const float *x, gsize n, const float *centre);
  void (*activate) (float *y, const float *x, gsize n, const MienAffine *affine);
  void (*pool) (float *y, const float *x, int height, int width, const MienAffine *affine);
  void (*d_activate) (float *d_x,
                      const float *d_y,
                      const float *x,
                      gsize n,
                      const MienAffine *affine);
  void (*d_pool) (float *d_x,
                  const float *d_y,
                  const float *x,
                  int height,
                  int width,
                  const MienAffine *affine);
  void (*d_moments) (float *sums, const float *d_x, const float *x, gsize n, const float *centre);
  void (*d_norm) (float *d_x,
                  const float *x,
                  gsize n,
                  const float *scale,
                  const float *shift,
                  const float *centre,
                  const float *slope);
} MienGroupKernels;

/**
 * MienDenseKernels:
 *
 * @outer: c[i][j] = sum over k < @depth of a[k][i] b[k][j], for i < @m and j < @n; overwritten
 *   What a linear layer's weights learn: few terms, the batch, for each of many numbers. c is
 *   written once, where BLAS clears it first and then adds. Rows lie @ldc, @lda and @ldb floats
 * apart.
 */
typedef struct {
  void (*outer) (float *c,
                 gsize ldc,
                 const float *a,
                 gsize lda,
                 const float *b,
                 gsize ldb,
                 int m,
                 int n,
                 int depth);
} MienDenseKernels;

/**
 * MienUpdate: one step of an optimizer for some numbers
 * @momentum: SGD's velocity, Adam's first moment
 * @variance: Adam's second moment
 * @scale: what the gradient is multiplied by first
 * @decay: times the weight, added to the gradient
 * @shrink: what the weight is multiplied by, AdamW's decay
 * @beta1: also the momentum of SGD
 * @correction1, @correction2: 1 / (1 - beta^t)
 */
typedef struct {
  float *weight;
  const float *gradient;
  float *momentum, *variance;
  float scale, lr, decay, shrink, beta1, beta2, epsilon, correction1, correction2;
} MienUpdate;

/**
 * MienElementKernels: over n numbers, each by itself
 *
 * @relu …: y = f (x), in place or not
 * @d_relu …: d_x = d_y f' (x), told by y alone; in place or not
 * @sigmoid: 1 / (1 + e^-x), within 2e-7 of it
 * @sgd: v = beta1 v + g; w -= lr v
 * @nesterov: v = beta1 v + g; w -= lr (g + beta1 v)
 *   Sutskever et al., "On the Importance of Initialization and Momentum in Deep Learning", ICML
 *   2013, in the form that PyTorch has
 * @adam: Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1;
 *   @shrink: Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2
 * @add_bytes: y += weight x, by which a picture is made smaller row by row
 */
typedef struct {
  void (*relu) (float *y, const float *x, gsize n);
  void (*d_relu) (float *d_x, const float *d_y, const float *y, gsize n);
  void (*leaky_relu) (float *y, const float *x, gsize n, float slope);
  void (*d_leaky_relu) (float *d_x, const float *d_y, const float *y, gsize n, float slope);
  void (*sigmoid) (float *y, const float *x, gsize n);
  void (*d_sigmoid) (float *d_x, const float *d_y, const float *y, gsize n);
  void (*sgd) (const MienUpdate *update, gsize n);
  void (*nesterov) (const MienUpdate *update, gsize n);
  void (*adam) (const MienUpdate *update, gsize n);
  void (*add_bytes) (float *y, const guint8 *x, float weight, gsize n);
} MienElementKernels;

typedef struct {
  const char *name; /* "avx512", "avx2", "generic" */
  const MienWinogradKernels *winograd;
  const MienGroupKernels *group;
  const MienElementKernels *element;
  const MienDenseKernels *dense;
} MienKernels;

/* The best table that this machine can run, or the one that MIEN_ISA names; chosen once. */
const MienKernels *mien_kernels (void);

G_END_DECLS
