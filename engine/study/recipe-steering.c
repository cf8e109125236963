/* "steering": what a training is told while it runs, and at which steps. */
#include "engine/study/recipe-private.h"

#include "engine/core/error.h"

#include <math.h>

/* JSON's whole numbers that a double holds exactly. */
#define MOST_STEPS 9007199254740992.0

static gboolean
read_step (MienSteering *command, const char *path, JsonNode *node, GError **error)
{
  double step;

  if (!mien_node_get_number (node, &step) || !(step >= 0.0 && step <= MOST_STEPS) ||
      (double) (gint64) step < step)
    return mien_recipe_refuse (path, node, error, "a whole number from 0");
  command->step = (gint64) step;
  return TRUE;
}

static gboolean
read_task (MienSteering *command, const char *path, JsonNode *node, GError **error)
{
  const char *name = mien_node_get_text (node);

  if (name == NULL || *name == '\0')
    return mien_recipe_refuse (path, node, error, "the name of a task");
  command->task = g_intern_string (name);
  return TRUE;
}

static gboolean
read_value (MienSteering *command, const char *path, JsonNode *node, GError **error)
{
  const char *expected;

  if (command->kind == MIEN_COMMAND_SET_ON) {
    if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
      return mien_recipe_refuse (path, node, error, "true or false");
    command->value = json_node_get_boolean (node) ? 1.0 : 0.0;
    return TRUE;
  }
  if (!mien_node_get_number (node, &command->value))
    command->value = (double) NAN;
  expected = mien_steering_expects (command->kind, command->value);
  return expected == NULL || mien_recipe_refuse (path, node, error, "%s", expected);
}

static gboolean
read_member (MienSteering *command,
             const char *key,
             const char *path,
             JsonNode *node,
             GError **error)
{
  if (g_str_equal (key, "step"))
    return read_step (command, path, node, error);
  if (g_str_equal (key, "task"))
    return read_task (command, path, node, error);
  if (mien_steering_from_name (key, &command->kind))
    return read_value (command, path, node, error);
  return mien_recipe_refuse (path, node, error,
                             "no such key: a command has step, task with weight or on, or else lr "
                             "or epochs, which");
}

/* One thing is told, to a task where it is about one. */
static gboolean
is_command (JsonObject *object)
{
  static const char *const keys[] = {"weight", "on", "lr", "epochs"};
  MienCommandKind kind = MIEN_COMMAND_SET_WEIGHT;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (json_object_has_member (object, keys[i])) {
      mien_steering_from_name (keys[i], &kind);
      n++;
    }
  return n == 1 && json_object_has_member (object, "task") == mien_steering_has_task (kind);
}

/* @step: where a command that names none is obeyed; negative where each must name its own */
static gboolean
read_command (MienSteering *command, gint64 step, const char *path, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  *command = (MienSteering){.step = step, .task = g_intern_static_string (MIEN_STEERING_TOTAL)};
  if (object == NULL || !is_command (object) ||
      (step < 0 && !json_object_has_member (object, "step")))
    return mien_recipe_refuse (path, node, error,
                               "an object with “step” and either “task” with “weight” or “on”, or "
                               "“lr”, or “epochs”,");
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &value)) {
    g_autofree char *where = g_strconcat (path, ".", key, NULL);

    if (!read_member (command, key, where, value, error))
      return FALSE;
  }
  return TRUE;
}

void
mien_steering_insert (GArray *steering, MienSteering command)
{
  guint i = steering->len;

  while (i > 0 && g_array_index (steering, MienSteering, i - 1).step > command.step)
    i--;
  g_array_insert_val (steering, i, command);
}

GArray *
mien_steering_from_json (const char *path, JsonNode *node, gint64 step, GError **error)
{
  g_autoptr (GArray) steering = g_array_new (FALSE, FALSE, sizeof (MienSteering));

  if (!JSON_NODE_HOLDS_ARRAY (node)) {
    mien_recipe_refuse (path, node, error, "a list of commands");
    return NULL;
  }
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *where = g_strdup_printf ("%s[%u]", path, i);
    MienSteering command;

    if (!read_command (&command, step, where, json_array_get_element (array, i), error))
      return NULL;
    mien_steering_insert (steering, command);
  }
  return g_steal_pointer (&steering);
}

static void
put_value (JsonObject *object, const MienSteering *command)
{
  const char *name = mien_steering_name (command->kind);

  if (command->kind == MIEN_COMMAND_SET_ON)
    json_object_set_boolean_member (object, name, command->value > 0.0);
  else if (command->kind == MIEN_COMMAND_SET_EPOCHS)
    json_object_set_int_member (object, name, (gint64) command->value);
  else
    json_object_set_double_member (object, name, command->value);
}

JsonNode *
mien_steering_to_json (GArray *steering)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_init_array (json_node_alloc (), array);

  for (guint i = 0; i < steering->len; i++) {
    const MienSteering *command = &g_array_index (steering, MienSteering, i);
    JsonObject *object = json_object_new ();

    json_object_set_int_member (object, "step", command->step);
    if (mien_steering_has_task (command->kind))
      json_object_set_string_member (object, "task", command->task);
    put_value (object, command);
    json_array_add_object_element (array, object);
  }
  json_array_unref (array);
  return node;
}

gboolean
mien_recipe_read_steering (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  GArray *steering = mien_steering_from_json (path, node, -1, error);

  if (steering == NULL)
    return FALSE;
  g_array_unref (self->steering);
  self->steering = steering;
  return TRUE;
}

JsonNode *
mien_recipe_write_steering (const MienRecipe *self)
{
  return self->steering->len > 0 ? mien_steering_to_json (self->steering) : NULL;
}

void
mien_recipe_trim_steering (MienRecipe *self)
{
  for (guint i = self->steering->len; i-- > 0;) {
    const MienSteering *command = &g_array_index (self->steering, MienSteering, i);

    if (mien_steering_has_task (command->kind) &&
        mien_recipe_find_task (self, command->task) == NULL)
      g_array_remove_index (self->steering, i);
  }
}

static gboolean
refuse_task (const MienRecipe *self, guint number, const char *task, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < self->tasks->len; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "",
                            ((MienRecipeTask *) g_ptr_array_index (self->tasks, i))->column);
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_RANGE,
      "steering[%u].task: “%s” is not allowed; one of the recipe's tasks (%s) was expected", number,
      task, known->str);
  return FALSE;
}

/* As long as nobody knows the main task, a name that is not there yet may become it. */
gboolean
mien_recipe_check_steering (const MienRecipe *self, GError **error)
{
  const MienRecipeTask *main = mien_recipe_get_main (self);

  for (guint i = 0; main != NULL && i < self->steering->len; i++) {
    const MienSteering *command = &g_array_index (self->steering, MienSteering, i);
    const MienRecipeTask *task = mien_recipe_find_task (self, command->task);

    if (!mien_steering_has_task (command->kind))
      continue;
    if (task == NULL)
      return refuse_task (self, i, command->task, error);
    if (task != main || command->kind != MIEN_COMMAND_SET_ON || command->value > 0.0)
      continue;
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "steering[%u].on: false is not allowed; “%s” is the main task, which is learned "
                 "all the time, so an auxiliary task was expected",
                 i, command->task);
    return FALSE;
  }
  return TRUE;
}
