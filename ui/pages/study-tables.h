/* What a study tells beside its arms, as tables of text. */
#pragma once

#include "engine/study/changes.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows are the tasks that gain or lose, columns the tasks beside which they are learned. A number
 * has its sign, and a cell a sentence for its tooltip and for assistive technology. */
void mien_fill_transfer (GtkGrid *grid, const MienTransfer *transfer);
/* A row a trial: weights, epochs, and the figure on the validation part. @searches: of MienSearch
 */
void mien_fill_trials (GtkGrid *grid, GPtrArray *searches);
/* A row a group: faces, share right in each arm, fixed, broken, p. @groups: of MienChangedGroup;
 * @kind: what they are, for the head */
void
mien_fill_changes (GtkGrid *grid, GArray *groups, const MienChanges *changes, const char *kind);

G_END_DECLS
