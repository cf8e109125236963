#include "ui/pages/design-page.h"

struct _MienDesignPage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
};

G_DEFINE_FINAL_TYPE (MienDesignPage, mien_design_page, ADW_TYPE_BIN)

static void
mien_design_page_dispose (GObject *object)
{
  g_clear_object (&MIEN_DESIGN_PAGE (object)->workbench);

  G_OBJECT_CLASS (mien_design_page_parent_class)->dispose (object);
}

static void
mien_design_page_class_init (MienDesignPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mien_design_page_dispose;
}

static void
mien_design_page_init (MienDesignPage *self G_GNUC_UNUSED)
{
}

GtkWidget *
mien_design_page_new (MienWorkbench *workbench)
{
  MienDesignPage *self = g_object_new (MIEN_TYPE_DESIGN_PAGE, NULL);

  self->workbench = g_object_ref (workbench);
  return GTK_WIDGET (self);
}
