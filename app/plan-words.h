/* What mien-run says about a study before it begins. */
#pragma once

#include "engine/study/forecast.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* (transfer full): a few lines, the last with a newline too */
char *mien_plan_words (const MienForecast *forecast);
/* (transfer full): {"runs", "done", "epochs", "seeds", "folds", "at_once", "threads", "seconds",
 * "at_least", "arms": [{"name", "changes", "runs", "epochs", "seconds_per_run"}]}; null for what
 * could not be measured */
JsonNode *mien_plan_json (const MienForecast *forecast);

G_END_DECLS
