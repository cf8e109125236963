/* "weighting": the method and its own options; and what "select" weighs tasks by. */
#include "engine/study/recipe-private.h"

#include "engine/core/error.h"
#include "engine/training/weighting/weighting.h"

#include <math.h>
#include <string.h>

static const MienWeightingMethod *
get_method (const MienRecipe *self)
{
  return mien_weighting_find (self->weighting);
}

void
mien_recipe_set_method (MienRecipe *self, const char *name)
{
  const MienWeightingMethod *method = mien_weighting_find (name);
  guint n = mien_weighting_count_options (method);

  if (self->weighting_options != NULL && g_strcmp0 (self->weighting, name) == 0)
    return;
  g_free (self->weighting);
  g_free (self->weighting_options);
  self->weighting = g_strdup (name);
  self->weighting_options = g_new0 (double, n + 1);
  for (guint i = 0; i < n; i++)
    self->weighting_options[i] = method->options[i].value;
}

static gboolean
read_method (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  const char *text = mien_node_get_text (node);

  if (text == NULL || mien_weighting_find (text) == NULL) {
    g_autofree char *list = g_strjoinv (", ", (char **) mien_weighting_methods ());
    return mien_recipe_refuse (path, node, error, "one of what this build has (%s)", list);
  }
  mien_recipe_set_method (self, text);
  return TRUE;
}

static char *
list_options (const MienWeightingMethod *method)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < mien_weighting_count_options (method); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", method->options[i].name);
  return g_string_free (list, FALSE);
}

static gboolean
refuse_option (const MienWeightingMethod *method, const char *path, JsonNode *node, GError **error)
{
  g_autofree char *list = list_options (method);

  return mien_recipe_refuse (path, node, error, "no such key: the method “%s” has %s, which",
                             method->name, *list != '\0' ? list : "no options");
}

static gboolean
read_option (const MienWeightingOption *option,
             double *value,
             const char *path,
             JsonNode *node,
             GError **error)
{
  double number;

  if (!mien_node_get_number (node, &number) || number < option->least || number > option->most ||
      (option->whole && (number < floor (number) || number > floor (number)))) {
    char least[G_ASCII_DTOSTR_BUF_SIZE], most[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd (least, sizeof least, "%.10g", option->least);
    g_ascii_formatd (most, sizeof most, "%.10g", option->most);
    return mien_recipe_refuse (path, node, error, "a %s from %s to %s",
                               option->whole ? "whole number" : "number", least, most);
  }
  *value = number;
  return TRUE;
}

gboolean
mien_recipe_read_weighting_key (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  const MienWeightingMethod *method = get_method (self);
  const char *name = path + strlen ("weighting.");

  if (g_str_equal (name, "method"))
    return read_method (self, path, node, error);
  for (guint i = 0; i < mien_weighting_count_options (method); i++)
    if (g_str_equal (method->options[i].name, name))
      return read_option (&method->options[i], &self->weighting_options[i], path, node, error);
  return refuse_option (method, path, node, error);
}

/* The method comes first, wherever it stands: options are its own. */
gboolean
mien_recipe_read_weighting (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mien_recipe_refuse (path, node, error, "an object");

  JsonObject *object = json_node_get_object (node);
  value = json_object_get_member (object, "method");
  if (value != NULL && !read_method (self, "weighting.method", value, error))
    return FALSE;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    g_autofree char *inner = g_strconcat (path, ".", name, NULL);

    if (!mien_recipe_read_weighting_key (self, inner, value, error))
      return FALSE;
  }
  return TRUE;
}

JsonNode *
mien_recipe_write_weighting (const MienRecipe *self)
{
  const MienWeightingMethod *method = get_method (self);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "method", self->weighting);
  for (guint i = 0; i < mien_weighting_count_options (method); i++)
    json_object_set_double_member (object, method->options[i].name, self->weighting_options[i]);
  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
has_weight (const MienRecipe *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    if (((const MienRecipeTask *) g_ptr_array_index (self->tasks, i))->weight > 0.0)
      return TRUE;
  return self->tasks->len == 0;
}

gboolean
mien_recipe_check_weighting (const MienRecipe *self, GError **error)
{
  const MienWeightingMethod *method = get_method (self);
  int n_tasks = (int) self->tasks->len;

  if (mien_recipe_get_main (self) == NULL) /* the data set will say which tasks there are */
    return TRUE;
  if (n_tasks < method->least_tasks)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "weighting.method: “%s” is not allowed here; it weighs tasks against each other "
                 "and needs %d of them, but there is %d: add a task, or choose “fixed”",
                 method->name, method->least_tasks, n_tasks);
  else if (method->heeds_given && !has_weight (self))
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "tasks: every weight is 0, so that nothing would be learned; a weight above 0 was "
                 "expected");
  else
    return TRUE;
  return FALSE;
}

/* --- select.weights --- */

static gboolean
read_select_weight (MienRecipe *self,
                    const char *task,
                    const char *path,
                    JsonNode *node,
                    GError **error)
{
  double weight;

  if (*task == '\0' || !mien_node_get_number (node, &weight) || weight < 0.0 || weight > 1e6)
    return mien_recipe_refuse (path, node, error, "a number from 0 to 1000000");

  JsonObject *old = self->select_weights; /* copies of a recipe share it */
  self->select_weights = json_object_new ();
  g_autoptr (GList) names = old != NULL ? json_object_get_members (old) : NULL;
  for (GList *name = names; name != NULL; name = name->next)
    json_object_set_double_member (self->select_weights, name->data,
                                   json_object_get_double_member (old, name->data));
  json_object_set_double_member (self->select_weights, task, weight);
  g_clear_pointer (&old, json_object_unref);
  return TRUE;
}

gboolean
mien_recipe_read_select_weight (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  return read_select_weight (self, path + strlen ("select.weights."), path, node, error);
}

gboolean
mien_recipe_read_select_weights (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mien_recipe_refuse (path, node, error, "an object with a weight for each task");
  g_clear_pointer (&self->select_weights, json_object_unref);
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    g_autofree char *inner = g_strconcat (path, ".", name, NULL);

    if (!read_select_weight (self, name, inner, value, error))
      return FALSE;
  }
  return TRUE;
}

JsonNode *
mien_recipe_write_select_weights (const MienRecipe *self)
{
  return self->select_weights != NULL
             ? json_node_init_object (json_node_alloc (), self->select_weights)
             : NULL;
}
