#include "engine/training/average.h"

#include "engine/training/pieces.h"

struct _MienAverage {
  double decay;
  float now; /* the decay at this step */
  GPtrArray *parameters;
  MienPieces *pieces;
  GPtrArray *values; /* of float[len], one a parameter */
};

MienAverage *
mien_average_new (double decay, MienNetwork *network)
{
  MienAverage *self = g_new0 (MienAverage, 1);

  self->decay = decay;
  self->parameters = g_ptr_array_ref (mien_network_get_parameters (network));
  self->pieces = mien_pieces_new (self->parameters);
  self->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (self->parameters, i);

    g_ptr_array_add (self->values, g_memdup2 (parameter->value, parameter->len * sizeof (float)));
  }
  return self;
}

void
mien_average_free (MienAverage *self)
{
  if (self == NULL)
    return;

  mien_pieces_free (self->pieces);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->parameters);
  g_free (self);
}

static void
update_piece (const MienPiece *piece, gpointer data)
{
  const MienAverage *self = data;
  float *average = g_ptr_array_index (self->values, piece->number);
  const float *value = piece->parameter->value;

  for (gsize i = piece->first; i < piece->last; i++)
    average[i] = self->now * average[i] + (1.0f - self->now) * value[i];
}

void
mien_average_update (MienAverage *self, MienPool *pool, gint64 t)
{
  self->now = (float) MIN (self->decay, (1.0 + (double) t) / (10.0 + (double) t));
  mien_pieces_run (self->pieces, pool, update_piece, self);
}

void
mien_average_swap (MienAverage *self)
{
  for (guint i = 0; i < self->parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (self->parameters, i);
    float *average = g_ptr_array_index (self->values, i);

    for (gsize k = 0; k < parameter->len; k++) {
      float value = parameter->value[k];

      parameter->value[k] = average[k];
      average[k] = value;
    }
  }
}

float *
mien_average_get (MienAverage *self, guint number)
{
  return g_ptr_array_index (self->values, number);
}
