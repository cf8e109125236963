/* Vectors of one instruction set, for the sources that are compiled once for each.
 *
 * MIEN_LANES floats fill a register (16, 8 or 4); numbers of a picture come in groups of
 * MIEN_GROUP channels, PARTS registers each. */
#pragma once

#include "engine/kernels/kernels.h"

typedef float Vec __attribute__ ((vector_size (MIEN_LANES * 4), aligned (4), may_alias));
typedef gint32 Mask __attribute__ ((vector_size (MIEN_LANES * 4), aligned (4), may_alias));

enum {
  LANES = MIEN_LANES,
  GROUP = MIEN_GROUP,
  PARTS = MIEN_GROUP / MIEN_LANES
};

#define UNROLL _Pragma ("GCC unroll 16")
#define ALWAYS static inline __attribute__ ((always_inline))
/* mien_winograd_avx2 from mien_winograd: each source's one symbol that others see. */
#define FOR_ISA_(name, isa) name##_##isa
#define FOR_ISA__(name, isa) FOR_ISA_ (name, isa)
#define FOR_ISA(name) FOR_ISA__ (name, MIEN_ISA)

ALWAYS Vec
load (const float *from)
{
  return *(const Vec *) from;
}

ALWAYS void
store (float *to, Vec value)
{
  *(Vec *) to = value;
}

ALWAYS Vec
spread (float value)
{
  return value - (Vec){0};
}

/* @a where @mask is set, else @b */
ALWAYS Vec
choose (Mask mask, Vec a, Vec b)
{
  return (Vec) (((Mask) a & mask) | ((Mask) b & ~mask));
}

/* NaN passes through, so that a diverged network stays visible. */
ALWAYS Vec
rectify (Vec x)
{
  return (Vec) ((Mask) x & ~(Mask) (x <= 0.0f));
}
