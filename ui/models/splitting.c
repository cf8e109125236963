#include "ui/models/splitting.h"

#include "engine/core/error.h"

struct _MienSplitRequest {
  MienDataset *dataset;
  MienSplitSettings settings; /* whose texts are its own */
};

MienSplitRequest *
mien_split_request_new (MienDataset *dataset, const MienRecipe *recipe, int fold)
{
  MienSplitRequest *self = g_new0 (MienSplitRequest, 1);

  self->dataset = mien_dataset_ref (dataset);
  self->settings = mien_recipe_get_split (recipe, dataset);
  self->settings.fold = fold;
  self->settings.subject = g_strdup (self->settings.subject);
  self->settings.group = g_strdup (self->settings.group);
  self->settings.stratify = g_strdup (self->settings.stratify);
  return self;
}

void
mien_split_request_free (MienSplitRequest *self)
{
  if (self == NULL)
    return;
  mien_dataset_unref (self->dataset);
  g_free ((char *) self->settings.subject);
  g_free ((char *) self->settings.group);
  g_free ((char *) self->settings.stratify);
  g_free (self);
}

static MienSplitRequest *
copy_request (const MienSplitRequest *self)
{
  MienSplitRequest *copy = g_memdup2 (self, sizeof *self);

  mien_dataset_ref (copy->dataset);
  copy->settings.subject = g_strdup (self->settings.subject);
  copy->settings.group = g_strdup (self->settings.group);
  copy->settings.stratify = g_strdup (self->settings.stratify);
  return copy;
}

gboolean
mien_split_request_equal (const MienSplitRequest *a, const MienSplitRequest *b)
{
  const MienSplitSettings *x = &a->settings, *y = &b->settings;
  double apart = x->validation - y->validation;

  return a->dataset == b->dataset && x->kind == y->kind && x->leaks == y->leaks &&
         x->folds == y->folds && x->fold == y->fold && x->seed == y->seed &&
         !(apart < 0.0 || apart > 0.0) && g_strcmp0 (x->subject, y->subject) == 0 &&
         g_strcmp0 (x->group, y->group) == 0 && g_strcmp0 (x->stratify, y->stratify) == 0;
}

static void
split_on_thread (GTask *task,
                 gpointer source G_GNUC_UNUSED,
                 gpointer data,
                 GCancellable *cancellable G_GNUC_UNUSED)
{
  MienSplitRequest *request = data;
  GError *error = NULL;
  g_autofree gint8 *parts = mien_split_assign (request->dataset, &request->settings, NULL, &error);

  if (parts == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, mien_split_summarise (request->dataset, &request->settings, parts),
                           (GDestroyNotify) mien_split_summary_free);
}

void
mien_split_async (const MienSplitRequest *request,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_task_data (task, copy_request (request), (GDestroyNotify) mien_split_request_free);
  g_task_run_in_thread (task, split_on_thread);
}

MienSplitSummary *
mien_split_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cover_on_thread (GTask *task,
                 gpointer source G_GNUC_UNUSED,
                 gpointer data,
                 GCancellable *cancellable G_GNUC_UNUSED)
{
  MienSplitRequest *request = data;
  g_autofree gint8 *parts = mien_split_assign (request->dataset, &request->settings, NULL, NULL);

  g_task_return_pointer (task, mien_coverage_count (request->dataset, parts),
                         (GDestroyNotify) mien_coverage_free);
}

void
mien_split_cover_async (const MienSplitRequest *request,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_task_data (task, copy_request (request), (GDestroyNotify) mien_split_request_free);
  g_task_run_in_thread (task, cover_on_thread);
}

MienCoverage *
mien_split_cover_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* How many folds the groups that stay together would be enough for. */
static int
count_groups (const MienRecipe *recipe, MienDataset *dataset)
{
  MienSplitSettings settings = mien_recipe_get_split (recipe, dataset);

  settings.kind = mien_split_kind_is_by_subject (recipe->split) ? MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT
                                                                : MIEN_SPLIT_LEAVE_ONE_GROUP_OUT;
  return mien_split_count_folds (dataset, &settings);
}

MienSplitRemedy
mien_split_find_remedy (const MienRecipe *recipe, MienDataset *dataset, const GError *error)
{
  MienSplitRemedy remedy = {TRUE, MIEN_SPLIT_RANDOM, recipe->folds};

  if (g_error_matches (error, MIEN_ERROR, MIEN_ERROR_LEAK)) {
    remedy.kind = MIEN_SPLIT_SUBJECT;
  } else if ((recipe->split == MIEN_SPLIT_SUBJECT || recipe->split == MIEN_SPLIT_GROUP) &&
             recipe->folds > count_groups (recipe, dataset) &&
             count_groups (recipe, dataset) >= 2) {
    remedy.kind = recipe->split;
    remedy.folds = count_groups (recipe, dataset);
  } else if (recipe->split == MIEN_SPLIT_OFFICIAL && recipe->subject != NULL) {
    remedy.kind = MIEN_SPLIT_SUBJECT;
  } else {
    remedy.there_is_one = recipe->split != MIEN_SPLIT_RANDOM;
  }
  return remedy;
}
