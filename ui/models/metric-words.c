#include "ui/models/metric-words.h"

#include <glib/gi18n.h>

static const struct {
  const char *name, *words, *explanation;
} metrics[] = {
    {"accuracy", N_ ("accuracy"), N_ ("The share of faces that were answered rightly")},
    {"balanced_accuracy", N_ ("balanced accuracy"),
     N_ ("The mean, over the classes, of the share of their faces that were answered rightly: "
         "common classes count no more than rare ones")},
    {"macro_f1", N_ ("macro F1"),
     N_ ("The mean, over the classes, of the harmonic mean of precision and recall")},
    {"loss", N_ ("loss"), N_ ("What training makes small; lower is better")},
    {"ccc", N_ ("CCC"),
     N_ ("Concordance correlation coefficient: 1 where every value is met, 0 for no agreement")},
    {"pearson", N_ ("correlation"), N_ ("Pearson’s correlation with the labels")},
    {"rmse", N_ ("RMSE"), N_ ("Root of the mean squared error, in the column’s own unit")},
    {"mae", N_ ("mean error"), N_ ("Mean absolute error, in the column’s own unit")},
    {"nme", N_ ("mean distance"),
     N_ ("Mean distance between points and labels, as a share of the picture’s side; lower is "
         "better")},
    {"kappa", N_ ("kappa"),
     N_ ("Cohen’s kappa: agreement with the labels beyond what chance would give; 0 for chance, 1 "
         "for full agreement")},
    {"mcc", N_ ("Matthews correlation"),
     N_ ("Correlation of answers and labels over all classes; 0 for chance, 1 for full agreement")},
    {"auc", N_ ("AUC"),
     N_ ("Area under the ROC curve, the mean over classes: how often a face of the class gets a "
         "higher probability of it than a face of another; 0.5 for chance")},
    {"nll", N_ ("negative log-likelihood"),
     N_ ("How little probability the labels got; lower is better")},
    {"brier", N_ ("Brier score"),
     N_ ("Squared distance between probabilities and labels; lower is better")},
    {"ece", N_ ("calibration error"),
     N_ ("How far the probability of an answer is from the share of such answers that are right; "
         "with 0, of the answers of 80 % probability 80 % are right")},
    {"kl", N_ ("divergence"),
     N_ ("How far the answer is from how people voted; 0 where they are the same")},
    {"nme_eyes", N_ ("distance by the eyes"),
     N_ ("Mean distance between points and labels, as a share of the distance between the eyes; "
         "lower is better")},
    {"failure_rate", N_ ("failure rate"),
     N_ ("The share of faces whose points are off by more than a tenth of the distance between the "
         "eyes; lower is better")},
    {"weight", N_ ("weight"), N_ ("How much the task’s loss counts in each step")},
    {"gradient-cosine", N_ ("gradient cosine"),
     N_ ("Whether a task pulls the shared part of the network the way the main task does (1), "
         "across it (0), or against it (−1)")},
    {"gradient-norm", N_ ("gradient norm"),
     N_ ("How hard a task pulls on the shared part of the network")},
};

const char *
mien_metric_words (const char *metric)
{
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (g_strcmp0 (metrics[i].name, metric) == 0)
      return _ (metrics[i].words);
  return metric;
}

const char *
mien_metric_explanation (const char *metric)
{
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (g_strcmp0 (metrics[i].name, metric) == 0)
      return _ (metrics[i].explanation);
  return "";
}

double
mien_metric_scale (const char *metric)
{
  return g_str_has_suffix (metric, "accuracy") || g_str_equal (metric, "macro_f1") ? 100.0 : 1.0;
}

char *
mien_duration_words (double seconds)
{
  guint whole = (guint) CLAMP (seconds + 0.5, 0.0, 1e9);
  guint hours = whole / 3600, minutes = whole % 3600 / 60;

  if (hours > 0)
    /* Translators: a duration. */
    return g_strdup_printf (_ ("%u h %u min"), hours, minutes);
  if (minutes >= 10)
    return g_strdup_printf (_ ("%u min"), minutes);
  if (minutes > 0)
    return g_strdup_printf (_ ("%u min %u s"), minutes, whole % 60);
  return g_strdup_printf (_ ("%u s"), whole);
}

char *
mien_date_words (gint64 seconds_since_1970)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (seconds_since_1970);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (then == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    /* Translators: a time of today, as g_date_time_format() takes it. */
    return g_date_time_format (then, _ ("Today %H:%M"));
  return g_date_time_format (then, "%x");
}
