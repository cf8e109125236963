#include "engine/training/order.h"

#include <string.h>

static const char *const names[MIEN_N_SAMPLINGS] = {
    [MIEN_SAMPLING_SHUFFLED] = "shuffled",
    [MIEN_SAMPLING_BALANCED] = "balanced",
    [MIEN_SAMPLING_TASKS] = "tasks",
};

const char *
mien_sampling_name (MienSampling sampling)
{
  return names[sampling];
}

gboolean
mien_sampling_from_name (const char *name, MienSampling *sampling)
{
  for (int i = 0; i < (int) MIEN_N_SAMPLINGS; i++)
    if (g_str_equal (names[i], name)) {
      *sampling = (MienSampling) i;
      return TRUE;
    }
  return FALSE;
}

/* (element-type GArray of guint): the samples of each class that occurs; @order gets those without
 * a label, and @n_unlabelled says how many. */
static GPtrArray *
gather (const MienColumn *classes, const guint *samples, guint n, guint *order, guint *n_unlabelled)
{
  guint n_names = g_strv_length (classes->names);
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint c = 0; c < n_names; c++)
    g_ptr_array_add (groups, g_array_new (FALSE, FALSE, sizeof (guint)));
  *n_unlabelled = 0;
  for (guint i = 0; i < n; i++) {
    int label = mien_column_get_class (classes, samples[i]);

    if (label >= 0)
      g_array_append_val ((GArray *) g_ptr_array_index (groups, (guint) label), samples[i]);
    else
      order[(*n_unlabelled)++] = samples[i];
  }
  for (guint c = n_names; c > 0; c--)
    if (((GArray *) g_ptr_array_index (groups, c - 1))->len == 0)
      g_ptr_array_remove_index (groups, c - 1);
  return groups;
}

/* @n samples of @group, again and again from the start, in another order each time. */
static void
take (GArray *group, MienRng *rng, guint *to, guint n)
{
  guint *samples = (guint *) (gpointer) group->data;

  for (guint taken = 0; taken < n; taken += group->len) {
    mien_rng_shuffle (rng, samples, group->len);
    memcpy (to + taken, samples, MIN (group->len, n - taken) * sizeof (guint));
  }
}

static void
balance (MienRng *rng, const MienColumn *classes, const guint *samples, guint n, guint *order)
{
  guint at;
  g_autoptr (GPtrArray) groups = gather (classes, samples, n, order, &at);
  g_autofree guint *turns = g_new (guint, groups->len + 1);
  guint n_labelled = n - at;

  for (guint c = 0; c < groups->len; c++)
    turns[c] = c;
  mien_rng_shuffle (rng, turns, groups->len);
  for (guint t = 0; t < groups->len; t++) {
    guint quota = n_labelled / groups->len + (t < n_labelled % groups->len);

    take (g_ptr_array_index (groups, turns[t]), rng, order + at, quota);
    at += quota;
  }
}

void
mien_order_draw (MienSampling sampling,
                 guint64 seed,
                 int epoch,
                 const MienColumn *classes,
                 const guint *samples,
                 guint n,
                 guint *order)
{
  MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_ORDER, (guint64) epoch, 0);

  if (sampling == MIEN_SAMPLING_BALANCED)
    balance (&rng, classes, samples, n, order);
  else
    memcpy (order, samples, n * sizeof (guint));
  mien_rng_shuffle (&rng, order, n);
}

/* (transfer full) (nullable): those of @samples that have a label of @column; NULL for none */
static GArray *
find_labelled (const MienColumn *column, const guint *samples, guint n)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    if (!mien_column_is_missing (column, samples[i]))
      g_array_append_val (found, samples[i]);
  return found->len > 0 ? g_steal_pointer (&found) : NULL;
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const GArray *x = a, *y = b;

  return x->len == y->len && memcmp (x->data, y->data, x->len * sizeof (guint)) == 0;
}

/* (element-type GArray of guint): the sets of samples that tasks are labelled on, each once */
static GPtrArray *
gather_turns (const MienColumn *const *columns, guint n_columns, const guint *samples, guint n)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint c = 0; c < n_columns; c++) {
    g_autoptr (GArray) labelled = find_labelled (columns[c], samples, n);

    if (labelled != NULL && !g_ptr_array_find_with_equal_func (turns, labelled, is_same, NULL))
      g_ptr_array_add (turns, g_steal_pointer (&labelled));
  }
  return turns;
}

void
mien_order_draw_by_task (guint64 seed,
                         int epoch,
                         const MienColumn *const *columns,
                         guint n_columns,
                         const guint *samples,
                         guint n,
                         guint *order)
{
  MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_ORDER, (guint64) epoch, 0);
  g_autoptr (GPtrArray) turns = gather_turns (columns, n_columns, samples, n);
  g_autofree guint *places = g_new (guint, turns->len + 1);
  g_autofree guint *shown = g_new (guint, n + 1);

  memcpy (order, samples, n * sizeof (guint));
  for (guint t = 0; t < turns->len; t++)
    places[t] = t;
  mien_rng_shuffle (&rng, places, turns->len);
  for (guint t = 0; t < turns->len; t++) {
    guint n_shown = n > t ? (n - t + turns->len - 1) / turns->len : 0;

    take (g_ptr_array_index (turns, places[t]), &rng, shown, n_shown);
    for (guint i = 0; i < n_shown; i++)
      order[t + i * turns->len] = shown[i];
  }
}
