#include "engine/study/recipe-private.h"

#include "engine/core/error.h"
#include "engine/study/search.h"
#include "engine/training/weighting/weighting.h"

#include <string.h>

void
mien_recipe_task_free (MienRecipeTask *task)
{
  if (task == NULL)
    return;
  g_free (task->column);
  g_free (task->loss);
  g_clear_pointer (&task->loss_options, json_object_unref);
  g_free (task->branch);
  g_free (task);
}

static gpointer
copy_task (gconstpointer source, gpointer data G_GNUC_UNUSED)
{
  const MienRecipeTask *task = source;
  MienRecipeTask *copy = g_new (MienRecipeTask, 1);

  *copy = *task;
  copy->column = g_strdup (task->column);
  copy->loss = g_strdup (task->loss);
  copy->loss_options = task->loss_options != NULL ? json_object_ref (task->loss_options) : NULL;
  copy->branch = g_strdup (task->branch);
  return copy;
}

MienArm *
mien_arm_new (const char *name, JsonObject *set)
{
  MienArm *arm = g_new (MienArm, 1);

  arm->name = g_strdup (name);
  arm->set = json_object_ref (set);
  return arm;
}

void
mien_arm_free (MienArm *arm)
{
  if (arm == NULL)
    return;
  g_free (arm->name);
  json_object_unref (arm->set);
  g_free (arm);
}

static gpointer
copy_arm (gconstpointer source, gpointer data G_GNUC_UNUSED)
{
  const MienArm *arm = source;

  return mien_arm_new (arm->name, arm->set);
}

MienRecipe *
mien_recipe_new (void)
{
  MienRecipe *self = g_new0 (MienRecipe, 1);

  self->paths = g_new0 (char *, 1);
  self->layout = g_strdup ("auto");
  self->columns = mien_column_edits_new ();
  self->joins = mien_joins_new ();
  self->preprocessing = (MienPreprocessing){
      .size = 48, .channels = 1, .standardise = MIEN_STANDARDISE_IMAGE, .sd = {1.0, 1.0, 1.0}};
  self->split = MIEN_SPLIT_RANDOM;
  self->validation = 0.15;
  self->split_seed = 1;
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_recipe_task_free);
  self->network = g_strdup ("reference");
  self->sharing = (MienSharing){MIEN_SHARING_HARD, MIEN_DEFAULT_EXPERTS};
  mien_recipe_set_method (self, "fixed");
  self->optimizer = (MienOptimizerSettings){
      .kind = MIEN_OPTIMIZER_ADAM,
      .lr = 0.001,
      .momentum = 0.9,
      .beta1 = 0.9,
      .beta2 = 0.999,
      .epsilon = 1e-8,
      .schedule = {.kind = MIEN_SCHEDULE_COSINE, .step_every = 10, .step_factor = 0.1}};
  mien_augment_from_preset ("light", &self->augment);
  self->steering = g_array_new (FALSE, FALSE, sizeof (MienSteering));
  self->epochs = 20;
  self->batch = 64;
  self->seed = 1;
  self->seeds = 5;
  self->search = mien_search_settings_usual ();
  self->arms = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_arm_free);
  return self;
}

MienRecipe *
mien_recipe_copy (const MienRecipe *self)
{
  MienRecipe *copy = g_new (MienRecipe, 1);

  *copy = *self;
  copy->paths = g_strdupv (self->paths);
  copy->layout = g_strdup (self->layout);
  copy->columns = mien_column_edits_copy (self->columns);
  copy->joins = mien_joins_copy (self->joins);
  copy->subject = g_strdup (self->subject);
  copy->group = g_strdup (self->group);
  copy->stratify = g_strdup (self->stratify);
  copy->tasks = g_ptr_array_copy (self->tasks, (GCopyFunc) copy_task, NULL);
  g_ptr_array_set_free_func (copy->tasks, (GDestroyNotify) mien_recipe_task_free);
  copy->network = g_strdup (self->network);
  copy->weighting = NULL;
  copy->weighting_options = NULL;
  mien_recipe_set_method (copy, self->weighting);
  memcpy (copy->weighting_options, self->weighting_options,
          mien_weighting_count_options (mien_weighting_find (self->weighting)) * sizeof (double));
  copy->select_metric = g_strdup (self->select_metric);
  if (self->select_weights != NULL)
    json_object_ref (copy->select_weights);
  copy->freeze = g_strdup (self->freeze);
  copy->start = g_strdup (self->start);
  copy->steering = g_array_copy (self->steering);
  copy->arms = g_ptr_array_copy (self->arms, (GCopyFunc) copy_arm, NULL);
  g_ptr_array_set_free_func (copy->arms, (GDestroyNotify) mien_arm_free);
  return copy;
}

void
mien_recipe_free (MienRecipe *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->paths);
  g_free (self->layout);
  g_hash_table_unref (self->columns);
  g_ptr_array_unref (self->joins);
  g_free (self->subject);
  g_free (self->group);
  g_free (self->stratify);
  g_ptr_array_unref (self->tasks);
  g_free (self->network);
  g_free (self->freeze);
  g_free (self->start);
  g_free (self->weighting);
  g_free (self->weighting_options);
  g_free (self->select_metric);
  g_clear_pointer (&self->select_weights, json_object_unref);
  g_array_unref (self->steering);
  g_ptr_array_unref (self->arms);
  g_free (self);
}

MienRecipeTask *
mien_recipe_get_main (const MienRecipe *self)
{
  for (guint i = 0; i < self->tasks->len; i++) {
    MienRecipeTask *task = g_ptr_array_index (self->tasks, i);

    if (task->role == MIEN_ROLE_MAIN)
      return task;
  }
  return NULL;
}

MienRecipeTask *
mien_recipe_find_task (const MienRecipe *self, const char *column)
{
  for (guint i = 0; i < self->tasks->len; i++) {
    MienRecipeTask *task = g_ptr_array_index (self->tasks, i);

    if (g_str_equal (task->column, column))
      return task;
  }
  return NULL;
}

MienRecipeTask *
mien_recipe_put_task (MienRecipe *self, const char *column, MienRole role, double weight)
{
  MienRecipeTask *task = mien_recipe_find_task (self, column);
  const MienRecipeTask *main = mien_recipe_get_main (self);

  if (task == NULL) {
    task = g_new0 (MienRecipeTask, 1);
    task->column = g_strdup (column);
    task->branch = g_strdup ("trunk");
    task->labels = 1.0;
    g_ptr_array_add (self->tasks, task);
  }
  task->role = role == MIEN_ROLE_MAIN && main != NULL && main != task ? MIEN_ROLE_AUXILIARY : role;
  task->weight = weight;
  return task;
}

void
mien_recipe_drop_task (MienRecipe *self, const char *column)
{
  MienRecipeTask *task = mien_recipe_find_task (self, column);

  if (task != NULL)
    g_ptr_array_remove (self->tasks, task);
}

static gboolean
check_tasks (const MienRecipe *self, GError **error)
{
  for (guint i = 0; i < self->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (self->tasks, i);

    if (mien_recipe_find_task (self, task->column) != task) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "tasks[%u].column: “%s” is there twice; every task has a column of its own", i,
                   task->column);
      return FALSE;
    }
    if (task->role == MIEN_ROLE_MAIN && mien_recipe_get_main (self) != task) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "tasks[%u].role: “%s” and “%s” are both main; one main task was expected", i,
                   mien_recipe_get_main (self)->column, task->column);
      return FALSE;
    }
  }
  return TRUE;
}

/* Where no loss is named, the column's kind decides it, and compiling looks at the options. */
static gboolean
check_losses (const MienRecipe *self, GError **error)
{
  for (guint i = 0; i < self->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (self->tasks, i);
    g_autofree char *path = g_strdup_printf ("tasks[%u]", i);
    MienLossKind loss;

    if (task->loss != NULL && mien_loss_from_name (task->loss, &loss) &&
        !mien_recipe_check_loss (task, loss, path, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_optimizer (const MienRecipe *self, GError **error)
{
  const MienOptimizerSettings *optimizer = &self->optimizer;
  char warmup[G_ASCII_DTOSTR_BUF_SIZE];

  if (optimizer->nesterov &&
      (optimizer->kind != MIEN_OPTIMIZER_SGD || optimizer->momentum <= 0.0)) {
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "optimizer.nesterov: true is not allowed here; it looks ahead along the "
                         "momentum of sgd, so sgd with a momentum above 0 was expected");
    return FALSE;
  }
  if (optimizer->schedule.warmup <= 0.0)
    return TRUE;

  g_ascii_formatd (warmup, sizeof warmup, "%g", optimizer->schedule.warmup);
  if (optimizer->schedule.kind == MIEN_SCHEDULE_ONE_CYCLE)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "optimizer.warmup: %s is not allowed; 0 was expected, as the schedule one-cycle "
                 "has a warm-up of its own",
                 warmup);
  else if (optimizer->schedule.warmup >= self->epochs)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "optimizer.warmup: %s is not allowed; less than the %d epochs of the training was "
                 "expected",
                 warmup, self->epochs);
  else
    return TRUE;
  return FALSE;
}

gboolean
mien_recipe_check (const MienRecipe *self, GError **error)
{
  if (self->folds == 1) {
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "split.folds: 1 is not allowed; 0 (one split) or 2 and more was expected");
    return FALSE;
  }
  if (!mien_split_kind_leaves_one_out (self->split) && self->fold >= MAX (self->folds, 1)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "split.fold: %d is not allowed; %s was expected", self->fold,
                 self->folds == 0 ? "0, as split.folds is 0," : "a fold below split.folds");
    return FALSE;
  }
  return check_tasks (self, error) && check_losses (self, error) &&
         mien_recipe_check_steering (self, error) && check_optimizer (self, error) &&
         mien_recipe_check_weighting (self, error);
}
