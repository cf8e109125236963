#include "engine/samples/retouch.h"

#include "engine/samples/augment.h"
#include "engine/samples/normal-steps.h"

#define MIDDLE_GREY 127.5f
#define WHITE 255.0f

/* Pixels that are looked up at once. */
enum {
  STRIP = 64
};

/* Where the pixels of a strip come from: the upper left one of four neighbours, and how far towards
 * the others. */
typedef struct {
  gint32 at[STRIP]; /* in the plane */
  float across[STRIP], down[STRIP];
  guint32 four[STRIP]; /* left and right, then those below: a byte each */
} Strip;

static inline float
between (float value, float high)
{
  value = value < 0.0f ? 0.0f : value;
  return value > high ? high : value;
}

static void
place (Strip *strip, const MienWarp *warp, float x, float y, int n, int size)
{
  float edge = (float) (size - 1), last = (float) (size - 2);
  float start_x = warp->start_x + y * warp->down_x + x * warp->right_x;
  float start_y = warp->start_y + y * warp->down_y + x * warp->right_y;

  for (int i = 0; i < n; i++) {
    float from_x = between (start_x + warp->right_x * (float) i, edge);
    float from_y = between (start_y + warp->right_y * (float) i, edge);
    gint32 left = (gint32) between (from_x, last), top = (gint32) between (from_y, last);

    strip->across[i] = from_x - (float) left;
    strip->down[i] = from_y - (float) top;
    strip->at[i] = top * size + left;
  }
}

static void
fetch (Strip *strip, int n, const guint8 *in, int size)
{
  for (int i = 0; i < n; i++) {
    const guint8 *p = in + strip->at[i], *q = p + size;
    guint32 above = (guint32) p[0] | (guint32) p[1] << 8;
    guint32 below = (guint32) q[0] | (guint32) q[1] << 8;

    strip->four[i] = above | below << 16;
  }
}

static void
blend (const Strip *strip, int n, float *out)
{
  for (int i = 0; i < n; i++) {
    gint32 four = (gint32) strip->four[i];
    float a = (float) (four & 255), b = (float) ((four >> 8) & 255);
    float c = (float) ((four >> 16) & 255), d = (float) ((four >> 24) & 255);
    float above = a + (b - a) * strip->across[i], below = c + (d - c) * strip->across[i];

    out[i] = above + (below - above) * strip->down[i];
  }
}

void
mien_warp_plane (const MienWarp *warp, const guint8 *in, int size, float *out)
{
  g_return_if_fail (size >= 2);

  Strip strip;

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x += STRIP) {
      int n = MIN (STRIP, size - x);

      place (&strip, warp, (float) x, (float) y, n, size);
      fetch (&strip, n, in, size);
      blend (&strip, n, out + y * size + x);
    }
}

void
mien_move_plane (int shift_x, int shift_y, gboolean mirror, const guint8 *in, int size, float *out)
{
  for (int y = 0; y < size; y++) {
    const guint8 *row = in + CLAMP (y - shift_y, 0, size - 1) * size;

    for (int x = 0; x < size; x++) {
      int from = CLAMP (x - shift_x, 0, size - 1);

      out[y * size + x] = row[mirror ? size - 1 - from : from];
    }
  }
}

void
mien_light_pixels (float contrast, float brightness, float *pixels, gsize n)
{
  for (gsize i = 0; i < n; i++)
    pixels[i] = between ((pixels[i] - MIDDLE_GREY) * contrast + MIDDLE_GREY + brightness, WHITE);
}

/* Draws for the @n pixels of a strip, four at a time: STRIP holds whole fours. */
static void
draw_steps (MienRng *rng, const float *steps, float *draws, gsize n)
{
  const guint64 mask = MIEN_NORMAL_STEPS - 1;

  for (gsize i = 0; i < n; i += 4) {
    guint64 bits = mien_rng_next (rng);

    draws[i] = steps[bits & mask];
    draws[i + 1] = steps[(bits >> 16) & mask];
    draws[i + 2] = steps[(bits >> 32) & mask];
    draws[i + 3] = steps[(bits >> 48) & mask];
  }
}

void
mien_add_noise (MienRng rng, float deviation, float *pixels, gsize n)
{
  const float *steps = mien_normal_steps ();
  float draws[STRIP];

  for (gsize start = 0; start < n; start += STRIP) {
    gsize len = MIN (STRIP, n - start);

    draw_steps (&rng, steps, draws, len);
    for (gsize i = 0; i < len; i++)
      pixels[start + i] = between (pixels[start + i] + deviation * draws[i], WHITE);
  }
}

void
mien_augment_blend (float share, const float *other, float *x, gsize len)
{
  for (gsize i = 0; i < len; i++)
    x[i] = share * x[i] + (1.0f - share) * other[i];
}
