/* A table of counts, such as a confusion matrix, or of cosines, whose cells can be clicked, walked
 * by keyboard and heard. */
#pragma once

#include "engine/insight/confusion.h"
#include "ui/models/joint-counts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_MATRIX_VIEW (mien_matrix_view_get_type ())
G_DECLARE_FINAL_TYPE (MienMatrixView, mien_matrix_view, MIEN, MATRIX_VIEW, GtkWidget)

/* Signal "cell-chosen" (int row, int column): by a click, Enter or Space; -1, -1 when taken back.
 */

/* @confusion: (transfer full) (nullable): nothing is drawn without one; the choice is taken back */
void mien_matrix_view_set_confusion (MienMatrixView *self, MienConfusion *confusion);
/* @joint: (nullable): copied; the same for the counts of two columns */
void mien_matrix_view_set_joint (MienMatrixView *self, const MienJointCounts *joint);
/* How tasks called @names get along, which is looked at but not chosen from; the name for assistive
 * technology becomes @label. @cosines: [n,n], NaN where nothing was measured, copied */
void mien_matrix_view_set_cosines (MienMatrixView *self,
                                   const char *label,
                                   const char *const *names,
                                   const double *cosines);
/* -1, -1 for none */
void mien_matrix_view_choose (MienMatrixView *self, int row, int column);

G_END_DECLS
