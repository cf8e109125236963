#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

#define LAST "mien-last-toast"

/* A row of corrections by keys is told by the newest alone, not one after the other. */
static void
dismiss_last (GtkWidget *widget)
{
  GWeakRef *last = g_object_get_data (G_OBJECT (widget), LAST);
  g_autoptr (AdwToast) toast = last != NULL ? g_weak_ref_get (last) : NULL;

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
remember (GtkWidget *widget, AdwToast *toast)
{
  GWeakRef *last = g_new0 (GWeakRef, 1);

  g_weak_ref_init (last, toast);
  g_object_set_data_full (G_OBJECT (widget), LAST, last, free_weak_ref);
}

void
mien_toast (GtkWidget *widget, const char *text, gboolean undo)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (overlay == NULL)
    return;
  dismiss_last (widget);
  toast = adw_toast_new (markup);
  if (undo) {
    adw_toast_set_button_label (toast, _ ("_Undo"));
    adw_toast_set_action_name (toast, "win.undo");
  }
  remember (widget, toast);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}
