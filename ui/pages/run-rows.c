#include "ui/pages/run-rows.h"

#include "ui/models/metric-words.h"
#include "ui/models/run-facts.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

/* (transfer full): which run of its arm it is, and what came out */
static char *
describe_run (MienRunItem *item)
{
  g_auto (MienRunPlace) place = {0};
  g_autofree char *metric = NULL;
  double value = (double) NAN;

  g_object_get (item, "metric", &metric, "value", &value, NULL);
  if (!mien_run_place_parse (mien_run_item_get_folder (item), &place))
    return g_strdup (mien_run_item_get_name (item));

  g_autofree char *turn = mien_run_place_turn (&place);
  if (mien_run_item_get_state (item) == MIEN_RUN_FINISHED && isfinite (value))
    /* Translators: "fold 0 · seed 1", a metric and its value. */
    return g_strdup_printf (_ ("%s · %s %.3f"), turn, mien_metric_words (metric), value);
  /* Translators: "fold 0 · seed 1" of a run that has no outcome. */
  return g_strdup_printf (_ ("%s · not finished"), turn);
}

GtkWidget *
mien_create_run_row (gpointer item, gpointer data G_GNUC_UNUSED)
{
  g_autofree char *title = mien_run_fact (item, MIEN_FACT_ARM);
  g_autofree char *value = describe_run (item);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row),
                                    mien_run_item_get_state (item) == MIEN_RUN_FINISHED);
  gtk_widget_set_tooltip_text (row, _ ("Inspect this run’s faces"));
  g_object_set_data_full (G_OBJECT (row), "folder", g_strdup (mien_run_item_get_folder (item)),
                          g_free);
  return row;
}

GtkWidget *
mien_create_result_row (MienRun *run, MienCurveLog *log, const char *task)
{
  const char *metric = mien_curve_log_get_main_metric (log, task);
  double value = metric != NULL ? mien_run_get_metric (run, task, "test", metric) : (double) NAN;
  /* Translators: a metric and its value. */
  g_autofree char *text = isfinite (value)
                              ? g_strdup_printf (_ ("%s %.3f"), mien_metric_words (metric), value)
                              : g_strdup (_ ("Not told by these faces"));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), task);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  if (metric != NULL)
    gtk_widget_set_tooltip_text (row, mien_metric_explanation (metric));
  return row;
}

static char *
describe_end (MienRunItem *item)
{
  int last = mien_run_gave_up_at (item);

  return last == 0
             ? g_strdup (_ ("Finished."))
             : g_strdup_printf (_ ("Ended early, after epoch %d, as it got no better."), last);
}

char *
mien_describe_outcome (MienRunItem *item)
{
  g_autofree char *end = describe_end (item);
  g_autofree char *metric = NULL, *main = NULL;
  g_autofree char *accuracy = mien_run_fact (item, MIEN_FACT_ACCURACY);
  g_autofree char *value = mien_run_fact (item, MIEN_FACT_TEST);

  g_object_get (item, "metric", &metric, "main", &main, NULL);
  if (g_str_equal (metric, "balanced_accuracy"))
    /* Translators: "Finished.", task, metric, its value, and the accuracy beside the majority
     * class's. */
    return g_strdup_printf (_ ("%s On the test part, %s: %s %s; accuracy %s."), end, main,
                            mien_metric_words (metric), value, accuracy);
  /* Translators: "Finished.", task, metric, its value. */
  return g_strdup_printf (_ ("%s On the test part, %s: %s %s."), end, main,
                          mien_metric_words (metric), value);
}

/* (transfer full): what the kept epoch was the best by */
static char *
describe_selection (MienRunItem *item)
{
  g_autofree char *by = mien_run_selected_by (item);
  g_autofree char *metric = NULL, *main = NULL;

  if (g_strcmp0 (by, "mean-rank") == 0)
    return g_strdup (_ ("the mean rank over all tasks"));
  if (g_strcmp0 (by, "weighted") == 0)
    return g_strdup (_ ("the weighted sum over the tasks"));
  g_object_get (item, "metric", &metric, "main", &main, NULL);
  /* Translators: a task, and the metric that it is judged by. */
  return g_strdup_printf (_ ("%s’s %s"), main, mien_metric_words (metric));
}

char *
mien_describe_best_epochs (MienRunItem *item)
{
  double epoch = mien_run_best_epoch (item);
  g_autofree char *part = mien_run_picked_by (item);
  g_autofree char *by = NULL, *kept = NULL, *others = NULL;

  if (!isfinite (epoch) || part == NULL)
    return NULL;
  by = describe_selection (item);
  /* Translators: an epoch's number, and what decided: "expression's balanced accuracy". */
  kept = g_strdup_printf (g_str_equal (part, "validation")
                              ? _ ("Epoch %.0f was kept, picked by %s on the validation part.")
                              : _ ("Epoch %.0f was kept, picked by %s on the training part."),
                          epoch, by);
  others = mien_run_other_best_epochs (item);
  if (others == NULL)
    return g_steal_pointer (&kept);
  /* Translators: a sentence, and "yaw at epoch 7, person at epoch 12". */
  return g_strdup_printf (_ ("%s Best for the others: %s."), kept, others);
}
