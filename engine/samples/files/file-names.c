#include "engine/samples/files/file-names.h"

#include <string.h>

static gboolean
ends_in (const char *name, const char *const *endings)
{
  const char *dot = strrchr (name, '.');

  for (; dot != NULL && *endings != NULL; endings++)
    if (g_ascii_strcasecmp (dot + 1, *endings) == 0)
      return TRUE;
  return FALSE;
}

gboolean
mien_file_is_picture_name (const char *name)
{
  static const char *const endings[] = {"png", "jpg", "jpeg", "pgm",  "ppm",  "pnm",
                                        "bmp", "gif", "tif",  "tiff", "webp", NULL};

  return ends_in (name, endings);
}

gboolean
mien_file_is_table_name (const char *name)
{
  static const char *const endings[] = {"csv", "tsv", NULL};

  return ends_in (name, endings);
}

gboolean
mien_file_is_text_name (const char *name)
{
  static const char *const endings[] = {"csv", "tsv", "txt", "lst", "npy", NULL};

  return ends_in (name, endings);
}

gboolean
mien_file_is_spoiled_name (const char *name)
{
  static const char *const endings[] = {"bad", NULL};

  return ends_in (name, endings);
}

gboolean
mien_file_is_wanted_name (const char *name)
{
  return mien_file_is_picture_name (name) || mien_file_is_text_name (name) ||
         mien_file_is_spoiled_name (name);
}

gboolean
mien_file_is_plain (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL))
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      return FALSE;
  return TRUE;
}
