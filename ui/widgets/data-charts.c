#include "ui/widgets/data-charts.h"

#include "ui/widgets/column-chart.h"
#include "ui/widgets/joint-table.h"

#include <glib/gi18n.h>

struct _MienDataCharts {
  AdwBin parent_instance;

  MienDataset *dataset; /* (nullable) */
  char *search;
  GPtrArray *small; /* of MienColumnChart, one a column; empty until they are looked at */

  AdwPreferencesGroup *balance_group;
  MienColumnChart *balance;
  GtkExpander *all;
  GtkBox *columns;
  MienJointTable *joint;
};

G_DEFINE_FINAL_TYPE (MienDataCharts, mien_data_charts, ADW_TYPE_BIN)

enum {
  SEARCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_searched (MienDataCharts *self, const char *text)
{
  g_signal_emit (self, signals[SEARCHED], 0, text);
}

static void
add_chart (MienDataCharts *self)
{
  GtkWidget *chart = mien_column_chart_new (TRUE);

  g_signal_connect_object (chart, "searched", G_CALLBACK (on_searched), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->columns, chart);
  g_ptr_array_add (self->small, chart);
}

static void
show_all (MienDataCharts *self)
{
  GPtrArray *columns = mien_dataset_get_columns (self->dataset);

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);
    /* Translators: %s is the name of a column, such as expression. */
    g_autofree char *name = g_strdup_printf (_ ("Chart of %s"), column->name);
    MienColumnChart *chart;

    if (i == self->small->len)
      add_chart (self);
    chart = g_ptr_array_index (self->small, i);
    mien_column_chart_set_search (chart, self->search);
    gtk_widget_set_visible (GTK_WIDGET (chart), mien_column_chart_show (chart, column, name));
  }
}

static void
forget_all (MienDataCharts *self)
{
  for (guint i = 0; i < self->small->len; i++)
    gtk_box_remove (self->columns, g_ptr_array_index (self->small, i));
  g_ptr_array_set_size (self->small, 0);
}

/* Counted when they are looked at. */
static void
on_expanded (MienDataCharts *self)
{
  if (self->dataset != NULL && gtk_expander_get_expanded (self->all))
    show_all (self);
}

static void
show_balance (MienDataCharts *self, const char *label)
{
  const MienColumn *column = label != NULL ? mien_dataset_get_column (self->dataset, label) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->balance_group),
                          column != NULL &&
                              mien_column_chart_show (self->balance, column, _ ("Class balance")));
}

static void
take (MienDataCharts *self, MienDataset *dataset)
{
  mien_dataset_ref (dataset);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  self->dataset = dataset;
}

void
mien_data_charts_open (MienDataCharts *self, MienDataset *dataset, const char *label)
{
  g_return_if_fail (MIEN_IS_DATA_CHARTS (self) && dataset != NULL);

  forget_all (self);
  mien_joint_table_open (self->joint, dataset, label);
  mien_data_charts_update (self, dataset, label);
}

void
mien_data_charts_update (MienDataCharts *self, MienDataset *dataset, const char *label)
{
  g_return_if_fail (MIEN_IS_DATA_CHARTS (self) && dataset != NULL);

  take (self, dataset);
  show_balance (self, label);
  on_expanded (self);
  mien_joint_table_update (self->joint, dataset);
}

void
mien_data_charts_set_search (MienDataCharts *self, const char *text)
{
  g_return_if_fail (MIEN_IS_DATA_CHARTS (self) && text != NULL);

  g_free (self->search);
  self->search = g_strdup (text);
  mien_column_chart_set_search (self->balance, text);
  for (guint i = 0; i < self->small->len; i++)
    mien_column_chart_set_search (g_ptr_array_index (self->small, i), text);
  mien_joint_table_set_search (self->joint, text);
}

static void
mien_data_charts_dispose (GObject *object)
{
  MienDataCharts *self = MIEN_DATA_CHARTS (object);

  G_OBJECT_CLASS (mien_data_charts_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_DATA_CHARTS);
  g_clear_pointer (&self->small, g_ptr_array_unref);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_pointer (&self->search, g_free);
}

static void
mien_data_charts_class_init (MienDataChartsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_data_charts_dispose;
  g_type_ensure (MIEN_TYPE_COLUMN_CHART);
  g_type_ensure (MIEN_TYPE_JOINT_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/data-charts.ui");
  gtk_widget_class_bind_template_child (widget_class, MienDataCharts, balance_group);
  gtk_widget_class_bind_template_child (widget_class, MienDataCharts, balance);
  gtk_widget_class_bind_template_child (widget_class, MienDataCharts, all);
  gtk_widget_class_bind_template_child (widget_class, MienDataCharts, columns);
  gtk_widget_class_bind_template_child (widget_class, MienDataCharts, joint);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded);
  gtk_widget_class_bind_template_callback (widget_class, on_searched);

  signals[SEARCHED] = g_signal_new ("searched", MIEN_TYPE_DATA_CHARTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mien_data_charts_init (MienDataCharts *self)
{
  self->search = g_strdup ("");
  self->small = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
