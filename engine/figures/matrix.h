/* A table of counts, such as a confusion matrix: numbers over shares of the row as colour; or of
 * cosines: numbers over blue for the same way, white for across and red for against. */
#pragma once

#include "engine/figures/style.h"

G_BEGIN_DECLS

typedef struct {
  int n_rows, n_columns;
  const char *const *row_names;
  const char *const *column_names;
  const guint *counts;                  /* [n_rows,n_columns]; of a confusion, rows are true */
  const double *cosines;                /* (nullable): the same, instead of counts; NaN for none */
  int selected_row, selected_column;    /* -1 for none */
  int focused_row, focused_column;      /* -1 for none */
  const char *row_title, *column_title; /* (nullable): "true", "predicted" in the reader's words */
} MienMatrix;

/* Where the cells lie; filled by painting. */
typedef struct {
  double left, top, cell_width, cell_height;
} MienMatrixArea;

/**
 * mien_matrix_paint:
 * @area: (out) (optional): where the cells were painted
 *
 * A row without samples stays blank. Where cells have the room, the share of the row in per cent
 * stands below the count; where they have none for numbers, colour alone speaks.
 */
void mien_matrix_paint (cairo_t *cr,
                        double width,
                        double height,
                        const MienMatrix *matrix,
                        const MienFigureStyle *style,
                        MienMatrixArea *area);
/* FALSE where (x, y) is on no cell */
gboolean mien_matrix_area_find (const MienMatrixArea *area,
                                int n_rows,
                                int n_columns,
                                double x,
                                double y,
                                int *row,
                                int *column);

G_END_DECLS
