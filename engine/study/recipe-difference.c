#include "engine/study/recipe-difference.h"

#include "engine/core/json.h"

static void
difference_free (gpointer data)
{
  MienRecipeDifference *self = data;

  g_free (self->path);
  g_free (self->a);
  g_free (self->b);
  g_free (self);
}

/* A key's path and its value. */
typedef struct {
  char *path;
  char *value;
} Leaf;

static void
leaf_clear (gpointer data)
{
  Leaf *leaf = data;

  g_free (leaf->path);
  g_free (leaf->value);
}

static void
add_leaf (GArray *leaves, const char *path, char *value)
{
  Leaf leaf = {g_strdup (path), value};

  g_array_append_val (leaves, leaf);
}

static char *
write_value (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return g_strstrip (mien_json_to_text (node, FALSE));
}

static const char *
find_name (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_string_member_with_default (
                                             json_node_get_object (node), "column", NULL)
                                       : NULL;
}

static void list_leaves (GArray *leaves, const char *path, JsonNode *node);

static void
list_members (GArray *leaves, const char *path, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    g_autofree char *inner = *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);

    list_leaves (leaves, inner, value);
  }
}

/* Tasks are found by their columns, whatever their order is; other lists are one value. */
static void
list_leaves (GArray *leaves, const char *path, JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    list_members (leaves, path, json_node_get_object (node));
  } else if (n > 0 && find_name (json_array_get_element (array, 0)) != NULL) {
    for (guint i = 0; i < n; i++) {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *inner = g_strconcat (path, ".", find_name (element), NULL);

      add_leaf (leaves, inner, g_strdup ("learned"));
      list_leaves (leaves, inner, element);
    }
  } else {
    add_leaf (leaves, path, write_value (node));
  }
}

static GArray *
list_recipe (const MienRecipe *recipe)
{
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (JsonNode) root = mien_json_parse (text, "recipe", NULL);
  GArray *leaves = g_array_new (FALSE, FALSE, sizeof (Leaf));

  g_array_set_clear_func (leaves, leaf_clear);
  if (root != NULL)
    list_leaves (leaves, "", root);
  return leaves;
}

static const char *
find_value (GArray *leaves, const char *path)
{
  for (guint i = 0; i < leaves->len; i++)
    if (g_str_equal (g_array_index (leaves, Leaf, i).path, path))
      return g_array_index (leaves, Leaf, i).value;
  return NULL;
}

/* Where a whole task is missing, its keys need not be told one by one. */
static gboolean
is_told (GPtrArray *found, const char *path)
{
  for (guint i = 0; i < found->len; i++) {
    const MienRecipeDifference *difference = g_ptr_array_index (found, i);
    g_autofree char *prefix = g_strconcat (difference->path, ".", NULL);

    if (g_str_has_prefix (path, prefix) || g_str_equal (path, difference->path))
      return TRUE;
  }
  return FALSE;
}

static void
add_differences (GPtrArray *found, GArray *of, GArray *a, GArray *b)
{
  for (guint i = 0; i < of->len; i++) {
    const char *path = g_array_index (of, Leaf, i).path;
    const char *first = find_value (a, path), *second = find_value (b, path);
    MienRecipeDifference *difference;

    if (g_strcmp0 (first, second) == 0 || is_told (found, path))
      continue;
    difference = g_new0 (MienRecipeDifference, 1);
    difference->path = g_strdup (path);
    difference->a = g_strdup (first != NULL ? first : "–");
    difference->b = g_strdup (second != NULL ? second : "–");
    g_ptr_array_add (found, difference);
  }
}

GPtrArray *
mien_recipe_compare (const MienRecipe *a, const MienRecipe *b)
{
  g_autoptr (GArray) first = list_recipe (a);
  g_autoptr (GArray) second = list_recipe (b);
  GPtrArray *found = g_ptr_array_new_with_free_func (difference_free);

  add_differences (found, first, first, second);
  add_differences (found, second, first, second);
  return found;
}
