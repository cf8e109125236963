/* What --layout can be, for --help. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "How the files are laid out: auto, …, or a pattern", with every layout that there is. */
const char *mien_layout_help (void);

G_END_DECLS
