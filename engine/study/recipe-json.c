#include "engine/study/recipe-private.h"

#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/core/json.h"

#include <string.h>

/* Names of what may stand beside @path: the keys of its group. */
static char *
list_siblings (const char *path)
{
  const char *dot = strrchr (path, '.');
  gsize len = dot != NULL ? (gsize) (dot - path) + 1 : 0;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (const MienKey *key = mien_recipe_keys (); key->path != NULL; key++) {
    if (strncmp (key->path, path, len) != 0)
      continue;

    char *name = g_strndup (key->path + len, strcspn (key->path + len, "."));
    if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
      g_free (name);
    else
      g_ptr_array_add (names, name);
  }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static gboolean
refuse_unknown (const char *path, GError **error)
{
  g_autofree char *known = list_siblings (path);

  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s: there is no such key in a recipe%s%s",
               path, *known != '\0' ? "; known here: " : "", known);
  return FALSE;
}

static gboolean
read_group (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    g_autofree char *inner = *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);

    if (!mien_recipe_read (self, inner, value, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_augment_preset (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  if (mien_augment_from_preset (json_node_get_string (node), &self->augment))
    return TRUE;

  g_autofree char *known = g_strjoinv (", ", (char **) mien_augment_presets ());
  return mien_recipe_refuse (path, node, error, "an object, or one of %s,", known);
}

gboolean
mien_recipe_read (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  const MienKey *key = mien_recipe_find_key (path);

  if (key != NULL)
    return mien_recipe_read_key (self, key, node, error);
  if (g_str_equal (path, "augment") && mien_node_get_text (node) != NULL)
    return read_augment_preset (self, path, node, error);
  if (g_str_has_prefix (path, "tasks."))
    return mien_recipe_read_task_key (self, path, node, error);
  if (g_str_has_prefix (path, "weighting."))
    return mien_recipe_read_weighting_key (self, path, node, error);
  if (g_str_has_prefix (path, "select.weights."))
    return mien_recipe_read_select_weight (self, path, node, error);
  if (g_str_has_prefix (path, "data.columns."))
    return mien_recipe_read_column_key (self, path, node, error);
  if (g_str_has_prefix (path, "study.search."))
    return mien_recipe_read_search_key (self, path, node, error);
  if (!mien_recipe_is_group (path))
    return refuse_unknown (path, error);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mien_recipe_refuse (path, node, error, "an object");
  return read_group (self, path, node, error);
}

/* Arms are tried out when the recipe is read, so that a study does not fail half way. */
static gboolean
try_arms (const MienRecipe *self, GError **error)
{
  for (guint i = 0; i < self->arms->len; i++) {
    g_autoptr (MienRecipe) tried =
        mien_recipe_apply (self, g_ptr_array_index (self->arms, i), error);

    if (tried == NULL) {
      g_prefix_error (error, "study.arms[%u].set.", i);
      return FALSE;
    }
  }
  return TRUE;
}

MienRecipe *
mien_recipe_parse (const char *text, const char *name, GError **error)
{
  g_autoptr (JsonNode) root = mien_json_parse (text, name, error);
  g_autoptr (MienRecipe) self = mien_recipe_new ();

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s: a recipe is a JSON object", name);
    return NULL;
  }
  if (read_group (self, "", root, error) && mien_recipe_check (self, error) &&
      try_arms (self, error))
    return g_steal_pointer (&self);
  g_prefix_error (error, "%s: ", name);
  return NULL;
}

MienRecipe *
mien_recipe_load (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_file_load_contents (file, NULL, &text, NULL, NULL, error)) {
    g_prefix_error (error, "Cannot read %s: ", path);
    return NULL;
  }

  MienRecipe *self = mien_recipe_parse (text, path, error);
  if (self != NULL)
    mien_recipe_change_paths (self, mien_data_resolve, folder);
  return self;
}

gboolean
mien_recipe_save (const MienRecipe *self, gboolean study, const char *path, GError **error)
{
  g_autofree char *text = mien_recipe_to_json (self, study);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return mien_file_replace (path, bytes, error);
}

/* Where the group of @key goes: the object itself, or one of its members. */
static JsonObject *
find_group (JsonObject *root, const char *path, const char **name)
{
  const char *dot = strchr (path, '.');

  *name = dot != NULL ? dot + 1 : path;
  if (dot == NULL)
    return root;

  g_autofree char *group = g_strndup (path, (gsize) (dot - path));
  if (!json_object_has_member (root, group))
    json_object_set_object_member (root, group, json_object_new ());
  return json_object_get_object_member (root, group);
}

char *
mien_recipe_to_json (const MienRecipe *self, gboolean study)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  for (const MienKey *key = mien_recipe_keys (); key->path != NULL; key++) {
    const char *name = NULL;
    JsonObject *group;
    JsonNode *value;

    if (!study && g_str_has_prefix (key->path, "study."))
      continue;
    value = mien_recipe_write_key (self, key);
    if (value == NULL)
      continue;
    group = find_group (root, key->path, &name);
    json_object_set_member (group, name, value);
  }
  node = json_node_init_object (json_node_alloc (), root);

  g_autofree char *text = mien_json_to_text (node, TRUE);
  return g_strconcat (text, "\n", NULL);
}
