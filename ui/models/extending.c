#include "ui/models/extending.h"

#include <glib/gi18n.h>
#include <math.h>

void
mien_extending_begin (MienExtending *self, const MienRecipe *recipe)
{
  *self = (MienExtending){.schedule = recipe->optimizer.schedule,
                          .rate = recipe->optimizer.lr,
                          .epochs = recipe->epochs};
}

gboolean
mien_extending_follow (MienExtending *self, const MienEvent *event)
{
  switch (event->kind) {
  case MIEN_EVENT_RATE:
    self->rate = event->value;
    return TRUE;
  case MIEN_EVENT_EXTENDED:
    self->epochs = (int) event->value;
    return TRUE;
  case MIEN_EVENT_PROGRESS:
    self->step = event->step;
    return TRUE;
  case MIEN_EVENT_POINT:
    if (g_strcmp0 (event->metric, "lr") != 0 || g_strcmp0 (event->split, "train") != 0 ||
        event->epoch < 1)
      return FALSE;
    self->epoch_steps = (int) (event->step / event->epoch);
    return TRUE;
  default:
    return FALSE;
  }
}

static double
rate_over (const MienExtending *self, int epochs)
{
  return mien_schedule_rate (&self->schedule, self->rate, self->step, self->epoch_steps,
                             (gint64) self->epoch_steps * epochs);
}

char *
mien_extending_words (const MienExtending *self, int more)
{
  gboolean follows =
      self->schedule.kind == MIEN_SCHEDULE_COSINE || self->schedule.kind == MIEN_SCHEDULE_ONE_CYCLE;
  int epochs = self->epochs + more;

  if (!follows)
    return g_strdup (_ ("The learning rate goes on as it would have."));
  if (self->epoch_steps < 1)
    return g_strdup_printf (ngettext ("The schedule of the learning rate is spread over %d epoch "
                                      "then, so that it jumps up.",
                                      "The schedule of the learning rate is spread over %d epochs "
                                      "then, so that it jumps up.",
                                      epochs),
                            epochs);
  /* Translators: two learning rates, and a number of epochs. */
  return g_strdup_printf (ngettext ("The learning rate goes on at %.2g instead of %.2g, as its "
                                    "schedule is spread over %d epoch now.",
                                    "The learning rate goes on at %.2g instead of %.2g, as its "
                                    "schedule is spread over %d epochs now.",
                                    epochs),
                          rate_over (self, epochs), rate_over (self, self->epochs), epochs);
}
