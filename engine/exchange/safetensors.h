/* The safetensors file format: a JSON header and plain tensors, in which nothing is executed. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_DTYPE_F32,
  MIEN_DTYPE_F64,
  MIEN_DTYPE_I64,
} MienDtype;

typedef struct _MienTensors MienTensors;

/* A set of named tensors, in order of adding, with string metadata. */
MienTensors *mien_tensors_new (void);
void mien_tensors_free (MienTensors *self);
/* Copies [dims] numbers of @dtype. Names are unique. */
void mien_tensors_add (MienTensors *self,
                       const char *name,
                       MienDtype dtype,
                       const int *dims,
                       int n_dims,
                       gconstpointer data);
void mien_tensors_set_metadata (MienTensors *self, const char *key, const char *value);
const char *mien_tensors_get_metadata (MienTensors *self, const char *key); /* (nullable) */
/* (transfer none) (nullable): the numbers of @name when its type and count agree, else @error */
gconstpointer mien_tensors_get (
    MienTensors *self, const char *name, MienDtype dtype, gsize len, GError **error);
gboolean mien_tensors_has (MienTensors *self, const char *name);
GStrv mien_tensors_list (MienTensors *self);

gboolean mien_tensors_save (MienTensors *self, const char *path, GError **error); /* whole or not at all */
/* Every size is checked before it is believed; %MIEN_ERROR_FORMAT names file and fault. */
MienTensors *mien_tensors_load (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienTensors, mien_tensors_free)

G_END_DECLS
