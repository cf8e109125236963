/* One recipe trained once in a folder of its own, and that folder read back. */
#pragma once

#include "engine/insight/confusion.h"
#include "engine/study/recipe.h"
#include "engine/training/control.h"

G_BEGIN_DECLS

/* Faces opened and decoded once and used by every run of a study that asks for the same. */
typedef struct _MienFacesCache MienFacesCache;
MienFacesCache *mien_faces_cache_new (void);
void mien_faces_cache_free (MienFacesCache *self);

/**
 * mien_run_execute:
 * @folder: made if it is not there; refused where it holds a run, unless @resume
 * @corrections: (nullable) (element-type MienCorrection): applied to the labels and copied into the
 *   folder; a run that goes on keeps the ones that it started with
 * @base: (nullable): folder that relative data paths start from
 * @cache: (nullable)
 * @error: %G_IO_ERROR_EXISTS; %MIEN_ERROR_RANGE where the folder was started with another recipe,
 * or the recipe does not suit the data; %G_IO_ERROR_CANCELLED; what the trainer and the files say
 *
 * Writes recipe.json, opens the data, decodes, splits, trains, predicts, and writes run.json last:
 * a folder with run.json is a finished run. On a finished run with @resume nothing is done. Blocks.
 */
gboolean mien_run_execute (const MienRecipe *recipe,
                           const char *folder,
                           GPtrArray *corrections,
                           const char *base,
                           gboolean resume,
                           MienFacesCache *cache,
                           MienControl *control,
                           int run,
                           int n_runs,
                           GError **error);

typedef enum {
  MIEN_RUN_FINISHED,
  MIEN_RUN_UNFINISHED, /* has a checkpoint to go on from */
  MIEN_RUN_BROKEN,
  MIEN_RUN_GONE, /* its folder is no longer where it was */
} MienRunState;

/* A run's folder read back. */
typedef struct {
  char *folder;
  char *name; /* the folder's name, or what the person called it */
  char *arm;  /* (nullable) */
  MienRunState state;
  MienRecipe *recipe;
  JsonNode *result; /* (nullable): run.json */
  gint64 modified;  /* seconds since 1970 */
} MienRun;

MienRun *mien_run_open (const char *folder, GError **error);
void mien_run_free (MienRun *self);
gboolean mien_folder_is_run (const char *folder); /* cheap */
/* "balanced_accuracy" of "expression" in "test"; NaN where there is none. NULL task: the main one.
 */
double mien_run_get_metric (MienRun *self, const char *task, const char *part, const char *metric);
const char *mien_run_get_main (MienRun *self);
/* What the main task is judged by: "balanced_accuracy", "ccc", … */
const char *mien_run_get_main_metric (MienRun *self);
/* The same of any task; NULL where the run does not have it or is not finished */
const char *mien_run_get_task_metric (MienRun *self, const char *task);
/* (transfer full) (nullable): what is on two sides of the split, in sentences; NULL where the run
 * does not say */
char *mien_run_tell_leaks (MienRun *self);
MienPredictions *mien_run_load_predictions (MienRun *self, GError **error);
MienNetwork *mien_run_load_model (MienRun *self, GError **error);
/* The data set that it was trained on, found again; the folder's corrections applied. */
MienDataset *mien_run_open_dataset (MienRun *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienRun, mien_run_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienFacesCache, mien_faces_cache_free)

G_END_DECLS
