/* What a task is learned by: the loss's options, held against the loss that they are for. */
#include "engine/study/recipe-private.h"

#include "engine/core/error.h"

static JsonObject *
copy_options (JsonObject *options)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) names = options != NULL ? json_object_get_members (options) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    json_object_set_double_member (copy, name->data,
                                   json_object_get_double_member (options, name->data));
  return copy;
}

static void
take_options (MienRecipeTask *task, JsonObject *options)
{
  g_clear_pointer (&task->loss_options, json_object_unref);
  if (json_object_get_size (options) > 0)
    task->loss_options = json_object_ref (options);
}

gboolean
mien_recipe_read_loss_option (MienRecipeTask *task,
                              const char *name,
                              const char *path,
                              JsonNode *node,
                              GError **error)
{
  g_autoptr (JsonObject) options = copy_options (task->loss_options);
  double value;

  if (!mien_node_get_number (node, &value))
    return mien_recipe_refuse (path, node, error, "a number");
  json_object_set_double_member (options, name, value);
  take_options (task, options);
  return TRUE;
}

gboolean
mien_recipe_read_loss_options (MienRecipeTask *task,
                               const char *path,
                               JsonNode *node,
                               GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mien_recipe_refuse (path, node, error, "an object of numbers, {\"gamma\": 2},");
  g_clear_pointer (&task->loss_options, json_object_unref);
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    g_autofree char *where = g_strconcat (path, ".", name, NULL);

    if (!mien_recipe_read_loss_option (task, name, where, value, error))
      return FALSE;
  }
  return TRUE;
}

JsonObject *
mien_recipe_write_loss_options (const MienRecipeTask *task)
{
  JsonObject *written = json_object_new ();
  g_autoptr (GList) names =
      task->loss_options != NULL ? json_object_get_members (task->loss_options) : NULL;

  names = g_list_sort (names, (GCompareFunc) g_strcmp0); /* in one order, however they were set */
  for (GList *name = names; name != NULL; name = name->next)
    json_object_set_double_member (written, name->data,
                                   json_object_get_double_member (task->loss_options, name->data));
  return written;
}

void
mien_recipe_task_set_loss (MienRecipeTask *task, const char *loss)
{
  g_autoptr (JsonObject) kept = copy_options (task->loss_options);
  g_autoptr (GList) names = json_object_get_members (kept);
  MienLossKind kind;

  for (GList *name = names; name != NULL; name = name->next)
    if (loss == NULL || !mien_loss_from_name (loss, &kind) ||
        mien_loss_find_option (kind, name->data) < 0)
      json_object_remove_member (kept, name->data);
  take_options (task, kept);
  char *copy = g_strdup (loss); /* may be the task's own */
  g_free (task->loss);
  task->loss = copy;
}

static char *
list_options (MienLossKind loss)
{
  const MienLossOption *options = mien_loss_options (loss);
  GString *list = g_string_new (options[0].name != NULL ? "it has " : "it has none");

  for (int i = 0; options[i].name != NULL; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", options[i].name);
  return g_string_free (list, FALSE);
}

static gboolean
check_option (MienLossKind loss, const char *name, double value, const char *path, GError **error)
{
  int place = mien_loss_find_option (loss, name);
  const MienLossOption *option = &mien_loss_options (loss)[MAX (place, 0)];
  g_autofree char *known = list_options (loss);
  char text[3][G_ASCII_DTOSTR_BUF_SIZE];

  if (place >= 0 && value >= option->least && value <= option->most)
    return TRUE;
  if (place < 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s.loss_options.%s: the loss “%s” has no such option; %s", path, name,
                 mien_loss_name (loss), known);
    return FALSE;
  }
  g_ascii_formatd (text[0], sizeof text[0], "%g", value);
  g_ascii_formatd (text[1], sizeof text[1], "%.6g", option->least);
  g_ascii_formatd (text[2], sizeof text[2], "%.6g", option->most);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "%s.loss_options.%s: %s is not allowed; a number from %s to %s was expected", path,
               name, text[0], text[1], text[2]);
  return FALSE;
}

gboolean
mien_recipe_check_loss (const MienRecipeTask *task,
                        MienLossKind loss,
                        const char *path,
                        GError **error)
{
  g_autoptr (GList) names =
      task->loss_options != NULL ? json_object_get_members (task->loss_options) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    if (!check_option (loss, name->data,
                       json_object_get_double_member (task->loss_options, name->data), path, error))
      return FALSE;
  if (loss != MIEN_LOSS_CLASS_BALANCED || task->class_weights == MIEN_CLASS_WEIGHTS_NONE)
    return TRUE;
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_RANGE,
      "%s.class_weights: “%s” is not allowed beside the loss “%s”, which weighs the classes "
      "itself; “none” was expected",
      path, mien_class_weights_name (task->class_weights), mien_loss_name (loss));
  return FALSE;
}

double *
mien_recipe_task_get_loss_options (const MienRecipeTask *task, MienLossKind loss)
{
  double *values = g_new (double, MIEN_LOSS_MOST_OPTIONS);
  const MienLossOption *options = mien_loss_options (loss);

  mien_loss_default_options (loss, values);
  for (int i = 0; task->loss_options != NULL && options[i].name != NULL; i++)
    if (json_object_has_member (task->loss_options, options[i].name))
      values[i] = json_object_get_double_member (task->loss_options, options[i].name);
  return values;
}
