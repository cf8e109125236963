#include "ui/models/settings.h"

#include "config.h"

#define N_RECENT 8
#define NEWEST_KEY "queue-at-once"

/* A program that runs from its build folder finds the schema that was compiled beside it. */
static GSettingsSchema *
look_beside_program (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *data = bin != NULL ? g_build_filename (bin, "..", "data", NULL) : NULL;
  GSettingsSchemaSource *source =
      data != NULL ? g_settings_schema_source_new_from_directory (
                         data, g_settings_schema_source_get_default (), FALSE, NULL)
                   : NULL;
  GSettingsSchema *schema = NULL;

  if (source == NULL)
    return NULL;
  schema = g_settings_schema_source_lookup (source, APP_ID, FALSE);
  g_settings_schema_source_unref (source);
  return schema;
}

GSettings *
mien_settings_new (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  GSettingsSchema *schema = look_beside_program ();
  GSettings *settings;

  if (schema == NULL && installed != NULL)
    schema = g_settings_schema_source_lookup (installed, APP_ID, TRUE);
  if (schema == NULL)
    return NULL;
  /* GSettings ends the program that asks an older build's schema for a newer key. */
  if (!g_settings_schema_has_key (schema, NEWEST_KEY)) {
    g_settings_schema_unref (schema);
    return NULL;
  }

  settings = g_settings_new_full (schema, NULL, NULL);
  g_settings_schema_unref (schema);
  return settings;
}

GStrv
mien_recent_add (const char *const *recent, const char *location)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 1;

  g_strv_builder_add (builder, location);
  for (guint i = 0; recent != NULL && recent[i] != NULL && n < N_RECENT; i++)
    if (!g_str_equal (recent[i], location)) {
      g_strv_builder_add (builder, recent[i]);
      n++;
    }
  return g_strv_builder_end (builder);
}
