/* A study's curves: what its runs had on the validation part after each epoch, by arm. */
#include "engine/figures/curves.h"
#include "engine/study/statistics/band.h"
#include "engine/study/report/report-private.h"
#include "engine/training/history.h"

#include <math.h>
#include <string.h>

typedef struct {
  char *name;
  MienBand *band;
  guint n_runs;
} ArmCurve;

typedef struct {
  GArray *arms; /* of ArmCurve */
  char *y_label;
} Curves;

static void
arm_curve_clear (gpointer data)
{
  ArmCurve *arm = data;

  g_free (arm->name);
  mien_band_free (arm->band);
}

static void
curves_free (gpointer data)
{
  Curves *curves = data;

  g_array_unref (curves->arms);
  g_free (curves->y_label);
  g_free (curves);
}

/* One run's values, an epoch each: GArrays of double */
typedef struct {
  GArray *x, *y;
} RunCurve;

static void
run_curve_clear (gpointer data)
{
  RunCurve *curve = data;

  g_array_unref (curve->x);
  g_array_unref (curve->y);
}

static void
read_run (GArray *runs, const char *folder, const char *task, const char *part, const char *metric)
{
  g_autoptr (GArray) rows = mien_history_read (folder, NULL);
  RunCurve curve = {g_array_new (FALSE, FALSE, sizeof (double)),
                    g_array_new (FALSE, FALSE, sizeof (double))};

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);
    double epoch = row->epoch;

    if (!g_str_equal (row->metric, metric) || !g_str_equal (row->task, task) ||
        !g_str_equal (row->split, part) || !isfinite (row->value))
      continue;
    g_array_append_val (curve.x, epoch);
    g_array_append_val (curve.y, row->value);
  }
  if (curve.x->len > 0)
    g_array_append_val (runs, curve);
  else
    run_curve_clear (&curve);
}

static MienBand *
make_band (const GArray *runs)
{
  g_autofree MienBandMember *members = g_new0 (MienBandMember, MAX (runs->len, 1));

  for (guint i = 0; i < runs->len; i++) {
    const RunCurve *run = &g_array_index (runs, RunCurve, i);

    members[i] = (MienBandMember){(const double *) (void *) run->x->data,
                                  (const double *) (void *) run->y->data, run->x->len};
  }
  return mien_band_new (members, runs->len, MIEN_BAND_INTERVAL);
}

static ArmCurve
read_arm (const MienReportStudy *self, const char *name, const char *part, const char *metric)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (RunCurve));

  g_array_set_clear_func (runs, run_curve_clear);
  for (guint i = 0; i < self->plan->len; i++) {
    const MienPlannedRun *planned = g_ptr_array_index (self->plan, i);

    if (g_ptr_array_index (self->runs, i) != NULL && planned->trial < 0 &&
        g_str_equal (planned->arm, name))
      read_run (runs, planned->folder, self->study->main, part, metric);
  }
  return (ArmCurve){g_utf8_make_valid (name, -1), make_band (runs), runs->len};
}

static Curves *
read_curves (const MienReportStudy *self, const char *part, const char *metric)
{
  Curves *curves = g_new0 (Curves, 1);

  curves->arms = g_array_new (FALSE, FALSE, sizeof (ArmCurve));
  g_array_set_clear_func (curves->arms, arm_curve_clear);
  curves->y_label = mien_report_metric (metric);
  for (guint a = 0; a < self->study->arms->len; a++) {
    const MienArmResult *result = g_ptr_array_index (self->study->arms, a);
    ArmCurve arm = read_arm (self, result->name, part, metric);

    g_array_append_val (curves->arms, arm);
  }
  return curves;
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
    gboolean several = arm->n_runs > 1;

    series[a] = (MienSeries){.name = arm->name,
                             .x = arm->band->x,
                             .y = arm->band->middle,
                             .low = several ? arm->band->low : NULL,
                             .high = several ? arm->band->high : NULL,
                             .n = arm->band->n,
                             .colour = a};
  }
  mien_curves_paint (cr, width, height, &curves, &style, NULL);
}

/* "n = 6", "n = 4 to 6"; NULL where there is no run */
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
  if (most == 0)
    return NULL;
  return least == most ? g_strdup_printf ("n = %u", most)
                       : g_strdup_printf ("n = %u to %u", least, most);
}

static char *
write_caption (const MienReportStudy *self, const char *part, const char *metric, const char *n)
{
  g_autofree char *words = mien_report_metric (metric);
  g_autofree char *band = g_strdup_printf ("the mean over the runs of each arm; band: %s, %s",
                                           mien_band_title (MIEN_BAND_INTERVAL), n);

  *words = g_ascii_toupper (*words);
  return g_strdup_printf ("%s of %s on the %s part after each epoch: %s.", words, self->study->main,
                          part, g_str_equal (n, "n = 1") ? "one run an arm" : band);
}

/* FALSE where no run tells of it. */
static gboolean
draw (MienDocument *doc, const MienReportStudy *self, const char *part, const char *metric)
{
  Curves *curves = read_curves (self, part, metric);
  g_autofree char *n = count_runs (curves);
  g_autofree char *caption = n != NULL ? write_caption (self, part, metric, n) : NULL;

  mien_document_keep (doc, curves, curves_free);
  if (caption != NULL)
    mien_document_add_figure (doc, MIEN_REPORT_WIDTH, 250.0, paint_curves, curves, caption);
  return caption != NULL;
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
