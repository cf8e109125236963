#include "engine/samples/augment.h"

#include "engine/samples/retouch.h"
#include "engine/samples/sides.h"

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
     {.flip = TRUE,
      .shift = 0.12,
      .rotate = 20,
      .scale = 0.15,
      .brightness = 0.35,
      .erase = 0.4,
      .noise = 0.05}},
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

static gboolean
is_same (double a, double b)
{
  return !(a < b) && !(a > b);
}

const char *
mien_augment_find_preset (const MienAugment *augment)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++) {
    const MienAugment *preset = &presets[i].augment;

    if (preset->flip == augment->flip && is_same (preset->shift, augment->shift) &&
        is_same (preset->rotate, augment->rotate) && is_same (preset->scale, augment->scale) &&
        is_same (preset->brightness, augment->brightness) &&
        is_same (preset->erase, augment->erase) && is_same (preset->noise, augment->noise) &&
        is_same (preset->mixup, augment->mixup))
      return presets[i].name;
  }
  return NULL;
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
  float noise;        /* deviation in grey levels */
  MienRng noise_bits; /* of the single pixels */
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
  if (augment->noise > 0.0)
    draw.noise = (float) (255.0 * augment->noise * mien_rng_uniform (&rng));
  draw.noise_bits = rng;
  return draw;
}

/* Each pixel looks back to where it came from: unshifted, unturned, unscaled, then unmirrored. */
static MienWarp
invert (const Draw *draw, int size)
{
  double middle = (size - 1) / 2.0, side = draw->flip ? -1.0 : 1.0;
  double c = cos (draw->angle) / draw->zoom, s = sin (draw->angle) / draw->zoom;
  double dx = -middle - draw->shift_x, dy = -middle - draw->shift_y;

  return (MienWarp){
      .start_x = (float) (middle + side * (c * dx + s * dy)),
      .start_y = (float) (middle + c * dy - s * dx),
      .right_x = (float) (side * c),
      .right_y = (float) -s,
      .down_x = (float) (side * s),
      .down_y = (float) c,
  };
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
  gsize plane = (gsize) size * (gsize) size;
  MienWarp warp = invert (&draw, size);

  for (gsize c = 0; c < (gsize) channels; c++) {
    if (size > 1 && (augment->rotate > 0.0 || augment->scale > 0.0))
      mien_warp_plane (&warp, in + c * plane, size, out + c * plane);
    else
      mien_move_plane ((int) draw.shift_x, (int) draw.shift_y, draw.flip, in + c * plane, size,
                       out + c * plane);
  }
  if (augment->brightness > 0.0)
    mien_light_pixels (draw.contrast, draw.brightness, out, (gsize) channels * plane);
  if (draw.noise > 0.0f)
    mien_add_noise (draw.noise_bits, draw.noise, out, (gsize) channels * plane);
  for (gsize c = 0; draw.erase && c < (gsize) channels; c++)
    erase_plane (&draw, size, out + c * plane);
  return draw.flip;
}

/* Where a point of the picture goes: the way back of invert(), forwards. */
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
                     const MienMirror *mirror,
                     float *values)
{
  const MienColumn *column = mirror->column;
  Draw draw = draw_all (augment, rng, size);

  if (draw.flip)
    mien_mirror_apply (mirror, values);
  for (int k = 0; column->kind == MIEN_KIND_POINTS && k + 1 < column->width; k += 2)
    move_point (&draw, size, values + k);
  if (column->kind == MIEN_KIND_SCALAR && mien_name_has_word (column->name, "roll"))
    values[0] += (float) (draw.angle * 180.0 / G_PI);
}

void
mien_augment_mix (const MienAugment *augment, MienRng rng, guint n, guint *partner, float *share)
{
  g_return_if_fail (augment->mixup > 0.0 && n > 0);

  double drawn = mien_rng_beta (&rng, augment->mixup);

  *share = (float) MAX (drawn, 1.0 - drawn);
  *partner = mien_rng_below (&rng, n);
}
