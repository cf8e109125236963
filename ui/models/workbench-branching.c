/* The part of the workbench that goes on from a run in several ways, one after the other. */
#include "ui/models/workbench-private.h"

GPtrArray *
mien_workbench_get_branches (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->branches;
}
