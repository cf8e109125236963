#include "engine/study/branch.h"

#include "engine/core/file.h"
#include "engine/core/lock.h"
#include "engine/study/branch-private.h"
#include "engine/study/run-private.h"
#include "engine/training/checkpoint.h"
#include "engine/training/history.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

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

static gboolean
take_models (const char *run, const MienBranchPoint *point, const char *folder, GError **error)
{
  g_autofree char *kept = g_strndup (point->path, strlen (point->path) - strlen (".safetensors"));

  return mien_checkpoint_link_models (point->last ? run : kept, folder, error);
}

/* A training that was killed may have left models that its checkpoint does not know of. */
static gboolean
settle (const char *run, const MienBranchPoint *point, GError **error)
{
  g_autoptr (MienLock) lock = point->last ? mien_lock_folder (run, NULL) : NULL;

  return lock == NULL || mien_checkpoint_settle (run, error);
}

static gboolean
take_files (const char *run, const MienBranchPoint *point, const char *folder, GError **error)
{
  g_autofree char *corrections = g_build_filename (run, "corrections.csv", NULL);
  MienCheckpointPlace place;

  return settle (run, point, error) && mien_checkpoint_read_place (point->path, &place, error) &&
         mien_history_copy (run, folder, place.step, place.n_steered, error) &&
         take_file (corrections, folder, "corrections.csv", error) &&
         take_models (run, point, folder, error) &&
         take_file (point->path, folder, "checkpoint.safetensors", error);
}

/* What was made of a branch that cannot be made whole. */
static void
leave (const char *folder)
{
  static const char *const files[] = {"history.csv", "corrections.csv", "checkpoint.safetensors",
                                      "branch.json", "recipe.json",     NULL};
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_strv_contains (files, name) || mien_checkpoint_is_model (name))
      g_unlink (path);
  }
  g_rmdir (folder);
}

gboolean
mien_branch_check (const char *run,
                   const MienBranchPoint *point,
                   const MienArm *arm,
                   GError **error)
{
  g_autoptr (MienRecipe) recipe = mien_branch_recipe (run, point, arm, error);

  return recipe != NULL && check_rest (run, point, error);
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
