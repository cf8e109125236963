#include "ui/widgets/typed-number.h"

#include <string.h>

gboolean
mien_typed_number (GtkSpinButton *spin, double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (spin);
  char *end = NULL;
  double number = g_strtod (text, &end);

  if (end == text || end[strspn (end, " ")] != '\0' ||
      number < gtk_adjustment_get_lower (adjustment) ||
      number > gtk_adjustment_get_upper (adjustment))
    return FALSE;
  *value = number;
  return TRUE;
}

void
mien_put_number (GtkSpinButton *spin, double value)
{
  double typed;

  if (!mien_typed_number (spin, &typed) || ABS (typed - value) > 1e-9 * MAX (1.0, ABS (value)))
    gtk_spin_button_set_value (spin, value);
}

static gboolean
on_output (GtkSpinButton *spin, gpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = g_strdup_printf ("%g", gtk_spin_button_get_value (spin));

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (spin)), text))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

void
mien_show_short_number (GtkSpinButton *spin)
{
  g_signal_connect (spin, "output", G_CALLBACK (on_output), NULL);
}
