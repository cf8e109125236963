/* What a network says of every sample: predictions.csv, and where metrics and confusion start. */
#pragma once

#include "engine/samples/data/dataset.h"
#include "engine/training/settings.h"

G_BEGIN_DECLS

/**
 * MienTaskPredictions:
 * @task: (owned): the task's words
 * @label: [n,label_width]: class index (width 1) or the column's values; NaN where missing;
 * points in fractions of the square that the network sees
 * @output: [n,task->width]: probabilities, or values in the column's own unit; NaN where the
 * picture could not be read
 * @gates: (nullable): [n_experts] how much the task took of each expert, the mean over @n_gated
 * samples of the validation part; %NULL unless its network mixes experts, and where read from a
 * file
 */
typedef struct {
  MienTask *task;
  int label_width;
  float *label;
  float *output;
  double *gates;
  guint n_gated;
} MienTaskPredictions;

typedef struct {
  guint n;
  char **ids;       /* [n], NULL-terminated */
  gint8 *parts;     /* [n] of MienPart */
  GPtrArray *tasks; /* of MienTaskPredictions, the network's order */
} MienPredictions;

/* Runs the network, planned for @batch or less, over every usable sample. */
MienPredictions *mien_predictions_make (MienNetwork *network,
                                        MienPool *pool,
                                        const MienExamples *examples,
                                        int batch,
                                        GError **error);
void mien_predictions_free (MienPredictions *self);
MienTaskPredictions *mien_predictions_find (MienPredictions *self,
                                            const char *task); /* (nullable) */

/* path,split,task,label,prediction,p — as DESIGN.md says. */
gboolean mien_predictions_save (MienPredictions *self, const char *path, GError **error);
/* @tasks: (element-type MienTask): whose names and widths the file's numbers have */
MienPredictions *mien_predictions_load (const char *path, GPtrArray *tasks, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienPredictions, mien_predictions_free)

G_END_DECLS
