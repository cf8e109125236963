#include "engine/kernels/vec.isa.h"

/* A block of accumulators fills the registers: ROWS by two vectors. */
enum {
  ROWS = MIEN_LANES == 16 ? 12 : 6,
  FEW = 4,
  WIDTH = 2 * MIEN_LANES,
  DEPTH = 128 /* terms that are summed before the accumulators are put away */
};

/* Columns @first … of b, so that they lie side by side; zeros beyond the last. */
static void
pack (float *panel, const float *b, gsize ldb, int depth, int width)
{
  for (int k = 0; k < depth; k++)
    for (int j = 0; j < WIDTH; j++)
      panel[k * WIDTH + j] = j < width ? b[(gsize) k * ldb + (gsize) j] : 0.0f;
}

/* @n_rows rows of one panel. */
ALWAYS void
multiply (float *c,
          gsize ldc,
          const float *a,
          gsize lda,
          const float *panel,
          int n_rows,
          int depth,
          gboolean add)
{
  Vec sums[ROWS][2] = {0};

  if (add)
    UNROLL for (int r = 0; r < n_rows; r++) UNROLL for (int v = 0; v < 2; v++) sums[r][v] =
        load (c + (gsize) r * ldc + v * LANES);
  for (int k = 0; k < depth; k++) {
    Vec left = load (panel + k * WIDTH), right = load (panel + k * WIDTH + LANES);

    UNROLL for (int r = 0; r < n_rows; r++)
    {
      Vec x = spread (a[(gsize) k * lda + (gsize) r]);

      sums[r][0] += x * left;
      sums[r][1] += x * right;
    }
  }
  UNROLL for (int r = 0; r < n_rows; r++) UNROLL for (int v = 0; v < 2; v++)
      store (c + (gsize) r * ldc + v * LANES, sums[r][v]);
}

/* All rows of one panel, as many at a time as there are left. */
static void
multiply_panel (float *c,
                gsize ldc,
                const float *a,
                gsize lda,
                const float *panel,
                int m,
                int depth,
                gboolean add)
{
  int r = 0;

  for (; r + ROWS <= m; r += ROWS)
    multiply (c + (gsize) r * ldc, ldc, a + r, lda, panel, ROWS, depth, add);
  for (; r + FEW <= m; r += FEW)
    multiply (c + (gsize) r * ldc, ldc, a + r, lda, panel, FEW, depth, add);
  for (; r < m; r++)
    multiply (c + (gsize) r * ldc, ldc, a + r, lda, panel, 1, depth, add);
}

/* The last columns are fewer than a panel has: row by row, by way of a whole one. */
static void
multiply_narrow (float *c,
                 gsize ldc,
                 const float *a,
                 gsize lda,
                 const float *panel,
                 int m,
                 int depth,
                 int width,
                 gboolean add)
{
  for (int r = 0; r < m; r++) {
    float row[WIDTH] = {0};

    for (int j = 0; j < width; j++)
      row[j] = add ? c[(gsize) r * ldc + (gsize) j] : 0.0f;
    multiply (row, WIDTH, a + r, lda, panel, 1, depth, add);
    for (int j = 0; j < width; j++)
      c[(gsize) r * ldc + (gsize) j] = row[j];
  }
}

static void
outer (float *c,
       gsize ldc,
       const float *a,
       gsize lda,
       const float *b,
       gsize ldb,
       int m,
       int n,
       int depth)
{
  float panel[DEPTH * WIDTH] __attribute__ ((aligned (64)));

  for (int j = 0; j < n; j += WIDTH)
    for (int k = 0; k < depth; k += DEPTH) {
      int width = MIN (WIDTH, n - j), terms = MIN (DEPTH, depth - k);
      const float *left = a + (gsize) k * lda;

      pack (panel, b + (gsize) k * ldb + j, ldb, terms, width);
      if (width == WIDTH)
        multiply_panel (c + j, ldc, left, lda, panel, m, terms, k > 0);
      else
        multiply_narrow (c + j, ldc, left, lda, panel, m, terms, width, k > 0);
    }
}

const MienDenseKernels FOR_ISA (mien_dense) = {
    .outer = outer,
};
