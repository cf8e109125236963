#include "engine/study/recipe-difference.h"

#include "engine/core/json.h"

#include <string.h>

static void
value_free (gpointer data)
{
  MienRecipeValue *value = data;

  g_free (value->path);
  g_free (value->text);
  g_free (value);
}

/* @path, @text: (transfer full) */
static void
add_value (GPtrArray *values, char *path, char *text)
{
  MienRecipeValue *value = g_new (MienRecipeValue, 1);

  *value = (MienRecipeValue){path, text};
  g_ptr_array_add (values, value);
}

static char *
write_node (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_dup_string (node)
             : mien_json_to_text (node, FALSE);
}

static void add_all (GPtrArray *values, const char *path, JsonNode *node);

static void
add_members (GPtrArray *values, const char *path, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    g_autofree char *inner = *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);

    add_all (values, inner, node);
  }
}

/* Tasks are told apart by what they learn, not by their place. */
static void
add_tasks (GPtrArray *values, JsonArray *tasks)
{
  for (guint i = 0; i < json_array_get_length (tasks); i++) {
    JsonObject *task = json_array_get_object_element (tasks, i);
    g_autofree char *path =
        g_strconcat ("tasks.", json_object_get_string_member (task, "column"), NULL);

    json_object_remove_member (task, "column");
    add_members (values, path, task);
  }
}

static void
add_all (GPtrArray *values, const char *path, JsonNode *node)
{
  if (g_str_equal (path, "tasks"))
    add_tasks (values, json_node_get_array (node));
  else if (JSON_NODE_HOLDS_OBJECT (node))
    add_members (values, path, json_node_get_object (node));
  else
    add_value (values, g_strdup (path), write_node (node));
}

GPtrArray *
mien_recipe_list_values (const MienRecipe *recipe)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (value_free);
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (JsonNode) root = json_from_string (text, NULL);

  add_members (values, "", json_node_get_object (root));
  return values;
}

#define RECIPE "recipe."

GPtrArray *
mien_recipe_list_digested (const char *digest)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (value_free);
  g_auto (GStrv) lines = g_strsplit (digest, "\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    const char *tab = strchr (*line, '\t');

    if (tab != NULL && g_str_has_prefix (*line, RECIPE))
      add_value (values,
                 g_strndup (*line + strlen (RECIPE), (gsize) (tab - *line) - strlen (RECIPE)),
                 g_strdup (tab + 1));
  }
  return values;
}

static void
difference_free (gpointer data)
{
  MienRecipeDifference *difference = data;

  for (guint i = 0; i < difference->n; i++)
    g_free (difference->texts[i]);
  g_free (difference->texts);
  g_free (difference->path);
  g_free (difference);
}

/* (transfer full) (element-type utf8 utf8): borrows from @values */
static GHashTable *
index_values (GPtrArray *values)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < values->len; i++) {
    MienRecipeValue *value = g_ptr_array_index (values, i);

    g_hash_table_insert (index, value->path, value->text);
  }
  return index;
}

/* (nullable): what the recipes say of @path, where they do not all say the same */
static MienRecipeDifference *
compare (GPtrArray *indices, const char *path)
{
  char **texts = g_new0 (char *, MAX (indices->len, 1));
  gboolean differs = FALSE;

  for (guint i = 0; i < indices->len; i++) {
    texts[i] = g_strdup (g_hash_table_lookup (g_ptr_array_index (indices, i), path));
    differs = differs || g_strcmp0 (texts[i], texts[0]) != 0;
  }

  MienRecipeDifference *difference = g_new (MienRecipeDifference, 1);
  *difference = (MienRecipeDifference){g_strdup (path), texts, indices->len};
  if (differs)
    return difference;
  difference_free (difference);
  return NULL;
}

static void
compare_keys (GPtrArray *differences, GHashTable *seen, GPtrArray *values, GPtrArray *indices)
{
  for (guint i = 0; i < values->len; i++) {
    char *path = ((MienRecipeValue *) g_ptr_array_index (values, i))->path;
    MienRecipeDifference *difference =
        g_hash_table_add (seen, path) ? compare (indices, path) : NULL;

    if (difference != NULL)
      g_ptr_array_add (differences, difference);
  }
}

GPtrArray *
mien_recipe_find_differences (GPtrArray *lists)
{
  GPtrArray *differences = g_ptr_array_new_with_free_func (difference_free);
  g_autoptr (GPtrArray) indices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lists->len; i++)
    g_ptr_array_add (indices, index_values (g_ptr_array_index (lists, i)));
  for (guint i = 0; i < lists->len; i++)
    compare_keys (differences, seen, g_ptr_array_index (lists, i), indices);
  return differences;
}
