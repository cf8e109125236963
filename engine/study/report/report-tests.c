/* Differences between arms, and every test of them that there is. */
#include "engine/figures/intervals.h"
#include "engine/study/report/report-private.h"

#include <math.h>
#include <string.h>

static MienIntervalRow
make_row (const MienComparison *comparison)
{
  return (MienIntervalRow){.name = comparison->b,
                           .mean = comparison->difference,
                           .low = comparison->low,
                           .high = comparison->high,
                           .values = (const double *) (void *) comparison->differences->data,
                           .n = comparison->pairs};
}

static void
paint_differences (cairo_t *cr, double width, double height, gpointer data)
{
  const MienStudy *study = data;
  guint n = study->comparisons->len;
  g_autofree MienIntervalRow *rows = g_new0 (MienIntervalRow, MAX (n, 1));
  MienFigureStyle style = mien_report_style ();
  g_autofree char *metric = mien_report_metric (study->metric);
  g_autofree char *label = g_strdup_printf ("difference of %s", metric);

  for (guint i = 0; i < n; i++)
    rows[i] = make_row (g_ptr_array_index (study->comparisons, i));
  mien_intervals_paint (cr, width, height,
                        &(MienIntervals){.x_label = label, .rows = rows, .n_rows = n, .zero = TRUE},
                        &style);
}

/* The study's comparisons and, last, what the labels themselves are worth; (transfer container) */
static GPtrArray *
list_comparisons (const MienStudy *study)
{
  GPtrArray *all = g_ptr_array_new ();

  g_ptr_array_extend (all, study->comparisons, NULL, NULL);
  if (study->knowledge != NULL)
    g_ptr_array_add (all, study->knowledge);
  return all;
}

static void
add_p (MienCells *table, double p)
{
  if (p < 0.0001)
    mien_cells_add (table, "< 0.0001");
  else
    mien_cells_add_number (table, "%.4f", p);
}

static void
add_name (MienCells *table, const MienStudy *study, const MienComparison *comparison)
{
  if (comparison == study->knowledge)
    mien_cells_add_format (table, "%s, less “%s”", comparison->b, comparison->a);
  else
    mien_cells_add (table, comparison->b);
}

MienCells *
mien_report_tests_table (const MienStudy *study)
{
  g_autoptr (GPtrArray) all = list_comparisons (study);
  MienCells *table = mien_cells_new ();

  mien_cells_add_columns (table,
                          "arm|#pairs|#difference|#95 % interval|#p|#p by Holm|test of the mean");
  for (guint i = 0; i < all->len; i++) {
    const MienComparison *comparison = g_ptr_array_index (all, i);

    mien_cells_begin_row (table);
    add_name (table, study, comparison);
    mien_cells_add_format (table, "%u", comparison->pairs);
    mien_cells_add_number (table, "%+.3f", comparison->difference);
    mien_cells_add_interval (table, comparison->low, comparison->high);
    add_p (table, comparison->p);
    add_p (table, comparison->p_holm);
    if (comparison->p_holm < 0.05)
      mien_cells_stress (table);
    mien_cells_add (table, comparison->test);
  }
  return table;
}

/* --- what else is known of the pairs, and of the faces --- */

static gboolean
has_pairs (const MienComparison *comparison)
{
  return isfinite (comparison->effect) || isfinite (comparison->wilcoxon) ||
         isfinite (comparison->better);
}

static void
tell_more (MienCells *table, const MienStudy *study, const MienComparison *comparison)
{
  mien_cells_begin_row (table);
  add_name (table, study, comparison);
  mien_cells_add_number (table, "%+.2f", comparison->effect);
  add_p (table, comparison->wilcoxon);
  mien_cells_add_number (table, "%.3g", comparison->region);
  mien_cells_add_number (table, "%.3f", comparison->worse);
  mien_cells_add_number (table, "%.3f", comparison->alike);
  mien_cells_add_number (table, "%.3f", comparison->better);
  if (comparison->more > 0)
    mien_cells_add_format (table, "about %u", comparison->more);
  else
    mien_cells_add (table, "–");
}

static void
tell_pairs (MienDocument *doc, const MienStudy *study, GPtrArray *all)
{
  MienCells *table = NULL;

  for (guint i = 0; i < all->len; i++) {
    const MienComparison *comparison = g_ptr_array_index (all, i);

    if (!has_pairs (comparison))
      continue;
    if (table == NULL) {
      table = mien_document_add_table (
          doc, "The same pairs by other tests. d: mean over standard deviation of the differences "
               "(Cohen's d_z). Wilcoxon: p of the signed rank test. Then how probable it is, by "
               "the Bayesian correlated t-test, that the arm is worse, alike or better in "
               "practice: alike is a difference of no more than the region. Last, how many further "
               "pairs "
               "would show a difference that one would want to see.");
      mien_cells_add_columns (table, "arm|#d|#Wilcoxon|#region|#worse|#alike|#better|#more pairs");
    }
    tell_more (table, study, comparison);
  }
}

static void
tell_faces (MienDocument *doc, const MienStudy *study, GPtrArray *all)
{
  MienCells *table = NULL;

  for (guint i = 0; i < all->len; i++) {
    const MienComparison *comparison = g_ptr_array_index (all, i);

    if (comparison->faces == 0)
      continue;
    if (table == NULL) {
      table = mien_document_add_table (
          doc, "The faces of the test parts, each told once by an arm: by the mean probability of "
               "its runs. McNemar: exact p. The interval, of the difference in accuracy, is "
               "bootstrapped over persons, or over faces where no persons are known.");
      mien_cells_add_columns (table,
                              "arm|#faces|#fixed|#broken|#McNemar|#95 % interval of accuracy");
    }
    mien_cells_begin_row (table);
    add_name (table, study, comparison);
    mien_cells_add_format (table, "%u", comparison->faces);
    mien_cells_add_format (table, "%u", comparison->fixed);
    mien_cells_add_format (table, "%u", comparison->broken);
    add_p (table, comparison->mcnemar);
    mien_cells_add_interval (table, comparison->faces_low, comparison->faces_high);
  }
}

void
mien_report_tests (MienDocument *doc, MienStudy *study)
{
  g_autoptr (GPtrArray) all = list_comparisons (study);
  const char *first;

  if (study->comparisons->len == 0)
    return;
  first = ((MienComparison *) g_ptr_array_index (study->comparisons, 0))->a;
  g_autofree char *caption =
      g_strdup_printf ("Each arm minus “%s”, run against run: the single pairs, their mean and its "
                       "95 %% interval.",
                       first);
  g_autofree char *tests = g_strdup_printf (
      "Each arm minus “%s”. Bold where p by Holm, over all rows, is below 0.05.", first);

  mien_document_add_heading (doc, 2, "Differences");
  mien_document_add_figure (doc, MIEN_REPORT_WIDTH, 80.0 + 40.0 * study->comparisons->len,
                            paint_differences, study, caption);
  mien_document_take_table (doc, mien_report_tests_table (study), tests);
  tell_pairs (doc, study, all);
  tell_faces (doc, study, all);
}
