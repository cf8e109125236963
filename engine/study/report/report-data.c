#include "engine/study/report/report-private.h"
#include "engine/study/split-figure.h"

static void
tell_row (MienCells *table, const char *name, const char *value)
{
  mien_cells_begin_row (table);
  mien_cells_add (table, name);
  mien_cells_add (table, value);
}

static char *
describe_split (const MienRecipe *recipe)
{
  const char *kind = mien_split_kind_name (recipe->split);
  gboolean refused = recipe->split == MIEN_SPLIT_OFFICIAL && recipe->subject != NULL &&
                     recipe->leaks == MIEN_LEAKS_REFUSE;

  if (mien_split_kind_is_by_subject (recipe->split))
    return g_strdup_printf ("%s, no person on two sides", kind);
  if (mien_split_kind_is_by_group (recipe->split))
    return g_strdup_printf (
        "%s, no %s on two sides%s", kind, recipe->group,
        recipe->subject != NULL && recipe->leaks == MIEN_LEAKS_ALLOW ? ", but persons may be" : "");
  return g_strdup_printf ("%s, %s", kind,
                          refused ? "no person is both learned from and tested on"
                                  : "persons may be on both sides");
}

static void
tell_facts (MienDocument *doc, MienRun *run, JsonObject *result)
{
  MienCells *table;
  g_autofree char *split = describe_split (run->recipe);
  g_autofree char *leaks = mien_run_tell_leaks (run);
  g_autofree char *problems =
      g_strdup_printf ("%d", (int) json_object_get_int_member_with_default (result, "problems", 0));

  table = mien_document_add_table (doc, "The data and their split.");
  mien_cells_add_columns (table, "what|as it was");
  for (char **path = run->recipe->paths; *path != NULL; path++)
    tell_row (table, "data set", *path);
  tell_row (table, "fingerprint of ids and labels",
            json_object_get_string_member_with_default (result, "data", ""));
  tell_row (table, "split", split);
  if (leaks != NULL)
    tell_row (table, "on two sides of it", leaks);
  tell_row (table, "problems found while reading", problems);
}

static void
tell_counts (MienCells *table, const char *name, const guint counts[MIEN_N_PARTS])
{
  mien_cells_begin_row (table);
  mien_cells_add (table, name);
  for (int part = 0; part < MIEN_N_PARTS; part++)
    mien_cells_add_format (table, "%u", counts[part]);
}

static void
tell_parts (MienCells *table, JsonObject *result)
{
  JsonNode *node = json_object_get_member (result, "samples");
  guint counts[MIEN_N_PARTS] = {0};

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  for (int part = 0; part < MIEN_N_PARTS; part++)
    counts[part] = (guint) json_object_get_int_member_with_default (
        json_node_get_object (node), mien_part_name ((MienPart) part), 0);
  tell_counts (table, "all faces", counts);
}

/* "labels of person, 5 % of the training part's kept" */
static char *
name_labels (const MienRecipeTask *task)
{
  GString *name = g_string_new (NULL);
  char share[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (name, "labels of %s", task->column);
  if (task->labels < 1.0)
    g_string_append_printf (name, ", %s %% of the training part's kept",
                            g_ascii_formatd (share, sizeof share, "%.3g", 100.0 * task->labels));
  if (task->shuffle)
    g_string_append (name, ", shuffled in the training part");
  return g_string_free (name, FALSE);
}

static void
tell_missing (MienCells *table, const char *task, JsonObject *all, guint counts[MIEN_N_PARTS])
{
  g_autofree char *name = g_strdup_printf ("faces without a label of %s", task);
  guint n = 0;

  for (int part = 0; part < MIEN_N_PARTS; part++) {
    guint faces =
        (guint) json_object_get_int_member_with_default (all, mien_part_name ((MienPart) part), 0);

    counts[part] = faces - MIN (counts[part], faces);
    n += counts[part];
  }
  if (n > 0)
    tell_counts (table, name, counts);
}

/* How many faces have a label of each task; runs of earlier versions do not say. */
static void
tell_labels (MienCells *table, MienRun *run, JsonObject *result)
{
  JsonObject *all = mien_report_member (result, "samples");
  JsonObject *labels = mien_report_member (all, "labels");

  for (guint t = 0; labels != NULL && t < run->recipe->tasks->len; t++) {
    const MienRecipeTask *task = g_ptr_array_index (run->recipe->tasks, t);
    JsonObject *parts = mien_report_member (labels, task->column);
    g_autofree char *name = name_labels (task);
    guint counts[MIEN_N_PARTS] = {0};

    for (int part = 0; parts != NULL && part < MIEN_N_PARTS; part++)
      counts[part] = (guint) json_object_get_int_member_with_default (
          parts, mien_part_name ((MienPart) part), 0);
    if (parts != NULL)
      tell_counts (table, name, counts);
    if (parts != NULL)
      tell_missing (table, task->column, all, counts);
  }
}

/* Faces of each class in each part. */
static void
tell_balance (MienCells *table, const MienPredictions *predictions, const MienTaskPredictions *task)
{
  for (int name = 0; name < task->task->width; name++) {
    guint counts[MIEN_N_PARTS] = {0};

    for (guint i = 0; i < predictions->n; i++)
      if (predictions->parts[i] >= 0 && (double) task->label[i] >= name &&
          (double) task->label[i] <= name)
        counts[predictions->parts[i]]++;
    tell_counts (table, task->task->names[name], counts);
  }
}

static void
paint_split (cairo_t *cr, double width, double height, gpointer data)
{
  const MienSplitFigure *figure = data;
  MienFigureStyle style = mien_report_style ();

  mien_parts_paint (cr, width, height, &figure->parts, &style);
}

static char *
caption_split (const MienSplitSummary *summary)
{
  GString *text = g_string_new ("Faces of each class in each part");
  guint divided = mien_split_summary_count_divided (summary);

  if (summary->group_column != NULL)
    g_string_append_printf (text, ", and the parts in which each %s is; ", summary->group_column);
  if (summary->group_column != NULL && divided == 0)
    g_string_append (text, "none of them is in several");
  else if (summary->group_column != NULL)
    g_string_append_printf (text, "%u of them are in several", divided);
  g_string_append_c (text, '.');
  if (summary->left_out > 0)
    g_string_append_printf (text, " %u faces are in no part.", summary->left_out);
  return g_string_free (text, FALSE);
}

/* The picture that Design shows before a training; runs of earlier versions have none. */
static void
draw_split (MienDocument *doc, JsonObject *result)
{
  static const char *const names[MIEN_PARTS_N] = {"Training", "Validation", "Test"};
  const double width = MIEN_REPORT_WIDTH;
  JsonNode *node = json_object_get_member (result, "split");
  MienSplitSummary *summary = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                                  ? mien_split_summary_from_json (json_node_get_object (node))
                                  : NULL;

  if (summary == NULL)
    return;

  MienSplitFigure *figure = mien_split_figure_new (summary, names, "not said");
  g_autofree char *caption = caption_split (summary);
  MienFigureStyle style = mien_report_style ();

  mien_document_keep (doc, figure, (GDestroyNotify) mien_split_figure_free);
  mien_document_keep (doc, summary, (GDestroyNotify) mien_split_summary_free);
  mien_document_add_figure (doc, width, mien_parts_height (width, &figure->parts, &style),
                            paint_split, figure, caption);
}

void
mien_report_data (MienDocument *doc, MienRun *run, MienPredictions *predictions)
{
  JsonObject *result = json_node_get_object (run->result);
  const MienTaskPredictions *task =
      predictions != NULL ? mien_predictions_find (predictions, mien_run_get_main (run)) : NULL;
  MienCells *table;

  mien_document_add_heading (doc, 2, "Data");
  tell_facts (doc, run, result);
  table = mien_document_add_table (doc, "Faces and labels in each part.");
  mien_cells_add_columns (table, "faces|#train|#validation|#test");
  if (task != NULL && task->task->kind == MIEN_KIND_CLASS)
    tell_balance (table, predictions, task);
  tell_parts (table, result);
  tell_labels (table, run, result);
  draw_split (doc, result);
}
