#include "ui/models/sample-query.h"

#include "ui/models/query-term.h"
#include "ui/models/query-word.h"

#define BLANKS " \t\n"

struct _MienSampleQuery {
  MienDataset *dataset;
  MienDataset *original;
  GPtrArray *terms; /* of MienQueryTerm */
};

static void
term_free (gpointer term)
{
  mien_query_term_free (term);
}

MienSampleQuery *
mien_sample_query_new (const char *text, MienDataset *dataset, MienDataset *original)
{
  g_return_val_if_fail (text != NULL && dataset != NULL && original != NULL, NULL);

  MienSampleQuery *self = g_new0 (MienSampleQuery, 1);
  g_auto (GStrv) words = mien_query_split (text, BLANKS);

  self->dataset = mien_dataset_ref (dataset);
  self->original = mien_dataset_ref (original);
  self->terms = g_ptr_array_new_with_free_func (term_free);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (self->terms, mien_query_term_new (words[i], dataset, original));
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

const char *
mien_sample_query_get_complaint (const MienSampleQuery *self)
{
  const char *complaint = NULL;

  for (guint i = 0; complaint == NULL && i < self->terms->len; i++)
    complaint = mien_query_term_get_complaint (g_ptr_array_index (self->terms, i));
  return complaint;
}

gboolean
mien_sample_query_matches (const MienSampleQuery *self, guint sample)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (!mien_query_term_matches (g_ptr_array_index (self->terms, i), sample))
      return FALSE;
  return TRUE;
}

GArray *
mien_sample_query_run (const MienSampleQuery *self, GArray *candidates)
{
  guint n = candidates != NULL ? candidates->len : mien_dataset_get_n_samples (self->dataset);
  GArray *found;

  if (self->terms->len == 0)
    return candidates != NULL ? g_array_copy (candidates) : NULL;
  found = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++) {
    guint sample = candidates != NULL ? g_array_index (candidates, guint, i) : i;

    if (mien_sample_query_matches (self, sample))
      g_array_append_val (found, sample);
  }
  return found;
}

static gboolean
is_about (const char *text, const char *folded_column)
{
  g_autoptr (MienQueryWord) word = mien_query_word_new (text);

  return !word->negated && word->name != NULL && g_str_equal (word->name, folded_column);
}

char *
mien_sample_query_put (const char *text, const char *column, const char *value)
{
  g_auto (GStrv) words = mien_query_split (text, BLANKS);
  g_autofree char *folded = mien_query_fold (column);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) result = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (!is_about (words[i], folded))
      g_strv_builder_add (kept, words[i]);
  if (value != NULL) {
    g_autofree char *word = mien_query_word_write (column, value);

    g_strv_builder_add (kept, word);
  }
  result = g_strv_builder_end (kept);
  return g_strjoinv (" ", result);
}
