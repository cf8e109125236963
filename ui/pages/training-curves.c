#include "ui/pages/training-curves.h"

#include "engine/figures/ticks.h"
#include "ui/models/metric-words.h"

#include <glib/gi18n.h>

typedef struct {
  MienCurvePlot *plot;
  MienCurveLog *log;
  MienShownCurves what;
  const char *main;
} Showing;

static const char *
translate_split (const char *split)
{
  return g_str_equal (split, "train") ? _ ("training") : _ ("validation");
}

static gboolean
is_shown (const Showing *showing, const MienCurve *curve)
{
  switch (showing->what) {
  case MIEN_SHOWN_LOSS:
    return g_str_equal (curve->metric, "loss") || g_str_equal (curve->metric, "batch-loss");
  case MIEN_SHOWN_MAIN_METRIC:
    return g_strcmp0 (curve->metric, mien_curve_log_get_main_metric (showing->log, curve->task)) ==
           0;
  case MIEN_SHOWN_WEIGHT:
    return g_str_equal (curve->metric, "weight");
  case MIEN_SHOWN_GRADIENT_COSINE:
    return g_str_equal (curve->metric, "gradient-cosine") &&
           g_strcmp0 (curve->task, showing->main) != 0;
  case MIEN_SHOWN_GRADIENT_NORM:
    return g_str_equal (curve->metric, "gradient-norm");
  default:
    return FALSE;
  }
}

/* (transfer full) */
static char *
name_curve (const Showing *showing, const MienCurve *curve)
{
  switch (showing->what) {
  case MIEN_SHOWN_LOSS:
    /* Translators: a task's name, and the part of the faces: training or validation. */
    return g_strdup_printf (_ ("%s, %s"), curve->task, translate_split (curve->split));
  case MIEN_SHOWN_MAIN_METRIC:
    /* Translators: a task's name, a metric, and the part of the faces. */
    return g_strdup_printf (_ ("%s %s, %s"), curve->task, mien_metric_words (curve->metric),
                            translate_split (curve->split));
  default:
    return g_strdup (curve->task);
  }
}

static void
add_curve (const Showing *showing, const MienCurve *curve)
{
  g_autofree char *name = name_curve (showing, curve);
  guint colour = 0;

  if (!g_ptr_array_find (mien_curve_log_get_tasks (showing->log), curve->task, &colour))
    return;
  mien_curve_plot_add_line (showing->plot, &(MienPlotLine){
                                               .name = name,
                                               .x = curve->x,
                                               .y = curve->y,
                                               .colour = colour,
                                               .dashed = g_str_equal (curve->split, "validation"),
                                               .faint = g_str_equal (curve->metric, "batch-loss"),
                                           });
}

static void
add_marks (const Showing *showing)
{
  GArray *changes = mien_curve_log_get_weight_changes (showing->log);

  for (guint i = 0; i < changes->len; i++) {
    const MienWeightChange *change = &g_array_index (changes, MienWeightChange, i);
    g_autofree char *value = mien_value_label (change->weight);
    /* Translators: a task's name and its new weight, beside a mark on the curves. */
    g_autofree char *text = g_strdup_printf (_ ("%s × %s"), change->task, value);

    mien_curve_plot_add_mark (showing->plot, change->x, text);
  }
}

void
mien_show_training_curves (MienCurvePlot *plot,
                           MienCurveLog *log,
                           MienShownCurves what,
                           const char *main)
{
  Showing showing = {plot, log, what, main};
  GPtrArray *curves = mien_curve_log_get_curves (log);
  GPtrArray *tasks = mien_curve_log_get_tasks (log);

  mien_curve_plot_clear (plot);
  for (guint t = 0; t < tasks->len; t++)
    for (guint i = 0; i < curves->len; i++) {
      const MienCurve *curve = g_ptr_array_index (curves, i);

      if (curve->task == g_ptr_array_index (tasks, t) && is_shown (&showing, curve))
        add_curve (&showing, curve);
    }
  add_marks (&showing);
  mien_curve_plot_data_changed (plot);
}
