#include "engine/study/report/report-private.h"

#include <math.h>

/* A table that nobody reads to its end is no help: the numbers of the others are in run.json. */
enum {
  MOST_CLASSES = 50
};

static void
tell_class (MienCells *table, const char *name, JsonObject *figures)
{
  mien_cells_begin_row (table);
  mien_cells_add (table, name);
  mien_cells_add_number (table, "%.0f", mien_report_number (figures, "n"));
  mien_cells_add_number (table, "%.3f", mien_report_number (figures, "precision"));
  mien_cells_add_number (table, "%.3f", mien_report_number (figures, "recall"));
  mien_cells_add_number (table, "%.3f", mien_report_number (figures, "f1"));
}

static void
tell_classes (MienDocument *doc, const char *task, JsonObject *classes)
{
  JsonObjectIter iter;
  g_autofree char *caption = g_strdup_printf ("The classes of %s on the test part.", task);
  MienCells *table;
  const char *name;
  JsonNode *node;
  guint n = 0;

  table = mien_document_add_table (doc, caption);
  mien_cells_add_columns (table, "class or flag|#labels|#precision|#recall|#F1");
  json_object_iter_init_ordered (&iter, classes);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (n++ < MOST_CLASSES && JSON_NODE_HOLDS_OBJECT (node))
      tell_class (table, name, json_node_get_object (node));
  if (n > MOST_CLASSES)
    mien_document_add_paragraph (doc, "And %u more, which run.json has.", n - MOST_CLASSES);
}

/* "Cohen's kappa 0.53, …" as far as the run has them. */
static void
tell_agreement (MienDocument *doc, MienRun *run, const char *task)
{
  static const struct {
    const char *name, *words;
  } figures[] = {{"kappa", "Cohen's kappa"},
                 {"mcc", "Matthews correlation"},
                 {"auc", "area under the ROC curve"},
                 {"nll", "negative log-likelihood"},
                 {"brier", "Brier score"},
                 {"kl", "divergence from the votes"},
                 {"nme_eyes", "mean distance as a share of that between the eyes"},
                 {"failure_rate", "share of faces above a tenth of it"},
                 {"pearson", "Pearson's correlation"},
                 {"rmse", "root mean squared error"},
                 {"mae", "mean absolute error"}};
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    double value = mien_run_get_metric (run, task, "test", figures[i].name);
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    if (!isfinite (value))
      continue;
    g_ascii_formatd (number, sizeof number, "%.3f", value);
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", figures[i].words, number);
  }
  if (text->len > 0)
    mien_document_add_paragraph (doc, "%s: %s.", task, text->str);
}

static void
tell_calibration (MienDocument *doc, MienRun *run, const char *task)
{
  double ece = mien_run_get_metric (run, task, "test", "ece");
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (ece))
    return;
  g_ascii_formatd (number, sizeof number, "%.3f", ece);
  mien_document_add_paragraph (
      doc,
      "Expected calibration error of %s: %s. It tells how far the probability of an answer is from "
      "the share of such answers that are right, over 15 steps of probability: 0 means that of the "
      "faces that are answered with 80 %% sureness 80 %% are right. Where it is large, the answers "
      "may still be good, but their probabilities are not to be taken at their word.",
      task, number);
}

void
mien_report_classes (MienDocument *doc, MienRun *run, int level)
{
  JsonObject *tasks = json_object_get_object_member (json_node_get_object (run->result), "tasks");
  g_autoptr (GList) names = tasks != NULL ? json_object_get_members (tasks) : NULL;

  if (names != NULL)
    mien_document_add_heading (doc, level, "Task by task, on the test part");
  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *task = json_object_get_object_member (tasks, name->data);

    if (json_object_has_member (task, "per_class")) /* not in runs of earlier versions */
      tell_classes (doc, name->data, json_object_get_object_member (task, "per_class"));
    tell_agreement (doc, run, name->data);
    tell_calibration (doc, run, name->data);
  }
}
