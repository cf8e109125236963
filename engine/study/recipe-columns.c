/* "data.columns", "data.types" and "data.join": what a recipe makes of the columns that were read.
 */
#include "engine/study/recipe-private.h"

#include <string.h>

#define COLUMNS "data.columns."
#define RENAME ".rename."

/* (transfer full) (nullable): a name, which somebody may have typed as a number */
static char *
name_of (JsonNode *node)
{
  const char *text = mien_node_get_text (node);

  if (text == NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return g_strdup (text);
}

static gboolean
read_type (MienColumnEdit *edit, const char *path, JsonNode *node, GError **error)
{
  const char *text = mien_node_get_text (node);

  edit->has_kind = !JSON_NODE_HOLDS_NULL (node);
  return !edit->has_kind || (text != NULL && mien_kind_from_name (text, &edit->kind)) ||
         mien_recipe_refuse (path, node, error, "class, flags, scalar, points or distribution");
}

static gboolean
read_name (MienColumnEdit *edit, const char *path, JsonNode *node, GError **error)
{
  g_autofree char *text = name_of (node);

  if (!JSON_NODE_HOLDS_NULL (node) && (text == NULL || *g_strstrip (text) == '\0'))
    return mien_recipe_refuse (path, node, error, "a name");
  g_free (edit->name);
  edit->name = g_steal_pointer (&text);
  return TRUE;
}

/* A list of names; a text is one with commas, as on a command line. */
static gboolean
read_names (char ***names, const char *path, JsonNode *node, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *only = name_of (node);
  g_auto (GStrv) parts = only != NULL ? g_strsplit (only, ",", -1) : NULL;
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL && only == NULL && !JSON_NODE_HOLDS_NULL (node))
    return mien_recipe_refuse (path, node, error, "a list of names");
  for (char **part = parts; part != NULL && *part != NULL; part++)
    g_ptr_array_add (list, g_strdup (g_strstrip (*part)));
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    char *name = name_of (json_array_get_element (array, i));

    if (name == NULL)
      return mien_recipe_refuse (path, node, error, "a list of names");
    g_ptr_array_add (list, name);
  }
  g_strfreev (*names);
  *names = NULL;
  g_ptr_array_add (list, NULL);
  if (list->len > 1)
    *names = (char **) g_ptr_array_free (g_steal_pointer (&list), FALSE);
  return TRUE;
}

static gboolean
rename_one (MienColumnEdit *edit, const char *path, const char *old, JsonNode *node, GError **error)
{
  char *new = name_of (node);

  if (JSON_NODE_HOLDS_NULL (node)) {
    g_hash_table_remove (edit->rename, old);
    return TRUE;
  }
  if (new == NULL || *g_strstrip (new) == '\0') {
    g_free (new);
    return mien_recipe_refuse (path, node, error, "a name");
  }
  g_hash_table_insert (edit->rename, g_strdup (old), new);
  return TRUE;
}

static gboolean
read_rename (MienColumnEdit *edit, const char *path, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *old;
  JsonNode *value;

  if (JSON_NODE_HOLDS_NULL (node)) {
    g_hash_table_remove_all (edit->rename);
    return TRUE;
  }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mien_recipe_refuse (path, node, error, "an object of old names and new ones");
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &old, &value)) {
    g_autofree char *where = g_strconcat (path, ".", old, NULL);

    if (!rename_one (edit, where, old, value, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_use (MienColumnEdit *edit, const char *path, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return mien_recipe_refuse (path, node, error, "true or false");
  edit->leave_out = !json_node_get_boolean (node);
  return TRUE;
}

static gboolean
is_edit_key (const char *key)
{
  return g_strv_contains (
      (const char *const[]){"type", "name", "order", "rename", "missing", "use", NULL}, key);
}

static gboolean
read_edit_key (MienColumnEdit *edit,
               const char *key,
               const char *path,
               JsonNode *node,
               GError **error)
{
  if (g_str_equal (key, "type"))
    return read_type (edit, path, node, error);
  if (g_str_equal (key, "name"))
    return read_name (edit, path, node, error);
  if (g_str_equal (key, "order"))
    return read_names (&edit->order, path, node, error);
  if (g_str_equal (key, "rename"))
    return read_rename (edit, path, node, error);
  if (g_str_equal (key, "missing"))
    return read_names (&edit->missing, path, node, error);
  if (g_str_equal (key, "use"))
    return read_use (edit, path, node, error);
  return mien_recipe_refuse (
      path, node, error,
      "no such key: an edited column has type, name, order, rename, missing and use, which");
}

/* Keys that are not there stay as they are; null takes the edit of a whole column back. */
static gboolean
read_edit (MienRecipe *self, const char *path, const char *column, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (JSON_NODE_HOLDS_NULL (node)) {
    g_hash_table_remove (self->columns, column);
    return TRUE;
  }
  if (*column == '\0' || !JSON_NODE_HOLDS_OBJECT (node))
    return mien_recipe_refuse (path, node, error,
                               "an object with type, name, order, rename, missing and use");
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, &value)) {
    g_autofree char *where = g_strconcat (path, ".", key, NULL);

    if (!read_edit_key (mien_column_edits_get (self->columns, column), key, where, value, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
mien_recipe_read_columns (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *column;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mien_recipe_refuse (path, node, error, "an object of column names and their edits");
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &column, &value)) {
    g_autofree char *where = g_strconcat (path, ".", column, NULL);

    if (!read_edit (self, where, column, value, error))
      return FALSE;
  }
  return TRUE;
}

/* Names of columns and classes may have dots, so the known words are looked for from both ends. */
gboolean
mien_recipe_read_column_key (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  const char *rest = path + strlen (COLUMNS);
  const char *dot = strrchr (rest, '.');
  const char *rename = strstr (rest, RENAME);

  if (dot != NULL && dot != rest && is_edit_key (dot + 1)) {
    g_autofree char *column = g_strndup (rest, (gsize) (dot - rest));

    return read_edit_key (mien_column_edits_get (self->columns, column), dot + 1, path, node,
                          error);
  }
  if (rename != NULL && rename != rest) {
    g_autofree char *column = g_strndup (rest, (gsize) (rename - rest));

    return rename_one (mien_column_edits_get (self->columns, column), path,
                       rename + strlen (RENAME), node, error);
  }
  return read_edit (self, path, rest, node, error);
}

/* The older way to give types alone. */
gboolean
mien_recipe_read_types (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mien_recipe_refuse (path, node, error, "an object of column names and their types");
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    g_autofree char *where = g_strconcat (path, ".", name, NULL);

    if (!read_type (mien_column_edits_get (self->columns, name), where, value, error))
      return FALSE;
  }
  return TRUE;
}

static void
write_names (JsonObject *object, const char *key, char **names)
{
  JsonArray *array;

  if (names == NULL)
    return;
  array = json_array_new ();
  for (char **name = names; *name != NULL; name++)
    json_array_add_string_element (array, *name);
  json_object_set_array_member (object, key, array);
}

static GList *
sorted_keys (GHashTable *table)
{
  return g_list_sort (g_hash_table_get_keys (table), (GCompareFunc) strcmp);
}

static JsonObject *
write_edit (const MienColumnEdit *edit)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GList) olds = sorted_keys (edit->rename);

  if (edit->has_kind)
    json_object_set_string_member (object, "type", mien_kind_name (edit->kind));
  if (edit->name != NULL)
    json_object_set_string_member (object, "name", edit->name);
  write_names (object, "order", edit->order);
  if (olds != NULL) {
    JsonObject *rename = json_object_new ();

    for (GList *l = olds; l != NULL; l = l->next)
      json_object_set_string_member (rename, l->data, g_hash_table_lookup (edit->rename, l->data));
    json_object_set_object_member (object, "rename", rename);
  }
  write_names (object, "missing", edit->missing);
  if (edit->leave_out)
    json_object_set_boolean_member (object, "use", FALSE);
  return object;
}

JsonNode *
mien_recipe_write_columns (const MienRecipe *self)
{
  g_autoptr (GList) columns = sorted_keys (self->columns);
  g_autoptr (JsonObject) object = json_object_new ();

  for (GList *l = columns; l != NULL; l = l->next) {
    JsonObject *edit = write_edit (g_hash_table_lookup (self->columns, l->data));

    if (json_object_get_size (edit) > 0)
      json_object_set_object_member (object, l->data, edit);
    else
      json_object_unref (edit);
  }
  return json_object_get_size (object) > 0 ? json_node_init_object (json_node_alloc (), object)
                                           : NULL;
}

static gboolean
read_join_text (char **field, JsonObject *object, const char *key, const char *path, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);
  g_autofree char *where = g_strconcat (path, ".", key, NULL);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  *field = name_of (node);
  return *field != NULL || mien_recipe_refuse (where, node, error, "a text");
}

static MienJoin *
read_join (const char *path, JsonNode *node, GError **error)
{
  g_autoptr (MienJoin) join = mien_join_new (mien_node_get_text (node), NULL, NULL);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (GList) keys = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *l = keys; l != NULL; l = l->next)
    if (!g_strv_contains ((const char *const[]){"path", "by", "on", NULL}, l->data)) {
      g_autofree char *where = g_strconcat (path, ".", l->data, NULL);

      mien_recipe_refuse (where, json_object_get_member (object, l->data), error,
                          "no such key: a table to join has path, by and on, which");
      return NULL;
    }
  if (object != NULL && (!read_join_text (&join->path, object, "path", path, error) ||
                         !read_join_text (&join->by, object, "by", path, error) ||
                         !read_join_text (&join->on, object, "on", path, error)))
    return NULL;
  if (join->path != NULL && *join->path != '\0')
    return g_steal_pointer (&join);
  mien_recipe_refuse (path, node, error, "the path of a table, or an object with path, by and on");
  return NULL;
}

/* A list of tables; one alone may stand without the list. */
gboolean
mien_recipe_read_joins (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  g_autoptr (GPtrArray) joins = mien_joins_new ();
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 1;

  for (guint i = 0; i < n && !JSON_NODE_HOLDS_NULL (node); i++) {
    g_autofree char *where = array != NULL ? g_strdup_printf ("%s[%u]", path, i) : g_strdup (path);
    MienJoin *join =
        read_join (where, array != NULL ? json_array_get_element (array, i) : node, error);

    if (join == NULL)
      return FALSE;
    g_ptr_array_add (joins, join);
  }
  g_ptr_array_unref (self->joins);
  self->joins = g_steal_pointer (&joins);
  return TRUE;
}

JsonNode *
mien_recipe_write_joins (const MienRecipe *self)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < self->joins->len; i++) {
    const MienJoin *join = g_ptr_array_index (self->joins, i);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "path", join->path);
    if (join->by != NULL)
      json_object_set_string_member (object, "by", join->by);
    if (join->on != NULL)
      json_object_set_string_member (object, "on", join->on);
    json_array_add_object_element (array, object);
  }
  return self->joins->len > 0 ? json_node_init_array (json_node_alloc (), array) : NULL;
}
