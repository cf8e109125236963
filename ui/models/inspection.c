#include "ui/models/inspection.h"

#include "engine/samples/faces.h"

struct _MienInspection {
  GObject parent_instance;

  MienRun *run;
  MienPredictions *predictions;
  MienDataset *dataset;
  GHashTable *rows; /* id → row + 1; ids are the predictions' */

  GMutex lock; /* the network and the pool serve one explanation at a time */
  MienNetwork *network;
  MienPool *pool;
};

G_DEFINE_FINAL_TYPE (MienInspection, mien_inspection, G_TYPE_OBJECT)

static void
mien_inspection_finalize (GObject *object)
{
  MienInspection *self = MIEN_INSPECTION (object);

  g_clear_pointer (&self->network, mien_network_free);
  g_clear_pointer (&self->pool, mien_pool_free);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_pointer (&self->predictions, mien_predictions_free);
  g_clear_pointer (&self->run, mien_run_free);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (mien_inspection_parent_class)->finalize (object);
}

static void
mien_inspection_class_init (MienInspectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_inspection_finalize;
}

static void
mien_inspection_init (MienInspection *self)
{
  g_mutex_init (&self->lock);
}

static void
index_rows (MienInspection *self)
{
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint row = 0; row < self->predictions->n; row++)
    g_hash_table_insert (self->rows, self->predictions->ids[row], GUINT_TO_POINTER (row + 1));
}

static MienInspection *
load (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (MienInspection) self = g_object_new (MIEN_TYPE_INSPECTION, NULL);

  self->run = mien_run_open (folder, error);
  if (self->run == NULL)
    return NULL;
  self->predictions = mien_run_load_predictions (self->run, error);
  if (self->predictions == NULL)
    return NULL;
  self->network = mien_run_load_model (self->run, error);
  if (self->network == NULL)
    return NULL;
  /* A run can be looked at without its pictures: the numbers are in its folder. */
  self->dataset = mien_run_open_dataset (self->run, cancellable, NULL);
  self->pool = mien_pool_new (1);
  index_rows (self);
  return g_steal_pointer (&self);
}

static void
load_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer folder, GCancellable *cancellable)
{
  GError *error = NULL;
  MienInspection *self = load (folder, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
mien_inspection_load_async (const char *folder,
                            GCancellable *cancellable,
                            GAsyncReadyCallback done,
                            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, data);

  g_task_set_source_tag (task, mien_inspection_load_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, load_thread);
}

MienInspection *
mien_inspection_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

MienRun *
mien_inspection_get_run (MienInspection *self)
{
  return self->run;
}

MienPredictions *
mien_inspection_get_predictions (MienInspection *self)
{
  return self->predictions;
}

MienDataset *
mien_inspection_get_dataset (MienInspection *self)
{
  return self->dataset;
}

MienNetwork *
mien_inspection_get_network (MienInspection *self)
{
  return self->network;
}

int
mien_inspection_get_sample (MienInspection *self, guint row)
{
  return self->dataset != NULL ? mien_dataset_find (self->dataset, self->predictions->ids[row])
                               : -1;
}

int
mien_inspection_find_row (MienInspection *self, const char *id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->rows, id)) - 1;
}

void
mien_explanation_free (MienExplanation *self)
{
  if (self == NULL)
    return;

  g_free (self->pixels);
  mien_saliency_free (self->saliency);
  g_free (self->refusal);
  g_free (self);
}

typedef struct {
  guint sample;
  int task, target;
  char *method;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->method);
  g_free (question);
}

/* A method that does not suit the network still shows the face. */
static MienExplanation *
explain (MienInspection *self, const Question *question, GCancellable *cancellable, GError **error)
{
  const MienPreprocessing *preprocessing = mien_network_get_preprocessing (self->network);
  g_autoptr (MienExplanation) answer = g_new0 (MienExplanation, 1);
  g_autoptr (GError) refused = NULL;

  answer->channels = preprocessing->channels;
  answer->size = preprocessing->size;
  answer->pixels =
      g_malloc ((gsize) answer->channels * (gsize) answer->size * (gsize) answer->size);
  if (!mien_faces_prepare_sample (self->dataset, question->sample, preprocessing, answer->pixels,
                                  error))
    return NULL;

  g_mutex_lock (&self->lock);
  answer->saliency =
      mien_saliency_compute (self->network, self->pool, answer->pixels, question->task,
                             question->target, question->method, cancellable, &refused);
  g_mutex_unlock (&self->lock);
  if (refused != NULL)
    answer->refusal = g_strdup (refused->message);
  return g_steal_pointer (&answer);
}

static void
explain_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  MienExplanation *answer = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  answer = explain (source, data, cancellable, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) mien_explanation_free);
  else
    g_task_return_error (task, error);
}

void
mien_inspection_explain_async (MienInspection *self,
                               guint row,
                               int task_number,
                               int target,
                               const char *method,
                               GCancellable *cancellable,
                               GAsyncReadyCallback done,
                               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, done, data);
  int sample = mien_inspection_get_sample (self, row);
  Question *question = g_new (Question, 1);

  *question = (Question){.sample = (guint) MAX (sample, 0),
                         .task = task_number,
                         .target = target,
                         .method = g_strdup (method)};
  g_task_set_source_tag (task, mien_inspection_explain_async);
  g_task_set_task_data (task, question, question_free);
  if (sample < 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             "The picture %s is not there any more", self->predictions->ids[row]);
  else
    g_task_run_in_thread (task, explain_thread);
}

MienExplanation *
mien_inspection_explain_finish (MienInspection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
