#include "ui/pages/start-page.h"

#include "ui/models/location-words.h"

#include <glib/gi18n.h>

struct _MienStartPage {
  AdwBin parent_instance;

  GtkListBox *recent;
  GtkWidget *recent_group;
  GtkWidget *runs_button;
};

G_DEFINE_FINAL_TYPE (MienStartPage, mien_start_page, ADW_TYPE_BIN)

static void
mien_start_page_dispose (GObject *object)
{
  G_OBJECT_CLASS (mien_start_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_START_PAGE);
}

static void
mien_start_page_class_init (MienStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_start_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MienStartPage, recent);
  gtk_widget_class_bind_template_child (widget_class, MienStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, MienStartPage, runs_button);
}

static void
mien_start_page_init (MienStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
make_row (const char *path)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = mien_location_title (path);
  g_autofree char *details = mien_location_details (path);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (details != NULL ? details : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", path);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-recent");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

void
mien_start_page_set_recent (MienStartPage *self, const char *const *recent)
{
  g_return_if_fail (MIEN_IS_START_PAGE (self));

  GtkListBoxRow *row;
  gboolean any = FALSE;

  while ((row = gtk_list_box_get_row_at_index (self->recent, 0)) != NULL)
    gtk_list_box_remove (self->recent, GTK_WIDGET (row));
  for (guint i = 0; recent != NULL && recent[i] != NULL; i++)
    if (mien_location_exists (recent[i])) {
      gtk_list_box_append (self->recent, make_row (recent[i]));
      any = TRUE;
    }
  gtk_widget_set_visible (self->recent_group, any);
}

void
mien_start_page_set_has_runs (MienStartPage *self, gboolean has_runs)
{
  g_return_if_fail (MIEN_IS_START_PAGE (self));

  gtk_widget_set_visible (self->runs_button, has_runs);
}
