/* A trained network in one safetensors file, with what is needed to use it. */
#pragma once

#include "engine/exchange/safetensors.h"
#include "engine/network/network.h"

G_BEGIN_DECLS

/* Raised when a file can no longer be read by older versions of Mien. */
#define MIEN_MODEL_VERSION 1

/**
 * mien_model_save:
 * @recipe: (nullable): the recipe's JSON
 * @data: (nullable): fingerprint of the data set
 * @error: a #GIOErrorEnum with the path; %MIEN_ERROR_FORMAT where @recipe is not JSON
 *
 * Writes every parameter under its own name, and the rest as JSON under the metadata key "mien".
 *
 * Returns: %TRUE when the file is written; on %FALSE @path is as it was
 */
gboolean mien_model_save (MienNetwork *network,
                          const char *recipe,
                          const char *data,
                          const char *path,
                          GError **error);

/**
 * mien_model_load:
 * @recipe: (out) (optional) (nullable) (transfer full): the recipe's JSON
 * @data: (out) (optional) (nullable) (transfer full): fingerprint of the data set
 * @error: #GFileError, or %MIEN_ERROR_FORMAT naming file and fault
 *
 * Returns: (transfer full) (nullable): an unplanned network with the file's weights
 */
MienNetwork *mien_model_load (const char *path, char **recipe, char **data, GError **error);

/* Every parameter of @network under its own name, running statistics included. */
void mien_model_add_weights (MienTensors *tensors, MienNetwork *network);
/* The reverse; @network is unchanged on %FALSE. Other tensors of the set are ignored. */
gboolean mien_model_read_weights (MienTensors *tensors, MienNetwork *network, GError **error);

G_END_DECLS
