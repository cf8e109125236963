#include "ui/pages/run-columns.h"

#include "ui/models/run-group.h"

#include <glib/gi18n.h>

#define COLUMN "mien-run-column"
#define ASKED "mien-asked"

/* In characters, at the least. */
static int
width_of (const MienRunColumn *column)
{
  switch (column->fact) {
  case MIEN_FACT_ACCURACY:
    return 28;
  case MIEN_FACT_NAME:
    return 22;
  case MIEN_FACT_TEST:
    return 20;
  case MIEN_FACT_ARM:
    return 14;
  case MIEN_FACT_EPOCH:
    return 16;
  case MIEN_FACT_DATE:
  case MIEN_FACT_TAGS:
    return 10;
  case MIEN_FACT_NOTE:
    return 16;
  default:
    return 8;
  }
}

static void
on_star_clicked (GtkWidget *button)
{
  gtk_widget_activate_action (button, "runs.toggle-star", "s",
                              gtk_widget_get_name (button)); /* the folder */
}

static void
on_expander_clicked (GtkWidget *button, GtkListItem *cell)
{
  gtk_widget_activate_action (button, "runs.toggle-group", "u", gtk_list_item_get_position (cell));
}

static GtkWidget *
new_button (void)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focus_on_click (button, FALSE);
  return button;
}

static GtkWidget *
new_label (const MienRunColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), width_of (column));
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *cell, gpointer data)
{
  const MienRunColumn *column = data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *button = NULL;

  if (column->fact == MIEN_FACT_STAR) {
    button = new_button ();
    g_signal_connect (button, "clicked", G_CALLBACK (on_star_clicked), NULL);
  } else if (column->fact == MIEN_FACT_NAME) {
    button = new_button ();
    g_signal_connect (button, "clicked", G_CALLBACK (on_expander_clicked), cell);
  }
  if (column->fact == MIEN_FACT_NAME)
    gtk_widget_add_css_class (box, "run-name");
  if (button != NULL)
    gtk_box_append (GTK_BOX (box), button);
  if (column->fact != MIEN_FACT_STAR)
    gtk_box_append (GTK_BOX (box), new_label (column));
  gtk_list_item_set_child (cell, box);
}

static void
show_star (GtkWidget *button, gpointer row)
{
  gboolean is_run = MIEN_IS_RUN_ITEM (row);
  gboolean starred = is_run && mien_run_item_get_entry (row)->starred;

  gtk_widget_set_visible (button, is_run);
  if (!is_run)
    return;
  gtk_widget_set_name (button, mien_run_item_get_folder (row));
  gtk_button_set_icon_name (GTK_BUTTON (button),
                            starred ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (button, starred ? _ ("Take the star away") : _ ("Give it a star"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  starred ? _ ("Starred") : _ ("Not starred"), -1);
}

static void
show_expander (GtkWidget *button, gpointer row)
{
  gboolean is_group = MIEN_IS_RUN_GROUP (row);
  gboolean open = is_group && mien_run_group_is_expanded (row);

  gtk_widget_set_visible (button, is_group);
  gtk_button_set_icon_name (GTK_BUTTON (button), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_tooltip_text (button, open ? _ ("Hide its runs") : _ ("Show its runs"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  open ? _ ("Hide Runs") : _ ("Show Runs"), -1);
}

static void
show_text (GtkWidget *label, gpointer row, const MienRunColumn *column)
{
  gboolean is_group = MIEN_IS_RUN_GROUP (row);
  g_autofree char *text =
      is_group ? mien_run_group_text (row, column) : mien_run_column_text (column, row);
  g_autofree char *tooltip =
      is_group ? g_strdup (_ ("Mean ± standard deviation over all runs of the group, whether they "
                              "are shown or not (how many have a value)"))
               : mien_run_column_explain (column, row);
  gboolean away = !is_group && mien_run_item_get_entry (row)->archived;

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, tooltip);
  gtk_widget_remove_css_class (label, is_group ? "run" : "group");
  gtk_widget_add_css_class (label, is_group ? "group" : "run");
  if (away)
    gtk_widget_add_css_class (label, "dim-label");
  else
    gtk_widget_remove_css_class (label, "dim-label");
}

static void
refresh (GtkListItem *cell)
{
  GtkWidget *box = gtk_list_item_get_child (cell), *child = gtk_widget_get_first_child (box);
  gpointer row = gtk_list_item_get_item (cell);
  const MienRunColumn *column = g_object_get_data (G_OBJECT (cell), COLUMN);

  if (row == NULL || column == NULL)
    return;
  if (column->fact == MIEN_FACT_STAR) {
    show_star (child, row);
    return;
  }
  if (column->fact == MIEN_FACT_NAME) {
    show_expander (child, row);
    child = gtk_widget_get_next_sibling (child);
  }
  show_text (child, row, column);
}

static void
on_bind (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *cell, gpointer data)
{
  g_object_set_data (G_OBJECT (cell), COLUMN, data);
  g_signal_connect_object (gtk_list_item_get_item (cell), "changed", G_CALLBACK (refresh), cell,
                           G_CONNECT_SWAPPED);
  refresh (cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory G_GNUC_UNUSED,
           GtkListItem *cell,
           gpointer data G_GNUC_UNUSED)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (cell), refresh, cell);
}

/* A heading does not tell which way it orders, so it is asked with two things that are none of the
 * rows: every column puts the first before the second, and says that it was asked. */
static int
answer (gconstpointer a G_GNUC_UNUSED, gconstpointer b G_GNUC_UNUSED, gpointer data)
{
  GtkColumnViewColumn *column = data;
  GtkColumnView *view = gtk_column_view_column_get_column_view (column);

  if (view != NULL)
    g_object_set_data (G_OBJECT (view), ASKED, g_object_get_data (G_OBJECT (column), COLUMN));
  return -1;
}

const MienRunColumn *
mien_run_columns_get_order (GtkColumnView *view, gboolean *descending)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  GtkOrdering order;

  g_object_set_data (G_OBJECT (view), ASKED, NULL);
  order = gtk_sorter_compare (sorter, view, sorter);
  *descending = order == GTK_ORDERING_LARGER;
  return g_object_get_data (G_OBJECT (view), ASKED);
}

/* @column: (transfer full) */
static GtkColumnViewColumn *
new_column (MienRunColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *shown;
  g_autoptr (GtkSorter) sorter = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), column);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), column);
  shown =
      gtk_column_view_column_new (column->fact == MIEN_FACT_STAR ? "★" : column->title, factory);
  g_object_set_data_full (G_OBJECT (factory), COLUMN, column,
                          (GDestroyNotify) mien_run_column_free);
  g_object_set_data (G_OBJECT (shown), COLUMN, column);
  sorter = GTK_SORTER (gtk_custom_sorter_new (answer, shown, NULL));
  gtk_column_view_column_set_sorter (shown, sorter);
  gtk_column_view_column_set_resizable (shown, column->fact != MIEN_FACT_STAR);
  gtk_column_view_column_set_expand (shown, column->fact == MIEN_FACT_NAME);
  return shown;
}

void
mien_run_columns_show (GtkColumnView *view, const char *const *ids)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) first = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (view, first);
  }
  for (guint i = 0; ids[i] != NULL; i++) {
    MienRunColumn *column = mien_run_column_new (ids[i]);
    g_autoptr (GtkColumnViewColumn) shown = column != NULL ? new_column (column) : NULL;

    if (shown != NULL)
      gtk_column_view_append_column (view, shown);
  }
}

GPtrArray *
mien_run_columns_get (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_run_column_free);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) shown = g_list_model_get_item (columns, i);
    const MienRunColumn *column = g_object_get_data (G_OBJECT (shown), COLUMN);

    g_ptr_array_add (all, mien_run_column_new (column->id));
  }
  return all;
}

GStrv
mien_run_columns_list (GtkColumnView *view)
{
  g_autoptr (GPtrArray) columns = mien_run_columns_get (view);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < columns->len; i++)
    g_strv_builder_add (ids, ((MienRunColumn *) g_ptr_array_index (columns, i))->id);
  return g_strv_builder_end (ids);
}
