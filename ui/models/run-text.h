/* Rows of the table of runs as text for other programs. */
#pragma once

#include "ui/models/run-group.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_RUN_TEXT_TSV,
  MIEN_RUN_TEXT_CSV,
  MIEN_RUN_TEXT_LATEX, /* a tabular for the package booktabs */
} MienRunTextKind;

/* (transfer full): a line of titles, then the rows. @rows: (element-type GObject): MienRunItem and
 * MienRunGroup; @columns: (element-type MienRunColumn) */
char *mien_run_text (GPtrArray *rows, GPtrArray *columns, MienRunTextKind kind);

G_END_DECLS
