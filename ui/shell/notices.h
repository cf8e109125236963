/* What the person is told of the queue beside its page: by messages in the window, and by the
 * desktop's notifications while the window is out of sight. Keeps the machine awake meanwhile. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_NOTICES (mien_notices_get_type ())
G_DECLARE_FINAL_TYPE (MienNotices, mien_notices, MIEN, NOTICES, GObject)

/* (transfer full): lives as long as @window, which owns @toasts and @views. Notifications call the
 * application's action "show-job" with the job's folder. @app: (nullable) */
MienNotices *mien_notices_new (GtkWindow *window,
                               GtkApplication *app,
                               AdwToastOverlay *toasts,
                               AdwViewStack *views,
                               MienWorkbench *workbench);
/* How many of this workspace's jobs another program has, if there are any */
void mien_notices_tell_elsewhere (MienNotices *self);

G_END_DECLS
