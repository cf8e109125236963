#include "engine/study/search.h"

#include "engine/core/error.h"
#include "engine/study/study.h"
#include "tests/engine/study/folder.h"

#include <math.h>
#include <string.h>

static MienRecipe *
parse (const char *search)
{
  g_autofree char *text = g_strdup_printf (
      "{\"data\": {\"path\": \"built-in\"}, \"epochs\": 20, \"seed\": 5, \"split\": {\"folds\": 5},"
      " \"tasks\": [\"expression\", \"yaw\", \"glasses\"],"
      " \"weighting\": {\"method\": \"equal\"},"
      " \"study\": {\"seeds\": 2, \"controls\": [\"searched\"], \"search\": {%s}}}",
      search);
  g_autoptr (GError) error = NULL;
  MienRecipe *recipe = mien_recipe_parse (text, "test", &error);

  g_assert_no_error (error);
  return recipe;
}

static void
check_budget (const char *search, guint n_trials, guint n_epochs, const char *words)
{
  g_autoptr (MienRecipe) recipe = parse (search);
  g_autoptr (GError) error = NULL;
  MienSearchSchedule schedule;

  g_assert_true (mien_search_schedule (recipe, &schedule, &error));
  g_assert_no_error (error);
  g_autofree char *budget = mien_search_tell_budget (&schedule);
  g_assert_cmpuint (schedule.n_trials, ==, n_trials);
  g_assert_cmpuint (schedule.n_epochs, ==, n_epochs);
  g_assert_cmpstr (budget, ==, words);
}

static void
test_the_budget_is_known_beforehand (void)
{
  check_budget ("\"method\": \"grid\", \"weights\": [0, 0.1, 1]", 9, 180, "9 trials × 20 epochs");
  check_budget ("\"method\": \"random\", \"trials\": 8", 8, 160, "8 trials × 20 epochs");
  check_budget ("\"method\": \"random\", \"trials\": 8, \"weights\": [0, 1]", 4, 80,
                "4 trials × 20 epochs");
  check_budget ("\"method\": \"halving\", \"trials\": 8", 14, 120,
                "8 trials × 5 epochs + 4 trials × 10 epochs + 2 trials × 20 epochs");
  check_budget ("\"method\": \"halving\", \"trials\": 5", 10, 95,
                "5 trials × 5 epochs + 3 trials × 10 epochs + 2 trials × 20 epochs");
  check_budget ("\"method\": \"halving\", \"trials\": 1", 1, 20, "1 trial × 20 epochs");
}

static void
test_what_cannot_be_searched_says_why (void)
{
  g_autoptr (MienRecipe) recipe = parse ("\"method\": \"grid\"");
  g_autoptr (GError) error = NULL;
  MienSearchSchedule schedule;

  for (guint i = 0; i < 3; i++) {
    g_autofree char *name = g_strdup_printf ("more%u", i);

    mien_recipe_put_task (recipe, name, MIEN_ROLE_AUXILIARY, 0.5);
  }
  g_assert_false (mien_search_schedule (recipe, &schedule, &error));
  g_assert_nonnull (strstr (error->message, "choose random or halving"));
  g_clear_error (&error);

  g_ptr_array_set_size (recipe->tasks, 2);
  recipe->validation = 0.0;
  g_assert_false (mien_search_schedule (recipe, &schedule, &error));
  g_assert_nonnull (strstr (error->message, "split.validation is 0"));
  g_clear_error (&error);

  g_ptr_array_set_size (recipe->tasks, 1);
  g_assert_false (mien_search_schedule (recipe, &schedule, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
}

/* The trial's weights of yaw and glasses, as one text. */
static char *
weights_of (const MienRecipe *recipe, const char *folder, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRecipe) trial = mien_search_make_trial (recipe, folder, 3, number, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (trial->weighting, ==, "fixed");
  g_assert_cmpint (trial->fold, ==, 3);
  g_assert_cmpuint (trial->seed, ==, recipe->search.seed);
  g_assert_cmpfloat (mien_recipe_get_main (trial)->weight, ==, 1.0);
  return g_strdup_printf ("%g %g", mien_recipe_find_task (trial, "yaw")->weight,
                          mien_recipe_find_task (trial, "glasses")->weight);
}

static void
check_all_differ (const MienRecipe *recipe, guint n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    g_assert_true (g_hash_table_add (seen, weights_of (recipe, "/nowhere", i)));
}

static void
test_no_weights_are_tried_twice (void)
{
  g_autoptr (MienRecipe) grid = parse ("\"method\": \"grid\", \"weights\": [0, 0.1, 1]");
  g_autoptr (MienRecipe) random = parse ("\"trials\": 30, \"seed\": 1");
  g_autoptr (MienRecipe) other = parse ("\"trials\": 30, \"seed\": 2");
  g_autofree char *first = weights_of (grid, "/nowhere", 0);
  g_autofree char *sixth = weights_of (grid, "/nowhere", 5);
  g_autofree char *a = weights_of (random, "/nowhere", 7);
  g_autofree char *again = weights_of (random, "/nowhere", 7);
  g_autofree char *b = weights_of (other, "/nowhere", 7);

  check_all_differ (grid, 9);
  check_all_differ (random, 30);
  g_assert_cmpstr (first, ==, "0 0");
  g_assert_cmpstr (sixth, ==, "0.1 1");
  g_assert_cmpstr (a, ==, again);
  g_assert_cmpstr (a, !=, b);
}

/* A finished trial whose validation and test parts say the opposite. */
static void
plant_trial (const MienRecipe *recipe, const char *folder, guint number, double value)
{
  char validation[G_ASCII_DTOSTR_BUF_SIZE], test[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (MienRecipe) trial = mien_search_make_trial (recipe, folder, 3, number, NULL);
  g_autofree char *text = mien_recipe_to_json (trial, FALSE);
  g_autofree char *path = mien_search_trial_folder (folder, 3, number);
  g_autofree char *result = g_strdup_printf (
      "{\"fingerprint\": \"f\", \"tasks\": {\"expression\": {\"metric\": \"balanced_accuracy\","
      " \"validation\": {\"balanced_accuracy\": %s}, \"test\": {\"balanced_accuracy\": %s}}}}",
      g_ascii_dtostr (validation, sizeof validation, value),
      g_ascii_dtostr (test, sizeof test, 1.0 - value));

  folder_write (path, "recipe.json", text);
  folder_write (path, "run.json", result);
}

static void
test_halving_goes_on_with_the_better_half (void)
{
  static const double values[] = {0.1, 0.4, NAN, 0.3};
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = parse ("\"method\": \"halving\", \"trials\": 4");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    if (!isnan (values[i])) /* the third failed */
      plant_trial (recipe, folder, i, values[i]);
  for (guint i = 0; i < 2; i++) {
    g_autofree char *before = weights_of (recipe, folder, i == 0 ? 1 : 3);
    g_autofree char *after = weights_of (recipe, folder, 4 + i);

    g_assert_cmpstr (after, ==, before);
  }
  g_autoptr (MienRecipe) shorter = mien_search_make_trial (recipe, folder, 3, 0, NULL);
  g_autoptr (MienRecipe) whole = mien_search_make_trial (recipe, folder, 3, 5, NULL);
  g_assert_cmpint (shorter->epochs, ==, 10);
  g_assert_cmpint (whole->epochs, ==, 20);
  folder_remove (folder);
}

static void
test_the_validation_part_picks_and_not_the_test_part (void)
{
  static const double values[] = {0.3, 0.6, 0.6, 0.5};
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = parse ("\"trials\": 4");
  g_autoptr (MienRecipe) run = mien_recipe_copy (recipe);
  g_autoptr (GError) error = NULL;

  run->fold = 3;
  g_assert_false (mien_search_give_best (recipe, folder, run, &error));
  g_assert_nonnull (strstr (error->message, "No trial of the search in fold 3"));
  g_clear_error (&error);
  for (guint i = 0; i < 4; i++)
    plant_trial (recipe, folder, i, values[i]);
  g_assert_true (mien_search_give_best (recipe, folder, run, &error));
  g_assert_no_error (error);

  g_autofree char *best = weights_of (recipe, folder, 1);
  g_autofree char *found = g_strdup_printf ("%g %g", mien_recipe_find_task (run, "yaw")->weight,
                                            mien_recipe_find_task (run, "glasses")->weight);
  g_autoptr (MienSearch) search = mien_search_read (recipe, folder, 3);
  g_assert_cmpstr (found, ==, best);
  g_assert_cmpint (search->chosen, ==, 1);
  g_assert_cmpuint (search->trials->len, ==, 4);
  folder_remove (folder);
}

static void
test_a_study_counts_its_trials (void)
{
  g_autoptr (MienRecipe) recipe = parse ("\"method\": \"halving\", \"trials\": 4");
  double trainings = 0.0;

  /* 2 folds: 2 seeds of 3 arms, and 4 trials of 10 and 2 of 20 epochs. */
  g_assert_cmpuint (mien_study_measure_plan (recipe, 2, &trainings), ==, 2 * (6 + 6));
  g_assert_cmpfloat_with_epsilon (trainings, 2.0 * (6.0 + 4.0 * 0.5 + 2.0), 1e-12);
}

static MienRecipe *
make_small (void)
{
  MienRecipe *recipe = folder_recipe ();

  recipe->epochs = 1;
  recipe->seeds = 1;
  recipe->search.trials = 2;
  recipe->controls = 1u << MIEN_READY_SEARCHED;
  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  return recipe;
}

static void
test_a_study_searches_before_it_compares (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = make_small ();
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autofree char *path = g_build_filename (folder, "runs", "searched-weights-0-1", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_study_execute (recipe, folder, NULL, NULL, FALSE, control, &error));
  g_assert_no_error (error);
  g_autoptr (MienStudy) study = mien_study_open (folder, &error);
  g_autoptr (MienRun) run = mien_run_open (path, &error);
  const MienSearch *search = g_ptr_array_index (study->searches, 0);
  const MienTrial *chosen = g_ptr_array_index (search->trials, search->chosen);

  g_assert_cmpuint (study->planned, ==, 5);
  g_assert_cmpuint (study->done, ==, 5);
  g_assert_cmpuint (study->arms->len, ==, 3);
  g_assert_cmpfloat (mien_recipe_find_task (run->recipe, "yaw")->weight, ==, chosen->weights[0]);
  g_assert_true (folder_has (folder, "runs/search-0-1/run.json"));
  folder_remove (folder);
}

static void
test_a_search_by_itself_leaves_the_recipe_that_it_found (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = make_small ();
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autofree char *best = g_build_filename (folder, "best.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_search_execute (recipe, folder, NULL, NULL, FALSE, control, &error));
  g_assert_no_error (error);
  g_autoptr (MienRecipe) found = mien_recipe_load (best, &error);
  g_autoptr (MienSearch) search = mien_search_read (recipe, folder, 0);
  const MienTrial *chosen = g_ptr_array_index (search->trials, search->chosen);
  g_assert_cmpfloat (mien_recipe_find_task (found, "yaw")->weight, ==, chosen->weights[0]);
  g_assert_true (folder_has (folder, "search.json"));
  g_assert_false (mien_folder_is_study (folder));

  g_assert_false (mien_search_execute (recipe, folder, NULL, NULL, FALSE, control, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  recipe->search.seed = 9;
  g_assert_false (mien_search_execute (recipe, folder, NULL, NULL, TRUE, control, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/budget", test_the_budget_is_known_beforehand);
  g_test_add_func ("/search/refused", test_what_cannot_be_searched_says_why);
  g_test_add_func ("/search/differ", test_no_weights_are_tried_twice);
  g_test_add_func ("/search/halving", test_halving_goes_on_with_the_better_half);
  g_test_add_func ("/search/validation", test_the_validation_part_picks_and_not_the_test_part);
  g_test_add_func ("/search/count", test_a_study_counts_its_trials);
  g_test_add_func ("/search/study", test_a_study_searches_before_it_compares);
  g_test_add_func ("/search/alone", test_a_search_by_itself_leaves_the_recipe_that_it_found);
  return g_test_run ();
}
