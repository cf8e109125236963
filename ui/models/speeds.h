/* How fast networks train on this machine: measured in the background, kept for the session. */
#pragma once

#include "engine/study/recipe.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIEN_TYPE_SPEEDS (mien_speeds_get_type ())
G_DECLARE_FINAL_TYPE (MienSpeeds, mien_speeds, MIEN, SPEEDS, GObject)

/* Signal "changed", on the main thread: a speed became known, or measuring began or ended. */
MienSpeeds *mien_speeds_new (void);

/* Training pictures a second with the network, the batch and the threads of @recipe; 0 where that
 * is not known. */
double mien_speeds_get (MienSpeeds *self, const MienRecipe *recipe);

/* Measures it on threads of lower priority, unless it is known or cannot be measured (see
 * mien_recipe_is_plain(); then it is known once such a network has trained). Only one
 * is measured at a time: another that is under way is given up, and this one begins at its end. */
void mien_speeds_measure (MienSpeeds *self, const MienRecipe *recipe);
gboolean mien_speeds_is_measuring (MienSpeeds *self);
/* Gives up what is measured; it ends soon after. */
void mien_speeds_stop (MienSpeeds *self);
/* The same, and waits for that end: for closing. */
void mien_speeds_close (MienSpeeds *self);

/* What a training of @recipe came to, which is better than what was measured. */
void mien_speeds_learn (MienSpeeds *self, const MienRecipe *recipe, double images_per_second);

G_END_DECLS
