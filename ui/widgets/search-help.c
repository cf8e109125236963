#include "ui/widgets/search-help.h"

#include "ui/models/query-examples.h"

#include <glib/gi18n.h>

struct _MienSearchHelp {
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (MienSearchHelp, mien_search_help, ADW_TYPE_BIN)

enum {
  EXAMPLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The widget's name carries the example as it is typed. */
static void
on_clicked (GtkButton *button, MienSearchHelp *self)
{
  g_autofree char *text = g_strdup (gtk_widget_get_name (GTK_WIDGET (button)));

  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[EXAMPLE], 0, text);
}

static void
add_example (MienSearchHelp *self, const MienQueryExample *example)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *text = gtk_label_new (example->text), *what = gtk_label_new (example->what);
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (text, "monospace");
  gtk_widget_add_css_class (what, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 30);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_label_set_xalign (GTK_LABEL (what), 1.0f);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), what);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "example");
  gtk_widget_set_name (button, example->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  example->text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, example->what,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, 0);
  gtk_box_append (GTK_BOX (self->list), button);
}

void
mien_search_help_set_examples (MienSearchHelp *self, GPtrArray *examples)
{
  g_return_if_fail (MIEN_IS_SEARCH_HELP (self));

  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < examples->len; i++)
    add_example (self, g_ptr_array_index (examples, i));
}

void
mien_search_help_set_dataset (MienSearchHelp *self, MienDataset *dataset)
{
  g_return_if_fail (MIEN_IS_SEARCH_HELP (self) && dataset != NULL);

  g_autoptr (GPtrArray) examples = mien_query_examples_new (dataset);

  mien_search_help_set_examples (self, examples);
}

static void
mien_search_help_class_init (MienSearchHelpClass *klass)
{
  signals[EXAMPLE] = g_signal_new ("example", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
new_popover (MienSearchHelp *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Every word typed has to hold. Click one to try it."));

  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "search-help-title");
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
mien_search_help_init (MienSearchHelp *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "help-about-symbolic");
  gtk_menu_button_set_popover (self->button, new_popover (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("How to search"));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How to Search"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}
