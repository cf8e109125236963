#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

#define LAST "mien-last-toast"
/* A toast that is dismissed while it comes or goes is more than libadwaita 1.2 can bear. */
#define RESTS_US G_USEC_PER_SEC

typedef struct {
  AdwToast *toast; /* (nullable): until it is dismissed, by whatever */
  gint64 since;
} Last;

static void
on_dismissed (Last *last)
{
  g_clear_object (&last->toast);
}

static void
free_last (gpointer data)
{
  Last *last = data;

  if (last->toast != NULL)
    g_signal_handlers_disconnect_by_data (last->toast, last);
  g_clear_object (&last->toast);
  g_free (last);
}

/* A row of corrections by keys is told by the newest alone, not one after the other.
 * Returns: whether the toast that is coming says it now */
static gboolean
replace_last (GtkWidget *widget, const char *markup)
{
  Last *last = g_object_get_data (G_OBJECT (widget), LAST);

  if (last == NULL || last->toast == NULL)
    return FALSE;
  if (g_get_monotonic_time () - last->since < RESTS_US) {
    adw_toast_set_title (last->toast, markup);
    return TRUE;
  }
  adw_toast_dismiss (last->toast);
  return FALSE;
}

static void
remember (GtkWidget *widget, AdwToast *toast)
{
  Last *last = g_new0 (Last, 1);

  *last = (Last){g_object_ref (toast), g_get_monotonic_time ()};
  g_signal_connect_swapped (toast, "dismissed", G_CALLBACK (on_dismissed), last);
  g_object_set_data_full (G_OBJECT (widget), LAST, last, free_last);
}

void
mien_toast (GtkWidget *widget, const char *text, gboolean undo)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (overlay == NULL || replace_last (widget, markup))
    return;
  toast = adw_toast_new (markup);
  if (undo) {
    adw_toast_set_button_label (toast, _ ("_Undo"));
    adw_toast_set_action_name (toast, "win.undo");
  }
  remember (widget, toast);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}
