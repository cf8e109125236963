/* A network drawn as blocks: what reads another stands behind it, up to the heads. */
#pragma once

#include "engine/figures/style.h"

G_BEGIN_DECLS

typedef struct {
  const char *title;  /* "block1", or the task's name */
  const char *text;   /* "2 × conv 3×3, 32" */
  const char *shape;  /* "32 × 24 × 24" */
  const char *size;   /* "9.2 k parameters" */
  const int *sources; /* [n_sources] blocks before it that it reads; -1 the picture */
  guint n_sources;
  gboolean is_head;
  gboolean is_own;     /* belongs to one task alone, as every head does */
  gboolean emphasised; /* the main task's */
} MienDiagramBlock;

/**
 * mien_diagram_paint:
 *
 * From left to right, a column a step; where that would shrink the text too much, from top to
 * bottom, with what belongs to one task set in. Shrinks to fit.
 */
void mien_diagram_paint (cairo_t *cr,
                         double width,
                         double height,
                         const MienDiagramBlock *blocks,
                         guint n_blocks,
                         const MienFigureStyle *style);
/* What it takes unshrunk, and how high it is in a given width */
void mien_diagram_measure (const MienDiagramBlock *blocks,
                           guint n_blocks,
                           const MienFigureStyle *style,
                           double *width,
                           double *height);
double mien_diagram_height_for (const MienDiagramBlock *blocks,
                                guint n_blocks,
                                const MienFigureStyle *style,
                                double width);

G_END_DECLS
