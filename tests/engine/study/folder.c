#include "tests/engine/study/folder.h"

#include <glib/gstdio.h>

char *
folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("mien-study-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir =
      g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

void
folder_remove (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

MienRecipe *
folder_recipe (void)
{
  MienRecipe *recipe = mien_recipe_new ();

  g_strfreev (recipe->paths);
  recipe->paths = g_strdupv ((char *[]){(char *) "built-in:60:1", NULL});
  recipe->preprocessing.size = 16;
  g_free (recipe->network);
  recipe->network = g_strdup ("mlp");
  recipe->epochs = 2;
  recipe->batch = 16;
  recipe->threads = 1;
  return recipe;
}

gboolean
folder_train (const MienRecipe *recipe, const char *folder, gboolean resume, GError **error)
{
  g_autoptr (MienControl) control = mien_control_new (NULL);

  return mien_run_execute (recipe, folder, NULL, NULL, resume, NULL, control, 0, 1, error);
}

char *
folder_read (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

gboolean
folder_has (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

void
folder_write (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_mkdir_with_parents (parent, 0755);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}
