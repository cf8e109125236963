/* What a study tells beside its arms: what tasks gain by each other, and which weights were tried.
 */
#include "engine/study/report-private.h"

#include <math.h>

/* --- what tasks gain by each other --- */

static void
append_number (GString *text, const char *format, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text,
                   isfinite (value) ? g_ascii_formatd (digits, sizeof digits, format, value) : "–");
}

/* Its sign is in the number, and what is beyond chance is bold. */
static void
tell_gain (MienHtml *html, const MienComparison *gain)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean claimed = gain != NULL && gain->p_holm < 0.05;

  if (gain == NULL || gain->pairs == 0) {
    mien_html_element (html, "td", "–");
    return;
  }
  append_number (text, "%+.3f", gain->difference);
  if (isfinite (gain->low)) {
    g_string_append (text, " [");
    append_number (text, "%+.3f", gain->low);
    g_string_append (text, ", ");
    append_number (text, "%+.3f", gain->high);
    g_string_append (text, "]");
  }
  mien_html_markup (html, claimed ? "<td><b>" : "<td>");
  mien_html_text (html, text->str);
  if (claimed)
    mien_html_text (html, gain->difference > 0.0 ? " gain" : " loss");
  mien_html_markup (html, claimed ? "</b></td>" : "</td>");
}

static void
tell_gains (MienHtml *html, const MienTransfer *transfer, guint task, gboolean pairs)
{
  g_autofree char *metric = g_strdelimit (
      g_strdup (transfer->metrics[task] != NULL ? transfer->metrics[task] : "–"), "_", ' ');

  mien_html_markup (html, "<tr>");
  mien_html_element (html, "th", transfer->tasks[task]);
  mien_html_element (html, "td", metric);
  for (guint other = 0; pairs && other < transfer->n; other++)
    tell_gain (html, transfer->gain[task * transfer->n + other]);
  tell_gain (html, transfer->together[task]);
  mien_html_markup (html, "</tr>\n");
}

void
mien_report_transfer (MienHtml *html, const MienTransfer *transfer)
{
  gboolean pairs = transfer->n > 1 && transfer->gain[1] != NULL;

  mien_html_element (html, "h2", "What tasks gain by each other");
  mien_html_printf (
      html, "p",
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
  mien_html_markup (html, "<div class=\"wide\"><table><tr><th>task</th><th>judged by</th>");
  for (guint other = 0; pairs && other < transfer->n; other++)
    mien_html_printf (html, "th", "with %s", transfer->tasks[other]);
  mien_html_markup (html, "<th>with all others</th></tr>\n");
  for (guint task = 0; task < transfer->n; task++)
    tell_gains (html, transfer, task, pairs);
  mien_html_markup (html, "</table></div>\n");
}

/* --- the search --- */

static void
tell_trial (MienHtml *html, const MienSearch *search, guint number)
{
  const MienTrial *trial = g_ptr_array_index (search->trials, number);

  mien_html_markup (html, "<tr>");
  mien_html_printf (html, "td", "%d", search->fold);
  mien_html_printf (html, "td", "%u", trial->number);
  for (guint t = 0; search->tasks[t] != NULL; t++)
    mien_html_number (html, "%g", trial->weights[t]);
  mien_html_printf (html, "td", "%d", trial->epochs);
  mien_html_number (html, "%.3f", trial->value);
  mien_html_element (html, "td", (int) number == search->chosen ? "chosen" : "");
  mien_html_markup (html, "</tr>\n");
}

void
mien_report_search (MienHtml *html, const MienRecipe *recipe, GPtrArray *searches)
{
  const MienSearch *first = g_ptr_array_index (searches, 0);
  g_autofree char *metric =
      g_strdelimit (g_strdup (first->metric != NULL ? first->metric : "–"), "_", ' ');
  g_autofree char *budget = NULL;
  MienSearchSchedule schedule;

  mien_html_element (html, "h2", "Search for weights");
  if (mien_search_schedule (recipe, &schedule, NULL))
    budget = mien_search_tell_budget (&schedule);
  mien_html_printf (
      html, "p",
      "The weights of the auxiliary tasks in the arm “searched weights” were picked on "
      "the validation part of each fold; the test part was not looked at. Method: "
      "%s; budget of each fold: %s.",
      mien_search_method_name (recipe->search.method), budget != NULL ? budget : "–");
  mien_html_markup (html, "<div class=\"wide\"><table><tr><th>fold</th><th>trial</th>");
  for (guint t = 0; first->tasks[t] != NULL; t++)
    mien_html_printf (html, "th", "weight of %s", first->tasks[t]);
  mien_html_markup (html, "<th>epochs</th>");
  mien_html_printf (html, "th", "%s on the validation part", metric);
  mien_html_markup (html, "<th></th></tr>\n");
  for (guint s = 0; s < searches->len; s++) {
    const MienSearch *search = g_ptr_array_index (searches, s);

    for (guint i = 0; i < search->trials->len; i++)
      tell_trial (html, search, i);
  }
  mien_html_markup (html, "</table></div>\n");
}
