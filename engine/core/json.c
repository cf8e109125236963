#include "engine/core/json.h"

#include "engine/core/error.h"
#include "engine/core/file.h"

#include <string.h>

/* json-glib 1.6 parses by recursion, so that a file of brackets would use up the stack. */
#define MAX_DEPTH 200

/* Finds what json-glib would choke on or let pass: deep nesting, and comments, which could hide it.
 */
static gboolean
check_text (const char *text, const char *name, GError **error)
{
  int depth = 0, line = 1;
  gboolean quoted = FALSE;

  for (const char *c = text; *c != '\0'; c++) {
    line += *c == '\n';
    if (quoted && *c == '\\' && c[1] != '\0')
      c++;
    else if (*c == '"')
      quoted = !quoted;
    else if (!quoted && (*c == ']' || *c == '}'))
      depth--;
    else if (!quoted && (*c == '[' || *c == '{') && ++depth > MAX_DEPTH) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s:%d: nested too deep to be read", name,
                   line);
      return FALSE;
    } else if (!quoted && strchr ("/#'", *c) != NULL) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                   "%s:%d: “%c” outside of quotes; JSON has no comments", name, line, *c);
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * mien_json_parse:
 * @name: what messages call the text, usually the file's name
 * @error: %MIEN_ERROR_FORMAT with @name and the line, also for text nested more than 200 deep
 *
 * Returns: (transfer full) (nullable): the root
 */
JsonNode *
mien_json_parse (const char *text, const char *name, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) why = NULL;

  if (!check_text (text, name, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, -1, &why)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s is not JSON: %s", name, why->message);
    return NULL;
  }

  JsonNode *root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s is empty, JSON was expected", name);
  return root;
}

JsonNode *
mien_json_load (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;

  if (!g_file_load_contents (file, NULL, &text, NULL, NULL, error)) {
    g_prefix_error (error, "Cannot read %s: ", path);
    return NULL;
  }
  return mien_json_parse (text, path, error);
}

gboolean
mien_json_save (JsonNode *node, const char *path, GError **error)
{
  g_autofree char *text = mien_json_to_text (node, TRUE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));

  return mien_file_replace (path, bytes, error);
}
