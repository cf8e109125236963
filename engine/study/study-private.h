/* What carrying out a study is made of. Private to study. */
#pragma once

#include "engine/core/lock.h"
#include "engine/study/run-private.h"
#include "engine/study/together.h"

G_BEGIN_DECLS

/* study-plan.c: the trials of one fold, added to @plan */
gboolean mien_study_plan_trials (GPtrArray *plan,
                                 const MienRecipe *recipe,
                                 const char *folder,
                                 int fold,
                                 GError **error);
GPtrArray *mien_planned_runs_new (void); /* (transfer full) (element-type MienPlannedRun) */

/* study-prepare.c: @recipe made complete for its data, which stay open in @cache; (transfer none)
 * @dataset, @faces (nullable): where they are wanted */
gboolean mien_study_open_data (MienRecipe *recipe,
                               const char *base,
                               MienFacesCache *cache,
                               MienControl *control,
                               MienDataset **dataset,
                               MienFaces **faces,
                               GError **error);

typedef struct {
  int n_folds;
  MienDataset *dataset; /* the cache's, as the faces are */
  MienFaces *faces;
} MienStudyData;

/* The same, with the recipe's ready arms, all of them tried out. */
gboolean mien_study_prepare (MienRecipe *recipe,
                             const char *base,
                             MienFacesCache *cache,
                             MienControl *control,
                             MienStudyData *data,
                             GError **error);
/* (transfer full): the folder made and locked; @finished: it has come to its end with what is
 * asked. %G_IO_ERROR_BUSY where others work in it who do not @share it. */
MienLock *mien_study_enter (const MienRecipe *asked,
                            const char *folder,
                            const char *base,
                            gboolean resume,
                            gboolean share,
                            gboolean *finished,
                            GError **error);

/* study-work.c: a plan, and what its runs share */
typedef struct {
  GPtrArray *plan; /* of MienPlannedRun */
  const MienRecipe *recipe;
  const char *folder;
  GPtrArray *corrections;
  const char *base;
  gboolean resume;
  MienFacesCache *cache;
  const MienTogether *together;
  MienAgenda *agenda; /* (nullable): in ranks above 0, which ask theirs */
} MienStudyWork;

/* The threads that each of several runs at once has. */
int mien_together_count_threads (const MienTogether *self, const MienRecipe *recipe);
/* Carries out what it is handed until there is no more; the agenda knows what came of it. A run
 * that fails is told, and the others go on; stopping stops them all. */
void mien_study_work (const MienStudyWork *self, MienControl *control);

/* forecast.c */
typedef struct {
  GPtrArray *plan;
  const MienRecipe *recipe; /* complete */
  MienStudyData data;
  int ranks, jobs, threads;
  GCancellable *cancellable;
} MienForecastPlace;

/* (transfer full): tries each network out for a tenth of a second */
MienForecast *mien_forecast_make (const MienForecastPlace *place);

/* A planned run, and the figure of each task of the study's recipe on its test part. */
typedef struct {
  const MienPlannedRun *run;
  double *values; /* [n_tasks]; NaN where it is not finished or has no such task */
} MienMeasured;

/* study-compare.c: (transfer full): @task in arm @b minus arm @a, for every fold and seed that both
 * have finished */
MienComparison *
mien_study_compare (GArray *measured, guint task, const char *a, const char *b, int n_folds);
void mien_comparison_free (MienComparison *self);
/* Fits the p values for being read side by side. */
void mien_comparisons_adjust (MienComparison **comparisons, guint n);

/* study-transfer.c: (transfer full) (nullable): NULL where the recipe asks for none; @metrics: [n]
 * (nullable elements) of its tasks */
MienTransfer *mien_transfer_collect (const MienRecipe *recipe,
                                     GArray *measured,
                                     char *const *metrics,
                                     int n_folds);
void mien_transfer_free (MienTransfer *self);
JsonObject *mien_transfer_to_json (const MienTransfer *self);
/* study-json.c */
JsonObject *mien_comparison_to_json (const MienComparison *self);

/* study-words.c: (transfer full): what may be claimed; @n_folds: 1 where all runs share a split */
char *mien_study_find_words (const MienStudy *self, int n_folds);

G_END_DECLS
