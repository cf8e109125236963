#include "ui/models/doubt-search.h"

#include "engine/core/mailbox.h"
#include "engine/core/priority.h"
#include "engine/samples/doubts.h"
#include "ui/models/problem-item.h"

/* Of the fraction, the rest being for the comparison. */
#define DECODING 0.9

/* What is known of an original's pictures, once they have been seen. */
typedef struct {
  GPtrArray *unreadable;
  MienLikeness *likeness;
} Pictures;

/* One look through a data set. */
typedef struct {
  MienDataset *original;
  MienDataset *dataset;
  char *subject;
  int folds;
  Pictures *pictures; /* (nullable) */
  GCancellable *cancellable;
  MienMailbox *mail;
  double from, to; /* what the step at hand is of the whole */
} Job;

/* What the thread sends. */
typedef struct {
  double fraction;
  GPtrArray *problems; /* (nullable) */
  gboolean afresh;     /* @problems are instead of those before */
  gboolean ended;      /* the last message of a job */
  Pictures *pictures;  /* (nullable) */
} News;

struct _MienDoubtSearch {
  GObject parent_instance;

  GListStore *found;
  double fraction;
  MienMailbox *mail;
  GThread *thread;       /* (nullable) */
  Job *job;              /* (nullable): what @thread does */
  Job *next;             /* (nullable): what it does then */
  MienDataset *original; /* (nullable): what @found and @pictures are of */
  Pictures *pictures;    /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MienDoubtSearch, mien_doubt_search, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_SEARCHING,
  PROP_FRACTION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
notify (MienDoubtSearch *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
pictures_clear (gpointer data)
{
  Pictures *pictures = data;

  g_ptr_array_unref (pictures->unreadable);
  mien_likeness_free (pictures->likeness);
}

static Pictures *
pictures_ref (Pictures *pictures)
{
  return pictures != NULL ? g_atomic_rc_box_acquire (pictures) : NULL;
}

static void
pictures_unref (Pictures *pictures)
{
  g_atomic_rc_box_release_full (pictures, pictures_clear);
}

static void
job_free (Job *job)
{
  mien_dataset_unref (job->original);
  mien_dataset_unref (job->dataset);
  g_free (job->subject);
  g_clear_pointer (&job->pictures, pictures_unref);
  g_object_unref (job->cancellable);
  g_free (job);
}

static void
news_free (gpointer data)
{
  News *news = data;

  g_clear_pointer (&news->problems, g_ptr_array_unref);
  g_clear_pointer (&news->pictures, pictures_unref);
  g_free (news);
}

static void
send_progress (const char *doing G_GNUC_UNUSED, double fraction, gpointer data)
{
  Job *job = data;
  News *news = g_new0 (News, 1);

  news->fraction = job->from + (job->to - job->from) * CLAMP (fraction, 0.0, 1.0);
  mien_mailbox_push (job->mail, news);
}

static void
send_found (Job *job, GPtrArray *problems, gboolean afresh)
{
  News *news = g_new0 (News, 1);

  news->problems = problems;
  news->afresh = afresh;
  mien_mailbox_push (job->mail, news);
}

static void
send_end (Job *job)
{
  News *news = g_new0 (News, 1);

  news->fraction = 1.0;
  news->ended = TRUE;
  news->pictures = pictures_ref (job->pictures);
  mien_mailbox_push (job->mail, news);
}

static MienLikeness *
compare (Job *job, const MienFaces *faces, MienPool *pool)
{
  job->from = DECODING;
  job->to = 1.0;
  return mien_likeness_find (faces, pool, job->cancellable, send_progress, job, NULL);
}

/* NULL where it was cancelled, or where the memory does not do: a search that nobody asked for does
 * not fail aloud. */
static Pictures *
see_pictures (Job *job)
{
  g_autoptr (MienPool) pool = mien_pool_new ((int) g_get_num_processors ());
  MienPreprocessing preprocessing = {.size = 48, .channels = 1};
  g_autoptr (MienFaces) faces = NULL;
  MienLikeness *likeness;
  Pictures *pictures;

  job->from = 0.0;
  job->to = DECODING;
  faces = mien_faces_load (job->original, &preprocessing, pool, job->cancellable, send_progress,
                           job, NULL);
  likeness = faces != NULL ? compare (job, faces, pool) : NULL;
  if (likeness == NULL)
    return NULL;
  pictures = g_atomic_rc_box_new0 (Pictures);
  pictures->unreadable = g_ptr_array_ref (faces->problems);
  pictures->likeness = likeness;
  return pictures;
}

/* What pictures show joins what has been sent, or is sent with @labels (nullable) at once. */
static void
add_pictures (Job *job, const MienDoubtSettings *settings, GPtrArray *labels)
{
  GPtrArray *found =
      mien_doubts_about_pictures (settings, job->pictures->unreadable, job->pictures->likeness);

  if (labels == NULL) {
    send_found (job, found, FALSE);
    return;
  }
  g_ptr_array_extend_and_steal (labels, found);
  send_found (job, labels, TRUE);
}

/* A thread of its own, as one of GTask's would keep the lower priority for its other work. */
static gpointer
look_on_thread (gpointer data)
{
  Job *job = data;
  MienDoubtSettings settings = {
      .dataset = job->dataset, .subject = job->subject, .folds = job->folds};

  GPtrArray *found;

  mien_priority_lower ();
  found = mien_doubts_about_labels (&settings);
  if (job->pictures == NULL) {
    send_found (job, g_steal_pointer (&found), TRUE);
    job->pictures = see_pictures (job);
  }
  if (job->pictures != NULL)
    add_pictures (job, &settings, found);
  send_end (job);
  return NULL;
}

static void
begin (MienDoubtSearch *self, Job *job)
{
  self->job = job;
  job->pictures = pictures_ref (self->pictures);
  self->thread = g_thread_new ("mien-doubts", look_on_thread, job);
}

static void
show_found (MienDoubtSearch *self, const News *news)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < news->problems->len; i++)
    g_ptr_array_add (items, mien_problem_item_new (g_ptr_array_index (news->problems, i)));
  if (news->afresh)
    g_list_store_splice (self->found, 0, n, items->pdata, items->len);
  else
    g_list_store_splice (self->found, n, 0, items->pdata, items->len);
}

static void
end_job (MienDoubtSearch *self, const News *news)
{
  g_clear_pointer (&self->thread, g_thread_join);
  if (self->pictures == NULL && self->job->original == self->original)
    self->pictures = pictures_ref (news->pictures);
  g_clear_pointer (&self->job, job_free);
  if (self->next != NULL)
    begin (self, g_steal_pointer (&self->next));
  else
    notify (self, PROP_SEARCHING);
}

static void
on_news (GPtrArray *batch, gpointer data)
{
  g_autoptr (MienDoubtSearch) self = g_object_ref (data);

  for (guint i = 0; i < batch->len; i++) {
    const News *news = g_ptr_array_index (batch, i);

    if (self->job == NULL)
      return;
    self->fraction = news->fraction;
    if (news->problems != NULL && self->job->original == self->original)
      show_found (self, news);
    if (news->ended)
      end_job (self, news);
  }
  notify (self, PROP_FRACTION);
}

static void
forget_original (MienDoubtSearch *self, MienDataset *original)
{
  g_clear_pointer (&self->original, mien_dataset_unref);
  g_clear_pointer (&self->pictures, pictures_unref);
  self->original = mien_dataset_ref (original);
  g_list_store_remove_all (self->found);
  if (self->job != NULL)
    g_cancellable_cancel (self->job->cancellable);
}

void
mien_doubt_search_start (MienDoubtSearch *self,
                         MienDataset *original,
                         MienDataset *dataset,
                         const char *subject,
                         int folds)
{
  g_return_if_fail (MIEN_IS_DOUBT_SEARCH (self) && self->mail != NULL);

  Job *job = g_new0 (Job, 1);

  if (original != self->original)
    forget_original (self, original);
  job->original = mien_dataset_ref (original);
  job->dataset = mien_dataset_ref (dataset);
  job->subject = g_strdup (subject);
  job->folds = folds;
  job->cancellable = g_cancellable_new ();
  job->mail = self->mail;
  g_clear_pointer (&self->next, job_free);
  if (self->job != NULL) {
    self->next = job;
    return;
  }
  begin (self, job);
  notify (self, PROP_SEARCHING);
}

void
mien_doubt_search_close (MienDoubtSearch *self)
{
  g_return_if_fail (MIEN_IS_DOUBT_SEARCH (self));

  if (self->job != NULL)
    g_cancellable_cancel (self->job->cancellable);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->mail, mien_mailbox_close);
  g_clear_pointer (&self->job, job_free);
  g_clear_pointer (&self->next, job_free);
}

gboolean
mien_doubt_search_is_searching (MienDoubtSearch *self)
{
  g_return_val_if_fail (MIEN_IS_DOUBT_SEARCH (self), FALSE);

  return self->job != NULL;
}

GListModel *
mien_doubt_search_get_found (MienDoubtSearch *self)
{
  g_return_val_if_fail (MIEN_IS_DOUBT_SEARCH (self), NULL);

  return G_LIST_MODEL (self->found);
}

static void
mien_doubt_search_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienDoubtSearch *self = MIEN_DOUBT_SEARCH (object);

  switch (id) {
  case PROP_SEARCHING:
    g_value_set_boolean (value, self->job != NULL);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_doubt_search_finalize (GObject *object)
{
  MienDoubtSearch *self = MIEN_DOUBT_SEARCH (object);

  mien_doubt_search_close (self);
  g_clear_pointer (&self->original, mien_dataset_unref);
  g_clear_pointer (&self->pictures, pictures_unref);
  g_object_unref (self->found);

  G_OBJECT_CLASS (mien_doubt_search_parent_class)->finalize (object);
}

static void
mien_doubt_search_class_init (MienDoubtSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mien_doubt_search_get_property;
  object_class->finalize = mien_doubt_search_finalize;

  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0.0, 1.0, 0.0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mien_doubt_search_init (MienDoubtSearch *self)
{
  self->found = g_list_store_new (MIEN_TYPE_PROBLEM_ITEM);
  self->mail = mien_mailbox_new (NULL, 10, news_free, on_news, self);
}

MienDoubtSearch *
mien_doubt_search_new (void)
{
  return g_object_new (MIEN_TYPE_DOUBT_SEARCH, NULL);
}
