#include "app/command.h"
#include "app/console.h"
#include "engine/core/error.h"
#include "engine/exchange/export.h"

static void
tell (const char *format, const char *path, gboolean json)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "format", format);
  json_object_set_string_member (object, "out", path);
  if (json)
    mien_console_json (node);
  else
    g_print ("Wrote %s as %s\n", path, format);
}

int
mien_command_export (char **argv)
{
  g_autofree char *format = NULL, *out = NULL;
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"format", 0, 0, G_OPTION_ARG_STRING, &format, "onnx or safetensors", "NAME"},
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &out, "The file to write", "FILE"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (!mien_command_parse (&left, "MODEL --format NAME --out FILE",
                           "Writes a model for other programs.", entries, NULL, 1, 1, &error) ||
      !mien_command_need (format, "--format NAME", &error) ||
      !mien_command_need (out, "--out FILE", &error) ||
      !mien_command_keep_apart (left[1], out, &error))
    return mien_console_usage (error);
  if (!g_strv_contains (mien_export_formats (), format)) {
    g_autofree char *known = g_strjoinv (", ", (char **) mien_export_formats ());

    g_set_error (&error, MIEN_ERROR, MIEN_ERROR_RANGE, "--format %s: there is %s", format, known);
    return mien_console_usage (error);
  }
  if (!mien_export_write (left[1], format, out, &error))
    return mien_console_fail (error);
  tell (format, out, json);
  return MIEN_EXIT_DONE;
}
