/* A row with a number for each option of what is chosen, such as a loss or a weighting method. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_OPTION_ROWS (mien_option_rows_get_type ())
G_DECLARE_FINAL_TYPE (MienOptionRows, mien_option_rows, MIEN, OPTION_ROWS, GtkBox)

/* @usual: the value that tells how large the steps of the buttons are; @name: (nullable): what
 * assistive technology calls the number, unless @label */
typedef struct {
  const char *label, *name, *explanation;
  double usual, least, most;
  gboolean whole;
} MienOption;

/* Signal "edited" (uint place, double value): a person has set the option at @place. */
GtkWidget *mien_option_rows_new (void);
/* Makes rows for @options [n], copied, unless those of @key are shown already, so that what has the
 * focus keeps it. Without any it is not visible. */
void
mien_option_rows_offer (MienOptionRows *self, const char *key, const MienOption *options, guint n);
/* Shows @values, one for each row. */
void mien_option_rows_put (MienOptionRows *self, const double *values);

G_END_DECLS
