/* One column of a data set and its classes, to be named, typed and left out. */
#pragma once

#include "ui/models/columns-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_COLUMN_FORM (mien_column_form_get_type ())
G_DECLARE_FINAL_TYPE (MienColumnForm, mien_column_form, MIEN, COLUMN_FORM, AdwBin)

/* Signals: "changed" after the draft took a change; "refused" (string, a sentence) where it did not
 * and the form still shows what was asked for. */

/* @draft: (transfer none), outlives the form; @column: by its name as it was read */
void mien_column_form_show (MienColumnForm *self, MienColumnsDraft *draft, const char *column);
/* Takes what has been typed and not been left yet. */
void mien_column_form_commit (MienColumnForm *self);

G_END_DECLS
