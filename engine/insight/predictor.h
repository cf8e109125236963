/* A model file at work: pictures in, each task's answer out. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

/* One thread at a time. */
typedef struct _MienPredictor MienPredictor;

/**
 * mien_predictor_open:
 * @model: a model file
 * @threads: 0 for one a core
 * @error: as mien_model_load() and mien_network_plan() say; names the file
 *
 * Returns: (transfer full) (nullable)
 */
MienPredictor *mien_predictor_open (const char *model, int threads, GError **error);
void mien_predictor_free (MienPredictor *self);

MienNetwork *mien_predictor_get_network (MienPredictor *self); /* (transfer none) */
MienPool *mien_predictor_get_pool (MienPredictor *self);       /* (transfer none) */

/* (nullable): a sentence for the person, where the model learned from faces that were cropped by
 * their landmarks: a picture by itself has none, and is read as if it were cropped already. */
const char *mien_predictor_get_warning (MienPredictor *self);

/* (transfer full) (nullable): [C,size,size] bytes as the model reads the picture at @path, which
 * @error names */
guint8 *mien_predictor_read (MienPredictor *self, const char *path, GError **error);

/**
 * mien_predictor_ask:
 * @pixels: [C,size,size] bytes as mien_predictor_read() gives them
 * @error: as mien_network_plan() says, where the network was planned for something else meanwhile
 *
 * Runs the network; mien_predictor_get_answer() then holds what it said.
 */
gboolean mien_predictor_ask (MienPredictor *self, const guint8 *pixels, GError **error);
/* (transfer none): [width] probabilities, or values in the column's own unit; until the next ask */
const float *mien_predictor_get_answer (MienPredictor *self, int task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienPredictor, mien_predictor_free)

G_END_DECLS
