/* How the layouts of data sets are called in the window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words for a layout's name as recipes have it; the name itself where there are none. */
const char *mien_layout_words (const char *name);

G_END_DECLS
