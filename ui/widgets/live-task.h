/* A task while it trains: a switch, and a slider of its weight that tells its value once it rests.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_LIVE_TASK (mien_live_task_get_type ())
G_DECLARE_FINAL_TYPE (MienLiveTask, mien_live_task, MIEN, LIVE_TASK, GtkBox)

/* Signals: "weight-set" (string: the task, double): the slider was moved and then left alone;
 * "switched" (string: the task, boolean). Both tell what a person did, not what is shown by the
 * functions below. */
GtkWidget *mien_live_task_new (const char *task, double weight);
const char *mien_live_task_get_task (MienLiveTask *self);

/* What the training is doing by now. */
void mien_live_task_show_weight (MienLiveTask *self, double weight);
void mien_live_task_show_on (MienLiveTask *self, gboolean on);

/* NULL where the slider, or the switch, may be used; else why not, as a tooltip. The slider of a
 * task that is off cannot be used either. */
void mien_live_task_set_reasons (MienLiveTask *self, const char *no_weight, const char *no_switch);

G_END_DECLS
