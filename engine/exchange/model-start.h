/* A network that starts from what another has learned. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

typedef struct {
  char *fingerprint; /* of the model's weights; owned */
  guint taken, of;   /* parameters of the network, running statistics included */
} MienStart;

void mien_start_clear (MienStart *self);

/**
 * mien_model_start:
 * @network: gets the weights; unchanged on %FALSE
 * @path: a model file
 * @start: (out): what was taken
 * @error: %MIEN_ERROR_SHAPE where the model sees pictures of another size or with other channels,
 * or is another network, or where nothing of it fits; and as mien_model_load()
 *
 * Takes every parameter of the same name and shape: of what is shared always, of what a task has
 * for itself where both have a task of the same name, kind and classes. A task's own copy of a
 * stage that the model does not have takes the trunk's weights.
 */
gboolean
mien_model_start (MienNetwork *network, const char *path, MienStart *start, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienStart, mien_start_clear)

G_END_DECLS
