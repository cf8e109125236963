/* The columns of the table of runs. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One column a MienFact, each sortable by it. */
void mien_add_run_columns (GtkColumnView *view);

G_END_DECLS
