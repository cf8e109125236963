/* What stands beside a report for other programs: LaTeX and CSV. */
#include "config.h"

#include "engine/core/csv.h"
#include "engine/study/report/report-private.h"

#include <math.h>
#include <string.h>

/* --- LaTeX --- */

static GString *
begin_latex (void)
{
  return g_string_new (MIEN_REPORT_LATEX_HEAD " " MIEN_VERSION "; needs \\usepackage{booktabs}.\n");
}

static void
append_table (GString *latex, MienCells *table, const char *caption, const char *label)
{
  g_autofree char *text = mien_cells_to_latex (table, caption, label);

  g_string_append_printf (latex, "\n%s", text);
  mien_cells_free (table);
}

char *
mien_report_study_latex (const MienReportStudy *self)
{
  GString *latex = begin_latex ();
  g_autofree char *metric = mien_report_metric (self->study->metric);
  g_autofree char *arms =
      g_strdup_printf ("Arms: %s of %s on the test part.", metric, self->study->main);

  append_table (latex, mien_report_arms_table (self), arms, "tab:arms");
  if (self->study->comparisons->len > 0) {
    const MienComparison *first = g_ptr_array_index (self->study->comparisons, 0);
    g_autofree char *differences = g_strdup_printf ("Each arm minus “%s”.", first->a);

    append_table (latex, mien_report_tests_table (self->study), differences, "tab:differences");
  }
  return g_string_free (latex, FALSE);
}

char *
mien_report_run_latex (MienRun *run)
{
  GString *latex = begin_latex ();

  append_table (latex, mien_report_run_figures (run), "All tasks on the test part.", "tab:tasks");
  return g_string_free (latex, FALSE);
}

/* --- CSV --- */

/* A cell that begins so is a formula to spreadsheets, whatever the file meant: an apostrophe makes
 * it text. */
static void
append_name (GString *csv, const char *name)
{
  g_autofree char *harmless = NULL;

  if (name != NULL && *name != '\0' && strchr ("=+-@\t\r", *name) != NULL)
    harmless = g_strconcat ("'", name, NULL);
  mien_csv_append_cell (csv, harmless != NULL ? harmless : name != NULL ? name : "");
}

static void
append_run (GString *csv, const MienReportStudy *self, const MienPlannedRun *planned, MienRun *run)
{
  static const char *const metrics[] = {"accuracy", "majority", "n"};
  g_autofree char *folder = g_path_get_basename (planned->folder);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, planned->seed);

  append_name (csv, planned->arm);
  mien_csv_append_number (csv, planned->fold);
  mien_csv_append_cell (csv, seed);
  append_name (csv, folder);
  append_name (csv, self->study->main);
  append_name (csv, self->study->metric);
  mien_csv_append_number (csv, mien_run_get_metric (run, NULL, "test", self->study->metric));
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    mien_csv_append_number (csv, mien_run_get_metric (run, NULL, "test", metrics[i]));
  mien_csv_end_row (csv);
}

static gboolean
is_arm (const MienStudy *study, const char *name)
{
  for (guint a = 0; a < study->arms->len; a++)
    if (g_str_equal (((MienArmResult *) g_ptr_array_index (study->arms, a))->name, name))
      return TRUE;
  return FALSE;
}

char *
mien_report_study_csv (const MienReportStudy *self)
{
  GString *csv = g_string_new (MIEN_REPORT_STUDY_HEAD "\n");

  for (guint i = 0; i < self->plan->len; i++) {
    const MienPlannedRun *planned = g_ptr_array_index (self->plan, i);
    MienRun *run = g_ptr_array_index (self->runs, i);

    if (run != NULL && planned->trial < 0 && is_arm (self->study, planned->arm))
      append_run (csv, self, planned, run);
  }
  return g_string_free (csv, FALSE);
}

static void
append_comparison (GString *csv, const MienComparison *c)
{
  gboolean faces = c->faces > 0;
  const double numbers[] = {c->pairs,
                            c->difference,
                            c->low,
                            c->high,
                            c->p,
                            c->p_holm,
                            c->effect,
                            c->wilcoxon,
                            c->region,
                            c->worse,
                            c->alike,
                            c->better,
                            c->worth,
                            c->more > 0 ? c->more : (double) NAN,
                            faces ? c->faces : (double) NAN,
                            faces ? c->fixed : (double) NAN,
                            faces ? c->broken : (double) NAN,
                            c->mcnemar,
                            c->faces_low,
                            c->faces_high};

  append_name (csv, c->a);
  append_name (csv, c->b);
  append_name (csv, c->test);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    mien_csv_append_number (csv, numbers[i]);
  mien_csv_end_row (csv);
}

char *
mien_report_comparisons_csv (const MienStudy *study)
{
  GString *csv = g_string_new (MIEN_REPORT_COMPARISONS_HEAD "\n");

  for (guint i = 0; i < study->comparisons->len; i++)
    append_comparison (csv, g_ptr_array_index (study->comparisons, i));
  if (study->knowledge != NULL)
    append_comparison (csv, study->knowledge);
  return g_string_free (csv, FALSE);
}

static void
append_figures (GString *csv, const char *task, JsonObject *test)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, test);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    if (!JSON_NODE_HOLDS_VALUE (value))
      continue;
    append_name (csv, task);
    append_name (csv, "test");
    append_name (csv, name);
    mien_csv_append_number (csv, json_node_get_double (value));
    mien_csv_end_row (csv);
  }
}

char *
mien_report_run_csv (MienRun *run)
{
  JsonObject *tasks = mien_report_member (json_node_get_object (run->result), "tasks");
  g_autoptr (GList) names = tasks != NULL ? json_object_get_members (tasks) : NULL;
  GString *csv = g_string_new (MIEN_REPORT_RUN_HEAD "\n");

  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *test = mien_report_member (mien_report_member (tasks, name->data), "test");

    if (test != NULL)
      append_figures (csv, name->data, test);
  }
  return g_string_free (csv, FALSE);
}
