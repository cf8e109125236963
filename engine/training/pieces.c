#include "engine/training/pieces.h"

#include <math.h>
#include <string.h>

enum {
  PIECE = 65536, /* numbers */
  LANES = 16
};

struct _MienPieces {
  GArray *pieces;  /* of MienPiece */
  double *results; /* [pieces] what each one found */
};

/* By how far into its parameter a piece lies: the pool's workers take runs of neighbours, and a
 * layer cuts its gradient into runs of rows, so that who made a gradient most often uses it too. */
static int
compare_places (gconstpointer a, gconstpointer b)
{
  const MienPiece *left = a, *right = b;
  double x = (double) left->first / (double) left->parameter->len;
  double y = (double) right->first / (double) right->parameter->len;

  return x < y ? -1 : x > y ? 1 : (left->number > right->number) - (left->number < right->number);
}

MienPieces *
mien_pieces_new (GPtrArray *parameters)
{
  MienPieces *self = g_new (MienPieces, 1);

  self->pieces = g_array_new (FALSE, FALSE, sizeof (MienPiece));
  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    for (gsize first = 0; first < parameter->len; first += PIECE) {
      MienPiece piece = {i, parameter, first, MIN (first + PIECE, parameter->len), 0};

      g_array_append_val (self->pieces, piece);
    }
  }
  g_array_sort (self->pieces, compare_places);
  for (guint i = 0; i < self->pieces->len; i++)
    g_array_index (self->pieces, MienPiece, i).place = i;
  self->results = g_new0 (double, MAX (self->pieces->len, 1));
  return self;
}

void
mien_pieces_free (MienPieces *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->pieces);
  g_free (self->results);
  g_free (self);
}

guint
mien_pieces_get_n (const MienPieces *self)
{
  return self->pieces->len;
}

const MienPiece *
mien_pieces_get (const MienPieces *self, guint place)
{
  return &g_array_index (self->pieces, MienPiece, place);
}

typedef struct {
  MienPieces *self;
  MienPieceFunc func;
  gpointer data;
} Job;

static void
run_piece (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  const Job *job = data;

  job->func (&g_array_index (job->self->pieces, MienPiece, (guint) chunk), job->data);
}

void
mien_pieces_run (MienPieces *self, MienPool *pool, MienPieceFunc func, gpointer data)
{
  Job job = {self, func, data};

  mien_pool_run (pool, (int) self->pieces->len, run_piece, &job);
}

static void
square_piece (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  MienPieces *self = data;
  const MienPiece *piece = &g_array_index (self->pieces, MienPiece, (guint) chunk);
  const float *g = piece->parameter->grad;
  double lanes[LANES] = {0}, sum = 0.0;
  gsize i = piece->first;

  for (; i + LANES <= piece->last; i += LANES)
    for (int k = 0; k < LANES; k++)
      lanes[k] += (double) g[i + (gsize) k] * (double) g[i + (gsize) k];
  for (; i < piece->last; i++)
    sum += (double) g[i] * (double) g[i];
  for (int k = 0; k < LANES; k++)
    sum += lanes[k];
  self->results[chunk] = sum;
}

double
mien_pieces_norm (MienPieces *self, MienPool *pool)
{
  double sum = 0.0;

  mien_pool_run (pool, (int) self->pieces->len, square_piece, self);
  for (guint i = 0; i < self->pieces->len; i++)
    sum += self->results[i];
  return sqrt (sum);
}

/* Without its sign, what is not finite has bits above those of the largest number. */
static void
check_piece (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  MienPieces *self = data;
  const MienPiece *piece = &g_array_index (self->pieces, MienPiece, (guint) chunk);
  const float *g = piece->parameter->grad;
  gint32 found = 0;

  for (gsize i = piece->first; i < piece->last; i++) {
    gint32 bits;

    memcpy (&bits, &g[i], sizeof bits);
    found |= (bits & 0x7fffffff) > 0x7f7fffff;
  }
  self->results[chunk] = found;
}

const MienParameter *
mien_pieces_find_not_finite (MienPieces *self, MienPool *pool)
{
  const MienPiece *last = NULL;

  mien_pool_run (pool, (int) self->pieces->len, check_piece, self);
  for (guint i = 0; i < self->pieces->len; i++) {
    const MienPiece *piece = &g_array_index (self->pieces, MienPiece, i);

    if (self->results[i] > 0.0 && (last == NULL || piece->number > last->number))
      last = piece;
  }
  return last != NULL ? last->parameter : NULL;
}
