#include "engine/exchange/safetensors.h"

#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/exchange/safetensors-private.h"

#include <string.h>

static const struct {
  const char *name;
  gsize size;
} dtypes[] = {
    [MIEN_DTYPE_F32] = {"F32", 4},
    [MIEN_DTYPE_F64] = {"F64", 8},
    [MIEN_DTYPE_I64] = {"I64", 8},
};

const char *
mien_dtype_name (MienDtype dtype)
{
  return dtypes[dtype].name;
}

gsize
mien_dtype_size (MienDtype dtype)
{
  return dtypes[dtype].size;
}

gboolean
mien_dtype_from_name (const char *name, MienDtype *dtype)
{
  for (guint i = 0; i < G_N_ELEMENTS (dtypes); i++) {
    if (g_str_equal (name, dtypes[i].name)) {
      *dtype = (MienDtype) i;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
mien_tensor_entry_measure (MienTensorEntry *entry)
{
  gsize total = dtypes[entry->dtype].size;

  for (int i = 0; i < entry->n_dims; i++)
    if (entry->dims[i] < 0 || !g_size_checked_mul (&total, total, (gsize) entry->dims[i]))
      return FALSE;

  entry->n_bytes = total;
  return TRUE;
}

void
mien_tensor_entry_free (MienTensorEntry *entry)
{
  g_free (entry->name);
  g_free (entry->copy);
  g_free (entry);
}

MienTensors *
mien_tensors_new (void)
{
  MienTensors *self = g_new0 (MienTensors, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_tensor_entry_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->metadata = json_object_new ();
  return self;
}

void
mien_tensors_free (MienTensors *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->entries);
  json_object_unref (self->metadata);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self->path);
  g_free (self);
}

void
mien_tensors_take (MienTensors *self, MienTensorEntry *entry)
{
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_name, entry->name, entry);
}

void
mien_tensors_add (MienTensors *self,
                  const char *name,
                  MienDtype dtype,
                  const int *dims,
                  int n_dims,
                  gconstpointer data)
{
  g_return_if_fail (!mien_tensors_has (self, name) && !g_str_equal (name, MIEN_TENSORS_METADATA));
  g_return_if_fail (n_dims >= 0 && n_dims <= MIEN_TENSOR_MAX_DIMS);

  MienTensorEntry *entry = g_new0 (MienTensorEntry, 1);
  entry->name = g_strdup (name);
  entry->dtype = dtype;
  entry->n_dims = n_dims;
  for (int i = 0; i < n_dims; i++)
    entry->dims[i] = dims[i];
  if (!mien_tensor_entry_measure (entry))
    g_critical ("Tensor %s has impossible extents", name);
  entry->copy = g_memdup2 (data, entry->n_bytes);
  entry->data = entry->copy;
  mien_tensors_take (self, entry);
}

void
mien_tensors_set_metadata (MienTensors *self, const char *key, const char *value)
{
  json_object_set_string_member (self->metadata, key, value);
}

const char *
mien_tensors_get_metadata (MienTensors *self, const char *key)
{
  return json_object_get_string_member_with_default (self->metadata, key, NULL);
}

gboolean
mien_tensors_has (MienTensors *self, const char *name)
{
  return g_hash_table_contains (self->by_name, name);
}

gsize
mien_tensors_count_bytes (MienTensors *self)
{
  gsize sum = 0;

  for (guint i = 0; i < self->entries->len; i++)
    sum += ((const MienTensorEntry *) g_ptr_array_index (self->entries, i))->n_bytes;
  return sum;
}

GStrv
mien_tensors_list (MienTensors *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->entries->len; i++) {
    const MienTensorEntry *entry = g_ptr_array_index (self->entries, i);
    g_strv_builder_add (names, entry->name);
  }
  return g_strv_builder_end (names);
}

static const char *
source_name (const MienTensors *self)
{
  return self->path != NULL ? self->path : "The set of tensors";
}

static char *
format_dims (const gint64 *dims, int n_dims)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (int i = 0; i < n_dims; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", dims[i]);
  g_string_append_c (text, ']');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static MienTensorEntry *
find_entry (MienTensors *self, const char *name, MienDtype dtype, GError **error)
{
  MienTensorEntry *entry = g_hash_table_lookup (self->by_name, name);

  if (entry == NULL)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s holds no tensor “%s”",
                 source_name (self), name);
  else if (entry->dtype != dtype)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s: tensor “%s” is of type %s, %s was expected", source_name (self), name,
                 dtypes[entry->dtype].name, dtypes[dtype].name);
  else
    return entry;
  return NULL;
}

/* Other programs may pad their header so that numbers start at odd addresses. */
static gconstpointer
aligned_data (MienTensorEntry *entry)
{
  if ((guintptr) entry->data % dtypes[entry->dtype].size != 0) {
    entry->copy = g_memdup2 (entry->data, entry->n_bytes);
    entry->data = entry->copy;
  }
  return entry->data;
}

gconstpointer
mien_tensors_get (MienTensors *self, const char *name, MienDtype dtype, gsize len, GError **error)
{
  MienTensorEntry *entry = find_entry (self, name, dtype, error);

  if (entry == NULL)
    return NULL;
  if (entry->n_bytes / dtypes[dtype].size != len) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s: tensor “%s” holds %" G_GSIZE_FORMAT " numbers, %" G_GSIZE_FORMAT
                 " were expected",
                 source_name (self), name, entry->n_bytes / dtypes[dtype].size, len);
    return NULL;
  }
  return aligned_data (entry);
}

gconstpointer
mien_tensors_get_shaped (MienTensors *self,
                         const char *name,
                         MienDtype dtype,
                         const int *dims,
                         int n_dims,
                         GError **error)
{
  gint64 wanted[MIEN_TENSOR_MAX_DIMS] = {0};

  g_return_val_if_fail (n_dims >= 0 && n_dims <= MIEN_TENSOR_MAX_DIMS, NULL);

  MienTensorEntry *entry = find_entry (self, name, dtype, error);
  if (entry == NULL)
    return NULL;

  for (int i = 0; i < n_dims; i++)
    wanted[i] = dims[i];
  if (entry->n_dims != n_dims || memcmp (entry->dims, wanted, sizeof wanted) != 0) {
    g_autofree char *has = format_dims (entry->dims, entry->n_dims);
    g_autofree char *expected = format_dims (wanted, n_dims);
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s: tensor “%s” has shape %s, %s was expected", source_name (self), name, has,
                 expected);
    return NULL;
  }
  return aligned_data (entry);
}

static void
add_int_array (JsonObject *object, const char *key, const gint64 *values, int n)
{
  JsonArray *array = json_array_sized_new ((guint) n);

  for (int i = 0; i < n; i++)
    json_array_add_int_element (array, values[i]);
  json_object_set_array_member (object, key, array);
}

static void
describe_entry (JsonObject *root, const MienTensorEntry *entry, gsize *offset)
{
  JsonObject *object = json_object_new ();
  const gint64 span[] = {(gint64) *offset, (gint64) (*offset + entry->n_bytes)};

  json_object_set_string_member (object, "dtype", dtypes[entry->dtype].name);
  add_int_array (object, "shape", entry->dims, entry->n_dims);
  add_int_array (object, "data_offsets", span, 2);
  json_object_set_object_member (root, entry->name, object);
  *offset += entry->n_bytes;
}

/* Returns: (transfer full): the header's text, its length a multiple of 8; @len is that of the data
 */
static GString *
make_header (MienTensors *self, gsize *len)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  *len = 0;
  if (json_object_get_size (self->metadata) > 0)
    json_object_set_object_member (root, MIEN_TENSORS_METADATA, json_object_ref (self->metadata));
  for (guint i = 0; i < self->entries->len; i++)
    describe_entry (root, g_ptr_array_index (self->entries, i), len);

  json_node_set_object (node, root);
  g_autofree char *text = json_to_string (node, FALSE);
  GString *header = g_string_new (text);
  while (header->len % 8 != 0)
    g_string_append_c (header, ' ');
  return header;
}

static char *
put (char *at, gconstpointer data, gsize len)
{
  if (len > 0)
    memcpy (at, data, len);
  return at + len;
}

gboolean
mien_tensors_save (MienTensors *self, const char *path, GError **error)
{
  gsize len;
  g_autoptr (GString) header = make_header (self, &len);
  guint64 n_header = GUINT64_TO_LE ((guint64) header->len);

  if (!g_utf8_validate_len (header->str, header->len, NULL)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "Cannot write %s: a name in it is not valid UTF-8; rename the column or class",
                 path);
    return FALSE;
  }

  char *file = g_try_malloc (sizeof n_header + header->len + len);
  if (file == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_NO_MEMORY,
                 "There is not enough memory to write the %" G_GSIZE_FORMAT " bytes of %s", len,
                 path);
    return FALSE;
  }

  char *end = put (file, &n_header, sizeof n_header);
  end = put (end, header->str, header->len);
  for (guint i = 0; i < self->entries->len; i++) {
    const MienTensorEntry *entry = g_ptr_array_index (self->entries, i);
    end = put (end, entry->data, entry->n_bytes);
  }

  g_autoptr (GBytes) bytes = g_bytes_new_take (file, (gsize) (end - file));
  return mien_file_replace (path, bytes, error);
}
