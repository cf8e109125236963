/* The parts of a report. Private to study. */
#pragma once

#include "engine/study/html.h"
#include "engine/study/study.h"

/* report-run.c: data, figures by task, curves, confusion of one run */
void mien_report_run (MienHtml *html, MienRun *run);
/* report-data.c: where the faces are from, and how many of each class each part has
 * @predictions: (nullable) */
void mien_report_data (MienHtml *html, MienRun *run, MienPredictions *predictions);
/* report-told.c: how the training was steered, and where it branched off; nothing where it was
 * neither */
void mien_report_told (MienHtml *html, MienRun *run);
/* The recipe with all that the run was told, and the command that repeats it. */
void mien_report_repetition (MienHtml *html, MienRun *run);
/* report-study.c: claim, arms, differences, and the first run's data */
void mien_report_study (MienHtml *html, MienStudy *study, const MienRecipe *recipe);
/* The recipe, and the command that repeats it; @command: "train" or "study" */
void
mien_report_recipe (MienHtml *html, const MienRecipe *recipe, gboolean study, const char *command);
