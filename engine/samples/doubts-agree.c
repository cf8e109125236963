/* Doubts about two columns that speak of the same thing and say different things. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/doubts-private.h"

#include <string.h>

/* Columns of more classes are names of persons or files, not opinions about them. */
#define MOST_CLASSES 64
/* Agreement beyond chance above which two columns of unrelated names mean the same: "substantial"
 * by Landis & Koch, "The Measurement of Observer Agreement for Categorical Data", Biometrics 33,
 * 1977. */
#define LEAST_KAPPA 0.6

/* What the field calls a column of them. */
static const char *const titles[] = {"expression", "emotion",  "label", "affect",
                                     "class",      "category", "folder"};

/* Two columns beside each other. */
typedef struct {
  const MienColumn *a, *b;
  int n_a, n_b;
  guint *table; /* [n_a,n_b] samples that have both */
  int *same;    /* [n_a] the class of b that means the same; -1 where there is none */
  gboolean by_words;
} Comparison;

static void
comparison_clear (Comparison *self)
{
  g_free (self->table);
  g_free (self->same);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

static gboolean
mean_the_same (const char *a, const char *b)
{
  int meaning = mien_expression_find (a);

  return g_ascii_strcasecmp (a, b) == 0 || (meaning >= 0 && meaning == mien_expression_find (b));
}

static gboolean
is_code (const char *name)
{
  return *name != '\0' && strspn (name, "0123456789") == strlen (name);
}

static gboolean
are_codes (const MienColumn *column)
{
  for (char **name = column->names; *name != NULL; name++)
    if (!is_code (*name))
      return FALSE;
  return TRUE;
}

/* The class that a sample has in a column of classes, or of votes: that with the most, if one has.
 */
static int
opinion (const MienColumn *column, guint sample)
{
  const float *votes = column->values + (gsize) sample * (gsize) column->width;
  int most = 0;

  if (column->kind == MIEN_KIND_CLASS)
    return mien_column_get_class (column, sample);
  most = mien_largest (votes, column->width);
  for (int k = 0; k < column->width; k++)
    if (k != most && votes[k] >= votes[most])
      return -1;
  return most;
}

static void
fill_table (Comparison *self, const MienDoubts *doubts)
{
  self->n_a = (int) g_strv_length (self->a->names);
  self->n_b = (int) g_strv_length (self->b->names);
  self->table = g_new0 (guint, (gsize) MAX (self->n_a * self->n_b, 1));
  self->same = g_new (int, MAX (self->n_a, 1));
  for (guint i = 0; i < doubts->n; i++) {
    int a, b;

    if (!mien_doubts_has (doubts, self->a, i) || !mien_doubts_has (doubts, self->b, i))
      continue;
    a = opinion (self->a, i);
    b = opinion (self->b, i);
    if (a >= 0 && b >= 0)
      self->table[a * self->n_b + b]++;
  }
}

/* Classes paired by what they are called. Returns: how many */
static int
pair_by_words (Comparison *self)
{
  int n = 0;

  for (int a = 0; a < self->n_a; a++) {
    self->same[a] = -1;
    for (int b = 0; b < self->n_b && self->same[a] < 0; b++)
      if (mean_the_same (self->a->names[a], self->b->names[b]))
        self->same[a] = b;
    n += self->same[a] >= 0;
  }
  return n;
}

/* Classes paired by which come together most. Returns: how many; 0 where that does not pair them
 * one to one */
static int
pair_by_use (Comparison *self)
{
  g_autofree gboolean *taken = g_new0 (gboolean, MAX (self->n_b, 1));
  int n = 0;

  for (int a = 0; a < self->n_a; a++) {
    const guint *row = self->table + a * self->n_b;
    int most = 0;

    for (int b = 1; b < self->n_b; b++)
      if (row[b] > row[most])
        most = b;
    self->same[a] = row[most] > 0 ? most : -1;
    if (row[most] == 0)
      continue;
    if (taken[most])
      return 0;
    taken[most] = TRUE;
    n++;
  }
  return n;
}

/* Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement
 * 20, 1960; over the samples whose classes both have a partner. */
static double
find_kappa (const Comparison *self)
{
  g_autofree double *columns = g_new0 (double, MAX (self->n_b, 1));
  g_autofree double *rows = g_new0 (double, MAX (self->n_a, 1));
  double n = 0.0, agreed = 0.0, chance = 0.0;

  for (int a = 0; a < self->n_a; a++)
    for (int b = 0; b < self->n_b; b++) {
      double count = self->table[a * self->n_b + b];

      n += count;
      rows[a] += count;
      columns[b] += count;
      agreed += self->same[a] == b ? count : 0.0;
    }
  for (int a = 0; a < self->n_a; a++)
    chance += self->same[a] >= 0 ? rows[a] * columns[self->same[a]] / n : 0.0;
  return n > chance ? (agreed - chance) / (n - chance) : 0.0;
}

static gboolean
is_title (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_ascii_strcasecmp (name, titles[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "expression" and "expression_csv", "emotion" and "label" */
static gboolean
have_related_names (const Comparison *self)
{
  g_autofree char *a = g_ascii_strdown (self->a->name, -1);
  g_autofree char *b = g_ascii_strdown (self->b->name, -1);

  return g_str_has_prefix (a, b) || g_str_has_prefix (b, a) || (is_title (a) && is_title (b));
}

/* Whether the two mean the same: they use the same words, and their names say so or their agreement
 * does; or they pair off one to one, where either writes codes, which need not be the same codes.
 */
static gboolean
speak_of_the_same (Comparison *self)
{
  int n, fewest = MIN (self->n_a, self->n_b);

  if (are_codes (self->a) || are_codes (self->b))
    return pair_by_use (self) >= 3 && find_kappa (self) > LEAST_KAPPA;
  self->by_words = TRUE;
  n = pair_by_words (self);
  return n >= 2 && 4 * n >= 3 * fewest &&
         (have_related_names (self) || find_kappa (self) > LEAST_KAPPA);
}

static gboolean
has_partner (const Comparison *self, int b)
{
  for (int a = 0; a < self->n_a; a++)
    if (self->same[a] == b)
      return TRUE;
  return FALSE;
}

/* A class without a partner says nothing about the other column's, unless it is one of the field's
 * words: where nobody was found happy, happy is still not sad. */
static gboolean
differ (const Comparison *self, int a, int b)
{
  return self->same[a] != b &&
         (self->same[a] >= 0 ||
          (self->by_words && mien_expression_find (self->a->names[a]) >= 0)) &&
         (has_partner (self, b) ||
          (self->by_words && mien_expression_find (self->b->names[b]) >= 0));
}

/* The commonest differences first: "fear/surprise 8" */
static void
show_differences (const Comparison *self, MienEvidence *evidence)
{
  g_autofree guint *left =
      g_memdup2 (self->table, (gsize) (self->n_a * self->n_b) * sizeof (guint));

  for (int shown = 0; shown <= 3; shown++) {
    int most = 0;

    for (int k = 0; k < self->n_a * self->n_b; k++) {
      if (!differ (self, k / self->n_b, k % self->n_b))
        left[k] = 0;
      if (left[k] > left[most])
        most = k;
    }
    if (left[most] == 0)
      return;
    mien_evidence_show (evidence, "%s/%s %u", self->a->names[most / self->n_b],
                        self->b->names[most % self->n_b], left[most]);
    left[most] = 0;
  }
}

static void
tell_difference (MienDoubts *doubts, const Comparison *self)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();
  g_autofree char *path = g_strdup_printf ("%s, %s", self->a->name, self->b->name);
  guint n_both = 0;

  for (guint i = 0; i < doubts->n; i++) {
    int a, b;

    if (!mien_doubts_has (doubts, self->a, i) || !mien_doubts_has (doubts, self->b, i))
      continue;
    n_both++;
    a = opinion (self->a, i);
    b = opinion (self->b, i);
    if (a >= 0 && b >= 0 && differ (self, a, b))
      mien_evidence_add (evidence, i);
  }
  if (evidence->samples->len == 0)
    return;
  show_differences (self, evidence);
  mien_doubts_tell (doubts, evidence, path,
                    "“%s” and “%s” speak of the same thing, and differ for %u of the %u faces that "
                    "have both: %s; learn the one that you trust, or correct the labels",
                    self->a->name, self->b->name, evidence->samples->len, n_both,
                    evidence->examples->str);
}

static gboolean
is_opinion (const MienColumn *column)
{
  return (column->kind == MIEN_KIND_CLASS || column->kind == MIEN_KIND_DISTRIBUTION) &&
         g_strv_length (column->names) <= MOST_CLASSES;
}

void
mien_doubts_about_agreement (MienDoubts *self)
{
  GPtrArray *columns = mien_dataset_get_columns (self->dataset);

  for (guint b = 1; b < columns->len; b++)
    for (guint a = 0; a < b; a++) {
      g_auto (Comparison)
          pair = {.a = g_ptr_array_index (columns, a), .b = g_ptr_array_index (columns, b)};

      if (!is_opinion (pair.a) || !is_opinion (pair.b))
        continue;
      fill_table (&pair, self);
      if (speak_of_the_same (&pair))
        tell_difference (self, &pair);
    }
}
