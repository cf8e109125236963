/* What a run starts from: the weights of a model, and stages that stay as they are. */
#include "engine/core/json.h"
#include "engine/exchange/model-start.h"
#include "engine/study/run-private.h"
#include "engine/training/checkpoint.h"

/* Beside the run, so that it can go on when the model that it started from is gone. */
static char *
kept_path (const char *folder)
{
  return g_build_filename (folder, "start.json", NULL);
}

static gboolean
keep (const MienStart *start, const char *path, const char *folder, GError **error)
{
  g_autofree char *file = kept_path (folder);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "path", path);
  json_object_set_string_member (object, "fingerprint", start->fingerprint);
  json_object_set_int_member (object, "taken", start->taken);
  json_object_set_int_member (object, "of", start->of);
  json_node_take_object (node, object);
  return mien_json_save (node, file, error);
}

static gboolean
take_weights (MienCompiled *run, const char *folder, const char *base, GError **error)
{
  g_autofree char *path = mien_data_resolve (run->recipe->start, base);
  g_auto (MienStart) start = {0};

  return mien_model_start (run->network, path, &start, error) && keep (&start, path, folder, error);
}

gboolean
mien_run_start (MienCompiled *run,
                const char *folder,
                const char *base,
                gboolean started,
                GError **error)
{
  gboolean goes_on = started && mien_checkpoint_exists (folder);

  if (run->recipe->start != NULL && !goes_on && !take_weights (run, folder, base, error))
    return FALSE;
  if (mien_network_freeze (run->network, run->recipe->freeze, error))
    return TRUE;
  g_prefix_error (error, "network.freeze: ");
  return FALSE;
}

JsonNode *
mien_run_describe_start (const MienCompiled *run, const char *folder)
{
  g_autofree char *path = kept_path (folder);

  return run->recipe->start != NULL ? mien_json_load (path, NULL) : NULL;
}
