/* A button that opens a list of all columns that the table of runs can have, to be searched and
 * ticked. */
#pragma once

#include "ui/models/run-column.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_COLUMN_CHOOSER (mien_column_chooser_get_type ())
G_DECLARE_FINAL_TYPE (MienColumnChooser, mien_column_chooser, MIEN, COLUMN_CHOOSER, AdwBin)

/* Signals: "opening": mien_column_chooser_offer() is to be called; "chosen" (string, boolean): a
 * column by its id, and whether it is to be shown; "usual": the usual ones are to be. */

/* @offered: (element-type MienRunColumn) (transfer full); @shown: ids */
void
mien_column_chooser_offer (MienColumnChooser *self, GPtrArray *offered, const char *const *shown);

G_END_DECLS
