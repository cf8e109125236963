#include "engine/samples/sides.h"

#include <stdlib.h>
#include <string.h>

static gboolean
is_whole_word (const char *text, const char *at, gsize len)
{
  return (at == text || !g_ascii_isalpha (at[-1])) && !g_ascii_isalpha (at[len]);
}

/* Writes @to over the word at @at letter by letter, in capitals where the old one had them. */
static void
append_word (GString *text, const char *at, gsize old_len, const char *to)
{
  gboolean capital = g_ascii_isupper (at[0]), all = capital && g_ascii_isupper (at[old_len - 1]);

  for (gsize i = 0; to[i] != '\0'; i++)
    g_string_append_c (text, all || (capital && i == 0) ? g_ascii_toupper (to[i]) : to[i]);
}

gboolean
mien_name_has_word (const char *name, const char *word)
{
  gsize len = strlen (word);

  for (const char *at = name; *at != '\0'; at++)
    if (g_ascii_strncasecmp (at, word, len) == 0 && is_whole_word (name, at, len))
      return TRUE;
  return FALSE;
}

/* "eye_left" for "eye_right", not "upleft" */
static char *
exchange_words (const char *name)
{
  GString *text = g_string_new (NULL);

  for (const char *at = name; *at != '\0';) {
    if (g_ascii_strncasecmp (at, "left", 4) == 0 && is_whole_word (name, at, 4)) {
      append_word (text, at, 4, "right");
      at += 4;
    } else if (g_ascii_strncasecmp (at, "right", 5) == 0 && is_whole_word (name, at, 5)) {
      append_word (text, at, 5, "left");
      at += 5;
    } else
      g_string_append_c (text, *at++);
  }
  return g_string_free (text, FALSE);
}

static char
other_letter (char letter)
{
  return letter == 'L' ? 'R' : 'L';
}

static char *
with_letter (const char *name, gsize at)
{
  char *text = g_strdup (name);

  text[at] = other_letter (name[at]);
  return text;
}

/* "HR" for "HL", "FR" for "FL", as the Karolinska faces call half and full profiles. */
static char *
exchange_profile (const char *name)
{
  gboolean is_code = strlen (name) == 2 && (name[0] == 'H' || name[0] == 'F') &&
                     (name[1] == 'L' || name[1] == 'R');

  return is_code ? with_letter (name, 1) : NULL;
}

/* "180" for "000", as the Radboud faces count cameras around the face; "30" or "+30" for "-30". */
static char *
exchange_degrees (const MienColumn *column, const char *name)
{
  const char *number = name + (*name == '-' || *name == '+');
  gsize digits = strspn (number, "0123456789.");

  if (digits == 0 || number[digits] != '\0')
    return NULL;
  if (number == name && digits == 3 && atoi (name) <= 180)
    return g_strdup_printf ("%03d", 180 - atoi (name));
  if (*name == '+')
    return g_strconcat ("-", name + 1, NULL);
  if (*name != '-')
    return g_strconcat ("-", name, NULL);

  g_autofree char *plus = g_strconcat ("+", name + 1, NULL);
  return g_strdup (mien_column_find_name (column, plus) >= 0 ? plus : name + 1);
}

static gboolean
is_about_views (const char *column)
{
  static const char *const words[] = {"pose", "angle", "view", "camera", "yaw", "roll", NULL};

  for (int i = 0; words[i] != NULL; i++)
    if (mien_name_has_word (column, words[i]))
      return TRUE;
  return FALSE;
}

/* An action unit that one side of the face shows: "R12" for "L12", "AU12R" for "AU12L". */
static char *
exchange_unit (const char *name)
{
  const char *at = g_str_has_prefix (name, "AU") ? name + 2 : name;
  gsize before = strspn (at, "_ "), digits = strspn (at + before, "0123456789");
  const char *rest = at + before + digits;

  if (digits > 0) {
    rest += strspn (rest, "_ ");
    return (*rest == 'L' || *rest == 'R') && rest[1] == '\0'
               ? with_letter (name, (gsize) (rest - name))
               : NULL;
  }
  if (*rest != 'L' && *rest != 'R')
    return NULL;

  const char *number = rest + 1 + strspn (rest + 1, "_ ");
  digits = strspn (number, "0123456789");
  return digits > 0 && number[digits] == '\0' ? with_letter (name, (gsize) (rest - name)) : NULL;
}

char *
mien_other_side (const MienColumn *column, const char *name)
{
  g_autofree char *exchanged = exchange_words (name);
  char *other = NULL;

  if (!g_str_equal (exchanged, name))
    return g_steal_pointer (&exchanged);
  if (column->kind == MIEN_KIND_FLAGS)
    other = exchange_unit (name);
  if (other == NULL && is_about_views (column->name))
    other = exchange_profile (name);
  if (other == NULL && is_about_views (column->name))
    other = exchange_degrees (column, name);
  return other;
}
