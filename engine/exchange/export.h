/* Writing a model file for other programs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Those that this build has: "onnx", "safetensors". */
const char *const *mien_export_formats (void);

/**
 * mien_export_write:
 * @model: a model file of Mien's
 * @format: one of mien_export_formats()
 * @path: file to write, whole or not at all
 *
 * A safetensors file is read again and its weights compared before it is called done.
 */
gboolean
mien_export_write (const char *model, const char *format, const char *path, GError **error);

G_END_DECLS
