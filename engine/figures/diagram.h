/* A network drawn as blocks: picture, trunk stages one after the other, heads side by side. */
#pragma once

#include "engine/figures/style.h"

G_BEGIN_DECLS

typedef struct {
  const char *title; /* "block1", or the task's name */
  const char *text;  /* "2 × conv 3×3, 32" */
  const char *shape; /* "32 × 24 × 24" */
  const char *size;  /* "9.2 k parameters" */
  gboolean is_head;
  gboolean emphasised; /* the main task */
} MienDiagramBlock;

/**
 * mien_diagram_paint:
 *
 * The trunk from left to right and the heads to its right; where that would shrink the text too
 * much, the trunk from top to bottom and the heads as its branches. Shrinks to fit.
 */
void mien_diagram_paint (cairo_t *cr,
                         double width,
                         double height,
                         const MienDiagramBlock *blocks,
                         guint n_blocks,
                         const MienFigureStyle *style);
/* What it takes unshrunk, and how high it is in a given width */
void mien_diagram_measure (guint n_trunk,
                           guint n_heads,
                           const MienFigureStyle *style,
                           double *width,
                           double *height);
double
mien_diagram_height_for (guint n_trunk, guint n_heads, const MienFigureStyle *style, double width);

G_END_DECLS
