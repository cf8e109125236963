/* The learning rate while a network trains: a slider over powers of ten that tells its value once
 * it rests, and what the schedule makes of it. */
#pragma once

#include "engine/study/recipe.h"
#include "engine/training/control.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_LIVE_RATE (mien_live_rate_get_type ())
G_DECLARE_FINAL_TYPE (MienLiveRate, mien_live_rate, MIEN, LIVE_RATE, AdwPreferencesGroup)

/* Signal "rate-set" (double): a person moved the slider and then left it alone. */

/* Begins anew with the learning rate and schedule of @recipe. */
void mien_live_rate_offer (MienLiveRate *self, const MienRecipe *recipe);
/* What the training goes by now. */
void mien_live_rate_show (MienLiveRate *self, double rate);
/* Takes from the events of a training what the schedule made of it in the last epoch. */
void mien_live_rate_follow (MienLiveRate *self, const MienEvent *event);
/* NULL where it may be used; else why not, as a tooltip */
void mien_live_rate_set_reason (MienLiveRate *self, const char *reason);

G_END_DECLS
