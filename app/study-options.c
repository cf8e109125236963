#include "app/study-options.h"

#include "app/console.h"
#include "app/plan-words.h"
#include "app/slurm.h"
#include "engine/core/error.h"

#define MOST_JOBS 1024

void
mien_study_options_clear (MienStudyOptions *self)
{
  g_free (self->slurm);
}

void
mien_study_options_add (MienStudyOptions *self, GArray *all)
{
  const GOptionEntry entries[] = {
      {"jobs", 0, 0, G_OPTION_ARG_INT, &self->jobs,
       "Runs at once, which have the threads between them, 1; with --slurm: tasks", "N"},
      {"plan", 0, 0, G_OPTION_ARG_NONE, &self->plan,
       "Say how many runs there are and about how long they take, and train nothing", NULL},
      {"share", 0, 0, G_OPTION_ARG_NONE, &self->share,
       "Work on --out beside other processes, on whatever machines, that were started so too",
       NULL},
      {"slurm", 0, 0, G_OPTION_ARG_FILENAME, &self->slurm,
       "Write a script that carries the study out as a job array of Slurm, and train nothing",
       "FILE"},
  };

  g_array_append_vals (all, entries, G_N_ELEMENTS (entries));
}

gboolean
mien_study_options_check (const MienStudyOptions *self, const MienRanks *ranks, GError **error)
{
  if (self->jobs < 0 || self->jobs > MOST_JOBS)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "--jobs %d: give the number of runs at once, 1 to %d", self->jobs, MOST_JOBS);
  else if (ranks != NULL && self->share)
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "--share is for processes that know nothing of each other; the ranks of "
                         "mpirun share their work without it");
  else
    return TRUE;
  return FALSE;
}

static void
on_planned (const MienForecast *forecast, gpointer data G_GNUC_UNUSED)
{
  g_autofree char *words = mien_plan_words (forecast);

  mien_console_end_progress ();
  g_printerr ("%s", words);
}

MienTogether
mien_study_options_together (const MienStudyOptions *self, const MienRanks *ranks)
{
  return (MienTogether){
      .jobs = MAX (self->jobs, 1), .share = self->share, .ranks = ranks, .planned = on_planned};
}

gboolean
mien_study_options_only_plans (const MienStudyOptions *self)
{
  return self->plan || self->slurm != NULL;
}

static void
tell (const MienForecast *forecast, gboolean json)
{
  if (json) {
    g_autoptr (JsonNode) node = mien_plan_json (forecast);

    mien_console_json (node);
  } else {
    g_autofree char *words = mien_plan_words (forecast);

    g_print ("%s", words);
  }
}

/* A task of Slurm carries out one run at a time. */
gboolean
mien_study_options_plan (const MienStudyOptions *self,
                         const MienRecipe *recipe,
                         char *const *argv,
                         const char *out,
                         gboolean json,
                         GError **error)
{
  MienTogether together = {.jobs = self->slurm != NULL ? 1 : MAX (self->jobs, 1)};
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autoptr (MienForecast) forecast =
      mien_study_forecast (recipe, out, NULL, &together, control, error);

  if (forecast == NULL)
    return FALSE;
  tell (forecast, json);
  return self->slurm == NULL ||
         mien_slurm_save (self->slurm, argv, out, forecast, (guint) self->jobs, error);
}
