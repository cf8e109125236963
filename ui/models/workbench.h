/* What the pages share: the workspace, the open data set, the recipe being designed, the queue of
 * jobs and the one of them that is shown. */
#pragma once

#include "engine/study/store.h"
#include "ui/models/branching.h"
#include "ui/models/doubt-search.h"
#include "ui/models/job-queue.h"
#include "ui/models/speeds.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIEN_TYPE_WORKBENCH (mien_workbench_get_type ())
G_DECLARE_FINAL_TYPE (MienWorkbench, mien_workbench, MIEN, WORKBENCH, GObject)

/**
 * Signals, all on the main thread:
 *   "dataset-changed"                 another data set, or its labels were corrected
 *   "dataset-failed" (GError)         opening did not work; not sent when it was cancelled
 *   "recipe-changed"                  any key of the recipe
 *   "job-queued" (MienQueuedJob)      it was started: it trains now, or waits for its turn
 *   "job-started", "job-finished" (GError, nullable)
 *   "job-stopping"                    it was told to stop, by whatever; it ends soon
 *   "job-events" (GPtrArray of MienEvent)  at most 20 times a second while a job runs
 * (the last four are of the job that is shown; where another is shown than before, they tell what
 * there is to know of it, so that nobody needs to have followed it)
 *   "branch-failed" (GError)          a run could not be gone on with as was asked
 *   "runs-changed"                    a run was finished, added, or removed
 *
 * Read-only properties: "opening" (boolean), "opening-text" (string) and "opening-fraction"
 * (double, -1 unknown) for progress; "busy" (boolean: the job that is shown runs); "paused"
 * (boolean: it pauses); "shown" (MienQueuedJob, nullable); "inspected" (string: the run that
 * Inspect shows).
 */
MienWorkbench *mien_workbench_new (MienStore *store); /* (transfer full) of @store */

MienStore *mien_workbench_get_store (MienWorkbench *self);

/* Opens on a thread; ends in "dataset-changed" or "dataset-failed". "built-in" for the drawn faces;
 * several data sets together as mien_union_join_locations() joins them. */
void mien_workbench_open (MienWorkbench *self, const char *location, const char *layout);
/* Takes over a recipe from a file, and opens its data set; relative paths start from the file. */
gboolean mien_workbench_open_recipe (MienWorkbench *self, const char *path, GError **error);
/* (nullable): what was opened last, and as what; the recipe has both once that worked */
const char *mien_workbench_get_asked (MienWorkbench *self);
const char *mien_workbench_get_asked_layout (MienWorkbench *self);
void mien_workbench_cancel_open (MienWorkbench *self);
/* Reads the open data set again with other edits to its columns and other second tables. The recipe
 * has them once that worked; "dataset-failed" tells what is impossible, and all stays as it was. */
void mien_workbench_edit_columns (MienWorkbench *self, MienColumnEdits *edits, GPtrArray *joins);
MienDataset *mien_workbench_get_dataset (MienWorkbench *self);  /* (nullable), corrected */
MienDataset *mien_workbench_get_original (MienWorkbench *self); /* (nullable), as it was read */

/* (transfer none): what is doubtful in the open data set; looks through it by itself */
MienDoubtSearch *mien_workbench_get_doubts (MienWorkbench *self);

/* Corrections go to the store, with @column and @label as they were read before edits; undo and
 * redo by mien_workbench_undo() and _redo(). */
gboolean mien_workbench_correct (MienWorkbench *self,
                                 guint sample,
                                 const char *column,
                                 const char *label,
                                 GError **error);
/* Of many samples (element-type guint) at once, taken back as one step. Column "" with label
 * "exclude" leaves them out, with "" takes them back. @n_changed: (out) (optional): samples of
 * which it did not hold before */
gboolean mien_workbench_correct_all (MienWorkbench *self,
                                     GArray *samples,
                                     const char *column,
                                     const char *label,
                                     guint *n_changed,
                                     GError **error);
/* The corrections of a corrections.csv, as one step. @n_strange: (out): of faces that are not here
 */
gboolean mien_workbench_import_corrections (MienWorkbench *self,
                                            const char *path,
                                            guint *n_taken,
                                            guint *n_strange,
                                            GError **error);
/* FALSE without @error where there is nothing to take back or do again. @n_changed: (out)
 * (optional): corrections in the step */
gboolean mien_workbench_undo (MienWorkbench *self, guint *n_changed, GError **error);
gboolean mien_workbench_redo (MienWorkbench *self, guint *n_changed, GError **error);

/* The draft; change it in place, then call mien_workbench_recipe_edited(). */
MienRecipe *mien_workbench_get_recipe (MienWorkbench *self);
void mien_workbench_recipe_edited (MienWorkbench *self);

/* (transfer none): everything that trains, waits, or has ended since */
MienJobQueue *mien_workbench_get_queue (MienWorkbench *self);
/* How many jobs of this workspace were in the queue of another program when this one started */
guint mien_workbench_count_elsewhere (MienWorkbench *self);
/* Starts the recipe as a run or a study in the workspace, or has it wait while others train. */
gboolean mien_workbench_start (MienWorkbench *self, gboolean study, GError **error);
/* Goes on with a run or study that was interrupted, in its turn. */
gboolean mien_workbench_resume (MienWorkbench *self, const char *folder, GError **error);
/* Another job of the queue is shown; what begins by itself is shown where what was shown has ended.
 */
void mien_workbench_show_job (MienWorkbench *self, MienQueuedJob *job);
MienQueuedJob *mien_workbench_get_shown (MienWorkbench *self); /* (nullable) (transfer none) */
MienJob *mien_workbench_get_job (MienWorkbench *self);         /* (nullable): while it runs */
gboolean mien_workbench_is_busy (MienWorkbench *self);
/* The recipe that the shown job was started with; (nullable) */
const MienRecipe *mien_workbench_get_job_recipe (MienWorkbench *self);
void mien_workbench_command (MienWorkbench *self, MienCommandKind command);
void mien_workbench_set_live_weight (MienWorkbench *self, const char *task, double weight);
void mien_workbench_set_live_task (MienWorkbench *self, const char *task, gboolean on);
/* As mien_control_set_rate() and mien_control_set_epochs(). */
void mien_workbench_set_live_rate (MienWorkbench *self, double lr);
void mien_workbench_set_live_epochs (MienWorkbench *self, int epochs);

/* A run that leaves the past of another, to go on in a way of its own. */
typedef struct {
  char *folder;
  char *name;
  gint64 step; /* where it leaves */
} MienBranchRun;

/* Has branches made in the workspace, which train before what waits already; a run that trains is
 * stopped first. "branch-failed" tells what is impossible. @branching: (transfer full) */
void mien_workbench_branch (MienWorkbench *self, MienBranching *branching);
/* (nullable) (transfer none) (element-type MienBranchRun): where the shown job is a branch: it, and
 * those that were made with it */
GPtrArray *mien_workbench_get_branches (MienWorkbench *self);
/* (transfer none): how fast networks train; what a job came to is in it */
MienSpeeds *mien_workbench_get_speeds (MienWorkbench *self);
/* Has the draft's network measured, unless any job runs, which needs the machine for itself. */
void mien_workbench_measure_speed (MienWorkbench *self);

/* (transfer none) (element-type MienRunItem): newest first; fills itself on a thread */
GListModel *mien_workbench_get_runs (MienWorkbench *self);
void mien_workbench_refresh_runs (MienWorkbench *self);
/* (nullable): folder of a run or study that was interrupted, known once the runs have been read */
const char *mien_workbench_get_interrupted (MienWorkbench *self);

/* As mien_store_say() and so on, and the list of runs follows. */
gboolean
mien_workbench_say (MienWorkbench *self, GPtrArray *sayings, guint *n_changed, GError **error);
gboolean mien_workbench_unsay (MienWorkbench *self, guint *n_changed, GError **error);
gboolean mien_workbench_resay (MienWorkbench *self, guint *n_changed, GError **error);

/* The run that Inspect shows; NULL the newest finished one. */
void mien_workbench_inspect (MienWorkbench *self, const char *folder);
const char *mien_workbench_get_inspected (MienWorkbench *self);
/* The same, with these of its faces alone. @ids: (element-type utf8): copied; @title: what they are
 */
void mien_workbench_inspect_faces (MienWorkbench *self,
                                   const char *folder,
                                   GPtrArray *ids,
                                   const char *title);
/* (nullable) (transfer none) (element-type utf8): NULL for whichever faces the person asks for.
 * @title: (out) (optional) */
GPtrArray *mien_workbench_get_inspected_faces (MienWorkbench *self, const char **title);

G_END_DECLS
