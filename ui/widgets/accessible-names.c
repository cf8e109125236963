#include "ui/widgets/accessible-names.h"

static char *
drop_mnemonic (const char *label)
{
  g_autoptr (GString) text = g_string_new (label);

  g_string_replace (text, "_", "", 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
mien_name_widget (GtkWidget *widget, const char *label)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && label != NULL);

  g_autofree char *name = drop_mnemonic (label);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
mien_name_buttons (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  if (GTK_IS_BUTTON (root) && gtk_button_get_use_underline (GTK_BUTTON (root)) &&
      gtk_button_get_label (GTK_BUTTON (root)) != NULL)
    mien_name_widget (root, gtk_button_get_label (GTK_BUTTON (root)));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mien_name_buttons (child);
}
