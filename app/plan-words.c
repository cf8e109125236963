#include "app/plan-words.h"

#include "app/console.h"

#include <math.h>

static char *
count (guint n, const char *one, const char *many)
{
  return g_strdup_printf ("%u %s", n, n == 1 ? one : many);
}

static char *
tell_time (double seconds)
{
  return seconds < 1.0 ? g_strdup ("less than 1 s") : mien_console_duration (seconds);
}

static void
add_arm (GString *text, const MienForecastArm *arm)
{
  g_autofree char *runs = count (arm->runs, "run", "runs");
  g_autofree char *time = tell_time (arm->seconds);

  g_string_append_printf (text, "  %-24s %s of %u epochs", arm->name, runs,
                          arm->epochs / arm->runs);
  if (isfinite (arm->seconds))
    g_string_append_printf (text, ", %s%s each", arm->seconds < 1.0 ? "" : "about ", time);
  if (arm->changes != NULL)
    g_string_append_printf (text, "; %s", arm->changes);
  g_string_append_c (text, '\n');
}

static void
add_time (GString *text, const MienForecast *forecast)
{
  g_autofree char *runs = count ((guint) forecast->at_once, "run", "runs");
  g_autofree char *threads = count ((guint) forecast->threads, "thread", "threads");
  g_autofree char *time = tell_time (forecast->seconds);

  g_string_append_printf (text, "%s at once, with %s each", runs, threads);
  if (isfinite (forecast->seconds))
    g_string_append_printf (text, ": %s%s in all",
                            forecast->at_least         ? "more than "
                            : forecast->seconds >= 1.0 ? "about "
                                                       : "",
                            time);
  g_string_append (text, ".\n");
}

char *
mien_plan_words (const MienForecast *forecast)
{
  GString *text = g_string_new (NULL);
  g_autofree char *runs = count (forecast->runs, "run", "runs");
  g_autofree char *seeds = count ((guint) forecast->seeds, "seed", "seeds");
  g_autofree char *folds = count ((guint) forecast->folds, "fold", "folds");
  g_autofree char *epochs = count (forecast->epochs, "epoch", "epochs");

  g_string_append_printf (text, "%s (%s, %s), %s", runs, seeds, folds, epochs);
  if (forecast->done > 0)
    g_string_append_printf (text, "; %u are finished already", forecast->done);
  g_string_append (text, ":\n");
  for (guint i = 0; i < forecast->arms->len; i++)
    add_arm (text, g_ptr_array_index (forecast->arms, i));
  add_time (text, forecast);
  return g_string_free (text, FALSE);
}

static void
set_seconds (JsonObject *object, const char *name, double seconds)
{
  if (isfinite (seconds))
    json_object_set_double_member (object, name, seconds);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
describe_arm (const MienForecastArm *arm)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", arm->name);
  json_object_set_string_member (object, "changes", arm->changes != NULL ? arm->changes : "");
  json_object_set_int_member (object, "runs", arm->runs);
  json_object_set_int_member (object, "epochs", arm->epochs);
  set_seconds (object, "seconds_per_run", arm->seconds);
  return object;
}

JsonNode *
mien_plan_json (const MienForecast *forecast)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *arms = json_array_new ();

  json_object_set_int_member (object, "runs", forecast->runs);
  json_object_set_int_member (object, "done", forecast->done);
  json_object_set_int_member (object, "epochs", forecast->epochs);
  json_object_set_int_member (object, "seeds", forecast->seeds);
  json_object_set_int_member (object, "folds", forecast->folds);
  json_object_set_int_member (object, "at_once", forecast->at_once);
  json_object_set_int_member (object, "threads", forecast->threads);
  set_seconds (object, "seconds", forecast->seconds);
  json_object_set_boolean_member (object, "at_least", forecast->at_least);
  for (guint i = 0; i < forecast->arms->len; i++)
    json_array_add_object_element (arms, describe_arm (g_ptr_array_index (forecast->arms, i)));
  json_object_set_array_member (object, "arms", arms);
  return json_node_init_object (json_node_alloc (), object);
}
