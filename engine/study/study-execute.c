#include "engine/core/json.h"
#include "engine/study/study-private.h"

/* A claim is believed for as long as a file server may take to come back. */
enum {
  CLAIM_BEAT_MS = 10 * 1000,
  CLAIM_PATIENCE_MS = 90 * 1000,
};

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
save_result (const char *folder, guint ranks, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "study.json", NULL);
  g_autoptr (MienStudy) study = mien_study_collect (folder, error);

  if (study == NULL)
    return FALSE;
  study->ranks = ranks;
  g_autoptr (JsonNode) node = mien_study_to_json (study);
  return mien_json_save (node, path, error);
}

/* What carrying out a study holds on to. */
typedef struct {
  MienStudyWork work;
  MienLock *lock;
  MienClaims *claims;
  char *lost; /* the claim that another took over */
  MienControl *control;
  MienStudyData data;
} Execution;

static void
execution_clear (Execution *self)
{
  g_clear_pointer (&self->work.agenda, mien_agenda_free);
  g_clear_pointer (&self->work.plan, g_ptr_array_unref);
  g_clear_pointer (&self->claims, mien_claims_free);
  g_clear_pointer (&self->lock, mien_lock_free);
  g_free (self->lost);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Execution, execution_clear)

/* This process slept, and what it was at is another's now: two would spoil each other's files. */
static void
on_lost (const char *name, gpointer data)
{
  Execution *self = data;

  if (self->lost == NULL)
    self->lost = g_strdup (name);
  mien_control_send (self->control, MIEN_COMMAND_STOP);
}

static gboolean
open_claims (Execution *self, GError **error)
{
  g_autofree char *folder = g_build_filename (self->work.folder, "claims", NULL);

  if (self->work.together->share)
    self->claims = mien_claims_new (folder, CLAIM_BEAT_MS, CLAIM_PATIENCE_MS, on_lost, self, error);
  return self->claims != NULL || !self->work.together->share;
}

/* What all ranks must have alike: results of other data would stand among these. */
static char *
make_stamp (const Execution *self)
{
  g_autoptr (MienRecipe) recipe = mien_recipe_copy (self->work.recipe);
  g_autofree char *data = mien_dataset_fingerprint (self->data.dataset);

  recipe->threads = 0;
  g_autofree char *json = mien_recipe_to_json (recipe, TRUE);
  g_autofree char *all = g_strdup_printf ("%s\n%s\n%u", data, json, self->work.plan->len);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
}

static MienForecast *
forecast (const Execution *self)
{
  const MienTogether *together = self->work.together;
  const MienForecastPlace place = {
      .plan = self->work.plan,
      .recipe = self->work.recipe,
      .data = self->data,
      .ranks = together->ranks != NULL ? together->ranks->n_ranks : 1,
      .jobs = together->jobs,
      .threads = mien_together_count_threads (together, self->work.recipe),
      .cancellable = mien_control_get_cancellable (self->control),
  };

  return mien_forecast_make (&place);
}

static void
tell_plan (const Execution *self)
{
  const MienTogether *together = self->work.together;

  if (together->planned == NULL)
    return;
  g_autoptr (MienForecast) plan = forecast (self);
  together->planned (plan, together->data);
}

/* Finished runs need no claims, whoever left some behind. */
static void
clear_claims (Execution *self)
{
  for (guint i = 0; self->claims != NULL && i < self->work.plan->len; i++) {
    const MienPlannedRun *run = g_ptr_array_index (self->work.plan, i);
    g_autofree char *result = g_build_filename (run->folder, "run.json", NULL);
    g_autofree char *name = g_path_get_basename (run->folder);

    if (g_file_test (result, G_FILE_TEST_EXISTS))
      mien_claims_clear (self->claims, name);
  }
}

/* Of the one that hands out: what came of it all, and the study's figures. */
static gboolean
conclude (Execution *self, guint ranks, GError **error)
{
  g_autoptr (GError) why = NULL;

  clear_claims (self);
  if (mien_agenda_conclude (self->work.agenda, &why))
    return save_result (self->work.folder, ranks, error);
  if (self->lost != NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 "%s/runs/%s was taken over by another process, as this one was not heard of for "
                 "too long; what is finished is kept, and the same command goes on",
                 self->work.folder, self->lost);
    return FALSE;
  }
  if (!g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    save_result (self->work.folder, ranks, NULL); /* the error told is the run's */
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/* Other ranks carry out what the first hands them, which also tells what came of it. */
static gboolean
follow (Execution *self, GError **error)
{
  mien_study_work (&self->work, self->control);
  return !g_cancellable_set_error_if_cancelled (mien_control_get_cancellable (self->control),
                                                error);
}

static gboolean
lead (Execution *self, GError **error)
{
  const MienRanks *ranks = self->work.together->ranks;
  guint n_ranks = 1;

  mien_study_work (&self->work, self->control);
  if (ranks != NULL)
    n_ranks = ranks->end (ranks->data);
  return conclude (self, n_ranks, error);
}

static gboolean
make_plan (Execution *self, MienRecipe *recipe, GError **error)
{
  MienStudyWork *work = &self->work;

  if (!mien_study_prepare (recipe, work->base, work->cache, self->control, &self->data, error))
    return FALSE;
  work->plan = mien_study_plan (recipe, work->folder, self->data.n_folds, error);
  return work->plan != NULL;
}

static gboolean
begin_to_lead (Execution *self, GError **error)
{
  MienStudyWork *work = &self->work;

  if (!mien_recipe_keep (work->recipe, TRUE, work->folder, work->base, error) ||
      !open_claims (self, error))
    return FALSE;
  work->agenda = mien_agenda_new (work->plan, self->claims);
  tell_plan (self);
  return TRUE;
}

static gboolean
execute (Execution *self, MienRecipe *recipe, gboolean leads, GError **error)
{
  const MienRanks *ranks = self->work.together->ranks;

  if (!make_plan (self, recipe, error) || (leads && !begin_to_lead (self, error)))
    return FALSE;
  if (ranks != NULL) {
    g_autofree char *stamp = make_stamp (self);

    ranks->begin (ranks->data, self->work.agenda, stamp, self->control);
  }
  return leads ? lead (self, error) : follow (self, error);
}

gboolean
mien_study_execute_together (const MienRecipe *recipe,
                             const char *folder,
                             GPtrArray *corrections,
                             const char *base,
                             gboolean resume,
                             const MienTogether *together,
                             MienControl *control,
                             GError **error)
{
  g_autoptr (MienRecipe) complete = mien_recipe_copy (recipe);
  g_autoptr (MienFacesCache) cache = mien_faces_cache_new ();
  gboolean leads = together->ranks == NULL || together->ranks->rank == 0, finished = FALSE;
  g_auto (Execution) self = {
      .work = {.recipe = complete,
               .folder = folder,
               .corrections = corrections,
               .base = base,
               .resume = resume || together->share || !leads,
               .cache = cache,
               .together = together},
      .control = control,
  };

  if (!mien_recipe_check (recipe, error))
    return FALSE;
  if (leads)
    self.lock = mien_study_enter (recipe, folder, base, self.work.resume, together->share,
                                  &finished, error);
  if (leads && self.lock == NULL)
    return FALSE;
  return finished || execute (&self, complete, leads, error);
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
  return mien_study_execute_together (recipe, folder, corrections, base, resume, &MIEN_ALONE,
                                      control, error);
}

MienForecast *
mien_study_forecast (const MienRecipe *recipe,
                     const char *folder,
                     const char *base,
                     const MienTogether *together,
                     MienControl *control,
                     GError **error)
{
  g_autoptr (MienRecipe) complete = mien_recipe_copy (recipe);
  g_autoptr (MienFacesCache) cache = mien_faces_cache_new ();
  g_auto (Execution) self = {
      .work = {.recipe = complete,
               .folder = folder,
               .base = base,
               .cache = cache,
               .together = together},
      .control = control,
  };

  return mien_recipe_check (recipe, error) && make_plan (&self, complete, error) ? forecast (&self)
                                                                                 : NULL;
}
