#include "engine/training/gradients.h"

#include "engine/core/error.h"
#include "engine/training/pieces.h"

#include <string.h>

enum {
  LANES = 16
};

struct _MienGradients {
  MienNetwork *network;
  guint n_tasks, n_stages;
  GPtrArray *shared, *own; /* of MienParameter: those that learn */
  MienPieces *shared_pieces, *own_pieces;
  gsize len;         /* numbers of the shared ones */
  gsize *offsets;    /* [shared] where each starts in a gradient */
  guint *stage_of;   /* [shared] */
  GPtrArray *stages; /* of char *, interned */
  float *gradients;  /* [n_tasks,len] */
  gboolean *there;   /* [n_tasks] as measured last */
  double *products;  /* [pieces,n_tasks,n_tasks] */
  double *grams;     /* [n_stages,n_tasks,n_tasks] */

  guint task; /* of the work at hand */
  const float *heads, *weights;
};

static gsize
n_pairs (const MienGradients *self)
{
  return (gsize) self->n_tasks * self->n_tasks;
}

static guint
find_stage (MienGradients *self, const MienParameter *parameter)
{
  const char *name = mien_network_find_stage (self->network, parameter);
  guint stage;

  if (!g_ptr_array_find (self->stages, name, &stage)) {
    stage = self->stages->len;
    g_ptr_array_add (self->stages, (gpointer) name);
  }
  return stage;
}

static void
collect (MienGradients *self)
{
  GPtrArray *parameters = mien_network_get_parameters (self->network);

  self->offsets = g_new0 (gsize, parameters->len);
  self->stage_of = g_new0 (guint, parameters->len);
  for (guint i = 0; i < parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (parameters, i);

    if (parameter->trainable && parameter->task >= 0)
      g_ptr_array_add (self->own, parameter);
    if (!parameter->trainable || parameter->task >= 0)
      continue;
    self->offsets[self->shared->len] = self->len;
    self->stage_of[self->shared->len] = find_stage (self, parameter);
    self->len += parameter->len;
    g_ptr_array_add (self->shared, parameter);
  }
  g_ptr_array_add (self->stages, (gpointer) "all");
  self->n_stages = self->stages->len;
  g_ptr_array_add (self->stages, NULL);
}

MienGradients *
mien_gradients_new (MienNetwork *network, GError **error)
{
  g_autoptr (MienGradients) self = g_new0 (MienGradients, 1);

  self->network = network;
  self->n_tasks = mien_network_get_tasks (network)->len;
  self->shared = g_ptr_array_new ();
  self->own = g_ptr_array_new ();
  self->stages = g_ptr_array_new ();
  collect (self);
  self->shared_pieces = mien_pieces_new (self->shared);
  self->own_pieces = mien_pieces_new (self->own);
  self->there = g_new0 (gboolean, self->n_tasks);
  self->products = g_new0 (double, (mien_pieces_get_n (self->shared_pieces) + 1) * n_pairs (self));
  self->grams = g_new0 (double, self->n_stages *n_pairs (self));
  self->gradients = g_try_new (float, MAX (self->len, 1) * self->n_tasks);
  if (self->gradients != NULL)
    return g_steal_pointer (&self);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_NO_MEMORY,
               "There is no memory for the gradients of %u tasks by %" G_GSIZE_FORMAT
               " shared parameters; choose fewer tasks or a smaller network",
               self->n_tasks, self->len);
  return NULL;
}

void
mien_gradients_free (MienGradients *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->shared_pieces, mien_pieces_free);
  g_clear_pointer (&self->own_pieces, mien_pieces_free);
  g_ptr_array_unref (self->shared);
  g_ptr_array_unref (self->own);
  g_ptr_array_unref (self->stages);
  g_free (self->offsets);
  g_free (self->stage_of);
  g_free (self->there);
  g_free (self->products);
  g_free (self->grams);
  g_free (self->gradients);
  g_free (self);
}

gsize
mien_gradients_get_bytes (const MienGradients *self)
{
  return self->len * self->n_tasks * sizeof (float);
}

const char *const *
mien_gradients_get_stages (const MienGradients *self)
{
  return (const char *const *) self->stages->pdata;
}

guint
mien_gradients_get_n_stages (const MienGradients *self)
{
  return self->n_stages;
}

const double *
mien_gradients_get_grams (const MienGradients *self)
{
  return self->grams;
}

/* Where the gradient of @task has the numbers of @piece. */
static float *
gradient_at (const MienGradients *self, guint task, const MienPiece *piece)
{
  return self->gradients + (gsize) task * self->len + self->offsets[piece->number] + piece->first;
}

static void
keep_piece (const MienPiece *piece, gpointer data)
{
  const MienGradients *self = data;

  memcpy (gradient_at (self, self->task, piece), piece->parameter->grad + piece->first,
          (piece->last - piece->first) * sizeof (float));
}

static double
dot (const float *a, const float *b, gsize n)
{
  double lanes[LANES] = {0}, sum = 0.0;
  gsize i = 0;

  for (; i + LANES <= n; i += LANES)
    for (int k = 0; k < LANES; k++)
      lanes[k] += (double) a[i + (gsize) k] * (double) b[i + (gsize) k];
  for (; i < n; i++)
    sum += (double) a[i] * (double) b[i];
  for (int k = 0; k < LANES; k++)
    sum += lanes[k];
  return sum;
}

static void
multiply_piece (const MienPiece *piece, gpointer data)
{
  const MienGradients *self = data;
  double *products = self->products + piece->place * n_pairs (self);

  for (guint i = 0; i < self->n_tasks; i++)
    for (guint j = 0; j <= i; j++)
      if (self->there[i] && self->there[j])
        products[i * self->n_tasks + j] = dot (
            gradient_at (self, i, piece), gradient_at (self, j, piece), piece->last - piece->first);
      else
        products[i * self->n_tasks + j] = 0.0;
}

/* Both halves of each matrix, stage by stage; then their sum. */
static void
add_products (MienGradients *self)
{
  double *all = self->grams + (self->n_stages - 1) * n_pairs (self);

  memset (self->grams, 0, self->n_stages * n_pairs (self) * sizeof (double));
  for (guint p = 0; p < mien_pieces_get_n (self->shared_pieces); p++) {
    guint stage = self->stage_of[mien_pieces_get (self->shared_pieces, p)->number];
    const double *products = self->products + p * n_pairs (self);
    double *gram = self->grams + stage * n_pairs (self);

    for (guint i = 0; i < self->n_tasks; i++)
      for (guint j = 0; j <= i; j++)
        gram[i * self->n_tasks + j] += products[i * self->n_tasks + j];
  }
  for (guint s = 0; s < self->n_stages; s++) {
    double *gram = self->grams + s * n_pairs (self);

    for (guint i = 0; i < self->n_tasks; i++)
      for (guint j = 0; j <= i; j++) {
        gram[j * self->n_tasks + i] = gram[i * self->n_tasks + j];
        if (s + 1 < self->n_stages)
          all[i * self->n_tasks + j] += gram[i * self->n_tasks + j];
      }
  }
}

void
mien_gradients_measure (MienGradients *self,
                        MienPool *pool,
                        const gboolean *takes_part,
                        const float *signs)
{
  g_autofree float *heads = g_new (float, self->n_tasks);
  g_autofree float *only = g_new0 (float, self->n_tasks);

  memcpy (self->there, takes_part, self->n_tasks * sizeof (gboolean));
  for (guint t = 0; t < self->n_tasks; t++)
    heads[t] = 1.0f;
  for (self->task = 0; self->task < self->n_tasks; self->task++) {
    if (!takes_part[self->task])
      continue;
    only[self->task] = signs[self->task];
    mien_network_backward (self->network, pool, heads, only);
    only[self->task] = 0.0f;
    mien_pieces_run (self->shared_pieces, pool, keep_piece, self);
  }
  mien_pieces_run (self->shared_pieces, pool, multiply_piece, self);
  add_products (self);
}

static void
combine_piece (const MienPiece *piece, gpointer data)
{
  const MienGradients *self = data;
  float *to = piece->parameter->grad + piece->first;
  gsize n = piece->last - piece->first;

  memset (to, 0, n * sizeof (float));
  for (guint t = 0; t < self->n_tasks; t++) {
    const float *gradient = gradient_at (self, t, piece);
    float weight = self->weights[t];

    for (gsize i = 0; self->there[t] && i < n; i++)
      to[i] += weight * gradient[i];
  }
}

static void
scale_piece (const MienPiece *piece, gpointer data)
{
  const MienGradients *self = data;
  float weight = self->heads[piece->parameter->task];

  for (gsize i = piece->first; i < piece->last; i++)
    piece->parameter->grad[i] *= weight;
}

void
mien_gradients_combine (MienGradients *self,
                        MienPool *pool,
                        const float *heads,
                        const float *shared)
{
  self->heads = heads;
  self->weights = shared;
  mien_pieces_run (self->shared_pieces, pool, combine_piece, self);
  mien_pieces_run (self->own_pieces, pool, scale_piece, self);
}
