/* What a network answered for one face: every task's probabilities, the truth marked. */
#pragma once

#include "engine/training/predictions.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_ANSWER_LIST (mien_answer_list_get_type ())
G_DECLARE_FINAL_TYPE (MienAnswerList, mien_answer_list, MIEN, ANSWER_LIST, GtkBox)

/* @predictions: (nullable): empties the list; read at once, not kept */
void mien_answer_list_show (MienAnswerList *self, MienPredictions *predictions, guint row);

G_END_DECLS
