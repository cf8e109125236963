#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/core/lock.h"
#include "engine/study/branch.h"
#include "engine/study/run-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static gboolean
has_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

gboolean
mien_folder_is_run (const char *folder)
{
  return has_file (folder, "recipe.json") && !has_file (folder, "runs");
}

/* What somebody took away is not made up for by starting afresh over what is left. A model is there
 * only where there was a checkpoint. */
static gboolean
check_whole (const char *folder, GError **error)
{
  gboolean checkpoint = has_file (folder, "checkpoint.safetensors");
  const char *lacks = NULL;

  if (checkpoint && !has_file (folder, "recipe.json"))
    lacks = "recipe.json";
  else if (!checkpoint && has_file (folder, "model.safetensors") && !has_file (folder, "run.json"))
    lacks = "checkpoint.safetensors";
  if (lacks == NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "%s holds what a training left, but not its %s; put it back, or choose another "
               "folder",
               folder, lacks);
  return FALSE;
}

static gboolean
prepare_folder (const char *folder, gboolean resume, GError **error)
{
  if (!resume && (has_file (folder, "recipe.json") || has_file (folder, "run.json"))) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                 "%s holds a run already; choose another folder, or go on with it by --resume",
                 folder);
    return FALSE;
  }
  if (!check_whole (folder, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0755) == 0)
    return TRUE;

  int saved = errno;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved),
               "Cannot make the folder %s: %s", folder, g_strerror (saved));
  return FALSE;
}

/* Corrections that were handed over; a run that goes on keeps those that it started with. */
static gboolean
find_corrections (const char *folder,
                  GPtrArray *given,
                  gboolean started,
                  GPtrArray **corrections,
                  GError **error)
{
  g_autofree char *path = g_build_filename (folder, "corrections.csv", NULL);

  if (started && has_file (folder, "corrections.csv")) {
    *corrections = mien_corrections_read (path, error);
    return *corrections != NULL;
  }
  if (started || given == NULL || given->len == 0)
    return TRUE;
  *corrections = g_ptr_array_ref (given);
  return mien_corrections_write (given, path, error);
}

/* What is not scored in training is not scored afterwards. */
static void
mask_labels (const MienCompiled *run, MienPredictions *predictions)
{
  for (guint t = 0; t < predictions->tasks->len; t++) {
    const MienColumn *column = g_ptr_array_index (run->columns, t);
    MienTaskPredictions *task = g_ptr_array_index (predictions->tasks, t);

    for (guint i = 0; i < predictions->n; i++)
      if (mien_column_is_missing (column, i))
        for (int k = 0; k < task->label_width; k++)
          task->label[(gsize) i * (gsize) task->label_width + (gsize) k] = NAN;
  }
}

static MienPredictions *
predict (MienCompiled *run, MienPool *pool, GError **error)
{
  MienExamples examples = {run->dataset, (MienFaces *) run->faces, run->parts};
  int batch = (int) CLAMP (run->faces->n, 1, (guint) run->settings.batch);
  MienPredictions *predictions;

  if (!mien_network_plan (run->network, MIEN_PLAN_PREDICT, batch, mien_pool_get_n_workers (pool),
                          error))
    return NULL;
  predictions = mien_predictions_make (run->network, pool, &examples, batch, error);
  if (predictions != NULL)
    mask_labels (run, predictions);
  return predictions;
}

typedef struct {
  const char *folder;
  const char *arm;  /* (nullable) */
  gboolean started; /* earlier, so that there may be a checkpoint */
  int threads;      /* 0 for as the recipe says */
  MienControl *control;
  int run, n_runs;
} Place;

static gboolean
train_and_tell (MienCompiled *run, MienPool *pool, const Place *place, GError **error)
{
  MienExamples examples = {run->dataset, (MienFaces *) run->faces, run->parts};
  g_autofree char *recipe = mien_recipe_to_json (run->recipe, FALSE);
  g_autofree char *data = mien_dataset_fingerprint (run->dataset);
  g_autofree char *table = g_build_filename (place->folder, "predictions.csv", NULL);
  g_autofree char *result = g_build_filename (place->folder, "run.json", NULL);
  MienTrainingOutcome outcome = {0};

  if (!mien_trainer_run (run->network, &run->settings, &examples, place->folder, recipe, data,
                         place->started, place->control, place->run, place->n_runs, &outcome,
                         error))
    return FALSE;

  g_autoptr (MienPredictions) predictions = predict (run, pool, error);
  g_autoptr (JsonNode) node =
      predictions != NULL
          ? mien_outcome_describe (run, place->folder, place->arm, &outcome, predictions)
          : NULL;
  mien_training_outcome_clear (&outcome);
  return node != NULL && mien_predictions_save (predictions, table, error) &&
         mien_persons_save (run, place->folder, error) && mien_json_save (node, result, error);
}

static void
emit (const Place *place, MienEventKind kind, const GError *error)
{
  MienEvent *event = mien_event_new (kind);

  event->run = place->run;
  event->n_runs = place->n_runs;
  event->text = g_strdup (place->folder);
  event->task = g_strdup (place->arm);
  if (error != NULL)
    event->error = g_error_copy (error);
  mien_control_emit (place->control, event);
}

static gboolean
carry_out (const MienRecipe *recipe,
           GPtrArray *given,
           const char *base,
           MienFacesCache *cache,
           const Place *place,
           GError **error)
{
  int threads = place->threads > 0 ? place->threads : recipe->threads;
  g_autoptr (MienPool) pool = mien_pool_new (threads > 0 ? threads : (int) g_get_num_processors ());
  g_autoptr (GPtrArray) corrections = NULL;
  g_autoptr (MienDataset) corrected = NULL;
  g_auto (MienCompiled) run = {0};
  MienDataset *dataset = NULL;
  MienFaces *faces = NULL;

  if (!find_corrections (place->folder, given, place->started, &corrections, error) ||
      !mien_faces_cache_get (cache, recipe, base, pool, place->control, &dataset, &faces,
                             &run.likeness, error))
    return FALSE;
  corrected = corrections != NULL ? mien_dataset_correct (dataset, corrections, error)
                                  : mien_dataset_ref (dataset);
  if (corrected == NULL || !mien_compile (&run, recipe, corrected, faces, error))
    return FALSE;
  run.settings.threads = threads;
  return mien_run_start (&run, place->folder, base, place->started, error) &&
         mien_recipe_keep (run.recipe, FALSE, place->folder, base, error) &&
         train_and_tell (&run, pool, place, error);
}

/* What a folder was started with, or what is asked, written down before anything is done. */
static MienRecipe *
begin (const MienRecipe *asked,
       const char **base,
       const char *folder,
       gboolean *started,
       GError **error)
{
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autoptr (MienRecipe) recipe = NULL;
  gboolean same_study;

  *started = has_file (folder, "recipe.json");
  if (!*started)
    return mien_recipe_keep (asked, FALSE, folder, *base, error) ? mien_recipe_copy (asked) : NULL;

  recipe = mien_recipe_load (path, error);
  if (recipe == NULL || !mien_recipe_agrees (asked, *base, recipe, folder, &same_study, error))
    return NULL;
  if (mien_data_is_gone (recipe->paths)) {
    g_strfreev (recipe->paths);
    recipe->paths = g_strdupv (asked->paths);
  } else {
    *base = NULL;
  }
  recipe->threads = asked->threads;
  return g_steal_pointer (&recipe);
}

/* A run that failed before its first step leaves nothing behind that would stand in another's way.
 */
static void
leave (const Place *place, const GError *why)
{
  static const char *const files[] = {"recipe.json", "corrections.csv", "start.json"};

  if (place->started || has_file (place->folder, "history.csv") ||
      g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (place->folder, files[i], NULL);

    g_unlink (path);
  }
  g_rmdir (place->folder);
}

gboolean
mien_run_execute_arm (const MienRecipe *asked,
                      const char *arm,
                      const char *folder,
                      GPtrArray *corrections,
                      const char *base,
                      gboolean resume,
                      int threads,
                      MienFacesCache *cache,
                      MienControl *control,
                      int run,
                      int n_runs,
                      GError **error)
{
  g_autoptr (MienFacesCache) own = cache == NULL ? mien_faces_cache_new () : NULL;
  Place place = {folder, arm, FALSE, threads, control, run, n_runs};
  g_autoptr (MienLock) lock = NULL;
  g_autoptr (MienBranch) branch = NULL;
  g_autoptr (MienRecipe) recipe = NULL;
  g_autoptr (GError) why = NULL;

  if (!mien_recipe_check (asked, error) || !prepare_folder (folder, resume, error))
    return FALSE;
  lock = mien_lock_folder (folder, error);
  if (lock == NULL)
    return FALSE;
  branch = mien_branch_open (folder, NULL);
  if (branch != NULL && arm == NULL)
    place.arm = branch->arm;
  recipe = begin (asked, &base, folder, &place.started, error);
  if (recipe == NULL)
    return FALSE;
  if (has_file (folder, "run.json"))
    return TRUE;

  emit (&place, MIEN_EVENT_RUN_STARTED, NULL);
  carry_out (recipe, corrections, base, cache != NULL ? cache : own, &place, &why);
  emit (&place, MIEN_EVENT_RUN_FINISHED, why);
  if (why == NULL)
    return TRUE;
  leave (&place, why);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

gboolean
mien_run_execute (const MienRecipe *recipe,
                  const char *folder,
                  GPtrArray *corrections,
                  const char *base,
                  gboolean resume,
                  MienFacesCache *cache,
                  MienControl *control,
                  int run,
                  int n_runs,
                  GError **error)
{
  return mien_run_execute_arm (recipe, NULL, folder, corrections, base, resume, 0, cache, control,
                               run, n_runs, error);
}
