/* Small random changes to training faces, with the labels that follow them. */
#pragma once

#include "engine/core/rng.h"
#include "engine/samples/mirror.h"

G_BEGIN_DECLS

/* All 0 (FALSE) is none. */
typedef struct {
  gboolean flip;     /* mirrored with probability 1/2 */
  double shift;      /* up to this share of the side, each way */
  double rotate;     /* up to so many degrees, each way */
  double scale;      /* up to this share larger or smaller */
  double brightness; /* added, up to this share of 255, each way; contrast by as much */
  double erase;      /* probability of a grey rectangle */
  double noise;      /* normal, of a deviation drawn for the face: up to this share of 255 */
  double mixup;      /* alpha of the Beta distribution that faces are mixed by */
} MienAugment;

const char *const *mien_augment_presets (void); /* "none", "light", "standard", "strong" */
gboolean mien_augment_from_preset (const char *name, MienAugment *augment);
const char *mien_augment_find_preset (const MienAugment *augment); /* (nullable): of its name */

/**
 * mien_augment_draw:
 * @rng: keyed by (seed, epoch, sample)
 * @in: [C,size,size] bytes
 * @out: [C,size,size] grey levels 0 to 255 as floats; may not overlap @in
 *
 * Moves, turns and scales, then changes the light, adds noise, erases. Mixing is for the caller,
 * with mien_augment_mix() and a second face.
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
 * mien_augment_follow:
 * @rng: the same that mien_augment_draw() got
 * @size: the same too
 * @mirror: of the column that @values are of
 * @values: [width] of one sample, changed to what they are in the picture that was drawn
 *
 * Mirrors as mien_mirror_apply() does where the picture was mirrored; points also go where the
 * shift, the turn and the scale took them, and scalars named roll get the turn added: they are in
 * degrees, positive to the clockwise, as the drawn faces' are.
 */
void mien_augment_follow (const MienAugment *augment,
                          MienRng rng,
                          int size,
                          const MienMirror *mirror,
                          float *values);

/**
 * mien_augment_mix:
 * @augment: with @mixup above 0
 * @rng: keyed by (seed, epoch, sample), of a stream of its own
 * @n: faces that one is mixed with
 * @partner: (out): 0 … @n - 1, all alike; may be the face itself
 * @share: (out): of the face itself, 1/2 to 1; the partner has the rest
 *
 *     x = share x_a + (1 - share) x_b;   loss = share L (y_a) + (1 - share) L (y_b)
 *
 * The share is the larger of lambda and 1 - lambda, lambda ~ Beta (alpha, alpha): faces and
 * partners are drawn alike, so that the pairs and what they are learned with are those of the
 * source, while an epoch still shows every face, and what a batch answers can be judged by its
 * faces' own labels.
 *
 * Source: Zhang, Cisse, Dauphin & Lopez-Paz, "mixup: Beyond Empirical Risk Minimization", ICLR
 * 2018, section 2; cross-entropy is linear in its labels, so that theirs may be mixed or the
 * losses.
 */
void
mien_augment_mix (const MienAugment *augment, MienRng rng, guint n, guint *partner, float *share);
/* x = share x + (1 - share) other, over @len grey levels */
void mien_augment_blend (float share, const float *other, float *x, gsize len);

G_END_DECLS
