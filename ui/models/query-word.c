#include "ui/models/query-word.h"

#include <string.h>

#define NOT "not:"

GStrv
mien_query_split (const char *text, const char *separators)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = NULL;
  gboolean quoted = FALSE;

  for (const char *c = text;; c++) {
    gboolean end = *c == '\0' || (!quoted && strchr (separators, *c) != NULL);

    if (start == NULL && !end)
      start = c;
    if (start != NULL && end) {
      g_autofree char *part = g_strndup (start, (gsize) (c - start));

      g_strv_builder_add (parts, part);
      start = NULL;
    }
    if (*c == '\0')
      return g_strv_builder_end (parts);
    if (*c == '"')
      quoted = !quoted;
  }
}

char *
mien_query_fold (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  return g_utf8_casefold (plain, -1);
}

/* Where the operator of @word is; NULL where there is none, or nothing before it. */
static const char *
find_operator (const char *word)
{
  gboolean quoted = FALSE;

  for (const char *c = word; *c != '\0'; c++) {
    if (*c == '"')
      quoted = !quoted;
    else if (!quoted && (strchr ("=<>:", *c) != NULL || (*c == '!' && c[1] == '=')))
      return c > word ? c : NULL;
  }
  return NULL;
}

/* Takes the operator at the beginning of @text and steps over it. */
static MienAsking
read_operator (const char **text, gboolean *negated)
{
  static const struct {
    const char *sign;
    MienAsking asking;
    gboolean negates;
  } signs[] = {{"!=", MIEN_ASKS_EQUAL, TRUE},     {"<=", MIEN_ASKS_AT_MOST, FALSE},
               {">=", MIEN_ASKS_AT_LEAST, FALSE}, {"<", MIEN_ASKS_BELOW, FALSE},
               {">", MIEN_ASKS_ABOVE, FALSE},     {"=", MIEN_ASKS_EQUAL, FALSE}};

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (*text, signs[i].sign)) {
      *text += strlen (signs[i].sign);
      *negated ^= signs[i].negates;
      return signs[i].asking;
    }
  (*text)++;
  return MIEN_ASKS_COLON;
}

static GStrv
fold_all (GStrv parts)
{
  for (guint i = 0; parts[i] != NULL; i++) {
    char *folded = mien_query_fold (parts[i]);

    g_free (parts[i]);
    parts[i] = folded;
  }
  return parts;
}

MienQueryWord *
mien_query_word_new (const char *word)
{
  g_return_val_if_fail (word != NULL, NULL);

  MienQueryWord *self = g_new0 (MienQueryWord, 1);
  const char *sign;

  if (*word == '-') {
    self->negated = TRUE;
    word++;
  } else if (g_ascii_strncasecmp (word, NOT, strlen (NOT)) == 0) {
    self->negated = TRUE;
    word += strlen (NOT);
  }
  sign = find_operator (word);
  if (sign != NULL) {
    g_autofree char *name = g_strndup (word, (gsize) (sign - word));

    self->name = mien_query_fold (name);
    self->asking = read_operator (&sign, &self->negated);
    self->values = fold_all (mien_query_split (sign, "|"));
    word = sign;
  }
  self->value = mien_query_fold (word);
  return self;
}

void
mien_query_word_free (MienQueryWord *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->value);
  g_strfreev (self->values);
  g_free (self);
}

static void
append_quoted (GString *text, const char *part)
{
  gboolean quote = strpbrk (part, " \t|=<>:!") != NULL || *part == '-';

  g_string_append_printf (text, quote ? "\"%s\"" : "%s", part);
}

char *
mien_query_word_write (const char *column, const char *value)
{
  GString *text = g_string_new (NULL);

  append_quoted (text, column);
  g_string_append_c (text, '=');
  if (strpbrk (value, " \t|") != NULL)
    g_string_append_printf (text, "\"%s\"", value);
  else
    g_string_append (text, value);
  return g_string_free (text, FALSE);
}
