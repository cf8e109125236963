#include "engine/study/recipe-private.h"

#include <string.h>

#define FURTHEST 6 /* folders up that a recorded path may lead */

char *
mien_data_resolve (const char *path, const char *base)
{
  if (g_str_has_prefix (path, "built-in") || g_path_is_absolute (path))
    return g_strdup (path);

  g_autofree char *start = base != NULL ? g_canonicalize_filename (base, NULL) : NULL;
  g_autofree char *from_base = g_canonicalize_filename (path, start);
  g_autofree char *from_here = g_canonicalize_filename (path, NULL);
  gboolean here =
      !g_file_test (from_base, G_FILE_TEST_EXISTS) && g_file_test (from_here, G_FILE_TEST_EXISTS);

  return here ? g_steal_pointer (&from_here) : g_steal_pointer (&from_base);
}

gboolean
mien_data_is_gone (char *const *paths)
{
  for (; *paths != NULL; paths++)
    if (!g_str_has_prefix (*paths, "built-in") && !g_file_test (*paths, G_FILE_TEST_EXISTS))
      return TRUE;
  return FALSE;
}

char *
mien_data_relate (const char *path, const char *folder)
{
  if (g_str_has_prefix (path, "built-in"))
    return g_strdup (path);

  g_autofree char *from = g_canonicalize_filename (folder, NULL);
  g_autofree char *to = g_canonicalize_filename (path, NULL);
  g_auto (GStrv) a = g_strsplit (from, G_DIR_SEPARATOR_S, -1);
  g_auto (GStrv) b = g_strsplit (to, G_DIR_SEPARATOR_S, -1);
  guint common = 0;

  while (a[common] != NULL && b[common] != NULL && g_str_equal (a[common], b[common]))
    common++;

  guint up = g_strv_length (a) - common;
  if (common < 2 || up > FURTHEST) /* nothing in common but the root */
    return g_steal_pointer (&to);

  g_autoptr (GString) relative = g_string_new (NULL);
  for (guint i = 0; i < up; i++)
    g_string_append (relative, "../");
  for (guint i = common; b[i] != NULL; i++)
    g_string_append_printf (relative, "%s%s", b[i], b[i + 1] != NULL ? "/" : "");
  return relative->len > 0 ? g_strdup (relative->str) : g_strdup (".");
}

static void
change_path (char **path,
             char *(*change) (const char *path, const char *folder),
             const char *folder)
{
  char *changed = change (*path, folder);

  g_free (*path);
  *path = changed;
}

void
mien_recipe_change_paths (MienRecipe *self,
                          char *(*change) (const char *path, const char *folder),
                          const char *folder)
{
  for (char **data = self->paths; *data != NULL; data++)
    change_path (data, change, folder);
  for (guint i = 0; i < self->joins->len; i++)
    change_path (&((MienJoin *) g_ptr_array_index (self->joins, i))->path, change, folder);
  if (self->start != NULL)
    change_path (&self->start, change, folder);
}
