/* Reading a safetensors file that may have been damaged, or made to do harm. */
#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/core/json.h"
#include "engine/exchange/safetensors-private.h"

#include <string.h>

/* The reference implementation's own limit; no honest header comes near it. */
#define MAX_HEADER ((guint64) 100 * 1000 * 1000)

static gboolean G_GNUC_PRINTF (3, 4)
    fail (const char *path, GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *why = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s is not a usable safetensors file: %s",
               path, why);
  return FALSE;
}

static gboolean
read_metadata (MienTensors *self, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (self->path, error, "its metadata is not an object");

  g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));
  for (GList *m = members; m != NULL; m = m->next) {
    JsonNode *value = json_object_get_member (json_node_get_object (node), m->data);
    if (json_node_get_value_type (value) != G_TYPE_STRING)
      return fail (self->path, error, "its metadata “%s” is not a string", (char *) m->data);
    json_object_set_string_member (self->metadata, m->data, json_node_get_string (value));
  }
  return TRUE;
}

/* Returns: how many numbers were in the array @key, or -1 where it is not an array of such */
static int
read_integers (JsonObject *object, const char *key, gint64 *out, guint max)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return -1;

  JsonArray *array = json_node_get_array (node);
  guint n = json_array_get_length (array);
  if (n > max)
    return -1;
  for (guint i = 0; i < n; i++) {
    JsonNode *element = json_array_get_element (array, i);
    if (json_node_get_value_type (element) != G_TYPE_INT64 || json_node_get_int (element) < 0)
      return -1;
    out[i] = json_node_get_int (element);
  }
  return (int) n;
}

static gboolean
read_dtype (JsonObject *object, MienTensorEntry *entry, const char *path, GError **error)
{
  JsonNode *node = json_object_get_member (object, "dtype");

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (path, error, "tensor “%s” has no type", entry->name);
  if (!mien_dtype_from_name (json_node_get_string (node), &entry->dtype))
    return fail (path, error, "tensor “%s” is of type %s; F32, F64 and I64 can be read",
                 entry->name, json_node_get_string (node));
  return TRUE;
}

static gboolean
read_entry (MienTensorEntry *entry, JsonNode *node, gsize len, const char *path, GError **error)
{
  gint64 span[2];

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (path, error, "tensor “%s” is not described by an object", entry->name);

  JsonObject *object = json_node_get_object (node);
  if (!read_dtype (object, entry, path, error))
    return FALSE;

  entry->n_dims = read_integers (object, "shape", entry->dims, MIEN_TENSOR_MAX_DIMS);
  if (entry->n_dims < 0 || !mien_tensor_entry_measure (entry))
    return fail (path, error, "tensor “%s” has an impossible shape", entry->name);
  if (read_integers (object, "data_offsets", span, 2) != 2 || span[0] > span[1] ||
      (guint64) span[1] > len)
    return fail (path, error, "tensor “%s” does not lie inside the file", entry->name);
  if ((guint64) (span[1] - span[0]) != entry->n_bytes)
    return fail (path, error, "tensor “%s” has other bytes than its shape and type ask for",
                 entry->name);

  entry->offset = (gsize) span[0];
  return TRUE;
}

static gboolean
read_header (MienTensors *self, JsonObject *root, const char *data, gsize len, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (root);

  for (GList *m = members; m != NULL; m = m->next) {
    JsonNode *node = json_object_get_member (root, m->data);
    if (g_str_equal (m->data, MIEN_TENSORS_METADATA)) {
      if (!read_metadata (self, node, error))
        return FALSE;
      continue;
    }

    MienTensorEntry *entry = g_new0 (MienTensorEntry, 1);
    entry->name = g_strdup (m->data);
    mien_tensors_take (self, entry);
    if (!read_entry (entry, node, len, self->path, error))
      return FALSE;
    entry->data = data + entry->offset;
  }
  return TRUE;
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  const MienTensorEntry *x = *(MienTensorEntry *const *) a, *y = *(MienTensorEntry *const *) b;
  gsize x_end = x->offset + x->n_bytes, y_end = y->offset + y->n_bytes;

  if (x->offset != y->offset)
    return x->offset < y->offset ? -1 : 1;
  return x_end < y_end ? -1 : x_end > y_end;
}

/* The format leaves no room for bytes that no tensor owns, or that two do. */
static gboolean
check_cover (MienTensors *self, gsize len, GError **error)
{
  gsize at = 0;

  g_ptr_array_sort (self->entries, compare_offsets);
  for (guint i = 0; i < self->entries->len; i++) {
    const MienTensorEntry *entry = g_ptr_array_index (self->entries, i);
    if (entry->offset != at)
      return fail (self->path, error, "tensor “%s” %s", entry->name,
                   entry->offset < at ? "overlaps another" : "follows a gap");
    at += entry->n_bytes;
  }
  if (at != len)
    return fail (self->path, error, "%" G_GSIZE_FORMAT " bytes at its end belong to no tensor",
                 len - at);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the header's object; @start is where the data begin */
static JsonNode *
parse_header (MienTensors *self, const char *bytes, gsize len, gsize *start, GError **error)
{
  guint64 n_header;

  if (len < sizeof n_header) {
    fail (self->path, error, "it is only %" G_GSIZE_FORMAT " bytes long", len);
    return NULL;
  }

  memcpy (&n_header, bytes, sizeof n_header);
  n_header = GUINT64_FROM_LE (n_header);
  if (n_header > MAX_HEADER || n_header > len - sizeof n_header) {
    fail (self->path, error, "its header claims %" G_GUINT64_FORMAT " bytes", n_header);
    return NULL;
  }
  if (!g_utf8_validate_len (bytes + sizeof n_header, n_header, NULL)) {
    fail (self->path, error, "its header is not UTF-8 text");
    return NULL;
  }

  *start = sizeof n_header + n_header;
  g_autofree char *text = g_strndup (bytes + sizeof n_header, n_header);
  g_autofree char *name = g_strdup_printf ("The header of %s", self->path);
  g_autoptr (JsonNode) root = mien_json_parse (text, name, error);
  if (root != NULL && !JSON_NODE_HOLDS_OBJECT (root)) {
    fail (self->path, error, "its header is not an object");
    return NULL;
  }
  return g_steal_pointer (&root);
}

MienTensors *
mien_tensors_load (const char *path, GError **error)
{
  g_autoptr (MienTensors) self = mien_tensors_new ();
  gsize start;

  self->path = g_strdup (path);
  self->file = mien_file_open (path, error);
  if (self->file == NULL)
    return NULL;

  gsize len;
  const char *bytes = g_bytes_get_data (self->file, &len);
  g_autoptr (JsonNode) root = parse_header (self, bytes, len, &start, error);
  if (root == NULL ||
      !read_header (self, json_node_get_object (root), bytes + start, len - start, error) ||
      !check_cover (self, len - start, error))
    return NULL;
  return g_steal_pointer (&self);
}
