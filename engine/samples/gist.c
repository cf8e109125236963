#include "engine/samples/gist.h"

#include <math.h>
#include <string.h>

#define SIDE 32   /* of the picture that the frequencies are taken of */
#define N_WAVES 8 /* frequencies each way */
#define UNIT 40   /* of MienGist.pixels: one deviation */
#define FLAT 4    /* grey levels that JPEG makes of one */
#define MOST_RMS 0.04
#define MOST_ANYWHERE 0.125

/* Means over the SIDE cells that @height rows are cut into, rows on a border counting for both by
 * their shares. What were rows are columns in @out, so that doing it twice shrinks both ways. */
static void
shrink_down (const float *in, int height, int width, float *out)
{
  double cell = (double) height / SIDE;

  memset (out, 0, (gsize) width * SIDE * sizeof *out);
  for (int k = 0; k < SIDE; k++) {
    double top = k * cell, end = top + cell;

    for (int y = (int) top; y < height && y < end; y++) {
      float share = (float) ((MIN (end, y + 1.0) - MAX (top, y)) / cell);

      for (int x = 0; x < width; x++)
        out[x * SIDE + k] += share * in[y * width + x];
    }
  }
}

static void
read_grey (const guint8 *pixels, int channels, gsize plane, float *grey)
{
  for (gsize i = 0; i < plane; i++)
    grey[i] =
        channels == 1
            ? (float) pixels[i]
            : (float) (299 * pixels[i] + 587 * pixels[plane + i] + 114 * pixels[2 * plane + i]) /
                  1000.0f;
}

/* cos (pi (2 x + 1) u / 2 N), the DCT-II's waves 1 … 8 */
static const float (*get_waves (void))[N_WAVES]
{
  static float waves[SIDE][N_WAVES];
  static gsize made = 0;

  if (g_once_init_enter (&made)) {
    for (int x = 0; x < SIDE; x++)
      for (int u = 0; u < N_WAVES; u++)
        waves[x][u] = (float) cos (G_PI * (2 * x + 1) * (u + 1) / (2.0 * SIDE));
    g_once_init_leave (&made, 1);
  }
  return (const float (*)[N_WAVES]) waves;
}

static void
transform (const float small[SIDE * SIDE], float out[N_WAVES * N_WAVES])
{
  const float (*waves)[N_WAVES] = get_waves ();

  memset (out, 0, N_WAVES * N_WAVES * sizeof *out);
  for (int y = 0; y < SIDE; y++) {
    float row[N_WAVES] = {0};

    for (int x = 0; x < SIDE; x++)
      for (int u = 0; u < N_WAVES; u++)
        row[u] += small[y * SIDE + x] * waves[x][u];
    for (int v = 0; v < N_WAVES; v++)
      for (int u = 0; u < N_WAVES; u++)
        out[v * N_WAVES + u] += row[u] * waves[y][v];
  }
}

static int
compare_floats (const void *a, const void *b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return x < y ? -1 : x > y;
}

static guint64
hash_of (const float small[SIDE * SIDE])
{
  enum {
    N = N_WAVES * N_WAVES
  };
  float strengths[N], sorted[N], median;
  guint64 hash = 0;

  transform (small, strengths);
  memcpy (sorted, strengths, sizeof sorted);
  qsort (sorted, N, sizeof *sorted, compare_floats);
  median = (sorted[N / 2 - 1] + sorted[N / 2]) / 2.0f;
  for (int i = 0; i < N; i++)
    hash |= (guint64) (strengths[i] > median) << i;
  return hash;
}

static void
standardise (const float small[SIDE * SIDE], gint8 *pixels)
{
  float means[MIEN_GIST_PIXELS];
  double sum = 0.0, squares = 0.0, mean, deviation;

  for (int i = 0; i < MIEN_GIST_PIXELS; i++) {
    const float *at = small + 2 * (i / MIEN_GIST_SIDE) * SIDE + 2 * (i % MIEN_GIST_SIDE);

    means[i] = (at[0] + at[1] + at[SIDE] + at[SIDE + 1]) / 4.0f;
    sum += (double) means[i];
    squares += (double) means[i] * (double) means[i];
  }
  mean = sum / MIEN_GIST_PIXELS;
  deviation = sqrt (MAX (squares / MIEN_GIST_PIXELS - mean * mean, 1.0));
  for (int i = 0; i < MIEN_GIST_PIXELS; i++)
    pixels[i] =
        (gint8) lrint (CLAMP (((double) means[i] - mean) / deviation * UNIT, -127.0, 127.0));
}

/* Multiplying by the golden ratio and folding spreads every bit over all others. */
static guint64
sum_of (const guint8 *bytes, gsize len)
{
  guint64 sum = len;

  for (gsize i = 0; i < len; i += sizeof (guint64)) {
    guint64 word = 0;

    memcpy (&word, bytes + i, MIN (len - i, sizeof word));
    sum = (sum ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
    sum ^= sum >> 32;
  }
  return sum;
}

static gboolean
is_flat (const guint8 *pixels, gsize plane)
{
  guint8 low = 255, high = 0;

  for (gsize i = 0; i < plane; i++) {
    low = MIN (low, pixels[i]);
    high = MAX (high, pixels[i]);
  }
  return high - low <= FLAT;
}

void
mien_gist_make (MienGist *self, const guint8 *pixels, int channels, int size)
{
  gsize plane = (gsize) size * (gsize) size;
  g_autofree float *grey = g_new (float, plane);
  g_autofree float *columns = g_new (float, (gsize) size *SIDE);
  float small[SIDE * SIDE];

  self->sum = sum_of (pixels, plane * (gsize) channels);
  self->flat = TRUE;
  for (int c = 0; c < channels && self->flat; c++)
    self->flat = is_flat (pixels + (gsize) c * plane, plane);
  read_grey (pixels, channels, plane, grey);
  shrink_down (grey, size, size, columns);
  shrink_down (columns, size, SIDE, small);
  self->hash = hash_of (small);
  standardise (small, self->pixels);
}

/* Most pictures differ so much that a few rows tell. */
gboolean
mien_gist_is_alike (const MienGist *a, const MienGist *b)
{
  const int most_squares = (int) (MIEN_GIST_PIXELS * MOST_RMS * MOST_RMS * UNIT * UNIT);
  const int most_anywhere = (int) (MOST_ANYWHERE * UNIT);
  int squares = 0, largest = 0;

  for (int row = 0; row < MIEN_GIST_PIXELS; row += MIEN_GIST_SIDE) {
    for (int i = row; i < row + MIEN_GIST_SIDE; i++) {
      int difference = ABS (a->pixels[i] - b->pixels[i]);

      squares += difference * difference;
      largest = MAX (largest, difference);
    }
    if (squares > most_squares || largest > most_anywhere)
      return FALSE;
  }
  return TRUE;
}
