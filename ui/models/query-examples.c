#include "ui/models/query-examples.h"

#include "ui/models/draft.h"
#include "ui/models/query-word.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static void
example_free (gpointer data)
{
  MienQueryExample *example = data;

  g_free (example->text);
  g_free (example->what);
  g_free (example);
}

/* Takes @text over. */
static void
add (GPtrArray *examples, char *text, const char *what)
{
  MienQueryExample *example = g_new0 (MienQueryExample, 1);

  example->text = text;
  example->what = g_strdup (what);
  g_ptr_array_add (examples, example);
}

static const MienColumn *
find_kind (MienDataset *dataset, MienKind kind)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);

    if (column->kind == kind && (column->names == NULL || column->names[0] != NULL))
      return column;
  }
  return NULL;
}

static void
add_names (GPtrArray *examples, const MienColumn *column)
{
  g_autofree char *one = mien_query_word_write (column->name, column->names[0]);
  g_autofree char *plain = g_utf8_strdown (column->names[0], -1);

  if (strchr (plain, ' ') == NULL)
    add (examples, g_steal_pointer (&plain), _ ("a word in file names and labels"));
  add (examples, g_strdup (one), _ ("faces with this label"));
  add (examples, g_strconcat ("-", one, NULL), _ ("all the others"));
  if (column->names[1] != NULL && strpbrk (one, "\"") == NULL &&
      strpbrk (column->names[1], " |\"") == NULL)
    add (examples, g_strconcat (one, "|", column->names[1], NULL), _ ("either of two"));
}

/* Half way between the smallest and the largest value, to two digits. */
static double
find_middle (const MienColumn *column)
{
  double low = HUGE_VAL, high = -HUGE_VAL, middle, scale;

  for (guint i = 0; i < column->n_samples; i++)
    if (isfinite (column->values[i])) {
      low = MIN (low, (double) column->values[i]);
      high = MAX (high, (double) column->values[i]);
    }
  middle = low <= high ? 0.5 * (low + high) : 0.0;
  scale = high > low ? pow (10.0, 1.0 - floor (log10 (high - low))) : 1.0;
  return rint (middle * scale) / scale + 0.0;
}

static void
add_numbers (GPtrArray *examples, const MienColumn *column)
{
  g_autofree char *start = mien_query_word_write (column->name, "");
  char middle[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (middle, sizeof middle, "%.4g", find_middle (column));
  add (examples, g_strconcat (start, middle, "..", NULL), _ ("numbers from … to"));
  start[strlen (start) - 1] = '\0';
  add (examples, g_strconcat (start, "<", middle, NULL), _ ("numbers below; also > <= >="));
}

static void
add_missing (GPtrArray *examples, MienDataset *dataset)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  const MienColumn *chosen = NULL;

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);

    if (chosen == NULL ||
        (mien_column_count_missing (column) > 0 && mien_column_count_missing (chosen) == 0))
      chosen = column;
  }
  if (chosen != NULL)
    add (examples, mien_query_word_write (chosen->name, "?"), _ ("faces without a value"));
}

GPtrArray *
mien_query_examples_new (MienDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  GPtrArray *examples = g_ptr_array_new_with_free_func (example_free);
  const char *main = mien_draft_guess_main (dataset);
  const MienColumn *label = main != NULL ? mien_dataset_get_column (dataset, main) : NULL;
  const MienColumn *flags = find_kind (dataset, MIEN_KIND_FLAGS);
  const MienColumn *number = find_kind (dataset, MIEN_KIND_SCALAR);

  if (label != NULL && label->names != NULL && label->names[0] != NULL)
    add_names (examples, label);
  if (flags != NULL && flags != label)
    add (examples, mien_query_word_write (flags->name, flags->names[0]),
         _ ("one of several flags"));
  if (number != NULL)
    add_numbers (examples, number);
  add_missing (examples, dataset);
  if (mien_dataset_has_parts (dataset))
    add (examples, g_strdup ("part:test"), _ ("an official part"));
  add (examples, g_strdup ("is:corrected"), _ ("labels that you changed"));
  add (examples, g_strdup ("is:excluded"), _ ("faces that you left out"));
  return examples;
}

GPtrArray *
mien_query_examples_of_runs (void)
{
  static const struct {
    const char *text, *what;
  } known[] = {
      {"valence", N_ ("a word in names, arms, tags and notes")},
      {"star", N_ ("runs with a star")},
      {"tag:paper", N_ ("runs with this tag")},
      {"arm=\"with valence\"", N_ ("runs of one arm")},
      {"lr>0.001", N_ ("a setting; also < <= >= = and !=")},
      {"epochs=10..30", N_ ("numbers from … to")},
      {"balanced_accuracy>0.5", N_ ("a figure on the test part")},
      {"-state:finished", N_ ("all that are not finished")},
      {"note=", N_ ("runs with a note")},
  };
  GPtrArray *examples = g_ptr_array_new_with_free_func (example_free);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    add (examples, g_strdup (known[i].text), _ (known[i].what));
  return examples;
}
