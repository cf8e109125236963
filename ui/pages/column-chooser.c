#include "ui/pages/column-chooser.h"

#include "ui/widgets/accessible-names.h"

#include <glib/gi18n.h>
#include <string.h>

struct _MienColumnChooser {
  AdwBin parent_instance;

  GPtrArray *offered; /* (nullable) of MienRunColumn */
  gboolean filling;
  GtkMenuButton *button;
  GtkEditable *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (MienColumnChooser, mien_column_chooser, ADW_TYPE_BIN)

enum {
  OPENING,
  CHOSEN,
  USUAL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const MienRunColumn *
get_column (MienColumnChooser *self, GtkListBoxRow *row)
{
  return g_ptr_array_index (self->offered, (guint) gtk_list_box_row_get_index (row));
}

static void
on_toggled (GtkCheckButton *check, MienColumnChooser *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (check), GTK_TYPE_LIST_BOX_ROW);

  if (!self->filling)
    g_signal_emit (self, signals[CHOSEN], 0, get_column (self, GTK_LIST_BOX_ROW (row))->id,
                   gtk_check_button_get_active (check));
}

/* Return in the list ticks as a click does. */
static void
on_row_activated (GtkListBox *list G_GNUC_UNUSED, GtkListBoxRow *row)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_list_box_row_get_child (row));

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

/* Every word that is typed has to be in the title or the id. */
static gboolean
is_found (GtkListBoxRow *row, gpointer data)
{
  MienColumnChooser *self = data;
  const MienRunColumn *column = get_column (self, row);
  g_autofree char *whole = g_strconcat (column->title, " ", column->id, NULL);
  g_autofree char *folded = g_utf8_casefold (whole, -1);
  g_autofree char *asked = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  g_auto (GStrv) words = g_strsplit (asked, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

void
mien_column_chooser_offer (MienColumnChooser *self, GPtrArray *offered, const char *const *shown)
{
  g_return_if_fail (MIEN_IS_COLUMN_CHOOSER (self));

  GtkListBoxRow *row;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  self->offered = offered;
  for (guint i = 0; i < offered->len; i++) {
    const MienRunColumn *column = g_ptr_array_index (offered, i);
    GtkWidget *check = gtk_check_button_new_with_label (column->title);

    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strv_contains (shown, column->id));
    gtk_widget_set_can_focus (check, FALSE); /* the row has it */
    g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, 0);
    gtk_list_box_append (self->list, check);
  }
  self->filling = FALSE;
  gtk_list_box_invalidate_filter (self->list);
}

static void
on_show (MienColumnChooser *self)
{
  gtk_editable_set_text (self->search, "");
  g_signal_emit (self, signals[OPENING], 0);
}

static void
on_usual (MienColumnChooser *self)
{
  g_signal_emit (self, signals[USUAL], 0);
  g_signal_emit (self, signals[OPENING], 0);
}

static void
on_searched (MienColumnChooser *self)
{
  if (self->offered != NULL)
    gtk_list_box_invalidate_filter (self->list);
}

static void
mien_column_chooser_finalize (GObject *object)
{
  g_clear_pointer (&MIEN_COLUMN_CHOOSER (object)->offered, g_ptr_array_unref);

  G_OBJECT_CLASS (mien_column_chooser_parent_class)->finalize (object);
}

static void
mien_column_chooser_class_init (MienColumnChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mien_column_chooser_finalize;
  signals[OPENING] =
      g_signal_new ("opening", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[USUAL] =
      g_signal_new ("usual", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/column-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, MienColumnChooser, button);
  gtk_widget_class_bind_template_child (widget_class, MienColumnChooser, search);
  gtk_widget_class_bind_template_child (widget_class, MienColumnChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_usual);
  gtk_widget_class_bind_template_callback (widget_class, on_searched);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
mien_column_chooser_init (MienColumnChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_name_buttons (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, is_found, self, NULL);
}
