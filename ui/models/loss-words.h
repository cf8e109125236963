/* Losses and their options as people read them. */
#pragma once

#include "engine/training/losses/losses.h"

G_BEGIN_DECLS

/* Translated, static: "Focal loss" */
const char *mien_loss_title (MienLossKind loss);
/* One sentence: what it does, and when it is the one to take */
const char *mien_loss_explanation (MienLossKind loss);
/* @option: a name of mien_loss_options(); "" where there are no words for it */
const char *mien_loss_option_label (MienLossKind loss, const char *option);
const char *mien_loss_option_explanation (MienLossKind loss, const char *option);

G_END_DECLS
