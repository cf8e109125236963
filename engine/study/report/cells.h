/* A table of words and numbers, filled cell by cell, for every writer alike. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char *text;
  gboolean strong;
} MienCell;

typedef struct {
  GPtrArray *heads; /* of char * */
  GArray *numbers;  /* of gboolean: whether the column stands flush right */
  GPtrArray *rows;  /* of GArray of MienCell */
} MienCells;

MienCells *mien_cells_new (void);
void mien_cells_free (MienCells *self);
/* Columns come before rows. Texts are copied; what is no UTF-8 in them is made so. */
void mien_cells_add_column (MienCells *self, const char *head, gboolean numbers);
/* @heads: parted by "|"; a head that begins with "#" is of numbers */
void mien_cells_add_columns (MienCells *self, const char *heads);

void mien_cells_begin_row (MienCells *self);
void mien_cells_add (MienCells *self, const char *text);
void mien_cells_add_format (MienCells *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* In any locale as C writes numbers, the minus as one; a dash where there is none. @format: "%.3f"
 */
void mien_cells_add_number (MienCells *self, const char *format, double value);
/* "0.812 … 0.856" */
void mien_cells_add_interval (MienCells *self, double low, double high);
/* Makes the cell that was added last stand out. */
void mien_cells_stress (MienCells *self);
/* (transfer none): NULL where the row ends before that column */
const MienCell *mien_cells_get (const MienCells *self, guint row, guint column);

/* (transfer full): the number as mien_cells_add_number() writes it */
char *mien_number_text (const char *format, double value);

/* (transfer full): a LaTeX table environment that needs the package booktabs */
char *mien_cells_to_latex (const MienCells *self, const char *caption, const char *label);
/* (transfer full): @text with all that LaTeX takes for commands made harmless */
char *mien_latex_escape (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienCells, mien_cells_free)

G_END_DECLS
