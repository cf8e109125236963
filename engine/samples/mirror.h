/* What is known about a face, after the face has been mirrored. */
#pragma once

#include "engine/samples/data/column.h"

G_BEGIN_DECLS

/* @column: borrowed; @partners: (nullable): [names] which name each becomes, itself where it has no
 * side: worked out once, as reading names takes longer than drawing a face */
typedef struct {
  const MienColumn *column;
  int *partners;
} MienMirror;

MienMirror *mien_mirror_new (const MienColumn *column);
void mien_mirror_free (MienMirror *self);

/**
 * mien_mirror_apply:
 * @values: [width] of one sample, changed to what they are in the mirrored picture
 *
 * Exchanges left and right in the names of classes, flags and votes ("left"/"right" as words; in
 * columns of poses and angles also full and half left and right as FL/FR and HL/HR, 000 … 180
 * degrees around 090, and numbers with a sign; in flags, action units of one side, such as L12 and
 * R12 or AU12L and AU12R). Negates scalars named yaw and roll. Mirrors points, and exchanges their
 * pairs in the schemes that are known: 1, 2 (eyes), 5 and 68 points, and the drawn faces'. Points
 * in another scheme become missing, as nobody can tell which of them is now which.
 */
void mien_mirror_apply (const MienMirror *self, float *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienMirror, mien_mirror_free)

G_END_DECLS
