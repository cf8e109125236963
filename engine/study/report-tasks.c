/* How the tasks were learned together: what the network shares, what weighed each task, and whether
 * it pulled the way that the main one did. */
#include "engine/study/report-private.h"
#include "engine/training/history.h"

#include <math.h>

static JsonObject *
member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static double
number (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_double_member_with_default (object, name, (double) NAN)
                        : (double) NAN;
}

/* The last of @metric in training; NaN where there is none. @rows: (nullable) */
static double
find_last (GArray *rows, const char *task, const char *metric)
{
  for (guint i = rows != NULL ? rows->len : 0; i > 0; i--) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i - 1);

    if (g_str_equal (row->metric, metric) && g_str_equal (row->task, task) &&
        g_str_equal (row->split, "train"))
      return row->value;
  }
  return (double) NAN;
}

/* The mean cosine of the task's gradient with the main one's, over all that is shared. */
static double
find_cosine (JsonObject *gradients, const char *task, const char *main)
{
  JsonArray *tasks = gradients != NULL ? json_object_get_array_member (gradients, "tasks") : NULL;
  JsonArray *stages = tasks != NULL ? json_object_get_array_member (gradients, "cosine") : NULL;
  guint n = stages != NULL ? json_array_get_length (stages) : 0, row = G_MAXUINT,
        column = G_MAXUINT;

  for (guint i = 0; n > 0 && i < json_array_get_length (tasks); i++) {
    if (g_str_equal (json_array_get_string_element (tasks, i), main))
      row = i;
    if (g_str_equal (json_array_get_string_element (tasks, i), task))
      column = i;
  }
  if (row == G_MAXUINT || column == G_MAXUINT)
    return (double) NAN;

  JsonArray *all = json_array_get_array_element (stages, n - 1);
  JsonNode *cosine = json_array_get_element (json_array_get_array_element (all, row), column);
  return JSON_NODE_HOLDS_NULL (cosine) ? (double) NAN : json_node_get_double (cosine);
}

static void
tell_share (MienHtml *html, double share)
{
  if (isfinite (share))
    mien_html_printf (html, "td", "%.0f %%", 100.0 * share);
  else
    mien_html_element (html, "td", "–");
}

static void
tell_task (MienHtml *html, MienRun *run, GArray *rows, const MienRecipeTask *task)
{
  JsonObject *result = json_node_get_object (run->result);
  JsonObject *gradients = member (result, "task_gradients");
  JsonObject *told = member (member (result, "tasks"), task->column);
  const char *loss =
      told != NULL ? json_object_get_string_member_with_default (told, "learned_by", "–") : "–";

  mien_html_markup (html, "<tr>");
  mien_html_element (html, "td", task->column);
  mien_html_element (html, "td", mien_role_name (task->role));
  mien_html_element (html, "td", loss);
  mien_html_number (html, "%.3g", find_last (rows, task->column, "mean-weight"));
  if (task->role == MIEN_ROLE_MAIN) {
    mien_html_markup (html, "<td></td><td></td></tr>\n");
    return;
  }
  tell_share (html, number (member (gradients, "helped"), task->column));
  mien_html_number (html, "%+.2f", find_cosine (gradients, task->column, mien_run_get_main (run)));
  mien_html_markup (html, "</tr>\n");
}

static void
tell_tasks (MienHtml *html, MienRun *run, GArray *rows)
{
  mien_html_markup (html, "<div class=\"wide\"><table><tr><th>task</th><th>role</th>"
                          "<th>learned by</th><th>weight, mean of its last epoch</th>"
                          "<th>steps in which it pulled the main task's way</th>"
                          "<th>cosine with the main task, mean</th></tr>\n");
  for (guint i = 0; i < run->recipe->tasks->len; i++)
    tell_task (html, run, rows, g_ptr_array_index (run->recipe->tasks, i));
  mien_html_markup (html, "</table></div>\n");
}

/* Where the solver of the method found nothing. */
static void
tell_fallbacks (MienHtml *html, MienRun *run, GArray *rows)
{
  guint n = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    n += g_str_equal (g_array_index (rows, MienHistoryRow, i).metric, "fell-back");
  if (n > 0)
    mien_html_printf (html, "p",
                      "Steps in which %s found no weights, so that all tasks counted alike: %u.",
                      run->recipe->weighting, n);
}

static void
tell_gradients (MienHtml *html, JsonObject *result)
{
  JsonObject *gradients = member (result, "task_gradients");

  if (gradients != NULL)
    mien_html_printf (
        html, "p",
        "Weights are those on what is shared. Gradients were compared there (steps measured: %d): "
        "a cosine above 0 means that a step for the one task helps the other too, below "
        "0 that they fight.",
        (int) json_object_get_int_member_with_default (gradients, "steps", 0));
}

/* What the network began with, and what of it stayed. */
static void
tell_network (MienHtml *html, MienRun *run, JsonObject *result)
{
  JsonObject *sharing = member (result, "sharing"), *start = member (result, "start");

  if (sharing != NULL)
    mien_html_printf (html, "p", "The tasks share the network by %s.",
                      json_object_get_string_member_with_default (sharing, "kind", ""));
  if (start != NULL)
    mien_html_printf (html, "p",
                      "Training started from %s: %d of %d parameters were taken from it, the "
                      "others drawn.",
                      json_object_get_string_member_with_default (start, "path", ""),
                      (int) json_object_get_int_member_with_default (start, "taken", 0),
                      (int) json_object_get_int_member_with_default (start, "of", 0));
  if (run->recipe->freeze != NULL && *run->recipe->freeze != '\0')
    mien_html_printf (html, "p", "What is shared up to and with %s was kept as it was.",
                      run->recipe->freeze);
}

void
mien_report_tasks (MienHtml *html, MienRun *run)
{
  JsonObject *result = json_node_get_object (run->result);
  g_autoptr (GArray) rows = mien_history_read (run->folder, NULL);

  mien_html_element (html, "h2", "How it was learned");
  tell_network (html, run, result);
  tell_tasks (html, run, rows);
  tell_fallbacks (html, run, rows);
  tell_gradients (html, result);
}
