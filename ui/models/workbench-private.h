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
  GPtrArray *branches; /* (nullable) of MienBranchRun: what the job is one of */
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

G_END_DECLS
