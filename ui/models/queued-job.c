#include "ui/models/queued-job.h"

#include "engine/core/error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

struct _MienQueuedJob {
  GObject parent_instance;

  MienWaiting *what;
  char *folder;
  MienLock *lock; /* (nullable): holds its place against other programs */

  MienQueuedState state;
  double progress, seconds_left;
  int threads;
  GError *error;

  MienJob *job;
  MienMailbox *mail;

  /* For whoever looks at it later. */
  GPtrArray *points;          /* of MienEvent: not yet in the history on disk */
  MienEvent *begun, *reached; /* (nullable): the last run, the last progress */
  MienEvent *stage;           /* (nullable): what is done instead of training */
};

G_DEFINE_FINAL_TYPE (MienQueuedJob, mien_queued_job, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_SECONDS_LEFT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  EVENTS,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_state (MienQueuedJob *self, MienQueuedState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static MienEvent *
copy_event (const MienEvent *event)
{
  MienEvent *copy = mien_event_new (event->kind);

  *copy = *event;
  copy->text = g_strdup (event->text);
  copy->task = g_strdup (event->task);
  copy->split = g_strdup (event->split);
  copy->metric = g_strdup (event->metric);
  copy->error = event->error != NULL ? g_error_copy (event->error) : NULL;
  return copy;
}

static void
remember (MienEvent **last, const MienEvent *event)
{
  g_clear_pointer (last, mien_event_free);
  *last = event != NULL ? copy_event (event) : NULL;
}

static void
follow_progress (MienQueuedJob *self, const MienEvent *event)
{
  remember (&self->reached, event);
  remember (&self->stage, NULL);
  self->progress = CLAMP (event->value, 0.0, 1.0);
  self->seconds_left = event->seconds_left;
}

static void
follow_event (MienQueuedJob *self, const MienEvent *event)
{
  switch (event->kind) {
  case MIEN_EVENT_STAGE:
    remember (&self->stage, event);
    break;
  case MIEN_EVENT_RUN_STARTED:
    remember (&self->begun, event);
    g_ptr_array_set_size (self->points, 0);
    break;
  case MIEN_EVENT_SAVED:
    g_ptr_array_set_size (self->points, 0);
    break;
  case MIEN_EVENT_POINT:
  case MIEN_EVENT_WEIGHT:
  case MIEN_EVENT_TASK:
  case MIEN_EVENT_RATE:
  case MIEN_EVENT_EXTENDED:
  case MIEN_EVENT_KEPT:
    g_ptr_array_add (self->points, copy_event (event));
    break;
  case MIEN_EVENT_PROGRESS:
    follow_progress (self, event);
    break;
  case MIEN_EVENT_PAUSED:
  case MIEN_EVENT_RESUMED:
    if (self->state != MIEN_QUEUED_STOPPING)
      set_state (self, event->kind == MIEN_EVENT_PAUSED ? MIEN_QUEUED_PAUSED : MIEN_QUEUED_RUNNING);
    break;
  case MIEN_EVENT_RUN_FINISHED:
  case MIEN_EVENT_FINISHED:
  default:
    break;
  }
}

static void
end (MienQueuedJob *self, const GError *error)
{
  g_clear_pointer (&self->job, mien_job_free);
  g_clear_pointer (&self->mail, mien_mailbox_close);
  self->seconds_left = 0.0;
  remember (&self->stage, NULL);
  if (error == NULL)
    self->progress = 1.0;
  else
    self->error = g_error_copy (error);
  set_state (self, error == NULL ? MIEN_QUEUED_FINISHED
                   : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                       ? MIEN_QUEUED_STOPPED
                       : MIEN_QUEUED_FAILED);
  g_signal_emit (self, signals[ENDED], 0, error);
}

/* The job's thread has sent its last event, so the join in mien_job_free() does not wait. */
static void
on_mail (GPtrArray *batch, gpointer data)
{
  g_autoptr (MienQueuedJob) self = g_object_ref (data);
  const MienEvent *last = g_ptr_array_index (batch, batch->len - 1);

  for (guint i = 0; i < batch->len; i++)
    follow_event (self, g_ptr_array_index (batch, i));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS_LEFT]);
  g_signal_emit (self, signals[EVENTS], 0, batch);
  if (last->kind == MIEN_EVENT_FINISHED)
    end (self, last->error);
}

static gboolean
has_begun (MienQueuedJob *self)
{
  g_autofree char *recipe = g_build_filename (self->folder, "recipe.json", NULL);

  return g_file_test (recipe, G_FILE_TEST_EXISTS);
}

/* What was gone on with may have changed its recipe: it is what the folder says by now. */
static gboolean
look_again (MienQueuedJob *self, GError **error)
{
  g_autoptr (MienWaiting) now = NULL;

  if (!mien_folder_is_waiting (self->folder)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 /* Translators: %s is the path of a folder. */
                 _ ("Its folder %s was deleted while it waited. Start it again from Design."),
                 self->folder);
    return FALSE;
  }
  if (!has_begun (self))
    return TRUE;
  now = mien_waiting_open (self->folder, error);
  if (now == NULL)
    return FALSE;
  mien_recipe_free (self->what->recipe);
  self->what->recipe = g_steal_pointer (&now->recipe);
  return TRUE;
}

void
mien_queued_job_renew (MienQueuedJob *self)
{
  g_return_if_fail (MIEN_IS_QUEUED_JOB (self) && self->state == MIEN_QUEUED_STOPPED);

  g_clear_error (&self->error);
  self->seconds_left = (double) NAN;
  set_state (self, MIEN_QUEUED_WAITING);
}

void
mien_queued_job_share (MienRecipe *recipe, int threads)
{
  if (threads > 0)
    recipe->threads = recipe->threads > 0 ? MIN (recipe->threads, threads) : threads;
}

void
mien_queued_job_begin (MienQueuedJob *self, int threads)
{
  g_return_if_fail (MIEN_IS_QUEUED_JOB (self) && self->state == MIEN_QUEUED_WAITING);

  MienRecipe *recipe;
  g_autoptr (GError) error = NULL;

  if (!look_again (self, &error)) {
    end (self, error);
    return;
  }
  recipe = self->what->recipe;
  recipe->yield = TRUE;
  mien_queued_job_share (recipe, threads);
  self->threads = recipe->threads > 0 ? recipe->threads : (int) g_get_num_processors ();
  self->mail = mien_mailbox_new (NULL, 20, (GDestroyNotify) mien_event_free, on_mail, self);
  self->job = mien_job_start (recipe, self->what->kind, self->folder, self->what->corrections, NULL,
                              has_begun (self), self->mail);
  set_state (self, MIEN_QUEUED_RUNNING);
}

void
mien_queued_job_command (MienQueuedJob *self, MienCommandKind command)
{
  g_return_if_fail (MIEN_IS_QUEUED_JOB (self));

  if (self->job == NULL)
    return;
  mien_control_send (mien_job_get_control (self->job), command);
  if (command == MIEN_COMMAND_STOP)
    set_state (self, MIEN_QUEUED_STOPPING);
}

gboolean
mien_queued_job_keep (MienQueuedJob *self, GError **error)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), FALSE);

  if (self->lock == NULL && mien_folder_is_waiting (self->folder)) {
    self->lock = mien_waiting_lock (self->folder, error);
    if (self->lock == NULL)
      return FALSE;
  }
  if (!mien_waiting_keep (self->what, self->folder, error))
    return FALSE;
  if (self->lock == NULL)
    self->lock = mien_waiting_lock (self->folder, error);
  return self->lock != NULL;
}

void
mien_queued_job_set_place (MienQueuedJob *self, guint place)
{
  g_return_if_fail (MIEN_IS_QUEUED_JOB (self));

  if (self->what->place == place)
    return;
  self->what->place = place;
  if (mien_folder_is_waiting (self->folder))
    mien_waiting_keep_place (self->what, self->folder, NULL); /* the order alone would be lost */
}

void
mien_queued_job_forget (MienQueuedJob *self)
{
  g_return_if_fail (MIEN_IS_QUEUED_JOB (self));

  mien_waiting_forget (self->folder);
  g_clear_pointer (&self->lock, mien_lock_free);
  if (mien_queued_job_has_ended (self))
    g_rmdir (self->folder); /* which is for empty ones alone */
}

static void
recall_event (GPtrArray *events, const MienEvent *event)
{
  if (event != NULL)
    g_ptr_array_add (events, copy_event (event));
}

GPtrArray *
mien_queued_job_recall (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), NULL);

  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_event_free);

  recall_event (events, self->begun);
  for (guint i = 0; i < self->points->len; i++)
    recall_event (events, g_ptr_array_index (self->points, i));
  recall_event (events, self->reached);
  recall_event (events, self->stage);
  if (self->state == MIEN_QUEUED_PAUSED)
    g_ptr_array_add (events, mien_event_new (MIEN_EVENT_PAUSED));
  return events;
}

const char *
mien_queued_job_get_folder (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), NULL);

  return self->folder;
}

gboolean
mien_queued_job_is_study (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), FALSE);

  return self->what->kind == MIEN_JOB_STUDY;
}

const MienRecipe *
mien_queued_job_get_recipe (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), NULL);

  return self->what->recipe;
}

MienQueuedState
mien_queued_job_get_state (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), MIEN_QUEUED_FAILED);

  return self->state;
}

gboolean
mien_queued_job_is_running (MienQueuedJob *self)
{
  MienQueuedState state = mien_queued_job_get_state (self);

  return state > MIEN_QUEUED_WAITING && state < MIEN_QUEUED_FINISHED;
}

gboolean
mien_queued_job_has_ended (MienQueuedJob *self)
{
  return mien_queued_job_get_state (self) >= MIEN_QUEUED_FINISHED;
}

double
mien_queued_job_get_progress (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), 0.0);

  return self->progress;
}

double
mien_queued_job_get_seconds_left (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), (double) NAN);

  return self->seconds_left;
}

double
mien_queued_job_get_images (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), 0.0);

  return self->what->images;
}

int
mien_queued_job_get_threads (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), 0);

  return self->threads;
}

const GError *
mien_queued_job_get_error (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), NULL);

  return self->error;
}

MienJob *
mien_queued_job_get_job (MienQueuedJob *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUED_JOB (self), NULL);

  return self->job;
}

static void
mien_queued_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienQueuedJob *self = MIEN_QUEUED_JOB (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, (int) self->state);
    break;
  case PROP_PROGRESS:
    g_value_set_double (value, self->progress);
    break;
  case PROP_SECONDS_LEFT:
    g_value_set_double (value, self->seconds_left);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_queued_job_finalize (GObject *object)
{
  MienQueuedJob *self = MIEN_QUEUED_JOB (object);

  g_clear_pointer (&self->job, mien_job_free);
  g_clear_pointer (&self->mail, mien_mailbox_close);
  g_clear_pointer (&self->lock, mien_lock_free);
  if (!mien_folder_is_waiting (self->folder))
    g_rmdir (self->folder);
  mien_waiting_free (self->what);
  g_free (self->folder);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->points);
  g_clear_pointer (&self->begun, mien_event_free);
  g_clear_pointer (&self->reached, mien_event_free);
  g_clear_pointer (&self->stage, mien_event_free);

  G_OBJECT_CLASS (mien_queued_job_parent_class)->finalize (object);
}

static void
mien_queued_job_class_init (MienQueuedJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mien_queued_job_get_property;
  object_class->finalize = mien_queued_job_finalize;
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, 0, MIEN_QUEUED_FAILED, MIEN_QUEUED_WAITING, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 0.0, flags);
  properties[PROP_SECONDS_LEFT] =
      g_param_spec_double ("seconds-left", NULL, NULL, 0.0, G_MAXDOUBLE, 0.0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[EVENTS] = g_signal_new ("events", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
mien_queued_job_init (MienQueuedJob *self)
{
  self->seconds_left = (double) NAN;
  self->points = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_event_free);
}

MienQueuedJob *
mien_queued_job_new (MienWaiting *what, const char *folder)
{
  g_return_val_if_fail (what != NULL && what->recipe != NULL && folder != NULL, NULL);

  MienQueuedJob *self = g_object_new (MIEN_TYPE_QUEUED_JOB, NULL);

  self->what = what;
  self->folder = g_strdup (folder);
  return self;
}

MienQueuedJob *
mien_queued_job_new_failed (const char *folder, GError *error)
{
  MienWaiting *what = g_new0 (MienWaiting, 1);
  MienQueuedJob *self;

  what->recipe = mien_recipe_new ();
  self = mien_queued_job_new (what, folder);
  self->error = error;
  self->state = MIEN_QUEUED_FAILED;
  return self;
}
