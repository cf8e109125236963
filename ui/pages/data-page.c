#include "ui/pages/data-page.h"

struct _MienDataPage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
};

G_DEFINE_FINAL_TYPE (MienDataPage, mien_data_page, ADW_TYPE_BIN)

static void
mien_data_page_dispose (GObject *object)
{
  g_clear_object (&MIEN_DATA_PAGE (object)->workbench);

  G_OBJECT_CLASS (mien_data_page_parent_class)->dispose (object);
}

static void
mien_data_page_class_init (MienDataPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mien_data_page_dispose;
}

static void
mien_data_page_init (MienDataPage *self G_GNUC_UNUSED)
{
}

GtkWidget *
mien_data_page_new (MienWorkbench *workbench)
{
  MienDataPage *self = g_object_new (MIEN_TYPE_DATA_PAGE, NULL);

  self->workbench = g_object_ref (workbench);
  return GTK_WIDGET (self);
}
