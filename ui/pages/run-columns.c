#include "ui/pages/run-columns.h"

#include "ui/models/metric-words.h"
#include "ui/models/run-facts.h"

#include <glib/gi18n.h>

static const struct {
  MienFact fact;
  const char *title;
  int width; /* in characters, at the least */
} columns[] = {
    {MIEN_FACT_NAME, N_ ("Name"), 20},         {MIEN_FACT_ARM, N_ ("Arm"), 16},
    {MIEN_FACT_DATA, N_ ("Data"), 8},          {MIEN_FACT_TEST, N_ ("On the test part"), 18},
    {MIEN_FACT_ACCURACY, N_ ("Accuracy"), 20}, {MIEN_FACT_EPOCH, N_ ("Best epoch"), 12},
    {MIEN_FACT_SECONDS, N_ ("Seconds"), 6},    {MIEN_FACT_DATE, N_ ("Date"), 10},
    {MIEN_FACT_STATE, N_ ("State"), 8},
};

static void
on_setup (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), columns[GPOINTER_TO_UINT (data)].width);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static char *
explain (MienRunItem *item, MienFact fact)
{
  g_autofree char *metric = NULL, *main = NULL;

  if (fact == MIEN_FACT_ACCURACY)
    return g_strdup (_ ("The share of test faces that were answered rightly, and how often always "
                        "saying the commonest class would be right"));
  if (fact == MIEN_FACT_EPOCH)
    return g_strdup (_ ("The epoch whose network was kept, and the part of the faces that it was "
                        "chosen by"));
  if (fact == MIEN_FACT_NAME)
    return g_strdup (mien_run_item_get_folder (item));
  if (fact != MIEN_FACT_TEST)
    return NULL;
  g_object_get (item, "metric", &metric, "main", &main, NULL);
  /* Translators: a metric, a task, and what the metric says. */
  return g_strdup_printf (_ ("%s of %s, with its 95 %% interval. %s"), mien_metric_words (metric),
                          main, mien_metric_explanation (metric));
}

static void
on_bind (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer data)
{
  MienFact fact = columns[GPOINTER_TO_UINT (data)].fact;
  MienRunItem *run = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = mien_run_fact (run, fact);
  g_autofree char *tooltip = explain (run, fact);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, tooltip);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  return mien_run_fact_compare (MIEN_RUN_ITEM ((gpointer) a), MIEN_RUN_ITEM ((gpointer) b),
                                columns[GPOINTER_TO_UINT (data)].fact);
}

void
mien_add_run_columns (GtkColumnView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    g_autoptr (GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (compare, GUINT_TO_POINTER (i), NULL));
    g_autoptr (GtkColumnViewColumn) column = NULL;

    g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GUINT_TO_POINTER (i));
    g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (i));
    column = gtk_column_view_column_new (_ (columns[i].title), factory);
    gtk_column_view_column_set_sorter (column, sorter);
    gtk_column_view_column_set_resizable (column, TRUE);
    gtk_column_view_column_set_expand (column, columns[i].fact == MIEN_FACT_NAME);
    gtk_column_view_append_column (view, column);
  }
}
