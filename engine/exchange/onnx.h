/* Writing a network as an ONNX model that any runtime can run. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

#define MIEN_ONNX_OPSET 13

/**
 * mien_onnx_save:
 *
 * Input `image`: float32 [N,C,H,W], N free, grey levels 0 to 255 at the network's size; it is
 * standardised inside. One output a task, named as its column: probabilities [N,K] for a class
 * (softmax) and for flags (sigmoid), values [N,1] in the column's own unit for a scalar, [N,2P] for
 * points. Class names and preprocessing stand in metadata_props. Dropout is left out; batch norm
 * uses its running statistics. Written whole or not at all.
 */
gboolean mien_onnx_save (MienNetwork *network, const char *path, GError **error);

G_END_DECLS
