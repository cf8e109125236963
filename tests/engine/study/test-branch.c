#include "engine/study/branch.h"

#include "engine/core/error.h"
#include "engine/core/lock.h"
#include "engine/study/repeat.h"
#include "engine/study/report/report.h"
#include "tests/engine/study/folder.h"

#include <math.h>
#include <string.h>

/* A run of six epochs with two tasks, steered twice, of which every second epoch is kept. */
typedef struct {
  char *folder, *run;
  MienRecipe *recipe;
  GPtrArray *points;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = folder_new ();
  fixture->run = g_build_filename (fixture->folder, "run", NULL);
  fixture->recipe = folder_recipe ();
  mien_recipe_put_task (fixture->recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (fixture->recipe, "valence", MIEN_ROLE_AUXILIARY, 0.5);
  fixture->recipe->epochs = 6;
  fixture->recipe->checkpoints = 2;
  g_assert_true (mien_recipe_set (fixture->recipe, "steering",
                                  "[{\"step\": 3, \"task\": \"valence\", \"weight\": 0.8},"
                                  " {\"step\": 10, \"task\": \"valence\", \"weight\": 0.3}]",
                                  &error));
  g_assert_no_error (error);
  g_assert_true (folder_train (fixture->recipe, fixture->run, FALSE, &error));
  g_assert_no_error (error);
  fixture->points = mien_branch_list_points (fixture->run, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_ptr_array_unref (fixture->points);
  mien_recipe_free (fixture->recipe);
  g_free (fixture->run);
  folder_remove (fixture->folder);
}

static MienArm *
arm_new (const char *name)
{
  g_autoptr (JsonObject) set = json_object_new ();

  return mien_arm_new (name, set);
}

/* Branches into FOLDER/NAME; (transfer full): that folder */
static char *
branch (Fixture *fixture, guint point, const MienArm *arm, GError **error)
{
  char *folder = g_build_filename (fixture->folder, arm->name, NULL);

  mien_branch_make (fixture->run, g_ptr_array_index (fixture->points, point), arm, folder, error);
  return folder;
}

/* (transfer full): the run that going on in @folder comes to */
static MienRun *
go_on (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRecipe) recipe = mien_recipe_load (path, &error);
  MienRun *run;

  g_assert_no_error (error);
  g_assert_true (folder_train (recipe, folder, TRUE, &error));
  g_assert_no_error (error);
  run = mien_run_open (folder, &error);
  g_assert_no_error (error);
  return run;
}

static const char *
print_of (MienRun *run)
{
  return json_object_get_string_member (json_node_get_object (run->result), "fingerprint");
}

static void
test_checkpoints_are_listed_with_where_they_stand (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpuint (fixture->points->len, ==, 4);
  for (guint i = 0; i < 4; i++) {
    const MienBranchPoint *point = g_ptr_array_index (fixture->points, i);

    g_assert_cmpint (point->epoch, ==, MIN (2 * (int) i + 2, 6));
    g_assert_cmpint (point->epoch_steps, >, 0);
    g_assert_cmpint (point->step, ==, point->epoch * point->epoch_steps);
    g_assert_true (point->last == (i == 3));
    g_assert_true (g_file_test (point->path, G_FILE_TEST_EXISTS));
  }
}

static void
test_as_it_is_a_branch_comes_to_the_same_bits (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienRun) run = mien_run_open (fixture->run, NULL);
  g_autofree char *expected = folder_read (fixture->run, "history.csv");

  for (guint i = 0; i < 2; i++) {
    const MienBranchPoint *point = g_ptr_array_index (fixture->points, i);
    g_autoptr (GError) error = NULL;
    g_autoptr (MienArm) arm = arm_new (i == 0 ? "same" : "same again");
    g_autofree char *folder = branch (fixture, i, arm, &error);
    g_assert_no_error (error);
    g_autoptr (MienRun) made = go_on (folder);
    g_autofree char *history = folder_read (folder, "history.csv");
    g_autoptr (MienBranch) record = mien_branch_open (folder, &error);

    g_assert_cmpstr (print_of (made), ==, print_of (run));
    g_assert_cmpstr (history, ==, expected);
    g_assert_cmpfloat (mien_run_get_metric (made, NULL, "test", "loss"), ==,
                       mien_run_get_metric (run, NULL, "test", "loss"));
    g_assert_cmpint (record->step, ==, point->step);
    g_assert_cmpstr (record->from, ==, fixture->run);
    g_assert_cmpstr (made->arm, ==, arm->name);
  }
}

/* What a branch by steering comes to, its repetition from the start comes to. */
static void
test_two_ways_on_differ_and_each_repeats (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienArm) with = arm_new ("with"), without = arm_new ("without");
  g_autoptr (MienArm) other = arm_new ("other");
  g_autofree char *again = g_build_filename (fixture->folder, "again", NULL);
  g_autoptr (GError) error = NULL;

  mien_branch_set_weight (with, "valence", 4.0);
  json_object_set_string_member (other->set, "weighting.method", "equal");
  mien_branch_set_on (without, "valence", FALSE);
  g_autofree char *a = branch (fixture, 0, with, &error);
  g_assert_no_error (error);
  g_autofree char *b = branch (fixture, 0, without, &error);
  g_assert_no_error (error);
  g_autoptr (MienRun) run_a = go_on (a), run_b = go_on (b);
  g_assert_cmpstr (print_of (run_a), !=, print_of (run_b));
  g_autofree char *c = branch (fixture, 0, other, &error);
  g_assert_no_error (error);
  g_autoptr (MienRun) run_c = go_on (c); /* weighed by another method from there on */
  g_assert_cmpstr (print_of (run_c), !=, print_of (run_a));

  g_autofree char *history = folder_read (b, "history.csv");
  const MienBranchPoint *point = g_ptr_array_index (fixture->points, 0);
  g_autofree char *row =
      g_strdup_printf ("\n%d,%d,valence,steer,on,0\n", point->epoch, (int) point->step);
  g_assert_nonnull (strstr (history, row));

  g_autoptr (MienRecipe) recipe = mien_recipe_to_repeat (b, &error);
  g_assert_no_error (error);
  g_assert_true (folder_train (recipe, again, FALSE, &error));
  g_assert_no_error (error);
  g_autoptr (MienRun) repeated = mien_run_open (again, NULL);
  g_assert_cmpstr (print_of (repeated), ==, print_of (run_b));
}

static void
test_more_epochs_stretch_the_schedule_and_say_so (Fixture *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  const MienBranchPoint *point = g_ptr_array_index (fixture->points, 3);
  g_autoptr (MienArm) longer = arm_new ("longer"), same = arm_new ("same");
  g_autoptr (GError) error = NULL;

  json_object_set_int_member (longer->set, "epochs", 8);
  g_autofree char *words = mien_branch_tell_rate (fixture->run, point, longer);
  g_assert_nonnull (strstr (words, "instead of 0:"));
  g_assert_nonnull (strstr (words, "cosine is one over 8 epochs now"));
  g_assert_null (mien_branch_tell_rate (fixture->run, point, same));

  g_autofree char *folder = branch (fixture, 3, longer, &error);
  g_assert_no_error (error);
  g_autoptr (MienRun) run = go_on (folder);
  g_assert_cmpint (
      json_object_get_int_member (json_node_get_object (run->result), "epochs_trained"), ==, 8);

  /* and one recipe says it all */
  g_autofree char *again = g_build_filename (fixture->folder, "longer-again", NULL);
  g_autoptr (MienRecipe) recipe = mien_recipe_to_repeat (folder, &error);
  g_assert_no_error (error);
  g_assert_true (folder_train (recipe, again, FALSE, &error));
  g_autoptr (MienRun) repeated = mien_run_open (again, NULL);
  g_assert_cmpstr (print_of (repeated), ==, print_of (run));
}

static void
test_another_learning_rate_is_told_from_there_on (Fixture *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienArm) slower = arm_new ("slower"), decayed = arm_new ("decayed");
  g_autoptr (GError) error = NULL;

  json_object_set_double_member (slower->set, "optimizer.lr", 1e-4);
  g_autofree char *folder = branch (fixture, 1, slower, &error);
  g_assert_no_error (error);
  g_autoptr (MienRun) run = go_on (folder);
  g_autofree char *again = g_build_filename (fixture->folder, "slower-again", NULL);
  g_autoptr (MienRecipe) recipe = mien_recipe_to_repeat (folder, &error);
  g_assert_no_error (error);
  g_assert_true (folder_train (recipe, again, FALSE, &error));
  g_autoptr (MienRun) repeated = mien_run_open (again, NULL);
  g_assert_cmpstr (print_of (repeated), ==, print_of (run));

  json_object_set_double_member (decayed->set, "optimizer.weight_decay", 0.1);
  g_autofree char *other = branch (fixture, 1, decayed, &error);
  g_assert_no_error (error);
  g_assert_null (mien_recipe_to_repeat (other, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "which no recipe can say"));
}

static void
assert_refused (Fixture *fixture, guint point, const char *key, const char *json, const char *why)
{
  g_autoptr (MienArm) arm = arm_new ("refused");
  g_autoptr (GError) error = NULL;

  if (key != NULL)
    json_object_set_member (arm->set, key, json_from_string (json, NULL));
  g_autofree char *folder = branch (fixture, point, arm, &error);
  g_assert_nonnull (error);
  if (strstr (error->message, why) == NULL)
    g_error ("“%s” lacks “%s”", error->message, why);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_what_cannot_be_is_refused_with_its_key (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_refused (fixture, 3, NULL, NULL, "epochs: 6 is not allowed; 6 are done");
  assert_refused (fixture, 1, "epochs", "4", "epochs: 4 is not allowed; 4 are done");
  assert_refused (fixture, 0, "batch", "32", "batch: cannot be changed in the middle");
  assert_refused (fixture, 0, "optimizer.method", "\"sgd\"", "optimizer.method: cannot be");
  assert_refused (fixture, 0, "weighting.method", "\"dwa\"",
                  "weighting.method: “dwa” is not allowed here; what it remembers");
  assert_refused (fixture, 0, "optimizer.lr", "-1", "optimizer.lr: -1 is not allowed");
  assert_refused (fixture, 0, "tasks.pose.weight", "1", "tasks.pose.weight");
  assert_refused (fixture, 0, "tasks.valence.weight", "-1", "tasks.valence.weight: -1");
  assert_refused (fixture, 0, "steering", "[{\"task\": \"pose\", \"on\": false}]",
                  ".task: “pose” is not allowed");
  assert_refused (fixture, 0, "steering", "[{\"task\": \"expression\", \"on\": false}]",
                  "“expression” is the main task");
  assert_refused (fixture, 0, "steering", "[{\"step\": 1, \"task\": \"valence\", \"on\": false}]",
                  "steering[0].step: 1 is not allowed; the branch starts at");
}

static void
test_no_branch_is_made_where_there_is_none (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *study = g_build_filename (fixture->folder, "study", NULL);
  g_autofree char *bare = g_build_filename (fixture->folder, "bare", NULL);
  g_autoptr (MienArm) arm = arm_new ("run");
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_branch_list_points (bare, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  folder_write (study, "recipe.json", "{}");
  folder_write (study, "runs/a-0-1/recipe.json", "{}");
  g_assert_null (mien_branch_list_points (study, &error));
  g_assert_nonnull (strstr (error->message, "holds a study; name one of its runs"));
  g_clear_error (&error);
  folder_write (bare, "recipe.json", "{}");
  g_autoptr (GPtrArray) none = mien_branch_list_points (bare, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  g_autofree char *taken = branch (fixture, 0, arm, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
test_a_run_under_way_is_branched_from_what_it_kept (Fixture *fixture,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienLock) training = mien_lock_folder (fixture->run, NULL);
  g_autoptr (MienArm) arm = arm_new ("longer");
  g_autoptr (GError) error = NULL;

  json_object_set_int_member (arm->set, "epochs", 8);
  g_autofree char *refused = branch (fixture, 3, arm, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  g_autofree char *kept = branch (fixture, 2, arm, &error);
  g_assert_no_error (error);

  /* nor does a second training begin in the same folder */
  g_assert_false (folder_train (fixture->recipe, fixture->run, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static void
test_a_branch_that_fails_half_way_leaves_nothing (Fixture *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->folder, "half", "branch.json", NULL);
  g_autofree char *inside = g_build_filename (path, "in the way", NULL);
  g_autoptr (MienArm) arm = arm_new ("half");
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (inside, 0755); /* a folder where branch.json should be written */
  g_autofree char *folder = branch (fixture, 0, arm, &error);
  g_assert_nonnull (error);
  g_assert_false (folder_has (folder, "recipe.json"));
  g_assert_false (folder_has (folder, "checkpoint.safetensors"));
}

static void
test_the_report_tells_how_it_was_steered (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->folder, "report.html", NULL);
  g_autoptr (MienArm) arm = arm_new ("told");
  g_autoptr (GError) error = NULL;

  mien_branch_set_on (arm, "valence", FALSE);
  g_autofree char *folder = branch (fixture, 1, arm, &error);
  g_autoptr (MienRun) run = go_on (folder);
  JsonObject *result = json_node_get_object (run->result);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (result, "steering")), ==,
                    3);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (result, "branch"), "epoch"), ==,
      4);
  g_assert_true (mien_report_write (folder, path, NULL, &error));
  g_autofree char *html = folder_read (fixture->folder, "report.html");
  g_assert_nonnull (strstr (html, "<td>weight 0.8</td>"));
  g_assert_nonnull (strstr (html, "<td>switched off</td>"));
  g_assert_nonnull (strstr (html, "(after 4 epochs) of the run in"));
  g_assert_nonnull (strstr (html, "&quot;on&quot;: false")); /* the recipe that repeats it */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add ("/branch/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("points", test_checkpoints_are_listed_with_where_they_stand);
  TEST ("same", test_as_it_is_a_branch_comes_to_the_same_bits);
  TEST ("two", test_two_ways_on_differ_and_each_repeats);
  TEST ("longer", test_more_epochs_stretch_the_schedule_and_say_so);
  TEST ("rate", test_another_learning_rate_is_told_from_there_on);
  TEST ("refused", test_what_cannot_be_is_refused_with_its_key);
  TEST ("none", test_no_branch_is_made_where_there_is_none);
  TEST ("under-way", test_a_run_under_way_is_branched_from_what_it_kept);
  TEST ("half", test_a_branch_that_fails_half_way_leaves_nothing);
  TEST ("report", test_the_report_tells_how_it_was_steered);
  return g_test_run ();
}
