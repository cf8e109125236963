#include "engine/samples/equalise.h"

#include <math.h>
#include <string.h>

enum {
  LEVELS = 256
};

static int
grey_of (const guint8 *pixels, gsize plane, int channels, gsize i)
{
  if (channels == 1)
    return pixels[i];
  return (299 * pixels[i] + 587 * pixels[plane + i] + 114 * pixels[2 * plane + i] + 500) / 1000;
}

static void
equalise_histogram (guint8 *pixels, int channels, gsize plane)
{
  gsize histogram[LEVELS] = {0}, below = 0, lowest = 0;
  guint8 table[LEVELS];

  for (gsize i = 0; i < plane; i++)
    histogram[grey_of (pixels, plane, channels, i)]++;
  for (int level = 0; level < LEVELS && lowest == 0; level++)
    lowest = histogram[level];
  if (lowest == plane)
    return; /* one level only: nothing to spread */
  for (int level = 0; level < LEVELS; level++) {
    below += histogram[level];
    table[level] =
        below <= lowest
            ? 0
            : (guint8) ((255 * (below - lowest) + (plane - lowest) / 2) / (plane - lowest));
  }
  for (gsize i = 0; i < plane * (gsize) channels; i++)
    pixels[i] = table[pixels[i]];
}

typedef struct {
  int size;
  int n_tiles;              /* along a side */
  guint8 (*tables)[LEVELS]; /* [n_tiles,n_tiles] */
} Tiles;

/* Where tile @i starts; tiles differ by a pixel where they do not divide the size. */
static int
tile_start (const Tiles *tiles, int i)
{
  return i * tiles->size / tiles->n_tiles;
}

static int
count_tile (const Tiles *tiles,
            const guint8 *pixels,
            int channels,
            int row,
            int column,
            int *histogram)
{
  int top = tile_start (tiles, row), bottom = tile_start (tiles, row + 1);
  int left = tile_start (tiles, column), right = tile_start (tiles, column + 1);
  gsize plane = (gsize) tiles->size * (gsize) tiles->size;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      histogram[grey_of (pixels, plane, channels, (gsize) (y * tiles->size + x))]++;
  return (bottom - top) * (right - left);
}

/* What is above the limit goes to all levels, the rest of the division to evenly spaced ones. */
static void
clip (int *histogram, int n)
{
  int limit = MAX (1, (int) (MIEN_CLAHE_CLIP * n / LEVELS)), above = 0;

  for (int level = 0; level < LEVELS; level++) {
    above += MAX (0, histogram[level] - limit);
    histogram[level] = MIN (histogram[level], limit);
  }
  for (int level = 0; level < LEVELS; level++)
    histogram[level] += above / LEVELS;

  int rest = above % LEVELS, step = rest > 0 ? MAX (LEVELS / rest, 1) : LEVELS;

  for (int level = 0; level < LEVELS && rest > 0; level += step, rest--)
    histogram[level]++;
}

static void
tabulate (const Tiles *tiles, const guint8 *pixels, int channels, int tile)
{
  int histogram[LEVELS] = {0}, below = 0;
  int n =
      count_tile (tiles, pixels, channels, tile / tiles->n_tiles, tile % tiles->n_tiles, histogram);

  clip (histogram, n);
  for (int level = 0; level < LEVELS; level++) {
    below += histogram[level];
    tiles->tables[tile][level] =
        (guint8) CLAMP (lrintf ((float) below * (255.0f / (float) n)), 0, 255);
  }
}

/* The two tiles whose middles are nearest along a side, and the share of the second. */
static float
find_tiles (const Tiles *tiles, int at, int *before, int *after)
{
  float place = (float) at * ((float) tiles->n_tiles / (float) tiles->size) - 0.5f;
  int first = (int) floorf (place);

  *before = MAX (first, 0);
  *after = MIN (first + 1, tiles->n_tiles - 1);
  return place - (float) first;
}

static void
mix_tables (const Tiles *tiles, guint8 *plane)
{
  for (int y = 0; y < tiles->size; y++) {
    int top, bottom;
    float v = find_tiles (tiles, y, &top, &bottom);

    for (int x = 0; x < tiles->size; x++) {
      int left, right;
      float u = find_tiles (tiles, x, &left, &right);
      guint8 *pixel = &plane[y * tiles->size + x];
      guint8 (*above)[LEVELS] = tiles->tables + top * tiles->n_tiles;
      guint8 (*below)[LEVELS] = tiles->tables + bottom * tiles->n_tiles;
      float upper = (float) above[left][*pixel] * (1.0f - u) + (float) above[right][*pixel] * u;
      float lower = (float) below[left][*pixel] * (1.0f - u) + (float) below[right][*pixel] * u;

      *pixel = (guint8) lrintf (upper * (1.0f - v) + lower * v);
    }
  }
}

static void
equalise_tiles (guint8 *pixels, int channels, int size)
{
  int n_tiles = CLAMP (size / MIEN_CLAHE_TILE, 1, MIEN_CLAHE_MAX_TILES);
  g_autofree guint8 (*tables)[LEVELS] = g_malloc ((gsize) (n_tiles * n_tiles) * sizeof *tables);
  Tiles tiles = {size, n_tiles, tables};

  for (int tile = 0; tile < n_tiles * n_tiles; tile++)
    tabulate (&tiles, pixels, channels, tile);
  for (int c = 0; c < channels; c++)
    mix_tables (&tiles, pixels + c * size * size);
}

void
mien_equalise (MienEqualise method, int channels, int size, guint8 *pixels)
{
  switch (method) {
  case MIEN_EQUALISE_HISTOGRAM:
    equalise_histogram (pixels, channels, (gsize) size * (gsize) size);
    break;
  case MIEN_EQUALISE_CLAHE:
    equalise_tiles (pixels, channels, size);
    break;
  case MIEN_EQUALISE_NONE:
  default:
    break;
  }
}
