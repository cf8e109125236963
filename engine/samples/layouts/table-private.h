/* A table's cells, for the file that holds them and the one that finds out what they mean. */
#pragma once

#include "engine/samples/layouts/table.h"

G_BEGIN_DECLS

struct _MienTable {
  char *source;
  char **names;      /* of columns */
  GPtrArray **cells; /* [columns] of [rows] const char *, held by @text */
  GPtrArray *ids;    /* [rows], held by @text */
  GArray *rows;      /* [rows] of guint */
  GStringChunk *text;
};

/* What the cells of one column look like; the counts are of cells that are not empty. */
typedef struct {
  guint filled;
  guint numbers;
  guint zero_led; /* 007: a name written in digits */
  guint bits;     /* 0 or 1 */
  guint barred;   /* word|word */
  guint votes;    /* word:number|word:number */
  guint lists;    /* an even count of numbers, parted by spaces */
  guint parts;    /* train, validation, test and kin */
  int list_len;   /* of the longest list */
} MienCellFacts;

void mien_cells_study (GPtrArray *cells, MienCellFacts *facts);
MienKind mien_cells_guess_kind (const char *name, const MienCellFacts *facts);
gboolean mien_cells_are_parts (const char *name, const MienCellFacts *facts);
/* Named as the field names its classes: person, expression, label … */
gboolean mien_cells_name_says_class (const char *name);

/* (transfer full): the different words in @cells in the order of their indices: numbers by value,
 * words by alphabet; parts of cells with bars. */
char **mien_cells_class_names (GPtrArray *cells);
char **mien_cells_part_names (GPtrArray *cells, gboolean votes);

/* (transfer full): numbers of the columns of 0 and 1 (where @is_bits holds) whose names begin as
 * that of @column does, itself first; and the flags that they make together. */
GArray *mien_table_find_flags (const MienTable *self, guint column, const gboolean *is_bits);
MienColumn *mien_table_make_flags (const MienTable *self, const GArray *members);

/* (transfer full): numbers of the columns, named by expressions, that count how many raters chose
 * each, the same number of raters in every row; empty where there are none such. And the
 * distribution that they make together. @types: (nullable): columns in it stand alone. */
GArray *mien_table_find_votes (const MienTable *self, GHashTable *types);
MienColumn *mien_table_make_votes (const MienTable *self, const GArray *members);

G_END_DECLS
