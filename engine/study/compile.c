#include "engine/core/error.h"
#include "engine/samples/labels.h"
#include "engine/study/recipe-private.h"
#include "engine/study/run-private.h"
#include "engine/training/metrics.h"

#include <math.h>
#include <string.h>

/* The faces that may be handed to a part: read, and not left out by the person. */
static gboolean *
find_usable (MienDataset *dataset, const MienFaces *faces)
{
  gboolean *use = g_new (gboolean, MAX (faces->n, 1));

  for (guint i = 0; i < faces->n; i++)
    use[i] = faces->usable[i] && !mien_dataset_is_excluded (dataset, i);
  return use;
}

static gboolean
check_usable (MienDataset *dataset, const MienFaces *faces, GError **error)
{
  if (faces->n_usable > 0)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "None of the %u pictures of %s can be read: %s", faces->n,
               mien_dataset_get_location (dataset),
               ((const MienProblem *) g_ptr_array_index (faces->problems, 0))->what);
  return FALSE;
}

gint8 *
mien_recipe_split (const MienRecipe *self,
                   MienDataset *dataset,
                   const MienFaces *faces,
                   GError **error)
{
  g_autofree gboolean *use = find_usable (dataset, faces);
  MienSplitSettings settings = mien_recipe_get_split (self, dataset);

  return mien_split_assign (dataset, &settings, use, error);
}

/* A class that is never shown in training cannot be answered: it counts as missing. */
static void
mask_unseen (MienCompiled *self, MienColumn *column, guint *unscored)
{
  g_autofree gboolean *seen = NULL;

  if (column->kind != MIEN_KIND_CLASS)
    return;
  seen = g_new0 (gboolean, MAX (g_strv_length (column->names), 1));
  for (guint i = 0; i < column->n_samples; i++) {
    int truth = mien_column_get_class (column, i);

    if (truth >= 0 && self->parts[i] == MIEN_PART_TRAIN)
      seen[truth] = TRUE;
  }
  for (guint i = 0; i < column->n_samples; i++) {
    int truth = mien_column_get_class (column, i);

    if (truth >= 0 && !seen[truth]) {
      column->values[i] = NAN;
      *unscored += self->parts[i] != MIEN_PART_NONE;
    }
  }
}

/* Points are learned where they lie in what the network sees. */
static void
place_points (const MienCompiled *self, MienColumn *column)
{
  for (guint i = 0; column->kind == MIEN_KIND_POINTS && i < column->n_samples; i++)
    mien_faces_place_points (self->faces, i, column->values + (gsize) i * (gsize) column->width,
                             column->width);
}

/* The labels that are learned and scored. What is kept or shuffled is keyed by the run's seed,
 * which the runs of a pair share: both see the same labels, and which those are is part of the
 * chance that the seeds stand for. */
static MienColumn *
make_labels (MienCompiled *self,
             const MienRecipeTask *wanted,
             const MienColumn *column,
             guint number)
{
  MienColumn *labels = mien_column_copy (column);

  if (wanted->labels < 1.0)
    mien_labels_keep (labels, self->parts, wanted->labels, self->recipe->seed);
  mask_unseen (self, labels, &self->unscored[number]);
  place_points (self, labels);
  if (wanted->shuffle)
    mien_labels_shuffle (labels, self->parts, self->recipe->seed);
  return labels;
}

/* Scalars are learned in units of the training part's deviation around its mean. */
static void
scale_task (const MienCompiled *self, const MienColumn *column, MienTask *task)
{
  double sum = 0.0, squares = 0.0;
  guint n = 0;

  for (guint i = 0; i < column->n_samples; i++)
    if (self->parts[i] == MIEN_PART_TRAIN && !mien_column_is_missing (column, i)) {
      sum += (double) column->values[i];
      n++;
    }
  if (n == 0)
    return;
  task->offset = sum / n;
  for (guint i = 0; i < column->n_samples; i++)
    if (self->parts[i] == MIEN_PART_TRAIN && !mien_column_is_missing (column, i))
      squares += pow ((double) column->values[i] - task->offset, 2.0);
  if (squares > 0.0)
    task->scale = sqrt (squares / n);
}

static gboolean
find_loss (const MienRecipeTask *wanted, MienKind kind, MienLossKind *loss, GError **error)
{
  g_autofree char *path = g_strconcat ("tasks.", wanted->column, NULL);

  *loss = mien_loss_default (kind);
  if (wanted->loss != NULL && !mien_loss_from_name (wanted->loss, loss))
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "Task “%s”: there is no loss “%s”",
                 wanted->column, wanted->loss);
  else if (!mien_loss_suits (*loss, kind))
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "Task “%s”: the loss “%s” does not suit its column; “%s” does", wanted->column,
                 mien_loss_name (*loss), mien_loss_name (mien_loss_default (kind)));
  else
    return mien_recipe_check_loss (wanted, *loss, path, error);
  return FALSE;
}

static gboolean
has_a_choice (const MienColumn *column, GError **error)
{
  gboolean chooses = column->kind == MIEN_KIND_CLASS || column->kind == MIEN_KIND_DISTRIBUTION;

  if (!chooses || g_strv_length (column->names) > 1)
    return TRUE;
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_RANGE,
      "Task “%s” has the single class “%s”, so there is nothing to tell apart; add faces of "
      "another class, or choose another column",
      column->name, column->names[0]);
  return FALSE;
}

/* What deals with classes of unequal size needs classes. */
static gboolean
has_classes_to_balance (const MienCompiled *self,
                        const MienRecipeTask *wanted,
                        const MienColumn *column,
                        GError **error)
{
  if (column->kind == MIEN_KIND_CLASS)
    return TRUE;
  if (wanted->class_weights != MIEN_CLASS_WEIGHTS_NONE)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "Task “%s”: class_weights is “%s”, but its column has no classes to weigh; “none” "
                 "was expected",
                 column->name, mien_class_weights_name (wanted->class_weights));
  else if (self->recipe->sampling == MIEN_SAMPLING_BALANCED && wanted->role == MIEN_ROLE_MAIN)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "sampling: “balanced” shows the classes of the main task equally often, but the "
                 "column of “%s” has no classes; “shuffled” was expected",
                 column->name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
add_task (MienCompiled *self, guint number, GPtrArray *tasks, GError **error)
{
  const MienRecipeTask *wanted = g_ptr_array_index (self->recipe->tasks, number);
  const MienColumn *column = mien_dataset_get_column (self->dataset, wanted->column);
  MienTaskSettings settings = {
      .role = wanted->role, .weight = wanted->weight, .class_weights = wanted->class_weights};
  MienColumn *labels;
  MienTask *task;

  if (!has_a_choice (column, error) || !has_classes_to_balance (self, wanted, column, error) ||
      !find_loss (wanted, column->kind, &settings.loss, error))
    return FALSE;
  labels = make_labels (self, wanted, column, number);
  g_ptr_array_add (self->columns, labels);
  settings.loss_options = mien_recipe_task_get_loss_options (wanted, settings.loss);
  g_ptr_array_add (self->loss_options, (gpointer) settings.loss_options);
  task = mien_column_to_task (column);
  if (wanted->branch != NULL) {
    g_free (task->branch);
    task->branch = g_strdup (wanted->branch);
  }
  task->n_hidden = wanted->n_hidden;
  task->hidden_width = wanted->hidden_width;
  if (column->kind == MIEN_KIND_SCALAR)
    scale_task (self, labels, task);
  g_ptr_array_add (tasks, task);
  settings.column = labels;
  g_array_append_val (self->settings.tasks, settings);
  return TRUE;
}

static gboolean
build_network (MienCompiled *self, GPtrArray *tasks, GError **error)
{
  MienPreprocessing preprocessing = self->recipe->preprocessing;
  g_autofree gboolean *train = g_new (gboolean, MAX (self->faces->n, 1));

  for (guint i = 0; i < self->faces->n; i++)
    train[i] = self->parts[i] == MIEN_PART_TRAIN;
  if (preprocessing.standardise == MIEN_STANDARDISE_DATASET)
    mien_faces_measure (self->faces, train, &preprocessing);
  self->network = mien_network_new_sharing (self->recipe->network, &self->recipe->sharing,
                                            &preprocessing, tasks, self->recipe->seed, error);
  return self->network != NULL;
}

/* What the main task is judged by has to be one of its metrics. */
static gboolean
check_metric (const MienCompiled *self, const MienTask *main, GError **error)
{
  const char *wanted = self->recipe->select_metric;
  const char *const *names = mien_metrics_names (main->kind);

  if (wanted == NULL || g_strv_contains (names, wanted))
    return TRUE;

  g_autofree char *list = g_strjoinv (", ", (char **) (gpointer) names);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "select.metric: “%s” is not allowed; one of what “%s” is measured by (%s) was "
               "expected",
               wanted, main->name, list);
  return FALSE;
}

/* Weights of tasks that are not learned do not count; without any left, all tasks count alike. */
static gboolean
compile_selection (MienCompiled *self, GPtrArray *tasks, GError **error)
{
  JsonObject *given = self->recipe->select_weights;
  g_autofree double *weights = g_new0 (double, tasks->len);
  gboolean any = FALSE;

  for (guint t = 0; t < tasks->len; t++) {
    const MienTask *task = g_ptr_array_index (tasks, t);

    if (g_array_index (self->settings.tasks, MienTaskSettings, t).role == MIEN_ROLE_MAIN &&
        !check_metric (self, task, error))
      return FALSE;
    if (given != NULL && json_object_has_member (given, task->name))
      weights[t] = json_object_get_double_member (given, task->name);
    any = any || weights[t] > 0.0;
  }
  if (any)
    self->settings.select.weights = g_steal_pointer (&weights);
  return TRUE;
}

static void
copy_settings (MienCompiled *self)
{
  const MienRecipe *recipe = self->recipe;

  self->settings = (MienTrainingSettings){
      .tasks = g_array_new (FALSE, FALSE, sizeof (MienTaskSettings)),
      .weighting = recipe->weighting,
      .weighting_options = recipe->weighting_options,
      .optimizer = recipe->optimizer,
      .augment = recipe->augment,
      .sampling = recipe->sampling,
      .label_smoothing = recipe->label_smoothing,
      .epochs = recipe->epochs,
      .stop_after = recipe->stop_after,
      .select = {.by = recipe->select_by, .metric = recipe->select_metric},
      .keep_best_of_each = recipe->keep_best_of_each,
      .batch = recipe->batch,
      .seed = recipe->seed,
      .threads = recipe->threads,
      .steering = recipe->steering,
      .checkpoints = recipe->checkpoints,
  };
}

gboolean
mien_compile (MienCompiled *self,
              const MienRecipe *recipe,
              MienDataset *dataset,
              const MienFaces *faces,
              GError **error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);

  self->recipe = mien_recipe_copy (recipe);
  self->dataset = mien_dataset_ref (dataset);
  self->faces = faces;
  if (!check_usable (dataset, faces, error) || !mien_recipe_fill (self->recipe, dataset, error) ||
      !mien_recipe_check_weighting (self->recipe, error))
    return FALSE;
  self->parts = mien_recipe_split (self->recipe, dataset, faces, error);
  if (self->parts == NULL)
    return FALSE;

  copy_settings (self);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_column_free);
  self->loss_options = g_ptr_array_new_with_free_func (g_free);
  self->unscored = g_new0 (guint, self->recipe->tasks->len);
  for (guint t = 0; t < self->recipe->tasks->len; t++)
    if (!add_task (self, t, tasks, error))
      return FALSE;
  return compile_selection (self, tasks, error) && build_network (self, tasks, error);
}

void
mien_compiled_clear (MienCompiled *self)
{
  g_clear_pointer (&self->network, mien_network_free);
  g_clear_pointer (&self->settings.tasks, g_array_unref);
  g_clear_pointer (&self->settings.select.weights, g_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->loss_options, g_ptr_array_unref);
  g_clear_pointer (&self->unscored, g_free);
  g_clear_pointer (&self->parts, g_free);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_pointer (&self->recipe, mien_recipe_free);
}
