#include "engine/core/error.h"
#include "engine/study/ready-arms.h"
#include "engine/study/study-private.h"

static void
planned_run_free (gpointer data)
{
  MienPlannedRun *run = data;

  g_free (run->folder);
  g_free (run->arm);
  mien_recipe_free (run->recipe);
  g_free (run);
}

/* A name as a folder can bear it: letters, digits and dashes; others become a dash. */
static char *
make_slug (const char *name)
{
  g_autoptr (GString) slug = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (g_unichar_isalnum (letter))
      g_string_append_unichar (slug, g_unichar_tolower (letter));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  return g_strdup (slug->len > 0 ? slug->str : "arm");
}

GStrv
mien_arms_name_folders (GPtrArray *arms)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (seen, g_strdup ("search"));
  for (guint i = 0; i < arms->len; i++) {
    g_autofree char *slug = make_slug (((MienArm *) g_ptr_array_index (arms, i))->name);

    if (g_hash_table_contains (seen, slug)) {
      char *numbered = g_strdup_printf ("%s-%u", slug, i + 1);

      g_free (slug);
      slug = numbered;
    }
    g_strv_builder_add (names, slug);
    g_hash_table_add (seen, g_strdup (slug));
  }
  return g_strv_builder_end (names);
}

/* All arms are asked the same question, or there is nothing to compare. */
static gboolean
keeps_main (const MienRecipe *recipe, const MienRecipe *changed, const char *arm, GError **error)
{
  const MienRecipeTask *before = mien_recipe_get_main (recipe);
  const MienRecipeTask *after = mien_recipe_get_main (changed);

  if (before != NULL && after != NULL && g_str_equal (before->column, after->column))
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "The arm “%s” has %s%s%s as its main task, where the study compares “%s”", arm,
               after != NULL ? "“" : "", after != NULL ? after->column : "nothing",
               after != NULL ? "”" : "", before != NULL ? before->column : "nothing");
  return FALSE;
}

GPtrArray *
mien_planned_runs_new (void)
{
  return g_ptr_array_new_with_free_func (planned_run_free);
}

/* What each arm is called in folders' names, and which of them only the transfer table is about. */
typedef struct {
  const MienRecipe *recipe;
  const char *folder;
  GPtrArray *arms; /* of MienArm, borrowed */
  GStrv slugs;
  guint n_compared;
} Plan;

static MienPlannedRun *
plan_run (const Plan *plan, guint number, int fold, int seed, GError **error)
{
  const MienArm *arm = g_ptr_array_index (plan->arms, number);
  g_autoptr (MienRecipe) changed = mien_recipe_apply (plan->recipe, arm, error);
  MienPlannedRun *run;

  if (changed == NULL ||
      (number < plan->n_compared && !keeps_main (plan->recipe, changed, arm->name, error)))
    return NULL;
  run = g_new0 (MienPlannedRun, 1);
  run->arm = g_strdup (arm->name);
  run->fold = fold;
  run->seed = plan->recipe->seed + (guint64) seed;
  run->trial = -1;
  run->searched = mien_arm_is_searched (plan->recipe, arm);
  changed->seed = run->seed;
  changed->fold = fold;
  g_autofree char *name =
      g_strdup_printf ("%s-%d-%" G_GUINT64_FORMAT, plan->slugs[number], fold, run->seed);
  run->folder = g_build_filename (plan->folder, "runs", name, NULL);
  run->recipe = g_steal_pointer (&changed);
  return run;
}

gboolean
mien_study_plan_trials (GPtrArray *plan,
                        const MienRecipe *recipe,
                        const char *folder,
                        int fold,
                        GError **error)
{
  MienSearchSchedule schedule;

  if (!mien_search_schedule (recipe, &schedule, error))
    return FALSE;
  for (guint r = 0; r < schedule.n_rungs; r++)
    for (guint i = 0; i < schedule.rungs[r].n; i++) {
      MienPlannedRun *run = g_new0 (MienPlannedRun, 1);

      run->trial = (int) (schedule.rungs[r].first + i);
      run->rung = r;
      run->arm = g_strdup_printf ("search, trial %d", run->trial);
      run->fold = fold;
      run->seed = recipe->search.seed;
      run->folder = mien_search_trial_folder (folder, fold, (guint) run->trial);
      run->recipe = mien_recipe_copy (recipe);
      run->recipe->epochs = schedule.rungs[r].epochs;
      g_ptr_array_add (plan, run);
    }
  return TRUE;
}

/* The runs of one seed and one fold; the trials belong to the first seed. */
static gboolean
plan_fold (const Plan *plan, int fold, int seed, GPtrArray *runs, GError **error)
{
  if (seed == 0 && (plan->recipe->controls & 1u << MIEN_READY_SEARCHED) &&
      !mien_study_plan_trials (runs, plan->recipe, plan->folder, fold, error))
    return FALSE;
  for (guint a = 0; a < plan->arms->len; a++) {
    MienPlannedRun *run = plan_run (plan, a, fold, seed, error);

    if (run == NULL)
      return FALSE;
    g_ptr_array_add (runs, run);
  }
  return TRUE;
}

GPtrArray *
mien_study_plan (const MienRecipe *recipe, const char *folder, int n_folds, GError **error)
{
  g_autoptr (GPtrArray) runs = mien_planned_runs_new ();
  g_autoptr (MienTransferPlan) transfer = mien_transfer_plan_new (recipe);
  g_autoptr (GPtrArray) arms = g_ptr_array_new ();

  g_ptr_array_extend (arms, recipe->arms, NULL, NULL);
  if (transfer != NULL)
    g_ptr_array_extend (arms, transfer->extra, NULL, NULL);

  g_auto (GStrv) slugs = mien_arms_name_folders (arms);
  Plan plan = {recipe, folder, arms, slugs, recipe->arms->len};
  for (int seed = 0; seed < recipe->seeds; seed++)
    for (int fold = 0; fold < n_folds; fold++)
      if (!plan_fold (&plan, fold, seed, runs, error))
        return NULL;
  return g_steal_pointer (&runs);
}

/* One fold stands for all. */
guint
mien_study_measure_plan (const MienRecipe *recipe, int n_folds, double *trainings)
{
  g_autoptr (MienRecipe) whole = mien_recipe_copy (recipe);
  g_autoptr (GPtrArray) runs =
      mien_recipe_fill_arms (whole, NULL) ? mien_study_plan (whole, "", 1, NULL) : NULL;
  double epochs = 0.0;

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    epochs += ((MienPlannedRun *) g_ptr_array_index (runs, i))->recipe->epochs;
  *trainings = n_folds * epochs / recipe->epochs;
  return runs != NULL ? (guint) n_folds * runs->len : 0;
}
