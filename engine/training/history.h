/* The rows of history.csv: epoch,step,task,split,metric,value. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Strings are interned: compare them with ==, never free them. */
typedef struct {
  int epoch;
  gint64 step;
  const char *task;   /* a column's name, or "total" */
  const char *split;  /* "train", "validation" */
  const char *metric; /* "loss", "batch-loss", "accuracy", "weight", "gradient-cosine", … */
  double value;
} MienHistoryRow;

typedef struct _MienHistory MienHistory;

/* Opens FOLDER/history.csv for appending; rows after @step and a torn last line are cut off. */
MienHistory *mien_history_open (const char *folder, gint64 step, GError **error);
void mien_history_free (MienHistory *self);
void mien_history_add (MienHistory *self, const MienHistoryRow *row);
/* Writes what was added since; errors of the disk come out here, naming the file. */
gboolean mien_history_flush (MienHistory *self, gboolean sync, GError **error);

/* (transfer full) (element-type MienHistoryRow): the rows of a run's folder */
GArray *mien_history_read (const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienHistory, mien_history_free)

G_END_DECLS
