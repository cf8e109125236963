/* Names of files that say what is in the picture: anna_left_happy_open.pgm. */
#include "engine/core/error.h"
#include "engine/samples/import-private.h"
#include "engine/samples/picture.h"
#include "engine/samples/table.h"

#include <string.h>

#define SCALE "scale" /* the part that tells copies of one picture apart */

typedef struct {
  GRegex *regex;
  GPtrArray *parts; /* names, in the order of the groups; NULL-terminated */
  int scale;        /* which of them is the scale, or -1 */
} Pattern;

static void
pattern_clear (Pattern *pattern)
{
  g_clear_pointer (&pattern->regex, g_regex_unref);
  g_clear_pointer (&pattern->parts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pattern, pattern_clear)

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
take_name (Pattern *self, const char *pattern, char *name, GError **error)
{
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_')
      return fail (error, pattern, "has a part whose name is not made of letters and digits");
  if (*name == '\0')
    return fail (error, pattern, "has a part without a name");
  if (g_ptr_array_find_with_equal_func (self->parts, name, g_str_equal, NULL))
    return fail (error, pattern, "names a part twice");
  if (g_str_equal (name, SCALE))
    self->scale = (int) self->parts->len;
  g_ptr_array_add (self->parts, g_strdup (name));
  return TRUE;
}

/* {name} or {name?} at @at; moves behind it. */
static gboolean
compile_part (Pattern *self,
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
compile_text (Pattern *self, const char *pattern, GString *regex, GError **error)
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
pattern_compile (Pattern *self, const char *pattern, GError **error)
{
  g_autoptr (GString) regex = g_string_new ("(?:^|/)");

  self->parts = g_ptr_array_new_with_free_func (g_free);
  self->scale = -1;
  if (!compile_text (self, pattern, regex, error))
    return FALSE;
  if (self->parts->len == 0)
    return fail (error, pattern, "has no part in braces");
  g_ptr_array_add (self->parts, NULL);
  g_string_append_c (regex, '$');
  self->regex = g_regex_new (regex->str, G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, error);
  return self->regex != NULL;
}

/* (transfer full) (nullable): [parts] what @path says, "" for what it does not */
static char **
pattern_match (const Pattern *self, const char *path)
{
  g_autoptr (GMatchInfo) match = NULL;
  guint n = self->parts->len - 1;

  if (!g_regex_match (self->regex, path, 0, &match))
    return NULL;

  char **cells = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++) {
    cells[i] = g_match_info_fetch (match, (int) i + 1);
    if (cells[i] == NULL)
      cells[i] = g_strdup ("");
  }
  return cells;
}

/* A picture that was kept so far among its copies at other scales. */
typedef struct {
  const char *path;
  char **cells;
  gint64 area;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_strfreev (kept->cells);
  g_free (kept);
}

static char *
key_without_scale (const Pattern *pattern, const char *path, char **cells)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GString *key = g_string_new (folder);

  for (int i = 0; cells[i] != NULL; i++)
    if (i != pattern->scale)
      g_string_append_printf (key, "\n%s", cells[i]);
  return g_string_free (key, FALSE);
}

static gint64
area_of (const MienScan *scan, Kept *kept)
{
  g_autoptr (GBytes) bytes =
      kept->area < 0 ? mien_files_read (scan->files, kept->path, NULL) : NULL;
  int width = 0, height = 0;

  if (kept->area < 0)
    kept->area = bytes != NULL && mien_picture_measure (bytes, &width, &height)
                     ? (gint64) width * height
                     : 0;
  return kept->area;
}

/* Copies of one picture would stand on both sides of a split, so the largest alone is taken. */
static void
keep_largest (const MienScan *scan, GHashTable *by_key, GPtrArray *all, char *key, Kept *kept)
{
  Kept *rival = g_hash_table_lookup (by_key, key);

  if (rival == NULL) {
    g_hash_table_insert (by_key, key, kept);
    g_ptr_array_add (all, kept);
    return;
  }
  if (area_of (scan, kept) > area_of (scan, rival)) {
    Kept swap = *rival;

    *rival = *kept;
    *kept = swap;
  }
  g_free (key);
  kept_free (kept);
}

static GPtrArray *
match_all (const MienScan *scan, const Pattern *pattern, MienDatasetBuilder *builder)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (kept_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < scan->pictures->len; i++) {
    const char *path = g_ptr_array_index (scan->pictures, i);
    char **cells = pattern_match (pattern, path);

    if (cells == NULL) {
      mien_dataset_builder_tell (builder, path, NULL,
                                 "The file's name does not fit the pattern and it is left out; "
                                 "rename it or open it with a pattern of its own");
      continue;
    }

    Kept *kept = g_new0 (Kept, 1);

    *kept = (Kept){.path = path, .cells = cells, .area = -1};
    if (pattern->scale < 0)
      g_ptr_array_add (all, kept);
    else
      keep_largest (scan, by_key, all, key_without_scale (pattern, path, cells), kept);
  }
  return all;
}

/* The scale has done its work; it is nothing to learn. */
static void
drop_scale (const Pattern *pattern, char **cells)
{
  if (pattern->scale < 0)
    return;
  g_free (cells[pattern->scale]);
  for (int i = pattern->scale; (cells[i] = cells[i + 1]) != NULL; i++)
    ;
}

MienDatasetBuilder *
mien_import_pattern (const MienImport *import,
                     const MienScan *scan,
                     const char *layout,
                     const char *text,
                     GError **error)
{
  g_autoptr (MienDatasetBuilder) builder = mien_dataset_builder_new (import->location, layout);
  g_auto (Pattern) pattern = {0};

  if (!pattern_compile (&pattern, text, error) ||
      g_cancellable_set_error_if_cancelled (import->cancellable, error))
    return NULL;

  g_autoptr (GPtrArray) all = match_all (scan, &pattern, builder);
  g_auto (GStrv) names = g_strdupv ((char **) pattern.parts->pdata);

  drop_scale (&pattern, names);

  g_autoptr (MienTable) table = mien_table_new (NULL, (const char *const *) names);

  mien_dataset_builder_set_files (builder, scan->files);
  for (guint i = 0; i < all->len; i++) {
    Kept *kept = g_ptr_array_index (all, i);

    drop_scale (&pattern, kept->cells);
    mien_dataset_builder_add_sample (builder, kept->path, MIEN_PART_NONE);
    mien_table_append (table, kept->path, (const char *const *) kept->cells, 0);
  }
  if (all->len > 0)
    mien_table_build (table, import->types, builder);
  return g_steal_pointer (&builder);
}
