/* What run.json says of how the tasks were learned together. */
#include "engine/study/run-private.h"

#include <math.h>

static void
add_number (JsonArray *array, double value)
{
  if (isfinite (value))
    json_array_add_double_element (array, value);
  else
    json_array_add_null_element (array);
}

static const MienTask *
get_task (const MienCompiled *run, guint task)
{
  return g_ptr_array_index (mien_network_get_tasks (run->network), task);
}

static JsonArray *
describe_stage (const MienConflict *conflict, guint stage)
{
  JsonArray *rows = json_array_new ();

  for (guint a = 0; a < mien_conflict_get_n_tasks (conflict); a++) {
    JsonArray *row = json_array_new ();

    for (guint b = 0; b < mien_conflict_get_n_tasks (conflict); b++)
      add_number (row, mien_conflict_get_cosine (conflict, stage, a, b));
    json_array_add_array_element (rows, row);
  }
  return rows;
}

static JsonObject *
describe_helped (const MienCompiled *run, const MienConflict *conflict)
{
  JsonObject *helped = json_object_new ();

  for (guint t = 0; t < mien_conflict_get_n_tasks (conflict); t++) {
    double share = mien_conflict_get_helped (conflict, t);
    gboolean is_main =
        g_array_index (run->settings.tasks, MienTaskSettings, t).role == MIEN_ROLE_MAIN;

    if (!is_main && isfinite (share))
      json_object_set_double_member (helped, get_task (run, t)->name, share);
  }
  return helped;
}

static JsonObject *
describe_gradients (const MienCompiled *run, const MienConflict *conflict)
{
  JsonObject *object = json_object_new ();
  JsonArray *stages = json_array_new (), *tasks = json_array_new (), *cosine = json_array_new ();
  const char *const *names = mien_conflict_get_stages (conflict);

  for (guint s = 0; names[s] != NULL; s++) {
    json_array_add_string_element (stages, names[s]);
    json_array_add_array_element (cosine, describe_stage (conflict, s));
  }
  for (guint t = 0; t < mien_conflict_get_n_tasks (conflict); t++)
    json_array_add_string_element (tasks, get_task (run, t)->name);
  json_object_set_array_member (object, "stages", stages);
  json_object_set_array_member (object, "tasks", tasks);
  json_object_set_array_member (object, "cosine", cosine);
  json_object_set_object_member (object, "helped", describe_helped (run, conflict));
  json_object_set_int_member (object, "steps", mien_conflict_count_steps (conflict));
  return object;
}

static JsonObject *
describe_bests (const MienCompiled *run, GArray *bests)
{
  JsonObject *object = json_object_new ();

  for (guint t = 0; t < bests->len; t++) {
    const MienTaskBest *best = &g_array_index (bests, MienTaskBest, t);
    JsonObject *member;

    if (best->epoch == 0)
      continue;
    member = json_object_new ();
    json_object_set_int_member (member, "epoch", best->epoch);
    json_object_set_string_member (member, "metric", best->metric);
    json_object_set_double_member (member, "value", best->value);
    if (best->model != NULL)
      json_object_set_string_member (member, "path", best->model);
    else
      json_object_set_null_member (member, "path");
    json_object_set_object_member (object, get_task (run, t)->name, member);
  }
  return object;
}

static JsonObject *
describe_selection (const MienCompiled *run)
{
  const MienSelectSettings *select = &run->settings.select;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "by", mien_select_name (select->by));
  if (select->metric != NULL)
    json_object_set_string_member (object, "metric", select->metric);
  if (select->by == MIEN_SELECT_WEIGHTED) {
    JsonObject *weights = json_object_new ();

    for (guint t = 0; t < run->settings.tasks->len; t++)
      json_object_set_double_member (weights, get_task (run, t)->name,
                                     select->weights != NULL ? select->weights[t] : 1.0);
    json_object_set_object_member (object, "weights", weights);
  }
  return object;
}

void
mien_outcome_add_training (JsonObject *object,
                           const MienCompiled *run,
                           const MienTrainingOutcome *outcome)
{
  json_object_set_string_member (object, "weighting", run->settings.weighting);
  json_object_set_object_member (object, "select", describe_selection (run));
  json_object_set_object_member (object, "best", describe_bests (run, outcome->bests));
  if (outcome->conflict != NULL && mien_conflict_count_steps (outcome->conflict) > 0)
    json_object_set_object_member (object, "task_gradients",
                                   describe_gradients (run, outcome->conflict));
}
