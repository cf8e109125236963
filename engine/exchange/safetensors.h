/* The safetensors file format: a JSON header and plain tensors, in which nothing is executed. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIEN_TENSOR_MAX_DIMS 8

typedef enum {
  MIEN_DTYPE_F32,
  MIEN_DTYPE_F64,
  MIEN_DTYPE_I64,
} MienDtype;

/* A set of named tensors, in order of adding, with string metadata. One thread at a time. */
typedef struct _MienTensors MienTensors;

MienTensors *mien_tensors_new (void);
void mien_tensors_free (MienTensors *self);

/**
 * mien_tensors_add:
 * @name: UTF-8, not yet in the set, any characters but not "__metadata__"
 * @dims: [n_dims] extents, at least 0
 * @n_dims: 0 (a single number) … %MIEN_TENSOR_MAX_DIMS
 * @data: the numbers, row by row; copied
 */
void mien_tensors_add (MienTensors *self,
                       const char *name,
                       MienDtype dtype,
                       const int *dims,
                       int n_dims,
                       gconstpointer data);
void mien_tensors_set_metadata (MienTensors *self, const char *key, const char *value);
const char *mien_tensors_get_metadata (MienTensors *self, const char *key); /* (nullable) */

/* (transfer none) (nullable): the numbers of @name when its type and count agree, else @error */
gconstpointer
mien_tensors_get (MienTensors *self, const char *name, MienDtype dtype, gsize len, GError **error);
/* The same when all its extents agree. */
gconstpointer mien_tensors_get_shaped (MienTensors *self,
                                       const char *name,
                                       MienDtype dtype,
                                       const int *dims,
                                       int n_dims,
                                       GError **error);
gboolean mien_tensors_has (MienTensors *self, const char *name);
gsize mien_tensors_count_bytes (MienTensors *self); /* of all numbers */
GStrv mien_tensors_list (MienTensors *self);        /* (transfer full): names in order */

gboolean
mien_tensors_save (MienTensors *self, const char *path, GError **error); /* whole or not at all */

/**
 * mien_tensors_load:
 * @error: #GFileError, or %MIEN_ERROR_FORMAT naming file and fault
 *
 * Maps the file instead of reading it. Every size is checked before it is believed: the header's
 * against the file's, each tensor's against its shape and type, and the tensors must follow each
 * other without gap or overlap to the end of the file.
 *
 * Source: the format's description in the README of github.com/huggingface/safetensors.
 *
 * Returns: (transfer full) (nullable)
 */
MienTensors *mien_tensors_load (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienTensors, mien_tensors_free)

G_END_DECLS
