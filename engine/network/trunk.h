/* The shared part of a network as a list of layers, each behind those that it reads. */
#pragma once

#include "engine/network/layer.h"

G_BEGIN_DECLS

/* Neighbouring layers that go by one name in the diagram, and whose end can be looked at. */
typedef struct {
  const char *name; /* "block1", "trunk": interned */
  char *text;       /* "2 × conv 3×3, 32": owned */
  guint first, n_layers;
} MienTrunkStage;

/* The last layer's output is the trunk's end; somebody reads every other. */
typedef struct {
  GPtrArray *layers; /* of MienLayer, owned */
  GArray *stages;    /* of MienTrunkStage */
} MienTrunk;

MienTrunk *mien_trunk_new (void);
void mien_trunk_free (MienTrunk *self);

/* Number of the layer added last, -1 where that is the picture. */
int mien_trunk_last (const MienTrunk *self);

/* Each takes @layer and returns its output's shape. It reads the layer added last, layer @input,
 * or, for a sum, layers @first and @second: @first the one that nobody else reads. */
MienShape mien_trunk_add (MienTrunk *self, MienLayer *layer);
MienShape mien_trunk_add_behind (MienTrunk *self, MienLayer *layer, int input);
MienShape mien_trunk_add_sum (MienTrunk *self, int first, int second);

/* Names the layers since the last stage. @text: (transfer full) */
void mien_trunk_end_stage (MienTrunk *self, const char *name, char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienTrunk, mien_trunk_free)

G_END_DECLS
