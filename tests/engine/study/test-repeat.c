#include "engine/study/repeat.h"

#include "engine/core/error.h"
#include "engine/study/job.h"
#include "tests/engine/study/folder.h"

#include <string.h>

/* Moves a weight as soon as the run is under way, and once more later. */
typedef struct {
  MienJob *job;
  GMainLoop *loop;
  guint moved;
} Hand;

static void
steer (GPtrArray *batch, gpointer data)
{
  Hand *hand = data;

  for (guint i = 0; i < batch->len; i++) {
    const MienEvent *event = g_ptr_array_index (batch, i);

    if (event->kind == MIEN_EVENT_POINT && event->step >= 3 + 20 * hand->moved && hand->moved < 2)
      mien_control_set_weight (mien_job_get_control (hand->job), "valence", 2.0 + hand->moved++);
    else if (event->kind == MIEN_EVENT_FINISHED)
      g_main_loop_quit (hand->loop);
  }
}

static MienRecipe *
recipe_of_two_tasks (void)
{
  MienRecipe *recipe = folder_recipe ();

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "valence", MIEN_ROLE_AUXILIARY, 0.5);
  return recipe;
}

static char *
fingerprint_of (const char *folder)
{
  g_autoptr (MienRun) run = mien_run_open (folder, NULL);

  return g_strdup (
      json_object_get_string_member (json_node_get_object (run->result), "fingerprint"));
}

static void
test_a_run_steered_at_any_time_repeats_to_the_bit (void)
{
  char *folder = folder_new ();
  g_autofree char *live = g_build_filename (folder, "live", NULL);
  g_autofree char *again = g_build_filename (folder, "again", NULL);
  g_autofree char *plain = g_build_filename (folder, "plain", NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (MienRecipe) recipe = recipe_of_two_tasks ();
  g_autoptr (GError) error = NULL;
  Hand hand = {.loop = loop};
  g_autoptr (MienMailbox) mailbox =
      mien_mailbox_new (NULL, 1000, (GDestroyNotify) mien_event_free, steer, &hand);

  recipe->epochs = 100;
  hand.job = mien_job_start (recipe, FALSE, live, NULL, NULL, FALSE, mailbox);
  g_main_loop_run (loop);
  mien_job_free (hand.job);

  g_autoptr (MienRecipe) whole = mien_recipe_to_repeat (live, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (whole->steering->len, ==, 2);
  whole->threads = 2;
  g_assert_true (folder_train (whole, again, FALSE, &error));
  g_assert_true (folder_train (recipe, plain, FALSE, &error));
  g_assert_no_error (error);
  g_autofree char *a = fingerprint_of (live), *b = fingerprint_of (again);
  g_autofree char *c = fingerprint_of (plain);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);

  g_autofree char *history = folder_read (live, "history.csv");
  g_autofree char *repeated = folder_read (again, "history.csv");
  g_assert_cmpstr (history, ==, repeated);
  folder_remove (folder);
}

static void
test_what_was_not_obeyed_yet_is_repeated_too (void)
{
  char *folder = folder_new ();
  g_autoptr (GError) error = NULL;

  folder_write (folder, "recipe.json",
                "{\"tasks\": [\"expression\", \"valence\"], \"steering\": ["
                "{\"step\": 1, \"task\": \"valence\", \"weight\": 2},"
                "{\"step\": 9, \"task\": \"valence\", \"weight\": 3}]}");
  folder_write (folder, "history.csv",
                "epoch,step,task,split,metric,value\n"
                "1,1,valence,steer,weight,2\n1,2,valence,steer,on,0\n1,3,total,train,loss,1\n");
  g_autoptr (MienRecipe) recipe = mien_recipe_to_repeat (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recipe->steering->len, ==, 3);
  g_assert_cmpint (g_array_index (recipe->steering, MienSteering, 1).kind, ==, MIEN_COMMAND_SET_ON);
  g_assert_cmpint (g_array_index (recipe->steering, MienSteering, 2).step, ==, 9);
  folder_remove (folder);
}

static void
test_what_nobody_can_be_told_names_the_history (void)
{
  static const char *const rows[] = {"1,0,valence,steer,weight,nan", "1,0,valence,steer,weight,-5",
                                     "1,0,valence,steer,weight,1e300", "1,-7,valence,steer,on,1",
                                     "1,0,,steer,weight,1"};

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    char *folder = folder_new ();
    g_autofree char *text =
        g_strconcat ("epoch,step,task,split,metric,value\n", rows[i], "\n", NULL);
    g_autoptr (GError) error = NULL;

    folder_write (folder, "recipe.json", "{\"tasks\": [\"expression\", \"valence\"]}");
    folder_write (folder, "history.csv", text);
    g_assert_null (mien_recipe_to_repeat (folder, &error));
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
    g_assert_nonnull (strstr (error->message, "history.csv"));
    folder_remove (folder);
  }
}

static void
test_a_branch_of_wrong_types_is_refused (void)
{
  char *folder = folder_new ();
  g_autoptr (GError) error = NULL;

  folder_write (folder, "recipe.json", "{\"tasks\": [\"expression\"]}");
  folder_write (folder, "branch.json", "{\"from\": {}, \"step\": [], \"set\": {}}");
  g_assert_null (mien_recipe_to_repeat (folder, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "branch.json"));
  folder_remove (folder);
}

static void
test_a_study_and_nothing_are_told_apart (void)
{
  char *folder = folder_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_recipe_to_repeat (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  folder_write (folder, "recipe.json", "{}");
  folder_write (folder, "runs/a-0-1/recipe.json", "{}");
  g_assert_null (mien_recipe_to_repeat (folder, &error));
  g_assert_nonnull (strstr (error->message, "holds a study, whose recipe.json repeats it"));
  folder_remove (folder);
}

static void
test_steering_beyond_the_end_leaves_no_run (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = recipe_of_two_tasks ();
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_recipe_set (
      recipe, "steering", "[{\"step\": 1000, \"task\": \"valence\", \"on\": false}]", &error));
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "steering[0].step: 1000 is not allowed"));
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repeat/live", test_a_run_steered_at_any_time_repeats_to_the_bit);
  g_test_add_func ("/repeat/not-yet", test_what_was_not_obeyed_yet_is_repeated_too);
  g_test_add_func ("/repeat/hostile", test_what_nobody_can_be_told_names_the_history);
  g_test_add_func ("/repeat/branch-of-wrong-types", test_a_branch_of_wrong_types_is_refused);
  g_test_add_func ("/repeat/none", test_a_study_and_nothing_are_told_apart);
  g_test_add_func ("/repeat/beyond", test_steering_beyond_the_end_leaves_no_run);
  return g_test_run ();
}
