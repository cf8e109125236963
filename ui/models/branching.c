#include "ui/models/branching.h"

#include "engine/core/error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

MienBranching *
mien_branching_new (const char *run, gint64 step)
{
  MienBranching *self = g_new0 (MienBranching, 1);

  self->run = g_strdup (run);
  self->step = step;
  self->arms = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_arm_free);
  return self;
}

void
mien_branching_free (MienBranching *self)
{
  if (self == NULL)
    return;
  g_free (self->run);
  g_ptr_array_unref (self->arms);
  g_free (self);
}

void
mien_branching_add (MienBranching *self,
                    const char *name,
                    const char *task,
                    double weight,
                    int epochs)
{
  g_autoptr (JsonObject) set = json_object_new ();
  MienArm *arm;

  if (epochs > 0)
    json_object_set_int_member (set, "epochs", epochs);
  arm = mien_arm_new (name, set);
  if (task != NULL && isfinite (weight))
    mien_branch_set_weight (arm, task, weight);
  else if (task != NULL)
    mien_branch_set_on (arm, task, FALSE);
  g_ptr_array_add (self->arms, arm);
}

/* (nullable): the checkpoint that is meant, among those that there are by now */
static const MienBranchPoint *
find_point (const MienBranching *self, GPtrArray *points, GError **error)
{
  for (guint i = 0; i < points->len; i++) {
    const MienBranchPoint *point = g_ptr_array_index (points, i);

    if (self->step < 0 ? point->last : !point->last && point->step == self->step)
      return point;
  }
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               _ ("There is nothing saved of %s to branch from yet. Let it train for a while."),
               self->run);
  return NULL;
}

typedef struct {
  MienBranching *branching;
  GStrv folders;
} Order;

static void
free_order (gpointer data)
{
  Order *order = data;

  mien_branching_free (order->branching);
  g_strfreev (order->folders);
  g_free (order);
}

static gboolean
make_all (const Order *order, const MienBranchPoint *point, GError **error)
{
  GPtrArray *arms = order->branching->arms;

  for (guint i = 0; i < arms->len; i++)
    if (!mien_branch_make (order->branching->run, point, g_ptr_array_index (arms, i),
                           order->folders[i], error))
      return FALSE;
  return TRUE;
}

static void
carry_out_on_thread (GTask *task,
                     gpointer source G_GNUC_UNUSED,
                     gpointer data,
                     GCancellable *cancellable G_GNUC_UNUSED)
{
  const Order *order = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) points = mien_branch_list_points (order->branching->run, &error);
  const MienBranchPoint *point =
      points != NULL ? find_point (order->branching, points, &error) : NULL;

  if (point != NULL && make_all (order, point, &error)) {
    g_task_return_int (task, (gssize) point->step);
    return;
  }
  /* Where nothing was made, nothing but the empty folder goes. */
  for (guint i = 0; order->folders[i] != NULL; i++)
    g_rmdir (order->folders[i]);
  g_task_return_error (task, error);
}

void
mien_branching_carry_out_async (MienBranching *self,
                                const char *const *folders,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  Order *order = g_new (Order, 1);

  *order = (Order){self, g_strdupv ((char **) folders)};
  g_task_set_task_data (task, order, free_order);
  g_task_run_in_thread (task, carry_out_on_thread);
}

gint64
mien_branching_carry_out_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
read_on_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer data,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  GPtrArray *points = mien_branch_list_points (data, &error);

  if (points != NULL)
    g_task_return_pointer (task, points, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
mien_branch_points_read_async (const char *run,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (run), g_free);
  g_task_run_in_thread (task, read_on_thread);
}

GPtrArray *
mien_branch_points_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
