/* Doubts about values that a column of its name cannot have. */
#include "engine/samples/doubts-private.h"
#include "engine/samples/sides.h"

#include <math.h>

/* Landmarks of a face that the picture cuts lie a little outside of it. */
#define MOST_OUTSIDE 0.05
/* AffectNet's valence and arousal of what is no face, or was not rated. */
#define NOT_RATED (-2.0)

/* What scalars of a name range over, the name being a word of the column's: "mean_valence" has the
 * word valence, "page" not the word age. */
typedef struct {
  const char *word;
  double low, high;
  gboolean rated;
} Range;

static const Range ranges[] = {
    {"valence", -1.0, 1.0, TRUE},   {"arousal", -1.0, 1.0, TRUE},  {"dominance", -1.0, 1.0, TRUE},
    {"age", 0.0, 120.0, FALSE},     {"yaw", -180.0, 180.0, FALSE}, {"pitch", -180.0, 180.0, FALSE},
    {"roll", -180.0, 180.0, FALSE},
};

static const Range *
find_range (const MienColumn *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (mien_name_has_word (column->name, ranges[i].word))
      return &ranges[i];
  return NULL;
}

static gboolean
is_not_rated (const Range *range, double value)
{
  return range->rated && fabs (value - NOT_RATED) < 1e-6;
}

static void
look_at_not_rated (MienDoubts *self, const MienColumn *column, const Range *range)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();

  for (guint i = 0; i < self->n; i++)
    if (mien_doubts_has (self, column, i) && is_not_rated (range, (double) column->values[i]))
      mien_evidence_add (evidence, i);
  if (evidence->samples->len > 0)
    mien_doubts_tell (self, evidence, column->name,
                      "“%s” is -2 for %u faces, which is how AffectNet writes that a face was not "
                      "rated; treat -2 as missing, or it is learned as a value",
                      column->name, evidence->samples->len);
}

/* Where most values are out of range, the column has another scale, and nothing is wrong. */
static void
look_at_scalar (MienDoubts *self, const MienColumn *column)
{
  const Range *range = find_range (column);
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();
  double low = range != NULL ? range->low : -HUGE_VAL,
         high = range != NULL ? range->high : HUGE_VAL;
  guint n = 0;

  for (guint i = 0; i < self->n; i++) {
    double value = (double) column->values[i];

    if (!mien_doubts_has (self, column, i) || (range != NULL && is_not_rated (range, value)))
      continue;
    n++;
    if (value >= low && value <= high && isfinite (value))
      continue;
    mien_evidence_add (evidence, i);
    mien_evidence_show (evidence, "%s %g", mien_dataset_get_id (self->dataset, i), value);
  }
  if (range != NULL)
    look_at_not_rated (self, column, range);
  if (evidence->samples->len == 0 || evidence->samples->len > n / 2)
    return;
  if (range != NULL)
    mien_doubts_tell (self, evidence, column->name,
                      "“%s” lies outside %g … %g for %u of %u faces: %s; correct the values or "
                      "leave the faces out",
                      column->name, low, high, evidence->samples->len, n, evidence->examples->str);
  else
    mien_doubts_tell (self, evidence, column->name,
                      "“%s” is not a finite number for %u of %u faces: %s; correct the values or "
                      "leave the faces out",
                      column->name, evidence->samples->len, n, evidence->examples->str);
}

static gboolean
is_outside (const MienColumn *column, guint sample)
{
  const float *points = column->values + (gsize) sample * (gsize) column->width;

  for (int k = 0; k < column->width; k++)
    if ((double) points[k] < -MOST_OUTSIDE || (double) points[k] > 1.0 + MOST_OUTSIDE)
      return TRUE;
  return FALSE;
}

static void
look_at_points (MienDoubts *self, const MienColumn *column)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();

  for (guint i = 0; i < self->n; i++)
    if (mien_doubts_has (self, column, i) && is_outside (column, i)) {
      mien_evidence_add (evidence, i);
      mien_evidence_show (evidence, "%s", mien_dataset_get_id (self->dataset, i));
    }
  if (evidence->samples->len > 0)
    mien_doubts_tell (self, evidence, column->name,
                      "Points of “%s” lie outside the picture for %u faces: %s; they may belong to "
                      "a picture before it was cropped or resized",
                      column->name, evidence->samples->len, evidence->examples->str);
}

static gboolean
is_no_distribution (const MienColumn *column, guint sample)
{
  const float *votes = column->values + (gsize) sample * (gsize) column->width;
  double sum = 0.0;

  for (int k = 0; k < column->width; k++) {
    if (!((double) votes[k] >= 0.0))
      return TRUE;
    sum += (double) votes[k];
  }
  return !(fabs (sum - 1.0) < 0.01);
}

static void
look_at_votes (MienDoubts *self, const MienColumn *column)
{
  g_autoptr (MienEvidence) evidence = mien_evidence_new ();

  for (guint i = 0; i < self->n; i++)
    if (mien_doubts_has (self, column, i) && is_no_distribution (column, i)) {
      mien_evidence_add (evidence, i);
      mien_evidence_show (evidence, "%s", mien_dataset_get_id (self->dataset, i));
    }
  if (evidence->samples->len > 0)
    mien_doubts_tell (self, evidence, column->name,
                      "The votes of “%s” are negative or come to nothing for %u faces: %s; correct "
                      "them or leave the faces out",
                      column->name, evidence->samples->len, evidence->examples->str);
}

void
mien_doubts_about_ranges (MienDoubts *self)
{
  GPtrArray *columns = mien_dataset_get_columns (self->dataset);

  for (guint c = 0; c < columns->len; c++) {
    const MienColumn *column = g_ptr_array_index (columns, c);

    if (column->kind == MIEN_KIND_SCALAR)
      look_at_scalar (self, column);
    else if (column->kind == MIEN_KIND_POINTS)
      look_at_points (self, column);
    else if (column->kind == MIEN_KIND_DISTRIBUTION)
      look_at_votes (self, column);
  }
}
