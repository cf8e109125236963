/* What a person says of runs: to the store at once, into the list as it is read anew. */
#include "ui/models/workbench-private.h"

gboolean
mien_workbench_say (MienWorkbench *self, GPtrArray *sayings, guint *n_changed, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  if (!mien_store_say (self->store, sayings, n_changed, error))
    return FALSE;
  mien_workbench_refresh_runs (self);
  return TRUE;
}

gboolean
mien_workbench_unsay (MienWorkbench *self, guint *n_changed, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  if (!mien_store_unsay (self->store, n_changed, error))
    return FALSE;
  mien_workbench_refresh_runs (self);
  return TRUE;
}

gboolean
mien_workbench_resay (MienWorkbench *self, guint *n_changed, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  if (!mien_store_resay (self->store, n_changed, error))
    return FALSE;
  mien_workbench_refresh_runs (self);
  return TRUE;
}
