#include "app/command.h"
#include "app/console.h"
#include "app/data-options.h"
#include "engine/core/error.h"
#include "engine/insight/predictor.h"
#include "engine/samples/union.h"
#include "engine/training/metrics-json.h"
#include "engine/training/predictions.h"

/* Faces asked about at a time. */
enum {
  BATCH = 64
};

static gboolean
knows_a_task (MienNetwork *network, MienDataset *dataset, GError **error)
{
  GPtrArray *tasks = mien_network_get_tasks (network);

  for (guint t = 0; t < tasks->len; t++) {
    const MienTask *task = g_ptr_array_index (tasks, t);
    const MienColumn *column = mien_dataset_get_column (dataset, task->name);

    if (column != NULL && column->kind == task->kind)
      return TRUE;
  }
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_RANGE,
      "%s has no column for any task of the model; name its columns as the tasks are named",
      mien_dataset_get_location (dataset));
  return FALSE;
}

static MienPredictions *
ask_all (MienPredictor *predictor, MienDataset *dataset, GError **error)
{
  MienNetwork *network = mien_predictor_get_network (predictor);
  MienPool *pool = mien_predictor_get_pool (predictor);
  MienExamples examples = {.dataset = dataset};
  g_autoptr (MienFaces) faces = NULL;

  if (!knows_a_task (network, dataset, error))
    return NULL;
  faces = mien_faces_load (dataset, mien_network_get_preprocessing (network), pool, NULL,
                           mien_console_on_progress, NULL, error);
  if (faces == NULL ||
      !mien_network_plan (network, MIEN_PLAN_PREDICT, BATCH, mien_pool_get_n_workers (pool), error))
    return NULL;
  mien_console_end_progress ();
  if (faces->n_without_points > 0)
    mien_console_warn ("Some faces have no points to be cropped by; the middle square of their "
                       "pictures is used");
  examples.faces = faces;
  return mien_predictions_make (network, pool, &examples, BATCH, error);
}

static JsonObject *
describe_task (const MienTaskPredictions *task, guint n)
{
  g_autoptr (GArray) metrics = mien_metrics_compute_all (task->task, n, task->label, task->output);
  g_autoptr (GArray) figures = mien_metrics_per_class (task->task, n, task->label, task->output);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", mien_kind_name (task->task->kind));
  if (task->task->names != NULL) {
    JsonArray *names = json_array_new ();

    for (char **name = task->task->names; *name != NULL; name++)
      json_array_add_string_element (names, *name);
    json_object_set_array_member (object, "classes", names);
  }
  json_object_set_object_member (object, "test", mien_metrics_to_json (metrics));
  if (figures->len > 0)
    json_object_set_object_member (object, "per_class", mien_class_figures_to_json (figures));
  return object;
}

static JsonObject *
describe (MienPredictions *predictions)
{
  JsonObject *result = json_object_new (), *tasks = json_object_new ();

  for (guint t = 0; t < predictions->tasks->len; t++) {
    const MienTaskPredictions *task = g_ptr_array_index (predictions->tasks, t);

    json_object_set_object_member (tasks, task->task->name, describe_task (task, predictions->n));
  }
  json_object_set_int_member (result, "samples", predictions->n);
  json_object_set_object_member (result, "tasks", tasks);
  return result;
}

static void
print (JsonObject *result)
{
  JsonObject *tasks = json_object_get_object_member (result, "tasks");
  g_autoptr (GList) names = json_object_get_members (tasks);

  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *test =
        json_object_get_object_member (json_object_get_object_member (tasks, name->data), "test");
    g_autoptr (GList) metrics = json_object_get_members (test);

    g_print ("%s:", (const char *) name->data);
    for (GList *metric = metrics; metric != NULL; metric = metric->next)
      if (!json_object_get_null_member (test, metric->data))
        g_print (" %s %.4g", (const char *) metric->data,
                 json_object_get_double_member (test, metric->data));
    g_print ("\n");
  }
}

static int
evaluate (const char *model, char **data, const MienImport *import, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienPredictor) predictor = mien_predictor_open (model, 0, &error);
  g_autoptr (MienDataset) dataset =
      predictor != NULL ? mien_union_open ((const char *const *) data, import, &error) : NULL;
  g_autoptr (MienPredictions) predictions =
      dataset != NULL ? ask_all (predictor, dataset, &error) : NULL;

  if (predictions == NULL)
    return mien_console_fail (error);

  g_autoptr (JsonObject) result = describe (predictions);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), result);
  if (json)
    mien_console_json (node);
  else
    print (result);
  return MIEN_EXIT_DONE;
}

int
mien_command_evaluate (char **argv)
{
  g_auto (GStrv) data = NULL;
  MienDataOptions options = {0};
  g_autoptr (MienRecipe) recipe = NULL;
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"data", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &data,
       "Data set to measure it on (repeat to join)", "PATH"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (mien_command_parse (&left, "MODEL --data PATH", "Measures a model on a data set.", entries,
                          mien_data_options_group (&options), 1, 1, &error) &&
      mien_command_need (data != NULL ? data[0] : NULL, "--data PATH", &error))
    recipe = mien_data_options_recipe (&options, &error);
  mien_data_options_clear (&options);
  if (recipe == NULL)
    return mien_console_usage (error);

  MienImport import = mien_data_options_import (recipe);

  return evaluate (left[1], data, &import, json);
}
