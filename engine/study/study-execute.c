#include "engine/core/error.h"
#include "engine/core/json.h"
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

static gboolean
save_recipe (const MienRecipe *recipe, const char *folder, const char *base, GError **error)
{
  g_autoptr (MienRecipe) kept = mien_recipe_copy (recipe);
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);

  for (char **data = kept->paths; *data != NULL; data++) {
    g_autofree char *resolved = mien_data_resolve (*data, base);

    g_free (*data);
    *data = mien_data_relate (resolved, folder);
  }
  return mien_recipe_save (kept, TRUE, path, error);
}

/* The recipe made complete for its data, which stay open for the runs; and the folds it comes to.
 */
static gboolean
prepare (MienRecipe *recipe,
         const char *base,
         MienFacesCache *cache,
         MienControl *control,
         int *n_folds,
         GError **error)
{
  int threads = recipe->threads > 0 ? recipe->threads : (int) g_get_num_processors ();
  g_autoptr (MienPool) pool = mien_pool_new (threads);
  MienDataset *dataset = NULL;
  MienFaces *faces = NULL;

  if (!mien_faces_cache_get (cache, recipe, base, pool, control, &dataset, &faces, error) ||
      !mien_recipe_fill (recipe, dataset, error) || !mien_recipe_fill_arms (recipe, error))
    return FALSE;

  MienSplitSettings split = {
      .kind = recipe->split, .subject = recipe->subject, .folds = recipe->folds};
  *n_folds = mien_split_count_folds (dataset, &split);
  return TRUE;
}

/* A run that fails is told, and the others go on; stopping stops them all. */
static gboolean
execute_all (GPtrArray *plan,
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

    if (mien_run_execute (run->recipe, run->folder, corrections, base, resume, cache, control,
                          (int) i, (int) plan->len, &why))
      continue;
    if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
    if (n_failed++ == 0)
      first = g_steal_pointer (&why);
  }
  if (n_failed == 0)
    return TRUE;
  g_set_error (error, first->domain, first->code, "%u of %u runs failed, the first: %s", n_failed,
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
  g_autofree char *result = g_build_filename (folder, "study.json", NULL);
  g_autoptr (GError) why = NULL;
  int n_folds = 1;

  if (resume && g_file_test (result, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!prepare_folder (folder, resume, error) ||
      !prepare (complete, base, cache, control, &n_folds, error) ||
      !save_recipe (complete, folder, base, error))
    return FALSE;
  plan = mien_study_plan (complete, folder, n_folds, error);
  if (plan == NULL)
    return FALSE;
  if (!execute_all (plan, corrections, base, resume, cache, control, &why)) {
    g_propagate_error (error, g_steal_pointer (&why));
    return FALSE;
  }
  return save_result (folder, error);
}
