#include "engine/study/repeat.h"

#include "engine/core/error.h"
#include "engine/study/branch.h"
#include "engine/study/recipe-private.h"
#include "engine/study/study.h"
#include "engine/training/history.h"

static gboolean
check_branch (const char *run, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (MienBranch) branch = mien_branch_open (run, &why);

  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  else if (branch != NULL && !branch->steered)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s goes on from step %" G_GINT64_FORMAT
                 " of %s with other settings than that began with, which no recipe can say; repeat "
                 "that run, and branch again",
                 run, branch->step, branch->from);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_folder (const char *run, GError **error)
{
  if (mien_folder_is_study (run))
    g_set_error (
        error, MIEN_ERROR, MIEN_ERROR_RANGE,
        "%s holds a study, whose recipe.json repeats it; name one of its runs, a folder in "
        "%s/runs",
        run, run);
  else if (!mien_folder_is_run (run))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s holds no run", run);
  else
    return TRUE;
  return FALSE;
}

static gint64
last_step (const char *run)
{
  g_autoptr (GArray) rows = mien_history_read (run, NULL);

  return rows != NULL && rows->len > 0 ? g_array_index (rows, MienHistoryRow, rows->len - 1).step
                                       : -1;
}

MienRecipe *
mien_recipe_to_repeat (const char *run, GError **error)
{
  g_autofree char *path = g_build_filename (run, "recipe.json", NULL);
  g_autoptr (MienRecipe) recipe = NULL;
  g_autoptr (GArray) steering = NULL;
  gint64 reached = last_step (run);

  if (!check_folder (run, error) || !check_branch (run, error))
    return NULL;
  recipe = mien_recipe_load (path, error);
  steering = recipe != NULL ? mien_steering_read (run, error) : NULL;
  if (steering == NULL)
    return NULL;
  for (guint i = 0; i < recipe->steering->len; i++) {
    MienSteering command = g_array_index (recipe->steering, MienSteering, i);

    if (command.step > reached)
      mien_steering_insert (steering, command);
  }
  g_array_unref (recipe->steering);
  recipe->steering = g_steal_pointer (&steering);
  return g_steal_pointer (&recipe);
}
