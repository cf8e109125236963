#include "engine/samples/doubts.h"

#include "engine/samples/doubts-private.h"

#include <string.h>

#define N_EXAMPLES 3

MienEvidence *
mien_evidence_new (void)
{
  MienEvidence *self = g_new0 (MienEvidence, 1);

  self->samples = g_array_new (FALSE, FALSE, sizeof (guint));
  self->examples = g_string_new (NULL);
  return self;
}

void
mien_evidence_free (MienEvidence *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->samples);
  g_string_free (self->examples, TRUE);
  g_free (self);
}

void
mien_evidence_add (MienEvidence *self, guint sample)
{
  g_array_append_val (self->samples, sample);
}

void
mien_evidence_show (MienEvidence *self, const char *format, ...)
{
  va_list args;

  if (self->n_examples++ > N_EXAMPLES)
    return;
  if (self->n_examples > 1)
    g_string_append (self->examples, ", ");
  if (self->n_examples > N_EXAMPLES) {
    g_string_append (self->examples, "…");
    return;
  }
  va_start (args, format);
  g_string_append_vprintf (self->examples, format, args);
  va_end (args);
}

void
mien_doubts_tell (MienDoubts *self,
                  const MienEvidence *evidence,
                  const char *path,
                  const char *format,
                  ...)
{
  g_autofree char *what = NULL;
  MienProblem *problem;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  if (path == NULL)
    path = mien_dataset_get_id (self->dataset, g_array_index (evidence->samples, guint, 0));
  problem = mien_problem_new (path, "%s", what);
  g_array_append_vals (problem->samples, evidence->samples->data, evidence->samples->len);
  g_ptr_array_add (self->problems, problem);
}

gboolean
mien_doubts_has (const MienDoubts *self, const MienColumn *column, guint sample)
{
  return self->use[sample] && !mien_column_is_missing (column, sample);
}

static gint8 *
copy_official (MienDataset *dataset, guint n)
{
  gint8 *parts = g_new (gint8, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    parts[i] = mien_dataset_is_excluded (dataset, i) ? (gint8) MIEN_PART_NONE
                                                     : (gint8) mien_dataset_get_part (dataset, i);
  return parts;
}

static void
doubts_init (MienDoubts *self, const MienDoubtSettings *settings)
{
  guint n = mien_dataset_get_n_samples (settings->dataset);

  *self = (MienDoubts){
      .dataset = settings->dataset,
      .n = n,
      .use = g_new (gboolean, MAX (n, 1)),
      .parts = settings->parts,
      .subject = mien_dataset_find_subject (settings->dataset, settings->subject),
      .folds = settings->folds,
      .problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_problem_free),
  };
  if (self->parts == NULL && mien_dataset_has_parts (settings->dataset))
    self->parts = self->official = copy_official (settings->dataset, n);
  for (guint i = 0; i < n; i++)
    self->use[i] = !mien_dataset_is_excluded (settings->dataset, i);
}

/* (transfer full): what was found */
static GPtrArray *
doubts_end (MienDoubts *self)
{
  g_free (self->use);
  g_free (self->official);
  return self->problems;
}

guint
mien_doubts_count_persons (const MienColumn *subject, const gint8 *parts, gboolean *divided)
{
  guint n_persons = g_strv_length (subject->names), n = 0;
  g_autofree guint8 *sides = g_new0 (guint8, n_persons + 1); /* a bit for each part */

  for (guint i = 0; i < subject->n_samples; i++) {
    int person = mien_column_get_class (subject, i);

    if (person >= 0 && parts[i] != MIEN_PART_NONE)
      sides[person] |= (guint8) (1 << parts[i]);
  }
  for (guint k = 0; k < n_persons; k++) {
    gboolean several = (sides[k] & (sides[k] - 1)) != 0;

    n += several;
    if (divided != NULL)
      divided[k] = several;
  }
  return n;
}

static void
look_at_persons (MienDoubts *self)
{
  const MienColumn *subject = self->subject;
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();
  g_autofree gboolean *divided = NULL;
  guint n;

  if (subject == NULL || self->parts == NULL)
    return;
  divided = g_new0 (gboolean, g_strv_length (subject->names) + 1);
  n = mien_doubts_count_persons (subject, self->parts, divided);
  for (guint k = 0; subject->names[k] != NULL; k++)
    if (divided[k])
      mien_evidence_show (evidence, "%s", subject->names[k]);
  for (guint i = 0; i < self->n; i++)
    if (self->parts[i] != MIEN_PART_NONE && mien_doubts_has (self, subject, i) &&
        divided[mien_column_get_class (subject, i)])
      mien_evidence_add (evidence, i);
  if (n > 0)
    mien_doubts_tell (self, evidence, subject->name,
                      "%u %s in more than one part of the split (%s), so that the test also asks "
                      "for faces of persons who were learned; split by “%s” to hold persons out",
                      n, n == 1 ? "person is" : "persons are", evidence->examples->str,
                      subject->name);
}

GPtrArray *
mien_doubts_about_labels (const MienDoubtSettings *settings)
{
  MienDoubts self;

  doubts_init (&self, settings);
  look_at_persons (&self);
  mien_doubts_about_agreement (&self);
  mien_doubts_about_ranges (&self);
  mien_doubts_about_columns (&self);
  return doubts_end (&self);
}

/* What a message says after the name of its picture, which is what pictures have in common. */
static const char *
find_reason (const char *message, const char *id)
{
  const char *at = g_strrstr (message, id);

  return at != NULL ? at + strlen (id) : message;
}

static void
tell_unreadable (MienDoubts *self, const char *reason, const MienEvidence *evidence)
{
  if (evidence->samples->len == 1)
    mien_doubts_tell (self, evidence, NULL, "The picture %s%s", evidence->examples->str, reason);
  else
    mien_doubts_tell (self, evidence, NULL, "%u pictures are unusable (%s): each%s",
                      evidence->samples->len, evidence->examples->str, reason);
}

static void
evidence_free (gpointer evidence)
{
  mien_evidence_free (evidence);
}

/* One entry a reason, in the order they come up. */
static void
look_at_unreadable (MienDoubts *self, GPtrArray *problems)
{
  g_autoptr (GHashTable) by_reason =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, evidence_free);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();

  for (guint k = 0; k < problems->len; k++) {
    const MienProblem *problem = g_ptr_array_index (problems, k);
    const char *reason = find_reason (problem->what, problem->path);
    MienEvidence *evidence = g_hash_table_lookup (by_reason, reason);

    if (!self->use[g_array_index (problem->samples, guint, 0)])
      continue;
    if (evidence == NULL) {
      evidence = mien_evidence_new ();
      g_hash_table_insert (by_reason, (gpointer) reason, evidence);
      g_ptr_array_add (reasons, (gpointer) reason);
    }
    mien_evidence_add (evidence, g_array_index (problem->samples, guint, 0));
    mien_evidence_show (evidence, "%s", problem->path);
  }
  for (guint k = 0; k < reasons->len; k++)
    tell_unreadable (self, g_ptr_array_index (reasons, k),
                     g_hash_table_lookup (by_reason, g_ptr_array_index (reasons, k)));
}

GPtrArray *
mien_doubts_about_pictures (const MienDoubtSettings *settings,
                            GPtrArray *unreadable,
                            const MienLikeness *likeness)
{
  MienDoubts self;

  doubts_init (&self, settings);
  look_at_unreadable (&self, unreadable);
  mien_doubts_about_sameness (&self, likeness);
  return doubts_end (&self);
}
