#include "engine/core/json.h"

#include <math.h>
#include <string.h>

/* json-glib writes 0.1 as 0.10000000000000001 and NaN as nan, which no reader takes; hence this. */

static void append_node (GString *out, JsonNode *node, int indent);

static void
append_text (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++) {
    guchar c = (guchar) *text;

    if (c == '"' || c == '\\')
      g_string_append_printf (out, "\\%c", c);
    else if (c == '\n')
      g_string_append (out, "\\n");
    else if (c == '\t')
      g_string_append (out, "\\t");
    else if (c < 0x20 || c == 0x7f)
      g_string_append_printf (out, "\\u%04x", c);
    else
      g_string_append_c (out, (char) c);
  }
  g_string_append_c (out, '"');
}

/* The fewest digits that read back as the same number; null where it is not finite. */
static void
append_number (GString *out, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value)) {
    g_string_append (out, "null");
    return;
  }
  for (int precision = 6; precision <= 17; precision++) {
    char format[8];

    g_snprintf (format, sizeof format, "%%.%dg", precision);
    g_ascii_formatd (digits, sizeof digits, format, value);
    if (!(g_ascii_strtod (digits, NULL) != value))
      break;
  }
  g_string_append (out, digits);
  if (digits[strspn (digits, "-0123456789")] == '\0')
    g_string_append (out, ".0");
}

static void
append_value (GString *out, JsonNode *node)
{
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    append_text (out, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    append_number (out, json_node_get_double (node));
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
}

/* Starts a line at depth @indent; below 0 all stays on one line. */
static void
begin_line (GString *out, int indent)
{
  if (indent < 0)
    return;
  g_string_append_c (out, '\n');
  for (int i = 0; i < indent; i++)
    g_string_append (out, "  ");
}

static void
append_object (GString *out, JsonObject *object, int indent)
{
  int inner = indent < 0 ? indent : indent + 1;
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &value)) {
    if (!first)
      g_string_append (out, indent < 0 ? ", " : ",");
    begin_line (out, inner);
    append_text (out, key);
    g_string_append (out, ": ");
    append_node (out, value, inner);
    first = FALSE;
  }
  if (!first)
    begin_line (out, indent);
  g_string_append_c (out, '}');
}

/* Lists of plain values stay on one line. */
static gboolean
is_plain (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node))
      return FALSE;
  }
  return TRUE;
}

static void
append_array (GString *out, JsonArray *array, int indent)
{
  int inner = indent < 0 || is_plain (array) ? -1 : indent + 1;
  guint n = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++) {
    if (i > 0)
      g_string_append (out, inner < 0 ? ", " : ",");
    begin_line (out, inner);
    append_node (out, json_array_get_element (array, i), inner);
  }
  if (n > 0 && inner >= 0)
    begin_line (out, indent);
  g_string_append_c (out, ']');
}

static void
append_node (GString *out, JsonNode *node, int indent)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (out, json_node_get_object (node), indent);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (out, json_node_get_array (node), indent);
  else if (JSON_NODE_HOLDS_VALUE (node))
    append_value (out, node);
  else
    g_string_append (out, "null");
}

/**
 * mien_json_to_text:
 * @pretty: over several lines, two spaces a level
 *
 * Numbers have the fewest digits that read back the same; numbers that are not finite become null.
 *
 * Returns: (transfer full): the text
 */
char *
mien_json_to_text (JsonNode *node, gboolean pretty)
{
  GString *out = g_string_new (NULL);

  append_node (out, node, pretty ? 0 : -1);
  return g_string_free (out, FALSE);
}
