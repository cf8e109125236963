/* Numbers in spin buttons that count while they are typed. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the text says now; %FALSE where it is no number, or none that the button allows. */
gboolean mien_typed_number (GtkSpinButton *spin, double *value);
/* Shows @value, unless that is what is being typed already. */
void mien_put_number (GtkSpinButton *spin, double value);
/* Makes @spin show as many digits as its value has, so that 0.0005 and 0.05 both read well. */
void mien_show_short_number (GtkSpinButton *spin);

G_END_DECLS
