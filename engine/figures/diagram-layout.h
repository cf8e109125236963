/* Where the blocks of a diagram stand. Private to the diagram. */
#pragma once

#include "engine/figures/diagram.h"

G_BEGIN_DECLS

typedef struct {
  double width, height; /* of a block of layers */
  double head_width, head_height;
  double across, down; /* between blocks */
  double edge;
} MienDiagramMeasures;

typedef struct {
  double x, y, width, height;
} MienDiagramPlace;

/* @places: [n_places], one a block */
typedef struct {
  MienDiagramMeasures measures;
  MienDiagramPlace *places;
  guint n_places;
  double width, height; /* of it all, unshrunk */
  gboolean is_narrow;
} MienDiagramLayout;

/* @width: that there is; 0 for as much as is wanted */
MienDiagramLayout *mien_diagram_layout_new (const MienDiagramBlock *blocks,
                                            guint n_blocks,
                                            const MienFigureStyle *style,
                                            double width);
void mien_diagram_layout_free (MienDiagramLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienDiagramLayout, mien_diagram_layout_free)

G_END_DECLS
