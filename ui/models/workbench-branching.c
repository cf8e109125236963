/* The part of the workbench that goes on from a run in several ways, one after the other. */
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

  return self->branches;
}

void
mien_workbench_note_branch (MienWorkbench *self, const char *folder)
{
  for (guint i = 0; self->branches != NULL && i < self->branches->len; i++) {
    const MienBranchRun *branch = g_ptr_array_index (self->branches, i);

    if (g_str_equal (branch->folder, folder)) {
      self->next_branch = i + 1;
      return;
    }
  }
  g_clear_pointer (&self->branches, g_ptr_array_unref);
}

static void
fail (MienWorkbench *self, const GError *error)
{
  g_signal_emit_by_name (self, "branch-failed", error);
}

static void
train_next (MienWorkbench *self)
{
  const MienBranchRun *branch = g_ptr_array_index (self->branches, self->next_branch);
  g_autoptr (GError) error = NULL;

  if (!mien_workbench_resume (self, branch->folder, &error))
    fail (self, error);
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

static void
on_made (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autofree Making *making = data;
  g_autofree char *run = making->run;
  g_autoptr (MienWorkbench) self = making->workbench;
  g_autoptr (GPtrArray) branches = making->branches;
  g_autoptr (GError) error = NULL;
  gint64 step = mien_branching_carry_out_finish (result, &error);

  self->making_branches = FALSE;
  if (step < 0) {
    fail (self, error);
    return;
  }
  for (guint i = 0; i < branches->len; i++) {
    MienBranchRun *branch = g_ptr_array_index (branches, i);

    branch->step = step;
    name_branch (self, run, branch);
  }
  g_clear_pointer (&self->branches, g_ptr_array_unref);
  self->branches = g_steal_pointer (&branches);
  self->next_branch = 0;
  train_next (self);
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
  self->making_branches = TRUE;
  mien_branching_carry_out_async (branching, (const char *const *) folders->pdata, on_made, making);
}

void
mien_workbench_branch (MienWorkbench *self, MienBranching *branching)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && branching != NULL);

  if (self->job == NULL && !self->making_branches) {
    make_branches (self, branching);
    return;
  }
  g_clear_pointer (&self->branching, mien_branching_free);
  self->branching = branching;
  mien_workbench_command (self, MIEN_COMMAND_STOP);
}

void
mien_workbench_go_on_branching (MienWorkbench *self, const GError *ended)
{
  gboolean stopped = g_error_matches (ended, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (self->job != NULL)
    return;
  if (self->branching != NULL)
    make_branches (self, g_steal_pointer (&self->branching));
  else if (!stopped && self->branches != NULL && self->next_branch < self->branches->len)
    train_next (self);
}
