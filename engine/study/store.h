/* mien.db: what the person said (names, notes, tags, corrections), and an index of the runs. */
#pragma once

#include "engine/study/run.h"

G_BEGIN_DECLS

typedef struct _MienStore MienStore;

/* Opens or makes WORKSPACE/mien.db and WORKSPACE/runs. %MIEN_ERROR_STORE. One thread at a time. */
MienStore *mien_store_open (const char *workspace, GError **error);
void mien_store_close (MienStore *self);
const char *mien_store_get_workspace (MienStore *self);

/* Corrections belong to a data set's location; the newest for a sample and column counts. All of
 * @corrections (element-type MienCorrection) are one step, taken back and done again together. */
gboolean
mien_store_correct (MienStore *self, const char *location, GPtrArray *corrections, GError **error);
/* Takes the newest step back; FALSE without @error where there is none. @n_changed: (out)
 * (optional): how many corrections were in it */
gboolean mien_store_undo (MienStore *self, const char *location, guint *n_changed, GError **error);
gboolean mien_store_redo (MienStore *self, const char *location, guint *n_changed, GError **error);
/* (transfer full) (element-type MienCorrection): what holds now; labels put back are not in it */
GPtrArray *mien_store_get_corrections (MienStore *self, const char *location, GError **error);
/* (transfer full): all that hold for @dataset: of several data sets that are one, also what was
 * said of each by itself, which what was said of them together overrules. */
GPtrArray *mien_store_get_corrections_of (MienStore *self, MienDataset *dataset, GError **error);

/* (transfer full): path of a folder in WORKSPACE/runs that is not there yet; @stem: "run", "study"
 */
char *mien_store_new_folder (MienStore *self, const char *stem);
/* (transfer full) (element-type MienRun): every run in the workspace, studies' runs too, newest
 * first; folders that cannot be read are left out and told in @problems (optional, MienProblem) */
GPtrArray *mien_store_list_runs (MienStore *self, GPtrArray *problems, GError **error);
/* (transfer full): folders of the studies, newest first */
GStrv mien_store_list_studies (MienStore *self);
/* Reads all run folders again into the index; what the person said stays. */
gboolean mien_store_rebuild (MienStore *self, guint *n_runs, GError **error);
gboolean mien_store_check (MienStore *self, GError **error);
gboolean mien_store_set_name (MienStore *self, const char *run, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienStore, mien_store_close)

G_END_DECLS
