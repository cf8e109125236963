/* Lays two children out side by side where there is room, one below the other where there is not.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_COLUMNS_LAYOUT (mien_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (MienColumnsLayout,
                      mien_columns_layout,
                      MIEN,
                      COLUMNS_LAYOUT,
                      GtkLayoutManager)

/* Properties: "spacing" (between them, either way), "threshold" (least width for two columns) and
 * "share" (of the width, that the first of two columns gets). */

G_END_DECLS
