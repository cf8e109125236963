#include "engine/insight/maps.h"

#include <math.h>

static double
mean (const float *values, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += (double) values[i];
  return sum / (double) n;
}

void
mien_map_grad_cam (float *map,
                   const float *a,
                   const float *d_a,
                   int channels,
                   int height,
                   int width)
{
  gsize n = (gsize) height * (gsize) width;

  for (gsize i = 0; i < n; i++)
    map[i] = 0.0f;
  for (int c = 0; c < channels; c++, a += n, d_a += n) {
    float weight = (float) mean (d_a, n);
    for (gsize i = 0; i < n; i++)
      map[i] += weight * a[i];
  }
  for (gsize i = 0; i < n; i++)
    map[i] = MAX (map[i], 0.0f);
}

/* The two neighbours of pixel @i of @size in a row of @n, and how far from the first it lies. */
static float
place (int i, int size, int n, int *first, int *second)
{
  double at = ((double) i + 0.5) * (double) n / (double) size - 0.5;
  double whole = floor (at);

  *first = CLAMP ((int) whole, 0, n - 1);
  *second = CLAMP ((int) whole + 1, 0, n - 1);
  return (float) (at - whole);
}

void
mien_map_enlarge (float *out, int size, const float *map, int height, int width)
{
  for (int y = 0; y < size; y++) {
    int top, bottom;
    float down = place (y, size, height, &top, &bottom);

    for (int x = 0; x < size; x++) {
      int left, right;
      float along = place (x, size, width, &left, &right);
      float upper = map[top * width + left] * (1.0f - along) + map[top * width + right] * along;
      float lower =
          map[bottom * width + left] * (1.0f - along) + map[bottom * width + right] * along;
      out[(gsize) y * (gsize) size + (gsize) x] = upper * (1.0f - down) + lower * down;
    }
  }
}

void
mien_map_sum_channels (float *map, const float *x, const float *weights, int channels, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    map[i] = 0.0f;
    for (int c = 0; c < channels; c++) {
      gsize at = (gsize) c * n + i;
      map[i] += weights != NULL ? x[at] * weights[at] : x[at];
    }
  }
}
