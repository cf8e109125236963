/* One face: what the network answered, where it looked, all that is known, and a way to mend its
 * label. */
#pragma once

#include "ui/models/inspection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_FACE_PANE (mien_face_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienFacePane, mien_face_pane, MIEN, FACE_PANE, AdwBin)

/* Signal "label-corrected" (string id, string column, string label): chosen by the person; column
 * "" and label "exclude" to leave the face out. */

/* @inspection: (nullable): the run; takes a reference. No face is shown until
 * mien_face_pane_show(). */
void mien_face_pane_set_inspection (MienFacePane *self, MienInspection *inspection);
/* @row: of the predictions, or -1 for none; @task: number of the task that is looked at */
void mien_face_pane_show (MienFacePane *self, int row, int task);
/* @possible: whether labels can be corrected now; else @why says in the tooltip what to do */
void mien_face_pane_set_correctable (MienFacePane *self, gboolean possible, const char *why);

G_END_DECLS
