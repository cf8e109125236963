#include "ui/widgets/column-chart.h"

#include "ui/models/balance.h"
#include "ui/models/sample-query.h"
#include "ui/widgets/bar-chart.h"

#include <glib/gi18n.h>

/* More lying bars than this are no longer looked through. */
#define MOST_LYING 60

struct _MienColumnChart {
  AdwBin parent_instance;

  gboolean small;
  char *column;
  MienBalance *counts; /* (nullable) */
  char *search;

  GtkWidget *title_row;
  GtkLabel *title;
  GtkLabel *note;
  MienBarChart *bars;
};

G_DEFINE_FINAL_TYPE (MienColumnChart, mien_column_chart, ADW_TYPE_BIN)

enum {
  SEARCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
mark (MienColumnChart *self)
{
  guint marked = G_MAXUINT;

  for (guint i = 0; self->counts != NULL && i < self->counts->n && marked == G_MAXUINT; i++) {
    g_autofree char *with =
        mien_sample_query_put (self->search, self->column, self->counts->terms[i]);

    if (g_str_equal (with, self->search))
      marked = i;
  }
  mien_bar_chart_select (self->bars, marked);
}

/* The bar that is marked lets go. */
static void
on_activated (MienColumnChart *self, guint bar)
{
  g_autofree char *with =
      mien_sample_query_put (self->search, self->column, self->counts->terms[bar]);
  g_autofree char *without = mien_sample_query_put (self->search, self->column, NULL);

  g_signal_emit (self, signals[SEARCHED], 0, g_str_equal (with, self->search) ? without : with);
}

/* (transfer full): how much there is to see: "7 values", "-0.8 … 0.99" */
static char *
describe_extent (const MienColumn *column, const MienBalance *counts)
{
  guint n = column->names != NULL ? g_strv_length (column->names) : 0;
  char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];

  if (column->names != NULL)
    return g_strdup_printf (ngettext ("%u value", "%u values", n), n);
  g_ascii_formatd (low, sizeof low, "%.3g", counts->low);
  g_ascii_formatd (high, sizeof high, "%.3g", counts->high);
  return g_strdup_printf ("%s … %s", low, high);
}

static void
write_note (MienColumnChart *self, const MienColumn *column)
{
  guint missing = mien_column_count_missing (column);
  g_autofree char *extent = describe_extent (column, self->counts);
  g_autofree char *text = missing > 0
                              /* Translators: %s is "7 values" or a range of numbers. */
                              ? g_strdup_printf (_ ("%s, %'u missing"), extent, missing)
                              : g_strdup (extent);

  gtk_label_set_text (self->title, column->name);
  gtk_label_set_text (self->note, text);
}

gboolean
mien_column_chart_show (MienColumnChart *self, const MienColumn *column, const char *name)
{
  g_return_val_if_fail (MIEN_IS_COLUMN_CHART (self) && column != NULL, FALSE);

  g_free (self->column);
  self->column = g_strdup (column->name);
  g_clear_pointer (&self->counts, mien_balance_free);
  self->counts = mien_balance_new (column);
  g_object_set (self->bars, "standing", self->small || self->counts->n > MOST_LYING, NULL);
  mien_bar_chart_set (self->bars, (const char *const *) self->counts->names, self->counts->counts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bars), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  write_note (self, column);
  mark (self);
  return self->counts->n > 0;
}

void
mien_column_chart_set_search (MienColumnChart *self, const char *text)
{
  g_return_if_fail (MIEN_IS_COLUMN_CHART (self) && text != NULL);

  g_free (self->search);
  self->search = g_strdup (text);
  mark (self);
}

static void
mien_column_chart_finalize (GObject *object)
{
  MienColumnChart *self = MIEN_COLUMN_CHART (object);

  g_clear_pointer (&self->counts, mien_balance_free);
  g_free (self->column);
  g_free (self->search);
  G_OBJECT_CLASS (mien_column_chart_parent_class)->finalize (object);
}

static void
mien_column_chart_class_init (MienColumnChartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_column_chart_finalize;

  signals[SEARCHED] = g_signal_new ("searched", MIEN_TYPE_COLUMN_CHART, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mien_column_chart_init (MienColumnChart *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->search = g_strdup ("");
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->note = GTK_LABEL (gtk_label_new (NULL));
  self->bars = MIEN_BAR_CHART (mien_bar_chart_new ());
  self->title_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "caption-heading");
  gtk_label_set_xalign (self->title, 0.0f);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_box_append (GTK_BOX (self->title_row), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->title_row), GTK_WIDGET (self->note));
  gtk_widget_set_visible (self->title_row, FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->bars), _ ("Click a bar to see its faces alone"));
  g_signal_connect_object (self->bars, "activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->title_row);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bars));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
mien_column_chart_new (gboolean small)
{
  MienColumnChart *self = g_object_new (MIEN_TYPE_COLUMN_CHART, NULL);

  self->small = small;
  gtk_widget_set_visible (self->title_row, small);
  return GTK_WIDGET (self);
}
