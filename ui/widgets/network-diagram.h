/* The network of a design as a drawing: the trunk's stages one after the other, the heads beside.
 */
#pragma once

#include "engine/network/network.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_NETWORK_DIAGRAM (mien_network_diagram_get_type ())
G_DECLARE_FINAL_TYPE (MienNetworkDiagram, mien_network_diagram, MIEN, NETWORK_DIAGRAM, GtkWidget)

/* @stages: (nullable) (element-type MienStage): copied; @main: (nullable): the head drawn strong */
void mien_network_diagram_set (MienNetworkDiagram *self, GPtrArray *stages, const char *main);

G_END_DECLS
