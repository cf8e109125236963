/* The curves of runs in files that TensorBoard opens. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mien_tensorboard_write:
 * @folder: a run's, or a study's, of which every run that has begun is told
 * @out: TensorBoard's --logdir; made where it is missing
 * @n_runs: (out) (optional): how many runs were told
 *
 * OUT/RUN/SPLIT/events.out.tfevents.1.mien: a curve TASK/METRIC with the history's steps. Parts of
 * the faces stand as TensorBoard's runs, so that training and validation share a chart. What was
 * there from an earlier call is replaced. The history knows no times, so all bear its last one.
 */
gboolean
mien_tensorboard_write (const char *folder, const char *out, guint *n_runs, GError **error);

G_END_DECLS
