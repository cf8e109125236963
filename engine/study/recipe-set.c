#include "engine/study/recipe-private.h"

#include "engine/core/error.h"
#include "engine/training/weighting/weighting.h"

#include <errno.h>
#include <string.h>

static JsonNode *
number_node (const char *text)
{
  char *end;

  errno = 0;
  gint64 whole = g_ascii_strtoll (text, &end, 10);
  if (errno == 0 && end != text && *end == '\0')
    return json_node_init_int (json_node_alloc (), whole);

  double number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0')
    return json_node_init_double (json_node_alloc (), number);
  return NULL;
}

static gboolean
is_text (const char *path, const char *value)
{
  const MienKey *key = mien_recipe_find_key (path);

  if (g_str_equal (path, "data.path") || g_str_equal (path, "data.join"))
    return strchr ("[{", *value) == NULL;
  if (g_str_has_prefix (path, "data.columns."))
    return strchr ("[{", *value) == NULL && !g_str_equal (value, "true") &&
           !g_str_equal (value, "false") && !g_str_equal (value, "null");
  return key != NULL &&
         (key->type == MIEN_KEY_TEXT || key->type == MIEN_KEY_CHOICE || key->type == MIEN_KEY_NAME);
}

/* "expression,pose" as the list that it stands for. */
static JsonNode *
list_node (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  JsonArray *array = json_array_new ();

  for (char **part = parts; *part != NULL; part++)
    json_array_add_string_element (array, g_strstrip (*part));

  JsonNode *node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  return node;
}

/* What somebody typed on a command line, as JSON: a text where the key is one or where it is no
 * JSON. */
JsonNode *
mien_recipe_value (const char *key, const char *value)
{
  JsonNode *node = is_text (key, value) ? NULL : number_node (value);

  if (node == NULL && !is_text (key, value))
    node = json_from_string (value, NULL);
  if (node != NULL)
    return node;
  return g_str_equal (key, "tasks") || g_str_equal (key, "study.controls")
             ? list_node (value)
             : json_node_init_string (json_node_alloc (), value);
}

gboolean
mien_recipe_set (MienRecipe *self, const char *key, const char *value, GError **error)
{
  g_autoptr (JsonNode) node = mien_recipe_value (key, value);

  return mien_recipe_read (self, key, node, error);
}

/* An arm that leaves too few tasks to weigh learns them as they are, unless it says how. */
static void
settle_weighting (MienRecipe *self, const MienArm *arm)
{
  int least = mien_weighting_find (self->weighting)->least_tasks;

  if ((int) self->tasks->len < least && json_object_has_member (arm->set, "tasks") &&
      !json_object_has_member (arm->set, "weighting") &&
      !json_object_has_member (arm->set, "weighting.method"))
    mien_recipe_set_method (self, "fixed");
}

MienRecipe *
mien_recipe_apply (const MienRecipe *self, const MienArm *arm, GError **error)
{
  g_autoptr (MienRecipe) changed = mien_recipe_copy (self);
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  g_ptr_array_set_size (changed->arms, 0);
  changed->controls = 0;
  changed->transfer = FALSE;
  json_object_iter_init_ordered (&iter, arm->set);
  while (json_object_iter_next_ordered (&iter, &key, &value)) {
    if (g_str_equal (key, "study") || g_str_has_prefix (key, "study.")) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "%s: an arm cannot change the study that it is part of", key);
      return NULL;
    }
    if (!mien_recipe_read (changed, key, value, error))
      return NULL;
  }
  if (!json_object_has_member (arm->set, "steering") && mien_recipe_get_main (changed) != NULL)
    mien_recipe_trim_steering (changed);
  settle_weighting (changed, arm);
  return mien_recipe_check (changed, error) ? g_steal_pointer (&changed) : NULL;
}
