#include "engine/study/branch.h"

#include "engine/core/file.h"
#include "engine/core/lock.h"
#include "engine/study/branch-private.h"
#include "engine/study/run-private.h"
#include "engine/training/checkpoint.h"
#include "engine/training/history.h"

#include <errno.h>
#include <glib/gstdio.h>

static gboolean
has_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What a training is about to replace is not taken from under it. */
static gboolean
check_rest (const char *run, const MienBranchPoint *point, GError **error)
{
  if (!point->last || !mien_folder_is_locked (run))
    return TRUE;
  g_set_error (
      error, G_IO_ERROR, G_IO_ERROR_BUSY,
      "%s is being trained at this moment; stop it first, or branch from a checkpoint that "
      "was kept",
      run);
  return FALSE;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (has_file (folder, "recipe.json") || has_file (folder, "run.json")) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                 "%s holds a run already; choose another folder", folder);
    return FALSE;
  }
  if (g_mkdir_with_parents (folder, 0755) == 0)
    return TRUE;

  int saved = errno;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved),
               "Cannot make the folder %s: %s", folder, g_strerror (saved));
  return FALSE;
}

static gboolean
take_file (const char *from, const char *folder, const char *name, GError **error)
{
  g_autofree char *to = g_build_filename (folder, name, NULL);

  return !g_file_test (from, G_FILE_TEST_EXISTS) || mien_file_link (from, to, error);
}

/* Before the end of the first epoch there is no best model yet. */
static gboolean
take_model (const char *run, const MienBranchPoint *point, const char *folder, GError **error)
{
  g_autofree char *path = point->last ? g_build_filename (run, "model.safetensors", NULL)
                                      : mien_checkpoint_kept_model_path (run, point->epoch);

  return take_file (path, folder, "model.safetensors", error);
}

static gboolean
take_files (const char *run, const MienBranchPoint *point, const char *folder, GError **error)
{
  g_autofree char *corrections = g_build_filename (run, "corrections.csv", NULL);
  MienCheckpointPlace place;

  return mien_checkpoint_read_place (point->path, &place, error) &&
         mien_history_copy (run, folder, place.step, place.n_steered, error) &&
         take_file (corrections, folder, "corrections.csv", error) &&
         take_model (run, point, folder, error) &&
         take_file (point->path, folder, "checkpoint.safetensors", error);
}

static void
leave (const char *folder)
{
  static const char *const files[] = {"history.csv",       "corrections.csv",
                                      "model.safetensors", "checkpoint.safetensors",
                                      "branch.json",       "recipe.json"};

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (folder, files[i], NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

gboolean
mien_branch_make (const char *run,
                  const MienBranchPoint *point,
                  const MienArm *arm,
                  const char *folder,
                  GError **error)
{
  g_autoptr (MienRecipe) recipe = NULL;

  if (!check_rest (run, point, error))
    return FALSE;
  recipe = mien_branch_recipe (run, point, arm, error);
  if (recipe == NULL || !make_folder (folder, error))
    return FALSE;
  if (take_files (run, point, folder, error) &&
      mien_branch_record (run, point, arm, folder, error) &&
      mien_recipe_keep (recipe, FALSE, folder, NULL, error))
    return TRUE;
  leave (folder);
  return FALSE;
}
