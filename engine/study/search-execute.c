/* A search for weights by itself: the trials of one fold, told in a folder. */
#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/study-private.h"

#include <errno.h>
#include <glib/gstdio.h>

static gboolean
prepare_folder (const char *folder, gboolean resume, GError **error)
{
  g_autofree char *runs = g_build_filename (folder, "runs", NULL);
  g_autofree char *recipe = g_build_filename (folder, "recipe.json", NULL);
  g_autofree char *asked = g_build_filename (folder, "asked.json", NULL);

  if (g_file_test (recipe, G_FILE_TEST_EXISTS) ||
      (!resume && g_file_test (asked, G_FILE_TEST_EXISTS))) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                 "%s holds a search, study or run already; choose another folder, or go on with a "
                 "search by --resume",
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

/* A search that goes on is the one that was begun: other trials would stand under its numbers. */
static gboolean
look_back (const MienRecipe *recipe, const char *path, GError **error)
{
  g_autofree char *text = mien_recipe_to_json (recipe, TRUE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *kept = NULL;

  if (!g_file_load_contents (file, NULL, &kept, NULL, NULL, NULL) || g_str_equal (kept, text))
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "%s says that another search was begun here; go on with the recipe that it was "
               "begun with, or choose another folder",
               path);
  return FALSE;
}

static gboolean
save_outcome (const MienRecipe *recipe, const char *folder, GError **error)
{
  g_autofree char *result = g_build_filename (folder, "search.json", NULL);
  g_autofree char *best = g_build_filename (folder, "best.json", NULL);
  g_autoptr (GPtrArray) searches =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_search_free);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (MienRecipe) found = mien_recipe_copy (recipe);

  g_ptr_array_add (searches, mien_search_read (recipe, folder, recipe->fold));
  json_node_take_object (node, mien_searches_to_json (recipe, searches));
  return mien_json_save (node, result, error) &&
         mien_search_give_best (recipe, folder, found, error) &&
         mien_recipe_set (found, "weighting.method", "fixed", error) &&
         mien_recipe_save (found, FALSE, best, error);
}

static void
resolve (char **path, const char *base)
{
  char *resolved = mien_data_resolve (*path, base);

  g_free (*path);
  *path = resolved;
}

static void
resolve_paths (MienRecipe *recipe, const char *base)
{
  for (char **data = recipe->paths; *data != NULL; data++)
    resolve (data, base);
  for (guint i = 0; i < recipe->joins->len; i++)
    resolve (&((MienJoin *) g_ptr_array_index (recipe->joins, i))->path, base);
}

gboolean
mien_search_execute (const MienRecipe *asked,
                     const char *folder,
                     GPtrArray *corrections,
                     const char *base,
                     gboolean resume,
                     MienControl *control,
                     GError **error)
{
  g_autoptr (MienRecipe) recipe = mien_recipe_copy (asked);
  g_autoptr (MienFacesCache) cache = mien_faces_cache_new ();
  g_autoptr (GPtrArray) plan = mien_planned_runs_new ();
  g_autofree char *path = g_build_filename (folder, "asked.json", NULL);
  MienDataset *dataset = NULL;
  MienFaces *faces = NULL;

  resolve_paths (recipe, base);
  recipe->threads = 0;
  g_ptr_array_set_size (recipe->arms, 0);
  if (!mien_recipe_check (recipe, error) || !prepare_folder (folder, resume, error) ||
      !mien_study_open_data (recipe, base, cache, control, &dataset, &faces, error) ||
      !look_back (recipe, path, error) || !mien_recipe_save (recipe, TRUE, path, error))
    return FALSE;
  recipe->threads = asked->threads;
  if (!mien_study_plan_trials (plan, recipe, folder, recipe->fold, error))
    return FALSE;

  g_autoptr (MienAgenda) agenda = mien_agenda_new (plan, NULL);
  const MienStudyWork work = {.plan = plan,
                              .recipe = recipe,
                              .folder = folder,
                              .corrections = corrections,
                              .resume = TRUE,
                              .cache = cache,
                              .together = &MIEN_ALONE,
                              .agenda = agenda};
  mien_study_work (&work, control);
  return mien_agenda_conclude (agenda, error) && save_outcome (recipe, folder, error);
}
