/* Numbers in spin buttons that count while they are typed, and stay while the page is scrolled. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the text says now; %FALSE where it is no number, or none that the button allows. */
gboolean mien_typed_number (GtkSpinButton *spin, double *value);
/* Shows @value, unless that is what is being typed already. */
void mien_put_number (GtkSpinButton *spin, double value);
/* Makes @spin show as many digits as its value has, so that 0.0005 and 0.05 both read well. */
void mien_show_short_number (GtkSpinButton *spin);
/* Turning the wheel over @spin scrolls what it stands on, unless @spin has the focus. */
void mien_leave_wheel_to_page (GtkSpinButton *spin);

G_END_DECLS
