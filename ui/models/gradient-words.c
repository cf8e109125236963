#include "ui/models/gradient-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* Takes over @part. */
static void
append_part (GString *text, char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

static char *
finish (GString *text)
{
  return g_string_free (text, text->len == 0);
}

/* (transfer full) (nullable): of one task */
static char *
describe_task (const MienCurve *cosines, const char *main)
{
  guint measured = 0, helped = 0;

  for (guint i = 0; i < cosines->y->len; i++) {
    double cosine = g_array_index (cosines->y, double, i);

    measured += isfinite (cosine) ? 1 : 0;
    helped += cosine > 0.0 ? 1 : 0;
  }
  if (measured == 0)
    return NULL;

  double share = 100.0 * helped / measured;

  if (2 * helped >= measured)
    /* Translators: a task's name and a percentage. */
    return g_strdup_printf (_ ("%s helped on %.0f %% of the steps"), cosines->task, share);
  /* Translators: an auxiliary task's name, the main task's, and a percentage. */
  return g_strdup_printf (_ ("%s fights %s on %.0f %% of the steps"), cosines->task, main,
                          100.0 - share);
}

char *
mien_gradient_words (MienCurveLog *log, const char *main)
{
  GPtrArray *tasks = mien_curve_log_get_tasks (log);
  GString *text = g_string_new (NULL);

  for (guint t = 0; t < tasks->len; t++) {
    const char *task = g_ptr_array_index (tasks, t);
    MienCurve *cosines = mien_curve_log_find (log, task, "train", "gradient-cosine");
    char *part =
        cosines != NULL && g_strcmp0 (task, main) != 0 ? describe_task (cosines, main) : NULL;

    if (part != NULL)
      append_part (text, part);
  }
  return finish (text);
}

char *
mien_fallback_words (MienCurveLog *log, const char *method)
{
  MienCurve *curve = mien_curve_log_find (log, "total", "train", "fell-back");
  guint n = 0;

  for (guint i = 0; curve != NULL && i < curve->y->len; i++)
    n += g_array_index (curve->y, double, i) > 0.0 ? 1 : 0;
  if (n == 0)
    return NULL;
  /* Translators: the name of a weighting method, and how often it found no solution. */
  return g_strdup_printf (ngettext ("%s found no solution on %u step and weighed all tasks alike "
                                    "there.",
                                    "%s found no solution on %u steps and weighed all tasks alike "
                                    "there.",
                                    n),
                          method, n);
}
