/* How a design follows the columns of its data set to new names. */
#include "ui/models/draft.h"

#include <string.h>

typedef struct {
  MienColumnEdits *before, *after;
} Change;

/* The name that the column called @name before the change has after it. */
static const char *
find_name (const Change *change, const char *name)
{
  GHashTableIter iter;
  gpointer column, edit;

  g_hash_table_iter_init (&iter, change->before);
  while (g_hash_table_iter_next (&iter, &column, &edit))
    if (g_strcmp0 (((MienColumnEdit *) edit)->name, name) == 0)
      return mien_column_edits_name (change->after, column);
  return mien_column_edits_name (change->after, name);
}

static void
follow (char **name, const Change *change)
{
  char *now = *name != NULL ? g_strdup (find_name (change, *name)) : NULL;

  g_free (*name);
  *name = now;
}

/* A text that is a column's name, or an object that names one. */
static JsonNode *
follow_task (JsonNode *task, const Change *change)
{
  JsonNode *copy = json_node_copy (task);

  if (JSON_NODE_HOLDS_VALUE (copy) && json_node_get_value_type (copy) == G_TYPE_STRING) {
    g_autofree char *name = g_strdup (find_name (change, json_node_get_string (copy)));

    json_node_set_string (copy, name);
  } else if (JSON_NODE_HOLDS_OBJECT (copy)) {
    g_autoptr (JsonObject) object = json_object_new ();
    JsonObjectIter iter;
    const char *key;
    JsonNode *value;

    json_object_iter_init_ordered (&iter, json_node_get_object (task));
    while (json_object_iter_next_ordered (&iter, &key, &value))
      json_object_set_member (object, key,
                              g_str_equal (key, "column") ? follow_task (value, change)
                                                          : json_node_copy (value));
    json_node_set_object (copy, object);
  }
  return copy;
}

static JsonNode *
follow_tasks (JsonNode *tasks, const Change *change)
{
  g_autoptr (JsonArray) followed = json_array_new ();
  JsonArray *array = json_node_get_array (tasks);

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (followed, follow_task (json_array_get_element (array, i), change));
  return json_node_init_array (json_node_alloc (), followed);
}

/* Arms of copied recipes share what they set, so a new object takes its place. */
static void
follow_arm (MienArm *arm, const Change *change)
{
  JsonObject *set = json_object_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, arm->set);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    json_object_set_member (set, key,
                            g_str_equal (key, "tasks") && JSON_NODE_HOLDS_ARRAY (value)
                                ? follow_tasks (value, change)
                                : json_node_copy (value));
  json_object_unref (arm->set);
  arm->set = set;
}

void
mien_draft_take_columns (MienRecipe *recipe, MienColumnEdits *edits, GPtrArray *joins)
{
  const Change change = {recipe->columns, edits};

  for (guint i = 0; i < recipe->tasks->len; i++)
    follow (&((MienRecipeTask *) g_ptr_array_index (recipe->tasks, i))->column, &change);
  for (guint i = 0; i < recipe->arms->len; i++)
    follow_arm (g_ptr_array_index (recipe->arms, i), &change);
  follow (&recipe->subject, &change);
  g_hash_table_unref (recipe->columns);
  recipe->columns = mien_column_edits_copy (edits);
  g_ptr_array_unref (recipe->joins);
  recipe->joins = mien_joins_copy (joins);
}
