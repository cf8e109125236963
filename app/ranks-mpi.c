/* Ranks over MPI. One thread of each process makes all calls, from the first to the last; it looks
 * for messages a few hundred times a second, as MPI's own waiting would keep a core busy. Rank 0
 * answers the questions of the others from its agenda. */
#include "app/console.h"
#include "app/ranks.h"
#include "engine/core/error.h"

#include <mpi.h>
#include <unistd.h>

#define PERIOD_US (G_USEC_PER_SEC / 400)

typedef enum {
  ASK,     /* to rank 0: for a run; text: the stamp */
  SETTLE,  /* to rank 0: how a run ended; text: why it failed, else empty */
  STOPPED, /* to rank 0: somebody stopped this rank */
  BYE,     /* to rank 0: its last; turn: whether it did what it was asked for */
  ANSWER,  /* from rank 0: turn, run */
  STOP,    /* from rank 0 */
  END,     /* from rank 0: all are done */
} Kind;

typedef struct {
  int kind, turn;
  guint run;
  int code; /* of the error */
  char domain[64];
  char text[800];
} Message;

typedef struct {
  Message message;
  int to;
} Letter;

typedef struct {
  MienRanks ranks;
  guint n_launched;
  int n_local; /* ranks of this machine */
  GThread *thread;
  GMutex asking; /* one question at a time */
  GMutex lock;   /* for all below */
  GCond changed;
  GQueue letters; /* of Letter, to be sent */
  gboolean ready, stopped, over;
  GError *error; /* why it cannot begin */
  MienAgenda *agenda;
  MienControl *control;
  char *stamp;
  gboolean answered;
  Message answer;
  gboolean *refused; /* [n_ranks] takes no part */
  int n_gone;
} Mpi;

static void
post (Mpi *self, int to, const Message *message)
{
  Letter *letter = g_new (Letter, 1);

  *letter = (Letter){*message, to};
  g_queue_push_tail (&self->letters, letter);
  g_cond_broadcast (&self->changed);
}

static void
post_all (Mpi *self, Kind kind)
{
  for (int i = 1; i < self->ranks.n_ranks; i++)
    post (self, i, &(Message){.kind = kind});
}

static void
stop (Mpi *self)
{
  self->stopped = TRUE;
  if (self->control != NULL)
    mien_control_send (self->control, MIEN_COMMAND_STOP);
  g_cond_broadcast (&self->changed);
}

static void
refuse (Mpi *self, int from, const char *why)
{
  g_autofree char *text = NULL;

  if (self->refused[from])
    return;
  self->refused[from] = TRUE;
  text = g_strdup_printf ("rank %d %s, and takes no part", from, why);
  mien_console_warn (text);
}

static void
answer (Mpi *self, int from, const Message *question)
{
  Message told = {.kind = ANSWER, .turn = MIEN_TURN_WAIT};

  if (self->over || self->stopped) {
    told.turn = MIEN_TURN_END;
  } else if (self->stamp != NULL && !g_str_equal (self->stamp, question->text)) {
    refuse (self, from, "sees other data or another recipe than rank 0");
    told.turn = MIEN_TURN_END;
  } else if (self->agenda != NULL) {
    told.turn = (int) mien_agenda_take (self->agenda, &told.run);
  }
  post (self, from, &told);
}

static void
settle_for (Mpi *self, const Message *told)
{
  g_autoptr (GError) why = NULL;

  if (*told->text != '\0')
    why = g_error_new_literal (g_quark_from_string (told->domain), told->code, told->text);
  if (self->agenda != NULL && told->run < mien_agenda_get_n (self->agenda))
    mien_agenda_settle (self->agenda, told->run, why);
}

static void
say_bye (Mpi *self, int from, gboolean ok)
{
  if (!ok && !self->stopped)
    refuse (self, from, "could not begin or go on");
  self->n_gone++;
}

static void
obey (Mpi *self, int from, const Message *message)
{
  switch ((Kind) message->kind) {
  case ASK:
    answer (self, from, message);
    break;
  case SETTLE:
    settle_for (self, message);
    break;
  case STOPPED:
    stop (self);
    post_all (self, STOP);
    break;
  case BYE:
    say_bye (self, from, message->turn);
    break;
  case ANSWER:
    self->answer = *message;
    self->answered = TRUE;
    g_cond_broadcast (&self->changed);
    break;
  case STOP:
    stop (self);
    break;
  case END:
    self->over = TRUE;
    break;
  }
}

static gboolean
receive (Message *message, int *from)
{
  MPI_Status status;
  int there = 0;

  MPI_Iprobe (MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
  if (!there)
    return FALSE;
  *from = status.MPI_SOURCE;
  MPI_Recv (message, sizeof *message, MPI_BYTE, *from, status.MPI_TAG, MPI_COMM_WORLD,
            MPI_STATUS_IGNORE);
  return TRUE;
}

/* Rank 0 stays until all others said goodbye, and they until it says that this is so. */
static gboolean
is_done (const Mpi *self)
{
  return self->over && (self->ranks.rank > 0 || self->n_gone == self->ranks.n_ranks - 1);
}

static void
send_letters (Mpi *self)
{
  Letter *letter;

  while ((letter = g_queue_pop_head (&self->letters)) != NULL) {
    MPI_Send (&letter->message, sizeof letter->message, MPI_BYTE, letter->to, 0, MPI_COMM_WORLD);
    g_free (letter);
  }
}

static void
exchange (Mpi *self)
{
  g_mutex_lock (&self->lock);
  while (!is_done (self)) {
    Message message;
    int from;

    while (receive (&message, &from))
      obey (self, from, &message);
    send_letters (self);
    if (!is_done (self))
      g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + PERIOD_US);
  }
  if (self->ranks.rank == 0)
    post_all (self, END);
  send_letters (self);
  g_mutex_unlock (&self->lock);
}

static void
join (Mpi *self)
{
  MPI_Comm local;
  int granted;

  MPI_Init_thread (NULL, NULL, MPI_THREAD_FUNNELED, &granted);
  MPI_Comm_rank (MPI_COMM_WORLD, &self->ranks.rank);
  MPI_Comm_size (MPI_COMM_WORLD, &self->ranks.n_ranks);
  MPI_Comm_split_type (MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &local);
  MPI_Comm_size (local, &self->n_local);
  MPI_Comm_free (&local);
  self->refused = g_new0 (gboolean, self->ranks.n_ranks);
  if (granted < MPI_THREAD_FUNNELED)
    g_set_error_literal (&self->error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "This MPI was built without threads, which Mien needs");
  else if (self->ranks.n_ranks != (int) self->n_launched)
    g_set_error (&self->error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "The launcher started %u ranks, and MPI knows of %d; start them with the mpirun "
                 "of the MPI that Mien was built with",
                 self->n_launched, self->ranks.n_ranks);
}

static gpointer
talk (gpointer data)
{
  Mpi *self = data;

  join (self);
  gboolean ok = self->error == NULL;
  g_mutex_lock (&self->lock);
  self->ready = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  if (ok)
    exchange (self);
  MPI_Finalize ();
  return NULL;
}

static MienTurn
take (gpointer data, guint *run)
{
  Mpi *self = data;
  Message question = {.kind = ASK};
  MienTurn turn = MIEN_TURN_END;

  g_mutex_lock (&self->asking);
  g_mutex_lock (&self->lock);
  g_strlcpy (question.text, self->stamp, sizeof question.text);
  self->answered = FALSE;
  post (self, 0, &question);
  while (!self->answered && !self->stopped && !self->over)
    g_cond_wait (&self->changed, &self->lock);
  if (self->answered && !self->stopped) {
    turn = (MienTurn) self->answer.turn;
    *run = self->answer.run;
  }
  g_mutex_unlock (&self->lock);
  g_mutex_unlock (&self->asking);
  return turn;
}

static void
settle (gpointer data, guint run, const GError *why)
{
  Mpi *self = data;
  Message told = {.kind = SETTLE, .run = run};

  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    told.kind = STOPPED;
  } else if (why != NULL) {
    told.code = why->code;
    g_strlcpy (told.domain, g_quark_to_string (why->domain), sizeof told.domain);
    g_strlcpy (told.text, why->message, sizeof told.text);
  }
  g_mutex_lock (&self->lock);
  post (self, 0, &told);
  g_mutex_unlock (&self->lock);
}

static void
begin (gpointer data, MienAgenda *agenda, const char *stamp, MienControl *control)
{
  Mpi *self = data;

  g_mutex_lock (&self->lock);
  self->agenda = agenda;
  self->stamp = g_strdup (stamp);
  self->control = mien_control_ref (control);
  if (self->stopped)
    stop (self);
  g_mutex_unlock (&self->lock);
}

static guint
end (gpointer data)
{
  Mpi *self = data;
  guint n = 0;

  g_mutex_lock (&self->lock);
  self->agenda = NULL;
  self->over = TRUE;
  if (g_cancellable_is_cancelled (mien_control_get_cancellable (self->control)))
    post_all (self, STOP);
  for (int i = 0; i < self->ranks.n_ranks; i++)
    n += self->refused[i] ? 0 : 1;
  g_mutex_unlock (&self->lock);
  return n;
}

/* A launcher may have bound this process to some of the cores; else those of a machine share. */
static int
count_threads (const Mpi *self)
{
  int cores = (int) sysconf (_SC_NPROCESSORS_ONLN) / self->n_local;

  return CLAMP (cores, 1, (int) g_get_num_processors ());
}

static void
mpi_free (Mpi *self)
{
  g_thread_join (self->thread);
  g_clear_pointer (&self->control, mien_control_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->asking);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->refused);
  g_free (self->stamp);
  g_free (self);
}

MienRanks *
mien_ranks_open_mpi (guint n, GError **error)
{
  Mpi *self = g_new0 (Mpi, 1);

  self->n_launched = n;
  g_mutex_init (&self->asking);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->letters);
  self->thread = g_thread_new ("mien-mpi", talk, self);
  g_mutex_lock (&self->lock);
  while (!self->ready)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  if (self->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&self->error));
    mpi_free (self);
    return NULL;
  }
  self->ranks.threads = count_threads (self);
  self->ranks.dealer = (MienDealer){take, settle, self};
  self->ranks.begin = begin;
  self->ranks.end = end;
  self->ranks.data = self;
  return &self->ranks;
}

void
mien_ranks_close_mpi (MienRanks *ranks, gboolean ok)
{
  Mpi *self = ranks->data;

  g_mutex_lock (&self->lock);
  if (ranks->rank == 0)
    self->over = TRUE;
  else
    post (self, 0, &(Message){.kind = BYE, .turn = ok});
  g_mutex_unlock (&self->lock);
  mpi_free (self);
}
