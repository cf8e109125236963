/* What carrying out a study is made of. Private to study. */
#pragma once

#include "engine/study/answers.h"
#include "engine/study/changes.h"
#include "engine/study/run-private.h"
#include "engine/study/study.h"

G_BEGIN_DECLS

/* study-plan.c: the trials of one fold, added to @plan */
gboolean mien_study_plan_trials (GPtrArray *plan,
                                 const MienRecipe *recipe,
                                 const char *folder,
                                 int fold,
                                 GError **error);
GPtrArray *mien_planned_runs_new (void); /* (transfer full) (element-type MienPlannedRun) */

/* study-execute.c: @recipe made complete for its data, which stay open in @cache; (transfer none)
 * @dataset, @faces (nullable): where they are wanted */
gboolean mien_study_open_data (MienRecipe *recipe,
                               const char *base,
                               MienFacesCache *cache,
                               MienControl *control,
                               MienDataset **dataset,
                               MienFaces **faces,
                               GError **error);
/* A run that fails is told, and the others go on; stopping stops them all. */
gboolean mien_study_execute_plan (GPtrArray *plan,
                                  const MienRecipe *recipe,
                                  const char *folder,
                                  GPtrArray *corrections,
                                  const char *base,
                                  gboolean resume,
                                  MienFacesCache *cache,
                                  MienControl *control,
                                  GError **error);

/* study-split.c: whether all arms of @recipe, which is complete, are tested on the same faces; data
 * that an arm has for itself are opened */
gboolean mien_study_check_split (const MienRecipe *recipe,
                                 const char *base,
                                 MienFacesCache *cache,
                                 MienControl *control,
                                 int n_folds,
                                 GError **error);

/* A planned run, and what it came to on its test part. */
typedef struct {
  const MienPlannedRun *run;
  gboolean is_finished;
  double *values;        /* [n_tasks] of the study's recipe; NaN where it is not finished or has no
                            such task */
  double majority;       /* NaN where there is none */
  const char *picked_by; /* (nullable): interned */
  MienAnswers *answers;  /* (nullable): of the main task, where they can be read */
} MienMeasured;

/* study-measure.c: the runs of a study; @recipe and what is added are borrowed */
typedef struct {
  const MienRecipe *recipe;
  guint main;     /* number of the main task */
  int n_folds;    /* 1 where all runs share a split */
  char **metrics; /* [n_tasks] what each is judged by; NULL where no run tells */
  GArray *runs;   /* of MienMeasured */
} MienMeasurements;

MienMeasurements *mien_measurements_new (const MienRecipe *recipe, int n_folds);
void mien_measurements_free (MienMeasurements *self);
void mien_measurements_add (MienMeasurements *self, const MienPlannedRun *planned);
/* (nullable): the finished run of @arm for the fold and seed of @first, if that is finished too */
const MienMeasured *mien_measurements_find_partner (const MienMeasurements *self,
                                                    const MienMeasured *first,
                                                    const char *arm);
/* Whether they were tested on the same faces, as far as their folders say. */
gboolean mien_measured_are_alike (const MienMeasured *a, const MienMeasured *b);

/* study-arms.c: (transfer full): by the main task */
MienArmResult *
mien_arm_result_new (const MienMeasurements *all, const char *arm, const char *metric);
void mien_arm_result_free (MienArmResult *self);

/* study-compare.c: (transfer full): @task in arm @b minus arm @a, for every fold and seed that both
 * have finished on the same faces */
MienComparison *
mien_study_compare (const MienMeasurements *all, guint task, const char *a, const char *b);
void mien_comparison_free (MienComparison *self);
/* Fits the p values for being read side by side, and finds what follows: verdicts, and how many
 * more pairs it would take. */
void mien_comparisons_adjust (MienComparison **comparisons, guint n, int n_folds);

/* changes.c: as mien_changes_collect(), of runs that were read */
MienChanges *
mien_changes_make (const MienMeasurements *all, const char *a, const char *b, GError **error);
/* study-collect.c: (transfer full) (element-type MienPlannedRun): all runs of the study in @folder;
 * (out): @n_folds, as a finished run tells */
GPtrArray *
mien_study_list_runs (const MienRecipe *recipe, const char *folder, int *n_folds, GError **error);

/* study-transfer.c: (transfer full) (nullable): NULL where the recipe asks for none */
MienTransfer *mien_transfer_collect (const MienMeasurements *all);
void mien_transfer_free (MienTransfer *self);
JsonObject *mien_transfer_to_json (const MienTransfer *self);
/* study-json.c */
JsonObject *mien_comparison_to_json (const MienComparison *self);

/* study-words.c: (transfer full): what may be claimed */
char *mien_study_find_words (const MienStudy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienMeasurements, mien_measurements_free)

G_END_DECLS
