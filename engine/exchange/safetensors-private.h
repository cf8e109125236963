/* What the two halves of the safetensors code share: the set of tensors and its entries. */
#pragma once

#include "engine/exchange/safetensors.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MIEN_TENSORS_METADATA "__metadata__"

typedef struct {
  char *name;
  MienDtype dtype;
  gint64 dims[MIEN_TENSOR_MAX_DIMS];
  int n_dims;
  gsize n_bytes;
  gsize offset;       /* in the file's data part, while loading */
  gconstpointer data; /* in @copy or in @file */
  gpointer copy;      /* (nullable) */
} MienTensorEntry;

struct _MienTensors {
  GPtrArray *entries;  /* of MienTensorEntry, in order */
  GHashTable *by_name; /* name → entry, both the entry's */
  JsonObject *metadata;
  GBytes *file; /* (nullable) */
  char *path;   /* (nullable): for messages */
};

const char *mien_dtype_name (MienDtype dtype);
gboolean mien_dtype_from_name (const char *name, MienDtype *dtype);
gsize mien_dtype_size (MienDtype dtype);

/* Product of the extents times the type's size; FALSE on overflow or a negative extent. */
gboolean mien_tensor_entry_measure (MienTensorEntry *entry);
void mien_tensor_entry_free (MienTensorEntry *entry);
void mien_tensors_take (MienTensors *self, MienTensorEntry *entry);

G_END_DECLS
