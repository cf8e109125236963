/* mien.db: what the person said (names, notes, tags, stars,
 * corrections), and an index of the runs. */
#pragma once

#include "engine/study/run-entry.h"

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
/* (transfer full) (element-type MienRunEntry): every run in the workspace, studies' runs too,
 * newest first. Folders are read only where they changed since the last time. One that cannot be
 * read, and one that was there once, is in the list and says so. */
GPtrArray *mien_store_list_runs (MienStore *self, GError **error);
/* (transfer full): folders of the studies, newest first */
GStrv mien_store_list_studies (MienStore *self);
/* Reads all run folders again into the index, which forgets those that are gone; what the person
 * said stays. */
gboolean mien_store_rebuild (MienStore *self, guint *n_runs, GError **error);
gboolean mien_store_check (MienStore *self, GError **error);

/* What can be said of a run. A value of "" is as if it had not been said. */
#define MIEN_SAID_NAME "name"
#define MIEN_SAID_NOTE "note"
#define MIEN_SAID_STAR "star"       /* "1" */
#define MIEN_SAID_ARCHIVE "archive" /* "1": not shown unless asked for */
#define MIEN_SAID_TAG "tag:"        /* and a word behind it: "1" */

typedef struct {
  char *run; /* its folder */
  char *field;
  char *value;
} MienSaying;

MienSaying *mien_saying_new (const char *run, const char *field, const char *value);
void mien_saying_free (MienSaying *self);

/* All of @sayings (element-type MienSaying) are one step, whatever program takes it back; those
 * that say what holds already are dropped. @n_changed: (out) (optional): the others.
 * %MIEN_ERROR_RANGE for a tag that is no word; then none of them holds. */
gboolean mien_store_say (MienStore *self, GPtrArray *sayings, guint *n_changed, GError **error);
/* Takes the newest step back, or does it again; FALSE without @error where there is none.
 * @n_changed: (out) (optional): sayings in the step */
gboolean mien_store_unsay (MienStore *self, guint *n_changed, GError **error);
gboolean mien_store_resay (MienStore *self, guint *n_changed, GError **error);
gboolean mien_store_set_name (MienStore *self, const char *run, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienStore, mien_store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienSaying, mien_saying_free)

G_END_DECLS
