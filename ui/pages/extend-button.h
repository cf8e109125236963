/* A button with a popover that asks by how many epochs a training shall be longer, and says what
 * becomes of its learning rate. */
#pragma once

#include "ui/models/extending.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_EXTEND_BUTTON (mien_extend_button_get_type ())
G_DECLARE_FINAL_TYPE (MienExtendButton, mien_extend_button, MIEN, EXTEND_BUTTON, AdwBin)

/* Signal "extend" (int): there shall be so many epochs in all. */

void mien_extend_button_begin (MienExtendButton *self, const MienRecipe *recipe);
void mien_extend_button_follow (MienExtendButton *self, const MienEvent *event);
/* Whether the training runs, or goes on from its end, as a branch of it. */
void mien_extend_button_set_running (MienExtendButton *self, gboolean running);
int mien_extend_button_get_epochs (MienExtendButton *self);

G_END_DECLS
