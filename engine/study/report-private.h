/* The parts of a report. Private to study. */
#pragma once

#include "engine/study/html.h"
#include "engine/study/study.h"

/* report-run.c: data, figures by task, curves, confusion of one run */
void mien_report_run (MienHtml *html, MienRun *run);
/* report-data.c: where the faces are from, and how many of each class each part has
 * @predictions: (nullable) */
void mien_report_data (MienHtml *html, MienRun *run, MienPredictions *predictions);
/* report-tasks.c: what the tasks share, what weighed each, and which way each pulled */
void mien_report_tasks (MienHtml *html, MienRun *run);
/* report-told.c: how the training was steered, and where it branched off; nothing where it was
 * neither */
void mien_report_told (MienHtml *html, MienRun *run);
/* The recipe with all that the run was told, and the command that repeats it. */
void mien_report_repetition (MienHtml *html, MienRun *run);
/* report-classes.c: every task's figures on the test part, class by class */
void mien_report_classes (MienHtml *html, MienRun *run);
/* report-study.c: claim, arms, differences, and the first run's data */
void mien_report_study (MienHtml *html, MienStudy *study, const MienRecipe *recipe);
/* report-controls.c: what tasks gain by each other; the trials of @searches (of MienSearch) */
void mien_report_transfer (MienHtml *html, const MienTransfer *transfer);
void mien_report_search (MienHtml *html, const MienRecipe *recipe, GPtrArray *searches);
/* The recipe, and the command that repeats it; @command: "train" or "study" */
void
mien_report_recipe (MienHtml *html, const MienRecipe *recipe, gboolean study, const char *command);
