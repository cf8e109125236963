#include "engine/samples/augment.h"

#include <math.h>
#include <string.h>

#define MIDDLE_GREY 127.5f

static const struct {
  const char *name;
  MienAugment augment;
} presets[] = {
    {"none", {0}},
    {"light", {.flip = TRUE, .shift = 0.08, .brightness = 0.2}},
    {"standard",
     {.flip = TRUE, .shift = 0.08, .rotate = 10, .scale = 0.05, .brightness = 0.2, .erase = 0.1}},
    {"strong",
     {.flip = TRUE, .shift = 0.12, .rotate = 20, .scale = 0.15, .brightness = 0.35, .erase = 0.4}},
};

const char *const *
mien_augment_presets (void)
{
  static const char *const names[] = {"none", "light", "standard", "strong", NULL};

  return names;
}

gboolean
mien_augment_from_preset (const char *name, MienAugment *augment)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_str_equal (name, presets[i].name)) {
      *augment = presets[i].augment;
      return TRUE;
    }
  return FALSE;
}

/* Everything that is drawn at random for one face, in a fixed order. */
typedef struct {
  gboolean flip;
  double shift_x; /* pixels */
  double shift_y;
  double angle; /* radians */
  double zoom;
  float brightness; /* grey levels */
  float contrast;
  gboolean erase;
  int erase_x, erase_y, erase_width, erase_height;
} Draw;

static double
draw_between (MienRng *rng, double reach)
{
  return reach * (2.0 * mien_rng_uniform (rng) - 1.0);
}

/* A rectangle of 2 to 20 % of the face, up to about twice as high as wide or the other way round:
 * Zhong et al., "Random Erasing Data Augmentation", AAAI 2020, with a smaller largest area. */
static void
draw_rectangle (MienRng *rng, int size, Draw *draw)
{
  double area = (0.02 + 0.18 * mien_rng_uniform (rng)) * size * size;
  double aspect = exp (draw_between (rng, log (2.0)));

  draw->erase_width = CLAMP ((int) lrint (sqrt (area * aspect)), 1, size);
  draw->erase_height = CLAMP ((int) lrint (sqrt (area / aspect)), 1, size);
  draw->erase_x = (int) mien_rng_below (rng, (guint) (size - draw->erase_width + 1));
  draw->erase_y = (int) mien_rng_below (rng, (guint) (size - draw->erase_height + 1));
}

static Draw
draw_all (const MienAugment *augment, MienRng rng, int size)
{
  Draw draw = {0};

  draw.flip = augment->flip && mien_rng_uniform (&rng) < 0.5;
  draw.shift_x = rint (draw_between (&rng, augment->shift * size));
  draw.shift_y = rint (draw_between (&rng, augment->shift * size));
  draw.angle = draw_between (&rng, augment->rotate) * G_PI / 180.0;
  draw.zoom = exp (draw_between (&rng, log1p (augment->scale)));
  draw.brightness = (float) draw_between (&rng, 255.0 * augment->brightness);
  draw.contrast = (float) (1.0 + draw_between (&rng, augment->brightness));
  draw.erase = augment->erase > 0.0 && mien_rng_uniform (&rng) < augment->erase;
  if (draw.erase)
    draw_rectangle (&rng, size, &draw);
  return draw;
}

/* Whole pixels: nothing is blurred. What comes in from outside repeats the edge. */
static void
move_plane (const Draw *draw, const guint8 *in, int size, float *out)
{
  int shift_x = (int) draw->shift_x, shift_y = (int) draw->shift_y;

  for (int y = 0; y < size; y++) {
    const guint8 *row = in + CLAMP (y - shift_y, 0, size - 1) * size;

    for (int x = 0; x < size; x++) {
      int from = CLAMP (x - shift_x, 0, size - 1);

      out[y * size + x] = row[draw->flip ? size - 1 - from : from];
    }
  }
}

static float
sample_bilinear (const guint8 *in, int size, double x, double y)
{
  double edge = size - 1;
  double at_x = CLAMP (x, 0.0, edge), at_y = CLAMP (y, 0.0, edge);
  int left = (int) at_x, top = (int) at_y;
  int right = MIN (left + 1, size - 1), bottom = MIN (top + 1, size - 1);
  float u = (float) (at_x - left), v = (float) (at_y - top);
  float above = (float) in[top * size + left] * (1.0f - u) + (float) in[top * size + right] * u;
  float below =
      (float) in[bottom * size + left] * (1.0f - u) + (float) in[bottom * size + right] * u;

  return above * (1.0f - v) + below * v;
}

/* Each pixel looks back to where it came from: unshifted, unturned, unscaled, then unmirrored. */
static void
warp_plane (const Draw *draw, const guint8 *in, int size, float *out)
{
  double middle = (size - 1) / 2.0;
  double c = cos (draw->angle) / draw->zoom, s = sin (draw->angle) / draw->zoom;

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++) {
      double dx = x - middle - draw->shift_x, dy = y - middle - draw->shift_y;
      double from_x = c * dx + s * dy, from_y = c * dy - s * dx;

      out[y * size + x] =
          sample_bilinear (in, size, middle + (draw->flip ? -from_x : from_x), middle + from_y);
    }
}

static void
light_plane (const Draw *draw, float *pixels, int n)
{
  for (int i = 0; i < n; i++) {
    float value = (pixels[i] - MIDDLE_GREY) * draw->contrast + MIDDLE_GREY + draw->brightness;

    pixels[i] = CLAMP (value, 0.0f, 255.0f);
  }
}

static void
erase_plane (const Draw *draw, int size, float *pixels)
{
  for (int y = draw->erase_y; y < draw->erase_y + draw->erase_height; y++)
    for (int x = draw->erase_x; x < draw->erase_x + draw->erase_width; x++)
      pixels[y * size + x] = MIDDLE_GREY;
}

gboolean
mien_augment_draw (const MienAugment *augment,
                   MienRng rng,
                   const guint8 *in,
                   int channels,
                   int size,
                   float *out)
{
  Draw draw = draw_all (augment, rng, size);
  gboolean warps = augment->rotate > 0.0 || augment->scale > 0.0;

  for (int c = 0; c < channels; c++) {
    gsize offset = (gsize) c * (gsize) size * (gsize) size;

    if (warps)
      warp_plane (&draw, in + offset, size, out + offset);
    else
      move_plane (&draw, in + offset, size, out + offset);
    if (augment->brightness > 0.0)
      light_plane (&draw, out + offset, size * size);
    if (draw.erase)
      erase_plane (&draw, size, out + offset);
  }
  return draw.flip;
}

/* Where a point of the picture goes: the way back of warp_plane(), forwards. */
static void
move_point (const Draw *draw, int size, float *point)
{
  double c = cos (draw->angle) * draw->zoom, s = sin (draw->angle) * draw->zoom;
  double dx = ((double) point[0] - 0.5) * size, dy = ((double) point[1] - 0.5) * size;

  point[0] = (float) ((c * dx - s * dy + draw->shift_x) / size + 0.5);
  point[1] = (float) ((s * dx + c * dy + draw->shift_y) / size + 0.5);
}

void
mien_augment_follow (const MienAugment *augment,
                     MienRng rng,
                     int size,
                     const MienColumn *column,
                     float *values)
{
  Draw draw = draw_all (augment, rng, size);

  if (draw.flip)
    mien_augment_mirror (column, values);
  for (int k = 0; column->kind == MIEN_KIND_POINTS && k + 1 < column->width; k += 2)
    move_point (&draw, size, values + k);
}
