#include "ui/shell/opening-page.h"

#define PULSE_MS 100

struct _MienOpeningPage {
  AdwBin parent_instance;

  guint pulse;

  AdwStatusPage *status;
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (MienOpeningPage, mien_opening_page, ADW_TYPE_BIN)

static gboolean
pulse (gpointer data)
{
  gtk_progress_bar_pulse (MIEN_OPENING_PAGE (data)->bar);
  return G_SOURCE_CONTINUE;
}

/* The bar pulses until something is known about how far it is. */
static void
on_opening (MienOpeningPage *self, GParamSpec *pspec G_GNUC_UNUSED, MienWorkbench *workbench)
{
  gboolean opening = FALSE;

  g_object_get (workbench, "opening", &opening, NULL);
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (opening)
    self->pulse = g_timeout_add (PULSE_MS, pulse, self);
}

static void
on_progress (MienOpeningPage *self, GParamSpec *pspec G_GNUC_UNUSED, MienWorkbench *workbench)
{
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  double fraction = -1.0;

  g_object_get (workbench, "opening-text", &text, "opening-fraction", &fraction, NULL);
  markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;
  adw_status_page_set_description (self->status, markup);
  if (fraction >= 0.0) {
    g_clear_handle_id (&self->pulse, g_source_remove);
    gtk_progress_bar_set_fraction (self->bar, fraction);
  }
}

void
mien_opening_page_follow (MienOpeningPage *self, MienWorkbench *workbench)
{
  g_return_if_fail (MIEN_IS_OPENING_PAGE (self));

  g_signal_connect_object (workbench, "notify::opening", G_CALLBACK (on_opening), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "notify::opening-fraction", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
}

static void
mien_opening_page_dispose (GObject *object)
{
  g_clear_handle_id (&MIEN_OPENING_PAGE (object)->pulse, g_source_remove);
  /* AdwBin unparents its child, so the template goes after it. */
  G_OBJECT_CLASS (mien_opening_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_OPENING_PAGE);
}

static void
mien_opening_page_class_init (MienOpeningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_opening_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/shell/opening-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MienOpeningPage, status);
  gtk_widget_class_bind_template_child (widget_class, MienOpeningPage, bar);
}

static void
mien_opening_page_init (MienOpeningPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
