/* A split: classes as bars stacked by part, and the groups or persons of each part. */
#pragma once

#include "engine/figures/style.h"

G_BEGIN_DECLS

#define MIEN_PARTS_N 3 /* train, validation, test */

/* @counts: [n,MIEN_PARTS_N] */
typedef struct {
  const char *title; /* (nullable): then there is none of it */
  guint n;
  const char *const *names;
  const guint *counts;
} MienPartsTable;

/* @names: what the parts are called; @totals: the samples of each */
typedef struct {
  const char *names[MIEN_PARTS_N];
  guint totals[MIEN_PARTS_N];
  MienPartsTable classes;
  MienPartsTable groups;
} MienParts;

/* The height that shows everything at @width. Many groups are shown without their names, and of
 * very many only the first. */
double mien_parts_height (double width, const MienParts *parts, const MienFigureStyle *style);
void mien_parts_paint (cairo_t *cr,
                       double width,
                       double height,
                       const MienParts *parts,
                       const MienFigureStyle *style);
/* The colour of a part; the test part's stands out. */
MienColour mien_parts_colour (guint part, gboolean dark);

G_END_DECLS
