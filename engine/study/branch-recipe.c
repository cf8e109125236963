#include "engine/study/branch-private.h"

#include "engine/core/error.h"
#include "engine/study/recipe-private.h"
#include "engine/training/checkpoint.h"
#include "engine/training/weighting/weighting.h"

#include <string.h>

/* Keys that mean something in the middle of a training, and leave what a checkpoint holds alone. */
static const char *const changeable[] = {
    "epochs",
    "stop_after",
    "checkpoints",
    "threads",
    "label_smoothing",
    "optimizer.lr",
    "optimizer.weight_decay",
    "optimizer.clip",
    "optimizer.schedule",
    "optimizer.warmup",
    "optimizer.step_every",
    "optimizer.step_factor",
    NULL,
};

static gboolean
may_change (const char *key)
{
  return g_strv_contains (changeable, key) || g_str_has_prefix (key, "augment.") ||
         g_str_has_prefix (key, "weighting.");
}

static gboolean
refuse_key (const char *key, GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) changeable);

  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "%s: cannot be changed in the middle of a training, only %s, weighting, augment, "
               "and the weights of tasks and which are on; train another run instead",
               key, list);
  return FALSE;
}

void
mien_branch_set_weight (MienArm *arm, const char *task, double weight)
{
  g_autofree char *key = g_strdup_printf ("tasks.%s.weight", task);

  json_object_set_double_member (arm->set, key, weight);
}

void
mien_branch_set_on (MienArm *arm, const char *task, gboolean on)
{
  JsonObject *command = json_object_new ();

  if (!json_object_has_member (arm->set, "steering"))
    json_object_set_array_member (arm->set, "steering", json_array_new ());
  json_object_set_string_member (command, "task", task);
  json_object_set_boolean_member (command, "on", on);
  json_array_add_object_element (json_object_get_array_member (arm->set, "steering"), command);
}

static gboolean
add_steering (MienRecipe *recipe, gint64 step, JsonNode *node, GError **error)
{
  g_autoptr (GArray) steering = mien_steering_from_json ("steering", node, step, error);

  for (guint i = 0; steering != NULL && i < steering->len; i++) {
    MienSteering command = g_array_index (steering, MienSteering, i);

    if (command.step < step) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "steering[%u].step: %" G_GINT64_FORMAT
                   " is not allowed; the branch starts at step %" G_GINT64_FORMAT
                   ", so a step from there on was expected",
                   i, command.step, step);
      return FALSE;
    }
    mien_steering_insert (recipe->steering, command);
  }
  return steering != NULL;
}

/* "tasks.NAME.weight": the recipe's own stays what the training began with. */
static gboolean
add_weight (MienRecipe *recipe, gint64 step, const char *key, JsonNode *node, GError **error)
{
  g_autofree char *name =
      g_strndup (key + strlen ("tasks."), strlen (key) - strlen ("tasks.") - strlen (".weight"));
  g_autoptr (MienRecipe) tried = mien_recipe_copy (recipe);
  MienSteering command = {step, g_intern_string (name), MIEN_COMMAND_SET_WEIGHT, 0.0};

  if (!mien_recipe_read (tried, key, node, error))
    return FALSE;
  command.value = mien_recipe_find_task (tried, name)->weight;
  mien_steering_insert (recipe->steering, command);
  return TRUE;
}

/* The learning rate, and more epochs, are told at @step too: then one recipe says the whole. */
static gboolean
add_told (MienRecipe *recipe,
          gint64 step,
          const char *key,
          JsonNode *node,
          MienCommandKind kind,
          GError **error)
{
  g_autoptr (MienRecipe) tried = mien_recipe_copy (recipe);
  MienSteering command = {step, g_intern_static_string (MIEN_STEERING_TOTAL), kind, 0.0};

  if (!mien_recipe_read (tried, key, node, error))
    return FALSE;
  command.value = kind == MIEN_COMMAND_SET_RATE ? tried->optimizer.lr : tried->epochs;
  mien_steering_insert (recipe->steering, command);
  return TRUE;
}

/* How many there are to be as far as is known at @point. */
static int
count_epochs (const MienRecipe *recipe, const MienBranchPoint *point)
{
  int epochs = MAX (recipe->epochs, point->told_epochs);

  for (guint i = 0; i < recipe->steering->len; i++) {
    const MienSteering *command = &g_array_index (recipe->steering, MienSteering, i);

    if (command->kind == MIEN_COMMAND_SET_EPOCHS && command->step == point->step)
      epochs = MAX (epochs, (int) command->value);
  }
  return epochs;
}

gboolean
mien_branch_tells_epochs (const MienRecipe *old, const MienBranchPoint *point, JsonNode *epochs)
{
  double asked = 0.0;

  return mien_node_get_number (epochs, &asked) && asked > count_epochs (old, point);
}

static gboolean
change_epochs (MienRecipe *recipe, const MienBranchPoint *point, JsonNode *node, GError **error)
{
  g_autoptr (MienRecipe) tried = mien_recipe_copy (recipe);

  if (mien_branch_tells_epochs (recipe, point, node))
    return add_told (recipe, point->step, "epochs", node, MIEN_COMMAND_SET_EPOCHS, error);
  if (!mien_recipe_read (tried, "epochs", node, error))
    return FALSE;
  if (tried->epochs >= point->told_epochs) {
    if (tried->epochs < count_epochs (recipe, point))
      recipe->epochs = tried->epochs;
    return TRUE;
  }
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_RANGE,
      "epochs: %d is not allowed; the run had been told to train %d at this checkpoint, so "
      "as many or more were expected (or an earlier checkpoint)",
      tried->epochs, point->told_epochs);
  return FALSE;
}

static gboolean
change (MienRecipe *recipe,
        const MienBranchPoint *point,
        const char *key,
        JsonNode *node,
        GError **error)
{
  gint64 step = point->step;

  if (g_str_equal (key, "steering"))
    return add_steering (recipe, step, node, error);
  if (g_str_has_prefix (key, "tasks.") && g_str_has_suffix (key, ".weight"))
    return add_weight (recipe, step, key, node, error);
  if (g_str_equal (key, "optimizer.lr"))
    return add_told (recipe, step, key, node, MIEN_COMMAND_SET_RATE, error);
  if (g_str_equal (key, "epochs"))
    return change_epochs (recipe, point, node, error);
  return may_change (key) ? mien_recipe_read (recipe, key, node, error) : refuse_key (key, error);
}

static gboolean
check_weighting (const MienRecipe *old, const MienRecipe *recipe, GError **error)
{
  const MienWeightingMethod *method = mien_weighting_find (recipe->weighting);

  if (g_str_equal (old->weighting, recipe->weighting) || method->n_state == NULL)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "weighting.method: “%s” is not allowed here; what it remembers from step to step "
               "begins with the training, so “%s”, or a method that remembers nothing, such as "
               "fixed or equal, was expected",
               recipe->weighting, old->weighting);
  return FALSE;
}

static gboolean
check_rest (const MienRecipe *recipe, const MienBranchPoint *point, GError **error)
{
  MienCheckpointPlace place;
  int epochs = count_epochs (recipe, point);

  if (epochs <= point->epoch) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "epochs: %d is not allowed; %d are done at this checkpoint, so more were expected "
                 "(or an earlier checkpoint)",
                 epochs, point->epoch);
    return FALSE;
  }
  if (!mien_checkpoint_read_place (point->path, &place, error))
    return FALSE;
  if (recipe->stop_after == 0 || point->epoch - place.improved_epoch < recipe->stop_after)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "stop_after: %d is not allowed; it ends the training at this checkpoint, where %d "
               "epochs were no better, so more than that, or 0 (never), was expected",
               recipe->stop_after, point->epoch - place.improved_epoch);
  return FALSE;
}

MienRecipe *
mien_branch_recipe (const char *run,
                    const MienBranchPoint *point,
                    const MienArm *arm,
                    GError **error)
{
  g_autofree char *path = g_build_filename (run, "recipe.json", NULL);
  g_autoptr (MienRecipe) old = mien_recipe_load (path, error);
  g_autoptr (MienRecipe) recipe = old != NULL ? mien_recipe_copy (old) : NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (old == NULL)
    return NULL;
  json_object_iter_init_ordered (&iter, arm->set);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    if (!change (recipe, point, key, node, error))
      return NULL;
  if (!mien_recipe_check (recipe, error) || !check_weighting (old, recipe, error) ||
      !check_rest (recipe, point, error))
    return NULL;
  return g_steal_pointer (&recipe);
}

double
mien_branch_rate (const MienRecipe *recipe, const MienBranchPoint *point)
{
  double lr = point->told_rate > 0.0 ? point->told_rate : recipe->optimizer.lr;

  for (guint i = 0; i < recipe->steering->len; i++) {
    const MienSteering *command = &g_array_index (recipe->steering, MienSteering, i);

    if (command->kind == MIEN_COMMAND_SET_RATE && command->step == point->step)
      lr = command->value;
  }
  return mien_schedule_rate (&recipe->optimizer.schedule, lr, point->step, point->epoch_steps,
                             (gint64) point->epoch_steps * count_epochs (recipe, point));
}

static char *
tell_jump (const MienRecipe *recipe, int epochs_were, int epochs, double was, double now)
{
  const char *schedule = mien_schedule_name (recipe->optimizer.schedule.kind);
  char text_was[G_ASCII_DTOSTR_BUF_SIZE], text_now[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text_was, sizeof text_was, "%.3g", was);
  g_ascii_formatd (text_now, sizeof text_now, "%.3g", now);
  if (epochs_were == epochs)
    return g_strdup_printf ("The learning rate goes on at %s instead of %s.", text_now, text_was);
  return g_strdup_printf (
      "The learning rate goes on at %s instead of %s: the schedule %s is one over %d epochs now.",
      text_now, text_was, schedule, epochs);
}

char *
mien_branch_tell_rate (const char *run, const MienBranchPoint *point, const MienArm *arm)
{
  g_autofree char *path = g_build_filename (run, "recipe.json", NULL);
  g_autoptr (MienRecipe) old = mien_recipe_load (path, NULL);
  g_autoptr (MienRecipe) recipe = mien_branch_recipe (run, point, arm, NULL);

  if (old == NULL || recipe == NULL || point->epoch_steps == 0)
    return NULL;

  double was = mien_branch_rate (old, point), now = mien_branch_rate (recipe, point);
  return was < now || was > now
             ? tell_jump (recipe, count_epochs (old, point), count_epochs (recipe, point), was, now)
             : NULL;
}
