#include "ui/models/location-words.h"

#include "engine/samples/union.h"

#include <glib/gi18n.h>

static gboolean
is_built_in (const char *location)
{
  return g_str_has_prefix (location, "built-in");
}

char *
mien_location_title (const char *location)
{
  g_auto (GStrv) locations = mien_union_split_location (location);
  GString *title = g_string_new (NULL);

  for (char **it = locations; *it != NULL; it++) {
    g_autofree char *name =
        is_built_in (*it) ? g_strdup (_ ("Built-in faces")) : g_path_get_basename (*it);

    g_string_append_printf (title, "%s%s", it > locations ? " + " : "", name);
  }
  return g_string_free (title, FALSE);
}

char *
mien_location_details (const char *location)
{
  g_auto (GStrv) locations = mien_union_split_location (location);

  for (char **it = locations; *it != NULL; it++)
    if (!is_built_in (*it))
      return g_strjoinv ("\n", locations);
  return NULL;
}

gboolean
mien_location_exists (const char *location)
{
  g_auto (GStrv) locations = mien_union_split_location (location);

  for (char **it = locations; *it != NULL; it++)
    if (!is_built_in (*it) && !g_file_test (*it, G_FILE_TEST_EXISTS))
      return FALSE;
  return TRUE;
}
