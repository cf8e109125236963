/* How the tasks were learned together: what the network shares, what weighed each task, and whether
 * it pulled the way that the main one did. */
#include "engine/study/report/report-private.h"
#include "engine/training/history.h"

#include <math.h>

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
tell_share (MienCells *table, double share)
{
  if (isfinite (share))
    mien_cells_add_format (table, "%.0f %%", 100.0 * share);
  else
    mien_cells_add (table, "–");
}

static void
tell_task (MienCells *table, MienRun *run, GArray *rows, const MienRecipeTask *task)
{
  JsonObject *result = json_node_get_object (run->result);
  JsonObject *gradients = mien_report_member (result, "task_gradients");
  JsonObject *told = mien_report_member (mien_report_member (result, "tasks"), task->column);
  const char *loss =
      told != NULL ? json_object_get_string_member_with_default (told, "learned_by", "–") : "–";

  mien_cells_begin_row (table);
  mien_cells_add (table, task->column);
  mien_cells_add (table, mien_role_name (task->role));
  mien_cells_add (table, loss);
  mien_cells_add_number (table, "%.3g", find_last (rows, task->column, "mean-weight"));
  if (task->role == MIEN_ROLE_MAIN) {
    return;
  }
  tell_share (table, mien_report_number (mien_report_member (gradients, "helped"), task->column));
  mien_cells_add_number (table, "%+.2f",
                         find_cosine (gradients, task->column, mien_run_get_main (run)));
}

static void
tell_tasks (MienDocument *doc, MienRun *run, GArray *rows)
{
  MienCells *table = mien_document_add_table (doc, "The tasks while they were learned.");

  mien_cells_add_columns (table, "task|role|learned by|#weight, mean of its last epoch|"
                                 "#steps in which it pulled the main task's way|"
                                 "#cosine with the main task, mean");
  for (guint i = 0; i < run->recipe->tasks->len; i++)
    tell_task (table, run, rows, g_ptr_array_index (run->recipe->tasks, i));
}

/* Where the solver of the method found nothing. */
static void
tell_fallbacks (MienDocument *doc, MienRun *run, GArray *rows)
{
  guint n = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    n += g_str_equal (g_array_index (rows, MienHistoryRow, i).metric, "fell-back");
  if (n > 0)
    mien_document_add_paragraph (
        doc, "Steps in which %s found no weights, so that all tasks counted alike: %u.",
        run->recipe->weighting, n);
}

static void
tell_gradients (MienDocument *doc, JsonObject *result)
{
  JsonObject *gradients = mien_report_member (result, "task_gradients");

  if (gradients != NULL)
    mien_document_add_paragraph (
        doc,
        "Weights are those on what is shared. Gradients were compared there (steps measured: %d): "
        "a cosine above 0 means that a step for the one task helps the other too, below "
        "0 that they fight.",
        (int) json_object_get_int_member_with_default (gradients, "steps", 0));
}

/* What the network began with, and what of it stayed. */
static void
tell_network (MienDocument *doc, MienRun *run, JsonObject *result)
{
  JsonObject *sharing = mien_report_member (result, "sharing"),
             *start = mien_report_member (result, "start");

  if (sharing != NULL)
    mien_document_add_paragraph (doc, "The tasks share the network by %s.",
                                 json_object_get_string_member_with_default (sharing, "kind", ""));
  if (start != NULL)
    mien_document_add_paragraph (
        doc,
        "Training started from %s: %d of %d parameters were taken from it, the "
        "others drawn.",
        json_object_get_string_member_with_default (start, "path", ""),
        (int) json_object_get_int_member_with_default (start, "taken", 0),
        (int) json_object_get_int_member_with_default (start, "of", 0));
  if (run->recipe->freeze != NULL && *run->recipe->freeze != '\0')
    mien_document_add_paragraph (doc, "What is shared up to and with %s was kept as it was.",
                                 run->recipe->freeze);
}

void
mien_report_tasks (MienDocument *doc, MienRun *run, int level)
{
  JsonObject *result = json_node_get_object (run->result);
  g_autoptr (GArray) rows = mien_history_read (run->folder, NULL);

  mien_document_add_heading (doc, level, "How it was learned");
  tell_network (doc, run, result);
  tell_tasks (doc, run, rows);
  tell_fallbacks (doc, run, rows);
  tell_gradients (doc, result);
}
