#include "engine/study/agenda.h"

/* Other processes' claims and runs are files, which are not looked for more often than this. */
#define LOOK_PERIOD_US G_USEC_PER_SEC

typedef enum {
  WAITING,
  TAKEN,
  SETTLED,
} State;

struct _MienAgenda {
  GPtrArray *plan; /* of MienPlannedRun */
  MienClaims *claims;
  GMutex lock;
  State *states;
  GError **errors; /* [n] of those that failed */
  guint n_settled;
  GError *stopped;
  gint64 looked_us; /* when nothing was found to do */
};

MienAgenda *
mien_agenda_new (GPtrArray *plan, MienClaims *claims)
{
  MienAgenda *self = g_new0 (MienAgenda, 1);

  self->plan = g_ptr_array_ref (plan);
  self->claims = claims;
  self->states = g_new0 (State, plan->len);
  self->errors = g_new0 (GError *, plan->len);
  g_mutex_init (&self->lock);
  return self;
}

void
mien_agenda_free (MienAgenda *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->plan->len; i++)
    g_clear_error (&self->errors[i]);
  g_clear_error (&self->stopped);
  g_ptr_array_unref (self->plan);
  g_mutex_clear (&self->lock);
  g_free (self->errors);
  g_free (self->states);
  g_free (self);
}

static const MienPlannedRun *
get_run (const MienAgenda *self, guint i)
{
  return g_ptr_array_index (self->plan, i);
}

/* A trial waits for those of the rungs before it, and a run whose weights are searched for waits
 * for all trials of its fold. */
static gboolean
waits_for (const MienPlannedRun *run, const MienPlannedRun *other)
{
  if (other->trial < 0 || other->fold != run->fold)
    return FALSE;
  return run->trial >= 0 ? other->rung < run->rung : run->searched;
}

static gboolean
is_ready (const MienAgenda *self, guint number)
{
  const MienPlannedRun *run = get_run (self, number);

  if (run->trial < 0 && !run->searched)
    return TRUE;
  for (guint i = 0; i < self->plan->len; i++)
    if (self->states[i] != SETTLED && waits_for (run, get_run (self, i)))
      return FALSE;
  return TRUE;
}

static void
mark_settled (MienAgenda *self, guint i)
{
  self->states[i] = SETTLED;
  self->n_settled++;
}

/* Whether it is this process's now; settles what another finished meanwhile. */
static gboolean
claim (MienAgenda *self, guint i)
{
  const char *folder = get_run (self, i)->folder;
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *result = g_build_filename (folder, "run.json", NULL);

  if (g_file_test (result, G_FILE_TEST_EXISTS)) {
    mark_settled (self, i);
    return FALSE;
  }
  return mien_claims_take (self->claims, name, &self->stopped);
}

static gboolean
is_over (const MienAgenda *self)
{
  return self->stopped != NULL || self->n_settled == self->plan->len;
}

static gboolean
find (MienAgenda *self, guint *run)
{
  for (guint i = 0; i < self->plan->len && self->stopped == NULL; i++) {
    if (self->states[i] != WAITING || !is_ready (self, i) ||
        (self->claims != NULL && !claim (self, i)))
      continue;
    self->states[i] = TAKEN;
    *run = i;
    return TRUE;
  }
  return FALSE;
}

MienTurn
mien_agenda_take (MienAgenda *self, guint *run)
{
  MienTurn turn = MIEN_TURN_WAIT;
  gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&self->lock);
  if (!is_over (self) &&
      (self->claims == NULL || self->looked_us == 0 || now - self->looked_us >= LOOK_PERIOD_US)) {
    gboolean found = find (self, run);

    turn = found ? MIEN_TURN_RUN : MIEN_TURN_WAIT;
    self->looked_us = found ? 0 : now;
  }
  if (turn == MIEN_TURN_WAIT && is_over (self))
    turn = MIEN_TURN_END;
  g_mutex_unlock (&self->lock);
  return turn;
}

static gboolean
is_elsewhere (const MienAgenda *self, const GError *why)
{
  return self->claims != NULL && g_error_matches (why, G_IO_ERROR, G_IO_ERROR_BUSY);
}

void
mien_agenda_settle (MienAgenda *self, guint run, const GError *why)
{
  g_autofree char *name = g_path_get_basename (get_run (self, run)->folder);

  g_mutex_lock (&self->lock);
  if (self->claims != NULL)
    mien_claims_give_up (self->claims, name);
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    self->states[run] = WAITING;
    if (self->stopped == NULL)
      self->stopped = g_error_copy (why);
  } else if (is_elsewhere (self, why)) {
    self->states[run] = WAITING;
    self->looked_us = g_get_monotonic_time ();
  } else {
    self->errors[run] = why != NULL ? g_error_copy (why) : NULL;
    self->looked_us = 0;
    mark_settled (self, run);
  }
  g_mutex_unlock (&self->lock);
}

guint
mien_agenda_get_n (const MienAgenda *self)
{
  return self->plan->len;
}

guint
mien_agenda_count_settled (MienAgenda *self)
{
  g_mutex_lock (&self->lock);
  guint n = self->n_settled;
  g_mutex_unlock (&self->lock);
  return n;
}

static void
tell_failures (const MienAgenda *self, guint n_failed, guint first, GError **error)
{
  const MienPlannedRun *run = get_run (self, first);
  const GError *why = self->errors[first];

  g_set_error (error, why->domain, why->code,
               "%u of %u runs failed and the others are kept; the first was “%s”, fold %d, seed "
               "%" G_GUINT64_FORMAT ": %s",
               n_failed, self->plan->len, run->arm, run->fold, run->seed, why->message);
}

gboolean
mien_agenda_conclude (MienAgenda *self, GError **error)
{
  guint n_failed = 0, first = 0;

  if (self->stopped != NULL) {
    g_propagate_error (error, g_error_copy (self->stopped));
    return FALSE;
  }
  for (guint i = self->plan->len; i > 0; i--)
    if (self->errors[i - 1] != NULL) {
      first = i - 1;
      n_failed++;
    }
  if (n_failed > 0)
    tell_failures (self, n_failed, first, error);
  else if (self->n_settled < self->plan->len)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The study was stopped");
  return n_failed == 0 && self->n_settled == self->plan->len;
}
