#include "engine/samples/files/progress.h"

gboolean
mien_progress_tell (const MienProgress *self, const char *doing, double fraction, GError **error)
{
  if (self->func != NULL)
    self->func (doing, fraction, self->data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}
