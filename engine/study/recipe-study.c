/* The part of a recipe that a study alone has: arms, ready arms, the search of weights. */
#include "engine/study/ready-arms.h"
#include "engine/study/recipe-private.h"
#include "engine/study/search.h"

#include <math.h>
#include <string.h>

/* --- arms --- */

static MienArm *
read_arm (const char *path, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *key, *name = NULL;
  JsonNode *value;
  g_autoptr (JsonObject) set = json_object_new ();

  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    mien_recipe_refuse (path, node, error, "an object with “name” and “set”");
    return NULL;
  }
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &value)) {
    g_autofree char *where = g_strconcat (path, ".", key, NULL);

    if (g_str_equal (key, "name")) {
      name = mien_node_get_text (value);
    } else if (g_str_equal (key, "set") && JSON_NODE_HOLDS_OBJECT (value)) {
      json_object_unref (set);
      set = json_node_dup_object (value);
    } else {
      mien_recipe_refuse (where, value, error, "an object with “name” (a text) and “set” (keys)");
      return NULL;
    }
  }
  if (name != NULL && *name != '\0')
    return mien_arm_new (name, set);
  mien_recipe_refuse (path, node, error, "an object with “name” and “set”");
  return NULL;
}

static gboolean
has_arm (GPtrArray *arms, const char *name)
{
  for (guint i = 0; i < arms->len; i++)
    if (g_str_equal (((MienArm *) g_ptr_array_index (arms, i))->name, name))
      return TRUE;
  return FALSE;
}

gboolean
mien_recipe_read_arms (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mien_recipe_refuse (path, node, error, "a list of arms");

  JsonArray *array = json_node_get_array (node);
  g_autoptr (GPtrArray) arms = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_arm_free);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    g_autofree char *where = g_strdup_printf ("%s[%u]", path, i);
    g_autoptr (MienArm) arm = read_arm (where, element, error);

    if (arm == NULL)
      return FALSE;
    if (has_arm (arms, arm->name))
      return mien_recipe_refuse (where, element, error, "a name that no other arm has");
    g_ptr_array_add (arms, g_steal_pointer (&arm));
  }
  g_ptr_array_unref (self->arms);
  self->arms = g_steal_pointer (&arms);
  return TRUE;
}

JsonNode *
mien_recipe_write_arms (const MienRecipe *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->arms->len; i++) {
    const MienArm *arm = g_ptr_array_index (self->arms, i);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "name", arm->name);
    json_object_set_object_member (object, "set", json_object_ref (arm->set));
    json_array_add_object_element (array, object);
  }

  JsonNode *node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  return node;
}

/* --- ready arms --- */

static char *
list_ready (void)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++)
    if (mien_ready_arm_is_built ((MienReadyArm) i))
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                              mien_ready_arm_name ((MienReadyArm) i));
  return g_string_free (list, FALSE);
}

gboolean
mien_recipe_read_controls (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint controls = 0;

  if (array == NULL)
    return mien_recipe_refuse (path, node, error, "a list of ready arms");
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    const char *name = mien_node_get_text (element);
    MienReadyArm ready;

    if (name == NULL || !mien_ready_arm_from_name (name, &ready)) {
      g_autofree char *list = list_ready ();
      g_autofree char *where = g_strdup_printf ("%s[%u]", path, i);
      return mien_recipe_refuse (where, element, error, "one of what this build has (%s)", list);
    }
    controls |= 1u << ready;
  }
  self->controls = controls;
  return TRUE;
}

JsonNode *
mien_recipe_write_controls (const MienRecipe *self)
{
  JsonArray *array;
  JsonNode *node;

  if (self->controls == 0)
    return NULL;
  array = json_array_new ();
  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++)
    if (self->controls & 1u << i)
      json_array_add_string_element (array, mien_ready_arm_name ((MienReadyArm) i));
  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  return node;
}

JsonNode *
mien_recipe_write_transfer (const MienRecipe *self)
{
  return self->transfer ? json_node_init_boolean (json_node_alloc (), TRUE) : NULL;
}

/* --- the search --- */

static gboolean
read_weights (MienSearchSettings *search, const char *path, JsonNode *node, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (n == 0 || n > MIEN_SEARCH_MOST_WEIGHTS)
    return mien_recipe_refuse (path, node, error, "a list of 1 to %d weights to choose from",
                               MIEN_SEARCH_MOST_WEIGHTS);
  for (guint i = 0; i < n; i++) {
    JsonNode *element = json_array_get_element (array, i);

    if (!mien_node_get_number (element, &search->weights[i]) || search->weights[i] < 0.0 ||
        search->weights[i] > 1e6)
      return mien_recipe_refuse (path, element, error, "a number from 0 to 1000000");
    for (guint k = 0; k < i; k++)
      if (!(search->weights[k] < search->weights[i] || search->weights[k] > search->weights[i]))
        return mien_recipe_refuse (path, element, error, "each weight once");
  }
  search->n_weights = n;
  return TRUE;
}

static gboolean
read_method (MienSearchSettings *search, const char *path, JsonNode *node, GError **error)
{
  const char *name = mien_node_get_text (node);

  return (name != NULL && mien_search_method_from_name (name, &search->method)) ||
         mien_recipe_refuse (path, node, error, "grid, random or halving");
}

static gboolean
read_trials (MienSearchSettings *search, const char *path, JsonNode *node, GError **error)
{
  double trials;

  if (!mien_node_get_number (node, &trials) || trials < 1.0 || trials > MIEN_SEARCH_MOST_TRIALS ||
      trials < floor (trials) || trials > floor (trials))
    return mien_recipe_refuse (path, node, error, "a whole number from 1 to %d",
                               MIEN_SEARCH_MOST_TRIALS);
  search->trials = (guint) trials;
  return TRUE;
}

static gboolean
read_search_seed (MienSearchSettings *search, const char *path, JsonNode *node, GError **error)
{
  gint64 seed = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
                    ? json_node_get_int (node)
                    : -1;

  if (seed < 0)
    return mien_recipe_refuse (path, node, error, "a whole number from 0 on");
  search->seed = (guint64) seed;
  return TRUE;
}

gboolean
mien_recipe_read_search_key (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  const char *key = path + strlen ("study.search.");

  if (g_str_equal (key, "method"))
    return read_method (&self->search, path, node, error);
  if (g_str_equal (key, "weights"))
    return read_weights (&self->search, path, node, error);
  if (g_str_equal (key, "trials"))
    return read_trials (&self->search, path, node, error);
  if (g_str_equal (key, "seed"))
    return read_search_seed (&self->search, path, node, error);
  return mien_recipe_refuse (path, node, error,
                             "no such key: a search has method, weights, trials and seed, which");
}

gboolean
mien_recipe_read_search (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mien_recipe_refuse (path, node, error, "an object");
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, &value)) {
    g_autofree char *where = g_strconcat (path, ".", key, NULL);

    if (!mien_recipe_read_search_key (self, where, value, error))
      return FALSE;
  }
  return TRUE;
}

static JsonNode *
describe_search (const MienSearchSettings *search)
{
  JsonObject *object = json_object_new ();
  JsonArray *weights = json_array_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  for (guint i = 0; i < search->n_weights; i++)
    json_array_add_double_element (weights, search->weights[i]);
  json_object_set_string_member (object, "method", mien_search_method_name (search->method));
  json_object_set_array_member (object, "weights", weights);
  json_object_set_int_member (object, "trials", search->trials);
  json_object_set_int_member (object, "seed", (gint64) search->seed);
  json_object_unref (object);
  return node;
}

/* Left out where nothing is searched and nothing was said about it. */
JsonNode *
mien_recipe_write_search (const MienRecipe *self)
{
  const MienSearchSettings usual = mien_search_settings_usual ();
  g_autoptr (JsonNode) said = describe_search (&self->search);
  g_autoptr (JsonNode) unsaid = describe_search (&usual);

  if (!(self->controls & 1u << MIEN_READY_SEARCHED) && json_node_equal (said, unsaid))
    return NULL;
  return g_steal_pointer (&said);
}
