/* What kind of column a table's cells are, and which names they hold. */
#include "engine/samples/layouts/table-private.h"

#include <math.h>
#include <string.h>

/* One cell in so many may be cut or misspelt, and the column is one of official parts all the same.
 */
#define FEW 10

static gboolean
is_number (const char *text)
{
  char *end = NULL;

  if (!g_ascii_isdigit (*text) && strchr ("+-.", *text) == NULL &&
      g_ascii_strcasecmp (text, "nan") != 0)
    return FALSE;
  g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

static gboolean
leads_with_zero (const char *text)
{
  return text[0] == '0' && g_ascii_isdigit (text[1]);
}

static gboolean
is_votes (const char *text)
{
  g_auto (GStrv) votes = g_strsplit (text, "|", -1);

  for (guint i = 0; votes[i] != NULL; i++) {
    const char *colon = strrchr (votes[i], ':');

    if (colon == NULL || !is_number (colon + 1))
      return FALSE;
  }
  return TRUE;
}

/* How many numbers @text lists, or 0 where it holds anything else. */
static int
count_list (const char *text)
{
  int n = 0;

  while (*text != '\0') {
    char *end = NULL;

    text += strspn (text, " \t;,");
    if (*text == '\0')
      break;
    g_ascii_strtod (text, &end);
    if (end == text || (*end != '\0' && strchr (" \t;,", *end) == NULL))
      return 0;
    text = end;
    n++;
  }
  return n;
}

static void
study_cell (const char *cell, MienCellFacts *facts)
{
  MienPart part;

  facts->filled++;
  if (is_number (cell)) {
    facts->numbers++;
    facts->zero_led += leads_with_zero (cell);
    facts->bits += (cell[0] == '0' || cell[0] == '1') && cell[1] == '\0';
  } else if (strchr (cell, '|') != NULL) {
    facts->barred++;
    facts->votes += is_votes (cell);
  } else if (strpbrk (cell, " ;,\t") != NULL) {
    int len = count_list (cell);

    facts->lists += len >= 2 && len % 2 == 0;
    facts->list_len = MAX (facts->list_len, len);
  } else if (strchr (cell, ':') != NULL)
    facts->votes += is_votes (cell);
  if (facts->filled - facts->parts <= 2 + facts->filled / FEW) /* nearly all others were */
    facts->parts += mien_part_from_name (cell, &part);
}

void
mien_cells_study (GPtrArray *cells, MienCellFacts *facts)
{
  *facts = (MienCellFacts){0};
  for (guint i = 0; i < cells->len; i++) {
    const char *cell = g_ptr_array_index (cells, i);

    if (*cell != '\0')
      study_cell (cell, facts);
  }
}

static gboolean
is_one_of (const char *name, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (name, *words) == 0)
      return TRUE;
  return FALSE;
}

/* The name itself or its last word says so, with id, code or the like behind it or not: true_label,
 * person_id; but not expression_intensity. */
gboolean
mien_cells_name_says_class (const char *name)
{
  static const char *const classes[] = {
      "person", "subject", "identity",  "emotion", "expression", "label", "gender", "sex",  "fold",
      "class",  "race",    "ethnicity", "pose",    "glasses",    "eyes",  "actor",  "user", NULL};
  static const char *const tails[] = {"id", "code", "name", "csv", "index", NULL};
  g_auto (GStrv) words = g_strsplit_set (name, "_- .", -1);
  guint n = g_strv_length (words);

  if (n > 1 && is_one_of (words[n - 1], tails))
    n--;
  return n > 0 && is_one_of (words[n - 1], classes);
}

MienKind
mien_cells_guess_kind (const char *name, const MienCellFacts *facts)
{
  if (mien_cells_name_says_class (name))
    return MIEN_KIND_CLASS;
  if (facts->votes == facts->filled)
    return MIEN_KIND_DISTRIBUTION;
  if (facts->barred > 0)
    return MIEN_KIND_FLAGS;
  if (facts->numbers == facts->filled && facts->zero_led == 0)
    return MIEN_KIND_SCALAR;
  if (facts->lists == facts->filled)
    return MIEN_KIND_POINTS;
  return MIEN_KIND_CLASS;
}

gboolean
mien_cells_are_parts (const char *name, const MienCellFacts *facts)
{
  static const char *const words[] = {"split", "usage",  "part",      "fold",
                                      "set",   "subset", "partition", NULL};

  return is_one_of (name, words) && facts->parts > 0 &&
         facts->filled - facts->parts <= facts->filled / FEW;
}

/* The order that people count in: AU2 before AU12. */
static int
compare_natural (gconstpointer pa, gconstpointer pb)
{
  const char *a = *(const char *const *) pa;
  const char *b = *(const char *const *) pb;
  const char *whole_a = a, *whole_b = b;

  while (*a != '\0' && *b != '\0') {
    if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b)) {
      guint64 value_a = g_ascii_strtoull (a, (char **) &a, 10);
      guint64 value_b = g_ascii_strtoull (b, (char **) &b, 10);

      if (value_a != value_b)
        return value_a < value_b ? -1 : 1;
    } else if (*a != *b)
      return (guchar) *a < (guchar) *b ? -1 : 1;
    else {
      a++;
      b++;
    }
  }
  if ((*a == '\0') != (*b == '\0'))
    return *a == '\0' ? -1 : 1;
  return strcmp (whole_a, whole_b);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = g_ascii_strtod (*(const char *const *) a, NULL);
  double y = g_ascii_strtod (*(const char *const *) b, NULL);

  return x < y ? -1 : x > y ? 1 : compare_words (a, b);
}

static char **
sorted_names (GHashTable *words, GCompareFunc compare)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_ptr_array_add (names, g_strdup (word));
  g_ptr_array_sort (names, compare);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

char **
mien_cells_class_names (GPtrArray *cells)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean numbers = TRUE;

  for (guint i = 0; i < cells->len; i++) {
    char *cell = g_ptr_array_index (cells, i);

    if (*cell != '\0' && g_hash_table_add (words, cell))
      numbers = numbers && is_number (cell);
  }
  return sorted_names (words, numbers ? compare_numbers : compare_words);
}

char **
mien_cells_part_names (GPtrArray *cells, gboolean votes)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < cells->len; i++) {
    g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (cells, i), "|", -1);

    for (guint k = 0; parts[k] != NULL; k++) {
      char *colon = votes ? strrchr (parts[k], ':') : NULL;

      if (colon != NULL)
        *colon = '\0';
      if (*g_strstrip (parts[k]) != '\0' && (votes || !g_str_equal (parts[k], "none")))
        g_hash_table_add (words, g_strdup (parts[k]));
    }
  }
  return sorted_names (words, compare_natural);
}
