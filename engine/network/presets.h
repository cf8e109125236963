/* The networks that go by a name. */
#pragma once

#include "engine/network/layer.h"

G_BEGIN_DECLS

/* Layers, each behind those that it reads (MienLayer.inputs), the last the trunk's end, with the
 * names of the stages that they make up. */
typedef struct {
  GPtrArray *layers; /* of MienLayer, owned */
  GArray *stages;    /* of MienTrunkStage */
} MienTrunk;

typedef struct {
  const char *name; /* "block1", "trunk": interned */
  char *text;       /* "2 × conv 3×3, 32": owned */
  guint first, n_layers;
} MienTrunkStage;

MienTrunk *mien_trunk_new (const char *preset, MienShape input, GError **error);
void mien_trunk_free (MienTrunk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienTrunk, mien_trunk_free)

G_END_DECLS
