/* The words that a model file keeps beside its tensors, as JSON. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

/**
 * MienModelWords:
 * @preset: network preset, not yet looked up
 * @sharing: hard where the file does not say
 * @tasks: (element-type MienTask)
 * @recipe: (nullable): JSON
 * @data: (nullable): fingerprint of the data set
 */
typedef struct {
  char *preset;
  MienSharing sharing;
  MienPreprocessing preprocessing;
  GPtrArray *tasks;
  char *recipe;
  char *data;
} MienModelWords;

void mien_model_words_free (MienModelWords *self);

/* Returns: (transfer full) (nullable): NULL where @recipe is not JSON */
char *
mien_model_describe (MienNetwork *network, const char *recipe, const char *data, GError **error);

/**
 * mien_model_parse:
 * @text: what mien_model_describe() gave, or what somebody made of it
 * @path: the file's, for messages
 * @error: %MIEN_ERROR_FORMAT naming file and key; also for a version newer than %MIEN_MODEL_VERSION
 *
 * Returns: (transfer full) (nullable): words in which every size is sane
 */
MienModelWords *mien_model_parse (const char *text, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienModelWords, mien_model_words_free)

G_END_DECLS
