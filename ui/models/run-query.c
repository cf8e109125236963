#include "ui/models/run-query.h"

#include "engine/study/digest.h"
#include "ui/models/query-word.h"
#include "ui/models/run-facts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef struct {
  MienQueryWord *word;
  char *key;      /* (nullable): the last one that the word's name stood for */
  gboolean known; /* some run had such a key, or none is needed */
  guint n_asked;
} Term;

struct _MienRunQuery {
  GPtrArray *terms; /* of Term */
};

static void
term_free (gpointer data)
{
  Term *term = data;

  mien_query_word_free (term->word);
  g_free (term->key);
  g_free (term);
}

MienRunQuery *
mien_run_query_new (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  MienRunQuery *self = g_new0 (MienRunQuery, 1);
  g_auto (GStrv) words = mien_query_split (text, " \t\n");

  self->terms = g_ptr_array_new_with_free_func (term_free);
  for (guint i = 0; words[i] != NULL; i++) {
    Term *term = g_new0 (Term, 1);

    term->word = mien_query_word_new (words[i]);
    g_ptr_array_add (self->terms, term);
  }
  return self;
}

void
mien_run_query_free (MienRunQuery *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->terms);
  g_free (self);
}

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *other = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return other != NULL && strstr (other, folded) != NULL;
}

static gboolean
is_equal (const char *text, const char *folded)
{
  g_autofree char *other = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return other != NULL && g_str_equal (other, folded);
}

static gboolean
has_tag (const MienRunEntry *entry,
         const char *folded,
         gboolean (*test) (const char *, const char *))
{
  for (guint i = 0; i < entry->tags->len; i++)
    if (test (g_ptr_array_index (entry->tags, i), folded))
      return TRUE;
  return FALSE;
}

static gboolean
has_text (MienRunItem *item, const char *folded)
{
  const MienRunEntry *entry = mien_run_item_get_entry (item);
  g_autofree char *name = mien_run_fact (item, MIEN_FACT_NAME);
  g_autofree char *arm = mien_run_fact (item, MIEN_FACT_ARM);

  if (*folded == '\0')
    return TRUE;
  if (is_equal ("star", folded) || is_equal ("starred", folded))
    return entry->starred;
  return contains (name, folded) || contains (arm, folded) || contains (entry->note, folded) ||
         has_tag (entry, folded, contains);
}

static gboolean
has_state (MienRunState state, const char *folded)
{
  static const char *const names[] = {
      [MIEN_RUN_FINISHED] = "finished",
      [MIEN_RUN_UNFINISHED] = "unfinished",
      [MIEN_RUN_BROKEN] = "broken",
      [MIEN_RUN_GONE] = "gone",
  };

  return g_str_has_prefix (names[state], folded);
}

static gboolean
is_what (const MienRunEntry *entry, const char *folded)
{
  return (g_str_has_prefix ("starred", folded) && entry->starred) ||
         (g_str_has_prefix ("archived", folded) && entry->archived);
}

typedef enum {
  NOT_A_FACT,
  FACT_NO,
  FACT_YES
} FactAnswer;

/* One of the word's values against what every run has. */
static FactAnswer
ask_fact (MienRunItem *item, const MienQueryWord *word, const char *value)
{
  static const struct {
    const char *name;
    MienFact fact;
  } texts[] = {{"name", MIEN_FACT_NAME},
               {"arm", MIEN_FACT_ARM},
               {"note", MIEN_FACT_NOTE},
               {"data", MIEN_FACT_DATA}};
  const MienRunEntry *entry = mien_run_item_get_entry (item);
  gboolean yes;

  if (g_str_equal (word->name, "tag")) {
    yes = *value != '\0' ? has_tag (entry, value, is_equal) : entry->tags->len > 0;
  } else if (g_str_equal (word->name, "state")) {
    yes = has_state (entry->state, value);
  } else if (g_str_equal (word->name, "is")) {
    yes = is_what (entry, value);
  } else {
    guint i = 0;

    while (i < G_N_ELEMENTS (texts) && !g_str_equal (texts[i].name, word->name))
      i++;
    if (i == G_N_ELEMENTS (texts))
      return NOT_A_FACT;

    g_autofree char *text = mien_run_fact (item, texts[i].fact);
    yes = word->asking == MIEN_ASKS_EQUAL ? is_equal (text, value) : contains (text, value);
  }
  return yes ? FACT_YES : FACT_NO;
}

static gboolean
read_number (const char *text, double *value)
{
  char *end = NULL;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

static gboolean
is_between (const char *asked, double value)
{
  const char *dots = strstr (asked, "..");
  g_autofree char *from = g_strndup (asked, (gsize) (dots - asked));
  double low = -HUGE_VAL, high = HUGE_VAL;

  return (*from == '\0' || read_number (from, &low)) &&
         (dots[2] == '\0' || read_number (dots + 2, &high)) && value >= low && value <= high;
}

/* @text is what the run has. */
static gboolean
compare (MienAsking asking, const char *text, const char *asked)
{
  double value, edge;

  if (!read_number (text, &value))
    return asking == MIEN_ASKS_COLON   ? contains (text, asked)
           : asking == MIEN_ASKS_EQUAL ? is_equal (text, asked)
                                       : FALSE;
  if (strstr (asked, "..") != NULL)
    return is_between (asked, value);
  if (!read_number (asked, &edge))
    return FALSE;
  switch (asking) {
  case MIEN_ASKS_BELOW:
    return value < edge;
  case MIEN_ASKS_AT_MOST:
    return value <= edge;
  case MIEN_ASKS_ABOVE:
    return value > edge;
  case MIEN_ASKS_AT_LEAST:
    return value >= edge;
  case MIEN_ASKS_TEXT:
  case MIEN_ASKS_COLON:
  case MIEN_ASKS_EQUAL:
  default:
    return fabs (value - edge) <= 1e-9 * fabs (edge);
  }
}

/* (transfer full) (nullable): what the run has under the term's name */
static char *
find_value (Term *term, const char *digest)
{
  char *value = term->key != NULL ? mien_digest_get (digest, term->key) : NULL;

  if (value == NULL) {
    char *key = mien_digest_find_key (digest, term->word->name);

    if (key != NULL) {
      g_free (term->key);
      term->key = key;
      value = mien_digest_get (digest, key);
    }
  }
  term->known = term->known || value != NULL;
  return value;
}

static gboolean
has_value (Term *term, MienRunItem *item)
{
  const MienQueryWord *word = term->word;
  g_autofree char *value = find_value (term, mien_run_item_get_entry (item)->digest);

  if (g_str_equal (word->value, "?"))
    return value == NULL;
  if (value == NULL || *word->value == '\0')
    return value != NULL;
  for (guint i = 0; word->values[i] != NULL; i++)
    if (compare (word->asking, value, word->values[i]))
      return TRUE;
  return FALSE;
}

static gboolean
holds (Term *term, MienRunItem *item)
{
  const MienQueryWord *word = term->word;
  FactAnswer answer = NOT_A_FACT;

  term->n_asked++;
  if (word->name == NULL) {
    term->known = TRUE;
    return has_text (item, word->value);
  }
  if (word->values[0] == NULL)
    answer = ask_fact (item, word, "");
  for (guint i = 0; word->values[i] != NULL && answer != FACT_YES; i++)
    answer = ask_fact (item, word, word->values[i]);
  if (answer == NOT_A_FACT)
    return has_value (term, item);
  term->known = TRUE;
  return answer == FACT_YES;
}

gboolean
mien_run_query_matches (MienRunQuery *self, MienRunItem *item)
{
  for (guint i = 0; i < self->terms->len; i++) {
    Term *term = g_ptr_array_index (self->terms, i);

    if (holds (term, item) == term->word->negated)
      return FALSE;
  }
  return TRUE;
}

char *
mien_run_query_complain (const MienRunQuery *self)
{
  for (guint i = 0; i < self->terms->len; i++) {
    const Term *term = g_ptr_array_index (self->terms, i);

    if (term->n_asked > 0 && !term->known)
      return g_strdup_printf (_ ("No run has a value called “%s”."), term->word->name);
  }
  return NULL;
}
