#include "ui/widgets/class-list.h"

#include "ui/widgets/class-row.h"

#include <glib/gi18n.h>

/* A column of persons may have thousands, which nobody renames one by one. */
#define MOST_CLASSES 60

struct _MienClassList {
  GtkBox parent_instance;

  GtkListBox *rows;
  GtkLabel *more;
  char *column;      /* (nullable): whose classes the rows are */
  MienDataset *read; /* (nullable): where their faces are from */
};

G_DEFINE_FINAL_TYPE (MienClassList, mien_class_list, GTK_TYPE_BOX)

enum {
  RENAMED,
  MOVED,
  MISSING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_renamed (MienClassList *self, const char *name, MienClassRow *row)
{
  g_signal_emit (self, signals[RENAMED], 0, mien_class_row_get_class (row), name);
}

static void
on_moved (MienClassList *self, int by, MienClassRow *row)
{
  g_signal_emit (self, signals[MOVED], 0, mien_class_row_get_class (row), by);
}

static void
on_missing (MienClassList *self, gboolean missing, MienClassRow *row)
{
  g_signal_emit (self, signals[MISSING], 0, mien_class_row_get_class (row), missing);
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data G_GNUC_UNUSED)
{
  int x = mien_class_row_get_place (MIEN_CLASS_ROW (a));
  int y = mien_class_row_get_place (MIEN_CLASS_ROW (b));

  if ((x < 0) != (y < 0))
    return x < 0 ? 1 : -1;
  return x - y;
}

static void
make_rows (MienClassList *self, MienDataset *read, const char *column, GPtrArray *classes)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  for (guint i = 0; i < classes->len && i < MOST_CLASSES; i++) {
    GtkWidget *row = mien_class_row_new (read, g_ptr_array_index (classes, i));

    g_signal_connect_object (row, "renamed", G_CALLBACK (on_renamed), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (row, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (row, "missing", G_CALLBACK (on_missing), self, G_CONNECT_SWAPPED);
    gtk_list_box_append (self->rows, row);
  }
  g_free (self->column);
  self->column = g_strdup (column);
  mien_dataset_ref (read);
  g_clear_pointer (&self->read, mien_dataset_unref);
  self->read = read;
}

static const MienColumnClass *
find_class (GPtrArray *classes, const char *read)
{
  for (guint i = 0; i < classes->len; i++) {
    const MienColumnClass *it = g_ptr_array_index (classes, i);

    if (g_str_equal (it->read, read))
      return it;
  }
  return NULL;
}

static int
count_places (GPtrArray *classes)
{
  int n = 0;

  for (guint i = 0; i < classes->len; i++)
    n = MAX (n, ((MienColumnClass *) g_ptr_array_index (classes, i))->place + 1);
  return n;
}

static void
update_rows (MienClassList *self, GPtrArray *classes)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  int n = count_places (classes);

  for (; row != NULL; row = gtk_widget_get_next_sibling (row)) {
    const MienColumnClass *it =
        find_class (classes, mien_class_row_get_class (MIEN_CLASS_ROW (row)));

    if (it != NULL)
      mien_class_row_update (MIEN_CLASS_ROW (row), it, n);
  }
  gtk_list_box_invalidate_sort (self->rows);
}

guint
mien_class_list_show (MienClassList *self, MienColumnsDraft *draft, const char *column)
{
  g_return_val_if_fail (MIEN_IS_CLASS_LIST (self), 0);

  g_autoptr (GPtrArray) classes = mien_column_classes_list (draft, column);
  MienDataset *read = mien_columns_draft_get_dataset (draft);
  guint left = classes->len > MOST_CLASSES ? classes->len - MOST_CLASSES : 0;
  g_autofree char *more =
      g_strdup_printf (ngettext ("%u more class keeps its name and place",
                                 "%u more classes keep their names and places", left),
                       left);

  if (g_strcmp0 (self->column, column) != 0 || self->read != read)
    make_rows (self, read, column, classes);
  update_rows (self, classes);
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), left > 0);
  return classes->len;
}

void
mien_class_list_commit (MienClassList *self)
{
  g_return_if_fail (MIEN_IS_CLASS_LIST (self));

  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    mien_class_row_commit (MIEN_CLASS_ROW (row));
}

static void
mien_class_list_finalize (GObject *object)
{
  MienClassList *self = MIEN_CLASS_LIST (object);

  g_free (self->column);
  g_clear_pointer (&self->read, mien_dataset_unref);

  G_OBJECT_CLASS (mien_class_list_parent_class)->finalize (object);
}

static void
mien_class_list_class_init (MienClassListClass *klass)
{
  const GType list = MIEN_TYPE_CLASS_LIST;

  G_OBJECT_CLASS (klass)->finalize = mien_class_list_finalize;

  signals[RENAMED] = g_signal_new ("renamed", list, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[MOVED] = g_signal_new ("moved", list, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_STRING, G_TYPE_INT);
  signals[MISSING] = g_signal_new ("missing", list, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
mien_class_list_init (MienClassList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->rows, compare_rows, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Classes"), -1);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->rows));
  self->more = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->more, 0.0f);
  gtk_label_set_wrap (self->more, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "dim-label");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->more));
}
