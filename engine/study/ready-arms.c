#include "engine/study/ready-arms.h"

#include "engine/core/error.h"
#include "engine/training/weighting/weighting.h"

/* @method: (nullable): what weighs the tasks, where the arm changes it */
static const struct {
  const char *name, *title, *method;
} ready_arms[MIEN_N_READY_ARMS] = {
    [MIEN_READY_EACH_ALONE] = {"each-alone", NULL, NULL},
    [MIEN_READY_EQUAL] = {"equal", "equal weights", "equal"},
    [MIEN_READY_SEARCHED] = {"searched", "searched weights", "fixed"},
    [MIEN_READY_RLW] = {"rlw", "random weights", "rlw"},
    [MIEN_READY_SHUFFLED] = {"shuffled", "shuffled labels", NULL},
};

const char *
mien_ready_arm_name (MienReadyArm ready)
{
  return ready_arms[ready].name;
}

const char *
mien_ready_arm_title (MienReadyArm ready)
{
  return ready_arms[ready].title;
}

gboolean
mien_ready_arm_is_built (MienReadyArm ready)
{
  const char *method = ready_arms[ready].method;

  return method == NULL || mien_weighting_find (method) != NULL;
}

gboolean
mien_ready_arm_from_name (const char *name, MienReadyArm *ready)
{
  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++)
    if (g_str_equal (ready_arms[i].name, name) && mien_ready_arm_is_built ((MienReadyArm) i)) {
      *ready = (MienReadyArm) i;
      return TRUE;
    }
  return FALSE;
}

gboolean
mien_arm_is_searched (const MienRecipe *recipe, const MienArm *arm)
{
  return (recipe->controls & 1u << MIEN_READY_SEARCHED) != 0 &&
         g_str_equal (arm->name, ready_arms[MIEN_READY_SEARCHED].title);
}

static MienArm *
find_arm (GPtrArray *arms, const char *name)
{
  for (guint i = 0; i < arms->len; i++) {
    MienArm *arm = g_ptr_array_index (arms, i);

    if (g_str_equal (arm->name, name))
      return arm;
  }
  return NULL;
}

void
mien_ready_arm_ask (MienRecipe *self, MienReadyArm ready, gboolean asked)
{
  const char *title = ready_arms[ready].title;

  if (asked)
    self->controls |= 1u << ready;
  else
    self->controls &= ~(1u << ready);
  if (!asked && title != NULL)
    g_ptr_array_remove (self->arms, find_arm (self->arms, title));
}

/* Searched weights are not those of the recipe, even where the method is. */
gboolean
mien_ready_arm_is_whole (const MienRecipe *recipe, MienReadyArm ready)
{
  return ready != MIEN_READY_SEARCHED &&
         g_strcmp0 (recipe->weighting, ready_arms[ready].method) == 0;
}

static JsonObject *
describe_ready (const MienRecipe *self, MienReadyArm ready)
{
  JsonObject *set = json_object_new ();

  if (ready_arms[ready].method != NULL)
    json_object_set_string_member (set, "weighting.method", ready_arms[ready].method);
  for (guint i = 0; ready == MIEN_READY_SHUFFLED && i < self->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (self->tasks, i);
    g_autofree char *key = g_strdup_printf ("tasks.%s.shuffle", task->column);

    if (task->role != MIEN_ROLE_MAIN)
      json_object_set_boolean_member (set, key, TRUE);
  }
  return set;
}

gboolean
mien_ready_arms_add (MienRecipe *self, GError **error)
{
  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++) {
    const char *title = ready_arms[i].title;
    g_autoptr (JsonObject) set = NULL;

    if (!(self->controls & 1u << i) || title == NULL || find_arm (self->arms, title) != NULL)
      continue;
    if (self->tasks->len < 2) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "study.controls: “%s” is about auxiliary tasks, but there is none; choose one",
                   ready_arms[i].name);
      return FALSE;
    }
    set = describe_ready (self, (MienReadyArm) i);
    g_ptr_array_add (self->arms, mien_arm_new (title, set));
  }
  return TRUE;
}

/* --- what tasks are worth to each other --- */

/* The table asks what each of a pair gains, so neither's best epoch is favoured. A metric that was
 * chosen is the recipe's main task's, and another main task may not have it. */
static void
select_fairly (JsonObject *set, const MienRecipeTask *main, gboolean pair)
{
  if (pair)
    json_object_set_string_member (set, "select.by", mien_select_name (MIEN_SELECT_MEAN_RANK));
  if (main->role != MIEN_ROLE_MAIN)
    json_object_set_string_member (set, "select.metric", "");
}

/* Learns @main, and @other where it is not NULL, both counting 1. */
static MienArm *
make_arm (const MienRecipeTask *main, const MienRecipeTask *other)
{
  const MienRecipeTask *tasks[] = {main, other};
  g_autofree char *name = other != NULL ? g_strdup_printf ("%s and %s", main->column, other->column)
                                        : g_strdup_printf ("%s alone", main->column);
  g_autoptr (JsonObject) set = json_object_new ();
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < 2 && tasks[i] != NULL; i++)
    json_array_add_string_element (columns, tasks[i]->column);
  json_object_set_array_member (set, "tasks", columns);
  for (guint i = 0; i < 2 && tasks[i] != NULL; i++) {
    g_autofree char *role = g_strdup_printf ("tasks.%s.role", tasks[i]->column);
    g_autofree char *weight = g_strdup_printf ("tasks.%s.weight", tasks[i]->column);

    json_object_set_string_member (set, role, i == 0 ? "main" : "auxiliary");
    json_object_set_double_member (set, weight, 1.0);
  }
  select_fairly (set, main, other != NULL);
  return mien_arm_new (name, set);
}

/* (transfer full) (nullable): the recipe that the arm comes to, as text */
static char *
tell_arm (const MienRecipe *recipe, const MienArm *arm)
{
  g_autoptr (MienRecipe) changed = mien_recipe_apply (recipe, arm, NULL);

  return changed != NULL ? mien_recipe_to_json (changed, FALSE) : NULL;
}

/* (nullable): the name of the recipe's arm that trains the same */
static const char *
find_same (const MienRecipe *recipe, const char *told)
{
  for (guint i = 0; i < recipe->arms->len; i++) {
    const MienArm *arm = g_ptr_array_index (recipe->arms, i);
    g_autofree char *other = mien_arm_is_searched (recipe, arm) ? NULL : tell_arm (recipe, arm);

    if (g_strcmp0 (other, told) == 0)
      return arm->name;
  }
  return NULL;
}

const char *
mien_recipe_find_whole_arm (const MienRecipe *recipe)
{
  g_autofree char *told = mien_recipe_to_json (recipe, FALSE);

  return find_same (recipe, told);
}

/* Takes @arm over. (transfer full): the name of the arm that trains so, which is added where the
 * recipe has none */
static char *
settle_arm (MienTransferPlan *self, const MienRecipe *recipe, MienArm *arm)
{
  g_autofree char *told = tell_arm (recipe, arm);
  const char *same = told != NULL ? find_same (recipe, told) : NULL;

  if (same != NULL) {
    mien_arm_free (arm);
    return g_strdup (same);
  }
  while (find_arm (recipe->arms, arm->name) != NULL || find_arm (self->extra, arm->name) != NULL) {
    char *longer = g_strconcat (arm->name, " (for the table)", NULL);

    g_free (arm->name);
    arm->name = longer;
  }
  g_ptr_array_add (self->extra, arm);
  return g_strdup (arm->name);
}

static void
add_pairs (MienTransferPlan *self, const MienRecipe *recipe)
{
  for (guint a = 0; a < self->n; a++)
    for (guint b = a + 1; b < self->n; b++) {
      const MienRecipeTask *first = g_ptr_array_index (recipe->tasks, a);
      const MienRecipeTask *second = g_ptr_array_index (recipe->tasks, b);
      gboolean turned = second->role == MIEN_ROLE_MAIN;

      self->pairs[a * self->n + b] =
          settle_arm (self, recipe, make_arm (turned ? second : first, turned ? first : second));
      self->pairs[b * self->n + a] = g_strdup (self->pairs[a * self->n + b]);
    }
}

MienTransferPlan *
mien_transfer_plan_new (const MienRecipe *recipe)
{
  gboolean alone = (recipe->controls & 1u << MIEN_READY_EACH_ALONE) != 0;
  MienTransferPlan *self;

  if ((!alone && !recipe->transfer) || recipe->tasks->len < 2)
    return NULL;
  self = g_new0 (MienTransferPlan, 1);
  self->n = recipe->tasks->len;
  self->tasks = g_new0 (char *, self->n);
  self->alone = g_new0 (char *, self->n);
  self->pairs = g_new0 (char *, self->n * self->n);
  self->extra = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_arm_free);
  for (guint t = 0; t < self->n; t++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, t);

    self->tasks[t] = g_strdup (task->column);
    self->alone[t] = settle_arm (self, recipe, make_arm (task, NULL));
  }
  if (recipe->transfer)
    add_pairs (self, recipe);

  self->together = g_strdup (mien_recipe_find_whole_arm (recipe));
  return self;
}

void
mien_transfer_plan_free (MienTransferPlan *self)
{
  if (self == NULL)
    return;
  for (guint t = 0; t < self->n; t++) {
    g_free (self->tasks[t]);
    g_free (self->alone[t]);
  }
  for (guint p = 0; p < self->n * self->n; p++)
    g_free (self->pairs[p]);
  g_free (self->tasks);
  g_free (self->alone);
  g_free (self->pairs);
  g_free (self->together);
  g_ptr_array_unref (self->extra);
  g_free (self);
}
