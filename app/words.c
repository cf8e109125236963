#include "app/words.h"

#include "app/console.h"
#include "engine/core/json.h"
#include "engine/study/study.h"

#include <math.h>

static void
tell_task (const char *name, JsonObject *task)
{
  JsonObject *test = json_object_get_object_member (task, "test");
  GList *metrics = json_object_get_members (test);

  g_print ("  %s:", name);
  for (GList *item = metrics; item != NULL; item = item->next) {
    JsonNode *value = json_object_get_member (test, item->data);

    if (g_str_equal (item->data, "n"))
      g_print (" n %.0f", json_node_get_double (value));
    else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_DOUBLE)
      g_print (" %s %.3f", (const char *) item->data, json_node_get_double (value));
  }
  g_print ("\n");
  g_list_free (metrics);
}

static void
tell_tasks (JsonObject *result)
{
  JsonObject *tasks = json_object_get_object_member (result, "tasks");
  GList *names = json_object_get_members (tasks);

  g_print ("On the test part:\n");
  for (GList *name = names; name != NULL; name = name->next)
    tell_task (name->data, json_object_get_object_member (tasks, name->data));
  g_list_free (names);
}

/* Whether the auxiliary tasks pulled the way that the main one did. */
static void
tell_gradients (MienRun *run, JsonObject *result)
{
  JsonNode *node = json_object_get_member (result, "task_gradients");
  JsonObject *gradients = node != NULL ? json_node_get_object (node) : NULL;
  JsonObject *helped =
      gradients != NULL ? json_object_get_object_member (gradients, "helped") : NULL;
  g_autoptr (GList) names = helped != NULL ? json_object_get_members (helped) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    g_print ("In %.0f %% of the %d steps measured, %s pulled the same way as %s.\n",
             100.0 * json_object_get_double_member (helped, name->data),
             (int) json_object_get_int_member_with_default (gradients, "steps", 0),
             (const char *) name->data, mien_run_get_main (run));
}

static void
tell_end (MienRun *run, JsonObject *result)
{
  gint64 asked = json_object_get_int_member_with_default (result, "epochs", 0);
  gint64 trained = json_object_get_int_member_with_default (result, "epochs_trained", asked);

  if (trained < asked)
    g_print ("Ended after %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
             " epochs, as the last %d were no better (stop_after).\n",
             trained, asked, run->recipe->stop_after);
}

static void
tell_start (JsonObject *result)
{
  JsonNode *node = json_object_get_member (result, "start");
  JsonObject *start =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (start != NULL)
    g_print ("Started from %s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
             " parameters were taken from it, the others drawn.\n",
             json_object_get_string_member_with_default (start, "path", ""),
             json_object_get_int_member_with_default (start, "taken", 0),
             json_object_get_int_member_with_default (start, "of", 0));
}

gboolean
mien_words_tell_run (const char *folder, gboolean json, GError **error)
{
  g_autoptr (MienRun) run = mien_run_open (folder, error);

  if (run == NULL)
    return FALSE;
  if (json) {
    mien_console_json (run->result);
    return TRUE;
  }

  JsonObject *result = json_node_get_object (run->result);
  g_autofree char *leaks = mien_run_tell_leaks (run);
  g_autofree char *time = mien_console_duration (json_object_get_double_member (result, "seconds"));
  g_print ("Trained in %s, %.0f images a second.\n", time,
           json_object_get_double_member (result, "images_per_second"));
  tell_start (result);
  tell_end (run, result);
  tell_tasks (result);
  tell_gradients (run, result);
  if (leaks != NULL)
    g_print ("%s\n", leaks);
  g_print ("Model: %s/model.safetensors\n", folder);
  return TRUE;
}

static void
tell_arm (const MienArmResult *arm)
{
  g_print ("  %-24s %.4f", arm->name, arm->mean);
  if (isfinite (arm->low))
    g_print ("  [%.4f, %.4f]", arm->low, arm->high);
  g_print ("  %u runs\n", arm->values->len);
}

static void
tell_gain (const char *helped, const char *by, const MienComparison *gain)
{
  if (gain == NULL)
    return;
  g_print ("  %-24s with %-24s %+.4f", helped, by, gain->difference);
  if (isfinite (gain->low))
    g_print ("  [%+.4f, %+.4f]", gain->low, gain->high);
  g_print ("  %u pairs\n", gain->pairs);
}

static void
tell_transfer (const MienTransfer *transfer)
{
  g_print ("Gain of each task over being learned alone, by its own metric (above 0 is better):\n");
  for (guint t = 0; t < transfer->n; t++) {
    for (guint other = 0; other < transfer->n; other++)
      tell_gain (transfer->tasks[t], transfer->tasks[other],
                 transfer->gain[t * transfer->n + other]);
    tell_gain (transfer->tasks[t], "all others", transfer->together[t]);
  }
}

/* Of one fold. */
static void
tell_trials (JsonObject *fold)
{
  JsonArray *trials = json_object_get_array_member (fold, "trials");
  gint64 chosen = json_object_get_int_member_with_default (fold, "chosen", -1);

  for (guint i = 0; i < json_array_get_length (trials); i++) {
    JsonObject *trial = json_array_get_object_element (trials, i);
    JsonObject *weights = json_object_get_object_member (trial, "weights");
    g_autoptr (GList) names = json_object_get_members (weights);
    gint64 number = json_object_get_int_member (trial, "trial");

    g_print ("  fold %d, trial %d, epochs %d:", (int) json_object_get_int_member (fold, "fold"),
             (int) number, (int) json_object_get_int_member (trial, "epochs"));
    for (GList *name = names; name != NULL; name = name->next)
      g_print (" %s=%g", (const char *) name->data,
               json_object_get_double_member (weights, name->data));
    g_print ("  %.4f%s\n", json_object_get_double_member_with_default (trial, "value", NAN),
             number == chosen ? "  chosen" : "");
  }
}

static void
tell_search (JsonObject *search)
{
  JsonArray *folds = json_object_get_array_member (search, "folds");

  g_print ("Search for weights (%s, %s a fold), picked by %s on the validation part:\n",
           json_object_get_string_member_with_default (search, "method", ""),
           json_object_get_string_member_with_default (search, "budget", ""),
           json_object_get_string_member_with_default (search, "metric", "nothing"));
  for (guint i = 0; i < json_array_get_length (folds); i++)
    tell_trials (json_array_get_object_element (folds, i));
}

gboolean
mien_words_tell_search (const char *folder, gboolean json, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "search.json", NULL);
  g_autoptr (JsonNode) node = mien_json_load (path, error);

  if (node == NULL)
    return FALSE;
  if (json) {
    mien_console_json (node);
    return TRUE;
  }
  tell_search (json_node_get_object (node));
  g_print ("Recipe with these weights: %s/best.json\n", folder);
  return TRUE;
}

gboolean
mien_words_tell_study (const char *folder, gboolean json, GError **error)
{
  g_autoptr (MienStudy) study = mien_study_open (folder, error);

  if (study == NULL)
    return FALSE;
  if (json) {
    g_autoptr (JsonNode) node = mien_study_to_json (study);

    mien_console_json (node);
    return TRUE;
  }

  g_print ("%s of %s on the test part, mean over runs with 95 %% interval:\n", study->metric,
           study->main);
  for (guint i = 0; i < study->arms->len; i++)
    tell_arm (g_ptr_array_index (study->arms, i));
  if (study->transfer != NULL)
    tell_transfer (study->transfer);
  if (study->searches->len > 0) {
    JsonObject *search = mien_searches_to_json (study->recipe, study->searches);

    tell_search (search);
    json_object_unref (search);
  }
  g_print ("%s\n", study->words);
  return TRUE;
}
