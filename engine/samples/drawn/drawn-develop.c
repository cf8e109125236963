/* Light, blur and noise of a built-in face, as a camera adds them. */
#include "engine/core/rng.h"
#include "engine/samples/drawn/drawn-pen.h"

#include <math.h>

/* [3,size,size] as shares of full light */
static float *
expose (const MienDrawnFace *face, const guint32 *pixels, int stride, int size)
{
  float *light = g_new (float, 3 * (gsize) size * (gsize) size);
  double across = cos (face->light_direction), down = sin (face->light_direction);

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++) {
      guint32 pixel = pixels[(gsize) y * (gsize) stride + (gsize) x];
      double place = ((x + 0.5) / size - 0.5) * across + ((y + 0.5) / size - 0.5) * down;
      double level = face->exposure * (1.0 + 1.3 * face->light_strength * place) / 255.0;

      for (int channel = 0; channel < 3; channel++)
        light[((gsize) channel * (gsize) size + (gsize) y) * (gsize) size + (gsize) x] =
            (float) (level * ((pixel >> (16 - 8 * channel)) & 0xff));
    }
  return light;
}

/* Along one line of @n values @step apart; the weights are those of a normal curve. */
static void
blur_line (float *values, float *spare, int n, int step, const float *weights, int reach)
{
  for (int i = 0; i < n; i++) {
    float sum = 0.0f;

    for (int k = -reach; k <= reach; k++)
      sum += weights[ABS (k)] * values[(gsize) CLAMP (i + k, 0, n - 1) * (gsize) step];
    spare[i] = sum;
  }
  for (int i = 0; i < n; i++)
    values[(gsize) i * (gsize) step] = spare[i];
}

static void
blur (float *light, int size, double deviation)
{
  int reach = MIN ((int) ceil (2.5 * deviation), size - 1);

  if (deviation < 0.2 || reach < 1)
    return;

  g_autofree float *weights = g_new (float, reach + 1);
  g_autofree float *spare = g_new (float, size);
  float sum = 0.0f;

  for (int k = 0; k <= reach; k++) {
    weights[k] = (float) exp (-0.5 * k * k / (deviation * deviation));
    sum += k == 0 ? weights[k] : 2.0f * weights[k];
  }
  for (int k = 0; k <= reach; k++)
    weights[k] /= sum;
  for (int line = 0; line < 3 * size; line++) {
    gsize plane = (gsize) (line / size) * (gsize) size * (gsize) size;

    blur_line (light + plane + (gsize) (line % size) * (gsize) size, spare, size, 1, weights,
               reach);
    blur_line (light + plane + line % size, spare, size, size, weights, reach);
  }
}

GdkPixbuf *
mien_drawn_develop (const MienDrawnFace *face, const guint32 *pixels, int stride, int size)
{
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, size, size);
  g_autofree float *light = expose (face, pixels, stride, size);
  MienRng rng = mien_rng_keyed (face->seed, MIEN_STREAM_FACE, face->index, 100);
  gsize plane = (gsize) size * (gsize) size;

  blur (light, size, face->blur * size);
  for (int y = 0; y < size; y++) {
    guchar *row = gdk_pixbuf_get_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture);

    for (int x = 0; x < size; x++) {
      /* Four uniform draws cut from one number are near enough to normal, and quick. */
      guint64 bits = mien_rng_next (&rng);
      double grain = (double) ((bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) +
                               (bits >> 48)) /
                         65535.0 -
                     2.0;
      const float *at = light + (gsize) y * (gsize) size + x;

      for (gsize channel = 0; channel < 3; channel++) {
        double level = (double) at[channel * plane] + 1.7 * face->noise * grain;

        row[3 * x + (int) channel] = (guchar) lrint (255.0 * CLAMP (level, 0.0, 1.0));
      }
    }
  }
  return picture;
}
