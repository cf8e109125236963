#include "engine/study/digest.h"

#include "engine/core/json.h"
#include "engine/samples/union.h"
#include "engine/training/history.h"
#include "engine/training/metrics.h"

#include <math.h>
#include <string.h>

static void
add (GString *text, const char *key, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s\t%s", key, value);

  for (char *c = line + strlen (key) + 1; *c != '\0'; c++)
    if (*c == '\n' || *c == '\t' || *c == '\r')
      *c = ' ';
  g_string_append_printf (text, "%s\n", line);
}

/* As short as it can be read back. */
static void
write_number (double value, char *buffer)
{
  g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) < value || g_ascii_strtod (buffer, NULL) > value)
    g_ascii_dtostr (buffer, G_ASCII_DTOSTR_BUF_SIZE, value);
}

static void
add_number (GString *text, const char *key, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return;
  write_number (value, buffer);
  add (text, key, buffer);
}

/* (transfer full) (nullable) */
static char *
value_text (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  write_number (json_node_get_double (node), buffer);
  return g_strdup (buffer);
}

/* Short lists in one line: pairs of numbers, names. */
static void
add_list (GString *text, const char *key, JsonArray *array)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *value = value_text (json_array_get_element (array, i));

    if (value == NULL)
      return;
    g_string_append_printf (line, "%s%s", i > 0 ? " " : "", value);
  }
  if (line->len > 0)
    add (text, key, line->str);
}

static void add_object (GString *text, const char *key, JsonObject *object);

static void
add_node (GString *text, const char *key, JsonNode *node)
{
  g_autofree char *value = value_text (node);

  if (value != NULL)
    add (text, key, value);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    add_object (text, key, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    add_list (text, key, json_node_get_array (node));
}

static void
add_object (GString *text, const char *key, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    g_autofree char *path = g_strconcat (key, ".", name, NULL);

    add_node (text, path, node);
  }
}

/* A task is known by its column, as its number says nothing across runs. */
static void
add_recipe_tasks (GString *text, JsonArray *tasks)
{
  for (guint i = 0; i < json_array_get_length (tasks); i++) {
    JsonObject *task = json_array_get_object_element (tasks, i);
    g_autofree char *key =
        g_strconcat ("recipe.tasks.", json_object_get_string_member (task, "column"), NULL);

    json_object_remove_member (task, "column");
    add_object (text, key, task);
  }
}

static void
add_recipe (GString *text, const MienRecipe *recipe)
{
  g_autofree char *json = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (JsonNode) root = mien_json_parse (json, "recipe", NULL);
  JsonObject *object;

  if (root == NULL)
    return;
  object = json_node_get_object (root);
  if (json_object_has_member (object, "tasks"))
    add_recipe_tasks (text, json_object_get_array_member (object, "tasks"));
  json_object_remove_member (object, "tasks");
  json_object_remove_member (object, "mien");
  add_object (text, "recipe", object);
}

static void
add_place (GString *text, MienRun *run)
{
  const MienRecipe *recipe = run->recipe;
  g_autofree char *data = mien_union_join_locations ((const char *const *) recipe->paths);
  g_autofree char *tested = g_strdup_printf (
      "%s|%d|%s|%d|%d|%" G_GINT64_FORMAT, data, (int) recipe->split,
      mien_split_kind_is_by_group (recipe->split) && recipe->group != NULL ? recipe->group : "",
      recipe->folds, recipe->fold, (gint64) recipe->split_seed);

  add (text, "run.data", data);
  add (text, "run.tested", tested);
  if (mien_run_get_main (run) != NULL)
    add (text, "run.main", mien_run_get_main (run));
}

static void
add_task (GString *text, const char *name, JsonObject *task)
{
  static const char *const parts[] = {"test", "validation", "train"};
  const char *metric = json_object_get_string_member_with_default (task, "metric", NULL);
  g_autofree char *metric_key = g_strconcat ("run.metric.", name, NULL);

  if (metric != NULL)
    add (text, metric_key, metric);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    JsonNode *node = json_object_get_member (task, parts[i]);
    g_autofree char *key = g_strconcat (parts[i], ".", name, NULL);

    if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
      add_object (text, key, json_node_get_object (node));
  }
}

static void
add_result (GString *text, JsonObject *result)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, result);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    g_autofree char *key = g_strconcat ("run.", name, NULL);

    if (JSON_NODE_HOLDS_VALUE (node) ? !g_str_equal (name, "main") && !g_str_equal (name, "data")
                                     : g_str_equal (name, "select") || g_str_equal (name, "best"))
      add_node (text, key, node);
  }
  json_object_iter_init_ordered (&iter, json_object_get_object_member (result, "tasks"));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_OBJECT (node))
      add_task (text, name, json_node_get_object (node));
}

/* What a figure was in its best epoch and in its last. */
typedef struct {
  const char *task, *metric;
  double best, last;
} Course;

static void
follow (GArray *courses, const MienHistoryRow *row)
{
  for (guint i = 0; i < courses->len; i++) {
    Course *course = &g_array_index (courses, Course, i);

    if (course->task != row->task || course->metric != row->metric)
      continue;
    course->last = row->value;
    if (!isfinite (course->best) || mien_metric_is_better (row->metric, row->value, course->best))
      course->best = row->value;
    return;
  }
  g_array_append_vals (courses, &(Course){row->task, row->metric, row->value, row->value}, 1);
}

static void
add_history (GString *text, const char *folder)
{
  g_autoptr (GArray) rows = mien_history_read (folder, NULL);
  g_autoptr (GArray) courses = g_array_new (FALSE, FALSE, sizeof (Course));
  const char *validation = g_intern_static_string ("validation");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_array_index (rows, MienHistoryRow, i).split == validation)
      follow (courses, &g_array_index (rows, MienHistoryRow, i));
  for (guint i = 0; i < courses->len; i++) {
    const Course *course = &g_array_index (courses, Course, i);
    g_autofree char *best = g_strdup_printf ("best.%s.%s", course->task, course->metric);
    g_autofree char *last = g_strdup_printf ("last.%s.%s", course->task, course->metric);

    add_number (text, best, course->best);
    add_number (text, last, course->last);
  }
}

char *
mien_digest_new (MienRun *run)
{
  GString *text = g_string_new ("\n"); /* so that every key has a line's end before it */

  add_place (text, run);
  add_recipe (text, run->recipe);
  if (run->result != NULL)
    add_result (text, json_node_get_object (run->result));
  add_history (text, run->folder);
  return g_string_free (text, FALSE);
}

/* (nullable): where the value of @key begins */
static const char *
find (const char *digest, const char *key)
{
  char needle[256];
  int len = g_snprintf (needle, sizeof needle, "\n%s\t", key);
  const char *found = len < (int) sizeof needle ? strstr (digest, needle) : NULL;

  return found != NULL ? found + len : NULL;
}

char *
mien_digest_get (const char *digest, const char *key)
{
  const char *value = find (digest, key);

  return value != NULL ? g_strndup (value, strcspn (value, "\n")) : NULL;
}

double
mien_digest_get_number (const char *digest, const char *key)
{
  const char *value = find (digest, key);
  char *end = NULL;
  double number = value != NULL ? g_ascii_strtod (value, &end) : (double) NAN;

  return value != NULL && end != value && *end == '\n' ? number : (double) NAN;
}

gboolean
mien_digest_get_pair (const char *digest, const char *key, double *low, double *high)
{
  const char *value = find (digest, key);
  char *end = NULL, *rest = NULL;

  if (value == NULL)
    return FALSE;
  *low = g_ascii_strtod (value, &end);
  *high = g_ascii_strtod (end, &rest);
  return end != value && rest != end && *rest == '\n' && isfinite (*low) && isfinite (*high);
}

GPtrArray *
mien_digest_list_tasks (const char *digest)
{
  static const char start[] = "\nrecipe.tasks.", end[] = ".role\t";
  GPtrArray *tasks = g_ptr_array_new_with_free_func (g_free);

  for (const char *line = digest; (line = strstr (line, start)) != NULL;) {
    const char *name = line + strlen (start), *tab = strchr (name, '\t');

    line = name;
    if (tab != NULL && tab - name >= 5 && strncmp (tab - 5, end, strlen (end)) == 0)
      g_ptr_array_add (tasks, g_strndup (name, (gsize) (tab - 5 - name)));
  }
  return tasks;
}

void
mien_digest_collect_keys (const char *digest, GHashTable *keys)
{
  for (const char *line = digest; (line = strchr (line, '\n')) != NULL && line[1] != '\0';) {
    gsize len = strcspn (++line, "\t");
    g_autofree char *key = g_strndup (line, len);

    if (!g_hash_table_contains (keys, key))
      g_hash_table_add (keys, g_steal_pointer (&key));
  }
}
