/* A study's curves: what its runs had on the validation part after each epoch, by arm. */
#include "engine/figures/curves.h"
#include "engine/study/report/report-private.h"
#include "engine/study/statistics.h"
#include "engine/training/history.h"

#include <math.h>
#include <string.h>

/* The mean over an arm's runs, epoch by epoch. */
typedef struct {
  char *name;
  guint n_runs;
  GPtrArray *values; /* of GArray of double: of each epoch, a run each */
  GArray *x, *mean, *low, *high;
} ArmCurve;

typedef struct {
  GArray *arms;  /* of ArmCurve */
  char *y_label; /* "loss" */
} Curves;

static void
arm_curve_clear (gpointer data)
{
  ArmCurve *arm = data;

  g_free (arm->name);
  g_ptr_array_unref (arm->values);
  g_array_unref (arm->x);
  g_array_unref (arm->mean);
  g_array_unref (arm->low);
  g_array_unref (arm->high);
}

static void
curves_free (gpointer data)
{
  Curves *curves = data;

  g_array_unref (curves->arms);
  g_free (curves->y_label);
  g_free (curves);
}

static GArray *
new_doubles (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static ArmCurve
arm_curve_new (const char *name)
{
  return (ArmCurve){.name = g_utf8_make_valid (name, -1),
                    .values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref),
                    .x = new_doubles (),
                    .mean = new_doubles (),
                    .low = new_doubles (),
                    .high = new_doubles ()};
}

static void
read_run (ArmCurve *arm, const char *folder, const char *task, const char *part, const char *metric)
{
  g_autoptr (GArray) rows = mien_history_read (folder, NULL);
  guint before = arm->n_runs;

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (row->epoch < 1 || !g_str_equal (row->metric, metric) || !g_str_equal (row->task, task) ||
        !g_str_equal (row->split, part) || !isfinite (row->value))
      continue;
    while (arm->values->len < (guint) row->epoch)
      g_ptr_array_add (arm->values, new_doubles ());
    g_array_append_val ((GArray *) g_ptr_array_index (arm->values, (guint) row->epoch - 1),
                        row->value);
    arm->n_runs = before + 1;
  }
}

static void
summarise (ArmCurve *arm)
{
  for (guint e = 0; e < arm->values->len; e++) {
    const GArray *values = g_ptr_array_index (arm->values, e);
    MienInterval interval =
        mien_mean_interval ((const double *) (void *) values->data, values->len);
    double epoch = e + 1;

    if (values->len == 0)
      continue;
    g_array_append_val (arm->x, epoch);
    g_array_append_val (arm->mean, interval.mean);
    g_array_append_val (arm->low, interval.low);
    g_array_append_val (arm->high, interval.high);
  }
}

static Curves *
read_curves (const MienReportStudy *self, const char *part, const char *metric)
{
  Curves *curves = g_new0 (Curves, 1);

  curves->arms = g_array_new (FALSE, FALSE, sizeof (ArmCurve));
  g_array_set_clear_func (curves->arms, arm_curve_clear);
  curves->y_label = mien_report_metric (metric);
  for (guint a = 0; a < self->study->arms->len; a++) {
    const char *name = ((MienArmResult *) g_ptr_array_index (self->study->arms, a))->name;
    ArmCurve arm = arm_curve_new (name);

    for (guint i = 0; i < self->plan->len; i++) {
      const MienPlannedRun *planned = g_ptr_array_index (self->plan, i);

      if (g_ptr_array_index (self->runs, i) != NULL && planned->trial < 0 &&
          g_str_equal (planned->arm, name))
        read_run (&arm, planned->folder, self->study->main, part, metric);
    }
    summarise (&arm);
    g_array_append_val (curves->arms, arm);
  }
  return curves;
}

static gboolean
has_points (const Curves *curves)
{
  for (guint a = 0; a < curves->arms->len; a++)
    if (g_array_index (curves->arms, ArmCurve, a).x->len > 0)
      return TRUE;
  return FALSE;
}

static void
paint_curves (cairo_t *cr, double width, double height, gpointer data)
{
  const Curves *self = data;
  g_autofree MienSeries *series = g_new0 (MienSeries, MAX (self->arms->len, 1));
  MienFigureStyle style = mien_report_style ();
  MienCurves curves = {.x_label = "epoch",
                       .y_label = self->y_label,
                       .series = series,
                       .n_series = self->arms->len,
                       .legend = TRUE,
                       .x_low = NAN,
                       .x_high = NAN,
                       .y_low = NAN,
                       .y_high = NAN,
                       .cursor = NAN};

  for (guint a = 0; a < self->arms->len; a++) {
    const ArmCurve *arm = &g_array_index (self->arms, ArmCurve, a);
    gboolean band = arm->n_runs > 1;

    series[a] = (MienSeries){.name = arm->name,
                             .x = (const double *) (void *) arm->x->data,
                             .y = (const double *) (void *) arm->mean->data,
                             .low = band ? (const double *) (void *) arm->low->data : NULL,
                             .high = band ? (const double *) (void *) arm->high->data : NULL,
                             .n = arm->x->len,
                             .colour = a};
  }
  mien_curves_paint (cr, width, height, &curves, &style, NULL);
}

/* "n = 6", "n = 4 to 6" */
static char *
count_runs (const Curves *curves)
{
  guint least = G_MAXUINT, most = 0;

  for (guint a = 0; a < curves->arms->len; a++) {
    const ArmCurve *arm = &g_array_index (curves->arms, ArmCurve, a);

    if (arm->n_runs == 0)
      continue;
    least = MIN (least, arm->n_runs);
    most = MAX (most, arm->n_runs);
  }
  return least == most ? g_strdup_printf ("n = %u", most)
                       : g_strdup_printf ("n = %u to %u", least, most);
}

static gboolean
draw (MienDocument *doc, const MienReportStudy *self, const char *part, const char *metric)
{
  Curves *curves = read_curves (self, part, metric);
  g_autofree char *n = count_runs (curves);

  mien_document_keep (doc, curves, curves_free);
  if (!has_points (curves))
    return FALSE;

  gboolean band = !g_str_equal (n, "n = 1");
  g_autofree char *caption = g_strdup_printf (
      "%s of %s on the %s part after each epoch: %s (%s).", curves->y_label, self->study->main,
      part,
      band ? "the mean over the runs of each arm, and its 95 % t-interval as a band"
           : "one run an arm",
      n);
  *caption = g_ascii_toupper (*caption);
  mien_document_add_figure (doc, MIEN_REPORT_WIDTH, 250.0, paint_curves, curves, caption);
  return TRUE;
}

void
mien_report_curves (MienDocument *doc, const MienReportStudy *self)
{
  const char *main = self->study->metric;

  mien_document_add_heading (doc, 2, "Training");
  if (!draw (doc, self, "validation", main) && !draw (doc, self, "train", main))
    mien_document_add_text (doc, "No run tells how it was trained.");
  if (!draw (doc, self, "validation", "loss"))
    draw (doc, self, "train", "loss");
}
