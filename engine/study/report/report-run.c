#include "engine/figures/curves.h"
#include "engine/study/report/report-private.h"
#include "engine/training/history.h"

#include <math.h>
#include <string.h>

static void
tell_interval (MienCells *table, JsonObject *test, const char *name)
{
  JsonNode *node = test != NULL ? json_object_get_member (test, name) : NULL;
  JsonArray *interval =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (interval != NULL && json_array_get_length (interval) == 2)
    mien_cells_add_interval (table, json_array_get_double_element (interval, 0),
                             json_array_get_double_element (interval, 1));
  else
    mien_cells_add (table, "–");
}

/* What a task is judged by, and its accuracy beside the accuracy that needs no network. */
static void
tell_figure (MienCells *table, MienRun *run, const char *task, JsonObject *object)
{
  const char *metric = json_object_get_string_member_with_default (object, "metric", "");
  JsonObject *test = mien_report_member (object, "test");
  g_autofree char *words = mien_report_metric (metric);

  mien_cells_begin_row (table);
  mien_cells_add (table, task);
  mien_cells_add (table, words);
  mien_cells_add_number (table, "%.3f", mien_run_get_metric (run, task, "test", metric));
  tell_interval (table, test, "interval");
  mien_cells_add_number (table, "%.3f", mien_run_get_metric (run, task, "test", "accuracy"));
  tell_interval (table, test, "accuracy_interval");
  mien_cells_add_number (table, "%.3f", mien_run_get_metric (run, task, "test", "majority"));
  mien_cells_add_number (table, "%.0f", mien_run_get_metric (run, task, "test", "n"));
  mien_cells_add_format (table, "%d",
                         (int) json_object_get_int_member_with_default (object, "unscored", 0));
}

static void
tell_question (MienDocument *doc, MienRun *run)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *main = mien_run_get_main (run);
  guint n = 0;

  for (guint i = 0; i < run->recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (run->recipe->tasks, i);

    if (task->role != MIEN_ROLE_MAIN)
      g_string_append_printf (text, "%s%s", n++ > 0 ? ", " : "", task->column);
  }
  if (n == 0)
    mien_document_add_paragraph (doc,
                                 "How well does the network “%s” read %s, learning nothing else?",
                                 run->recipe->network, main);
  else
    mien_document_add_paragraph (
        doc, "How well does the network “%s” read %s when it also learns %s (weighting: %s)?",
        run->recipe->network, main, text->str, run->recipe->weighting);
}

/* Why the training ended, and which weights the model has where that is not the last step's. */
static void
tell_training (MienDocument *doc, MienRun *run, JsonObject *result)
{
  int asked = (int) json_object_get_int_member_with_default (result, "epochs", 0);
  int trained = (int) json_object_get_int_member_with_default (result, "epochs_trained", asked);
  g_autofree char *metric = mien_report_metric (mien_run_get_main_metric (run));

  if (trained < asked)
    mien_document_add_paragraph (
        doc,
        "Training ended early, after %d of %d epochs, when the number of epochs without a better "
        "%s of %s on the %s part had reached %d.",
        trained, asked, metric, mien_run_get_main (run),
        json_object_get_string_member_with_default (result, "picked_by", "validation"),
        run->recipe->stop_after);
  else
    mien_document_add_paragraph (doc, "Training went through all of its %d epochs.", asked);
  if (run->recipe->optimizer.ema > 0.0)
    mien_document_add_text (
        doc, "The model's weights, and the running statistics of its batch norms, are "
             "averages over the steps up to that epoch.");
}

/* Faces that were not cropped as the others were. */
static void
tell_crop (MienDocument *doc, MienRun *run, JsonObject *result)
{
  int n = (int) json_object_get_int_member_with_default (result, "without_points", 0);

  if (n > 0)
    mien_document_add_paragraph (
        doc,
        "Faces were cropped by their %s, except for %d whose points are missing: the "
        "middle square of their pictures was used.",
        mien_crop_name (run->recipe->preprocessing.crop), n);
}

/* "fear 1.71, happy 0.52" */
static char *
list_weights (JsonObject *weights)
{
  g_autoptr (GList) names = json_object_get_members (weights);
  GString *list = g_string_new (NULL);

  for (GList *name = names; name != NULL; name = name->next)
    g_string_append_printf (list, "%s%s %.3g", name == names ? "" : ", ", (char *) name->data,
                            json_object_get_double_member (weights, name->data));
  return g_string_free (list, FALSE);
}

/* What was done about classes of unequal size, if anything. */
static void
tell_balance (MienDocument *doc, MienRun *run, JsonObject *result)
{
  JsonObject *tasks = mien_report_member (result, "tasks");
  g_autoptr (GList) names = tasks != NULL ? json_object_get_members (tasks) : NULL;

  if (run->recipe->sampling == MIEN_SAMPLING_BALANCED)
    mien_document_add_paragraph (
        doc,
        "Training faces were drawn so that every epoch showed the classes of %s "
        "equally often; the validation and test part are as they are.",
        mien_run_get_main (run));
  if (run->recipe->sampling == MIEN_SAMPLING_TASKS)
    mien_document_add_text (
        doc, "Training faces were drawn for each task in turn, so that every batch had "
             "labels of every task; the validation and test part are as they are.");
  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *task = json_object_get_object_member (tasks, name->data);
    JsonObject *used = mien_report_member (task, "class_weights");
    gboolean flags = g_str_equal (json_object_get_string_member_with_default (task, "type", ""),
                                  mien_kind_name (MIEN_KIND_FLAGS));
    JsonObject *weights = used != NULL ? mien_report_member (used, "weights") : NULL;

    if (weights == NULL)
      continue;
    g_autofree char *list = list_weights (weights);
    mien_document_add_paragraph (
        doc, "In the training loss of %s a %s (weights: %s): %s.", (char *) name->data,
        flags ? "yes counted by its flag" : "face counted by its class",
        json_object_get_string_member_with_default (used, "method", ""), list);
  }
}

MienCells *
mien_report_run_figures (MienRun *run)
{
  JsonObject *tasks = mien_report_member (json_node_get_object (run->result), "tasks");
  g_autoptr (GList) names = tasks != NULL ? json_object_get_members (tasks) : NULL;
  MienCells *table = mien_cells_new ();

  mien_cells_add_columns (table, "task|judged by|#value|#95 % interval|#accuracy|#95 % interval|"
                                 "#accuracy of always saying the commonest|#labels|"
                                 "#not scored, as training shows none of their class");
  for (GList *name = names; name != NULL; name = name->next)
    tell_figure (table, run, name->data, json_object_get_object_member (tasks, name->data));
  return table;
}

static void
tell_figures (MienDocument *doc, MienRun *run, JsonObject *result, int level)
{
  mien_document_add_heading (doc, level, "On the test part");
  mien_document_take_table (doc, mien_report_run_figures (run), "All tasks on the test part.");
  mien_document_add_paragraph (
      doc,
      "The model is that of epoch %d of %d, picked by the %s part. Intervals are bootstrapped over "
      "%s; a single run says nothing of what another seed would give. Figures of a test part that "
      "is looked at again and again, to choose what is tried next, flatter.",
      (int) json_object_get_int_member_with_default (result, "best_epoch", 0),
      (int) json_object_get_int_member_with_default (
          result, "epochs_trained", json_object_get_int_member_with_default (result, "epochs", 0)),
      json_object_get_string_member_with_default (result, "picked_by", "validation"),
      json_object_get_string_member_with_default (result, "interval_over", "samples"));
  tell_training (doc, run, result);
  tell_crop (doc, run, result);
  tell_balance (doc, run, result);
  mien_report_told (doc, run);
}

/* A line of the history: one task's metric on one part, epoch by epoch. */
typedef struct {
  char *name;
  GArray *x, *y;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->name);
  g_array_unref (line->x);
  g_array_unref (line->y);
}

static Line *
find_line (GArray *lines, const char *task, const char *split)
{
  g_autofree char *name = g_strdup_printf ("%s, %s", task, split);
  Line line = {0};

  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (g_array_index (lines, Line, i).name, name))
      return &g_array_index (lines, Line, i);
  line.name = g_steal_pointer (&name);
  line.x = g_array_new (FALSE, FALSE, sizeof (double));
  line.y = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_val (lines, line);
  return &g_array_index (lines, Line, lines->len - 1);
}

static void
paint_losses (cairo_t *cr, double width, double height, gpointer data)
{
  GArray *lines = data;
  g_autofree MienSeries *series = g_new0 (MienSeries, MAX (lines->len, 1));
  MienFigureStyle style = mien_report_style ();
  MienCurves curves = {.x_label = "epoch",
                       .y_label = "loss",
                       .series = series,
                       .n_series = lines->len,
                       .legend = TRUE,
                       .x_low = NAN,
                       .x_high = NAN,
                       .y_low = NAN,
                       .y_high = NAN,
                       .cursor = NAN};

  for (guint i = 0; i < lines->len; i++) {
    const Line *line = &g_array_index (lines, Line, i);

    series[i] = (MienSeries){.name = line->name,
                             .x = (const double *) (void *) line->x->data,
                             .y = (const double *) (void *) line->y->data,
                             .n = line->x->len,
                             .colour = i / 2,
                             .dashed = g_str_has_suffix (line->name, "validation")};
  }
  mien_curves_paint (cr, width, height, &curves, &style, NULL);
}

static void
draw_losses (MienDocument *doc, MienRun *run, int level)
{
  g_autoptr (GArray) rows = mien_history_read (run->folder, NULL);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, line_clear);
  mien_document_keep (doc, lines, (GDestroyNotify) g_array_unref);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);
    double epoch = row->epoch;

    if (!g_str_equal (row->metric, "loss"))
      continue;
    find_line (lines, row->task, "train"); /* so that the two of a task share a colour */
    find_line (lines, row->task, "validation");
    Line *line = find_line (lines, row->task, row->split);
    g_array_append_val (line->x, epoch);
    g_array_append_val (line->y, row->value);
  }
  if (lines->len == 0)
    return;
  mien_document_add_heading (doc, level, "Training");
  mien_document_add_figure (
      doc, MIEN_REPORT_WIDTH, 260, paint_losses, lines,
      "Loss of every task, epoch by epoch: training solid, validation dashed.");
}

void
mien_report_run (MienDocument *doc, MienRun *run, gboolean data)
{
  JsonObject *result = json_node_get_object (run->result);
  g_autoptr (MienPredictions) predictions = mien_run_load_predictions (run, NULL);
  int level = data ? 2 : 3; /* alone, or a part of a study's report */

  if (data)
    tell_question (doc, run);
  tell_figures (doc, run, result, level);
  mien_report_tasks (doc, run, level);
  mien_report_classes (doc, run, level);
  if (data)
    mien_report_data (doc, run, predictions);
  draw_losses (doc, run, level);
  if (predictions != NULL && data)
    mien_report_confusion (doc, predictions, mien_run_get_main (run));
}
