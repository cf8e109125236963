#include "engine/core/error.h"
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

static MienPlannedRun *
plan_run (const MienRecipe *recipe,
          const MienArm *arm,
          const char *slug,
          const char *folder,
          int fold,
          int seed,
          GError **error)
{
  g_autoptr (MienRecipe) changed = mien_recipe_apply (recipe, arm, error);
  MienPlannedRun *run;

  if (changed == NULL || !keeps_main (recipe, changed, arm->name, error))
    return NULL;
  run = g_new0 (MienPlannedRun, 1);
  run->arm = g_strdup (arm->name);
  run->fold = fold;
  run->seed = recipe->seed + (guint64) seed;
  changed->seed = run->seed;
  changed->fold = fold;
  g_autofree char *name = g_strdup_printf ("%s-%d-%" G_GUINT64_FORMAT, slug, fold, run->seed);
  run->folder = g_build_filename (folder, "runs", name, NULL);
  run->recipe = g_steal_pointer (&changed);
  return run;
}

GPtrArray *
mien_study_plan (const MienRecipe *recipe, const char *folder, int n_folds, GError **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (planned_run_free);
  g_auto (GStrv) slugs = mien_arms_name_folders (recipe->arms);

  for (int seed = 0; seed < recipe->seeds; seed++)
    for (int fold = 0; fold < n_folds; fold++)
      for (guint a = 0; a < recipe->arms->len; a++) {
        MienPlannedRun *run = plan_run (recipe, g_ptr_array_index (recipe->arms, a), slugs[a],
                                        folder, fold, seed, error);

        if (run == NULL)
          return NULL;
        g_ptr_array_add (runs, run);
      }
  return g_steal_pointer (&runs);
}
