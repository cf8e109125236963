/* A saliency map laid over a face. */
#pragma once

#include "engine/figures/style.h"

G_BEGIN_DECLS

/**
 * mien_heat_paint:
 * @face: (nullable): [channels,size,size] grey levels; painted under the map
 * @map: (nullable): [size,size] signed; scaled by its largest magnitude
 * @strength: 0 shows the face alone, 1 the map alone
 *
 * Fills the largest square in the middle of @width by @height.
 */
void mien_heat_paint (cairo_t *cr,
                      double width,
                      double height,
                      const guint8 *face,
                      int channels,
                      int size,
                      const float *map,
                      double strength);

G_END_DECLS
