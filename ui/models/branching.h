/* A run gone on with in several ways: what may be chosen, and how it is carried out, on a thread.
 */
#pragma once

#include "engine/study/branch.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  char *run;       /* its folder */
  gint64 step;     /* of a checkpoint that was kept; -1 for where the run stands */
  GPtrArray *arms; /* of MienArm: the branches, by name, and what is another in each */
} MienBranching;

MienBranching *mien_branching_new (const char *run, gint64 step); /* without arms */
void mien_branching_free (MienBranching *self);
/* Adds a branch; @weight: NaN for one that leaves @task (nullable: nothing is another) out.
 * @epochs: how many there shall be by its end; 0 for as many as the run has */
void mien_branching_add (MienBranching *self,
                         const char *name,
                         const char *task,
                         double weight,
                         int epochs);

/* Makes the branches, one in each of @folders. @self: (transfer full) */
void mien_branching_carry_out_async (MienBranching *self,
                                     const char *const *folders,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
/* Returns: the step where they leave the run; -1 for none, with @error */
gint64 mien_branching_carry_out_finish (GAsyncResult *result, GError **error);

/* mien_branch_list_points() on a thread */
void mien_branch_points_read_async (const char *run,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
/* (transfer full) (element-type MienBranchPoint) */
GPtrArray *mien_branch_points_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienBranching, mien_branching_free)

G_END_DECLS
