/* The colours and font of a widget, for what the engine's figures paint in it. */
#pragma once

#include "engine/figures/style.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Ink and size follow the widget's style; the paper is left to the widget's own background. */
MienFigureStyle mien_figure_style_for (GtkWidget *widget);

G_END_DECLS
