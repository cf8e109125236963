#include "engine/training/conflict.h"

#include <math.h>
#include <string.h>

struct _MienConflict {
  guint n_tasks, main_task, n_stages;
  char **stages;
  gsize n;         /* numbers of all that follows, which lies in one block */
  double *steps;   /* [1] */
  double *helped;  /* [n_tasks] steps */
  double *cosines; /* [n_stages,n_tasks,n_tasks] sums */
  double *counts;  /* the same: of how many */
};

MienConflict *
mien_conflict_new (guint n_tasks, guint main_task, const char *const *stages)
{
  MienConflict *self = g_new0 (MienConflict, 1);
  guint n_stages = g_strv_length ((char **) stages);
  gsize n_pairs = (gsize) n_stages * n_tasks * n_tasks;

  *self = (MienConflict){.n_tasks = n_tasks, .main_task = main_task, .n_stages = n_stages};
  self->stages = g_strdupv ((char **) stages);
  self->n = 1 + n_tasks + 2 * n_pairs;
  self->steps = g_new0 (double, self->n);
  self->helped = self->steps + 1;
  self->cosines = self->helped + n_tasks;
  self->counts = self->cosines + n_pairs;
  return self;
}

MienConflict *
mien_conflict_copy (const MienConflict *self)
{
  MienConflict *copy =
      mien_conflict_new (self->n_tasks, self->main_task, (const char *const *) self->stages);

  memcpy (copy->steps, self->steps, self->n * sizeof (double));
  return copy;
}

void
mien_conflict_free (MienConflict *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->stages);
  g_free (self->steps);
  g_free (self);
}

double
mien_conflict_cosine (const double *gram, guint n, guint a, guint b)
{
  double lengths = sqrt (gram[a * n + a]) * sqrt (gram[b * n + b]);

  return lengths > 0.0 ? CLAMP (gram[a * n + b] / lengths, -1.0, 1.0) : (double) NAN;
}

void
mien_conflict_add (MienConflict *self, const double *grams)
{
  gsize n_pairs = (gsize) self->n_tasks * self->n_tasks;

  for (guint s = 0; s < self->n_stages; s++)
    for (guint a = 0; a < self->n_tasks; a++)
      for (guint b = 0; b < self->n_tasks; b++) {
        double cosine = mien_conflict_cosine (grams + s * n_pairs, self->n_tasks, a, b);
        gsize at = s * n_pairs + a * self->n_tasks + b;

        if (!isfinite (cosine))
          continue;
        self->cosines[at] += cosine;
        self->counts[at] += 1.0;
        if (s == self->n_stages - 1 && b == self->main_task && cosine > 0.0)
          self->helped[a] += 1.0;
      }
  *self->steps += 1.0;
}

double *
mien_conflict_get_state (MienConflict *self, gsize *n)
{
  *n = self->n;
  return self->steps;
}

const char *const *
mien_conflict_get_stages (const MienConflict *self)
{
  return (const char *const *) self->stages;
}

guint
mien_conflict_get_n_tasks (const MienConflict *self)
{
  return self->n_tasks;
}

gint64
mien_conflict_count_steps (const MienConflict *self)
{
  return (gint64) *self->steps;
}

static gsize
place (const MienConflict *self, guint stage, guint a, guint b)
{
  return ((gsize) stage * self->n_tasks + a) * self->n_tasks + b;
}

double
mien_conflict_get_cosine (const MienConflict *self, guint stage, guint a, guint b)
{
  gsize at = place (self, stage, a, b);

  return self->counts[at] > 0.0 ? self->cosines[at] / self->counts[at] : (double) NAN;
}

double
mien_conflict_get_helped (const MienConflict *self, guint task)
{
  double n = self->counts[place (self, self->n_stages - 1, task, self->main_task)];

  return n > 0.0 ? self->helped[task] / n : (double) NAN;
}
