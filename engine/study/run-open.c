#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/exchange/model.h"
#include "engine/study/run-private.h"
#include "engine/training/checkpoint.h"
#include "engine/training/metrics.h"

#include <glib/gstdio.h>
#include <math.h>

void
mien_run_free (MienRun *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_free (self->name);
  g_free (self->arm);
  mien_recipe_free (self->recipe);
  g_clear_pointer (&self->result, json_node_unref);
  g_free (self);
}

static gint64
modified (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (gint64) info.st_mtime : 0;
}

static gboolean
check_format (JsonObject *object, const char *path, GError **error)
{
  JsonNode *node = json_object_get_member (object, "format");
  gint64 format = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 1;

  if (format == MIEN_RUN_FORMAT)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s is of format %" G_GINT64_FORMAT
               ", of which this build reads %d at most; open it "
               "with a newer Mien",
               path, format, MIEN_RUN_FORMAT);
  return FALSE;
}

static gboolean
check_result (MienRun *self, const char *path, GError **error)
{
  JsonObject *object =
      JSON_NODE_HOLDS_OBJECT (self->result) ? json_node_get_object (self->result) : NULL;

  if (object != NULL && json_object_has_member (object, "tasks") &&
      json_object_has_member (object, "fingerprint") &&
      JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "tasks")))
    return check_format (object, path, error);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s does not say what a run came to", path);
  return FALSE;
}

/* The folder may have been moved since; and the arm is known to the outcome alone. */
static void
tell_where (MienRun *self)
{
  JsonObject *object = json_node_get_object (self->result);

  self->arm = g_strdup (json_object_get_string_member_with_default (object, "arm", NULL));
  json_object_set_string_member (object, "run", self->folder);
}

MienRun *
mien_run_open (const char *folder, GError **error)
{
  g_autoptr (MienRun) self = g_new0 (MienRun, 1);
  g_autofree char *recipe = g_build_filename (folder, "recipe.json", NULL);
  g_autofree char *result = g_build_filename (folder, "run.json", NULL);

  self->folder = g_strdup (folder);
  self->name = g_path_get_basename (folder);
  self->recipe = mien_recipe_load (recipe, error);
  if (self->recipe == NULL)
    return NULL;
  self->state = mien_checkpoint_exists (folder) ? MIEN_RUN_UNFINISHED : MIEN_RUN_BROKEN;
  self->modified = modified (recipe);
  if (g_file_test (result, G_FILE_TEST_EXISTS)) {
    self->result = mien_json_load (result, error);
    if (self->result == NULL || !check_result (self, result, error))
      return NULL;
    tell_where (self);
    self->state = MIEN_RUN_FINISHED;
    self->modified = modified (result);
  }
  return g_steal_pointer (&self);
}

static JsonObject *
get_object (JsonObject *parent, const char *name)
{
  JsonNode *node = parent != NULL ? json_object_get_member (parent, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

double
mien_run_get_metric (MienRun *self, const char *task, const char *part, const char *metric)
{
  JsonObject *result = self->result != NULL ? json_node_get_object (self->result) : NULL;
  const char *name = task != NULL ? task : mien_run_get_main (self);
  JsonObject *found =
      name != NULL ? get_object (get_object (get_object (result, "tasks"), name), part) : NULL;
  JsonNode *node = found != NULL ? json_object_get_member (found, metric) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : (double) NAN;
}

const char *
mien_run_get_main (MienRun *self)
{
  MienRecipeTask *task = mien_recipe_get_main (self->recipe);

  return task != NULL ? task->column : NULL;
}

const char *
mien_run_get_task_metric (MienRun *self, const char *task)
{
  JsonObject *result = self->result != NULL ? json_node_get_object (self->result) : NULL;
  JsonObject *found = get_object (get_object (result, "tasks"), task);

  return found != NULL ? json_object_get_string_member_with_default (
                             found, "metric", mien_metric_main (MIEN_KIND_CLASS))
                       : NULL;
}

const char *
mien_run_get_main_metric (MienRun *self)
{
  const char *name = mien_run_get_main (self);
  const char *metric = name != NULL ? mien_run_get_task_metric (self, name) : NULL;

  return metric != NULL ? metric : mien_metric_main (MIEN_KIND_CLASS);
}

MienNetwork *
mien_run_load_model (MienRun *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "model.safetensors", NULL);

  return mien_model_load (path, NULL, NULL, error);
}

MienPredictions *
mien_run_load_predictions (MienRun *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "predictions.csv", NULL);
  g_autoptr (MienNetwork) network = mien_run_load_model (self, error);

  return network != NULL ? mien_predictions_load (path, mien_network_get_tasks (network), error)
                         : NULL;
}

MienDataset *
mien_run_open_dataset (MienRun *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "corrections.csv", NULL);
  g_autoptr (MienDataset) dataset =
      mien_recipe_open_dataset (self->recipe, self->folder, cancellable, NULL, error);
  g_autoptr (GPtrArray) corrections = NULL;

  if (dataset == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&dataset);
  corrections = mien_corrections_read (path, error);
  return corrections != NULL ? mien_dataset_correct (dataset, corrections, error) : NULL;
}
