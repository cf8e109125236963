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

static void
follow_focus (GtkWidget *spin)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (spin);
  gboolean focused = (gtk_widget_get_state_flags (spin) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
      gtk_event_controller_set_propagation_phase (controller,
                                                  focused ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
  }
}

void
mien_leave_wheel_to_page (GtkSpinButton *spin)
{
  g_return_if_fail (GTK_IS_SPIN_BUTTON (spin));

  g_signal_connect (spin, "state-flags-changed", G_CALLBACK (follow_focus), NULL);
  follow_focus (GTK_WIDGET (spin));
}
