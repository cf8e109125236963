/* The part of the workbench that goes on from a run in several ways. */
#include "ui/models/workbench-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

static void
free_branch (gpointer data)
{
  MienBranchRun *branch = data;

  g_free (branch->folder);
  g_free (branch->name);
  g_free (branch);
}

GPtrArray *
mien_workbench_get_branches (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->shown != NULL
             ? g_hash_table_lookup (self->branches, mien_queued_job_get_folder (self->shown))
             : NULL;
}

static void
fail (MienWorkbench *self, const GError *error)
{
  g_signal_emit_by_name (self, "branch-failed", error);
}

/* A branch is called as the person calls it, and by what it branched from. */
static void
name_branch (MienWorkbench *self, const char *run, const MienBranchRun *branch)
{
  g_autofree char *parent = g_path_get_basename (run);
  /* Translators: the name of a branch of a training, and the name of the training's folder. */
  g_autofree char *name = g_strdup_printf (_ ("%s (from %s)"), branch->name, parent);

  mien_store_set_name (self->store, branch->folder, name, NULL);
}

typedef struct {
  MienWorkbench *workbench;
  char *run;
  GPtrArray *branches; /* of MienBranchRun */
} Making;

/* They wait before all others; the first comes last, as each is put in front. */
static void
queue_branches (MienWorkbench *self, GPtrArray *branches)
{
  g_autoptr (GError) error = NULL;

  for (guint i = branches->len; i > 0 && error == NULL; i--) {
    const MienBranchRun *branch = g_ptr_array_index (branches, i - 1);
    g_autoptr (MienQueuedJob) job = mien_workbench_find_job_in (self, branch->folder, &error);

    g_hash_table_replace (self->branches, g_strdup (branch->folder), g_ptr_array_ref (branches));
    if (job != NULL)
      mien_workbench_take_up (self, job, 0, &error);
  }
  if (error != NULL)
    fail (self, error);
}

/* Where the queue pauses, branches begin all the same if nothing else trains: they were asked for
 * now. */
static void
begin_first (MienWorkbench *self, GPtrArray *branches)
{
  const MienBranchRun *first = g_ptr_array_index (branches, 0);
  MienQueuedJob *job = mien_job_queue_find (self->queue, first->folder);

  mien_job_queue_release (self->queue);
  if (job != NULL && mien_job_queue_get_n_running (self->queue) == 0)
    mien_job_queue_begin (self->queue, job);
}

static void
on_made (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autofree Making *making = data;
  g_autofree char *run = making->run;
  g_autoptr (MienWorkbench) self = making->workbench;
  g_autoptr (GPtrArray) branches = making->branches;
  g_autoptr (GError) error = NULL;
  gint64 step = mien_branching_carry_out_finish (result, &error);

  if (step < 0) {
    mien_job_queue_release (self->queue);
    fail (self, error);
    return;
  }
  for (guint i = 0; i < branches->len; i++) {
    MienBranchRun *branch = g_ptr_array_index (branches, i);

    branch->step = step;
    name_branch (self, run, branch);
  }
  queue_branches (self, branches);
  begin_first (self, branches);
}

static void
make_branches (MienWorkbench *self, MienBranching *branching)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();
  Making *making = g_new (Making, 1);

  *making = (Making){g_object_ref (self), g_strdup (branching->run),
                     g_ptr_array_new_with_free_func (free_branch)};
  for (guint i = 0; i < branching->arms->len; i++) {
    const MienArm *arm = g_ptr_array_index (branching->arms, i);
    MienBranchRun *branch = g_new0 (MienBranchRun, 1);

    branch->folder = mien_store_new_folder (self->store, "run");
    branch->name = g_strdup (arm->name);
    g_mkdir (branch->folder, 0755); /* or the next would be called the same */
    g_ptr_array_add (making->branches, branch);
    g_ptr_array_add (folders, branch->folder);
  }
  g_ptr_array_add (folders, NULL);
  mien_branching_carry_out_async (branching, (const char *const *) folders->pdata, on_made, making);
}

/* Nothing else begins meanwhile, or the branches would have to wait for it. */
void
mien_workbench_branch (MienWorkbench *self, MienBranching *branching)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && branching != NULL);

  MienQueuedJob *job = mien_job_queue_find (self->queue, branching->run);

  if (job == NULL || !mien_queued_job_is_running (job)) {
    mien_job_queue_hold (self->queue);
    make_branches (self, branching);
    return;
  }
  if (self->branching == NULL)
    mien_job_queue_hold (self->queue);
  g_clear_pointer (&self->branching, mien_branching_free);
  self->branching = branching;
  mien_queued_job_command (job, MIEN_COMMAND_STOP);
}

void
mien_workbench_go_on_branching (MienWorkbench *self, MienQueuedJob *ended)
{
  if (self->branching != NULL &&
      g_str_equal (self->branching->run, mien_queued_job_get_folder (ended)))
    make_branches (self, g_steal_pointer (&self->branching));
}
