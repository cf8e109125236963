#include "engine/network/task.h"

#include <math.h>

MienTask *
mien_task_new (const char *name, MienKind kind, const char *const *names, int width)
{
  MienTask *self = g_new0 (MienTask, 1);

  self->name = g_strdup (name);
  self->kind = kind;
  self->names = g_strdupv ((char **) names);
  self->width = width;
  self->scale = 1.0;
  self->branch = g_strdup ("trunk");
  return self;
}

MienTask *
mien_task_copy (const MienTask *self)
{
  MienTask *copy =
      mien_task_new (self->name, self->kind, (const char *const *) self->names, self->width);

  copy->offset = self->offset;
  copy->scale = self->scale;
  copy->n_hidden = self->n_hidden;
  copy->hidden_width = self->hidden_width;
  g_free (copy->branch);
  copy->branch = g_strdup (self->branch);
  return copy;
}

void
mien_task_free (MienTask *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_strfreev (self->names);
  g_free (self->branch);
  g_free (self);
}

/* Around the largest logit, so that nothing overflows. */
static void
softmax (const float *logits, int n, float *out)
{
  double largest = (double) logits[0], sum = 0.0;

  for (int k = 1; k < n; k++)
    largest = MAX (largest, (double) logits[k]);
  for (int k = 0; k < n; k++)
    sum += exp ((double) logits[k] - largest);
  for (int k = 0; k < n; k++)
    out[k] = (float) (exp ((double) logits[k] - largest) / sum);
}

/**
 * mien_task_activate:
 * @logits: [width] what the head gives for one picture
 * @out: [width] probabilities, or values in the column's own unit; may be @logits
 */
void
mien_task_activate (const MienTask *self, const float *logits, float *out)
{
  switch (self->kind) {
  case MIEN_KIND_CLASS:
  case MIEN_KIND_DISTRIBUTION:
    softmax (logits, self->width, out);
    break;
  case MIEN_KIND_FLAGS:
    for (int k = 0; k < self->width; k++)
      out[k] = (float) (1.0 / (1.0 + exp (-(double) logits[k])));
    break;
  case MIEN_KIND_SCALAR:
  case MIEN_KIND_POINTS:
    for (int k = 0; k < self->width; k++)
      out[k] = (float) (self->offset + self->scale * (double) logits[k]);
    break;
  }
}

int
mien_largest (const float *values, int n)
{
  int best = 0;

  for (int k = 1; k < n; k++)
    if (values[k] > values[best])
      best = k;
  return best;
}

int
mien_task_truth (const MienTask *self, const float *label)
{
  if (isnan (label[0]))
    return -1;
  if (self->kind == MIEN_KIND_CLASS)
    return (int) label[0];

  int most = mien_largest (label, self->width);
  for (int k = 0; k < self->width; k++)
    if (k != most && label[k] == label[most])
      return -1;
  return most;
}
