/* A trained network in one safetensors file, with what is needed to use it. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

/* @recipe: (nullable): the recipe's JSON; @data: (nullable): fingerprint of the data set */
gboolean mien_model_save (MienNetwork *network,
                          const char *recipe,
                          const char *data,
                          const char *path,
                          GError **error);

/**
 * mien_model_load:
 * @recipe: (out) (optional) (nullable) (transfer full)
 * @data: (out) (optional) (nullable) (transfer full)
 *
 * Returns: (transfer full) (nullable): an unplanned network with the file's weights
 */
MienNetwork *mien_model_load (const char *path, char **recipe, char **data, GError **error);

G_END_DECLS
