#include "ui/widgets/curve-table.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define MOST_ROWS 5000

/* One place: its texts are separated as a row's cells, the place itself first. */
#define MIEN_TYPE_TABLE_ROW (mien_table_row_get_type ())
G_DECLARE_FINAL_TYPE (MienTableRow, mien_table_row, MIEN, TABLE_ROW, GObject)

struct _MienTableRow {
  GObject parent_instance;

  GPtrArray *cells; /* of char * */
};

G_DEFINE_FINAL_TYPE (MienTableRow, mien_table_row, G_TYPE_OBJECT)

static void
mien_table_row_finalize (GObject *object)
{
  g_ptr_array_unref (MIEN_TABLE_ROW (object)->cells);
  G_OBJECT_CLASS (mien_table_row_parent_class)->finalize (object);
}

static void
mien_table_row_class_init (MienTableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_table_row_finalize;
}

static void
mien_table_row_init (MienTableRow *self)
{
  self->cells = g_ptr_array_new_with_free_func (g_free);
}

static gboolean
is_told (const MienSeries *series)
{
  return !series->hidden && !series->faint && series->n > 0;
}

/* The first place at or after those in @next, which has a position for each series; NaN at the
 * end. */
static double
find_place (const MienCurves *curves, const guint *next)
{
  double x = (double) NAN;

  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];

    if (is_told (series) && next[i] < series->n && !(series->x[next[i]] >= x))
      x = series->x[next[i]];
  }
  return x;
}

static MienTableRow *
take_row (const MienCurves *curves, guint *next, double x)
{
  MienTableRow *row = g_object_new (MIEN_TYPE_TABLE_ROW, NULL);

  g_ptr_array_add (row->cells, g_strdup_printf ("%.6g", x));
  for (guint i = 0; i < curves->n_series; i++) {
    const MienSeries *series = &curves->series[i];
    gboolean here = is_told (series) && next[i] < series->n && series->x[next[i]] == x;
    double y = here ? series->y[next[i]] : (double) NAN;

    next[i] += here;
    if (is_told (series))
      g_ptr_array_add (row->cells, isfinite (y) ? g_strdup_printf ("%.6g", y) : g_strdup (""));
  }
  return row;
}

static GListStore *
collect_rows (const MienCurves *curves, gboolean *cut)
{
  GListStore *store = g_list_store_new (MIEN_TYPE_TABLE_ROW);
  g_autofree guint *next = g_new0 (guint, curves->n_series);
  double x;

  *cut = FALSE;
  while (isfinite (x = find_place (curves, next))) {
    g_autoptr (MienTableRow) row = take_row (curves, next, x);

    if (x < curves->x_low || x > curves->x_high)
      continue;
    if (g_list_model_get_n_items (G_LIST_MODEL (store)) == MOST_ROWS) {
      *cut = TRUE;
      break;
    }
    g_list_store_append (store, row);
  }
  return store;
}

static void
on_setup (GtkSignalListItemFactory *factory G_GNUC_UNUSED,
          GtkListItem *item,
          gpointer data G_GNUC_UNUSED)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer column)
{
  MienTableRow *row = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      g_ptr_array_index (row->cells, GPOINTER_TO_UINT (column)));
}

static void
add_column (GtkColumnView *view, const char *title, guint number)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (number));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, number > 0);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
}

static GtkWidget *
make_view (const char *title, const MienCurves *curves, gboolean *cut)
{
  GListModel *rows = G_LIST_MODEL (collect_rows (curves, cut));
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (rows)));
  guint number = 0;

  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_add_css_class (view, "data-table");
  add_column (GTK_COLUMN_VIEW (view), curves->x_label != NULL ? curves->x_label : "x", number++);
  for (guint i = 0; i < curves->n_series; i++)
    if (is_told (&curves->series[i]))
      add_column (GTK_COLUMN_VIEW (view), curves->series[i].name, number++);
  return view;
}

static GtkWidget *
make_content (const char *title, const MienCurves *curves)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  gboolean cut;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_view (title, curves, &cut));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scrolled);
  if (cut) {
    g_autofree char *text = g_strdup_printf (
        _ ("The first %d rows. Zoom in to see others, or save the numbers."), MOST_ROWS);
    GtkWidget *label = gtk_label_new (text);

    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_widget_add_css_class (label, "plot-note");
    gtk_box_append (GTK_BOX (box), label);
  }
  return box;
}

static gboolean
close_window (GtkWidget *window, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

void
mien_curve_table_show (GtkWidget *parent, const char *title, const MienCurves *curves)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *window = adw_window_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (close_window, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 480);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  adw_window_set_content (ADW_WINDOW (window), make_content (title, curves));
  gtk_window_present (GTK_WINDOW (window));
}
