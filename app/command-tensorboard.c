#include "app/command.h"
#include "app/console.h"
#include "engine/study/tensorboard.h"

int
mien_command_tensorboard (char **argv)
{
  g_autofree char *out = NULL;
  gboolean json = FALSE;
  guint n_runs = 0;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &out, "TensorBoard's --logdir", "DIR"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (!mien_command_parse (&left, "DIR --out LOGDIR",
                           "Writes the curves of a run, or of a study's runs, for TensorBoard.",
                           entries, NULL, 1, 1, &error) ||
      !mien_command_need (out, "--out LOGDIR", &error))
    return mien_console_usage (error);
  if (!mien_tensorboard_write (left[1], out, &n_runs, &error))
    return mien_console_fail (error);

  if (json) {
    g_autoptr (JsonObject) object = json_object_new ();
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

    json_object_set_string_member (object, "logdir", out);
    json_object_set_int_member (object, "runs", n_runs);
    mien_console_json (node);
  } else {
    g_print ("Curves of %u %s: tensorboard --logdir %s\n", n_runs, n_runs == 1 ? "run" : "runs",
             out);
  }
  return MIEN_EXIT_DONE;
}
