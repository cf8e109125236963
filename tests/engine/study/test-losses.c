#include "engine/core/error.h"
#include "engine/samples/drawn/drawn.h"
#include "engine/study/report/report.h"
#include "tests/engine/study/folder.h"

#include <math.h>
#include <string.h>

static JsonObject *
task_of (MienRun *run, const char *task)
{
  JsonObject *result = json_node_get_object (run->result);

  return json_object_get_object_member (json_object_get_object_member (result, "tasks"), task);
}

static MienRun *
train (const MienRecipe *recipe, const char *folder)
{
  g_autoptr (GError) error = NULL;

  folder_train (recipe, folder, FALSE, &error);
  g_assert_no_error (error);
  return mien_run_open (folder, &error);
}

static void
assert_learned (MienRun *run, const char *task, const char *loss)
{
  g_assert_cmpstr (json_object_get_string_member (task_of (run, task), "learned_by"), ==, loss);
  g_assert_true (isfinite (mien_run_get_metric (run, task, "test", "loss")));
  g_assert_true (isfinite (mien_run_get_metric (run, task, "validation", "loss")));
}

/* Losses of four kinds of column at once, with all that a training's loss may have beside it. */
static void
test_every_loss_trains (void)
{
  static const char *const columns[] = {"expression", "action_units", "valence", "landmarks"};
  static const char *const losses[][4] = {{"focal", "bce", "mse", "l2"},
                                          {"class-balanced", "asymmetric", "mae", "smooth-l1"},
                                          {"cross-entropy", "bce", "huber", "wing"},
                                          {"focal", "asymmetric", "ccc", "wing"}};

  for (guint i = 0; i < G_N_ELEMENTS (losses); i++) {
    char *folder = folder_new ();
    g_autofree char *out = g_build_filename (folder, "run", NULL);
    g_autoptr (MienRecipe) recipe = folder_recipe ();

    recipe->label_smoothing = 0.1;
    recipe->augment.mixup = i % 2 == 0 ? 0.2 : 0.0;
    for (guint t = 0; t < G_N_ELEMENTS (columns); t++)
      mien_recipe_task_set_loss (
          mien_recipe_put_task (recipe, columns[t], t == 0 ? MIEN_ROLE_MAIN : MIEN_ROLE_AUXILIARY,
                                1.0),
          losses[i][t]);
    g_autoptr (MienRun) run = train (recipe, out);
    for (guint t = 0; t < G_N_ELEMENTS (columns); t++)
      assert_learned (run, columns[t], losses[i][t]);
    folder_remove (folder);
  }
}

/* The option makes another training; what weighs in it is told, and judged without. */
static void
test_an_option_changes_the_training (void)
{
  char *folder = folder_new ();
  g_autofree char *plain = g_build_filename (folder, "plain", NULL);
  g_autofree char *weighted = g_build_filename (folder, "weighted", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "action_units", MIEN_ROLE_AUXILIARY, 1.0);
  g_autoptr (MienRun) a = train (recipe, plain);
  g_assert_true (mien_recipe_set (recipe, "tasks.action_units.loss_options.positive", "1", &error));
  g_autoptr (MienRun) b = train (recipe, weighted);
  JsonObject *used = json_object_get_object_member (task_of (b, "action_units"), "class_weights");

  g_assert_cmpfloat (mien_run_get_metric (a, "action_units", "test", "loss"), !=,
                     mien_run_get_metric (b, "action_units", "test", "loss"));
  g_assert_false (json_object_has_member (task_of (a, "action_units"), "class_weights"));
  g_assert_cmpstr (json_object_get_string_member (used, "method"), ==, "bce");
  g_assert_cmpint (json_object_get_size (json_object_get_object_member (used, "weights")), >, 3);

  g_autofree char *page = g_build_filename (folder, "run.html", NULL);
  g_assert_true (mien_report_write (weighted, page, NULL, &error));
  g_autofree char *text = folder_read (folder, "run.html");
  g_assert_nonnull (strstr (text, "loss of action_units a yes counted by its flag (weights: bce)"));
  folder_remove (folder);
}

static void
test_options_of_another_loss_are_told_before_training (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  g_assert_true (mien_recipe_set (recipe, "tasks.expression.loss_options.gamma", "1", &error));
  g_assert_false (folder_train (recipe, out, FALSE, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "tasks.expression.loss_options.gamma: the loss "
                                            "“cross-entropy” has no such option"));
  folder_remove (folder);
}

/* Drawn faces, and for each what seven of ten people said rightly; nobody looked at every ninth. */
static void
write_voted_faces (const char *folder)
{
  g_autoptr (MienDataset) drawn = mien_drawn_dataset_new (60, 16, 1);
  const MienColumn *expression = mien_dataset_get_column (drawn, "expression");
  g_autoptr (GString) text = g_string_new ("path,neutral,happy,sad,angry,fear,surprise,disgust\n");

  g_assert_true (mien_drawn_write (folder, 60, 16, 1, NULL, NULL));
  for (guint i = 0; i < 60; i++) {
    g_string_append_printf (text, "faces/%05u.png", i + 1);
    for (int k = 0; k < 7; k++) {
      int other = ((int) i + 1) % 7;
      int votes = 7 * (mien_column_get_class (expression, i) == k) + 3 * (other == k);

      if (i % 9 == 0)
        g_string_append_c (text, ',');
      else
        g_string_append_printf (text, ",%d", votes);
    }
    g_string_append_c (text, '\n');
  }
  folder_write (folder, "labels.csv", text->str);
}

static void
test_votes_are_learned_as_shares (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  write_voted_faces (folder);
  g_free (recipe->paths[0]);
  recipe->paths[0] = g_strdup (folder);
  recipe->epochs = 12;
  recipe->augment.mixup = 0.2;
  recipe->augment.flip = TRUE;
  mien_recipe_put_task (recipe, "votes", MIEN_ROLE_MAIN, 1.0);
  g_autoptr (MienRun) run = train (recipe, out);
  g_autoptr (MienPredictions) predictions = mien_run_load_predictions (run, &error);
  MienTaskPredictions *votes = mien_predictions_find (predictions, "votes");

  g_assert_null (
      mien_predictions_find (predictions, NULL)); /* of a result that names no main task */
  g_autofree char *text = folder_read (out, "predictions.csv");

  assert_learned (run, "votes", "soft");
  g_assert_cmpfloat_with_epsilon (mien_run_get_metric (run, "votes", "test", "loss"),
                                  mien_run_get_metric (run, "votes", "test", "kl"), 1e-5);
  g_assert_cmpint (
      json_object_get_size (json_object_get_object_member (task_of (run, "votes"), "per_class")),
      ==, 7);
  g_assert_nonnull (strstr (text, "faces/00001.png,train,votes,,"));
  g_assert_cmpint (votes->label_width, ==, 7);
  for (guint i = 0; i < predictions->n; i++) {
    float labels = 0.0f, answers = 0.0f;

    for (guint k = 0; k < 7; k++) {
      labels += votes->label[i * 7 + k];
      answers += votes->output[i * 7 + k];
    }
    g_assert_true (i % 9 == 0 ? isnan (labels) : fabsf (labels - 1.0f) < 1e-5f);
    g_assert_cmpfloat_with_epsilon (answers, 1.0f, 1e-5f);
  }
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/losses/every", test_every_loss_trains);
  g_test_add_func ("/losses/option", test_an_option_changes_the_training);
  g_test_add_func ("/losses/other", test_options_of_another_loss_are_told_before_training);
  g_test_add_func ("/losses/votes", test_votes_are_learned_as_shares);
  return g_test_run ();
}
