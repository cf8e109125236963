/* Where a network looked for a task's answer. */
#pragma once

#include "engine/network/network.h"

#include <gio/gio.h>

G_BEGIN_DECLS

const char *const *mien_saliency_methods (void); /* "gradient", "gradient-input", "grad-cam" */

/**
 * MienSaliency:
 * @map: [size,size] signed, in the standardised input; summed over channels
 * @output: the score (before softmax or sigmoid) of @target for the face
 * @baseline: the same for an all-zero standardised input
 * @sum: of @map
 * @seconds: of the computation alone, planning left out
 * @target: class or flag index explained; 0 for a scalar
 */
typedef struct {
  int size;
  float *map;
  double output, baseline, sum, seconds;
  int target;
} MienSaliency;

/**
 * mien_saliency_compute:
 * @network: planned here for %MIEN_PLAN_EXPLAIN; one caller at a time
 * @pixels: [C,size,size] bytes as mien_faces_prepare() gives them
 * @task: number of the head
 * @target: class or flag, or -1 for the predicted one
 * @method: one of mien_saliency_methods()
 * @cancellable: (nullable)
 * @error: %MIEN_ERROR_RANGE for an unknown method, task or target, and for "grad-cam" of a network
 *   without feature maps; %MIEN_ERROR_NO_MEMORY; %G_IO_ERROR_CANCELLED
 *
 *     gradient        dz/dx of the score z by the standardised input x, batch norm at its running
 *                     statistics (Simonyan, Vedaldi & Zisserman 2014, without the absolute value)
 *     gradient-input  x dz/dx
 *     grad-cam        of the last stage with more than one pixel, enlarged bilinearly
 *
 * Returns: (transfer full) (nullable)
 */
MienSaliency *mien_saliency_compute (MienNetwork *network,
                                     MienPool *pool,
                                     const guint8 *pixels,
                                     int task,
                                     int target,
                                     const char *method,
                                     GCancellable *cancellable,
                                     GError **error);
void mien_saliency_free (MienSaliency *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienSaliency, mien_saliency_free)

G_END_DECLS
