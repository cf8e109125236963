/* Every task of a training, to be steered while it goes on: weights, and which tasks take part. */
#pragma once

#include "engine/study/recipe.h"
#include "ui/models/curve-log.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_LIVE_TASKS (mien_live_tasks_get_type ())
G_DECLARE_FINAL_TYPE (MienLiveTasks, mien_live_tasks, MIEN, LIVE_TASKS, AdwPreferencesGroup)

/* Signals "weight-set" (string, double) and "switched" (string, boolean), as MienLiveTask has them.
 */

/* Begins anew with the tasks of @recipe as it has them. */
void mien_live_tasks_offer (MienLiveTasks *self, const MienRecipe *recipe);
/* What has been told to the training by now, by whomever. */
void mien_live_tasks_show (MienLiveTasks *self, const MienSteerMark *mark);
/* @running: whether there is a training to steer; a study's runs are never steered, so that they
 * can be compared. */
void mien_live_tasks_set_usable (MienLiveTasks *self, gboolean running, gboolean study);

G_END_DECLS
