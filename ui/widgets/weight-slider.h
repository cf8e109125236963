/* A task's weight while it trains: a slider that tells its value once it rests. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_WEIGHT_SLIDER (mien_weight_slider_get_type ())
G_DECLARE_FINAL_TYPE (MienWeightSlider, mien_weight_slider, MIEN, WEIGHT_SLIDER, GtkBox)

/* Signal "weight-set" (string: the task, double): the slider was moved and then left alone. */
GtkWidget *mien_weight_slider_new (const char *task, double weight);

G_END_DECLS
