#include "engine/samples/likeness.h"

#include "engine/samples/gist.h"

#include <string.h>

#define A_CHUNK 256
#define MOST_BITS 6
#define N_BANDS 4
#define BAND_BITS 16
#define BAND_VALUES (1 << BAND_BITS)
/* What one sample may cost, where thousands resemble each other as the frames of a film do: hashes
 * and pictures that it is compared with, nearest numbers first, and pairs that are found. */
#define MOST_LOOKS 16000
#define MOST_TRIES 2000
#define MOST_PAIRS 16

/* The samples by the value that one part of their hash has: those of value v stand in @order from
 * @start[v] to @start[v + 1], lowest number first. */
typedef struct {
  guint *start; /* [BAND_VALUES + 1] */
  guint *order;
} Band;

typedef struct {
  guint a, b;
} Pair;

typedef struct {
  const MienFaces *faces;
  MienLikeness *found;
  MienGist *gists;  /* [n] */
  gboolean *single; /* [n] to be compared: read, not flat, the first of its copies */
  Band bands[N_BANDS];
  GArray **pairs; /* [chunks] of Pair: each chunk's own, so that they have one order */
  GCancellable *cancellable;
  MienProgressFunc progress;
  gpointer progress_data;
  double from, to; /* what the step at hand is of the whole */
  int n_done;      /* atomic */
} Search;

static void
tell (Search *self, guint n)
{
  guint done = (guint) g_atomic_int_add (&self->n_done, (int) n) + n;

  if (self->progress != NULL)
    self->progress ("Comparing faces", self->from + (self->to - self->from) * done / self->faces->n,
                    self->progress_data);
}

static void
look (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  Search *self = data;
  const MienFaces *faces = self->faces;
  guint first = (guint) chunk * A_CHUNK, end = MIN (first + A_CHUNK, faces->n);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = first; i < end; i++) {
    if (faces->usable[i])
      mien_gist_make (&self->gists[i], mien_faces_get (faces, i), faces->channels, faces->size);
    self->single[i] = faces->usable[i] && !self->gists[i].flat;
    self->found->flat[i] = faces->usable[i] && self->gists[i].flat;
  }
  tell (self, end - first);
}

static int
compare_sums (gconstpointer a, gconstpointer b, gpointer data)
{
  const MienGist *gists = data;
  guint i = *(const guint *) a, j = *(const guint *) b;

  if (gists[i].sum != gists[j].sum)
    return gists[i].sum < gists[j].sum ? -1 : 1;
  return i < j ? -1 : i > j;
}

/* Equal sums stand side by side then, the first sample first. */
static void
find_equal (Search *self)
{
  const MienFaces *faces = self->faces;
  gsize bytes = (gsize) faces->channels * (gsize) faces->size * (gsize) faces->size;
  g_autofree guint *order = g_new (guint, MAX (faces->n, 1));
  guint n = 0, first = 0;

  for (guint i = 0; i < faces->n; i++)
    if (self->single[i])
      order[n++] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_sums, self->gists);
  for (guint k = 1; k < n; k++) {
    guint i = order[k];

    if (self->gists[i].sum != self->gists[order[first]].sum)
      first = k;
    else if (memcmp (mien_faces_get (faces, i), mien_faces_get (faces, order[first]), bytes) == 0) {
      self->found->equal[i] = order[first];
      self->single[i] = FALSE;
    }
  }
}

static guint
band_value (guint64 hash, guint band)
{
  return (guint) (hash >> (band * BAND_BITS)) & (BAND_VALUES - 1);
}

/* Counting sort: each value's end is counted down to its start, from the last sample on. */
static void
fill_band (Search *self, guint number)
{
  Band *band = &self->bands[number];
  guint n = self->faces->n;

  band->start = g_new0 (guint, BAND_VALUES + 1);
  band->order = g_new (guint, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    if (self->single[i])
      band->start[band_value (self->gists[i].hash, number)]++;
  for (guint v = 1; v <= BAND_VALUES; v++)
    band->start[v] += band->start[v - 1];
  for (guint i = n; i-- > 0;)
    if (self->single[i])
      band->order[--band->start[band_value (self->gists[i].hash, number)]] = i;
}

/* What is left of what sample @i may cost. */
typedef struct {
  guint i;
  guint looks, tries, pairs;
  GArray *found;
} Budget;

/* The end of those before @i among the samples of one value, which stand from @start to @end. */
static guint
end_before (const guint *order, guint start, guint end, guint i)
{
  while (start < end) {
    guint middle = start + (end - start) / 2;

    if (order[middle] < i)
      start = middle + 1;
    else
      end = middle;
  }
  return start;
}

static void
try_pair (const Search *self, guint j, Budget *budget)
{
  Pair pair = {budget->i, j};

  budget->tries--;
  if (!mien_gist_is_alike (&self->gists[budget->i], &self->gists[j]))
    return;
  g_array_append_val (budget->found, pair);
  budget->pairs--;
}

/* The samples before @i in one band's row of @value. */
static void
look_through (const Search *self, const Band *band, guint value, Budget *budget)
{
  guint64 hash = self->gists[budget->i].hash;
  guint start = band->start[value];
  guint k = end_before (band->order, start, band->start[value + 1], budget->i);

  while (k-- > start && budget->looks > 0 && budget->tries > 0 && budget->pairs > 0) {
    guint j = band->order[k];

    budget->looks--;
    if (mien_gist_distance (hash, self->gists[j].hash) <= MOST_BITS)
      try_pair (self, j, budget);
  }
}

static void
compare (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  Search *self = data;
  guint first = (guint) chunk * A_CHUNK, end = MIN (first + A_CHUNK, self->faces->n);

  self->pairs[chunk] = g_array_new (FALSE, FALSE, sizeof (Pair));
  for (guint i = first; i < end; i++) {
    Budget budget = {i, MOST_LOOKS, MOST_TRIES, MOST_PAIRS, self->pairs[chunk]};

    if (!self->single[i] || g_cancellable_is_cancelled (self->cancellable))
      continue;
    for (guint b = 0; b < N_BANDS; b++) {
      guint value = band_value (self->gists[i].hash, b);

      look_through (self, &self->bands[b], value, &budget);
      for (guint bit = 0; bit < BAND_BITS; bit++)
        look_through (self, &self->bands[b], value ^ (1u << bit), &budget);
    }
  }
  tell (self, end - first);
}

/* The first sample of the group that @i is in; the way there is halved for those who come after. */
static guint
find_first (guint *alike, guint i)
{
  while (alike[i] != i) {
    alike[i] = alike[alike[i]];
    i = alike[i];
  }
  return i;
}

static void
join (guint *alike, guint i, guint j)
{
  i = find_first (alike, i);
  j = find_first (alike, j);
  alike[MAX (i, j)] = MIN (i, j);
}

static void
join_all (Search *self, int n_chunks)
{
  MienLikeness *found = self->found;

  for (guint i = 0; i < found->n; i++)
    join (found->alike, i, found->equal[i]);
  for (int c = 0; c < n_chunks; c++)
    for (guint k = 0; k < self->pairs[c]->len; k++) {
      const Pair *pair = &g_array_index (self->pairs[c], Pair, k);

      join (found->alike, pair->a, pair->b);
    }
  for (guint i = 0; i < found->n; i++)
    found->alike[i] = find_first (found->alike, i);
}

static MienLikeness *
likeness_new (guint n)
{
  MienLikeness *self = g_new0 (MienLikeness, 1);

  self->n = n;
  self->equal = g_new (guint, MAX (n, 1));
  self->alike = g_new (guint, MAX (n, 1));
  self->flat = g_new0 (gboolean, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    self->equal[i] = self->alike[i] = i;
  return self;
}

static void
run_step (Search *self, MienPool *pool, MienChunkFunc func, double from, double to)
{
  self->from = from;
  self->to = to;
  self->n_done = 0;
  mien_pool_run (pool, mien_n_chunks ((int) self->faces->n, A_CHUNK), func, self);
}

static void
search_clear (Search *self, int n_chunks)
{
  for (guint b = 0; b < N_BANDS; b++) {
    g_free (self->bands[b].start);
    g_free (self->bands[b].order);
  }
  for (int c = 0; c < n_chunks; c++)
    g_clear_pointer (&self->pairs[c], g_array_unref);
  g_free (self->pairs);
  g_free (self->gists);
  g_free (self->single);
}

MienLikeness *
mien_likeness_find (const MienFaces *faces,
                    MienPool *pool,
                    GCancellable *cancellable,
                    MienProgressFunc progress,
                    gpointer progress_data,
                    GError **error)
{
  int n_chunks = mien_n_chunks ((int) faces->n, A_CHUNK);
  g_autoptr (MienLikeness) found = likeness_new (faces->n);
  Search self = {.faces = faces,
                 .found = found,
                 .gists = g_new0 (MienGist, MAX (faces->n, 1)),
                 .single = g_new0 (gboolean, MAX (faces->n, 1)),
                 .pairs = g_new0 (GArray *, MAX (n_chunks, 1)),
                 .cancellable = cancellable,
                 .progress = progress,
                 .progress_data = progress_data};

  run_step (&self, pool, look, 0.0, 0.5);
  find_equal (&self);
  for (guint b = 0; b < N_BANDS; b++)
    fill_band (&self, b);
  run_step (&self, pool, compare, 0.5, 1.0);
  join_all (&self, n_chunks);
  search_clear (&self, n_chunks);
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL
                                                                   : g_steal_pointer (&found);
}

void
mien_likeness_free (MienLikeness *self)
{
  if (self == NULL)
    return;
  g_free (self->equal);
  g_free (self->alike);
  g_free (self->flat);
  g_free (self);
}

/* [n] at the first sample of each group: the earliest part that the group stands in */
static gint8 *
find_earliest (const guint *groups, const gint8 *parts, guint n)
{
  gint8 *earliest = g_malloc (MAX (n, 1));

  memset (earliest, MIEN_N_PARTS, n);
  for (guint i = 0; i < n; i++)
    if (parts[i] != MIEN_PART_NONE)
      earliest[groups[i]] = MIN (earliest[groups[i]], parts[i]);
  return earliest;
}

void
mien_likeness_count_leaks (const MienLikeness *self, const gint8 *parts, guint *equal, guint *alike)
{
  g_autofree gint8 *first_equal = find_earliest (self->equal, parts, self->n);
  g_autofree gint8 *first_alike = find_earliest (self->alike, parts, self->n);

  *equal = *alike = 0;
  for (guint i = 0; i < self->n; i++) {
    gboolean copied = parts[i] > first_equal[self->equal[i]];

    *equal += copied;
    *alike += !copied && parts[i] > first_alike[self->alike[i]];
  }
}
