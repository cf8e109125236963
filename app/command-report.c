#include "app/command.h"
#include "app/console.h"
#include "engine/study/report/report.h"

int
mien_command_report (char **argv)
{
  g_autofree char *out = NULL;
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &out, "The report to write", "FILE.html"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (!mien_command_parse (&left, "DIR --out FILE.html", "Tells a run or a study in one HTML file.",
                           entries, NULL, 1, 1, &error) ||
      !mien_command_need (out, "--out FILE.html", &error))
    return mien_console_usage (error);
  if (!mien_report_write (left[1], out, &error))
    return mien_console_fail (error);

  if (json) {
    g_autoptr (JsonObject) object = json_object_new ();
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

    json_object_set_string_member (object, "report", out);
    mien_console_json (node);
  } else {
    g_print ("Report: %s\n", out);
  }
  return MIEN_EXIT_DONE;
}
