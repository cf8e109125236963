#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/ready-arms.h"
#include "engine/study/study-private.h"

#include <errno.h>
#include <glib/gstdio.h>

gboolean
mien_folder_is_study (const char *folder)
{
  g_autofree char *result = g_build_filename (folder, "study.json", NULL);
  g_autofree char *runs = g_build_filename (folder, "runs", NULL);
  g_autofree char *recipe = g_build_filename (folder, "recipe.json", NULL);

  return g_file_test (result, G_FILE_TEST_EXISTS) ||
         (g_file_test (runs, G_FILE_TEST_IS_DIR) && g_file_test (recipe, G_FILE_TEST_EXISTS));
}

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

/* The recipe with its arms, and the folds it comes to. */
static gboolean
prepare (MienRecipe *recipe,
         const char *base,
         MienFacesCache *cache,
         MienControl *control,
         int *n_folds,
         GError **error)
{
  MienDataset *dataset = NULL;
  MienFaces *faces = NULL;

  if (!mien_study_open_data (recipe, base, cache, control, &dataset, &faces, error) ||
      !mien_recipe_fill_arms (recipe, error) || !try_arms (recipe, dataset, error))
    return FALSE;

  settle_split (recipe);
  MienSplitSettings split = mien_recipe_get_split (recipe, dataset);
  *n_folds = mien_split_count_folds (dataset, &split);
  return try_folds (dataset, faces, split, *n_folds, error) &&
         mien_study_check_split (recipe, base, cache, control, *n_folds, error);
}

/* What the run trains: a trial's weights, and those that were searched for, follow from the trials
 * before it. */
static MienRecipe *
settle (const MienPlannedRun *run, const MienRecipe *recipe, const char *folder, GError **error)
{
  g_autoptr (MienRecipe) settled = NULL;

  if (run->trial >= 0)
    return mien_search_make_trial (recipe, folder, run->fold, (guint) run->trial, error);
  settled = mien_recipe_copy (run->recipe);
  return !run->searched || mien_search_give_best (recipe, folder, settled, error)
             ? g_steal_pointer (&settled)
             : NULL;
}

gboolean
mien_study_execute_plan (GPtrArray *plan,
                         const MienRecipe *recipe,
                         const char *folder,
                         GPtrArray *corrections,
                         const char *base,
                         gboolean resume,
                         MienFacesCache *cache,
                         MienControl *control,
                         GError **error)
{
  g_autoptr (GError) first = NULL;
  guint n_failed = 0;

  for (guint i = 0; i < plan->len; i++) {
    const MienPlannedRun *run = g_ptr_array_index (plan, i);
    g_autoptr (GError) why = NULL;
    g_autoptr (MienRecipe) settled = settle (run, recipe, folder, &why);

    if (settled != NULL &&
        mien_run_execute_arm (settled, run->arm, run->folder, corrections, base, resume, cache,
                              control, (int) i, (int) plan->len, &why))
      continue;
    if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
    if (n_failed++ == 0) {
      first = g_steal_pointer (&why);
      g_prefix_error (&first, "“%s”, fold %d, seed %" G_GUINT64_FORMAT ": ", run->arm, run->fold,
                      run->seed);
    }
  }
  if (n_failed == 0)
    return TRUE;
  g_set_error (error, first->domain, first->code,
               "%u of %u runs failed and the others are kept; the first was %s", n_failed,
               plan->len, first->message);
  return FALSE;
}

static gboolean
save_result (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "study.json", NULL);
  g_autoptr (MienStudy) study = mien_study_collect (folder, error);
  g_autoptr (JsonNode) node = study != NULL ? mien_study_to_json (study) : NULL;

  return node != NULL && mien_json_save (node, path, error);
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

gboolean
mien_study_execute (const MienRecipe *recipe,
                    const char *folder,
                    GPtrArray *corrections,
                    const char *base,
                    gboolean resume,
                    MienControl *control,
                    GError **error)
{
  g_autoptr (MienRecipe) complete = mien_recipe_copy (recipe);
  g_autoptr (MienFacesCache) cache = mien_faces_cache_new ();
  g_autoptr (GPtrArray) plan = NULL;
  g_autoptr (GError) why = NULL;
  gboolean finished;
  int n_folds = 1;

  if (!mien_recipe_check (recipe, error) || !prepare_folder (folder, resume, error) ||
      !look_back (recipe, base, folder, &finished, error))
    return FALSE;
  if (finished)
    return TRUE;
  if (!prepare (complete, base, cache, control, &n_folds, error))
    return FALSE;
  plan = mien_study_plan (complete, folder, n_folds, error);
  if (plan == NULL || !mien_recipe_keep (complete, TRUE, folder, base, error))
    return FALSE;
  if (mien_study_execute_plan (plan, complete, folder, corrections, base, resume, cache, control,
                               &why))
    return save_result (folder, error);
  if (!g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    save_result (folder, NULL); /* what the others came to; the error told is the run's */
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}
