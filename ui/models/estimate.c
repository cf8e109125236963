#include "ui/models/estimate.h"

#include "engine/study/study.h"

/* A training step costs a forward pass and a backward one of about twice its work. */
#define PASSES_PER_STEP 3.0

static MienTask *
make_task (const MienRecipeTask *asked, const MienColumn *column)
{
  MienTask *task = mien_column_to_task (column);

  g_free (task->branch);
  task->branch = g_strdup (asked->branch != NULL ? asked->branch : "trunk");
  task->n_hidden = asked->n_hidden;
  task->hidden_width = asked->hidden_width;
  return task;
}

static GPtrArray *
make_tasks (const MienRecipe *recipe, MienDataset *dataset)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  for (guint i = 0; i < recipe->tasks->len; i++) {
    const MienRecipeTask *asked = g_ptr_array_index (recipe->tasks, i);
    const MienColumn *column = mien_dataset_get_column (dataset, asked->column);

    if (column != NULL)
      g_ptr_array_add (tasks, make_task (asked, column));
  }
  return tasks;
}

/* Of the study, trials of a search included; a design that is no study yet has its one training. */
static void
count_runs (MienEstimate *self, const MienRecipe *recipe, MienDataset *dataset)
{
  MienSplitSettings split = mien_recipe_get_split (recipe, dataset);
  int folds = MAX (1, mien_split_count_folds (dataset, &split));

  self->n_runs = mien_study_measure_plan (recipe, folds, &self->n_trainings);
  if (self->n_runs > 0)
    return;
  self->n_runs = (guint) (folds * MAX (1, recipe->seeds));
  self->n_trainings = self->n_runs;
}

/* Every epoch trains on the training part and looks at the validation part; the end, at all. */
static double
count_images (const MienRecipe *recipe, MienDataset *dataset)
{
  double n = mien_dataset_get_n_samples (dataset);
  double held = recipe->folds > 1 ? 1.0 / recipe->folds : 0.2;
  double train = n * (1.0 - held) * (1.0 - recipe->validation);
  double validation = n * (1.0 - held) * recipe->validation;

  return recipe->epochs * (train + validation / PASSES_PER_STEP) + n / PASSES_PER_STEP;
}

MienEstimate *
mien_estimate_new (const MienRecipe *recipe, MienDataset *dataset, GError **error)
{
  g_autoptr (GPtrArray) tasks = make_tasks (recipe, dataset);
  g_autoptr (MienNetwork) network = mien_network_new_sharing (
      recipe->network, &recipe->sharing, &recipe->preprocessing, tasks, recipe->seed, error);
  g_autoptr (MienEstimate) self = NULL;

  if (network == NULL || !mien_network_freeze (network, recipe->freeze, error))
    return NULL;

  self = g_new0 (MienEstimate, 1);
  self->stages = mien_network_describe (network);
  self->n_parameters = mien_network_count_parameters (network);
  count_runs (self, recipe, dataset);
  self->run_images = count_images (recipe, dataset);
  return g_steal_pointer (&self);
}

void
mien_estimate_free (MienEstimate *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_free (self);
}

double
mien_estimate_seconds (const MienEstimate *self, gboolean study, double speed)
{
  return self->run_images / speed * (study ? self->n_trainings : 1.0);
}
