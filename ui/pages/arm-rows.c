#include "ui/pages/arm-rows.h"

#include "ui/models/metric-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

static const MienComparison *
find_comparison (const MienStudy *study, const char *arm)
{
  for (guint i = 0; i < study->comparisons->len; i++) {
    const MienComparison *comparison = g_ptr_array_index (study->comparisons, i);

    if (g_strcmp0 (comparison->b, arm) == 0)
      return comparison;
  }
  return NULL;
}

static char *
describe_mean (const MienStudy *study, const MienArmResult *arm)
{
  if (!isfinite (arm->low) || !isfinite (arm->high))
    /* Translators: a metric and its value. */
    return g_strdup_printf (_ ("%s %.3f"), mien_metric_words (study->metric), arm->mean);
  /* Translators: a metric, its mean, and the two ends of its interval. */
  return g_strdup_printf (_ ("%s %.3f, 95 %% interval %.3f to %.3f"),
                          mien_metric_words (study->metric), arm->mean, arm->low, arm->high);
}

static char *
describe_p (double p)
{
  return p < 0.001 ? g_strdup ("p < 0.001") : g_strdup_printf ("p = %.3f", p);
}

static char *
describe_difference (const MienStudy *study, const MienComparison *comparison)
{
  double scale = mien_metric_scale (study->metric);
  const char *unit = scale > 1.0 ? _ (" points") : "";
  /* Translators: a difference with its sign, its unit, and the arm that it is held against. */
  g_autofree char *difference = g_strdup_printf (
      _ ("%+.2f%s against %s"), comparison->difference * scale, unit, comparison->a);
  g_autofree char *p = NULL;

  if (!isfinite (comparison->p))
    return g_steal_pointer (&difference);
  p = describe_p (comparison->p);
  return g_strdup_printf (
      ngettext ("%s (%s, %s, %u pair)", "%s (%s, %s, %u pairs)", comparison->pairs), difference, p,
      comparison->test, comparison->pairs);
}

static GtkWidget *
create_row (const MienStudy *study, const MienArmResult *arm)
{
  const MienComparison *comparison = find_comparison (study, arm->name);
  g_autofree char *mean = describe_mean (study, arm);
  g_autofree char *difference = comparison != NULL ? describe_difference (study, comparison) : NULL;
  g_autofree char *text =
      difference != NULL ? g_strconcat (mean, "\n", difference, NULL) : g_strdup (mean);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *n =
      g_strdup_printf (ngettext ("%u run", "%u runs", arm->values->len), arm->values->len);
  GtkWidget *count = gtk_label_new (n);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), arm->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_add_css_class (count, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_tooltip_text (row, mien_metric_explanation (study->metric));
  return row;
}

void
mien_show_arms (GtkListBox *list, const MienStudy *study)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (list), study != NULL);
  for (guint i = 0; study != NULL && i < study->arms->len; i++)
    gtk_list_box_append (list, create_row (study, g_ptr_array_index (study->arms, i)));
}

static void
clear_row (gpointer data)
{
  g_free ((double *) ((MienIntervalRow *) data)->values);
}

void
mien_show_differences (MienIntervalPlot *plot, const MienStudy *study)
{
  double scale = mien_metric_scale (study->metric);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (MienIntervalRow));
  const MienComparison *first =
      study->comparisons->len > 0 ? g_ptr_array_index (study->comparisons, 0) : NULL;
  /* Translators: a unit or a metric, and the arm that the others are held against. */
  g_autofree char *label = g_strdup_printf (
      _ ("%s against %s"), scale > 1.0 ? _ ("Points") : mien_metric_words (study->metric),
      first != NULL ? first->a : "");

  g_array_set_clear_func (rows, clear_row);
  for (guint i = 0; i < study->comparisons->len; i++) {
    const MienComparison *comparison = g_ptr_array_index (study->comparisons, i);
    guint n = comparison->differences->len;
    double *values = g_new (double, n);
    MienIntervalRow row = {comparison->b,
                           comparison->difference * scale,
                           comparison->low * scale,
                           comparison->high * scale,
                           values,
                           n};

    for (guint k = 0; k < n; k++)
      values[k] = g_array_index (comparison->differences, double, k) * scale;
    g_array_append_val (rows, row);
  }
  mien_interval_plot_set (plot, &(MienIntervals){.x_label = label,
                                                 .rows = (MienIntervalRow *) (void *) rows->data,
                                                 .n_rows = rows->len,
                                                 .zero = TRUE});
}
