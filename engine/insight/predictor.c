#include "engine/insight/predictor.h"

#include "engine/exchange/model.h"
#include "engine/samples/faces.h"
#include "engine/samples/files/picture.h"

struct _MienPredictor {
  MienNetwork *network;
  MienPool *pool;
  float *x;        /* [C,size,size] */
  float **answers; /* [tasks] of [width] */
};

MienPredictor *
mien_predictor_open (const char *model, int threads, GError **error)
{
  g_autoptr (MienNetwork) network = mien_model_load (model, NULL, NULL, error);

  if (network == NULL)
    return NULL;

  MienPredictor *self = g_new0 (MienPredictor, 1);
  const MienPreprocessing *p = mien_network_get_preprocessing (network);
  GPtrArray *tasks = mien_network_get_tasks (network);
  self->network = g_steal_pointer (&network);
  self->pool = mien_pool_new (threads > 0 ? threads : (int) g_get_num_processors ());
  self->x = g_new (float, (gsize) p->channels *(gsize) p->size *(gsize) p->size);
  self->answers = g_new0 (float *, tasks->len);
  for (guint t = 0; t < tasks->len; t++)
    self->answers[t] = g_new0 (float, ((MienTask *) g_ptr_array_index (tasks, t))->width);
  return self;
}

void
mien_predictor_free (MienPredictor *self)
{
  if (self == NULL)
    return;
  for (guint t = 0; t < mien_network_get_tasks (self->network)->len; t++)
    g_free (self->answers[t]);
  g_free (self->answers);
  g_free (self->x);
  mien_pool_free (self->pool);
  mien_network_free (self->network);
  g_free (self);
}

MienNetwork *
mien_predictor_get_network (MienPredictor *self)
{
  return self->network;
}

MienPool *
mien_predictor_get_pool (MienPredictor *self)
{
  return self->pool;
}

const char *
mien_predictor_get_warning (MienPredictor *self)
{
  switch (mien_network_get_preprocessing (self->network)->crop) {
  case MIEN_CROP_EYES:
    return "This model learned from faces turned and cropped by their eyes; a picture by itself "
           "does "
           "not say where they are, so it is read as if it were cropped like that already";
  case MIEN_CROP_LANDMARKS:
    return "This model learned from faces cropped by their landmarks; a picture by itself has "
           "none, "
           "so it is read as if it were cropped like that already";
  case MIEN_CROP_NONE:
  case MIEN_CROP_CENTRE:
  default:
    return NULL;
  }
}

guint8 *
mien_predictor_read (MienPredictor *self, const char *path, GError **error)
{
  const MienPreprocessing *p = mien_network_get_preprocessing (self->network);
  g_autofree guint8 *pixels = g_malloc ((gsize) p->channels * (gsize) p->size * (gsize) p->size);
  g_autoptr (GBytes) file = mien_picture_read (path, error);

  return file != NULL && mien_faces_prepare_file (file, path, p, pixels, error)
             ? g_steal_pointer (&pixels)
             : NULL;
}

gboolean
mien_predictor_ask (MienPredictor *self, const guint8 *pixels, GError **error)
{
  const MienPreprocessing *p = mien_network_get_preprocessing (self->network);
  GPtrArray *tasks = mien_network_get_tasks (self->network);
  gsize len = (gsize) p->channels * (gsize) p->size * (gsize) p->size;

  /* A saliency map may have left the network planned for itself. */
  if (!mien_network_plan (self->network, MIEN_PLAN_PREDICT, 1, mien_pool_get_n_workers (self->pool),
                          error))
    return FALSE;

  for (gsize i = 0; i < len; i++)
    self->x[i] = (float) pixels[i];
  mien_preprocessing_standardise (p, self->x);
  mien_network_forward (self->network, self->pool, self->x, 1, &(MienPass){0});
  for (guint t = 0; t < tasks->len; t++)
    mien_task_activate (g_ptr_array_index (tasks, t),
                        mien_network_get_logits (self->network, (int) t), self->answers[t]);
  return TRUE;
}

const float *
mien_predictor_get_answer (MienPredictor *self, int task)
{
  return self->answers[task];
}
