/* What faces.c and faces-prepare.c share. */
#pragma once

#include "engine/samples/faces.h"

G_BEGIN_DECLS

/* @column: (nullable): of mien_frame_find_column(). @note: (out): its state is usable where there
 * is no error. */
gboolean mien_face_prepare (MienDataset *dataset,
                            guint sample,
                            const MienPreprocessing *preprocessing,
                            const MienColumn *column,
                            guint8 *pixels,
                            MienFaceNote *note,
                            GError **error);

G_END_DECLS
