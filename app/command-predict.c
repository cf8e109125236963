#include "app/command.h"
#include "app/console.h"
#include "engine/insight/predictor.h"

static JsonObject *
describe_names (const MienTask *task, const float *answer)
{
  JsonObject *object = json_object_new ();

  for (int k = 0; k < task->width; k++)
    json_object_set_double_member (object, task->names[k], (double) answer[k]);
  return object;
}

static JsonArray *
describe_numbers (const MienTask *task, const float *answer)
{
  JsonArray *array = json_array_new ();

  for (int k = 0; k < task->width; k++)
    json_array_add_double_element (array, (double) answer[k]);
  return array;
}

static JsonArray *
describe_flags (const MienTask *task, const float *answer)
{
  JsonArray *array = json_array_new ();

  for (int k = 0; k < task->width; k++)
    if (answer[k] >= 0.5f)
      json_array_add_string_element (array, task->names[k]);
  return array;
}

static JsonObject *
describe_answer (const MienTask *task, const float *answer)
{
  JsonObject *object = json_object_new ();

  switch (task->kind) {
  case MIEN_KIND_CLASS:
  case MIEN_KIND_DISTRIBUTION:
    json_object_set_string_member (object, "class",
                                   task->names[mien_largest (answer, task->width)]);
    json_object_set_object_member (object, "probabilities", describe_names (task, answer));
    break;
  case MIEN_KIND_FLAGS:
    json_object_set_array_member (object, "flags", describe_flags (task, answer));
    json_object_set_object_member (object, "probabilities", describe_names (task, answer));
    break;
  case MIEN_KIND_SCALAR:
    json_object_set_double_member (object, "value", (double) answer[0]);
    break;
  case MIEN_KIND_POINTS:
    json_object_set_array_member (object, "points", describe_numbers (task, answer));
    break;
  }
  return object;
}

static JsonObject *
describe_face (MienPredictor *predictor, const char *path)
{
  GPtrArray *tasks = mien_network_get_tasks (mien_predictor_get_network (predictor));
  JsonObject *face = json_object_new (), *answers = json_object_new ();

  for (guint t = 0; t < tasks->len; t++) {
    const MienTask *task = g_ptr_array_index (tasks, t);

    json_object_set_object_member (
        answers, task->name,
        describe_answer (task, mien_predictor_get_answer (predictor, (int) t)));
  }
  json_object_set_string_member (face, "path", path);
  json_object_set_object_member (face, "tasks", answers);
  return face;
}

static void
print_face (MienPredictor *predictor, const char *path)
{
  GPtrArray *tasks = mien_network_get_tasks (mien_predictor_get_network (predictor));

  g_print ("%s\n", path);
  for (guint t = 0; t < tasks->len; t++) {
    const MienTask *task = g_ptr_array_index (tasks, t);
    const float *answer = mien_predictor_get_answer (predictor, (int) t);
    int best = mien_largest (answer, task->width);

    g_print ("  %s:", task->name);
    if (task->kind == MIEN_KIND_CLASS || task->kind == MIEN_KIND_DISTRIBUTION)
      g_print (" %s %.0f %%", task->names[best], 100.0 * (double) answer[best]);
    else if (task->kind == MIEN_KIND_FLAGS)
      for (int k = 0; k < task->width; k++)
        g_print ("%s%s", answer[k] >= 0.5f ? " " : "", answer[k] >= 0.5f ? task->names[k] : "");
    else
      for (int k = 0; k < task->width; k++)
        g_print (" %.3f", (double) answer[k]);
    g_print ("\n");
  }
}

/* A picture that cannot be read is told, and the others are answered. */
static int
predict (MienPredictor *predictor, char **paths, gboolean json)
{
  JsonArray *faces = json_array_new ();
  g_autoptr (JsonObject) result = json_object_new ();
  int status = MIEN_EXIT_DONE;

  json_object_set_array_member (result, "predictions", faces);
  mien_console_warn (mien_predictor_get_warning (predictor));
  for (char **path = paths; *path != NULL; path++) {
    g_autoptr (GError) error = NULL;
    g_autofree guint8 *pixels = mien_predictor_read (predictor, *path, &error);

    if (pixels == NULL || !mien_predictor_ask (predictor, pixels, &error))
      status = mien_console_fail (error);
    else if (json)
      json_array_add_object_element (faces, describe_face (predictor, *path));
    else
      print_face (predictor, *path);
  }
  if (json && json_array_get_length (faces) > 0) {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), result);

    mien_console_json (node);
  }
  return status;
}

int
mien_command_predict (char **argv)
{
  int threads = 0;
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"threads", 0, 0, G_OPTION_ARG_INT, &threads, "Threads, one a core", "N"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (!mien_command_parse (&left, "MODEL IMAGE …", "Asks a model about pictures.", entries, NULL, 2,
                           G_MAXUINT, &error))
    return mien_console_usage (error);

  g_autoptr (MienPredictor) predictor = mien_predictor_open (left[1], threads, &error);
  return predictor != NULL ? predict (predictor, left + 2, json) : mien_console_fail (error);
}
