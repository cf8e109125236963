#include "tests/engine/training/weighting/weighing.h"

#include <string.h>

void
weighing_init (Weighing *self, const char *method, const double *options, int n)
{
  *self = (Weighing){.n = n};
  self->weighting = mien_weighting_new (mien_weighting_find (method), options, n);
  for (int i = 0; i < n; i++) {
    self->losses[i] = self->given[i] = self->gram[i * n + i] = 1.0;
    self->takes_part[i] = TRUE;
  }
  self->input = (MienWeightingInput){.takes_part = self->takes_part,
                                     .losses = self->losses,
                                     .given = self->given,
                                     .gram = self->gram,
                                     .rate = 0.01,
                                     .seed = 1};
  self->result = (MienWeightingResult){.heads = self->heads, .shared = self->shared};
}

void
weighing_clear (Weighing *self)
{
  g_clear_pointer (&self->weighting, mien_weighting_free);
}

void
weighing_set_gradients (Weighing *self, const double *gradients, int dim)
{
  for (int i = 0; i < self->n; i++)
    for (int j = 0; j < self->n; j++) {
      double sum = 0.0;

      for (int k = 0; k < dim; k++)
        sum += gradients[i * dim + k] * gradients[j * dim + k];
      self->gram[i * self->n + j] = sum;
    }
}

void
weighing_set_losses (Weighing *self, const double *losses)
{
  memcpy (self->losses, losses, sizeof (double) * (gsize) self->n);
}

void
weighing_weigh (Weighing *self)
{
  mien_weighting_weigh (self->weighting, &self->input, &self->result);
}

void
weighing_look_again (Weighing *self, const double *losses)
{
  MienWeightingInput now = self->input;

  now.losses = losses;
  mien_weighting_look_again (self->weighting, &now);
}

double
weighing_total (const Weighing *self)
{
  double total = self->result.regulariser;

  for (int i = 0; i < self->n; i++)
    total += (double) self->heads[i] * self->losses[i];
  return total;
}

void
weighing_combine (const Weighing *self, const double *gradients, int dim, double *d)
{
  for (int k = 0; k < dim; k++) {
    d[k] = 0.0;
    for (int i = 0; i < self->n; i++)
      d[k] += (double) self->shared[i] * gradients[i * dim + k];
  }
}

void
assert_near (const float *weights, const double *expected, int n)
{
  for (int i = 0; i < n; i++)
    assert_close ((double) weights[i], expected[i]);
}

void
assert_close (double value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1.2e-6);
}
