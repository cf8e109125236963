/* The text of a table of pixels, cut into rows and cells without copying it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Blanks and quotes around it are not part of it; doubled quotes inside stay as they are. */
typedef struct {
  const char *text;
  gsize len;
} MienCell;

/* The next line of [@at,@end), without its end; moves @at behind it. FALSE at the end. */
gboolean mien_rows_next (const char **at, const char *end, MienCell *line);
/* Cuts @line at @delimiter into at most @n cells. Returns: how many there are, also above @n */
guint mien_rows_cut (MienCell line, char delimiter, MienCell *cells, guint n);

/* How many numbers @cell lists. */
gsize mien_pixels_count (MienCell cell);
/* @cell as @n grey levels; FALSE where it holds more, fewer or others than 0 to 255. */
gboolean mien_pixels_parse (MienCell cell, guint8 *levels, gsize n);

G_END_DECLS
