/* The five kinds of thing that can be known about a face, and so learned from one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MienKind:
 * @MIEN_KIND_CLASS: one of K names; one value, the index of the name
 * @MIEN_KIND_FLAGS: K yes or no answers (action units); K values, 0 or 1
 * @MIEN_KIND_SCALAR: a number (valence, age); one value
 * @MIEN_KIND_POINTS: P landmarks; 2 P values, x1 y1 x2 y2 …, in fractions of the picture's width
 * and height, 0 at the left and top edge
 * @MIEN_KIND_DISTRIBUTION: votes over K names; K values that add up to 1
 */
typedef enum {
  MIEN_KIND_CLASS,
  MIEN_KIND_FLAGS,
  MIEN_KIND_SCALAR,
  MIEN_KIND_POINTS,
  MIEN_KIND_DISTRIBUTION,
} MienKind;

const char *mien_kind_name (MienKind kind);
gboolean mien_kind_from_name (const char *name, MienKind *kind);

G_END_DECLS
