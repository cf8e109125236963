#include "ui/models/sample-query.h"

#include <math.h>
#include <string.h>

typedef enum {
  TERM_TEXT,
  TERM_NAMES,   /* class, flags or distribution: one of the names in @wanted */
  TERM_RANGE,   /* scalar between @low and @high */
  TERM_MISSING, /* of @column */
  TERM_CORRECTED,
  TERM_EXCLUDED,
  TERM_NOTHING, /* no sample can match */
} TermKind;

typedef struct {
  TermKind kind;
  char *text; /* folded */
  const MienColumn *column;
  gboolean *wanted; /* [names of @column] */
  GPtrArray *texts; /* TERM_TEXT: a gboolean array for every column with names, or NULL */
  double low, high;
} Term;

struct _MienSampleQuery {
  MienDataset *dataset;
  MienDataset *original;
  GPtrArray *terms;
};

static void
term_free (gpointer data)
{
  Term *term = data;

  g_free (term->text);
  g_free (term->wanted);
  g_clear_pointer (&term->texts, g_ptr_array_unref);
  g_free (term);
}

/* (element-type utf8): the parts of @text with their quotes still on */
static GPtrArray *
split_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *start = NULL;
  gboolean quoted = FALSE;

  for (const char *c = text;; c++) {
    gboolean end = *c == '\0' || (!quoted && g_ascii_isspace (*c));

    if (start == NULL && !end)
      start = c;
    if (start != NULL && end) {
      g_ptr_array_add (words, g_strndup (start, (gsize) (c - start)));
      start = NULL;
    }
    if (*c == '\0')
      return words;
    if (*c == '"')
      quoted = !quoted;
  }
}

static char *
fold (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  return g_utf8_casefold (plain, -1);
}

static char *
fold_name (const char *name)
{
  return g_utf8_casefold (name, -1);
}

typedef gboolean (*NameTest) (const char *name, const char *wanted);

static gboolean
contains (const char *name, const char *wanted)
{
  return strstr (name, wanted) != NULL;
}

/* [names]: which names of @column pass @test, and whether any does */
static gboolean *
test_names (const MienColumn *column, const char *wanted, NameTest test, gboolean *any)
{
  guint n = g_strv_length (column->names);
  gboolean *passed = g_new0 (gboolean, n + 1);

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = fold_name (column->names[i]);

    passed[i] = test (name, wanted);
    *any = *any || passed[i];
  }
  return passed;
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

static void
ask_for_name (Term *term, const char *value)
{
  gboolean any = FALSE;

  term->kind = TERM_NAMES;
  term->wanted = test_names (term->column, value, is_equal, &any);
  if (!any) {
    g_free (term->wanted);
    term->wanted = test_names (term->column, value, begins_with, &any);
  }
}

/* A number alone stands for all that are written like it: 0.5 is 0.45 to 0.55. */
static void
ask_for_range (Term *term, const char *value)
{
  const char *dots = strstr (value, "..");
  char *end = NULL;

  term->kind = TERM_RANGE;
  if (dots != NULL) {
    term->low = dots == value ? -HUGE_VAL : g_ascii_strtod (value, NULL);
    term->high = dots[2] == '\0' ? HUGE_VAL : g_ascii_strtod (dots + 2, NULL);
    return;
  }
  double number = g_ascii_strtod (value, &end);
  const char *point = strchr (value, '.');
  double half = point != NULL ? 0.5 * pow (10.0, -(double) strlen (point + 1)) : 0.5;

  term->low = number - half;
  term->high = number + half;
  if (end == value || *end != '\0')
    term->kind = TERM_NOTHING;
}

static const MienColumn *
find_column (MienDataset *dataset, const char *folded)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);
    g_autofree char *name = fold_name (column->name);

    if (g_str_equal (name, folded))
      return column;
  }
  return NULL;
}

static void
ask_for_value (Term *term, const char *value)
{
  if (g_str_equal (value, "?"))
    term->kind = TERM_MISSING;
  else if (term->column->names != NULL)
    ask_for_name (term, value);
  else if (term->column->kind == MIEN_KIND_SCALAR)
    ask_for_range (term, value);
  else
    term->kind = TERM_NOTHING;
}

static void
ask_for_text (Term *term, MienDataset *dataset)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  term->kind = TERM_TEXT;
  term->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);
    gboolean any = FALSE;
    gboolean *passed =
        column->names != NULL ? test_names (column, term->text, contains, &any) : NULL;

    if (!any)
      g_clear_pointer (&passed, g_free);
    g_ptr_array_add (term->texts, passed);
  }
}

static Term *
term_new (const char *word, MienDataset *dataset)
{
  Term *term = g_new0 (Term, 1);
  const char *equals;

  term->text = fold (word);
  equals = strchr (term->text, '=');
  if (equals != NULL) {
    g_autofree char *name = g_strndup (term->text, (gsize) (equals - term->text));

    term->column = find_column (dataset, name);
    if (term->column != NULL) {
      ask_for_value (term, equals + 1);
      return term;
    }
    if (g_str_equal (name, "is")) {
      term->kind = g_str_equal (equals + 1, "corrected")  ? TERM_CORRECTED
                   : g_str_equal (equals + 1, "excluded") ? TERM_EXCLUDED
                                                          : TERM_NOTHING;
      return term;
    }
  }
  ask_for_text (term, dataset);
  return term;
}

MienSampleQuery *
mien_sample_query_new (const char *text, MienDataset *dataset, MienDataset *original)
{
  g_return_val_if_fail (text != NULL && dataset != NULL && original != NULL, NULL);

  MienSampleQuery *self = g_new0 (MienSampleQuery, 1);
  g_autoptr (GPtrArray) words = split_words (text);

  self->dataset = mien_dataset_ref (dataset);
  self->original = mien_dataset_ref (original);
  self->terms = g_ptr_array_new_with_free_func (term_free);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (self->terms, term_new (g_ptr_array_index (words, i), dataset));
  return self;
}

void
mien_sample_query_free (MienSampleQuery *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->terms);
  mien_dataset_unref (self->dataset);
  mien_dataset_unref (self->original);
  g_free (self);
}

static gboolean
has_wanted_name (const MienColumn *column, const gboolean *wanted, guint sample)
{
  const float *values = column->values + (gsize) sample * (gsize) column->width;
  int index;

  if (column->kind == MIEN_KIND_CLASS) {
    index = mien_column_get_class (column, sample);
    return index >= 0 && wanted[index];
  }
  for (int i = 0; i < column->width; i++)
    if (wanted[i] && values[i] > 0.0f)
      return TRUE;
  return FALSE;
}

static gboolean
has_text (const Term *term, MienDataset *dataset, guint sample)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  g_autofree char *id = fold_name (mien_dataset_get_id (dataset, sample));

  if (strstr (id, term->text) != NULL)
    return TRUE;
  for (guint i = 0; i < term->texts->len; i++) {
    const gboolean *wanted = g_ptr_array_index (term->texts, i);

    if (wanted != NULL && has_wanted_name (g_ptr_array_index (columns, i), wanted, sample))
      return TRUE;
  }
  return FALSE;
}

static gboolean
term_matches (const MienSampleQuery *self, const Term *term, guint sample)
{
  float value; /* edges are rounded as it is: 0.1 is to be found by ..0.1 */

  switch (term->kind) {
  case TERM_TEXT:
    return has_text (term, self->dataset, sample);
  case TERM_NAMES:
    return has_wanted_name (term->column, term->wanted, sample);
  case TERM_RANGE:
    value = term->column->values[sample];
    return value >= (float) term->low && value <= (float) term->high;
  case TERM_MISSING:
    return mien_column_is_missing (term->column, sample);
  case TERM_CORRECTED:
    return mien_sample_is_corrected (self->dataset, self->original, NULL, sample);
  case TERM_EXCLUDED:
    return mien_dataset_is_excluded (self->dataset, sample);
  case TERM_NOTHING:
  default:
    return FALSE;
  }
}

gboolean
mien_sample_query_matches (const MienSampleQuery *self, guint sample)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (!term_matches (self, g_ptr_array_index (self->terms, i), sample))
      return FALSE;
  return TRUE;
}

GArray *
mien_sample_query_run (const MienSampleQuery *self)
{
  guint n = mien_dataset_get_n_samples (self->dataset);
  GArray *found;

  if (self->terms->len == 0)
    return NULL;
  found = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    if (mien_sample_query_matches (self, i))
      g_array_append_val (found, i);
  return found;
}

char *
mien_sample_query_put (const char *text, const char *column, const char *value)
{
  g_autoptr (GPtrArray) words = split_words (text);
  g_autofree char *start = g_strconcat (column, "=", NULL);
  g_autoptr (GString) result = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++) {
    const char *word = g_ptr_array_index (words, i);

    if (g_ascii_strncasecmp (word, start, strlen (start)) != 0)
      g_string_append_printf (result, "%s%s", result->len > 0 ? " " : "", word);
  }
  if (value != NULL) {
    gboolean quote = strpbrk (value, " \t") != NULL;

    g_string_append_printf (result, "%s%s%s%s%s", result->len > 0 ? " " : "", start,
                            quote ? "\"" : "", value, quote ? "\"" : "");
  }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* Columns that no correction touches are shared by both data sets. */
static gboolean
differs (const MienColumn *now, const MienColumn *before, guint sample)
{
  gsize start = (gsize) sample * (gsize) now->width;

  return now != before && now->values != before->values &&
         memcmp (now->values + start, before->values + start,
                 (gsize) now->width * sizeof *now->values) != 0;
}

gboolean
mien_sample_is_corrected (MienDataset *dataset,
                          MienDataset *original,
                          const char *column,
                          guint sample)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  if (dataset == original)
    return FALSE;
  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *now = g_ptr_array_index (columns, i);
    const MienColumn *before = mien_dataset_get_column (original, now->name);

    if ((column == NULL || g_str_equal (now->name, column)) && before != NULL &&
        before->width == now->width && differs (now, before, sample))
      return TRUE;
  }
  return FALSE;
}
