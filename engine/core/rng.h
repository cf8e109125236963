/* Random draws keyed by what they are for, so that no draw depends on the order of the others. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a stream of draws is for; part of its key, so that two uses never share numbers. */
typedef enum {
  MIEN_STREAM_WEIGHTS = 1, /* a = parameter */
  MIEN_STREAM_SPLIT,       /* a = fold or 0 */
  MIEN_STREAM_ORDER,       /* a = epoch */
  MIEN_STREAM_DROPOUT,     /* a = step, b = layer and chunk */
  MIEN_STREAM_AUGMENT,     /* a = epoch, b = sample */
  MIEN_STREAM_FACE,        /* a = face or person, b = use */
  MIEN_STREAM_OTHER,
  MIEN_STREAM_MIX,       /* a = epoch, b = sample */
  MIEN_STREAM_WEIGHTING, /* a = step, b = task */
  MIEN_STREAM_LABELS,    /* a = the task's name, hashed, b = use */
  MIEN_STREAM_SEARCH,    /* the combinations of weights that are tried */
} MienStream;

/* A generator on the stack: a counter hashed with its key. Copy it to repeat its draws. */
typedef struct {
  guint64 key;
  guint64 counter;
} MienRng;

MienRng mien_rng_keyed (guint64 seed, MienStream stream, guint64 a, guint64 b);
guint64 mien_rng_next (MienRng *self);
double mien_rng_uniform (MienRng *self); /* [0, 1), 53 bits */
double mien_rng_normal (MienRng *self);  /* mean 0, variance 1 */
/* Beta (a, a), a > 0: symmetric around 1/2, for a small most of it near 0 and 1; within [0, 1]. */
double mien_rng_beta (MienRng *self, double a);
guint mien_rng_below (MienRng *self, guint n); /* 0 … n - 1, without bias */
void mien_rng_shuffle (MienRng *self, guint *values, guint n);

G_END_DECLS
