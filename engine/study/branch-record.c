/* branch.json: where a run branched off. */
#include "engine/study/branch-private.h"

#include "engine/core/error.h"
#include "engine/core/json.h"

#define NAME "branch.json"

void
mien_branch_free (MienBranch *self)
{
  if (self == NULL)
    return;
  g_free (self->from);
  g_free (self->arm);
  g_clear_pointer (&self->set, json_object_unref);
  g_free (self);
}

/* What a recipe can say to a training from its start on. */
static gboolean
is_steering (const char *key)
{
  return g_str_equal (key, "steering") || g_str_equal (key, "threads") ||
         g_str_equal (key, "checkpoints") || g_str_equal (key, "optimizer.lr") ||
         (g_str_has_prefix (key, "tasks.") && g_str_has_suffix (key, ".weight"));
}

static gboolean
is_steered (const char *run, const MienBranchPoint *point, const MienArm *arm)
{
  g_autofree char *path = g_build_filename (run, "recipe.json", NULL);
  g_autoptr (MienRecipe) old = mien_recipe_load (path, NULL);
  g_autoptr (MienBranch) before = mien_branch_open (run, NULL);
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init (&iter, arm->set);
  while (json_object_iter_next (&iter, &key, &node))
    if (!is_steering (key) && !(g_str_equal (key, "epochs") && old != NULL &&
                                mien_branch_tells_epochs (old, point, node)))
      return FALSE;
  return before == NULL || before->steered;
}

gboolean
mien_branch_record (const char *run,
                    const MienBranchPoint *point,
                    const MienArm *arm,
                    const char *folder,
                    GError **error)
{
  g_autofree char *path = g_build_filename (folder, NAME, NULL);
  g_autofree char *from = mien_data_relate (run, folder);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "from", from);
  json_object_set_int_member (object, "step", point->step);
  json_object_set_int_member (object, "epoch", point->epoch);
  if (arm->name != NULL)
    json_object_set_string_member (object, "arm", arm->name);
  json_object_set_object_member (object, "set", json_object_ref (arm->set));
  json_object_set_boolean_member (object, "steered", is_steered (run, point, arm));
  return mien_json_save (node, path, error);
}

/* (nullable): the member @key where it is a single value */
static JsonNode *
get_value (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static const char *
get_text (JsonObject *object, const char *key)
{
  JsonNode *node = get_value (object, key);

  return node != NULL ? json_node_get_string (node) : NULL;
}

static gint64
get_whole (JsonObject *object, const char *key)
{
  JsonNode *node = get_value (object, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : 0;
}

static MienBranch *
read_branch (const char *folder, JsonObject *object)
{
  const char *from = get_text (object, "from");
  JsonNode *set = json_object_get_member (object, "set"), *steered = get_value (object, "steered");
  MienBranch *self;

  if (from == NULL || set == NULL || !JSON_NODE_HOLDS_OBJECT (set))
    return NULL;
  self = g_new0 (MienBranch, 1);
  self->from = mien_data_resolve (from, folder);
  self->arm = g_strdup (get_text (object, "arm"));
  self->epoch = (int) get_whole (object, "epoch");
  self->step = get_whole (object, "step");
  self->set = json_node_dup_object (set);
  self->steered = steered != NULL && json_node_get_boolean (steered);
  return self;
}

MienBranch *
mien_branch_open (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, NAME, NULL);
  g_autoptr (JsonNode) node = NULL;
  MienBranch *self = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  node = mien_json_load (path, error);
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    self = read_branch (folder, json_node_get_object (node));
  if (self == NULL)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s does not say where the run branched off",
                 path);
  return self;
}
