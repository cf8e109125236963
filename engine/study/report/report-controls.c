/* What a study tells beside its arms: what tasks gain by each other, and which weights were tried.
 */
#include "engine/study/report/report-private.h"

#include <math.h>

static void
add_head (MienCells *table, const char *format, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *head = g_strconcat (parts[0], name, parts[1], NULL);

  mien_cells_add_column (table, head, TRUE);
}

/* --- what tasks gain by each other --- */

/* Its sign is in the number, and what is beyond chance is bold. */
static void
tell_gain (MienCells *table, const MienComparison *gain)
{
  gboolean claimed = gain != NULL && gain->p_holm < 0.05;

  if (gain == NULL || gain->pairs == 0) {
    mien_cells_add (table, "–");
    return;
  }
  g_autofree char *mean = mien_number_text ("%+.3f", gain->difference);
  g_autofree char *low = mien_number_text ("%+.3f", gain->low);
  g_autofree char *high = mien_number_text ("%+.3f", gain->high);
  const char *word = !claimed ? "" : gain->difference > 0.0 ? " gain" : " loss";

  if (isfinite (gain->low))
    mien_cells_add_format (table, "%s [%s, %s]%s", mean, low, high, word);
  else
    mien_cells_add (table, mean);
  if (claimed)
    mien_cells_stress (table);
}

static void
tell_gains (MienCells *table, const MienTransfer *transfer, guint task, gboolean pairs)
{
  g_autofree char *metric = g_strdelimit (
      g_strdup (transfer->metrics[task] != NULL ? transfer->metrics[task] : "–"), "_", ' ');

  mien_cells_begin_row (table);
  mien_cells_add (table, transfer->tasks[task]);
  mien_cells_add (table, metric);
  for (guint other = 0; pairs && other < transfer->n; other++)
    tell_gain (table, transfer->gain[task * transfer->n + other]);
  tell_gain (table, transfer->together[task]);
}

void
mien_report_transfer (MienDocument *doc, const MienTransfer *transfer)
{
  gboolean pairs = transfer->n > 1 && transfer->gain[1] != NULL;
  MienCells *table;

  mien_document_add_heading (doc, 2, "What tasks gain by each other");
  mien_document_add_paragraph (
      doc,
      "Each task's own metric on the test part when it is learned beside another, less the same "
      "when it is learned alone: above 0 the task does better. Mean and 95 %% interval over pairs "
      "of runs%s; bold where p by Holm, over the whole table, is below 0.05.%s",
      pairs && transfer->gain[1]->test != NULL && transfer->gain[1]->pairs > 1
          ? g_str_equal (transfer->gain[1]->test, "paired t") ? " (paired t)"
                                                              : " (corrected resampled t)"
          : "",
      pairs ? " Both tasks of a pair count 1. The epoch of a run is picked by one task, which "
              "favours that task: by the study's main one where it is learned, else by the first "
              "of the two."
            : " The epoch with all others is picked by the study's main task, which favours it.");
  table = mien_document_add_table (doc, "Gains; below the mean its 95 % interval.");
  mien_cells_add_columns (table, "task|judged by");
  for (guint other = 0; pairs && other < transfer->n; other++)
    add_head (table, "with %s", transfer->tasks[other]);
  mien_cells_add_column (table, "with all others", FALSE);
  for (guint task = 0; task < transfer->n; task++)
    tell_gains (table, transfer, task, pairs);
}

/* --- the search --- */

static void
tell_trial (MienCells *table, const MienSearch *search, guint number)
{
  const MienTrial *trial = g_ptr_array_index (search->trials, number);

  mien_cells_begin_row (table);
  mien_cells_add_format (table, "%d", search->fold);
  mien_cells_add_format (table, "%u", trial->number);
  for (guint t = 0; search->tasks[t] != NULL; t++)
    mien_cells_add_number (table, "%g", trial->weights[t]);
  mien_cells_add_format (table, "%d", trial->epochs);
  mien_cells_add_number (table, "%.3f", trial->value);
  mien_cells_add (table, (int) number == search->chosen ? "chosen" : "");
}

void
mien_report_search (MienDocument *doc, const MienRecipe *recipe, GPtrArray *searches)
{
  const MienSearch *first = g_ptr_array_index (searches, 0);
  g_autofree char *metric =
      g_strdelimit (g_strdup (first->metric != NULL ? first->metric : "–"), "_", ' ');
  g_autofree char *budget = NULL;
  MienSearchSchedule schedule;
  MienCells *table;

  mien_document_add_heading (doc, 2, "Search for weights");
  if (mien_search_schedule (recipe, &schedule, NULL))
    budget = mien_search_tell_budget (&schedule);
  mien_document_add_paragraph (
      doc,
      "The weights of the auxiliary tasks in the arm “searched weights” were picked on "
      "the validation part of each fold; the test part was not looked at. Method: "
      "%s; budget of each fold: %s.",
      mien_search_method_name (recipe->search.method), budget != NULL ? budget : "–");
  table = mien_document_add_table (doc, "All trials.");
  mien_cells_add_columns (table, "#fold|#trial");
  for (guint t = 0; first->tasks[t] != NULL; t++)
    add_head (table, "weight of %s", first->tasks[t]);
  mien_cells_add_column (table, "epochs", TRUE);
  add_head (table, "%s on the validation part", metric);
  mien_cells_add_column (table, "", FALSE);
  for (guint s = 0; s < searches->len; s++) {
    const MienSearch *search = g_ptr_array_index (searches, s);

    for (guint i = 0; i < search->trials->len; i++)
      tell_trial (table, search, i);
  }
}
