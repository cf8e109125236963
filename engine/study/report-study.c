#include "engine/figures/intervals.h"
#include "engine/study/ready-arms.h"
#include "engine/study/report-private.h"

static void
tell_arms (MienHtml *html, const MienStudy *study)
{
  g_autofree char *metric = g_strdelimit (g_strdup (study->metric), "_", ' ');

  mien_html_element (html, "h2", "Arms");
  mien_html_printf (html, "p", "%s of %s on the test part.", metric, study->main);
  mien_html_markup (
      html, "<table><tr><th>arm</th><th>mean</th><th>95 % interval</th><th>runs</th></tr>\n");
  for (guint i = 0; i < study->arms->len; i++) {
    const MienArmResult *arm = g_ptr_array_index (study->arms, i);

    mien_html_markup (html, "<tr>");
    mien_html_element (html, "td", arm->name);
    mien_html_number (html, "%.3f", arm->mean);
    mien_html_interval (html, arm->low, arm->high);
    mien_html_printf (html, "td", "%u", arm->values->len);
    mien_html_markup (html, "</tr>\n");
  }
  mien_html_markup (html, "</table>\n");
}

static void
paint_differences (cairo_t *cr, double width, double height, gpointer data)
{
  const MienStudy *study = data;
  guint n = study->comparisons->len;
  g_autofree MienIntervalRow *rows = g_new0 (MienIntervalRow, MAX (n, 1));
  MienFigureStyle style = mien_figure_style_paper ();
  g_autofree char *metric = g_strdelimit (g_strdup (study->metric), "_", ' ');
  g_autofree char *label = g_strdup_printf ("difference of %s", metric);

  for (guint i = 0; i < n; i++) {
    const MienComparison *comparison = g_ptr_array_index (study->comparisons, i);

    rows[i] = (MienIntervalRow){.name = comparison->b,
                                .mean = comparison->difference,
                                .low = comparison->low,
                                .high = comparison->high,
                                .values = (const double *) (void *) comparison->differences->data,
                                .n = comparison->pairs};
  }
  mien_intervals_paint (cr, width, height,
                        &(MienIntervals){.x_label = label, .rows = rows, .n_rows = n, .zero = TRUE},
                        &style);
}

static void
tell_comparison (MienHtml *html, const char *name, const MienComparison *comparison)
{
  mien_html_markup (html, "<tr>");
  mien_html_element (html, "td", name);
  mien_html_number (html, "%+.3f", comparison->difference);
  mien_html_interval (html, comparison->low, comparison->high);
  mien_html_number (html, "%.4f", comparison->p);
  mien_html_number (html, "%.4f", comparison->p_holm);
  mien_html_element (html, "td", comparison->test);
  mien_html_printf (html, "td", "%u", comparison->pairs);
  mien_html_markup (html, "</tr>\n");
}

static void
tell_comparisons (MienHtml *html, MienStudy *study)
{
  g_autofree char *caption = NULL;

  if (study->comparisons->len == 0)
    return;
  mien_html_element (html, "h2", "Differences");
  caption =
      g_strdup_printf ("Each arm minus “%s”, run against run: the single pairs, their mean and its "
                       "95 %% interval.",
                       ((MienComparison *) g_ptr_array_index (study->comparisons, 0))->a);
  mien_html_figure (html, 720, 90.0 + 50.0 * study->comparisons->len, paint_differences, study,
                    caption);
  mien_html_markup (html,
                    "<table><tr><th>arm</th><th>difference</th><th>95 % interval</th><th>p</th>"
                    "<th>p by Holm</th><th>test</th><th>pairs</th></tr>\n");
  for (guint i = 0; i < study->comparisons->len; i++) {
    const MienComparison *comparison = g_ptr_array_index (study->comparisons, i);

    tell_comparison (html, comparison->b, comparison);
  }
  if (study->knowledge != NULL) {
    g_autofree char *name =
        g_strdup_printf ("%s, less “%s”", study->knowledge->b, study->knowledge->a);

    tell_comparison (html, name, study->knowledge);
  }
  mien_html_markup (html, "</table>\n");
}

/* What a ready arm trains is there to be compared with; the others stand for the study. */
static gboolean
stands_for_study (const MienRecipe *recipe, const MienPlannedRun *run)
{
  for (int i = 0; i < (int) MIEN_N_READY_ARMS; i++)
    if (g_strcmp0 (run->arm, mien_ready_arm_title ((MienReadyArm) i)) == 0)
      return FALSE;
  for (guint a = 0; a < recipe->arms->len; a++)
    if (g_str_equal (run->arm, ((MienArm *) g_ptr_array_index (recipe->arms, a))->name))
      return TRUE;
  return FALSE;
}

/* The first finished run of the last such arm stands for the study's data and figures by task. */
static void
tell_one_run (MienHtml *html, const MienStudy *study, const MienRecipe *recipe)
{
  g_autoptr (GPtrArray) plan =
      mien_study_plan (recipe, study->folder, MAX (recipe->folds, 1), NULL);

  for (guint i = plan != NULL ? plan->len : 0; i-- > 0;) {
    const MienPlannedRun *planned = g_ptr_array_index (plan, i);
    g_autoptr (MienRun) run =
        stands_for_study (recipe, planned) && mien_folder_is_run (planned->folder)
            ? mien_run_open (planned->folder, NULL)
            : NULL;

    if (run == NULL || run->state != MIEN_RUN_FINISHED)
      continue;
    mien_html_printf (html, "h2", "One of the runs: %s, fold %d, seed %d", planned->arm,
                      planned->fold, (int) planned->seed);
    mien_report_run (html, run);
    return;
  }
}

void
mien_report_study (MienHtml *html, MienStudy *study, const MienRecipe *recipe)
{
  mien_html_markup (html, "<div class=\"claim\">");
  mien_html_element (html, "p", study->words);
  mien_html_markup (html, "</div>\n");
  tell_comparisons (html, study);
  tell_arms (html, study);
  if (study->transfer != NULL)
    mien_report_transfer (html, study->transfer);
  if (study->searches->len > 0)
    mien_report_search (html, study->recipe, study->searches);
  tell_one_run (html, study, recipe);
}
