/* Where tensors lie in one block of memory: no two that are needed at the same moment overlap. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MienSlot:
 * @len: floats
 * @from: the first moment at which it is needed
 * @to: the last one
 * @start: (out): floats from the beginning of the block, a multiple of %MIEN_ALIGNMENT bytes
 * @target: where the caller wants the address, once there is a block; not touched
 */
typedef struct {
  gsize len;
  guint from, to;
  gsize start;
  float **target;
} MienSlot;

/**
 * mien_slots_place:
 *
 * The largest first, each at the lowest place that is free through all its moments. The placing
 * depends on the slots and their order alone.
 *
 * Returns: floats that the block needs; %G_MAXSIZE / 16 where it would be more
 */
gsize mien_slots_place (MienSlot *slots, guint n_slots);

G_END_DECLS
