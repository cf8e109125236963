/* A finished run with its predictions, faces and network: what Inspect looks at. */
#pragma once

#include "engine/insight/saliency.h"
#include "engine/study/run.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIEN_TYPE_INSPECTION (mien_inspection_get_type ())
G_DECLARE_FINAL_TYPE (MienInspection, mien_inspection, MIEN, INSPECTION, GObject)

/* Reads the run's folder and opens its data set on a thread. */
void mien_inspection_load_async (const char *folder,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback done,
                                 gpointer data);
MienInspection *mien_inspection_load_finish (GAsyncResult *result, GError **error);

MienRun *mien_inspection_get_run (MienInspection *self);
MienPredictions *mien_inspection_get_predictions (MienInspection *self);
MienDataset *mien_inspection_get_dataset (MienInspection *self); /* (nullable): no longer found */
MienNetwork *mien_inspection_get_network (MienInspection *self);
/* Number in the data set of row @row of the predictions; -1 where it is not there any more. */
int mien_inspection_get_sample (MienInspection *self, guint row);
int mien_inspection_find_row (MienInspection *self, const char *id); /* -1 where unknown */

/* A face as the network reads it, and the map for one answer. */
typedef struct {
  guint8 *pixels; /* [channels,size,size] */
  int channels, size;
  MienSaliency *saliency; /* (nullable): where the method does not suit the network */
  char *refusal;          /* (nullable): why not */
} MienExplanation;

void mien_explanation_free (MienExplanation *self);

/* Computed on a thread, one after the other. @target: class or flag, -1 the predicted one. */
void mien_inspection_explain_async (MienInspection *self,
                                    guint row,
                                    int task,
                                    int target,
                                    const char *method,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback done,
                                    gpointer data);
MienExplanation *
mien_inspection_explain_finish (MienInspection *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienExplanation, mien_explanation_free)

G_END_DECLS
