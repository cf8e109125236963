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

  MienJob *job; /* (nullable) */
  MienMailbox *job_mail;
  MienRecipe *job_recipe;
  MienBranching *branching; /* (nullable): to be carried out when the job has ended */
  gboolean making_branches; /* on a thread */
  GPtrArray *branches;      /* (nullable) of MienBranchRun: what the job is one of */
  guint next_branch;        /* the one whose turn it is after the job */
  gboolean paused;
  MienSpeeds *speeds;

  GListStore *runs;
  GCancellable *reading;
  char *interrupted;
  char *inspected;
};

/* Labels as the store's corrections make them; on failure the data set stays as it was. */
gboolean mien_workbench_apply_corrections (MienWorkbench *self, GError **error);
void mien_workbench_look_for_doubts (MienWorkbench *self);

/* A job starts in @folder: where that is none of the branches, they are forgotten. */
void mien_workbench_note_branch (MienWorkbench *self, const char *folder);
/* A job ended, @ended (nullable) says how: the next of the branches has its turn. */
void mien_workbench_go_on_branching (MienWorkbench *self, const GError *ended);

G_END_DECLS
