#include "ui/models/job-queue.h"

#include <math.h>

struct _MienJobQueue {
  GObject parent_instance;

  GPtrArray *jobs; /* of MienQueuedJob: what waits is behind all that does not */
  guint at_once, threads;
  gboolean paused;
  gboolean closing;
  guint holds;
  guint n_running, n_waiting; /* as they were told last */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MienJobQueue,
                               mien_job_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum {
  PROP_0,
  PROP_PAUSED,
  PROP_AT_ONCE,
  PROP_THREADS,
  PROP_N_RUNNING,
  PROP_N_WAITING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  JOB_STARTED,
  JOB_STOPPING,
  JOB_EVENTS,
  JOB_FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return MIEN_TYPE_QUEUED_JOB;
}

static guint
get_n_items (GListModel *model)
{
  return MIEN_JOB_QUEUE (model)->jobs->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  MienQueuedJob *job = mien_job_queue_get_job (MIEN_JOB_QUEUE (model), position);

  return job != NULL ? g_object_ref (job) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

MienQueuedJob *
mien_job_queue_get_job (MienJobQueue *self, guint position)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self), NULL);

  return position < self->jobs->len ? g_ptr_array_index (self->jobs, position) : NULL;
}

static gboolean
is_waiting (MienQueuedJob *job)
{
  return mien_queued_job_get_state (job) == MIEN_QUEUED_WAITING;
}

static guint
count (MienJobQueue *self, gboolean (*is) (MienQueuedJob *job))
{
  guint n = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    n += (guint) is (g_ptr_array_index (self->jobs, i));
  return n;
}

guint
mien_job_queue_get_n_running (MienJobQueue *self)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self), 0);

  return count (self, mien_queued_job_is_running);
}

guint
mien_job_queue_get_n_waiting (MienJobQueue *self)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self), 0);

  return count (self, is_waiting);
}

static void
tell_count (MienJobQueue *self, guint *told, guint now, int property)
{
  if (*told == now)
    return;
  *told = now;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
tell_counts (MienJobQueue *self)
{
  tell_count (self, &self->n_waiting, mien_job_queue_get_n_waiting (self), PROP_N_WAITING);
  tell_count (self, &self->n_running, mien_job_queue_get_n_running (self), PROP_N_RUNNING);
}

gboolean
mien_job_queue_find_position (MienJobQueue *self, MienQueuedJob *job, guint *position)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self), FALSE);

  return g_ptr_array_find (self->jobs, job, position);
}

MienQueuedJob *
mien_job_queue_find (MienJobQueue *self, const char *folder)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self) && folder != NULL, NULL);

  for (guint i = 0; i < self->jobs->len; i++) {
    MienQueuedJob *job = g_ptr_array_index (self->jobs, i);

    if (g_str_equal (mien_queued_job_get_folder (job), folder))
      return job;
  }
  return NULL;
}

/* Where what waits begins. */
static guint
first_waiting (MienJobQueue *self)
{
  guint i = 0;

  while (i < self->jobs->len && !is_waiting (g_ptr_array_index (self->jobs, i)))
    i++;
  return i;
}

static void
keep_places (MienJobQueue *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    mien_queued_job_set_place (g_ptr_array_index (self->jobs, i), i);
}

static void
take_out (MienJobQueue *self, guint position)
{
  g_ptr_array_remove_index (self->jobs, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
put_in (MienJobQueue *self, MienQueuedJob *job, guint position)
{
  g_ptr_array_insert (self->jobs, (int) position, g_object_ref (job));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
put_elsewhere (MienJobQueue *self, guint from, guint to)
{
  g_autoptr (MienQueuedJob) job = g_object_ref (g_ptr_array_index (self->jobs, from));

  if (from == to)
    return;
  take_out (self, from);
  put_in (self, job, to);
  keep_places (self);
}

/* All threads, where one after the other trains with as many as the machine has. */
static int
share_threads (MienJobQueue *self)
{
  guint all = self->threads > 0 ? self->threads : g_get_num_processors ();

  return self->threads == 0 && self->at_once == 1 ? 0 : (int) MAX (1, all / self->at_once);
}

/* It moves to the others that train, so that what waits stays together. */
static void
begin (MienJobQueue *self, guint position)
{
  MienQueuedJob *job = g_ptr_array_index (self->jobs, position);

  put_elsewhere (self, position, first_waiting (self));
  mien_queued_job_begin (job, share_threads (self));
  if (mien_queued_job_is_running (job))
    g_signal_emit (self, signals[JOB_STARTED], 0, job);
}

static void
begin_next (MienJobQueue *self)
{
  while (!self->paused && !self->closing && self->holds == 0 &&
         mien_job_queue_get_n_running (self) < self->at_once &&
         first_waiting (self) < self->jobs->len)
    begin (self, first_waiting (self));
  tell_counts (self);
}

static void
on_events (MienQueuedJob *job, GPtrArray *events, MienJobQueue *self)
{
  g_signal_emit (self, signals[JOB_EVENTS], 0, job, events);
}

static void
on_state (MienQueuedJob *job, GParamSpec *pspec G_GNUC_UNUSED, MienJobQueue *self)
{
  if (mien_queued_job_get_state (job) == MIEN_QUEUED_STOPPING)
    g_signal_emit (self, signals[JOB_STOPPING], 0, job);
}

/* What is stopped as the program ends waits for the next one. */
static void
on_ended (MienQueuedJob *job, const GError *error, MienJobQueue *self)
{
  g_autoptr (MienJobQueue) kept = g_object_ref (self);
  gboolean waits = self->closing && mien_queued_job_get_state (job) == MIEN_QUEUED_STOPPED;

  if (!waits)
    mien_queued_job_forget (job);
  g_signal_emit (self, signals[JOB_FINISHED], 0, job, error);
  if (waits)
    mien_queued_job_renew (job);
  self->closing = self->closing && mien_job_queue_get_n_running (self) > 0;
  begin_next (self);
}

static void
follow (MienJobQueue *self, MienQueuedJob *job)
{
  g_signal_connect_object (job, "events", G_CALLBACK (on_events), self, 0);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_state), self, 0);
  g_signal_connect_object (job, "ended", G_CALLBACK (on_ended), self, 0);
}

static gboolean
make_room (MienJobQueue *self, MienQueuedJob *job, GError **error)
{
  MienQueuedJob *other = mien_job_queue_find (self, mien_queued_job_get_folder (job));

  if (other == NULL)
    return TRUE;
  if (mien_queued_job_has_ended (other)) {
    mien_job_queue_remove (self, other);
    return TRUE;
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s is in the queue already",
               mien_queued_job_get_folder (job));
  return FALSE;
}

gboolean
mien_job_queue_insert (MienJobQueue *self, MienQueuedJob *job, guint position, GError **error)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self) && MIEN_IS_QUEUED_JOB (job), FALSE);

  if (!make_room (self, job, error) || (is_waiting (job) && !mien_queued_job_keep (job, error)))
    return FALSE;
  if (is_waiting (job))
    position = CLAMP (position, first_waiting (self), self->jobs->len);
  else
    position = MIN (position, first_waiting (self));
  follow (self, job);
  put_in (self, job, position);
  keep_places (self);
  begin_next (self);
  return TRUE;
}

gboolean
mien_job_queue_append (MienJobQueue *self, MienQueuedJob *job, GError **error)
{
  return mien_job_queue_insert (self, job, G_MAXUINT, error);
}

void
mien_job_queue_move (MienJobQueue *self, MienQueuedJob *job, guint position)
{
  g_return_if_fail (MIEN_IS_JOB_QUEUE (self));

  guint from;

  if (is_waiting (job) && g_ptr_array_find (self->jobs, job, &from))
    put_elsewhere (self, from, CLAMP (position, first_waiting (self), self->jobs->len - 1));
}

void
mien_job_queue_remove (MienJobQueue *self, MienQueuedJob *job)
{
  g_return_if_fail (MIEN_IS_JOB_QUEUE (self));

  g_autoptr (MienQueuedJob) kept = g_object_ref (job);
  guint position;

  if (mien_queued_job_is_running (job) || !g_ptr_array_find (self->jobs, job, &position))
    return;
  g_signal_handlers_disconnect_by_data (job, self);
  mien_queued_job_forget (job);
  take_out (self, position);
  keep_places (self);
  tell_counts (self);
}

void
mien_job_queue_remove_ended (MienJobQueue *self)
{
  g_return_if_fail (MIEN_IS_JOB_QUEUE (self));

  for (guint i = self->jobs->len; i > 0; i--)
    if (mien_queued_job_has_ended (g_ptr_array_index (self->jobs, i - 1)))
      mien_job_queue_remove (self, g_ptr_array_index (self->jobs, i - 1));
}

void
mien_job_queue_begin (MienJobQueue *self, MienQueuedJob *job)
{
  g_return_if_fail (MIEN_IS_JOB_QUEUE (self));

  guint position;

  if (!self->closing && is_waiting (job) && g_ptr_array_find (self->jobs, job, &position))
    begin (self, position);
  tell_counts (self);
}

void
mien_job_queue_set_paused (MienJobQueue *self, gboolean paused)
{
  g_return_if_fail (MIEN_IS_JOB_QUEUE (self));

  if (self->paused == paused)
    return;
  self->paused = paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  begin_next (self);
}

gboolean
mien_job_queue_is_paused (MienJobQueue *self)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self), FALSE);

  return self->paused;
}

void
mien_job_queue_hold (MienJobQueue *self)
{
  g_return_if_fail (MIEN_IS_JOB_QUEUE (self));

  self->holds++;
}

gboolean
mien_job_queue_is_held (MienJobQueue *self)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self), FALSE);

  return self->holds > 0;
}

void
mien_job_queue_release (MienJobQueue *self)
{
  g_return_if_fail (MIEN_IS_JOB_QUEUE (self) && self->holds > 0);

  self->holds--;
  begin_next (self);
}

void
mien_job_queue_close (MienJobQueue *self)
{
  g_return_if_fail (MIEN_IS_JOB_QUEUE (self));

  mien_job_queue_set_paused (self, TRUE);
  self->closing = mien_job_queue_get_n_running (self) > 0;
  for (guint i = 0; i < self->jobs->len; i++)
    mien_queued_job_command (g_ptr_array_index (self->jobs, i), MIEN_COMMAND_STOP);
}

/* FALSE where another program has it. */
static gboolean
restore (MienJobQueue *self, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienLock) lock = mien_waiting_lock (folder, &error);
  MienWaiting *what = lock != NULL ? mien_waiting_open (folder, &error) : NULL;
  g_autoptr (MienQueuedJob) job = NULL;

  if (lock == NULL)
    return FALSE;
  mien_lock_free (g_steal_pointer (&lock)); /* the job takes it itself */
  job = what != NULL ? mien_queued_job_new (what, folder)
                     : mien_queued_job_new_failed (folder, g_steal_pointer (&error));
  return mien_job_queue_append (self, job, NULL);
}

guint
mien_job_queue_restore (MienJobQueue *self, const char *workspace)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self), 0);

  g_auto (GStrv) folders = mien_waiting_list (workspace);
  guint n_others = 0;

  mien_job_queue_hold (self);
  for (guint i = 0; folders[i] != NULL; i++)
    if (mien_job_queue_find (self, folders[i]) == NULL)
      n_others += (guint) !restore (self, folders[i]);
  if (mien_job_queue_get_n_waiting (self) > 0)
    mien_job_queue_set_paused (self, TRUE);
  mien_job_queue_release (self);
  return n_others;
}

static double
estimate (MienJobQueue *self, MienQueuedJob *job, MienSpeeds *speeds)
{
  g_autoptr (MienRecipe) recipe = mien_recipe_copy (mien_queued_job_get_recipe (job));
  double images = mien_queued_job_get_images (job), speed;

  mien_queued_job_share (recipe, share_threads (self));
  speed = mien_speeds_get (speeds, recipe);
  return speed > 0.0 && images > 0.0 ? images / speed : (double) NAN;
}

/* The one of @ends that is free first. */
static double *
find_first (GArray *ends)
{
  double *first = &g_array_index (ends, double, 0);

  for (guint i = 1; i < ends->len; i++)
    if (g_array_index (ends, double, i) < *first)
      first = &g_array_index (ends, double, i);
  return first;
}

/* When each place where something may train is free: that of what trains now, at its end. */
static GArray *
list_ends (MienJobQueue *self)
{
  GArray *ends = g_array_new (FALSE, TRUE, sizeof (double));

  for (guint i = 0; i < self->jobs->len; i++) {
    MienQueuedJob *job = g_ptr_array_index (self->jobs, i);
    double left = mien_queued_job_get_seconds_left (job);

    if (mien_queued_job_is_running (job))
      g_array_append_val (ends, left);
  }
  if (ends->len < self->at_once)
    g_array_set_size (ends, self->at_once);
  return ends;
}

double
mien_job_queue_seconds_until (MienJobQueue *self, MienQueuedJob *until, MienSpeeds *speeds)
{
  g_return_val_if_fail (MIEN_IS_JOB_QUEUE (self), (double) NAN);

  g_autoptr (GArray) ends = list_ends (self);
  double last = 0.0;

  if (self->paused && (until != NULL || first_waiting (self) < self->jobs->len))
    return (double) NAN;
  for (guint i = first_waiting (self); i < self->jobs->len; i++) {
    MienQueuedJob *job = g_ptr_array_index (self->jobs, i);
    double *end = find_first (ends);

    if (job == until)
      return *end;
    *end += estimate (self, job, speeds);
  }
  for (guint i = 0; i < ends->len; i++) {
    double end = g_array_index (ends, double, i);

    if (isnan (end))
      return end;
    last = fmax (last, end);
  }
  return last;
}

static void
mien_job_queue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienJobQueue *self = MIEN_JOB_QUEUE (object);

  switch (id) {
  case PROP_PAUSED:
    g_value_set_boolean (value, self->paused);
    break;
  case PROP_AT_ONCE:
    g_value_set_uint (value, self->at_once);
    break;
  case PROP_THREADS:
    g_value_set_uint (value, self->threads);
    break;
  case PROP_N_RUNNING:
    g_value_set_uint (value, mien_job_queue_get_n_running (self));
    break;
  case PROP_N_WAITING:
    g_value_set_uint (value, mien_job_queue_get_n_waiting (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_job_queue_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MienJobQueue *self = MIEN_JOB_QUEUE (object);

  switch (id) {
  case PROP_PAUSED:
    mien_job_queue_set_paused (self, g_value_get_boolean (value));
    break;
  case PROP_AT_ONCE:
    self->at_once = g_value_get_uint (value);
    begin_next (self);
    break;
  case PROP_THREADS:
    self->threads = g_value_get_uint (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* What trains is stopped and waited for, and kept as at the end of a program. */
static void
mien_job_queue_dispose (GObject *object)
{
  MienJobQueue *self = MIEN_JOB_QUEUE (object);

  self->closing = TRUE;
  for (guint i = 0; i < self->jobs->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->jobs, i), self);
  g_ptr_array_set_size (self->jobs, 0);

  G_OBJECT_CLASS (mien_job_queue_parent_class)->dispose (object);
}

static void
mien_job_queue_finalize (GObject *object)
{
  g_ptr_array_unref (MIEN_JOB_QUEUE (object)->jobs);

  G_OBJECT_CLASS (mien_job_queue_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, both);
  properties[PROP_AT_ONCE] = g_param_spec_uint ("at-once", NULL, NULL, 1, 64, 1, both);
  properties[PROP_THREADS] = g_param_spec_uint ("threads", NULL, NULL, 0, 1024, 0, both);
  properties[PROP_N_RUNNING] = g_param_spec_uint ("n-running", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static guint
install_signal (GType type, const char *name, GType second)
{
  return g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       second != G_TYPE_NONE ? 2 : 1, MIEN_TYPE_QUEUED_JOB, second);
}

static void
mien_job_queue_class_init (MienJobQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = mien_job_queue_get_property;
  object_class->set_property = mien_job_queue_set_property;
  object_class->dispose = mien_job_queue_dispose;
  object_class->finalize = mien_job_queue_finalize;
  install_properties (object_class);
  signals[JOB_STARTED] = install_signal (type, "job-started", G_TYPE_NONE);
  signals[JOB_STOPPING] = install_signal (type, "job-stopping", G_TYPE_NONE);
  signals[JOB_EVENTS] = install_signal (type, "job-events", G_TYPE_PTR_ARRAY);
  signals[JOB_FINISHED] = install_signal (type, "job-finished", G_TYPE_ERROR);
}

static void
mien_job_queue_init (MienJobQueue *self)
{
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->at_once = 1;
}

MienJobQueue *
mien_job_queue_new (void)
{
  return g_object_new (MIEN_TYPE_JOB_QUEUE, NULL);
}
