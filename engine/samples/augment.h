/* Small random changes to training faces, with the labels that follow them. */
#pragma once

#include "engine/core/rng.h"
#include "engine/samples/column.h"

G_BEGIN_DECLS

/* All 0 (FALSE) is none. */
typedef struct {
  gboolean flip;     /* mirrored with probability 1/2 */
  double shift;      /* up to this share of the side, each way */
  double rotate;     /* up to so many degrees, each way */
  double scale;      /* up to this share larger or smaller */
  double brightness; /* added, up to this share of 255, each way; contrast by as much */
  double erase;      /* probability of a grey rectangle */
} MienAugment;

const char *const *mien_augment_presets (void); /* "none", "light", "standard", "strong" */
gboolean mien_augment_from_preset (const char *name, MienAugment *augment);

/**
 * mien_augment_draw:
 * @rng: keyed by (seed, epoch, sample)
 * @in: [C,H,W] bytes
 * @out: [C,H,W] grey levels 0 to 255 as floats; may not overlap @in
 *
 * Returns: whether the picture was mirrored, so that labels must follow
 */
gboolean mien_augment_draw (const MienAugment *augment,
                            MienRng rng,
                            const guint8 *in,
                            int channels,
                            int size,
                            float *out);

/**
 * mien_augment_mirror:
 * @values: [width] of one sample, changed to what they are in the mirrored picture
 *
 * Exchanges left and right in class names and flags that have sides ("left"/"right"), negates
 * scalars named yaw and roll, mirrors points and exchanges their pairs (5 and 68 point schemes and
 * the drawn faces').
 */
void mien_augment_mirror (const MienColumn *column, float *values);

/**
 * mien_augment_follow:
 * @rng: the same that mien_augment_draw() got
 * @size: the same too
 * @values: [width] of one sample, changed to what they are in the picture that was drawn
 *
 * Mirrors as mien_augment_mirror() does where the picture was mirrored; points also go where the
 * shift, the turn and the scale took them.
 */
void mien_augment_follow (const MienAugment *augment,
                          MienRng rng,
                          int size,
                          const MienColumn *column,
                          float *values);

G_END_DECLS
