/* Figures as JSON writes them; null where one is not defined. */
#pragma once

#include "engine/training/metrics.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void mien_json_put_number (JsonObject *object, const char *name, double value);
/* (transfer full): {"accuracy": 0.7, …}; @metrics: of MienMetric */
JsonObject *mien_metrics_to_json (GArray *metrics);
/* (transfer full): {"fear": {"precision": 0.6, "recall": 0.7, "f1": 0.65, "n": 40}, …} */
JsonObject *mien_class_figures_to_json (GArray *figures);

G_END_DECLS
