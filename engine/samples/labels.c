#include "engine/samples/labels.h"

#include "engine/core/rng.h"
#include "engine/samples/split.h"

#include <math.h>
#include <string.h>

/* What the draws of one column are for; part of their key. */
enum {
  USE_SHUFFLE,
  USE_KEEP, /* and one more for each class */
};

static MienRng
rng_of (const MienColumn *column, guint64 seed, guint use)
{
  return mien_rng_keyed (seed, MIEN_STREAM_LABELS, g_str_hash (column->name), use);
}

/* (element-type guint): the training part's samples with a label; of class @c alone where it is ≥ 0
 */
static GArray *
find_labelled (const MienColumn *column, const gint8 *parts, int c)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < column->n_samples; i++)
    if (parts[i] == MIEN_PART_TRAIN && !mien_column_is_missing (column, i) &&
        (c < 0 || mien_column_get_class (column, i) == c))
      g_array_append_val (found, i);
  return found;
}

static void
clear_label (MienColumn *column, guint sample)
{
  for (int k = 0; k < column->width; k++)
    column->values[(gsize) sample * (gsize) column->width + (gsize) k] = NAN;
}

/* The draw orders the samples, the share says how many of the first are kept. */
static void
keep_some (MienColumn *column, GArray *samples, double share, MienRng rng)
{
  guint n = (guint) floor (share * samples->len + 0.5);

  if (share > 0.0)
    n = MAX (n, 1);
  mien_rng_shuffle (&rng, (guint *) (gpointer) samples->data, samples->len);
  for (guint i = n; i < samples->len; i++)
    clear_label (column, g_array_index (samples, guint, i));
}

void
mien_labels_keep (MienColumn *column, const gint8 *parts, double share, guint64 seed)
{
  int n_classes = column->kind == MIEN_KIND_CLASS ? (int) g_strv_length (column->names) : 0;

  for (int c = n_classes > 0 ? 0 : -1; c < n_classes; c++) {
    g_autoptr (GArray) samples = find_labelled (column, parts, c);

    keep_some (column, samples, share, rng_of (column, seed, USE_KEEP + (guint) MAX (c, 0)));
  }
}

void
mien_labels_shuffle (MienColumn *column, const gint8 *parts, guint64 seed)
{
  g_autoptr (GArray) samples = find_labelled (column, parts, -1);
  g_autoptr (MienColumn) before = mien_column_copy (column);
  g_autoptr (GArray) givers = g_array_copy (samples);
  MienRng rng = rng_of (column, seed, USE_SHUFFLE);
  gsize width = (gsize) column->width;

  mien_rng_shuffle (&rng, (guint *) (gpointer) givers->data, givers->len);
  for (guint i = 0; i < samples->len; i++)
    memcpy (column->values + width * g_array_index (samples, guint, i),
            before->values + width * g_array_index (givers, guint, i), width * sizeof (float));
}

void
mien_labels_count (const MienColumn *column, const gint8 *parts, guint *counts)
{
  memset (counts, 0, MIEN_N_PARTS * sizeof *counts);
  for (guint i = 0; i < column->n_samples; i++)
    if (parts[i] != MIEN_PART_NONE && !mien_column_is_missing (column, i))
      counts[parts[i]]++;
}
