/* How the tasks of a finished run got along: every task against every other, by a stage of the
 * network that they share. */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MIEN_TYPE_MAP_PANE (mien_map_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienMapPane, mien_map_pane, MIEN, MAP_PANE, AdwBin)

/* @result: (nullable): of the run, as mien_gradient_map_read() takes it */
void mien_map_pane_show (MienMapPane *self, JsonNode *result);
/* Why there is no map, as long as there is none. */
void mien_map_pane_set_alone (MienMapPane *self, gboolean alone);

G_END_DECLS
