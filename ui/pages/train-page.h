/* The running job: its curves as they grow, its progress, and what may be changed while it runs. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_TRAIN_PAGE (mien_train_page_get_type ())
G_DECLARE_FINAL_TYPE (MienTrainPage, mien_train_page, MIEN, TRAIN_PAGE, AdwBin)

GtkWidget *mien_train_page_new (MienWorkbench *workbench);

G_END_DECLS
