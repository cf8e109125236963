#include "ui/pages/training-curves.h"

#include "ui/models/metric-words.h"

#include <glib/gi18n.h>

typedef struct {
  MienCurvePlot *plot;
  MienCurveLog *log;
  MienShownCurves what;
  const char *main;

  /* of a branch: */
  const char *branch;
  double from;   /* epochs: where it left what is common */
  guint colours; /* where the branch's begin */
  gboolean dashed;
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

/* Validation beside training; and of tasks that weigh the same, so that both are seen, every other
 * one, which is drawn over the one before. */
static gboolean
is_dashed (const Showing *showing, const MienCurve *curve, guint task)
{
  if (showing->what == MIEN_SHOWN_WEIGHT)
    return task > 0 && task % 2 == 0;
  return g_str_equal (curve->split, "validation");
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
                                               .step = curve->step,
                                               .colour = colour,
                                               .dashed = is_dashed (showing, curve, colour),
                                               .faint = g_str_equal (curve->metric, "batch-loss"),
                                           });
}

/* (transfer full): beside a mark on the curves */
static char *
describe_mark (const MienSteerMark *mark)
{
  switch (mark->kind) {
  case MIEN_STEER_SWITCH:
    /* Translators: a task's name, beside a mark on the curves. */
    return g_strdup_printf (mark->value != 0.0 ? _ ("%s on") : _ ("%s off"), mark->task);
  case MIEN_STEER_RATE:
    /* Translators: a new learning rate, beside a mark on the curves. */
    return g_strdup_printf (_ ("rate %.3g"), mark->value);
  case MIEN_STEER_EXTENDED:
    /* Translators: how many epochs there will be in all, beside a mark on the curves. */
    return g_strdup_printf (_ ("to %.0f epochs"), mark->value);
  case MIEN_STEER_SAVED:
    return g_strdup (_ ("saved"));
  case MIEN_STEER_WEIGHT:
  default:
    /* Translators: a task's name and its new weight, beside a mark on the curves. */
    return g_strdup_printf (_ ("%s × %.2f"), mark->task, mark->value);
  }
}

static MienMarkKind
get_symbol (MienSteerMarkKind kind)
{
  static const MienMarkKind symbols[] = {
      [MIEN_STEER_WEIGHT] = MIEN_MARK_WEIGHT,      [MIEN_STEER_SWITCH] = MIEN_MARK_TASK,
      [MIEN_STEER_RATE] = MIEN_MARK_LEARNING_RATE, [MIEN_STEER_EXTENDED] = MIEN_MARK_EXTENDED,
      [MIEN_STEER_SAVED] = MIEN_MARK_CHECKPOINT,
  };

  return symbols[kind];
}

static void
add_marks (const Showing *showing)
{
  GArray *marks = mien_curve_log_get_marks (showing->log);

  for (guint i = 0; i < marks->len; i++) {
    const MienSteerMark *mark = &g_array_index (marks, MienSteerMark, i);
    g_autofree char *text = describe_mark (mark);

    mien_curve_plot_add_event (showing->plot,
                               &(MienEventMark){mark->x, text, get_symbol (mark->kind)});
  }
}

typedef void (*AddCurve) (const Showing *showing, const MienCurve *curve);

static void
add_curves (const Showing *showing, AddCurve add)
{
  GPtrArray *curves = mien_curve_log_get_curves (showing->log);
  GPtrArray *tasks = mien_curve_log_get_tasks (showing->log);

  for (guint t = 0; t < tasks->len; t++)
    for (guint i = 0; i < curves->len; i++) {
      const MienCurve *curve = g_ptr_array_index (curves, i);

      if (curve->task == g_ptr_array_index (tasks, t) && is_shown (showing, curve))
        add (showing, curve);
    }
}

void
mien_show_training_curves (MienCurvePlot *plot,
                           MienCurveLog *log,
                           MienShownCurves what,
                           const char *main)
{
  Showing showing = {.plot = plot, .log = log, .what = what, .main = main};

  mien_curve_plot_clear (plot);
  add_curves (&showing, add_curve);
  add_marks (&showing);
  mien_curve_plot_data_changed (plot);
}

/* Of branches only what decides is shown: the validation part where there is one. */
static gboolean
is_drawn_of_branch (const Showing *showing, const MienCurve *curve)
{
  return !g_str_equal (curve->metric, "batch-loss") &&
         (g_str_equal (curve->split, "validation") ||
          mien_curve_log_find (showing->log, curve->task, "validation", curve->metric) == NULL);
}

/* Adds @curve's points up to where the branches part, or from there on, copied. */
static void
add_piece (const Showing *showing, const MienCurve *curve, gboolean past)
{
  g_autoptr (GArray) x = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) y = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) step = g_array_new (FALSE, FALSE, sizeof (double));
  double from = showing->from + 1e-6;
  guint n = curve->x->len, split = 0, colour = 0;

  while (split < n && g_array_index (curve->x, double, split) <= from)
    split++;

  /* A branch's line starts at the last point of the past. */
  guint first = past ? 0 : MAX (split, 1) - 1;
  guint count = past ? split : n - first;

  if (split == n && !past)
    count = 0;
  g_array_append_vals (x, &g_array_index (curve->x, double, first), count);
  g_array_append_vals (y, &g_array_index (curve->y, double, first), count);
  g_array_append_vals (step, &g_array_index (curve->step, double, first), count);
  if (count == 0 ||
      !g_ptr_array_find (mien_curve_log_get_tasks (showing->log), curve->task, &colour))
    return;

  /* Translators: a task's name, and the name of a branch of the training. */
  g_autofree char *name =
      past ? g_strdup (curve->task) : g_strdup_printf (_ ("%s · %s"), curve->task, showing->branch);

  mien_curve_plot_add_line (showing->plot,
                            &(MienPlotLine){.name = name,
                                            .x = x,
                                            .y = y,
                                            .step = step,
                                            .colour = past ? colour : colour + showing->colours,
                                            .dashed = !past && showing->dashed});
}

static void
add_past (const Showing *showing, const MienCurve *curve)
{
  if (is_drawn_of_branch (showing, curve))
    add_piece (showing, curve, TRUE);
}

static void
add_future (const Showing *showing, const MienCurve *curve)
{
  if (is_drawn_of_branch (showing, curve))
    add_piece (showing, curve, FALSE);
}

void
mien_show_branch_curves (MienCurvePlot *plot,
                         const MienShownBranch *branches,
                         guint n,
                         double from,
                         MienShownCurves what,
                         const char *main)
{
  mien_curve_plot_clear (plot);
  for (guint i = 0; i < n; i++) {
    guint n_tasks = mien_curve_log_get_tasks (branches[i].log)->len;
    Showing showing = {.plot = plot,
                       .log = branches[i].log,
                       .what = what,
                       .main = main,
                       .branch = branches[i].name,
                       .from = from,
                       .colours = i * n_tasks,
                       .dashed = i % 2 == 1};

    if (i == 0)
      add_curves (&showing, add_past);
    add_curves (&showing, add_future);
  }
  /* Translators: a mark on the curves, where a training was gone on with in two ways. */
  mien_curve_plot_add_mark (plot, from, _ ("branched"));
  mien_curve_plot_data_changed (plot);
}
