#include "engine/training/checkpoint.h"

#include "engine/core/file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

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

static char *
saved_path (const char *folder, gint64 step, int number)
{
  g_autofree char *again = number > 1 ? g_strdup_printf ("-%d", number) : g_strdup ("");
  g_autofree char *name =
      g_strdup_printf ("step-%06" G_GINT64_FORMAT "%s.safetensors", step, again);

  return g_build_filename (folder, FOLDER, name, NULL);
}

static gboolean
is_same (const char *a, const char *b)
{
  g_autoptr (GBytes) first = mien_file_open (a, NULL);
  g_autoptr (GBytes) second = mien_file_open (b, NULL);

  return first != NULL && second != NULL && g_bytes_equal (first, second);
}

gboolean
mien_checkpoint_keep_for_good (const char *folder, gint64 step, char **path, GError **error)
{
  g_autofree char *last = g_build_filename (folder, "checkpoint.safetensors", NULL);
  g_autofree char *kept = saved_path (folder, step, 1);

  for (int number = 2; g_file_test (kept, G_FILE_TEST_EXISTS); number++) {
    if (is_same (last, kept)) {
      *path = g_steal_pointer (&kept);
      return TRUE;
    }
    g_free (kept);
    kept = saved_path (folder, step, number);
  }
  g_autofree char *models = g_strndup (kept, strlen (kept) - strlen (".safetensors"));
  if (!make_folder (models, error) || !mien_checkpoint_link_models (folder, models, error) ||
      !mien_file_link (last, kept, error))
    return FALSE;
  *path = g_steal_pointer (&kept);
  return TRUE;
}

/* FALSE of any other name than those that saved_path() makes. */
static gboolean
parse_saved (const char *path, gint64 *step, int *number)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *run = g_path_get_dirname (folder);
  g_autofree char *name = g_path_get_basename (path);

  *number = 1;
  if (sscanf (name, "step-%18" G_GINT64_MODIFIER "d-%9d", step, number) < 1)
    return FALSE;
  g_autofree char *made = saved_path (run, *step, *number);
  g_autofree char *base = g_path_get_basename (made);
  return g_str_equal (base, name);
}

gint64
mien_checkpoint_saved_step (const char *path)
{
  gint64 step = 0;
  int number;

  return parse_saved (path, &step, &number) ? step : -1;
}

static int
compare_saved (gconstpointer a, gconstpointer b)
{
  gint64 steps[2] = {0, 0};
  int numbers[2];

  parse_saved (*(char *const *) a, &steps[0], &numbers[0]);
  parse_saved (*(char *const *) b, &steps[1], &numbers[1]);
  return steps[0] != steps[1] ? (steps[0] < steps[1] ? -1 : 1) : numbers[0] - numbers[1];
}

GPtrArray *
mien_checkpoint_list_saved (const char *folder)
{
  g_autofree char *place = g_build_filename (folder, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (place, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (place, name, NULL);

    if (mien_checkpoint_saved_step (path) >= 0)
      g_ptr_array_add (paths, g_steal_pointer (&path));
  }
  g_ptr_array_sort (paths, compare_saved);
  return paths;
}
