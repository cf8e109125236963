/* How fast a network trains on this machine, found out by training it for a moment. */
#pragma once

#include "engine/network/preprocessing.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * mien_trial_measure:
 * @preset: one of mien_network_presets()
 * @batch: most pictures in a step; fewer are taken where that tells enough, see below
 * @threads: that the training will use
 * @error: as mien_network_new() and mien_network_plan(), or %G_IO_ERROR_CANCELLED
 *
 * Takes whole steps (a random picture drawn in the usual way, forwards, a loss of one task,
 * backwards, Adam) for about a tenth of a second, and at least two of them; the fastest counts, so
 * that neither cold caches nor other programs do. As many pictures go into a step as come to about
 * 10 GFLOP, or a slow network would take long and a fast one would mostly wait.
 *
 * Blocks, on threads of its own; @cancellable is heeded between passes.
 *
 * Returns: training pictures a second, above 0; 0 with @error set
 */
double mien_trial_measure (const char *preset,
                           const MienPreprocessing *preprocessing,
                           int batch,
                           int threads,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
