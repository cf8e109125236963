#include "engine/samples/files/problem.h"

MienProblem *
mien_problem_new (const char *path, const char *format, ...)
{
  MienProblem *self = g_new0 (MienProblem, 1);
  va_list args;

  va_start (args, format);
  self->path = g_strdup (path);
  self->what = g_strdup_vprintf (format, args);
  va_end (args);
  self->samples = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
mien_problem_add_sample (MienProblem *self, guint sample)
{
  g_array_append_val (self->samples, sample);
}

MienProblem *
mien_problem_copy (const MienProblem *self)
{
  MienProblem *copy = mien_problem_new (self->path, "%s", self->what);

  g_array_append_vals (copy->samples, self->samples->data, self->samples->len);
  return copy;
}

void
mien_problem_free (MienProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->what);
  g_array_unref (self->samples);
  g_free (self);
}
