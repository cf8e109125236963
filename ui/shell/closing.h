/* What happens when the window is closed while a network trains. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Kept by the window, all zero at first. */
typedef struct {
  gboolean asking;
  gboolean stopping; /* the checkpoint is being written; the window goes when the job has ended */
} MienClosing;

/* %FALSE where the window has to stay for now: the person is asked, or the training is being saved.
 */
gboolean mien_closing_may_close (MienClosing *self, GtkWindow *window, MienWorkbench *workbench);
gboolean mien_closing_is_under_way (const MienClosing *self);

G_END_DECLS
