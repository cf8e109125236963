/* The parts of a report. Private to it. */
#pragma once

#include "engine/figures/style.h"
#include "engine/study/report/document.h"
#include "engine/study/report/report.h"
#include "engine/study/study.h"

G_BEGIN_DECLS

#define MIEN_REPORT_WIDTH 560.0 /* of figures */

/* report-words.c */
MienFigureStyle mien_report_style (void);
JsonObject *mien_report_member (JsonObject *object, const char *name); /* (nullable) */
/* (transfer full): "balanced accuracy" */
char *mien_report_metric (const char *metric);
double mien_report_number (JsonObject *object, const char *name); /* NaN where there is none */

/* report-run.c: all of one run; @data: also what it was trained on, and what it asked */
void mien_report_run (MienDocument *doc, MienRun *run, gboolean data);
/* The figures of a run's tasks, as a table */
MienCells *mien_report_run_figures (MienRun *run);
/* report-data.c: where the faces are from, and how many of each class each part has
 * @predictions: (nullable) */
void mien_report_data (MienDocument *doc, MienRun *run, MienPredictions *predictions);
/* @level: of the headings */
/* report-tasks.c: what the tasks share, what weighed each, and which way each pulled */
void mien_report_tasks (MienDocument *doc, MienRun *run, int level);
/* report-told.c: how the training was steered, and where it branched off; nothing where it was
 * neither */
void mien_report_told (MienDocument *doc, MienRun *run);
/* report-classes.c: every task's figures on the test part, class by class */
void mien_report_classes (MienDocument *doc, MienRun *run, int level);
/* report-confusion.c: of one run's main task; and of every arm's runs together */
void mien_report_confusion (MienDocument *doc, MienPredictions *predictions, const char *task);
/* report-faces.c: pictures of the faces that @run's main task misread on the test part */
void mien_report_mistakes (MienDocument *doc, MienRun *run, int level);
/* Pictures of the first of @ids (element-type utf8), each with its @words below: two lines */
void mien_report_faces (MienDocument *doc,
                        MienRun *run,
                        GPtrArray *ids,
                        GPtrArray *words,
                        const char *caption);
/* report-recipe.c: in words; and how to repeat what it was, with the recipe as JSON. @run:
 * (nullable): one that tells version and instruction set */
void mien_report_recipe (MienDocument *doc, const MienRecipe *recipe, gboolean study);
void mien_report_repetition (MienDocument *doc,
                             const MienRecipe *recipe,
                             const char *command,
                             MienRun *run);
void mien_report_run_repetition (MienDocument *doc, MienRun *run);

/* A study with its runs read once. */
typedef struct {
  MienStudy *study;
  GPtrArray *plan; /* of MienPlannedRun */
  GPtrArray *runs; /* of MienRun, NULL where it is not finished: as the plan */
} MienReportStudy;

/* report-study.c */
void mien_report_study (MienDocument *doc, MienReportStudy *self, const MienReportOptions *options);
/* (nullable) (transfer none): the first finished run of @arm */
MienRun *mien_report_find_run (const MienReportStudy *self, const char *arm);
/* report-arms.c: the arms' figures, and what each arm changes */
MienCells *mien_report_arms_table (const MienReportStudy *self);
void mien_report_arms (MienDocument *doc, const MienReportStudy *self);
void mien_report_changed_keys (MienDocument *doc, const MienReportStudy *self);
/* report-tests.c: differences, and every test of them */
MienCells *mien_report_tests_table (const MienStudy *study);
void mien_report_tests (MienDocument *doc, MienStudy *study);
/* report-curves.c: main metric and loss, a line and band an arm */
void mien_report_curves (MienDocument *doc, const MienReportStudy *self);
/* report-confusion.c */
void mien_report_arms_confusion (MienDocument *doc, const MienReportStudy *self);
/* report-changes.c: by class and by person, and which faces were fixed and broken */
void mien_report_changes (MienDocument *doc,
                          const MienReportStudy *self,
                          const MienReportOptions *options);
/* report-controls.c: what tasks gain by each other; the trials of @searches (of MienSearch) */
void mien_report_transfer (MienDocument *doc, const MienTransfer *transfer);
void mien_report_search (MienDocument *doc, const MienRecipe *recipe, GPtrArray *searches);

/* How the files beside a report begin, by which they are known again */
#define MIEN_REPORT_LATEX_HEAD "% Written by Mien"
#define MIEN_REPORT_STUDY_HEAD "arm,fold,seed,run,task,metric,value,accuracy,majority,n"
#define MIEN_REPORT_COMPARISONS_HEAD                                                             \
  "a,b,test,pairs,difference,low,high,p,p_holm,effect,wilcoxon,region,worse,alike,better,worth," \
  "more,faces,fixed,broken,mcnemar,faces_low,faces_high"
#define MIEN_REPORT_RUN_HEAD "task,split,metric,value"

/* report-tables.c: (transfer full): what stands beside the report */
char *mien_report_study_latex (const MienReportStudy *self);
char *mien_report_study_csv (const MienReportStudy *self);
char *mien_report_comparisons_csv (const MienStudy *study);
char *mien_report_run_latex (MienRun *run);
char *mien_report_run_csv (MienRun *run);

G_END_DECLS
