/* The pixels of all rows of a table, read once on every core into a file of the cache folder, and
 * mapped from there, so that they take no memory of their own. */
#pragma once

#include "engine/samples/files/progress.h"
#include "engine/samples/layouts/pixel-rows.h"

G_BEGIN_DECLS

/**
 * MienPixelLevels:
 * @n_levels: of each row; set before it is opened
 * @bytes: [rows,n_levels] grey levels
 * @good: [rows] 1 where a row has as many levels and no others
 */
typedef struct {
  gsize n_levels;
  GBytes *bytes;
  GBytes *good;
} MienPixelLevels;

/* @stamp: 64 hex digits that change when the table does; @cells: (element-type MienCell): [rows].
 * FALSE where the cache folder cannot be written or it was cancelled. */
gboolean mien_pixel_levels_open (MienPixelLevels *self,
                                 const char *stamp,
                                 GArray *cells,
                                 const MienProgress *progress,
                                 GError **error);
void mien_pixel_levels_clear (MienPixelLevels *self);

G_END_DECLS
