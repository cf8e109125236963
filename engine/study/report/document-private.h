/* What a document is made of. Private to its writers. */
#pragma once

#include "engine/study/report/document.h"

G_BEGIN_DECLS

/* Said at the end of every page or of the document. */
#define MIEN_DOCUMENT_WRITER "Mien"

typedef enum {
  MIEN_BLOCK_CONTENTS,
  MIEN_BLOCK_HEADING,
  MIEN_BLOCK_TEXT,
  MIEN_BLOCK_CLAIM,
  MIEN_BLOCK_LIST,
  MIEN_BLOCK_PREFORMATTED,
  MIEN_BLOCK_TABLE,
  MIEN_BLOCK_FIGURE,
} MienBlockKind;

typedef struct {
  MienBlockKind kind;
  int level;    /* of a heading */
  char *id;     /* of a heading: the target of links */
  char *text;   /* (nullable): also the whole caption, with its number */
  char **items; /* of a list */
  MienCells *table;
  double width, height; /* of a figure */
  MienPaintFunc paint;
  gpointer data;
} MienBlock;

struct _MienDocument {
  char *title;
  GPtrArray *blocks; /* of MienBlock */
  GArray *kept;
  guint n_headings, n_tables, n_figures;
};

G_END_DECLS
