#include "engine/exchange/model-json.h"

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/exchange/model.h"

#include <math.h>

/* Above anything that is trained, and low enough for the network to be built before its weights are
 * looked for. */
#define MAX_SIZE 512
#define MAX_WIDTH 65536 /* of all tasks together */

void
mien_model_words_free (MienModelWords *self)
{
  if (self == NULL)
    return;
  g_free (self->preset);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_free (self->recipe);
  g_free (self->data);
  g_free (self);
}

static void
set_doubles (JsonObject *object, const char *key, const double *values, int n)
{
  JsonArray *array = json_array_new ();

  for (int i = 0; i < n; i++)
    json_array_add_double_element (array, values[i]);
  json_object_set_array_member (object, key, array);
}

static JsonObject *
describe_preprocessing (const MienPreprocessing *p)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "size", p->size);
  json_object_set_int_member (object, "channels", p->channels);
  json_object_set_string_member (object, "crop", mien_crop_name (p->crop));
  json_object_set_string_member (object, "equalise", mien_equalise_name (p->equalise));
  json_object_set_string_member (object, "standardise", mien_standardise_name (p->standardise));
  if (p->standardise == MIEN_STANDARDISE_DATASET) {
    set_doubles (object, "mean", p->mean, p->channels);
    set_doubles (object, "sd", p->sd, p->channels);
  }
  return object;
}

static JsonObject *
describe_task (const MienTask *task)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", task->name);
  json_object_set_string_member (object, "kind", mien_kind_name (task->kind));
  json_object_set_int_member (object, "width", task->width);
  if (task->names != NULL) {
    JsonArray *names = json_array_new ();
    for (int i = 0; task->names[i] != NULL; i++)
      json_array_add_string_element (names, task->names[i]);
    json_object_set_array_member (object, "names", names);
  }
  json_object_set_double_member (object, "offset", task->offset);
  json_object_set_double_member (object, "scale", task->scale);
  json_object_set_string_member (object, "branch", task->branch);
  if (task->n_hidden > 0) {
    JsonObject *head = json_object_new ();

    json_object_set_int_member (head, "layers", task->n_hidden);
    json_object_set_int_member (head, "width", task->hidden_width);
    json_object_set_object_member (object, "head", head);
  }
  return object;
}

/* Hard sharing goes without saying, as it did before there was another. */
static void
describe_sharing (JsonObject *object, const MienSharing *sharing)
{
  if (sharing->kind != MIEN_SHARING_HARD)
    json_object_set_string_member (object, "sharing", mien_sharing_name (sharing->kind));
  if (sharing->kind == MIEN_SHARING_MMOE)
    json_object_set_int_member (object, "experts", sharing->experts);
}

char *
mien_model_describe (MienNetwork *network, const char *recipe, const char *data, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  GPtrArray *tasks = mien_network_get_tasks (network);
  JsonArray *list = json_array_new ();

  json_object_set_int_member (object, "mien", MIEN_MODEL_VERSION);
  json_object_set_string_member (object, "network", mien_network_get_preset (network));
  describe_sharing (object, mien_network_get_sharing (network));
  json_object_set_object_member (object, "preprocessing",
                                 describe_preprocessing (mien_network_get_preprocessing (network)));
  for (guint i = 0; i < tasks->len; i++)
    json_array_add_object_element (list, describe_task (g_ptr_array_index (tasks, i)));
  json_object_set_array_member (object, "tasks", list);

  if (recipe != NULL) {
    JsonNode *node = mien_json_parse (recipe, "The recipe", error);
    if (node == NULL)
      return NULL;
    json_object_set_member (object, "recipe", node);
  }
  if (data != NULL)
    json_object_set_string_member (object, "data", data);

  json_node_set_object (root, object);
  return mien_json_to_text (root, FALSE);
}

/* Where the reader is, for messages: "FILE: the model's tasks[2].width …". */
typedef struct {
  const char *path;
  const char *where;
  JsonObject *object;
} Place;

static gboolean
fail (const Place *place, const char *key, const char *what, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s is not a usable model: its %s%s %s",
               place->path, place->where, key, what);
  return FALSE;
}

static gboolean
read_int (const Place *place, const char *key, int min, int max, int *out, GError **error)
{
  JsonNode *node = json_object_get_member (place->object, key);
  g_autofree char *what = g_strdup_printf ("is not a whole number of %d to %d", min, max);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64 ||
      json_node_get_int (node) < min || json_node_get_int (node) > max)
    return fail (place, key, what, error);
  *out = (int) json_node_get_int (node);
  return TRUE;
}

/* Returns: (nullable): the object's own text */
static const char *
read_string (const Place *place, const char *key, GError **error)
{
  JsonNode *node = json_object_get_member (place->object, key);

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  fail (place, key, "is missing or is not a text", error);
  return NULL;
}

static gboolean
read_number (const Place *place, const char *key, JsonNode *node, double *out, GError **error)
{
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if ((type != G_TYPE_INT64 && type != G_TYPE_DOUBLE) || !isfinite (json_node_get_double (node)))
    return fail (place, key, "is missing or is not a number", error);
  *out = json_node_get_double (node);
  return TRUE;
}

/* Returns: (nullable): the array @key, of @n elements or, for @n 0, of any number of them */
static JsonArray *
read_array (const Place *place, const char *key, guint n, GError **error)
{
  JsonNode *node = json_object_get_member (place->object, key);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    fail (place, key, "is missing or is not an array", error);
  else if (n != 0 && json_array_get_length (json_node_get_array (node)) != n)
    fail (place, key, "has not as many elements as it needs", error);
  else
    return json_node_get_array (node);
  return NULL;
}

static gboolean
read_channels (const Place *place, const char *key, int n, double *out, GError **error)
{
  JsonArray *array = read_array (place, key, (guint) n, error);

  for (int c = 0; array != NULL && c < n; c++)
    if (!read_number (place, key, json_array_get_element (array, (guint) c), &out[c], error))
      return FALSE;
  return array != NULL;
}

static gboolean
read_names_of_steps (const Place *place, MienPreprocessing *p, GError **error)
{
  const char *crop, *equalise, *standardise;

  if ((crop = read_string (place, "crop", error)) == NULL ||
      (equalise = read_string (place, "equalise", error)) == NULL ||
      (standardise = read_string (place, "standardise", error)) == NULL)
    return FALSE;
  if (!mien_crop_from_name (crop, &p->crop))
    return fail (place, "crop", "is not one that this version knows", error);
  if (!mien_equalise_from_name (equalise, &p->equalise))
    return fail (place, "equalise", "is not one that this version knows", error);
  if (!mien_standardise_from_name (standardise, &p->standardise))
    return fail (place, "standardise", "is not one that this version knows", error);
  return TRUE;
}

static gboolean
read_preprocessing (const Place *parent, MienPreprocessing *p, GError **error)
{
  JsonNode *node = json_object_get_member (parent->object, "preprocessing");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail (parent, "preprocessing", "is missing", error);

  const Place place = {parent->path, "preprocessing.", json_node_get_object (node)};
  if (!read_int (&place, "size", 1, MAX_SIZE, &p->size, error) ||
      !read_int (&place, "channels", 1, 3, &p->channels, error) ||
      !read_names_of_steps (&place, p, error))
    return FALSE;
  if (p->channels == 2)
    return fail (&place, "channels", "is 2; pictures have 1 or 3", error);
  if (p->standardise != MIEN_STANDARDISE_DATASET)
    return TRUE;

  if (!read_channels (&place, "mean", p->channels, p->mean, error) ||
      !read_channels (&place, "sd", p->channels, p->sd, error))
    return FALSE;
  for (int c = 0; c < p->channels; c++)
    if (p->sd[c] <= 0)
      return fail (&place, "sd", "is not above 0", error);
  return TRUE;
}

/* @names: (out) (transfer full) (nullable) */
static gboolean
read_names (const Place *place, MienKind kind, int width, GStrv *names, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (kind == MIEN_KIND_SCALAR || kind == MIEN_KIND_POINTS)
    return TRUE;

  JsonArray *array = read_array (place, "names", (guint) width, error);
  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < (guint) width; i++) {
    JsonNode *node = json_array_get_element (array, i);
    if (json_node_get_value_type (node) != G_TYPE_STRING)
      return fail (place, "names", "holds something that is not a text", error);
    g_strv_builder_add (builder, json_node_get_string (node));
  }
  *names = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
check_width (const Place *place, MienKind kind, int width, GError **error)
{
  if (kind == MIEN_KIND_SCALAR && width != 1)
    return fail (place, "width", "is not 1, as a scalar's has to be", error);
  if (kind == MIEN_KIND_POINTS && width % 2 != 0)
    return fail (place, "width", "is odd, and points have two numbers each", error);
  return TRUE;
}

/* Models of before heads had hidden layers say nothing of them. */
static gboolean
read_head (const Place *parent, MienTask *task, GError **error)
{
  JsonNode *node = json_object_get_member (parent->object, "head");

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (parent, "head", "is not an object", error);

  g_autofree char *where = g_strconcat (parent->where, "head.", NULL);
  const Place place = {parent->path, where, json_node_get_object (node)};
  return read_int (&place, "layers", 1, MIEN_MAX_HIDDEN, &task->n_hidden, error) &&
         read_int (&place, "width", 1, MIEN_MAX_HIDDEN_WIDTH, &task->hidden_width, error);
}

static MienTask *
read_task (const Place *place, GError **error)
{
  const char *name = read_string (place, "name", error);
  const char *kind_name = name != NULL ? read_string (place, "kind", error) : NULL;
  const char *branch = kind_name != NULL ? read_string (place, "branch", error) : NULL;
  g_auto (GStrv) names = NULL;
  double offset, scale;
  MienKind kind;
  int width;

  if (branch == NULL)
    return NULL;
  if (!mien_kind_from_name (kind_name, &kind)) {
    fail (place, "kind", "is not one that this version knows", error);
    return NULL;
  }
  if (!read_int (place, "width", 1, MAX_WIDTH, &width, error) ||
      !check_width (place, kind, width, error) || !read_names (place, kind, width, &names, error) ||
      !read_number (place, "offset", json_object_get_member (place->object, "offset"), &offset,
                    error) ||
      !read_number (place, "scale", json_object_get_member (place->object, "scale"), &scale, error))
    return NULL;
  if (scale <= 0) {
    fail (place, "scale", "is not above 0", error);
    return NULL;
  }

  g_autoptr (MienTask) task = mien_task_new (name, kind, (const char *const *) names, width);
  task->offset = offset;
  task->scale = scale;
  g_free (task->branch);
  task->branch = g_strdup (branch);
  return read_head (place, task, error) ? g_steal_pointer (&task) : NULL;
}

static gboolean
read_tasks (const Place *parent, GPtrArray *tasks, GError **error)
{
  JsonArray *array = read_array (parent, "tasks", 0, error);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  int left = MAX_WIDTH;

  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) < 1 || json_array_get_length (array) > MAX_WIDTH)
    return fail (parent, "tasks", "are none or too many", error);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    g_autofree char *where = g_strdup_printf ("tasks[%u].", i);
    if (!JSON_NODE_HOLDS_OBJECT (node))
      return fail (parent, "tasks", "hold something that is not an object", error);

    const Place place = {parent->path, where, json_node_get_object (node)};
    MienTask *task = read_task (&place, error);
    if (task == NULL)
      return FALSE;
    gboolean twice = !g_hash_table_add (names, task->name);
    g_ptr_array_add (tasks, task);
    left -= task->width;
    if (left < 0)
      return fail (parent, "tasks", "give more numbers than any network", error);
    if (twice)
      return fail (&place, "name", "is there twice", error);
  }
  return TRUE;
}

static gboolean
read_sharing (const Place *place, MienSharing *sharing, GError **error)
{
  const char *name;

  sharing->experts = MIEN_DEFAULT_EXPERTS;
  if (!json_object_has_member (place->object, "sharing"))
    return TRUE;
  name = read_string (place, "sharing", error);
  if (name == NULL)
    return FALSE;
  if (!mien_sharing_from_name (name, &sharing->kind))
    return fail (place, "sharing", "is not one that this version knows", error);
  return sharing->kind != MIEN_SHARING_MMOE ||
         read_int (place, "experts", 1, MIEN_MAX_EXPERTS, &sharing->experts, error);
}

static gboolean
check_version (const Place *place, GError **error)
{
  int version;

  if (!read_int (place, "mien", 1, G_MAXINT, &version, error))
    return FALSE;
  if (version > MIEN_MODEL_VERSION) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s was written by a newer Mien (its format is %d, this one reads up to %d); "
                 "update Mien to open it",
                 place->path, version, MIEN_MODEL_VERSION);
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_extras (const Place *place, MienModelWords *words, GError **error)
{
  JsonNode *recipe = json_object_get_member (place->object, "recipe");

  if (recipe != NULL && !JSON_NODE_HOLDS_OBJECT (recipe))
    return fail (place, "recipe", "is not an object", error);
  if (recipe != NULL)
    words->recipe = mien_json_to_text (recipe, TRUE);
  if (!json_object_has_member (place->object, "data"))
    return TRUE;
  words->data = g_strdup (read_string (place, "data", error));
  return words->data != NULL;
}

MienModelWords *
mien_model_parse (const char *text, const char *path, GError **error)
{
  g_autofree char *name = g_strdup_printf ("The description in %s", path);
  g_autoptr (JsonNode) root = mien_json_parse (text, name, error);
  g_autoptr (MienModelWords) words = g_new0 (MienModelWords, 1);
  Place place = {path, "", NULL};

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root)) {
    fail (&place, "description", "is not an object", error);
    return NULL;
  }

  place.object = json_node_get_object (root);
  words->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  if (!check_version (&place, error))
    return NULL;
  words->preset = g_strdup (read_string (&place, "network", error));
  if (words->preset == NULL || !read_sharing (&place, &words->sharing, error) ||
      !read_preprocessing (&place, &words->preprocessing, error) ||
      !read_tasks (&place, words->tasks, error) || !read_extras (&place, words, error))
    return NULL;
  return g_steal_pointer (&words);
}
