#include "engine/study/ready-arms.h"
#include "engine/study/report/report-private.h"

#include <string.h>

/* What a ready arm trains is there to be compared with; the others stand for the study. */
static gboolean
stands_for_study (const MienRecipe *recipe, const char *arm)
{
  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++)
    if (g_strcmp0 (arm, mien_ready_arm_title ((MienReadyArm) i)) == 0)
      return FALSE;
  for (guint a = 0; a < recipe->arms->len; a++)
    if (g_str_equal (arm, ((MienArm *) g_ptr_array_index (recipe->arms, a))->name))
      return TRUE;
  return FALSE;
}

MienRun *
mien_report_find_run (const MienReportStudy *self, const char *arm)
{
  for (guint i = 0; i < self->plan->len; i++) {
    const MienPlannedRun *planned = g_ptr_array_index (self->plan, i);

    if (g_ptr_array_index (self->runs, i) != NULL && planned->trial < 0 &&
        g_str_equal (planned->arm, arm))
      return g_ptr_array_index (self->runs, i);
  }
  return NULL;
}

/* The first finished run of the last arm of its own stands for the study's data and tasks. */
static MienRun *
find_standing (const MienReportStudy *self, const MienPlannedRun **planned)
{
  for (guint a = self->study->arms->len; a-- > 0;) {
    const MienArmResult *arm = g_ptr_array_index (self->study->arms, a);
    MienRun *run = stands_for_study (self->study->recipe, arm->name)
                       ? mien_report_find_run (self, arm->name)
                       : NULL;

    for (guint i = 0; run != NULL && i < self->runs->len; i++)
      if (g_ptr_array_index (self->runs, i) == run) {
        *planned = g_ptr_array_index (self->plan, i);
        return run;
      }
  }
  return NULL;
}

static void
tell_question (MienDocument *doc, const MienReportStudy *self)
{
  const MienStudy *study = self->study;
  g_autofree char *metric = mien_report_metric (study->metric);
  g_auto (GStrv) words = g_strsplit (study->words, "\n", -1);

  mien_document_add_paragraph (
      doc, "%u of %u runs are finished. They are judged by the %s of %s on the test part.",
      study->done, study->planned, metric, study->main);
  mien_document_add_heading (doc, 2, "What may be claimed, and what may not");
  for (guint i = 0; words[i] != NULL; i++) {
    gboolean detail = *words[i] == ' '; /* of the claim before it */

    if (*g_strstrip (words[i]) != '\0')
      (detail ? mien_document_add_text : mien_document_add_claim) (doc, words[i]);
  }
}

static void
tell_data (MienDocument *doc, MienRun *run, const MienPlannedRun *planned, gboolean several)
{
  g_autoptr (MienPredictions) predictions = mien_run_load_predictions (run, NULL);

  mien_report_data (doc, run, predictions);
  if (several)
    mien_document_add_paragraph (doc,
                                 "These are the parts of fold %d; in each fold others are "
                                 "tested on.",
                                 planned->fold);
}

static void
tell_results (MienDocument *doc, MienReportStudy *self, const MienReportOptions *options)
{
  mien_report_arms (doc, self);
  mien_report_tests (doc, self->study);
  mien_report_curves (doc, self);
  mien_report_arms_confusion (doc, self);
  mien_report_changes (doc, self, options);
  if (self->study->transfer != NULL)
    mien_report_transfer (doc, self->study->transfer);
  if (self->study->searches->len > 0)
    mien_report_search (doc, self->study->recipe, self->study->searches);
}

void
mien_report_study (MienDocument *doc, MienReportStudy *self, const MienReportOptions *options)
{
  const MienPlannedRun *planned = NULL;
  MienRun *run = find_standing (self, &planned);

  tell_question (doc, self);
  mien_document_add_contents (doc);
  if (run != NULL)
    tell_data (doc, run, planned, self->study->recipe->folds > 1);
  mien_report_recipe (doc, self->study->recipe, TRUE);
  mien_report_changed_keys (doc, self);
  tell_results (doc, self, options);
  if (run != NULL) {
    g_autofree char *title =
        g_strdup_printf ("One of the runs: %s, fold %d, seed %" G_GUINT64_FORMAT, planned->arm,
                         planned->fold, planned->seed);

    mien_document_add_heading (doc, 2, title);
    mien_report_run (doc, run, FALSE);
    if (options->faces)
      mien_report_mistakes (doc, run, 3);
  }
  mien_report_repetition (doc, self->study->recipe, "study", run);
}
