/* What AffectNet says of a face, however it was packed. */
#pragma once

#include "engine/samples/layouts/gather.h"

G_BEGIN_DECLS

#define MIEN_AFFECTNET_N_VALUES 136 /* 68 landmarks */

typedef struct {
  MienGather *gather;
  guint expression;
  guint valence;
  guint arousal;
  guint landmarks;
} MienAffectnet;

void mien_affectnet_add_columns (MienAffectnet *self, MienGather *gather);

/* Labels of the sample that was added last, as texts. That it shows no expression, an uncertain one
 * or no face (8 to 10), and -2 for valence and arousal, count as missing and are counted. */
void mien_affectnet_set (MienAffectnet *self,
                         const char *expression,
                         const char *valence,
                         const char *arousal,
                         const char *source,
                         guint line);

G_END_DECLS
