#include "ui/pages/study-tables.h"

#include "engine/training/metrics.h"
#include "ui/models/metric-words.h"

#include <glib/gi18n.h>
#include <math.h>

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

static GtkWidget *
add_text (GtkGrid *grid, const char *text, int column, int row, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.0f : 1.0f);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return label;
}

/* --- what tasks gain by each other --- */

/* (transfer full): with a sign as print has it, which is told from a dash at a glance */
static char *
write_signed (double value)
{
  g_autofree char *digits = g_strdup_printf ("%.2f", fabs (value));

  return g_strconcat (value < 0.0 ? "−" : "+", digits, NULL);
}

/* "+2.10, a gain" over "+0.30 to +3.90"; the verdict stands only where it can be claimed. */
static char *
write_gain (const MienComparison *gain, double scale)
{
  const char *verdict = !(gain->p_holm < 0.05)   ? ""
                        : gain->difference > 0.0 ? _ (", a gain")
                                                 : _ (", a loss");
  g_autofree char *difference = write_signed (scale * gain->difference);
  g_autofree char *low = write_signed (scale * gain->low);
  g_autofree char *high = write_signed (scale * gain->high);

  if (!isfinite (gain->low))
    return g_strconcat (difference, verdict, NULL);
  /* Translators: a difference with its sign, "", ", a gain" or ", a loss", and the ends of its
   * interval. */
  return g_strdup_printf (_ ("%s%s\n%s to %s"), difference, verdict, low, high);
}

/* (transfer full): how much, and of what */
static char *
tell_difference (const char *metric, double difference)
{
  g_autofree char *number = write_signed (mien_metric_scale (metric) * difference);
  const char *words = mien_metric_words (metric);

  if (mien_metric_scale (metric) > 1.0)
    /* Translators: a number with its sign, and a metric. */
    return g_strdup_printf (_ ("%s points of %s"), number, words);
  if (mien_metric_is_better (metric, 0.0, 1.0))
    /* Translators: a number with its sign, and a metric that is better when it is small. */
    return g_strdup_printf (_ ("%s in %s, turned so that above 0 is better"), number, words);
  /* Translators: a number with its sign, and a metric. */
  return g_strdup_printf (_ ("%s in %s"), number, words);
}

static char *
tell_gain (const char *task, const char *beside, const char *metric, const MienComparison *gain)
{
  double scale = mien_metric_scale (metric);
  g_autofree char *difference = tell_difference (metric, gain->difference);
  g_autofree char *low = write_signed (scale * gain->low);
  g_autofree char *high = write_signed (scale * gain->high);
  /* Translators: a task, what it is learned beside, and what it gains ("+2.10 points of accuracy").
   */
  g_autofree char *text =
      g_strdup_printf (_ ("%s learned beside %s against alone: %s"), task, beside, difference);

  if (!isfinite (gain->low))
    return g_steal_pointer (&text);
  /* Translators: the sentence before, the ends of an interval, a p value, a number of pairs. */
  return g_strdup_printf (ngettext ("%s, 95 %% interval %s to %s, p by Holm %.3f, %u pair",
                                    "%s, 95 %% interval %s to %s, p by Holm %.3f, %u pairs",
                                    gain->pairs),
                          text, low, high, gain->p_holm, gain->pairs);
}

static void
add_gain (GtkGrid *grid,
          const MienTransfer *transfer,
          guint task,
          const char *beside,
          const MienComparison *gain,
          int column)
{
  const char *metric = transfer->metrics[task];
  g_autofree char *text = NULL, *words = NULL;
  GtkWidget *label;

  if (gain == NULL || gain->pairs == 0 || metric == NULL) {
    add_text (grid, "–", column, (int) task + 1, "dim-label");
    return;
  }
  text = write_gain (gain, mien_metric_scale (metric));
  words = tell_gain (transfer->tasks[task], beside, metric, gain);
  label = add_text (grid, text, column, (int) task + 1, "numeric");
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  if (gain->p_holm < 0.05)
    gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_tooltip_text (label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
add_heads (GtkGrid *grid, const MienTransfer *transfer, gboolean pairs)
{
  int column = 1;

  for (guint other = 0; pairs && other < transfer->n; other++) {
    /* Translators: a task beside which the others are learned. */
    g_autofree char *name = g_strdup_printf (_ ("with %s"), transfer->tasks[other]);

    add_text (grid, name, column++, 0, "dim-label");
  }
  add_text (grid, _ ("with all others"), column, 0, "dim-label");
}

void
mien_fill_transfer (GtkGrid *grid, const MienTransfer *transfer)
{
  gboolean pairs = transfer != NULL && transfer->gain[1] != NULL;

  clear_grid (grid);
  if (transfer == NULL)
    return;
  add_heads (grid, transfer, pairs);
  for (guint task = 0; task < transfer->n; task++) {
    int column = 1;

    add_text (grid, transfer->tasks[task], 0, (int) task + 1, "heading");
    for (guint other = 0; pairs && other < transfer->n; other++)
      add_gain (grid, transfer, task, transfer->tasks[other],
                transfer->gain[task * transfer->n + other], column++);
    add_gain (grid, transfer, task, _ ("all others"), transfer->together[task], column);
  }
}

/* --- the search --- */

static void
add_trial (GtkGrid *grid, const MienSearch *search, guint number, int row)
{
  const MienTrial *trial = g_ptr_array_index (search->trials, number);
  gboolean chosen = (int) number == search->chosen;
  const char *style = chosen ? "heading" : NULL;
  /* Translators: the numbers of a fold and of a trial. */
  g_autofree char *name = g_strdup_printf (_ ("fold %d, trial %u"), search->fold, trial->number);
  g_autofree char *epochs = g_strdup_printf ("%d", trial->epochs);
  g_autofree char *value =
      isfinite (trial->value) ? g_strdup_printf ("%.3f", trial->value) : g_strdup ("–");
  int column = 1;

  add_text (grid, name, 0, row, style);
  for (guint t = 0; search->tasks[t] != NULL; t++) {
    g_autofree char *weight = g_strdup_printf ("%g", trial->weights[t]);

    add_text (grid, weight, column++, row, style);
  }
  add_text (grid, epochs, column++, row, style);
  add_text (grid, value, column++, row, style);
  if (chosen)
    add_text (grid, _ ("chosen"), column, row, style);
}

static void
add_trial_heads (GtkGrid *grid, const MienSearch *search)
{
  int column = 1;

  for (guint t = 0; search->tasks[t] != NULL; t++) {
    /* Translators: an auxiliary task. */
    g_autofree char *name = g_strdup_printf (_ ("weight of %s"), search->tasks[t]);

    add_text (grid, name, column++, 0, "dim-label");
  }
  add_text (grid, _ ("epochs"), column++, 0, "dim-label");
  add_text (grid, search->metric != NULL ? mien_metric_words (search->metric) : "–", column, 0,
            "dim-label");
}

void
mien_fill_trials (GtkGrid *grid, GPtrArray *searches)
{
  int row = 1;

  clear_grid (grid);
  for (guint s = 0; searches != NULL && s < searches->len; s++) {
    const MienSearch *search = g_ptr_array_index (searches, s);

    if (s == 0)
      add_trial_heads (grid, search);
    for (guint i = 0; i < search->trials->len; i++)
      add_trial (grid, search, i, row++);
  }
}

/* --- faces fixed and broken --- */

/* An arm's name may be as long as its author likes. */
static void
add_arm_head (GtkGrid *grid, const char *arm, int column)
{
  /* Translators: the share of faces that is right in an arm. */
  g_autofree char *text = g_strdup_printf (_ ("right in “%s”"), arm);
  GtkWidget *label = add_text (grid, text, column, 0, "dim-label");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_tooltip_text (label, text);
}

static void
add_change_heads (GtkGrid *grid, const MienChanges *changes, const char *kind)
{
  add_text (grid, kind, 0, 0, "dim-label");
  add_text (grid, _ ("faces"), 1, 0, "dim-label");
  add_arm_head (grid, changes->a, 2);
  add_arm_head (grid, changes->b, 3);
  add_text (grid, _ ("fixed"), 4, 0, "dim-label");
  add_text (grid, _ ("broken"), 5, 0, "dim-label");
  add_text (grid, "p", 6, 0, "dim-label");
}

static void
add_change (GtkGrid *grid, const MienChangedGroup *group, int row)
{
  g_autofree char *faces = g_strdup_printf ("%u", group->faces);
  g_autofree char *a = g_strdup_printf ("%.1f %%", 100.0 * group->a);
  g_autofree char *b = g_strdup_printf ("%.1f %%", 100.0 * group->b);
  g_autofree char *fixed = g_strdup_printf ("%u", group->fixed);
  g_autofree char *broken = g_strdup_printf ("%u", group->broken);
  g_autofree char *p = !isfinite (group->mcnemar) ? g_strdup ("–")
                       : group->mcnemar < 0.001   ? g_strdup ("< 0.001")
                                                  : g_strdup_printf ("%.3f", group->mcnemar);
  const char *const cells[] = {faces, a, b, fixed, broken, p};

  add_text (grid, group->name, 0, row, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    add_text (grid, cells[i], (int) i + 1, row, "numeric");
}

void
mien_fill_changes (GtkGrid *grid, GArray *groups, const MienChanges *changes, const char *kind)
{
  clear_grid (grid);
  add_change_heads (grid, changes, kind);
  for (guint i = 0; i < groups->len; i++)
    add_change (grid, &g_array_index (groups, MienChangedGroup, i), (int) i + 1);
}
