#include "engine/training/losses/softmax.h"

#include <math.h>

MienSoftmax
mien_softmax_measure (const float *logits, int width)
{
  MienSoftmax self = {.z = logits, .width = width, .largest = (double) logits[0]};

  for (int k = 1; k < width; k++)
    self.largest = MAX (self.largest, (double) logits[k]);
  for (int k = 0; k < width; k++) {
    self.sum += exp ((double) logits[k] - self.largest);
    self.mean += ((double) logits[k] - self.largest) / width;
  }
  return self;
}

double
mien_softmax_p (const MienSoftmax *self, int k)
{
  return exp ((double) self->z[k] - self->largest) / self->sum;
}

double
mien_softmax_log_p (const MienSoftmax *self, int k)
{
  return (double) self->z[k] - self->largest - log (self->sum);
}

double
mien_focal (double log_p, double gamma, double *slope)
{
  double p = exp (log_p), rest = -expm1 (log_p);
  double factor = pow (rest, gamma);
  double steepness = rest > 0.0 ? log_p / rest : -1.0; /* its limit where p is 1 */

  *slope = factor * (1.0 - gamma * p * steepness);
  return -factor * log_p;
}
