/* A column in the list of a data set's columns: its name, what it holds, how much is missing. */
#pragma once

#include "ui/models/columns-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @column: by its name as it was read */
GtkWidget *mien_column_row_new (const char *column);
const char *mien_column_row_get_column (GtkListBoxRow *row);
/* Shows what @draft makes of it. */
void mien_column_row_update (GtkListBoxRow *row, MienColumnsDraft *draft);

G_END_DECLS
