#include "engine/study/recipe.h"

#include "engine/core/error.h"
#include "engine/samples/drawn/drawn.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_refused (const char *text, const char *path, const char *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_recipe_parse (text, "r.json", &error));
  g_assert_nonnull (error);
  if (strstr (error->message, path) == NULL || strstr (error->message, hint) == NULL)
    g_error ("“%s” lacks “%s” or “%s”", error->message, path, hint);
}

static MienRecipe *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MienRecipe *recipe = mien_recipe_parse (text, "r.json", &error);

  g_assert_no_error (error);
  return recipe;
}

static void
test_what_is_not_said_has_its_default (void)
{
  g_autoptr (MienRecipe) recipe = parse ("{}");

  g_assert_cmpstr (recipe->network, ==, "reference");
  g_assert_cmpint (recipe->preprocessing.size, ==, 48);
  g_assert_cmpint (recipe->preprocessing.channels, ==, 1);
  g_assert_cmpint (recipe->split, ==, MIEN_SPLIT_RANDOM);
  g_assert_cmpfloat (recipe->validation, ==, 0.15);
  g_assert_cmpint (recipe->optimizer.kind, ==, MIEN_OPTIMIZER_ADAM);
  g_assert_cmpfloat (recipe->optimizer.lr, ==, 0.001);
  g_assert_cmpint (recipe->epochs, ==, 20);
  g_assert_cmpint (recipe->batch, ==, 64);
  g_assert_true (recipe->augment.flip);
  g_assert_cmpint (recipe->optimizer.schedule.kind, ==, MIEN_SCHEDULE_COSINE);
  g_assert_cmpfloat (recipe->optimizer.schedule.warmup, ==, 0.0);
  g_assert_cmpfloat (recipe->optimizer.clip, ==, 0.0);
  g_assert_cmpfloat (recipe->optimizer.ema, ==, 0.0);
  g_assert_cmpfloat (recipe->label_smoothing, ==, 0.0);
  g_assert_cmpint (recipe->stop_after, ==, 0);
  g_assert_cmpfloat (recipe->augment.noise, ==, 0.0);
  g_assert_cmpfloat (recipe->augment.mixup, ==, 0.0);
  g_assert_cmpint (recipe->sampling, ==, MIEN_SAMPLING_SHUFFLED);
}

static void
test_a_wrong_value_is_told_with_its_path (void)
{
  assert_refused (
      "{\"optimizer\": {\"lr\": 0}}",
      "r.json: optimizer.lr: 0 is not allowed; a number above 0 and up to 1000 was expected", "");
  assert_refused ("{\"optimizer\": {\"lr\": 1001}}", "optimizer.lr: 1001", "up to 1000 was");
  assert_refused ("{\"optimizer\": {\"beta1\": 1}}", "optimizer.beta1: 1", "0 to 0.9999999 was");
  assert_refused ("{\"optimizer\": {\"clip\": 1e7}}", "optimizer.clip", "0 to 1000000 was");
  assert_refused ("{\"optimizer\": {\"lr\": \"fast\"}}", "optimizer.lr", "\"fast\" is not allowed");
  assert_refused ("{\"epochs\": 2.5}", "epochs: 2.5", "whole number from 1");
  assert_refused ("{\"seed\": -1}", "seed: -1", "from 0 to 9223372036854775807 was");
  assert_refused ("{\"augment\": {\"flip\": 1}}", "augment.flip: 1", "true or false");
  assert_refused ("{\"split\": {\"validation\": 0.9}}", "split.validation", "0 to 0.5");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"weight\": -1}]}", "tasks[0].weight",
                  "from 0");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"weight\": 1e7}]}", "tasks[0].weight",
                  "from 0 to 1000000 was");
  assert_refused ("{\"optimizer\": {\"lr\": 1e999}}", "optimizer.lr: inf is not allowed", "");
  assert_refused ("{\"tasks\": [{\"weight\": 1}]}", "tasks[0]", "column");
  assert_refused ("{\"tasks\": [\"a\", \"a\"]}", "tasks[1].column", "twice");
  assert_refused ("{\"data\": {\"types\": {\"age\": \"number\"}}}", "data.types.age", "scalar");
  assert_refused ("{\"mien\": 2}", "mien: 2", "1");
  assert_refused ("{\"split\": {\"folds\": 5, \"fold\": 5}}", "split.fold: 5", "below split.folds");
  assert_refused ("{\"optimizer\": {\"nesterov\": 1}}", "optimizer.nesterov: 1", "true or false");
  assert_refused ("{\"optimizer\": {\"clip\": -1}}", "optimizer.clip: -1", "from 0");
  assert_refused ("{\"optimizer\": {\"ema\": 1}}", "optimizer.ema: 1", "from 0 to 0.999999");
  assert_refused ("{\"optimizer\": {\"schedule\": \"linear\"}}", "optimizer.schedule: \"linear\"",
                  "constant, cosine, step, one-cycle");
  assert_refused ("{\"optimizer\": {\"warmup\": -0.5}}", "optimizer.warmup: -0.5", "from 0");
  assert_refused ("{\"optimizer\": {\"step_every\": 0}}", "optimizer.step_every: 0",
                  "whole number from 1");
  assert_refused ("{\"optimizer\": {\"step_factor\": 0}}", "optimizer.step_factor: 0", "above 0");
  assert_refused ("{\"label_smoothing\": 1}", "label_smoothing: 1", "from 0 to 0.9");
  assert_refused ("{\"augment\": {\"noise\": 2}}", "augment.noise: 2", "from 0 to 1");
  assert_refused ("{\"augment\": {\"mixup\": -0.1}}", "augment.mixup: -0.1", "from 0 to 10");
  assert_refused ("{\"sampling\": \"fair\"}", "sampling: \"fair\"", "shuffled, balanced");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"class_weights\": \"square\"}]}",
                  "tasks[0].class_weights: \"square\"", "none, inverse or effective");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"class_weights\": true}]}",
                  "tasks[0].class_weights: true", "none, inverse or effective");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"role\": \"rival\"}]}", "tasks[0].role",
                  "adversarial");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"head\": {\"layers\": 2}}]}", "tasks[0].head",
                  "layers");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"head\": {\"layers\": 2, \"depth\": 4}}]}",
                  "tasks[0].head", "“layers” and “width”");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"head\": {\"layers\": 1.5, \"width\": 4}}]}",
                  "tasks[0].head.layers: 1.5", "from 1 to 4");
  assert_refused ("{\"network\": {\"freeze\": 3}}", "network.freeze: 3", "text");
  assert_refused ("{\"stop_after\": 1.5}", "stop_after: 1.5", "whole number from 0");
  assert_refused ("{\"checkpoints\": -1}", "checkpoints: -1", "whole number from 0");
  assert_refused ("{\"optimizer\": 3}", "optimizer: 3", "an object");
  assert_refused ("{\"data\": {\"channels\": 2}}", "data.channels: 2", "; 1 or 3 was expected");
  assert_refused ("[]", "r.json", "object");
}

/* One command to a recipe of two tasks. */
static void
assert_steering_refused (const char *command, const char *path, const char *expected)
{
  g_autofree char *text =
      g_strdup_printf ("{\"tasks\": [\"mood\", \"pose\"], \"steering\": [%s]}", command);

  assert_refused (text, path, expected);
}

static void
test_steering_that_cannot_be_obeyed_is_refused (void)
{
  assert_steering_refused ("{\"step\": 1, \"task\": \"pose\", \"lr\": 0.1}", "steering[0]",
                           "“lr”, or");
  assert_steering_refused ("{\"step\": 1, \"lr\": 0}", "steering[0].lr: 0", "above 0, up to 1000");
  assert_steering_refused ("{\"step\": 1, \"epochs\": 2.5}", "steering[0].epochs: 2.5",
                           "a whole number");
  assert_steering_refused ("{\"step\": 1, \"epochs\": 9, \"lr\": 1}", "steering[0]", "“epochs”");
  assert_steering_refused ("3", "steering[0]", "“step” and either “task” with");
  assert_steering_refused ("{\"step\": 1, \"task\": \"pose\"}", "steering[0]", "“weight” or “on”");
  assert_steering_refused ("{\"task\": \"pose\", \"on\": true}", "steering[0]", "“step”");
  assert_steering_refused ("{\"step\": -1, \"task\": \"pose\", \"on\": true}",
                           "steering[0].step: -1", "whole number from 0");
  assert_steering_refused ("{\"step\": 1.5, \"task\": \"pose\", \"on\": true}",
                           "steering[0].step: 1.5", "whole number");
  assert_steering_refused ("{\"step\": 1, \"task\": \"pose\", \"weight\": -1}",
                           "steering[0].weight: -1", "from 0 to 1000000");
  assert_steering_refused ("{\"step\": 1, \"task\": \"pose\", \"weight\": 1e999}",
                           "steering[0].weight: inf", "from 0 to 1000000");
  assert_steering_refused ("{\"step\": 1, \"task\": \"pose\", \"on\": 0}", "steering[0].on: 0",
                           "true or false");
  assert_steering_refused ("{\"step\": 1, \"task\": \"age\", \"on\": true}",
                           "steering[0].task: “age”", "(mood, pose)");
  assert_steering_refused ("{\"step\": 1, \"task\": \"mood\", \"on\": false}",
                           "steering[0].on: false", "“mood” is the main task");
  assert_steering_refused ("{\"step\": 1, \"task\": \"pose\", \"on\": true, \"at\": 3}",
                           "steering[0].at", "step, task with weight or on");
}

static void
test_steering_is_kept_in_order_of_steps (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRecipe) recipe =
      mien_recipe_parse ("{\"tasks\": [\"mood\", \"pose\"], \"checkpoints\": 5, \"steering\": ["
                         "{\"step\": 9, \"task\": \"pose\", \"on\": false},"
                         "{\"step\": 2, \"task\": \"pose\", \"weight\": 0.25},"
                         "{\"step\": 9, \"task\": \"pose\", \"weight\": 1}]}",
                         "r.json", &error);
  g_assert_no_error (error);
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (MienRecipe) again = mien_recipe_parse (text, "again", &error);
  g_assert_no_error (error);
  const MienSteering *first = &g_array_index (again->steering, MienSteering, 0);
  const MienSteering *second = &g_array_index (again->steering, MienSteering, 1);

  g_assert_cmpint (again->checkpoints, ==, 5);
  g_assert_cmpuint (again->steering->len, ==, 3);
  g_assert_true (first->step == 2 && first->kind == MIEN_COMMAND_SET_WEIGHT);
  g_assert_cmpfloat (first->value, ==, 0.25);
  g_assert_true (second->step == 9 && second->kind == MIEN_COMMAND_SET_ON);

  /* an arm that does without a task has nothing to tell it */
  g_autoptr (JsonObject) set = json_object_new ();
  JsonArray *tasks = json_array_new ();
  json_array_add_string_element (tasks, "mood");
  json_object_set_array_member (set, "tasks", tasks);
  g_autoptr (MienArm) arm = mien_arm_new ("alone", set);
  g_autoptr (MienRecipe) alone = mien_recipe_apply (again, arm, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (alone->steering->len, ==, 0);
}

static void
test_settings_of_the_optimizer_that_do_not_go_together_are_refused (void)
{
  assert_refused ("{\"optimizer\": {\"nesterov\": true}}", "optimizer.nesterov: true", "sgd");
  assert_refused ("{\"optimizer\": {\"method\": \"sgd\", \"momentum\": 0, \"nesterov\": true}}",
                  "optimizer.nesterov: true", "momentum above 0");
  assert_refused ("{\"optimizer\": {\"schedule\": \"one-cycle\", \"warmup\": 0.5}}",
                  "optimizer.warmup: 0.5", "of its own");
  assert_refused ("{\"optimizer\": {\"warmup\": 4}, \"epochs\": 4}", "optimizer.warmup: 4",
                  "less than the 4 epochs");
  assert_refused (
      "{\"study\": {\"arms\": [{\"name\": \"a\", \"set\": {\"optimizer\": {\"nesterov\": "
      "true}}}]}}",
      "study.arms[0].set.optimizer.nesterov", "sgd");
}

static void
test_settings_of_the_optimizer_are_read_and_written (void)
{
  g_autoptr (MienRecipe) recipe = parse (
      "{\"optimizer\": {\"method\": \"sgd\", \"nesterov\": true, \"clip\": 1.5, \"ema\": 0.999,"
      " \"schedule\": \"step\", \"warmup\": 0.5, \"step_every\": 7, \"step_factor\": 0.2},"
      " \"label_smoothing\": 0.1, \"stop_after\": 5}");
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (MienRecipe) again = parse (text);
  const MienOptimizerSettings *optimizer = &again->optimizer;

  g_assert_true (optimizer->nesterov);
  g_assert_cmpfloat (optimizer->clip, ==, 1.5);
  g_assert_cmpfloat (optimizer->ema, ==, 0.999);
  g_assert_cmpint (optimizer->schedule.kind, ==, MIEN_SCHEDULE_STEP);
  g_assert_cmpfloat (optimizer->schedule.warmup, ==, 0.5);
  g_assert_cmpint (optimizer->schedule.step_every, ==, 7);
  g_assert_cmpfloat (optimizer->schedule.step_factor, ==, 0.2);
  g_assert_cmpfloat (again->label_smoothing, ==, 0.1);
  g_assert_cmpint (again->stop_after, ==, 5);
}

static void
test_mixing_and_balance_are_read_written_and_set (void)
{
  g_autoptr (MienRecipe) recipe =
      parse ("{\"augment\": {\"noise\": 0.05, \"mixup\": 0.2}, \"sampling\": \"balanced\","
             " \"tasks\": [\"a\", {\"column\": \"b\", \"class_weights\": \"effective\"}]}");
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (MienRecipe) again = parse (text);
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat (again->augment.noise, ==, 0.05);
  g_assert_cmpfloat (again->augment.mixup, ==, 0.2);
  g_assert_cmpint (again->sampling, ==, MIEN_SAMPLING_BALANCED);
  g_assert_cmpint (mien_recipe_find_task (again, "a")->class_weights, ==, MIEN_CLASS_WEIGHTS_NONE);
  g_assert_cmpint (mien_recipe_find_task (again, "b")->class_weights, ==,
                   MIEN_CLASS_WEIGHTS_EFFECTIVE);

  g_assert_true (mien_recipe_set (again, "tasks.a.class_weights", "inverse", &error));
  g_assert_true (mien_recipe_set (again, "sampling", "shuffled", &error));
  g_assert_true (mien_recipe_set (again, "tasks", "b", &error)); /* as it was so far */
  g_assert_no_error (error);
  g_assert_cmpint (again->sampling, ==, MIEN_SAMPLING_SHUFFLED);
  g_assert_cmpint (mien_recipe_find_task (again, "b")->class_weights, ==,
                   MIEN_CLASS_WEIGHTS_EFFECTIVE);
}

static void
test_sharing_is_read_written_and_set (void)
{
  g_autoptr (MienRecipe) usual = parse ("{}");
  g_autoptr (MienRecipe) recipe = parse ("{\"network\": {\"sharing\": \"mmoe\", \"experts\": 6}}");
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (MienRecipe) again = parse (text);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (usual->sharing.kind, ==, MIEN_SHARING_HARD);
  g_assert_cmpint (again->sharing.kind, ==, MIEN_SHARING_MMOE);
  g_assert_cmpint (again->sharing.experts, ==, 6);
  g_assert_true (mien_recipe_set (again, "network.sharing", "cross-stitch", &error));
  g_assert_no_error (error);
  g_assert_cmpint (again->sharing.kind, ==, MIEN_SHARING_CROSS_STITCH);
  assert_refused ("{\"network\": {\"sharing\": \"soft\"}}", "network.sharing", "mtan");
  assert_refused ("{\"network\": {\"experts\": 0}}", "network.experts", "1");
}

static void
test_unknown_keys_are_told_with_the_known_ones (void)
{
  assert_refused ("{\"optimiser\": {}}", "optimiser: there is no such key", "optimizer");
  assert_refused ("{\"augment\": {\"blur\": 1}}", "augment.blur: there is no such key",
                  "brightness");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"los\": 1}]}", "tasks[0].los", "loss");
  assert_refused ("{\"study\": {\"arms\": [{\"name\": \"a\", \"sets\": {}}]}}",
                  "study.arms[0].sets", "set");
}

static void
test_what_this_build_lacks_is_told_with_what_it_has (void)
{
  assert_refused ("{\"weighting\": {\"method\": \"guessing\"}}", "weighting.method", "fixed");
  assert_refused ("{\"network\": {\"preset\": \"resnet-9000\"}}", "network.preset", "reference");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"loss\": \"hinge\"}]}", "tasks[0].loss",
                  "mse");
  assert_refused ("{\"data\": {\"crop\": \"ears\"}}", "data.crop", "none");
}

static void
test_a_weighting_method_has_its_own_options_alone (void)
{
  g_autoptr (MienRecipe) recipe =
      parse ("{\"weighting\": {\"alpha\": 2.5, \"method\": \"gradnorm\"}, "
             "\"select\": {\"by\": \"weighted\", \"weights\": {\"a\": 2}}}");
  g_autofree char *text = mien_recipe_to_json (recipe, FALSE);
  g_autoptr (MienRecipe) again = parse (text);
  g_autofree char *text_again = mien_recipe_to_json (again, FALSE);

  g_assert_cmpfloat (again->weighting_options[0], ==, 2.5);
  g_assert_cmpstr (text, ==, text_again);
  g_assert_true (mien_recipe_set (again, "weighting.method", "dwa", NULL));
  g_assert_cmpfloat (again->weighting_options[0], ==, 2.0);
  g_assert_false (mien_recipe_set (again, "weighting.alpha", "1", NULL));
  assert_refused ("{\"weighting\": {\"method\": \"dwa\", \"alpha\": 1}}", "weighting.alpha",
                  "temperature");
  assert_refused ("{\"weighting\": {\"method\": \"dwa\", \"temperature\": -1}}",
                  "weighting.temperature", "a number from");
  assert_refused ("{\"weighting\": {\"method\": \"pcgrad\"}, \"tasks\": [\"a\"]}",
                  "weighting.method", "fixed");
  assert_refused ("{\"tasks\": [{\"column\": \"a\", \"role\": \"main\", \"weight\": 0}]}", "tasks",
                  "above 0");
  assert_refused ("{\"select\": {\"weights\": {\"a\": -1}}}", "select.weights.a", "a number");
}

/* An arm with the main task alone has nothing to weigh; one that asks for a method is told. */
static void
test_an_arm_with_one_task_learns_it_as_it_is (void)
{
  g_autoptr (MienRecipe) recipe =
      parse ("{\"weighting\": {\"method\": \"pcgrad\"}, \"tasks\": [\"a\", \"b\"], "
             "\"study\": {\"arms\": [{\"name\": \"alone\", \"set\": {\"tasks\": [\"a\"]}}]}}");
  g_autoptr (MienRecipe) alone =
      mien_recipe_apply (recipe, g_ptr_array_index (recipe->arms, 0), NULL);

  g_assert_nonnull (alone);
  g_assert_cmpstr (alone->weighting, ==, "fixed");
}

static void
test_a_recipe_survives_being_written_and_read (void)
{
  g_autoptr (MienRecipe) recipe = parse (
      "{\"data\": {\"path\": \"faces\", \"size\": 32, \"types\": {\"age\": \"class\"}},"
      " \"split\": {\"kind\": \"subject\", \"subject\": \"who\", \"folds\": 4, \"fold\": 3},"
      " \"tasks\": [{\"column\": \"pose\", \"role\": \"auxiliary\", \"weight\": 0.1},"
      "             {\"column\": \"mood\", \"role\": \"main\", \"loss\": \"cross-entropy\"}],"
      " \"optimizer\": {\"method\": \"sgd\", \"lr\": 0.07}, \"augment\": \"strong\", \"threads\": "
      "3,"
      " \"study\": {\"seeds\": 2, \"arms\": [{\"name\": \"a\", \"set\": {\"tasks\": "
      "[\"mood\"]}}]}}");
  g_autofree char *first = mien_recipe_to_json (recipe, TRUE);
  g_autoptr (MienRecipe) again = parse (first);
  g_autofree char *second = mien_recipe_to_json (again, TRUE);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (mien_recipe_get_main (again)->column, ==, "mood");
  g_assert_cmpfloat (again->optimizer.lr, ==, 0.07);
  g_assert_nonnull (strstr (first, "0.07"));
  g_assert_null (strstr (first, "0.0700000"));
}

static void
test_single_keys_are_set_as_they_are_typed (void)
{
  g_autoptr (MienRecipe) recipe = mien_recipe_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_recipe_set (recipe, "optimizer.lr", "0.02", &error));
  g_assert_true (mien_recipe_set (recipe, "data.path", "2015", &error));
  g_assert_cmpstr (recipe->paths[0], ==, "2015");
  g_assert_true (mien_recipe_set (recipe, "data.path", "faces/", &error));
  g_assert_true (mien_recipe_set (recipe, "augment.flip", "false", &error));
  g_assert_true (mien_recipe_set (recipe, "tasks", "mood, pose", &error));
  g_assert_true (mien_recipe_set (recipe, "tasks.pose.weight", "0.25", &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (recipe->optimizer.lr, ==, 0.02);
  g_assert_cmpstr (recipe->paths[0], ==, "faces/");
  g_assert_false (recipe->augment.flip);
  g_assert_cmpint (mien_recipe_find_task (recipe, "mood")->role, ==, MIEN_ROLE_MAIN);
  g_assert_cmpfloat (mien_recipe_find_task (recipe, "pose")->weight, ==, 0.25);
  g_assert_false (mien_recipe_set (recipe, "tasks.age.weight", "1", &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (mien_recipe_set (recipe, "seed", "99999999999999999999", &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
}

static void
test_an_arm_takes_the_weights_of_its_tasks_from_the_recipe (void)
{
  g_autoptr (MienRecipe) recipe = parse (
      "{\"tasks\": [\"mood\", {\"column\": \"pose\", \"weight\": 0.3}],"
      " \"study\": {\"arms\": [{\"name\": \"alone\", \"set\": {\"tasks\": [\"mood\"]}},"
      "  {\"name\": \"slow\", \"set\": {\"tasks\": [\"mood\", \"pose\"], \"optimizer.lr\": 0.0001,"
      "   \"augment\": {\"flip\": false}}}]}}");
  g_autoptr (MienRecipe) alone =
      mien_recipe_apply (recipe, g_ptr_array_index (recipe->arms, 0), NULL);
  g_autoptr (MienRecipe) slow =
      mien_recipe_apply (recipe, g_ptr_array_index (recipe->arms, 1), NULL);

  g_assert_cmpuint (alone->tasks->len, ==, 1);
  g_assert_cmpint (mien_recipe_find_task (slow, "mood")->role, ==, MIEN_ROLE_MAIN);
  g_assert_cmpfloat (mien_recipe_find_task (slow, "pose")->weight, ==, 0.3);
  g_assert_cmpfloat (slow->optimizer.lr, ==, 0.0001);
  g_assert_false (slow->augment.flip);
  g_assert_cmpfloat (recipe->optimizer.lr, ==, 0.001);
}

static void
test_a_wrong_arm_is_told_before_the_study (void)
{
  assert_refused ("{\"study\": {\"arms\": [{\"name\": \"a\", \"set\": {\"optimizer.lr\": 0}}]}}",
                  "study.arms[0].set.optimizer.lr: 0", "above 0");
  assert_refused ("{\"study\": {\"arms\": [{\"name\": \"a\", \"set\": {\"study.seeds\": 2}}]}}",
                  "study.arms[0].set.study.seeds", "arm");
}

static void
test_a_data_set_fills_in_what_was_left_open (void)
{
  g_autoptr (MienDataset) faces = mien_drawn_dataset_new (20, 16, 1);
  g_autoptr (MienRecipe) recipe = mien_recipe_new ();
  g_autoptr (GError) error = NULL;

  recipe->split = MIEN_SPLIT_SUBJECT;
  mien_recipe_put_task (recipe, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_true (mien_recipe_fill (recipe, faces, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (mien_recipe_get_main (recipe)->column, ==, "expression");
  g_assert_cmpstr (recipe->subject, ==, "person");

  g_assert_true (mien_recipe_fill_arms (recipe, &error));
  g_assert_cmpstr (((MienArm *) g_ptr_array_index (recipe->arms, 0))->name, ==, "expression alone");
  g_assert_cmpstr (((MienArm *) g_ptr_array_index (recipe->arms, 1))->name, ==, "with yaw");

  mien_recipe_put_task (recipe, "mood", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_false (mien_recipe_fill (recipe, faces, &error));
  g_assert_nonnull (strstr (error->message, "no column “mood”"));
  g_assert_nonnull (strstr (error->message, "expression"));
}

static void
test_a_split_by_group_has_to_name_its_column (void)
{
  g_autoptr (MienDataset) faces = mien_drawn_dataset_new (20, 16, 1);
  g_autoptr (MienRecipe) recipe =
      parse ("{\"split\": {\"kind\": \"leave-one-group-out\", \"leaks\": \"allow\"}}");
  g_autoptr (GError) error = NULL;

  g_assert_false (mien_recipe_fill (recipe, faces, &error));
  g_assert_nonnull (strstr (error->message, "split.group"));
  g_assert_nonnull (strstr (error->message, "glasses"));
  g_clear_error (&error);
  g_assert_true (mien_recipe_set (recipe, "split.group", "glasses", &error));
  g_assert_true (mien_recipe_fill (recipe, faces, &error));
  g_assert_no_error (error);

  MienSplitSettings split = mien_recipe_get_split (recipe, faces);

  g_assert_cmpint (split.kind, ==, MIEN_SPLIT_LEAVE_ONE_GROUP_OUT);
  g_assert_cmpstr (split.group, ==, "glasses");
  g_assert_cmpint (split.leaks, ==, MIEN_LEAKS_ALLOW);
  g_assert_cmpstr (split.stratify, ==, "expression");
  assert_refused ("{\"split\": {\"leaks\": \"ignore\"}}", "split.leaks", "refuse");
}

static void
test_a_study_of_one_task_has_nothing_to_compare (void)
{
  g_autoptr (MienRecipe) recipe = parse ("{\"tasks\": [\"mood\"]}");
  g_autoptr (GError) error = NULL;

  g_assert_false (mien_recipe_fill_arms (recipe, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
}

static void
test_data_are_found_from_the_recipe_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mien-recipe-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (folder, "faces", NULL);
  g_autofree char *run = g_build_filename (folder, "runs", "one", NULL);
  g_autofree char *path = g_build_filename (folder, "r.json", NULL);
  g_autofree char *relative = mien_data_relate (data, run);

  g_assert_cmpstr (relative, ==, "../../faces");
  g_assert_true (
      g_file_set_contents (path, "{\"data\": {\"path\": [\"faces\", \"built-in:20\"]}}", -1, NULL));
  g_mkdir (data, 0755);
  g_autoptr (MienRecipe) recipe = mien_recipe_load (path, NULL);
  g_assert_cmpstr (recipe->paths[0], ==, data);
  g_assert_cmpstr (recipe->paths[1], ==, "built-in:20");
  g_assert_false (mien_data_is_gone (recipe->paths));
  g_unlink (path);
  g_rmdir (data);
  g_assert_true (mien_data_is_gone (recipe->paths));
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/weighting", test_a_weighting_method_has_its_own_options_alone);
  g_test_add_func ("/recipe/weighting-arm", test_an_arm_with_one_task_learns_it_as_it_is);
  g_test_add_func ("/recipe/sharing", test_sharing_is_read_written_and_set);
  g_test_add_func ("/recipe/defaults", test_what_is_not_said_has_its_default);
  g_test_add_func ("/recipe/wrong", test_a_wrong_value_is_told_with_its_path);
  g_test_add_func ("/recipe/steering-refused", test_steering_that_cannot_be_obeyed_is_refused);
  g_test_add_func ("/recipe/steering", test_steering_is_kept_in_order_of_steps);
  g_test_add_func ("/recipe/together",
                   test_settings_of_the_optimizer_that_do_not_go_together_are_refused);
  g_test_add_func ("/recipe/optimizer", test_settings_of_the_optimizer_are_read_and_written);
  g_test_add_func ("/recipe/balance", test_mixing_and_balance_are_read_written_and_set);
  g_test_add_func ("/recipe/unknown", test_unknown_keys_are_told_with_the_known_ones);
  g_test_add_func ("/recipe/lacking", test_what_this_build_lacks_is_told_with_what_it_has);
  g_test_add_func ("/recipe/round", test_a_recipe_survives_being_written_and_read);
  g_test_add_func ("/recipe/set", test_single_keys_are_set_as_they_are_typed);
  g_test_add_func ("/recipe/arm", test_an_arm_takes_the_weights_of_its_tasks_from_the_recipe);
  g_test_add_func ("/recipe/wrong-arm", test_a_wrong_arm_is_told_before_the_study);
  g_test_add_func ("/recipe/fill", test_a_data_set_fills_in_what_was_left_open);
  g_test_add_func ("/recipe/group", test_a_split_by_group_has_to_name_its_column);
  g_test_add_func ("/recipe/alone", test_a_study_of_one_task_has_nothing_to_compare);
  g_test_add_func ("/recipe/paths", test_data_are_found_from_the_recipe_file);
  return g_test_run ();
}
