#include "engine/study/study.h"

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "tests/engine/study/folder.h"

#include <math.h>
#include <string.h>

static const double ten[] = {.02, .01, .03, -.01, .02, .03, 0, .02, .01, .03};

static void
plant_recipe (const char *folder, int folds, int seeds, const char *third)
{
  g_autofree char *text = g_strdup_printf (
      "{\"data\": {\"path\": \"built-in\"}, \"split\": {\"folds\": %d},"
      " \"tasks\": [\"expression\", \"yaw\"], \"study\": {\"seeds\": %d, \"arms\": ["
      " {\"name\": \"Alone\", \"set\": {\"tasks\": [\"expression\"]}},"
      " {\"name\": \"With yaw\", \"set\": {}}%s]}}",
      folds, seeds, third);

  folder_write (folder, "recipe.json", text);
}

static void
plant_run (const char *folder, const char *slug, int fold, int seed, int folds, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *name = g_strdup_printf ("runs/%s-%d-%d", slug, fold, seed);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *result = g_strdup_printf (
      "{\"fingerprint\": \"f\", \"folds\": %d, \"tasks\": {\"expression\": {"
      " \"metric\": \"balanced_accuracy\", \"test\": {\"balanced_accuracy\": %s}}}}",
      folds, g_ascii_dtostr (digits, sizeof digits, value));

  folder_write (path, "recipe.json", "{\"tasks\": [\"expression\"]}");
  folder_write (path, "run.json", result);
}

static MienStudy *
collect (const char *folder)
{
  g_autoptr (GError) error = NULL;
  MienStudy *study = mien_study_collect (folder, &error);

  g_assert_no_error (error);
  return study;
}

static void
test_planted_folds_give_the_corrected_test (void)
{
  char *folder = folder_new ();

  plant_recipe (folder, 10, 1, "");
  for (int fold = 0; fold < 10; fold++) {
    plant_run (folder, "alone", fold, 1, 10, 0.5 + 0.01 * fold);
    plant_run (folder, "with-yaw", fold, 1, 10, 0.5 + 0.01 * fold + ten[fold]);
  }

  g_autoptr (MienStudy) study = collect (folder);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);
  g_assert_cmpstr (study->metric, ==, "balanced_accuracy");
  g_assert_cmpuint (study->done, ==, 20);
  g_assert_cmpuint (study->planned, ==, 20);
  g_assert_cmpstr (comparison->test, ==, "corrected resampled t");
  g_assert_cmpuint (comparison->pairs, ==, 10);
  g_assert_cmpfloat_with_epsilon (comparison->difference, 0.016, 1e-12);
  g_assert_cmpfloat_with_epsilon (comparison->low, .001969, 1e-6);
  g_assert_cmpfloat_with_epsilon (comparison->high, .030031, 1e-6);
  g_assert_cmpfloat_with_epsilon (comparison->p, .029713, 1e-6);
  g_assert_nonnull (strstr (study->words, "+1.6 points of balanced accuracy"));
  g_assert_cmpint (comparison->verdict, ==, MIEN_VERDICT_GAIN);
  g_assert_cmpfloat_with_epsilon (comparison->better, .820684, 1e-6);
  g_assert_cmpfloat_with_epsilon (comparison->alike, .178149, 1e-6);
  g_assert_cmpfloat_with_epsilon (comparison->wilcoxon, .015625, 1e-12);
  g_assert_cmpfloat_with_epsilon (comparison->wins, 0.85, 1e-12); /* 8 of 10, and a tie */
  g_assert_nonnull (strstr (study->words, ": a gain.\n"));
  g_assert_nonnull (strstr (study->words, "Probably (82 %) better by more than 1 point"));
  g_assert_null (strstr (study->words, "share one split"));
  folder_remove (folder);
}

/* @n runs of each arm on one split, the second being about 8 points worse. */
static MienStudy *
collect_losing (const char *folder, int n)
{
  plant_recipe (folder, 0, n, "");
  for (int seed = 1; seed <= n; seed++) {
    plant_run (folder, "alone", 0, seed, 1, 0.70);
    plant_run (folder, "with-yaw", 0, seed, 1, 0.60 + 0.005 * seed);
  }
  return collect (folder);
}

static void
test_seeds_on_one_split_say_what_is_missing (void)
{
  char *folder = folder_new ();
  g_autoptr (MienStudy) study = collect_losing (folder, 7);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);

  g_assert_cmpstr (comparison->test, ==, "paired t");
  g_assert_cmpfloat_with_epsilon (comparison->ratio, 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (comparison->difference, -0.08, 1e-12);
  g_assert_cmpint (comparison->verdict, ==, MIEN_VERDICT_LOSS);
  g_assert_cmpfloat (comparison->worse, >, 0.99);
  g_assert_cmpfloat_with_epsilon (comparison->wins, 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (comparison->wilcoxon, 2.0 / 128, 1e-12);
  g_assert_nonnull (strstr (study->words, ": a loss.\n"));
  g_assert_nonnull (strstr (study->words, "share one split"));
  folder_remove (folder);
}

/* Four pairs that agree have p < 0.001, and are still four pairs. */
static void
test_few_pairs_claim_nothing (void)
{
  char *folder = folder_new ();
  g_autoptr (MienStudy) study = collect_losing (folder, 4);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);

  g_assert_cmpfloat (comparison->p, <, 0.001);
  g_assert_cmpint (comparison->verdict, ==, MIEN_VERDICT_FEW);
  g_assert_nonnull (strstr (study->words, "too few pairs to claim anything"));
  g_assert_null (strstr (study->words, "a loss"));
  g_assert_null (strstr (study->words, "Almost certainly"));
  g_assert_cmpuint (comparison->more, >=, 1);
  folder_remove (folder);
}

/* Ten folds whose differences are given in points. */
static MienStudy *
collect_folds (const char *folder, const double differences[10])
{
  plant_recipe (folder, 10, 1, "");
  for (int fold = 0; fold < 10; fold++) {
    plant_run (folder, "alone", fold, 1, 10, 0.5 + 0.01 * fold);
    plant_run (folder, "with-yaw", fold, 1, 10, 0.5 + 0.01 * fold + 0.01 * differences[fold]);
  }
  return collect (folder);
}

static void
test_what_is_the_same_in_practice_is_said_to_be (void)
{
  static const double tiny[10] = {.1, -.1, .2, -.2, .1, 0, -.1, .1, 0, -.1};
  char *folder = folder_new ();
  g_autoptr (MienStudy) study = collect_folds (folder, tiny);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);

  g_assert_cmpint (comparison->verdict, ==, MIEN_VERDICT_ALIKE);
  g_assert_cmpfloat (comparison->alike, >, 0.99);
  g_assert_cmpuint (comparison->more, ==, 0);
  g_assert_nonnull (strstr (study->words, "in practice the two are the same"));
  folder_remove (folder);
}

/* Asked for with other keys, the same pairs say something else. */
static void
test_region_and_worth_are_the_recipes (void)
{
  static const double noisy[10] = {2, -1, 1, 0, 3, -2, 1, 0, -1, 2};
  char *folder = folder_new ();
  g_autoptr (MienStudy) usual = collect_folds (folder, noisy);
  const MienComparison *first = g_ptr_array_index (usual->comparisons, 0);
  g_autoptr (MienRecipe) recipe = mien_recipe_copy (usual->recipe);
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat_with_epsilon (first->region, 0.01, 1e-12);
  g_assert_cmpint (first->verdict, ==, MIEN_VERDICT_OPEN);
  g_assert_true (mien_recipe_set (recipe, "study.region", "0.03", &error));
  g_assert_true (mien_recipe_set (recipe, "study.worth", "0.04", &error));
  g_assert_false (mien_recipe_set (recipe, "study.worth", "-1", &error));
  g_assert_nonnull (strstr (error->message, "study.worth"));
  g_autofree char *text = mien_recipe_to_json (recipe, TRUE);
  folder_write (folder, "recipe.json", text);

  g_autoptr (MienStudy) asked = collect (folder);
  const MienComparison *second = g_ptr_array_index (asked->comparisons, 0);
  g_assert_cmpfloat_with_epsilon (second->region, 0.03, 1e-12);
  g_assert_cmpfloat (second->alike, >, first->alike);
  g_assert_cmpfloat (second->power, >, first->power);
  g_assert_cmpfloat_with_epsilon (second->p, first->p, 1e-12);
  folder_remove (folder);
}

/* A difference that two more seeds of ten folds would show, and one that none would. */
static void
test_more_seeds_are_counted_whole (void)
{
  static const double noisy[10] = {1.5, -.5, 1, 0, 1.5, -.5, .5, 0, 0, 1.5};
  static const double wild[10] = {20, -19, 15, -16, 22, -20, 18, -17, 9, -10};
  char *folder = folder_new (), *other = folder_new ();
  g_autoptr (MienStudy) study = collect_folds (folder, noisy);
  g_autoptr (MienStudy) hopeless = collect_folds (other, wild);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);
  const MienComparison *never = g_ptr_array_index (hopeless->comparisons, 0);

  g_assert_cmpfloat (comparison->power, <, 0.8);
  g_assert_cmpuint (comparison->more, >, 0);
  g_assert_cmpuint (comparison->more % 10, ==, 0);
  g_assert_nonnull (strstr (study->words, "would show a difference of 1 point four times in five"));
  g_assert_cmpuint (never->more, ==, 0);
  g_assert_cmpfloat (never->power, <, 0.8);
  g_assert_nonnull (strstr (hopeless->words, "No number of further seeds"));
  folder_remove (folder);
  folder_remove (other);
}

static void
test_a_single_pair_has_no_winner (void)
{
  char *folder = folder_new ();

  plant_recipe (folder, 0, 1, "");
  plant_run (folder, "alone", 0, 1, 1, 0.2);
  plant_run (folder, "with-yaw", 0, 1, 1, 0.9);

  g_autoptr (MienStudy) study = collect (folder);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);
  g_autoptr (JsonNode) node = mien_study_to_json (study);
  g_autofree char *text = mien_json_to_text (node, FALSE);
  g_assert_cmpstr (comparison->test, ==, "none");
  g_assert_true (isnan (comparison->p));
  g_assert_nonnull (strstr (study->words, "no winner"));
  g_assert_nonnull (strstr (text, "\"p\": null"));
  folder_remove (folder);
}

static void
test_only_whole_pairs_are_compared (void)
{
  char *folder = folder_new ();

  plant_recipe (folder, 0, 3, "");
  plant_run (folder, "alone", 0, 1, 1, 0.5);
  plant_run (folder, "with-yaw", 0, 1, 1, 0.6);
  plant_run (folder, "alone", 0, 2, 1, 0.5);
  plant_run (folder, "with-yaw", 0, 3, 1, 0.1);

  g_autoptr (MienStudy) study = collect (folder);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);
  g_assert_cmpuint (comparison->pairs, ==, 1);
  g_assert_cmpfloat_with_epsilon (comparison->difference, 0.1, 1e-12);
  g_assert_nonnull (strstr (study->words, "4 of 6 runs are finished"));
  folder_remove (folder);
}

static void
test_more_comparisons_ask_for_more (void)
{
  char *folder = folder_new ();

  plant_recipe (folder, 10, 1, ", {\"name\": \"Other\", \"set\": {\"seed\": 9}}");
  for (int fold = 0; fold < 10; fold++) {
    plant_run (folder, "alone", fold, 1, 10, 0.5);
    plant_run (folder, "with-yaw", fold, 1, 10, 0.5 + ten[fold]);
    plant_run (folder, "other", fold, 1, 10, 0.5 + (fold % 2 != 0 ? 0.01 : -0.01));
  }

  g_autoptr (MienStudy) study = collect (folder);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);
  g_assert_cmpuint (study->comparisons->len, ==, 2);
  g_assert_cmpfloat (comparison->p, <, 0.05);
  g_assert_cmpfloat_with_epsilon (comparison->p_holm, 2.0 * comparison->p, 1e-12);
  g_assert_null (strstr (study->words, "a gain"));
  g_assert_nonnull (strstr (study->words, "2 comparisons were made"));
  folder_remove (folder);
}

static void
test_arms_ask_the_same_question (void)
{
  char *folder = folder_new ();
  g_autoptr (GError) error = NULL;

  plant_recipe (folder, 0, 1, ", {\"name\": \"Other\", \"set\": {\"tasks\": [\"yaw\"]}}");
  g_assert_null (mien_study_collect (folder, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "“Other” has nothing as its main task"));
  folder_remove (folder);
}

static gboolean
carry_out (const MienRecipe *recipe, const char *folder, gboolean resume, GError **error)
{
  g_autoptr (MienControl) control = mien_control_new (NULL);

  return mien_study_execute (recipe, folder, NULL, NULL, resume, control, error);
}

static void
test_a_study_grows_and_keeps_its_runs (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->seeds = 1;
  recipe->epochs = 1;
  mien_recipe_put_task (recipe, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_true (carry_out (recipe, folder, FALSE, &error));
  g_assert_no_error (error);
  g_autofree char *before = folder_read (folder, "runs/with-yaw-0-1/run.json");

  recipe->seeds = 2;
  g_assert_false (carry_out (recipe, folder, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (carry_out (recipe, folder, TRUE, &error));
  g_assert_no_error (error);

  g_autofree char *after = folder_read (folder, "runs/with-yaw-0-1/run.json");
  g_autoptr (MienStudy) study = mien_study_open (folder, &error);
  g_autoptr (MienRun) run = NULL;
  g_autofree char *path = g_build_filename (folder, "runs", "with-yaw-0-2", NULL);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (study->done, ==, 4);
  g_assert_cmpuint (((MienComparison *) g_ptr_array_index (study->comparisons, 0))->pairs, ==, 2);
  run = mien_run_open (path, &error);
  g_assert_cmpstr (run->arm, ==, "with yaw");

  recipe->batch = 8;
  g_assert_false (carry_out (recipe, folder, TRUE, &error));
  g_assert_nonnull (strstr (error->message, "batch"));
  folder_remove (folder);
}

static void
test_a_run_that_fails_is_named_and_the_others_are_kept (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (JsonNode) bad =
      json_from_string ("{\"tasks\": [{\"column\": \"expression\", \"loss\": \"ccc\"}]}", NULL);
  g_autoptr (JsonObject) none = json_object_new ();
  g_autoptr (GError) error = NULL;

  recipe->seeds = 1;
  recipe->epochs = 1;
  g_ptr_array_add (recipe->arms, mien_arm_new ("bad", json_node_get_object (bad)));
  g_ptr_array_add (recipe->arms, mien_arm_new ("good", none));
  g_assert_false (carry_out (recipe, folder, FALSE, &error));
  g_assert_nonnull (strstr (error->message, "1 of 2 runs failed"));
  g_assert_nonnull (strstr (error->message, "“bad”, fold 0, seed 1"));
  g_assert_true (folder_has (folder, "runs/good-0-1/run.json"));
  g_assert_true (folder_has (folder, "study.json"));
  folder_remove (folder);
}

static void
test_a_column_that_is_not_there_stops_a_study_before_it_starts (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (JsonNode) set = json_from_string ("{\"tasks\": [\"expression\", \"mood\"]}", NULL);
  g_autoptr (JsonObject) none = json_object_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (recipe->arms, mien_arm_new ("plain", none));
  g_ptr_array_add (recipe->arms, mien_arm_new ("moody", json_node_get_object (set)));
  g_assert_false (carry_out (recipe, folder, FALSE, &error));
  g_assert_nonnull (strstr (error->message, "Arm “moody”"));
  g_assert_false (folder_has (folder, "runs/plain-0-1"));
  folder_remove (folder);
}

static void
test_every_fold_is_planned_for_every_arm (void)
{
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->seeds = 2;
  recipe->folds = 3;
  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_true (mien_recipe_fill_arms (recipe, &error));

  g_autoptr (GPtrArray) plan = mien_study_plan (recipe, "/s", 3, &error);
  g_assert_cmpuint (plan->len, ==, 12);
  const MienPlannedRun *last = g_ptr_array_index (plan, 11);
  g_assert_cmpstr (last->folder, ==, "/s/runs/with-yaw-2-2");
  g_assert_cmpint (last->recipe->fold, ==, 2);
  g_assert_cmpuint (last->recipe->seed, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/folds", test_planted_folds_give_the_corrected_test);
  g_test_add_func ("/study/seeds", test_seeds_on_one_split_say_what_is_missing);
  g_test_add_func ("/study/few", test_few_pairs_claim_nothing);
  g_test_add_func ("/study/alike", test_what_is_the_same_in_practice_is_said_to_be);
  g_test_add_func ("/study/region", test_region_and_worth_are_the_recipes);
  g_test_add_func ("/study/more", test_more_seeds_are_counted_whole);
  g_test_add_func ("/study/single", test_a_single_pair_has_no_winner);
  g_test_add_func ("/study/pairs", test_only_whole_pairs_are_compared);
  g_test_add_func ("/study/holm", test_more_comparisons_ask_for_more);
  g_test_add_func ("/study/question", test_arms_ask_the_same_question);
  g_test_add_func ("/study/grows", test_a_study_grows_and_keeps_its_runs);
  g_test_add_func ("/study/fails", test_a_run_that_fails_is_named_and_the_others_are_kept);
  g_test_add_func ("/study/column", test_a_column_that_is_not_there_stops_a_study_before_it_starts);
  g_test_add_func ("/study/plan", test_every_fold_is_planned_for_every_arm);
  return g_test_run ();
}
