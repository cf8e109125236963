#include "ui/models/gradient-map.h"

#include <math.h>

void
mien_gradient_map_free (MienGradientMap *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->stages);
  g_strfreev (self->tasks);
  g_free (self->cosines);
  g_free (self);
}

static JsonArray *
get_array (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* (nullable): @array's element @i, an array of @n elements */
static JsonArray *
get_row (JsonArray *array, guint i, guint n)
{
  JsonNode *node = json_array_get_element (array, i);
  JsonArray *row = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return row != NULL && json_array_get_length (row) == n ? row : NULL;
}

/* (transfer full) (nullable) */
static GStrv
read_names (JsonObject *object, const char *key)
{
  JsonArray *array = get_array (object, key);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (array == NULL || json_array_get_length (array) == 0)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_string (node) == NULL)
      return NULL;
    g_strv_builder_add (names, json_node_get_string (node));
  }
  return g_strv_builder_end (names);
}

static gboolean
read_stage (JsonArray *stage, guint n_tasks, double *cosines)
{
  for (guint i = 0; i < n_tasks; i++) {
    JsonArray *row = get_row (stage, i, n_tasks);

    for (guint k = 0; row != NULL && k < n_tasks; k++) {
      JsonNode *node = json_array_get_element (row, k);

      cosines[i * n_tasks + k] =
          JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : (double) NAN;
    }
    if (row == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_cosines (MienGradientMap *self, JsonObject *object)
{
  guint n_stages = g_strv_length (self->stages), n_tasks = g_strv_length (self->tasks);
  JsonArray *array = get_array (object, "cosine");

  if (array == NULL || json_array_get_length (array) != n_stages)
    return FALSE;
  self->cosines = g_new (double, (gsize) n_stages *n_tasks *n_tasks);
  for (guint s = 0; s < n_stages; s++) {
    JsonArray *stage = get_row (array, s, n_tasks);

    if (stage == NULL ||
        !read_stage (stage, n_tasks, self->cosines + (gsize) s * n_tasks * n_tasks))
      return FALSE;
  }
  return TRUE;
}

MienGradientMap *
mien_gradient_map_read (JsonNode *result)
{
  g_autoptr (MienGradientMap) self = g_new0 (MienGradientMap, 1);
  JsonObject *whole =
      result != NULL && JSON_NODE_HOLDS_OBJECT (result) ? json_node_get_object (result) : NULL;
  JsonNode *node = whole != NULL ? json_object_get_member (whole, "task_gradients") : NULL;
  JsonObject *object =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    return NULL;
  self->stages = read_names (object, "stages");
  self->tasks = read_names (object, "tasks");
  if (self->stages == NULL || self->tasks == NULL || !read_cosines (self, object))
    return NULL;
  return g_steal_pointer (&self);
}

const double *
mien_gradient_map_get_stage (const MienGradientMap *self, guint stage)
{
  gsize n_tasks = g_strv_length (self->tasks);

  return self->cosines + stage * n_tasks * n_tasks;
}
