/* Doubts about what a column can teach: classes of few faces, no difference, few labels. */
#include "engine/samples/doubts-private.h"

#include <string.h>

/* Faces of a class below which nobody can say how well it is read. */
#define FEWEST 10
/* Classes that a column may have and yet be one to learn although most of them are small. */
#define MOST_SORTS 16

static guint *
count_classes (const MienDoubts *self, const MienColumn *column)
{
  guint *counts = g_new0 (guint, g_strv_length (column->names) + 1);

  for (guint i = 0; i < self->n; i++)
    if (mien_doubts_has (self, column, i))
      counts[mien_column_get_class (column, i)]++;
  return counts;
}

/* A class of one face is told when the data set is opened, and one of none is no class. */
static gboolean
is_small (const MienDoubts *self, guint count)
{
  return count > 1 && count < MAX (FEWEST, (guint) MAX (self->folds, 0));
}

/* Where most of many classes are small, as persons in the wild are, the column names rather than
 * sorts. */
static gboolean
only_names (guint n_small, guint n_used)
{
  return n_used > MOST_SORTS && n_small > n_used / 2;
}

static void
look_at_classes (MienDoubts *self, const MienColumn *column)
{
  g_autofree guint *counts = count_classes (self, column);
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();
  guint n_small = 0, n_used = 0;

  for (guint k = 0; column->names[k] != NULL; k++) {
    n_used += counts[k] > 0;
    if (!is_small (self, counts[k]))
      continue;
    n_small++;
    mien_evidence_show (evidence, "%s %u", column->names[k], counts[k]);
  }
  if (n_small == 0 || only_names (n_small, n_used) || column == self->subject)
    return;
  for (guint i = 0; i < self->n; i++)
    if (mien_doubts_has (self, column, i) &&
        is_small (self, counts[mien_column_get_class (column, i)]))
      mien_evidence_add (evidence, i);
  mien_doubts_tell (self, evidence, column->name,
                    "%u %s of “%s” %s fewer than %u faces, too few to learn and to test: %s; add "
                    "faces, or put them together with another class",
                    n_small, n_small == 1 ? "class" : "classes", column->name,
                    n_small == 1 ? "has" : "have", MAX (FEWEST, (guint) MAX (self->folds, 0)),
                    evidence->examples->str);
}

/* (transfer full) (nullable): the samples with a value, where all have the same one */
static MienEvidence *
find_constant (const MienDoubts *self, const MienColumn *column)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();
  gsize width = (gsize) column->width;

  for (guint i = 0; i < self->n; i++) {
    if (!mien_doubts_has (self, column, i))
      continue;
    mien_evidence_add (evidence, i);
    if (memcmp (column->values + i * width,
                column->values + g_array_index (evidence->samples, guint, 0) * width,
                width * sizeof (float)) != 0)
      return NULL;
  }
  return evidence->samples->len > 1 ? g_steal_pointer (&evidence) : NULL;
}

static void
look_for_difference (MienDoubts *self, const MienColumn *column)
{
  g_autoptr (MienEvidence) evidence = find_constant (self, column);
  g_autofree char *value = NULL;

  if (evidence == NULL)
    return;
  value = mien_column_format (column, g_array_index (evidence->samples, guint, 0));
  mien_doubts_tell (self, evidence, column->name,
                    "“%s” is the same for all %u faces that have it%s%.40s; there is nothing to "
                    "learn from it",
                    column->name, evidence->samples->len, *value != '\0' ? ": " : "", value);
}

/* Flags that no face has, or every face. */
static void
look_at_flags (MienDoubts *self, const MienColumn *column)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();
  guint n_same = 0;

  for (int k = 0; k < column->width; k++) {
    guint n = 0, n_set = 0;

    for (guint i = 0; i < self->n; i++)
      if (mien_doubts_has (self, column, i)) {
        n++;
        n_set += column->values[(gsize) i * (gsize) column->width + (gsize) k] > 0.0f;
      }
    if (n < 2 || (n_set > 0 && n_set < n))
      continue;
    n_same++;
    mien_evidence_show (evidence, "%s %s", column->names[k], n_set > 0 ? "always" : "never");
  }
  if (n_same == 0 || n_same == (guint) column->width)
    return;
  mien_doubts_tell (self, evidence, column->name,
                    "%u of the %d flags of “%s” %s the same for all faces: %s; there is nothing to "
                    "learn from %s",
                    n_same, column->width, column->name, n_same == 1 ? "is" : "are",
                    evidence->examples->str, n_same == 1 ? "it" : "them");
}

static void
look_at_missing (MienDoubts *self, const MienColumn *column)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();
  guint n_used = 0;

  for (guint i = 0; i < self->n; i++) {
    n_used += self->use[i];
    if (self->use[i] && mien_column_is_missing (column, i))
      mien_evidence_add (evidence, i);
  }
  if (evidence->samples->len > n_used / 2)
    mien_doubts_tell (self, evidence, column->name,
                      "“%s” is missing for %u of %u faces, which teach nothing about it",
                      column->name, evidence->samples->len, n_used);
}

void
mien_doubts_about_columns (MienDoubts *self)
{
  GPtrArray *columns = mien_dataset_get_columns (self->dataset);

  for (guint c = 0; c < columns->len; c++) {
    const MienColumn *column = g_ptr_array_index (columns, c);

    if (column->kind == MIEN_KIND_CLASS)
      look_at_classes (self, column);
    else if (column->kind == MIEN_KIND_FLAGS)
      look_at_flags (self, column);
    look_for_difference (self, column);
    look_at_missing (self, column);
  }
}
