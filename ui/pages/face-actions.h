/* What can be done with the chosen faces: labels corrected, faces left out and taken back. */
#pragma once

#include "ui/models/workbench.h"
#include "ui/widgets/face-grid.h"

G_BEGIN_DECLS

/* The group "faces": "label" (string), "write", "number" (int, the n-th class), "exclude",
 * "take-back" and "copy"; all of the label column, all on the faces that are chosen. */
typedef struct _MienFaceActions MienFaceActions;

/* @page: gets the group, says in toasts how it went and, with @grid, outlives it; a reference is
 * taken to @workbench alone. */
MienFaceActions *
mien_face_actions_new (GtkWidget *page, MienFaceGrid *grid, MienWorkbench *workbench);
void mien_face_actions_free (MienFaceActions *self);

/* @column: (nullable) */
void mien_face_actions_set_column (MienFaceActions *self, const char *column);
/* Switches on what can be done with @chosen (element-type guint). */
void mien_face_actions_update (MienFaceActions *self, GArray *chosen);

G_END_DECLS
