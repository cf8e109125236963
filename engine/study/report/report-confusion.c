/* Which class was taken for which: of one run, and of all runs of each arm together. */
#include "engine/figures/matrix.h"
#include "engine/study/report/report-private.h"

#include <string.h>

#define PANEL_GAP 12.0
#define PANEL_TITLE 20.0

static void
paint_confusion (cairo_t *cr, double width, double height, gpointer data)
{
  const MienConfusion *confusion = data;
  MienFigureStyle style = mien_report_style ();
  MienMatrix matrix = {.n_rows = confusion->n_classes,
                       .n_columns = confusion->n_classes,
                       .row_names = (const char *const *) confusion->names,
                       .column_names = (const char *const *) confusion->names,
                       .counts = confusion->counts,
                       .selected_row = -1,
                       .selected_column = -1,
                       .focused_row = -1,
                       .focused_column = -1,
                       .row_title = "labelled",
                       .column_title = "predicted"};

  mien_matrix_paint (cr, width, height, &matrix, &style, NULL);
}

static MienConfusion *
count (MienPredictions *predictions, const char *name)
{
  MienTaskPredictions *task =
      predictions != NULL ? mien_predictions_find (predictions, name) : NULL;

  if (task == NULL || task->task->names == NULL || task->task->kind == MIEN_KIND_FLAGS)
    return NULL;
  return mien_confusion_new (predictions, name, 0, MIEN_PART_TEST);
}

static double
choose_side (const MienConfusion *confusion, double most)
{
  return MIN (most, 150.0 + 40.0 * confusion->n_classes);
}

void
mien_report_confusion (MienDocument *doc, MienPredictions *predictions, const char *task)
{
  MienConfusion *confusion = count (predictions, task);

  if (confusion == NULL)
    return;
  mien_document_keep (doc, confusion, (GDestroyNotify) mien_confusion_free);

  g_autofree char *caption = g_strdup_printf (
      "Which %s was taken for which, on the test part; shares are of the row.", task);
  double side = choose_side (confusion, 380.0);

  mien_document_add_heading (doc, 2, "Confusion");
  mien_document_add_figure (doc, side, 0.9 * side, paint_confusion, confusion, caption);
}

/* --- arms --- */

/* One or two arms side by side. */
typedef struct {
  char *names[2];
  MienConfusion *arms[2];
  int n;
} Panels;

static void
panels_free (gpointer data)
{
  Panels *panels = data;

  for (int i = 0; i < panels->n; i++) {
    g_free (panels->names[i]);
    mien_confusion_free (panels->arms[i]);
  }
  g_free (panels);
}

static void
paint_panels (cairo_t *cr, double width, double height, gpointer data)
{
  const Panels *panels = data;
  double wide = (width - PANEL_GAP * (panels->n - 1)) / panels->n;
  MienFigureStyle style = mien_report_style ();

  mien_paint_paper (cr, width, height, &style);
  style.bold = TRUE;
  for (int i = 0; i < panels->n; i++) {
    cairo_save (cr);
    cairo_translate (cr, i * (wide + PANEL_GAP), 0.0);
    mien_draw_text_within (cr, &style, panels->names[i], wide / 2.0, 2.0, 0.5, 0.0, wide - 8.0);
    cairo_translate (cr, 0.0, PANEL_TITLE);
    paint_confusion (cr, wide, height - PANEL_TITLE, panels->arms[i]);
    cairo_restore (cr);
  }
}

/* All finished runs of @arm, added; NULL where the main task has no classes. */
static MienConfusion *
count_arm (const MienReportStudy *self, const char *arm)
{
  MienConfusion *total = NULL;

  for (guint i = 0; i < self->plan->len; i++) {
    const MienPlannedRun *planned = g_ptr_array_index (self->plan, i);
    MienRun *run = g_ptr_array_index (self->runs, i);

    if (run == NULL || planned->trial >= 0 || !g_str_equal (planned->arm, arm))
      continue;

    g_autoptr (MienPredictions) predictions = mien_run_load_predictions (run, NULL);
    g_autoptr (MienConfusion) one = count (predictions, self->study->main);

    if (one == NULL)
      continue;
    if (total == NULL) {
      total = g_steal_pointer (&one);
      continue;
    }
    for (int k = 0; one->n_classes == total->n_classes && k < one->n_classes * one->n_classes; k++)
      total->counts[k] += one->counts[k];
  }
  return total;
}

static void
draw_panels (MienDocument *doc, Panels *panels)
{
  double side = (MIEN_REPORT_WIDTH - PANEL_GAP) / 2.0;
  g_autofree char *caption =
      panels->n == 1
          ? g_strdup_printf (
                "Which class was taken for which on the test parts by “%s”, all its runs "
                "together; shares are of the row.",
                panels->names[0])
          : g_strdup_printf (
                "Which class was taken for which on the test parts, all runs of an arm "
                "together, by “%s” and “%s”; shares are of the row.",
                panels->names[0], panels->names[1]);

  mien_document_keep (doc, panels, panels_free);
  mien_document_add_figure (doc, panels->n * side + PANEL_GAP * (panels->n - 1),
                            0.88 * side + PANEL_TITLE, paint_panels, panels, caption);
}

/* Two arms a figure, so that pages are filled. */
void
mien_report_arms_confusion (MienDocument *doc, const MienReportStudy *self)
{
  Panels *panels = g_new0 (Panels, 1);
  gboolean begun = FALSE;

  for (guint a = 0; a < self->study->arms->len; a++) {
    const MienArmResult *arm = g_ptr_array_index (self->study->arms, a);
    MienConfusion *confusion = count_arm (self, arm->name);

    if (confusion == NULL)
      continue;
    if (!begun)
      mien_document_add_heading (doc, 2, "Confusion");
    begun = TRUE;
    panels->names[panels->n] = g_utf8_make_valid (arm->name, -1);
    panels->arms[panels->n++] = confusion;
    if (panels->n < 2)
      continue;
    draw_panels (doc, panels);
    panels = g_new0 (Panels, 1);
  }
  if (panels->n > 0)
    draw_panels (doc, panels);
  else
    panels_free (panels);
}
