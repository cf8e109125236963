#include "engine/training/checkpoint.h"

#include "engine/core/file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>

#define FOLDER "checkpoints"

static char *
path_of (const char *folder, int epoch, const char *end)
{
  g_autofree char *name = g_strdup_printf ("epoch-%03d%s", epoch, end);

  return g_build_filename (folder, FOLDER, name, NULL);
}

char *
mien_checkpoint_kept_path (const char *folder, int epoch)
{
  return path_of (folder, epoch, ".safetensors");
}

char *
mien_checkpoint_kept_models_path (const char *folder, int epoch)
{
  return path_of (folder, epoch, "");
}

static int
compare_epochs (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

GArray *
mien_checkpoint_list_kept (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GArray *epochs = g_array_new (FALSE, FALSE, sizeof (int));
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    int epoch = 0;

    if (sscanf (name, "epoch-%9d", &epoch) != 1)
      continue;
    g_autofree char *kept = mien_checkpoint_kept_path (folder, epoch);
    g_autofree char *base = g_path_get_basename (kept);
    if (g_str_equal (base, name)) /* neither models nor what somebody put there */
      g_array_append_val (epochs, epoch);
  }
  g_array_sort (epochs, compare_epochs);
  return epochs;
}

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0755) == 0)
    return TRUE;

  int saved = errno;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved),
               "Cannot make the folder %s: %s", path, g_strerror (saved));
  return FALSE;
}

gboolean
mien_checkpoint_is_model (const char *name)
{
  return g_str_has_prefix (name, "model") && g_str_has_suffix (name, ".safetensors");
}

gboolean
mien_checkpoint_link_models (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *target = g_build_filename (to, name, NULL);

    if (mien_checkpoint_is_model (name) && !mien_file_link (source, target, error))
      return FALSE;
  }
  return TRUE;
}

/* The models first: a checkpoint that is there has them. */
gboolean
mien_checkpoint_keep (const char *folder, int epoch, GError **error)
{
  g_autofree char *last = g_build_filename (folder, "checkpoint.safetensors", NULL);
  g_autofree char *kept = mien_checkpoint_kept_path (folder, epoch);
  g_autofree char *models = mien_checkpoint_kept_models_path (folder, epoch);

  return make_folder (models, error) && mien_checkpoint_link_models (folder, models, error) &&
         mien_file_link (last, kept, error);
}
