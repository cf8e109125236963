/* The runs of a study carried out, several at a time. */
#include "engine/study/study-private.h"

#include <math.h>

/* How long one who waits for others' runs sleeps before it asks again. */
#define NAP_US (G_USEC_PER_SEC / 20)

/* How far each of the workers is with its run. */
typedef struct {
  GMutex lock;
  MienAgenda *agenda;
  guint n;
  int n_at_once; /* of all processes */
  double *done;  /* [n] of its run, 0 … 1 */
  double *speed; /* [n] images a second; 0 while it has no run */
} Tally;

typedef struct {
  const MienStudyWork *work;
  const MienDealer *dealer;
  MienControl *control; /* the worker's own */
  int threads;
} Worker;

static double
sum (const double *values, guint n)
{
  double total = 0.0;

  for (guint i = 0; i < n; i++)
    total += values[i];
  return total;
}

/* A run tells how long it and those after it would take one by one; @left: runs */
static void
put_progress (Tally *self, MienEvent *event, guint number)
{
  double done = event->value * event->n_runs - event->run;
  double here = event->n_runs - event->run - done; /* runs that it knows are left */
  double seconds = here > 0.0 ? event->seconds_left / here : 0.0;

  self->done[number] = done;
  self->speed[number] = isfinite (event->images_per_second) ? event->images_per_second : 0.0;

  guint settled = self->agenda != NULL ? mien_agenda_count_settled (self->agenda) : 0;
  double all = MIN (settled + sum (self->done, self->n), (double) event->n_runs);
  event->value = all / event->n_runs;
  event->seconds_left = seconds * (event->n_runs - all) /
                        CLAMP (ceil (event->n_runs - all), 1.0, (double) self->n_at_once);
  event->images_per_second = sum (self->speed, self->n);
}

/* What a run tells of itself becomes what is known of all. */
static void
on_event (MienEvent *event, guint number, gpointer data)
{
  Tally *self = data;

  g_mutex_lock (&self->lock);
  if (event->kind == MIEN_EVENT_PROGRESS)
    put_progress (self, event, number);
  else if (event->kind == MIEN_EVENT_RUN_STARTED || event->kind == MIEN_EVENT_RUN_FINISHED)
    self->done[number] = self->speed[number] = 0.0;
  g_mutex_unlock (&self->lock);
}

/* What the run trains: a trial's weights, and those that were searched for, follow from the trials
 * before it. */
static MienRecipe *
settle (const MienPlannedRun *run, const MienRecipe *recipe, const char *folder, GError **error)
{
  g_autoptr (MienRecipe) settled = NULL;

  if (run->trial >= 0)
    return mien_search_make_trial (recipe, folder, run->fold, (guint) run->trial, error);
  settled = mien_recipe_copy (run->recipe);
  return !run->searched || mien_search_give_best (recipe, folder, settled, error)
             ? g_steal_pointer (&settled)
             : NULL;
}

static gboolean
carry_out (Worker *self, guint number, GError **error)
{
  const MienStudyWork *work = self->work;
  const MienPlannedRun *run = g_ptr_array_index (work->plan, number);
  g_autoptr (MienRecipe) settled = settle (run, work->recipe, work->folder, error);

  return settled != NULL &&
         mien_run_execute_arm (settled, run->arm, run->folder, work->corrections, work->base,
                               work->resume, self->threads, work->cache, self->control,
                               (int) number, (int) work->plan->len, error);
}

static gpointer
work (gpointer data)
{
  Worker *self = data;
  GCancellable *stop = mien_control_get_cancellable (self->control);
  MienTurn turn;
  guint run = 0;

  while (!g_cancellable_is_cancelled (stop) &&
         (turn = self->dealer->take (self->dealer->data, &run)) != MIEN_TURN_END) {
    g_autoptr (GError) why = NULL;

    if (turn == MIEN_TURN_WAIT) {
      g_usleep (NAP_US);
      continue;
    }
    carry_out (self, run, &why);
    self->dealer->settle (self->dealer->data, run, why);
  }
  return NULL;
}

static MienTurn
take (gpointer data, guint *run)
{
  return mien_agenda_take (data, run);
}

static void
settle_run (gpointer data, guint run, const GError *why)
{
  mien_agenda_settle (data, run, why);
}

int
mien_together_count_threads (const MienTogether *self, const MienRecipe *recipe)
{
  int threads = recipe->threads;

  if (threads == 0)
    threads = self->ranks != NULL && self->ranks->threads > 0 ? self->ranks->threads
                                                              : (int) g_get_num_processors ();
  return MAX (threads / self->jobs, 1);
}

/* The first of the workers is this thread. */
static void
work_all (Worker *workers, guint n)
{
  g_autofree GThread **threads = g_new0 (GThread *, n);

  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_new ("mien-run", work, &workers[i]);
  work (&workers[0]);
  for (guint i = 1; i < n; i++)
    g_thread_join (threads[i]);
}

void
mien_study_work (const MienStudyWork *self, MienControl *control)
{
  const MienTogether *together = self->together;
  guint n = CLAMP ((guint) together->jobs, 1, MAX (self->plan->len, 1));
  int ranks = together->ranks != NULL ? together->ranks->n_ranks : 1;
  MienDealer own = {take, settle_run, self->agenda};
  g_autofree double *done = g_new0 (double, n), *speed = g_new0 (double, n);
  g_autofree Worker *workers = g_new (Worker, n);
  Tally tally = {
      .agenda = self->agenda, .n = n, .n_at_once = (int) n * ranks, .done = done, .speed = speed};

  g_mutex_init (&tally.lock);
  g_autoptr (GPtrArray) controls = mien_control_split (control, n, on_event, &tally);
  for (guint i = 0; i < n; i++)
    workers[i] = (Worker){.work = self,
                          .dealer = self->agenda != NULL ? &own : &together->ranks->dealer,
                          .control = g_ptr_array_index (controls, i),
                          .threads = mien_together_count_threads (together, self->recipe)};
  work_all (workers, n);
  g_clear_pointer (&controls, g_ptr_array_unref);
  g_mutex_clear (&tally.lock);
}
