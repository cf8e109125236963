#include "engine/study/run-private.h"

static JsonArray *
describe_row (const float *values, guint n)
{
  JsonArray *row = json_array_new ();

  for (guint i = 0; i < n; i++)
    json_array_add_double_element (row, (double) values[i]);
  return row;
}

static JsonObject *
describe_stitch (const MienStitch *stitch, guint n_tasks)
{
  JsonObject *object = json_object_new ();
  JsonArray *alphas = json_array_new ();

  for (guint t = 0; t < n_tasks; t++)
    json_array_add_array_element (alphas, describe_row (stitch->alphas[t], n_tasks));
  json_object_set_string_member (object, "name", stitch->stage);
  json_object_set_array_member (object, "alphas", alphas);
  return object;
}

static void
add_stitches (JsonObject *object, MienNetwork *network)
{
  g_autoptr (GPtrArray) stitches = mien_network_get_stitches (network);
  GPtrArray *tasks = mien_network_get_tasks (network);
  JsonArray *stages = json_array_new (), *names = json_array_new ();

  for (guint t = 0; t < tasks->len; t++)
    json_array_add_string_element (names, ((MienTask *) g_ptr_array_index (tasks, t))->name);
  for (guint i = 0; i < stitches->len; i++)
    json_array_add_object_element (stages,
                                   describe_stitch (g_ptr_array_index (stitches, i), tasks->len));
  json_object_set_array_member (object, "tasks", names);
  json_object_set_array_member (object, "stages", stages);
}

static void
add_gates (JsonObject *object, const MienPredictions *predictions, int n_experts)
{
  JsonObject *gates = json_object_new ();

  for (guint t = 0; t < predictions->tasks->len; t++) {
    const MienTaskPredictions *task = g_ptr_array_index (predictions->tasks, t);
    JsonArray *means = json_array_new ();

    for (int e = 0; e < n_experts; e++)
      if (task->n_gated > 0)
        json_array_add_double_element (means, task->gates[e]);
      else
        json_array_add_null_element (means);
    json_object_set_array_member (gates, task->task->name, means);
  }
  json_object_set_int_member (object, "experts", n_experts);
  json_object_set_object_member (object, "gates", gates);
}

JsonObject *
mien_sharing_describe (const MienCompiled *run, const MienPredictions *predictions)
{
  const MienSharing *sharing = mien_network_get_sharing (run->network);
  JsonObject *object;

  if (sharing->kind == MIEN_SHARING_HARD)
    return NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "kind", mien_sharing_name (sharing->kind));
  if (sharing->kind == MIEN_SHARING_CROSS_STITCH)
    add_stitches (object, run->network);
  else if (sharing->kind == MIEN_SHARING_MMOE)
    add_gates (object, predictions, sharing->experts);
  return object;
}
