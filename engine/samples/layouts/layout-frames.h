/* Pictures whose names were read, and which of them are taken where they are frames of sequences.
 */
#pragma once

#include "engine/samples/layouts/layout-names.h"

G_BEGIN_DECLS

/* A picture, with what its name says of each column of the description; "" where nothing. */
typedef struct {
  const char *path;
  const char *cells[MIEN_NAMES_MAX_COLUMNS];
  MienPart part;
  guint64 frame; /* 0 where the description has none */
} MienNamedFace;

/**
 * mien_frames_choose:
 * @faces: (element-type MienNamedFace): gets sorted by sequence and frame
 * @expression: index of the column that neutral frames are told in
 *
 * Tells @builder which frames are left out, as one entry.
 *
 * Returns: (transfer full) (element-type MienNamedFace): those that are taken, in order
 */
GArray *mien_frames_choose (MienFrames frames,
                            GArray *faces,
                            guint expression,
                            MienDatasetBuilder *builder);

G_END_DECLS
