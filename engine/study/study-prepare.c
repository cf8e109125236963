/* Before the first run of a study: its folder, its data and what they make of its recipe. */
#include "engine/core/error.h"
#include "engine/study/ready-arms.h"
#include "engine/study/study-private.h"

#include <errno.h>
#include <glib/gstdio.h>

static gboolean
prepare_folder (const char *folder, gboolean resume, GError **error)
{
  g_autofree char *runs = g_build_filename (folder, "runs", NULL);
  g_autofree char *recipe = g_build_filename (folder, "recipe.json", NULL);

  if (!resume && g_file_test (recipe, G_FILE_TEST_EXISTS)) {
    g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_EXISTS,
        "%s holds a study or run already; choose another folder, or go on with it by --resume",
        folder);
    return FALSE;
  }
  if (g_mkdir_with_parents (runs, 0755) == 0)
    return TRUE;

  int saved = errno;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved),
               "Cannot make the folder %s: %s", runs, g_strerror (saved));
  return FALSE;
}

/* A column that an arm names wrongly is told before the first run, not between them. */
static gboolean
try_arms (const MienRecipe *recipe, MienDataset *dataset, GError **error)
{
  for (guint i = 0; i < recipe->arms->len; i++) {
    const MienArm *arm = g_ptr_array_index (recipe->arms, i);
    g_autoptr (MienRecipe) changed = mien_recipe_apply (recipe, arm, error);

    if (changed == NULL || !mien_recipe_fill (changed, dataset, error)) {
      g_prefix_error (error, "Arm “%s”: ", arm->name);
      return FALSE;
    }
  }
  return TRUE;
}

/* A split that leaks is refused before the first run rather than by each. Persons cannot leak where
 * they are what is kept together. */
static gboolean
try_folds (MienDataset *dataset,
           const MienFaces *faces,
           MienSplitSettings split,
           int n_folds,
           GError **error)
{
  if (mien_split_kind_is_by_subject (split.kind))
    return TRUE;
  for (split.fold = 0; split.fold < n_folds; split.fold++) {
    g_autofree gint8 *parts = mien_split_assign (dataset, &split, faces->usable, error);

    if (parts == NULL)
      return FALSE;
  }
  return TRUE;
}

gboolean
mien_study_open_data (MienRecipe *recipe,
                      const char *base,
                      MienFacesCache *cache,
                      MienControl *control,
                      MienDataset **dataset,
                      MienFaces **faces,
                      GError **error)
{
  int threads = recipe->threads > 0 ? recipe->threads : (int) g_get_num_processors ();
  g_autoptr (MienPool) pool = mien_pool_new (threads);
  const MienLikeness *likeness = NULL;

  return mien_faces_cache_get (cache, recipe, base, pool, control, dataset, faces, &likeness,
                               error) &&
         mien_recipe_fill (recipe, *dataset, error);
}

/* Tasks that are learned alone for a table have their own main task, whose classes would make a
 * split of their own. */
static void
settle_split (MienRecipe *recipe)
{
  g_autoptr (MienTransferPlan) transfer = mien_transfer_plan_new (recipe);

  if (transfer != NULL && recipe->stratify == NULL)
    recipe->stratify = g_strdup (mien_recipe_get_main (recipe)->column);
}

gboolean
mien_study_prepare (MienRecipe *recipe,
                    const char *base,
                    MienFacesCache *cache,
                    MienControl *control,
                    MienStudyData *data,
                    GError **error)
{
  if (!mien_study_open_data (recipe, base, cache, control, &data->dataset, &data->faces, error) ||
      !mien_recipe_fill_arms (recipe, error) || !try_arms (recipe, data->dataset, error))
    return FALSE;

  settle_split (recipe);
  MienSplitSettings split = mien_recipe_get_split (recipe, data->dataset);
  data->n_folds = mien_split_count_folds (data->dataset, &split);
  return try_folds (data->dataset, data->faces, split, data->n_folds, error) &&
         mien_study_check_split (recipe, base, cache, control, data->n_folds, error);
}

/* Whether the folder was started with what is asked, and has come to its end with it. */
static gboolean
look_back (const MienRecipe *asked,
           const char *base,
           const char *folder,
           gboolean *finished,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autofree char *result = g_build_filename (folder, "study.json", NULL);
  g_autoptr (MienRecipe) kept = NULL;
  gboolean same_study = FALSE;

  *finished = FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  kept = mien_recipe_load (path, error);
  if (kept == NULL || !mien_recipe_agrees (asked, base, kept, folder, &same_study, error))
    return FALSE;
  if (same_study && g_file_test (result, G_FILE_TEST_EXISTS)) {
    g_autoptr (MienStudy) study = mien_study_collect (folder, NULL);

    *finished = study != NULL && study->done == study->planned;
  }
  return TRUE;
}

/* Alone, or beside others that share; the leader of ranks stands for all of them. */
static MienLock *
lock (const char *folder, gboolean share, GError **error)
{
  g_autoptr (GError) why = NULL;
  MienLock *found =
      share ? mien_lock_folder_together (folder, &why) : mien_lock_folder (folder, &why);

  if (found == NULL)
    g_set_error (error, why->domain, why->code,
                 "%s is being worked in at this moment; wait for its end, or stop it. Several work "
                 "on one study where each of them was started with --share",
                 folder);
  return found;
}

MienLock *
mien_study_enter (const MienRecipe *asked,
                  const char *folder,
                  const char *base,
                  gboolean resume,
                  gboolean share,
                  gboolean *finished,
                  GError **error)
{
  g_autoptr (MienLock) found =
      prepare_folder (folder, resume, error) ? lock (folder, share, error) : NULL;

  if (found == NULL || !look_back (asked, base, folder, finished, error))
    return NULL;
  return g_steal_pointer (&found);
}
