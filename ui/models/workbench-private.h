/* What the parts of the workbench share; for workbench*.c alone. */
#pragma once

#include "ui/models/workbench.h"

G_BEGIN_DECLS

struct _MienWorkbench {
  GObject parent_instance;

  MienStore *store;
  MienRecipe *recipe;

  GCancellable *opening; /* (nullable) */
  char *asked;           /* (nullable): the location that was opened last */
  char *asked_layout;    /* what it was opened with; the recipe has it once it is open */
  MienColumnEdits *asked_edits;
  GPtrArray *asked_joins;
  char *opening_text;
  double opening_fraction;
  MienDataset *original;
  MienDataset *dataset;
  MienDoubtSearch *doubts;

  MienJobQueue *queue;
  guint n_elsewhere;        /* jobs of other programs' queues in the workspace, at the start */
  MienQueuedJob *shown;     /* (nullable) */
  MienBranching *branching; /* (nullable): to be carried out when its run has ended */
  GHashTable *branches;     /* a branch's folder → GPtrArray of MienBranchRun: it and its like */
  MienSpeeds *speeds;

  GListStore *runs;
  GCancellable *reading;
  char *interrupted;
  char *inspected;
  GPtrArray *inspected_faces; /* (nullable) (element-type utf8) */
  char *inspected_title;      /* (nullable): what they are */
};

/* Labels as the store's corrections make them; on failure the data set stays as it was. */
gboolean mien_workbench_apply_corrections (MienWorkbench *self, GError **error);
void mien_workbench_look_for_doubts (MienWorkbench *self);

/* Takes a job up: it begins where nothing trains, else it waits. @position: (see
 * mien_job_queue_insert()) */
gboolean
mien_workbench_take_up (MienWorkbench *self, MienQueuedJob *job, guint position, GError **error);
/* (transfer full) (nullable): what there is to go on with in @folder */
MienQueuedJob *mien_workbench_find_job_in (MienWorkbench *self, const char *folder, GError **error);
void mien_workbench_follow_queue (MienWorkbench *self);
/* What waited when the program ended last waits again, and the first of it is shown. */
void mien_workbench_restore_queue (MienWorkbench *self);

/* A job ended: where it was stopped for its branches, they are made. */
void mien_workbench_go_on_branching (MienWorkbench *self, MienQueuedJob *ended);

G_END_DECLS
