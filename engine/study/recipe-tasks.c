#include "engine/study/recipe-private.h"

#include <math.h>
#include <string.h>

/* What an entry of "tasks" said; a role that it did not say is settled when all are read. */
typedef struct {
  MienRecipeTask *task;
  gboolean has_role;
} Entry;

static char *
list_losses (void)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; i < (int) MIEN_N_LOSSES; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", mien_loss_name ((MienLossKind) i));
  return g_string_free (list, FALSE);
}

static gboolean
read_loss (MienRecipeTask *task, const char *path, JsonNode *node, GError **error)
{
  const char *text = mien_node_get_text (node);
  MienLossKind loss;

  if (!JSON_NODE_HOLDS_NULL (node) && (text == NULL || !mien_loss_from_name (text, &loss))) {
    g_autofree char *list = list_losses ();
    return mien_recipe_refuse (path, node, error, "one of what this build has (%s)", list);
  }
  g_free (task->loss);
  task->loss = g_strdup (text);
  return TRUE;
}

static gboolean
read_role (MienRecipeTask *task, const char *path, JsonNode *node, GError **error)
{
  const char *text = mien_node_get_text (node);

  return (text != NULL && mien_role_from_name (text, &task->role)) ||
         mien_recipe_refuse (path, node, error, "main, auxiliary or adversarial");
}

static gboolean
read_weight (MienRecipeTask *task, const char *path, JsonNode *node, GError **error)
{
  double weight;

  if (!mien_node_get_number (node, &weight) || weight < 0.0 || weight > 1e6)
    return mien_recipe_refuse (path, node, error, "a number from 0 to 1000000");
  task->weight = weight;
  return TRUE;
}

static gboolean
read_branch (MienRecipeTask *task, const char *path, JsonNode *node, GError **error)
{
  const char *text = mien_node_get_text (node);

  if (text == NULL || *text == '\0')
    return mien_recipe_refuse (path, node, error, "the name of a stage of the network, or trunk,");
  g_free (task->branch);
  task->branch = g_strdup (text);
  return TRUE;
}

static gboolean
read_size (JsonObject *object,
           const char *path,
           const char *key,
           int most,
           int *size,
           GError **error)
{
  g_autofree char *where = g_strconcat (path, ".", key, NULL);
  JsonNode *node = json_object_get_member (object, key);
  double number = 0.0;

  if (!mien_node_get_number (node, &number) || number < 1.0 || number > most ||
      number > floor (number))
    return mien_recipe_refuse (where, node, error, "a whole number from 1 to %d", most);
  *size = (int) number;
  return TRUE;
}

/* {"layers": 2, "width": 64}; null for a head that is linear. */
static gboolean
read_head (MienRecipeTask *task, const char *path, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (JSON_NODE_HOLDS_NULL (node)) {
    task->n_hidden = task->hidden_width = 0;
    return TRUE;
  }
  if (object == NULL || json_object_get_size (object) != 2 ||
      !json_object_has_member (object, "layers") || !json_object_has_member (object, "width"))
    return mien_recipe_refuse (path, node, error, "null, or an object with “layers” and “width”");
  return read_size (object, path, "layers", MIEN_MAX_HIDDEN, &task->n_hidden, error) &&
         read_size (object, path, "width", MIEN_MAX_HIDDEN_WIDTH, &task->hidden_width, error);
}

static gboolean
read_class_weights (MienRecipeTask *task, const char *path, JsonNode *node, GError **error)
{
  const char *text = mien_node_get_text (node);

  return (text != NULL && mien_class_weights_from_name (text, &task->class_weights)) ||
         mien_recipe_refuse (path, node, error, "none, inverse or effective");
}

static gboolean
read_labels (MienRecipeTask *task, const char *path, JsonNode *node, GError **error)
{
  double share;

  if (!mien_node_get_number (node, &share) || share < 0.0 || share > 1.0)
    return mien_recipe_refuse (path, node, error, "the share of labels to keep, from 0 to 1,");
  task->labels = share;
  return TRUE;
}

static gboolean
read_shuffle (MienRecipeTask *task, const char *path, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return mien_recipe_refuse (path, node, error, "true or false");
  task->shuffle = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_task_key (MienRecipeTask *task,
               const char *key,
               const char *path,
               JsonNode *node,
               GError **error)
{
  if (g_str_equal (key, "role"))
    return read_role (task, path, node, error);
  if (g_str_equal (key, "loss"))
    return read_loss (task, path, node, error);
  if (g_str_equal (key, "loss_options"))
    return mien_recipe_read_loss_options (task, path, node, error);
  if (g_str_has_prefix (key, "loss_options."))
    return mien_recipe_read_loss_option (task, key + strlen ("loss_options."), path, node, error);
  if (g_str_equal (key, "weight"))
    return read_weight (task, path, node, error);
  if (g_str_equal (key, "branch"))
    return read_branch (task, path, node, error);
  if (g_str_equal (key, "head"))
    return read_head (task, path, node, error);
  if (g_str_equal (key, "class_weights"))
    return read_class_weights (task, path, node, error);
  if (g_str_equal (key, "labels"))
    return read_labels (task, path, node, error);
  if (g_str_equal (key, "shuffle"))
    return read_shuffle (task, path, node, error);
  return mien_recipe_refuse (
      path, node, error,
      "no such key: a task has column, role, loss, loss_options, weight, branch, "
      "head, class_weights, labels and shuffle, which");
}

static MienRecipeTask *
start_task (const char *column, const MienRecipeTask *known)
{
  MienRecipeTask *task = g_new0 (MienRecipeTask, 1);

  task->column = g_strdup (column);
  task->role = known != NULL ? known->role : MIEN_ROLE_AUXILIARY;
  task->loss = known != NULL ? g_strdup (known->loss) : NULL;
  if (known != NULL && known->loss_options != NULL)
    task->loss_options = json_object_ref (known->loss_options);
  task->weight = known != NULL ? known->weight : -1.0;
  task->branch = g_strdup (known != NULL ? known->branch : "trunk");
  task->n_hidden = known != NULL ? known->n_hidden : 0;
  task->hidden_width = known != NULL ? known->hidden_width : 0;
  task->class_weights = known != NULL ? known->class_weights : MIEN_CLASS_WEIGHTS_NONE;
  task->labels = known != NULL ? known->labels : 1.0;
  task->shuffle = known != NULL && known->shuffle;
  return task;
}

static gboolean
read_members (Entry *entry, const char *path, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, &value)) {
    g_autofree char *where = g_strconcat (path, ".", key, NULL);

    if (g_str_equal (key, "column"))
      continue;
    if (!read_task_key (entry->task, key, where, value, error))
      return FALSE;
    entry->has_role = entry->has_role || g_str_equal (key, "role");
  }
  return TRUE;
}

/* An entry is a column's name, taken as the recipe has it so far, or an object that says all. */
static gboolean
read_entry (const MienRecipe *self, const char *path, JsonNode *node, Entry *entry, GError **error)
{
  const char *column = mien_node_get_text (node);

  if (column == NULL && JSON_NODE_HOLDS_OBJECT (node)) {
    JsonNode *member = json_object_get_member (json_node_get_object (node), "column");

    column = member != NULL ? mien_node_get_text (member) : NULL;
  }
  if (column == NULL || *column == '\0')
    return mien_recipe_refuse (path, node, error, "a column's name or an object with “column”");

  const MienRecipeTask *known =
      JSON_NODE_HOLDS_VALUE (node) ? mien_recipe_find_task (self, column) : NULL;
  entry->task = start_task (column, known);
  entry->has_role = known != NULL;
  return JSON_NODE_HOLDS_VALUE (node) || read_members (entry, path, node, error);
}

/* Where nobody was called main, the first task that was called nothing is. */
static void
settle (const Entry *entries, guint n)
{
  guint main = n;

  for (guint i = 0; i < n && main == n; i++)
    if (entries[i].task->role == MIEN_ROLE_MAIN)
      main = i;
  for (guint i = 0; i < n && main == n; i++)
    if (!entries[i].has_role)
      main = i;
  if (main < n)
    entries[main].task->role = MIEN_ROLE_MAIN;
  for (guint i = 0; i < n; i++)
    if (entries[i].task->weight < 0.0)
      entries[i].task->weight =
          entries[i].task->role == MIEN_ROLE_MAIN ? 1.0 : MIEN_AUXILIARY_WEIGHT;
}

gboolean
mien_recipe_read_tasks (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mien_recipe_refuse (path, node, error, "a list of tasks");

  JsonArray *array = json_node_get_array (node);
  guint n = json_array_get_length (array);
  g_autofree Entry *entries = g_new0 (Entry, n + 1);
  g_autoptr (GPtrArray) tasks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_recipe_task_free);
  gboolean ok = TRUE;

  for (guint i = 0; i < n && ok; i++) {
    g_autofree char *where = g_strdup_printf ("%s[%u]", path, i);

    ok = read_entry (self, where, json_array_get_element (array, i), &entries[i], error);
    if (entries[i].task != NULL)
      g_ptr_array_add (tasks, entries[i].task);
  }
  if (!ok)
    return FALSE;

  settle (entries, n);
  g_ptr_array_unref (self->tasks);
  self->tasks = g_steal_pointer (&tasks);
  return TRUE;
}

gboolean
mien_recipe_read_task_key (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  const char *column = path + strlen ("tasks.");
  const char *options = g_strrstr (column, ".loss_options.");
  const char *dot = options != NULL ? options : strrchr (column, '.');
  g_autofree char *name = dot != NULL ? g_strndup (column, (gsize) (dot - column)) : NULL;
  MienRecipeTask *task = name != NULL ? mien_recipe_find_task (self, name) : NULL;

  if (task == NULL)
    return mien_recipe_refuse (path, node, error, "“tasks.COLUMN.KEY” of a task that is there");
  if (!read_task_key (task, dot + 1, path, node, error))
    return FALSE;
  if (g_str_equal (dot, ".loss")) /* by itself it drops the options of the one before */
    mien_recipe_task_set_loss (task, task->loss);
  return TRUE;
}

static JsonObject *
write_head (const MienRecipeTask *task)
{
  JsonObject *head = json_object_new ();

  json_object_set_int_member (head, "layers", task->n_hidden);
  json_object_set_int_member (head, "width", task->hidden_width);
  return head;
}

JsonNode *
mien_recipe_write_tasks (const MienRecipe *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (self->tasks, i);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "column", task->column);
    json_object_set_string_member (object, "role", mien_role_name (task->role));
    if (task->loss != NULL)
      json_object_set_string_member (object, "loss", task->loss);
    if (task->loss_options != NULL)
      json_object_set_object_member (object, "loss_options", mien_recipe_write_loss_options (task));
    json_object_set_double_member (object, "weight", task->weight);
    json_object_set_string_member (object, "branch", task->branch);
    if (task->n_hidden > 0)
      json_object_set_object_member (object, "head", write_head (task));
    if (task->class_weights != MIEN_CLASS_WEIGHTS_NONE)
      json_object_set_string_member (object, "class_weights",
                                     mien_class_weights_name (task->class_weights));
    if (task->labels < 1.0)
      json_object_set_double_member (object, "labels", task->labels);
    if (task->shuffle)
      json_object_set_boolean_member (object, "shuffle", TRUE);
    json_array_add_object_element (array, object);
  }

  JsonNode *node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  return node;
}
