#include "ui/models/query-term.h"

#include "ui/models/correcting.h"
#include "ui/models/query-guess.h"
#include "ui/models/query-word.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef enum {
  TERM_ALL,
  TERM_TEXT,
  TERM_NAMES, /* class, flags or distribution: one of the names in @names */
  TERM_RANGE, /* scalar between @low and @high */
  TERM_MISSING,
  TERM_KNOWN, /* of @column */
  TERM_PART,
  TERM_CORRECTED,
  TERM_EXCLUDED,
  TERM_NOTHING, /* no sample can match: see @complaint */
} TermKind;

/* Names of one column, and which of them are asked for. */
typedef struct {
  const MienColumn *column;
  gboolean *wanted; /* [names] */
} Names;

struct _MienQueryTerm {
  MienDataset *dataset;
  MienDataset *original;
  TermKind kind;
  gboolean negated;
  char *text;     /* folded */
  gboolean plain; /* @text is ASCII */
  Names *names; /* [n_names]: for TERM_NAMES one, for TERM_TEXT the columns that have such a name */
  guint n_names;
  const MienColumn *column;
  float low, high; /* both inclusive */
  MienPart part;
  char *complaint;
};

typedef gboolean (*NameTest) (const char *name, const char *wanted);

static gboolean
contains (const char *name, const char *wanted)
{
  return strstr (name, wanted) != NULL;
}

static gboolean
is_equal (const char *name, const char *wanted)
{
  return g_str_equal (name, wanted);
}

static gboolean
begins_with (const char *name, const char *wanted)
{
  return g_str_has_prefix (name, wanted);
}

static void G_GNUC_PRINTF (2, 3) complain (MienQueryTerm *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  self->kind = TERM_NOTHING;
  self->complaint = g_strdup_vprintf (format, args);
  va_end (args);
}

/* Marks the names of @column that pass @test; FALSE where none does. */
static gboolean
mark_names (const MienColumn *column, const char *asked, NameTest test, gboolean *wanted)
{
  gboolean any = FALSE;

  for (guint i = 0; column->names[i] != NULL; i++) {
    g_autofree char *name = g_utf8_casefold (column->names[i], -1);
    gboolean passed = test (name, asked);

    wanted[i] = wanted[i] || passed;
    any = any || passed;
  }
  return any;
}

static void
take_names (MienQueryTerm *self, const MienColumn *column, gboolean *wanted)
{
  self->names = g_renew (Names, self->names, self->n_names + 1);
  self->names[self->n_names++] = (Names){column, wanted};
}

static void
ask_for_names (MienQueryTerm *self, const MienQueryWord *word)
{
  gboolean *wanted = g_new0 (gboolean, g_strv_length (self->column->names) + 1);

  self->kind = TERM_NAMES;
  take_names (self, self->column, wanted);
  for (guint i = 0; word->values[i] != NULL; i++)
    if (!mark_names (self->column, word->values[i], is_equal, wanted) &&
        !mark_names (self->column, word->values[i], begins_with, wanted)) {
      complain (self, _ ("“%s” is never “%s”."), self->column->name, word->values[i]);
      return;
    }
}

static gboolean
read_number (const char *text, double *value)
{
  char *end = NULL;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

/* A number alone stands for all that are written like it: 0.5 is 0.45 to 0.55. */
static gboolean
read_range (const char *value, double *low, double *high)
{
  const char *dots = strstr (value, "..");

  *low = -HUGE_VAL;
  *high = HUGE_VAL;
  if (dots != NULL) {
    g_autofree char *from = g_strndup (value, (gsize) (dots - value));

    return (*from == '\0' || read_number (from, low)) &&
           (dots[2] == '\0' || read_number (dots + 2, high));
  }
  const char *point = strchr (value, '.');
  double half = point != NULL ? 0.5 * pow (10.0, -(double) strlen (point + 1)) : 0.5;

  if (!read_number (value, low))
    return FALSE;
  *high = *low + half;
  *low -= half;
  return TRUE;
}

/* Edges are rounded as the values are: 0.1 is to be found by ..0.1, and not by <0.1. */
static gboolean
set_range (MienQueryTerm *self, const MienQueryWord *word)
{
  double low = -HUGE_VAL, high = HUGE_VAL, edge = 0.0;
  gboolean ok = word->asking == MIEN_ASKS_EQUAL || word->asking == MIEN_ASKS_COLON
                    ? read_range (word->value, &low, &high)
                    : read_number (word->value, &edge);

  self->low = (float) low;
  self->high = (float) high;
  if (word->asking == MIEN_ASKS_BELOW)
    self->high = nextafterf ((float) edge, -HUGE_VALF);
  else if (word->asking == MIEN_ASKS_AT_MOST)
    self->high = (float) edge;
  else if (word->asking == MIEN_ASKS_ABOVE)
    self->low = nextafterf ((float) edge, HUGE_VALF);
  else if (word->asking == MIEN_ASKS_AT_LEAST)
    self->low = (float) edge;
  return ok;
}

static void
ask_for_number (MienQueryTerm *self, const MienQueryWord *word)
{
  self->kind = TERM_RANGE;
  if (!set_range (self, word))
    /* Translators: both are the name of a column of numbers, such as valence. */
    complain (self, _ ("“%s” holds numbers: write %s<0.5 or %s=0..0.5."), self->column->name,
              self->column->name, self->column->name);
}

static void
ask_of_column (MienQueryTerm *self, const MienQueryWord *word)
{
  const MienColumn *column = self->column;
  gboolean compares = word->asking != MIEN_ASKS_EQUAL && word->asking != MIEN_ASKS_COLON;

  if (*word->value == '\0')
    self->kind = TERM_KNOWN;
  else if (g_str_equal (word->value, "?"))
    self->kind = TERM_MISSING;
  else if (column->kind == MIEN_KIND_SCALAR)
    ask_for_number (self, word);
  else if (column->names == NULL)
    complain (self, _ ("“%s” holds points: only %s=? and %s= can be asked of it."), column->name,
              column->name, column->name);
  else if (compares)
    complain (self, _ ("“%s” holds names, which cannot be compared: write %s=%s."), column->name,
              column->name, column->names[0] != NULL ? column->names[0] : "?");
  else
    ask_for_names (self, word);
}

static const MienColumn *
find_column (MienDataset *dataset, const char *folded)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);
    g_autofree char *name = g_utf8_casefold (column->name, -1);

    if (g_str_equal (name, folded))
      return column;
  }
  return NULL;
}

static void
complain_of_column (MienQueryTerm *self, const char *name)
{
  const char *near = mien_query_guess_column (self->dataset, name);

  if (near != NULL)
    complain (self, _ ("There is no column “%s”. Is “%s” meant?"), name, near);
  else
    complain (self, _ ("There is no column “%s”."), name);
}

static void
ask_for_missing (MienQueryTerm *self, const MienQueryWord *word)
{
  self->column = find_column (self->dataset, word->value);
  self->kind = TERM_MISSING;
  if (*word->value == '\0')
    self->kind = TERM_ALL;
  else if (self->column == NULL)
    complain_of_column (self, word->value);
}

static void
ask_for_state (MienQueryTerm *self, const MienQueryWord *word)
{
  if (*word->value == '\0')
    self->kind = TERM_ALL;
  else if (g_str_has_prefix ("corrected", word->value))
    self->kind = TERM_CORRECTED;
  else if (g_str_has_prefix ("excluded", word->value))
    self->kind = TERM_EXCLUDED;
  else
    complain (self, _ ("A face is corrected or excluded, not “%s”."), word->value);
}

static void
ask_for_part (MienQueryTerm *self, const MienQueryWord *word)
{
  self->kind = *word->value != '\0' ? TERM_PART : TERM_ALL;
  if (!mien_dataset_has_parts (self->dataset)) {
    complain (self, _ ("These faces have no official parts."));
    return;
  }
  if (mien_part_from_name (word->value, &self->part))
    return;
  for (self->part = 0; self->part < MIEN_N_PARTS; self->part++)
    if (g_str_has_prefix (mien_part_name (self->part), word->value))
      return;
  complain (self, _ ("The parts are train, validation and test, not “%s”."), word->value);
}

static void
ask_for_text (MienQueryTerm *self, const char *text)
{
  GPtrArray *columns = mien_dataset_get_columns (self->dataset);

  self->kind = *text != '\0' ? TERM_TEXT : TERM_ALL;
  self->text = g_strdup (text);
  self->plain = g_str_is_ascii (text);
  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);
    g_autofree gboolean *wanted = NULL;

    if (column->names == NULL)
      continue;
    wanted = g_new0 (gboolean, g_strv_length (column->names) + 1);
    if (mark_names (column, text, contains, wanted))
      take_names (self, column, g_steal_pointer (&wanted));
  }
}

/* A colon may also be a part of a file's name, so what is before it need not be a column. */
static void
ask (MienQueryTerm *self, const MienQueryWord *word)
{
  g_autofree char *whole =
      g_strconcat (word->name != NULL ? word->name : "", ":", word->value, NULL);

  self->column = word->name != NULL ? find_column (self->dataset, word->name) : NULL;
  if (word->name == NULL)
    ask_for_text (self, word->value);
  else if (self->column != NULL)
    ask_of_column (self, word);
  else if (g_str_equal (word->name, "is"))
    ask_for_state (self, word);
  else if (g_str_equal (word->name, "part"))
    ask_for_part (self, word);
  else if (g_str_equal (word->name, "missing"))
    ask_for_missing (self, word);
  else if (word->asking == MIEN_ASKS_COLON)
    ask_for_text (self, whole);
  else
    complain_of_column (self, word->name);
}

MienQueryTerm *
mien_query_term_new (const char *word, MienDataset *dataset, MienDataset *original)
{
  g_return_val_if_fail (word != NULL && dataset != NULL && original != NULL, NULL);

  MienQueryTerm *self = g_new0 (MienQueryTerm, 1);
  g_autoptr (MienQueryWord) parts = mien_query_word_new (word);

  self->dataset = dataset;
  self->original = original;
  self->negated = parts->negated;
  ask (self, parts);
  return self;
}

void
mien_query_term_free (MienQueryTerm *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_names; i++)
    g_free (self->names[i].wanted);
  g_free (self->names);
  g_free (self->text);
  g_free (self->complaint);
  g_free (self);
}

const char *
mien_query_term_get_complaint (const MienQueryTerm *self)
{
  return self->complaint;
}

static gboolean
has_wanted_name (const Names *names, guint sample)
{
  const MienColumn *column = names->column;
  const float *values = column->values + (gsize) sample * (gsize) column->width;
  int index;

  if (column->kind == MIEN_KIND_CLASS) {
    index = mien_column_get_class (column, sample);
    return index >= 0 && names->wanted[index];
  }
  for (int i = 0; i < column->width; i++)
    if (names->wanted[i] && values[i] > 0.0f)
      return TRUE;
  return FALSE;
}

/* Without a copy in one case of letters, as a hundred thousand are looked through while typing. */
static gboolean
contains_plain (const char *text, const char *folded)
{
  const char first[] = {folded[0], g_ascii_toupper (folded[0]), '\0'};

  for (text = strpbrk (text, first); text != NULL; text = strpbrk (text + 1, first)) {
    gsize i = 1;

    while (folded[i] != '\0' && g_ascii_tolower (text[i]) == folded[i])
      i++;
    if (folded[i] == '\0')
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_text (const MienQueryTerm *self, guint sample)
{
  const char *id = mien_dataset_get_id (self->dataset, sample);
  gboolean found = self->plain && contains_plain (id, self->text);

  if (!found && !g_str_is_ascii (id)) {
    g_autofree char *folded = g_utf8_casefold (id, -1);

    found = strstr (folded, self->text) != NULL;
  }
  for (guint i = 0; !found && i < self->n_names; i++)
    found = has_wanted_name (&self->names[i], sample);
  return found;
}

static gboolean
holds (const MienQueryTerm *self, guint sample)
{
  switch (self->kind) {
  case TERM_TEXT:
    return has_text (self, sample);
  case TERM_NAMES:
    return has_wanted_name (self->names, sample);
  case TERM_RANGE:
    return self->column->values[sample] >= self->low && self->column->values[sample] <= self->high;
  case TERM_MISSING:
    return mien_column_is_missing (self->column, sample);
  case TERM_KNOWN:
    return !mien_column_is_missing (self->column, sample);
  case TERM_PART:
    return mien_dataset_get_part (self->dataset, sample) == self->part;
  case TERM_CORRECTED:
    return mien_sample_is_corrected (self->dataset, self->original, NULL, sample);
  case TERM_EXCLUDED:
    return mien_dataset_is_excluded (self->dataset, sample);
  case TERM_ALL:
  case TERM_NOTHING:
  default:
    return TRUE;
  }
}

gboolean
mien_query_term_matches (const MienQueryTerm *self, guint sample)
{
  if (self->kind == TERM_NOTHING)
    return FALSE;
  return self->kind == TERM_ALL || holds (self, sample) != self->negated;
}
