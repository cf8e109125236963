#include "engine/samples/retouch.h"

#include "engine/samples/augment.h"
#include "engine/samples/normal-steps.h"

#define MIDDLE_GREY 127.5f

/* Pixels that are looked up at once. */
enum {
  STRIP = 64
};

/* Where the pixels of a strip come from: the upper left one of four neighbours, and how far towards
 * the others. */
typedef struct {
  int left[STRIP], top[STRIP];
  float across[STRIP], down[STRIP];
  guint32 four[STRIP]; /* left and right, then those below: a byte each */
} Strip;

static void
place (float start, float step, int n, int size, int *first, float *beyond)
{
  float edge = (float) (size - 1);

  for (int i = 0; i < n; i++) {
    float at = start + step * (float) i;
    at = at < 0.0f ? 0.0f : at;
    at = at > edge ? edge : at;

    int whole = (int) at;
    whole = whole > size - 2 ? size - 2 : whole;
    first[i] = whole;
    beyond[i] = at - (float) whole;
  }
}

static void
fetch (Strip *strip, int n, const guint8 *in, int size)
{
  for (int i = 0; i < n; i++) {
    const guint8 *p = in + strip->top[i] * size + strip->left[i], *q = p + size;
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
      float row_x = warp->start_x + (float) y * warp->down_x + (float) x * warp->right_x;
      float row_y = warp->start_y + (float) y * warp->down_y + (float) x * warp->right_y;

      place (row_x, warp->right_x, n, size, strip.left, strip.across);
      place (row_y, warp->right_y, n, size, strip.top, strip.down);
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

static inline float
within (float value)
{
  value = value < 0.0f ? 0.0f : value;
  return value > 255.0f ? 255.0f : value;
}

void
mien_light_pixels (float contrast, float brightness, float *pixels, gsize n)
{
  for (gsize i = 0; i < n; i++)
    pixels[i] = within ((pixels[i] - MIDDLE_GREY) * contrast + MIDDLE_GREY + brightness);
}

void
mien_add_noise (MienRng rng, float deviation, float *pixels, gsize n)
{
  const float *steps = mien_normal_steps ();

  for (gsize i = 0; i < n; i += 4) {
    guint64 bits = mien_rng_next (&rng);

    for (gsize k = i; k < MIN (i + 4, n); k++, bits >>= 16)
      pixels[k] = within (pixels[k] + deviation * steps[bits & (MIEN_NORMAL_STEPS - 1)]);
  }
}

void
mien_augment_blend (float share, const float *other, float *x, gsize len)
{
  for (gsize i = 0; i < len; i++)
    x[i] = share * x[i] + (1.0f - share) * other[i];
}
