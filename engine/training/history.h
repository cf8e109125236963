/* The rows of history.csv: epoch,step,task,split,metric,value. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The split of the rows that tell what the training was told: see steering.h. */
#define MIEN_HISTORY_STEER "steer"

/* Strings are interned: compare them with ==, never free them. */
typedef struct {
  int epoch;
  gint64 step;
  const char *task;   /* a column's name, or "total" */
  const char *split;  /* "train", "validation"; "steer" for what the training was told */
  const char *metric; /* "loss", "batch-loss", "accuracy", "weight", "gradient-cosine", … */
  double value;
} MienHistoryRow;

typedef struct _MienHistory MienHistory;

/* Opens FOLDER/history.csv for appending, as mien_history_copy() leaves it. */
MienHistory *mien_history_open (const char *folder, gint64 step, gint64 n_steered, GError **error);
void mien_history_free (MienHistory *self);
void mien_history_add (MienHistory *self, const MienHistoryRow *row);
/* Writes what was added since; errors of the disk come out here, naming the file. */
gboolean mien_history_flush (MienHistory *self, gboolean sync, GError **error);

/* FOLDER/history.csv becomes the one in @from (which may be @folder) up to a checkpoint: rows after
 * @step, rows of steering after the first @n_steered, and a torn last line are left out.
 * Commands are counted, as one that was obeyed at @step may have come before or after it. */
gboolean mien_history_copy (const char *from,
                            const char *folder,
                            gint64 step,
                            gint64 n_steered,
                            GError **error);
/* (transfer full) (element-type MienHistoryRow): the rows of a run's folder */
GArray *mien_history_read (const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienHistory, mien_history_free)

G_END_DECLS
