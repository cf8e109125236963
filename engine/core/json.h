/* Reading and writing JSON with json-glib, where a wrong value is told with the path of its key. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *mien_json_load (const char *path, GError **error);
JsonNode *mien_json_parse (const char *text, const char *name, GError **error);
char *mien_json_to_text (JsonNode *node, gboolean pretty);
gboolean mien_json_save (JsonNode *node, const char *path, GError **error);

G_END_DECLS
