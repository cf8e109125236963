#include "engine/samples/layouts/pattern.h"

#include "engine/core/error.h"

#include <string.h>

struct _MienPattern {
  GRegex *regex;
  GPtrArray *parts; /* names, in the order of the groups; NULL-terminated */
};

static gboolean
fail (GError **error, const char *pattern, const char *what)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "The pattern “%s” %s; a pattern looks like {person}_{expression}.png", pattern,
               what);
  return FALSE;
}

/* What parts of a name cannot contain: the signs that stand between parts, so that in
 * {a}_{b}.pgm the name x_y_2.pgm is no match. The ending may hold what it likes. */
static char *
find_separators (const char *pattern)
{
  GString *signs = g_string_new ("/");

  for (const char *end = strchr (pattern, '}'); end != NULL; end = strchr (end + 1, '}'))
    if (strchr (end, '{') != NULL && end[1] != '{' && end[1] != '*' &&
        strchr (signs->str, end[1]) == NULL)
      g_string_append_c (signs, end[1]);
  return g_string_free (signs, FALSE);
}

static void
append_literal (GString *regex, const char *text, gsize len)
{
  g_autofree char *escaped = g_regex_escape_string (text, (int) len);

  g_string_append (regex, escaped);
}

/* A part that may be absent takes the sign before it along: person_{scale?} matches person too. */
static void
append_part (GString *regex, gboolean optional, char before, const char *separators)
{
  g_autofree char *excluded = g_regex_escape_string (separators, -1);

  if (optional && before != '\0')
    g_string_append (regex, "(?:");
  if (before != '\0')
    append_literal (regex, &before, 1);
  g_string_append_printf (regex, "([^%s]+)", excluded);
  if (optional)
    g_string_append (regex, before != '\0' ? ")?" : "?");
}

static gboolean
take_name (MienPattern *self, const char *pattern, char *name, GError **error)
{
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_')
      return fail (error, pattern, "has a part whose name is not made of letters and digits");
  if (*name == '\0')
    return fail (error, pattern, "has a part without a name");
  if (g_ptr_array_find_with_equal_func (self->parts, name, g_str_equal, NULL))
    return fail (error, pattern, "names a part twice");
  g_ptr_array_add (self->parts, g_strdup (name));
  return TRUE;
}

/* {name} or {name?} at @at; moves behind it. */
static gboolean
compile_part (MienPattern *self,
              const char *pattern,
              const char **at,
              char before,
              const char *separators,
              GString *regex,
              GError **error)
{
  const char *end = strchr (*at, '}');

  if (end == NULL)
    return fail (error, pattern, "has a { without its }");
  if (end[1] == '{')
    return fail (error, pattern, "has two parts with nothing between them");

  g_autofree char *name = g_strndup (*at + 1, (gsize) (end - *at) - 1);
  gboolean optional = g_str_has_suffix (name, "?");

  if (optional)
    name[strlen (name) - 1] = '\0';
  append_part (regex, optional, before, separators);
  *at = end + 1;
  return take_name (self, pattern, name, error);
}

static gboolean
compile_text (MienPattern *self, const char *pattern, GString *regex, GError **error)
{
  g_autofree char *separators = find_separators (pattern);
  const char *at = pattern;

  while (*at != '\0') {
    if (*at == '{') {
      if (!compile_part (self, pattern, &at, '\0', separators, regex, error))
        return FALSE;
    } else if (at[1] == '{' && *at != '*') {
      char before = *at++;

      if (!compile_part (self, pattern, &at, before, separators, regex, error))
        return FALSE;
    } else if (*at++ == '*')
      g_string_append (regex, "[^/]*?"); /* lazy: leaves optional parts their share */
    else
      append_literal (regex, at - 1, 1);
  }
  return TRUE;
}

static gboolean
compile (MienPattern *self, const char *text, GError **error)
{
  g_autoptr (GString) regex = g_string_new ("(?:^|/)");

  if (!compile_text (self, text, regex, error))
    return FALSE;
  if (self->parts->len == 0)
    return fail (error, text, "has no part in braces");
  g_ptr_array_add (self->parts, NULL);
  g_string_append_c (regex, '$');
  self->regex = g_regex_new (regex->str, G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  return self->regex != NULL || fail (error, text, "is too long");
}

MienPattern *
mien_pattern_new (const char *text, GError **error)
{
  g_autoptr (MienPattern) self = g_new0 (MienPattern, 1);

  self->parts = g_ptr_array_new_with_free_func (g_free);
  if (!g_utf8_validate (text, -1, NULL)) {
    fail (error, "?", "is not text");
    return NULL;
  }
  return compile (self, text, error) ? g_steal_pointer (&self) : NULL;
}

void
mien_pattern_free (MienPattern *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->regex, g_regex_unref);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

const char *const *
mien_pattern_get_parts (const MienPattern *self)
{
  return (const char *const *) self->parts->pdata;
}

int
mien_pattern_find_part (const MienPattern *self, const char *name)
{
  for (guint i = 0; i + 1 < self->parts->len; i++)
    if (g_str_equal (g_ptr_array_index (self->parts, i), name))
      return (int) i;
  return -1;
}

char **
mien_pattern_match (const MienPattern *self, const char *path)
{
  g_autoptr (GMatchInfo) match = NULL;
  guint n = self->parts->len - 1;
  char **cells;

  if (!g_regex_match (self->regex, path, 0, &match))
    return NULL;
  cells = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++) {
    cells[i] = g_match_info_fetch (match, (int) i + 1);
    if (cells[i] == NULL)
      cells[i] = g_strdup ("");
  }
  return cells;
}

char *
mien_pattern_suggest (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');
  gsize stem = dot != NULL ? (gsize) (dot - name) : strlen (name);
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (gsize at = 0; at < stem; at += strcspn (name + at, "_-. ")) {
    for (; at < stem && strchr ("_-. ", name[at]) != NULL; at++)
      g_string_append_c (text, name[at]);
    if (at < stem)
      g_string_append_printf (text, "{part%u}", ++n);
  }
  g_string_append (text, name + stem);
  return g_string_free (text, FALSE);
}
