/* Long work that a window should not suffer from. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Puts the calling thread, and those that it starts from now on, behind the others for good. */
void mien_priority_lower (void);

G_END_DECLS
