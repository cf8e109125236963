/* A control with its name beside it; the name is what assistive technology calls the control. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_SETTING_ROW (mien_setting_row_get_type ())
G_DECLARE_FINAL_TYPE (MienSettingRow, mien_setting_row, MIEN, SETTING_ROW, GtkBox)

/* Properties: "label" (with a mnemonic), "control" (a widget), "explanation" (at construction:
 * plain words for what the setting does, shown as a tooltip and told to assistive technology). */

/* Of texts as they are, underscores and all. @name: (nullable): what assistive technology calls the
 * control, unless @label */
GtkWidget *mien_setting_row_new (const char *label,
                                 const char *name,
                                 const char *explanation,
                                 GtkWidget *control);

G_END_DECLS
