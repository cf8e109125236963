/* One column of the table of runs: a fact that lists tell, or any key of recipes and outcomes. */
#pragma once

#include "ui/models/run-facts.h"

G_BEGIN_DECLS

typedef struct {
  char *id;      /* what settings keep: "name", "recipe.optimizer.lr", "test.expression.accuracy" */
  MienFact fact; /* MIEN_N_FACTS where @id is a key of digests */
  char *title;
} MienRunColumn;

/* (nullable): NULL where there is no such column; a key is one of mien_digest_new() */
MienRunColumn *mien_run_column_new (const char *id);
void mien_run_column_free (MienRunColumn *self);

/* (transfer full): "–" where the run has no such figure */
char *mien_run_column_text (const MienRunColumn *self, MienRunItem *item);
/* NaN where there is none, or it is a word */
double mien_run_column_number (const MienRunColumn *self, MienRunItem *item);
/* (transfer full) (nullable): what the column says of @item, for a tooltip */
char *mien_run_column_explain (const MienRunColumn *self, MienRunItem *item);

/* Ids of the columns that are shown unless a person chose others; NULL-terminated. */
const char *const *mien_run_columns_usual (void);
/* (transfer full) (element-type MienRunColumn): all that can be shown of the newest of @runs */
GPtrArray *mien_run_columns_offer (GListModel *runs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienRunColumn, mien_run_column_free)

G_END_DECLS
