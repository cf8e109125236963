#include "app/command.h"
#include "app/console.h"
#include "engine/study/report/report.h"

static void
tell_written (const char *out, gboolean json)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "report", out);
  if (json)
    mien_console_json (node);
  else
    g_print ("Report: %s\n", out);
}

int
mien_command_report (char **argv)
{
  g_autofree char *out = NULL;
  gboolean json = FALSE;
  MienReportOptions options = {0};
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &out, "The report to write, HTML or PDF by its ending",
       "FILE"},
      {"tables", 0, 0, G_OPTION_ARG_NONE, &options.tables,
       "Also write its tables beside it, as FILE.tex and FILE.csv without its ending", NULL},
      {"faces", 0, 0, G_OPTION_ARG_NONE, &options.faces,
       "Show pictures of faces; nobody is shown without", NULL},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (!mien_command_parse (&left, "DIR --out FILE.html|FILE.pdf",
                           "Tells a run, a study or a search in one HTML or PDF file.", entries,
                           NULL, 1, 1, &error) ||
      !mien_command_need (out, "--out FILE.html|FILE.pdf", &error))
    return mien_console_usage (error);
  if (!mien_report_write (left[1], out, &options, &error))
    return mien_console_fail (error);
  tell_written (out, json);
  return MIEN_EXIT_DONE;
}
