#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/ready-arms.h"
#include "engine/study/study.h"
#include "tests/engine/study/folder.h"

#include <math.h>
#include <string.h>

static MienRecipe *
parse (const char *study)
{
  g_autofree char *text = g_strdup_printf (
      "{\"data\": {\"path\": \"built-in\"}, \"tasks\": [\"expression\", \"yaw\", \"glasses\"],"
      " \"study\": {%s}}",
      study);
  g_autoptr (GError) error = NULL;
  MienRecipe *recipe = mien_recipe_parse (text, "test", &error);

  g_assert_no_error (error);
  g_assert_true (mien_recipe_fill_arms (recipe, &error));
  g_assert_no_error (error);
  return recipe;
}

static MienRecipe *
apply (const MienRecipe *recipe, guint arm, const char *name)
{
  const MienArm *found = g_ptr_array_index (recipe->arms, arm);
  g_autoptr (GError) error = NULL;
  MienRecipe *changed = mien_recipe_apply (recipe, found, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found->name, ==, name);
  return changed;
}

static void
test_ready_arms_become_ordinary_ones (void)
{
  g_autoptr (MienRecipe) recipe = parse ("\"controls\": [\"shuffled\", \"equal\", \"searched\"]");

  g_assert_cmpuint (recipe->arms->len, ==, 5);
  g_autoptr (MienRecipe) equal = apply (recipe, 2, "equal weights");
  g_autoptr (MienRecipe) searched = apply (recipe, 3, "searched weights");
  g_autoptr (MienRecipe) shuffled = apply (recipe, 4, "shuffled labels");
  g_assert_cmpstr (equal->weighting, ==, "equal");
  g_assert_cmpstr (searched->weighting, ==, "fixed");
  g_assert_cmpuint (shuffled->tasks->len, ==, 3);
  g_assert_false (mien_recipe_get_main (shuffled)->shuffle);
  g_assert_true (mien_recipe_find_task (shuffled, "yaw")->shuffle);
  g_assert_true (mien_recipe_find_task (shuffled, "glasses")->shuffle);
}

static void
test_ready_arms_are_added_once (void)
{
  g_autoptr (MienRecipe) recipe = parse ("\"controls\": [\"shuffled\"]");
  g_autofree char *text = mien_recipe_to_json (recipe, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRecipe) again = mien_recipe_parse (text, "again", &error);

  g_assert_no_error (error);
  g_assert_true (mien_recipe_fill_arms (again, &error));
  g_assert_cmpuint (again->arms->len, ==, 3);
  g_autofree char *same = mien_recipe_to_json (again, TRUE);
  g_assert_cmpstr (same, ==, text);
}

static void
test_what_is_asked_for_can_be_taken_back (void)
{
  g_autoptr (MienRecipe) recipe = parse ("\"controls\": [\"shuffled\", \"equal\"]");

  mien_ready_arm_ask (recipe, MIEN_READY_EQUAL, FALSE);
  mien_ready_arm_ask (recipe, MIEN_READY_RLW, TRUE);
  g_assert_true (mien_recipe_fill_arms (recipe, NULL));
  g_assert_cmpuint (recipe->arms->len, ==, 4);
  g_assert_cmpstr (((MienArm *) g_ptr_array_index (recipe->arms, 2))->name, ==, "shuffled labels");
  g_assert_cmpstr (((MienArm *) g_ptr_array_index (recipe->arms, 3))->name, ==, "random weights");

  g_assert_false (mien_ready_arm_is_whole (recipe, MIEN_READY_EQUAL));
  mien_recipe_set_method (recipe, "equal");
  g_assert_true (mien_ready_arm_is_whole (recipe, MIEN_READY_EQUAL));
  mien_recipe_set_method (recipe, "fixed");
  g_assert_false (mien_ready_arm_is_whole (recipe, MIEN_READY_SEARCHED));
}

static void
test_what_cannot_be_is_refused_with_its_key (void)
{
  static const struct {
    const char *key, *value, *words;
  } cases[] = {
      {"study.controls", "shuffled,luck", "study.controls[1]: \"luck\" is not allowed"},
      {"study.search", "{\"method\": \"magic\"}", "study.search.method"},
      {"study.search.weights", "[0, -1]", "study.search.weights"},
      {"study.search.weights", "[1, 1]", "each weight once"},
      {"study.search.trials", "0", "study.search.trials"},
      {"study.search.luck", "1", "no such key"},
      {"study.transfer", "3", "true or false"},
      {"tasks.yaw.labels", "1.5", "tasks.yaw.labels"},
      {"tasks.yaw.shuffle", "2", "tasks.yaw.shuffle"},
  };
  g_autoptr (MienRecipe) recipe = parse ("\"seeds\": 1");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (mien_recipe_set (recipe, cases[i].key, cases[i].value, &error));
    g_assert_nonnull (strstr (error->message, cases[i].words));
  }
}

static void
test_shuffling_needs_something_to_shuffle (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRecipe) recipe = mien_recipe_parse (
      "{\"data\": {\"path\": \"built-in\"}, \"tasks\": [\"expression\"], \"study\": {"
      " \"controls\": [\"shuffled\"], \"arms\": [{\"name\": \"a\", \"set\": {}}]}}",
      "test", &error);

  g_assert_no_error (error);
  g_assert_false (mien_recipe_fill_arms (recipe, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "“shuffled” is about auxiliary tasks"));
}

static const MienPlannedRun *
find_run (GPtrArray *plan, const char *arm)
{
  for (guint i = 0; i < plan->len; i++) {
    const MienPlannedRun *run = g_ptr_array_index (plan, i);

    if (g_str_equal (run->arm, arm))
      return run;
  }
  g_assert_not_reached ();
}

/* 3 tasks alone, of which one is an arm already, 3 pairs, and the arm with all. */
static void
test_a_transfer_table_trains_each_task_and_each_pair (void)
{
  g_autoptr (MienRecipe) recipe = parse ("\"transfer\": true, \"seeds\": 1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan = mien_study_plan (recipe, "/s", 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (plan->len, ==, 7);
  const MienPlannedRun *yaw = find_run (plan, "yaw alone");
  const MienPlannedRun *pair = find_run (plan, "yaw and glasses");
  g_assert_cmpstr (mien_recipe_get_main (yaw->recipe)->column, ==, "yaw");
  g_assert_cmpfloat (mien_recipe_get_main (yaw->recipe)->weight, ==, 1.0);
  g_assert_cmpuint (yaw->recipe->tasks->len, ==, 1);
  g_assert_cmpstr (mien_recipe_get_main (pair->recipe)->column, ==, "yaw");
  g_assert_cmpuint (pair->recipe->tasks->len, ==, 2);
  g_assert_cmpfloat (mien_recipe_find_task (pair->recipe, "glasses")->weight, ==, 1.0);
  g_assert_cmpint (pair->recipe->select_by, ==, MIEN_SELECT_MEAN_RANK);
  g_assert_cmpint (yaw->recipe->select_by, ==, MIEN_SELECT_MAIN);
  g_assert_cmpstr (mien_recipe_get_main (find_run (plan, "expression and glasses")->recipe)->column,
                   ==, "expression");
}

/* "macro_f1" is nothing that a yaw is measured by. */
static void
test_a_metric_stays_with_the_main_task (void)
{
  g_autoptr (MienRecipe) recipe = parse ("\"transfer\": true, \"seeds\": 1");

  recipe->select_metric = g_strdup ("macro_f1");
  g_autoptr (GPtrArray) plan = mien_study_plan (recipe, "/s", 1, NULL);
  const MienPlannedRun *pair = find_run (plan, "expression and glasses");
  g_assert_cmpstr (pair->recipe->select_metric, ==, "macro_f1");
  g_assert_null (find_run (plan, "yaw alone")->recipe->select_metric);
  g_assert_null (find_run (plan, "yaw and glasses")->recipe->select_metric);
}

static void
test_each_alone_leaves_the_pairs_out (void)
{
  g_autoptr (MienRecipe) recipe = parse ("\"controls\": [\"each-alone\"], \"seeds\": 1");
  g_autoptr (GPtrArray) plan = mien_study_plan (recipe, "/s", 1, NULL);

  g_assert_cmpuint (plan->len, ==, 4);
  find_run (plan, "yaw alone");
  find_run (plan, "glasses alone");
}

/* @values: of expression, yaw and glasses; NaN where the run does not have the task */
static void
plant_run (const char *folder, const char *slug, int seed, const double values[3])
{
  static const char *const tasks[] = {"expression", "yaw", "glasses"};
  static const char *const metrics[] = {"balanced_accuracy", "nme", "balanced_accuracy"};
  g_autofree char *name = g_strdup_printf ("runs/%s-0-%d", slug, seed);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) text = g_string_new ("{\"fingerprint\": \"f\", \"folds\": 1, \"tasks\": {");

  for (guint t = 0, n = 0; t < 3; t++) {
    char digits[G_ASCII_DTOSTR_BUF_SIZE];

    if (!isnan (values[t]))
      g_string_append_printf (text, "%s\"%s\": {\"metric\": \"%s\", \"test\": {\"%s\": %s}}",
                              n++ > 0 ? ", " : "", tasks[t], metrics[t], metrics[t],
                              g_ascii_dtostr (digits, sizeof digits, values[t]));
  }
  g_string_append (text, "}}");
  folder_write (path, "recipe.json", "{\"tasks\": [\"expression\"]}");
  folder_write (path, "run.json", text->str);
}

static void
plant_transfer (const char *folder)
{
  g_autoptr (MienRecipe) recipe = parse ("\"transfer\": true, \"seeds\": 3");
  g_autofree char *text = mien_recipe_to_json (recipe, TRUE);

  folder_write (folder, "recipe.json", text);
  for (int seed = 1; seed <= 3; seed++) {
    double s = 0.01 * seed;

    plant_run (folder, "expression-alone", seed, (double[]){0.5 + s, NAN, NAN});
    plant_run (folder, "yaw-alone", seed, (double[]){NAN, 0.3, NAN});
    plant_run (folder, "glasses-alone", seed, (double[]){NAN, NAN, 0.7});
    plant_run (folder, "expression-and-yaw", seed, (double[]){0.6 + s + s, 0.2 - s, NAN});
    plant_run (folder, "expression-and-glasses", seed, (double[]){0.45 - s, NAN, 0.7 + s});
    plant_run (folder, "yaw-and-glasses", seed, (double[]){NAN, 0.3 + s, 0.7 - s});
    plant_run (folder, "with-yaw-and-glasses", seed, (double[]){0.7, 0.25 - s, 0.6});
  }
}

static void
test_planted_gains_have_their_signs (void)
{
  char *folder = folder_new ();
  g_autoptr (GError) error = NULL;

  plant_transfer (folder);
  g_autoptr (MienStudy) study = mien_study_collect (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (study->done, ==, study->planned);
  g_assert_cmpuint (study->arms->len, ==, 2);
  g_assert_cmpuint (study->comparisons->len, ==, 1);

  const MienTransfer *transfer = study->transfer;
  const MienComparison *helped = transfer->gain[0 * 3 + 1], *nearer = transfer->gain[1 * 3 + 0];
  g_assert_cmpstr (transfer->tasks[1], ==, "yaw");
  g_assert_cmpstr (transfer->metrics[1], ==, "nme");
  g_assert_null (transfer->gain[1 * 3 + 1]);
  g_assert_cmpfloat_with_epsilon (helped->difference, 0.12, 1e-12);
  g_assert_cmpfloat (helped->low, >, 0.0);
  g_assert_cmpuint (helped->pairs, ==, 3);
  g_assert_cmpfloat_with_epsilon (nearer->difference, 0.12, 1e-12); /* less distance is a gain */
  g_assert_cmpfloat (nearer->low, <, nearer->difference);
  g_assert_cmpfloat (nearer->high, >, nearer->difference);
  g_assert_cmpfloat_with_epsilon (transfer->gain[0 * 3 + 2]->difference, -0.09, 1e-12);
  g_assert_cmpfloat_with_epsilon (transfer->gain[1 * 3 + 2]->difference, -0.02, 1e-12);
  g_assert_cmpfloat_with_epsilon (transfer->gain[2 * 3 + 1]->difference, -0.02, 1e-12);
  g_assert_cmpfloat_with_epsilon (transfer->together[0]->difference, 0.18, 1e-12);
  g_assert_cmpfloat_with_epsilon (transfer->together[1]->difference, 0.07, 1e-12);
  g_assert_cmpfloat (helped->p_holm, >, helped->p);

  g_autoptr (JsonNode) node = mien_study_to_json (study);
  g_autofree char *text = mien_json_to_text (node, FALSE);
  g_assert_nonnull (strstr (text, "\"transfer\""));
  folder_remove (folder);
}

/* Regularisation gives 0.1, the labels another 0.05. */
static void
test_knowledge_is_what_true_labels_add_to_shuffled_ones (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = parse ("\"controls\": [\"shuffled\"], \"seeds\": 3");
  g_autofree char *text = mien_recipe_to_json (recipe, TRUE);
  g_autoptr (GError) error = NULL;

  folder_write (folder, "recipe.json", text);
  for (int seed = 1; seed <= 3; seed++) {
    double s = 0.01 * seed;

    plant_run (folder, "expression-alone", seed, (double[]){0.5, NAN, NAN});
    plant_run (folder, "shuffled-labels", seed, (double[]){0.6, NAN, NAN});
    plant_run (folder, "with-yaw-and-glasses", seed, (double[]){0.63 + s, 0.2, 0.6});
  }
  g_autoptr (MienStudy) study = mien_study_collect (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (study->knowledge->a, ==, "shuffled labels");
  g_assert_cmpstr (study->knowledge->b, ==, "with yaw and glasses");
  g_assert_cmpfloat_with_epsilon (study->knowledge->difference, 0.05, 1e-12);
  g_assert_nonnull (strstr (study->words, "beyond having more to learn: “with yaw and glasses” "
                                          "against “shuffled labels”: +5.0 points"));
  folder_remove (folder);
}

/* The run that is measured with shuffled labels is measured by true ones. */
static void
test_shuffled_and_few_labels_are_told_by_the_run (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->epochs = 1;
  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0)->labels = 0.2;
  mien_recipe_put_task (recipe, "yaw", MIEN_ROLE_AUXILIARY, 0.5)->shuffle = TRUE;
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_no_error (error);

  g_autoptr (MienRun) run = mien_run_open (out, &error);
  JsonObject *result = json_node_get_object (run->result);
  JsonObject *samples = json_object_get_object_member (result, "samples");
  JsonObject *labels = json_object_get_object_member (samples, "labels");
  JsonObject *few = json_object_get_object_member (labels, "expression");
  JsonObject *all = json_object_get_object_member (labels, "yaw");
  gint64 n_train = json_object_get_int_member (samples, "train");
  JsonObject *tasks = json_object_get_object_member (result, "tasks");

  g_assert_cmpint (json_object_get_int_member (few, "train"), >=, 7); /* one a class, at least */
  g_assert_cmpint (json_object_get_int_member (few, "train"), <=, n_train / 3);
  g_assert_cmpint (json_object_get_int_member (few, "test"), ==,
                   json_object_get_int_member (samples, "test"));
  g_assert_cmpint (json_object_get_int_member (all, "train"), ==, n_train);
  g_assert_true (
      json_object_get_boolean_member (json_object_get_object_member (tasks, "yaw"), "shuffle"));
  g_assert_cmpfloat (
      json_object_get_double_member (json_object_get_object_member (tasks, "expression"), "labels"),
      ==, 0.2);
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/controls/arms", test_ready_arms_become_ordinary_ones);
  g_test_add_func ("/controls/once", test_ready_arms_are_added_once);
  g_test_add_func ("/controls/asked", test_what_is_asked_for_can_be_taken_back);
  g_test_add_func ("/controls/refused", test_what_cannot_be_is_refused_with_its_key);
  g_test_add_func ("/controls/nothing", test_shuffling_needs_something_to_shuffle);
  g_test_add_func ("/controls/transfer/plan", test_a_transfer_table_trains_each_task_and_each_pair);
  g_test_add_func ("/controls/transfer/metric", test_a_metric_stays_with_the_main_task);
  g_test_add_func ("/controls/transfer/alone", test_each_alone_leaves_the_pairs_out);
  g_test_add_func ("/controls/transfer/signs", test_planted_gains_have_their_signs);
  g_test_add_func ("/controls/knowledge", test_knowledge_is_what_true_labels_add_to_shuffled_ones);
  g_test_add_func ("/controls/labels", test_shuffled_and_few_labels_are_told_by_the_run);
  return g_test_run ();
}
