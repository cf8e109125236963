#include "app/command.h"
#include "app/console.h"
#include "engine/core/error.h"
#include "engine/samples/drawn/drawn.h"

static JsonNode *
describe (const char *folder, int count, int size, int seed)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "out");
  json_builder_add_string_value (builder, folder);
  json_builder_set_member_name (builder, "samples");
  json_builder_add_int_value (builder, count);
  json_builder_set_member_name (builder, "size");
  json_builder_add_int_value (builder, size);
  json_builder_set_member_name (builder, "seed");
  json_builder_add_int_value (builder, seed);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
check (const char *out, int count, int size, int seed, GError **error)
{
  if (!mien_command_need (out, "--out DIR", error))
    return FALSE;
  if (count >= 1 && count <= 10000000 && size >= 8 && size <= 4096 && seed >= 0)
    return TRUE;
  g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                       "--count is 1 or more, --size 8 to 4096 pixels, --seed 0 or more");
  return FALSE;
}

/* Somebody may have mended labels there; they are not drawn over. */
static gboolean
check_folder (const char *folder, GError **error)
{
  g_autofree char *table = g_build_filename (folder, "labels.csv", NULL);

  if (!g_file_test (table, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               "%s is there already; give another folder, or remove it first", table);
  return FALSE;
}

int
mien_command_synth (char **argv)
{
  g_autofree char *out = NULL;
  int count = MIEN_DRAWN_COUNT, size = MIEN_DRAWN_SIZE, seed = 1;
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &out, "Folder to write", "DIR"},
      {"count", 0, 0, G_OPTION_ARG_INT, &count, "Faces, 2000", "N"},
      {"size", 0, 0, G_OPTION_ARG_INT, &size, "Side of a picture, 96", "PX"},
      {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "Same seed, same faces, 1", "S"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (!mien_command_parse (&left, "--out DIR",
                           "Writes the drawn faces as PNG files and labels.csv.", entries, NULL, 0,
                           0, &error) ||
      !check (out, count, size, seed, &error))
    return mien_console_usage (error);
  if (!check_folder (out, &error) ||
      !mien_drawn_write (out, (guint) count, size, (guint64) seed, NULL, &error))
    return mien_console_fail (error);

  if (json) {
    g_autoptr (JsonNode) node = describe (out, count, size, seed);
    mien_console_json (node);
  } else {
    g_print ("Wrote %d faces to %s\n", count, out);
  }
  return MIEN_EXIT_DONE;
}
