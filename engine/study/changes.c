#include "engine/study/changes.h"

#include "engine/core/error.h"
#include "engine/study/statistics/bootstrap.h"
#include "engine/study/statistics/counts.h"
#include "engine/study/study-private.h"

#include <math.h>
#include <string.h>

enum {
  N_RESAMPLES = 2000
};

/* A face of the pool, and the sums of its probabilities over the runs of each arm. */
typedef struct {
  const MienAnswer *answer; /* in the first run of a that was asked about it */
  double *a, *b;
} Pooled;

typedef struct {
  GHashTable *faces;  /* path → Pooled */
  GPtrArray *classes; /* (nullable): borrowed from the first run */
  guint n_pairs;
} Pool;

static void
pooled_free (gpointer data)
{
  Pooled *self = data;

  g_free (self->a);
  g_free (self->b);
  g_free (self);
}

static void
pool_clear (Pool *self)
{
  g_hash_table_unref (self->faces);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pool, pool_clear)

static void
changed_face_clear (gpointer data)
{
  g_free (((MienChangedFace *) data)->path);
}

static void
group_clear (gpointer data)
{
  g_free (((MienChangedGroup *) data)->name);
}

static GArray *
groups_new (void)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (MienChangedGroup));

  g_array_set_clear_func (groups, group_clear);
  return groups;
}

static MienChanges *
changes_new (const char *a, const char *b)
{
  MienChanges *self = g_new0 (MienChanges, 1);

  self->a = g_strdup (a);
  self->b = g_strdup (b);
  self->faces = g_array_new (FALSE, FALSE, sizeof (MienChangedFace));
  g_array_set_clear_func (self->faces, changed_face_clear);
  self->classes = groups_new ();
  self->persons = groups_new ();
  return self;
}

void
mien_changes_free (MienChanges *self)
{
  if (self == NULL)
    return;
  g_free (self->a);
  g_free (self->b);
  g_array_unref (self->faces);
  group_clear (&self->all);
  g_array_unref (self->classes);
  g_array_unref (self->persons);
  g_free (self);
}

/* --- pooling --- */

static gboolean
says_the_same (GPtrArray *a, GPtrArray *b)
{
  return a->len == b->len &&
         (a->len == 0 || memcmp (a->pdata, b->pdata, a->len * sizeof *a->pdata) == 0);
}

static void
add_probabilities (double *sum, const MienAnswers *answers, gsize at)
{
  for (guint c = 0; c < answers->classes->len; c++)
    sum[c] += (double) g_array_index (answers->p, float, at + c);
}

/* Faces without a label, or that one of the two could not read, do not count. */
static void
pool_pair (Pool *self, const MienAnswers *a, const MienAnswers *b)
{
  gsize size = a->classes->len;

  for (guint i = 0; i < a->faces->len; i++) {
    const MienAnswer *in_a = &g_array_index (a->faces, MienAnswer, i);
    const MienAnswer *in_b = &g_array_index (b->faces, MienAnswer, i);
    Pooled *pooled = g_hash_table_lookup (self->faces, in_a->path);

    if (in_a->label < 0 || in_a->label != in_b->label || mien_answers_get (a, in_a) < 0 ||
        mien_answers_get (b, in_b) < 0 || (pooled != NULL && pooled->answer->label != in_a->label))
      continue;
    if (pooled == NULL) {
      pooled = g_new (Pooled, 1);
      *pooled = (Pooled){in_a, g_new0 (double, size), g_new0 (double, size)};
      g_hash_table_insert (self->faces, in_a->path, pooled);
    }
    add_probabilities (pooled->a, a, in_a->at);
    add_probabilities (pooled->b, b, in_b->at);
  }
}

static gboolean
add_pair (Pool *self, const MienMeasured *first, const MienMeasured *second, GError **error)
{
  const MienAnswers *a = first->answers, *b = second->answers;

  if (a == NULL || b == NULL || !mien_answers_share_faces (a, b))
    return TRUE; /* no pair, as in the comparison; or its table is gone */
  if (self->classes == NULL)
    self->classes = a->classes;
  if (self->classes->len == 0) {
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "The main task has no classes, so that no face is right or wrong");
    return FALSE;
  }
  if (!says_the_same (self->classes, a->classes) || !says_the_same (self->classes, b->classes)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "“%s” and “%s” do not know the same classes, so that their answers cannot be held "
                 "side by side",
                 first->run->arm, second->run->arm);
    return FALSE;
  }
  pool_pair (self, a, b);
  self->n_pairs++;
  return TRUE;
}

static gboolean
pool_runs (Pool *self, const MienMeasurements *all, const char *a, const char *b, GError **error)
{
  for (guint i = 0; i < all->runs->len; i++) {
    const MienMeasured *first = &g_array_index (all->runs, MienMeasured, i);
    const MienMeasured *second =
        g_str_equal (first->run->arm, a) ? mien_measurements_find_partner (all, first, b) : NULL;

    if (second != NULL && !add_pair (self, first, second, error))
      return FALSE;
  }
  if (self->n_pairs > 0)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "“%s” and “%s” have no pair of finished runs whose answers can be read and are of "
               "the same test faces",
               a, b);
  return FALSE;
}

/* --- telling --- */

/* The first where two are as large, as mien_largest() says. */
static guint
find_largest (const double *sums, guint n)
{
  guint largest = 0;

  for (guint c = 1; c < n; c++)
    if (sums[c] > sums[largest])
      largest = c;
  return largest;
}

static int
by_path (gconstpointer a, gconstpointer b)
{
  return strcmp (((const MienChangedFace *) a)->path, ((const MienChangedFace *) b)->path);
}

static void
take_faces (MienChanges *self, const Pool *pool)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, pool->faces);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Pooled *pooled = value;
    guint truth = (guint) pooled->answer->label;
    guint a = find_largest (pooled->a, pool->classes->len);
    guint b = find_largest (pooled->b, pool->classes->len);
    MienChangedFace face = {.path = g_strdup (pooled->answer->path),
                            .label = g_ptr_array_index (pool->classes, truth),
                            .a = g_ptr_array_index (pool->classes, a),
                            .b = g_ptr_array_index (pool->classes, b),
                            .person = pooled->answer->person,
                            .was_right = a == truth,
                            .is_right = b == truth};

    g_array_append_val (self->faces, face);
  }
  g_array_sort (self->faces, by_path);
}

/* Shares stay counts until finish_group(). */
static void
add_face (MienChangedGroup *group, const MienChangedFace *face)
{
  group->faces++;
  group->fixed += !face->was_right && face->is_right ? 1 : 0;
  group->broken += face->was_right && !face->is_right ? 1 : 0;
  group->a += face->was_right ? 1.0 : 0.0;
  group->b += face->is_right ? 1.0 : 0.0;
}

static void
finish_group (MienChangedGroup *group)
{
  group->a /= group->faces;
  group->b /= group->faces;
  group->mcnemar = mien_mcnemar (group->fixed, group->broken, FALSE);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (((const MienChangedGroup *) a)->name, ((const MienChangedGroup *) b)->name);
}

/* @names: (nullable elements): (interned) what each face belongs to; @order: (nullable): of the
 * groups, else by their names; @numbers: (out caller-allocates) (nullable): [n_faces] */
static void
group_faces (MienChanges *self, GArray *groups, GPtrArray *names)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->faces->len; i++) {
    gpointer name = g_ptr_array_index (names, i);
    gpointer place = g_hash_table_lookup (places, name);

    if (place == NULL) {
      MienChangedGroup group = {.name = g_strdup (name)};

      g_array_append_val (groups, group);
      place = GUINT_TO_POINTER (groups->len);
      g_hash_table_insert (places, name, place);
    }
    add_face (&g_array_index (groups, MienChangedGroup, GPOINTER_TO_UINT (place) - 1),
              &g_array_index (self->faces, MienChangedFace, i));
  }
  for (guint g = 0; g < groups->len; g++)
    finish_group (&g_array_index (groups, MienChangedGroup, g));
  g_array_sort (groups, by_name);
}

static void
group_all (MienChanges *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new (), persons = g_ptr_array_new ();
  gboolean all_named = TRUE;

  self->all.name = g_strdup ("all");
  for (guint i = 0; i < self->faces->len; i++) {
    const MienChangedFace *face = &g_array_index (self->faces, MienChangedFace, i);

    add_face (&self->all, face);
    g_ptr_array_add (labels, (gpointer) face->label);
    g_ptr_array_add (persons, (gpointer) face->person);
    all_named = all_named && face->person != NULL;
  }
  finish_group (&self->all);
  group_faces (self, self->classes, labels);
  if (all_named)
    group_faces (self, self->persons, persons);
}

/* What is drawn: persons, or the faces themselves. */
static double
find_difference_of_persons (const guint *times, guint n, gconstpointer data)
{
  const MienChangedGroup *groups = data;
  double gain = 0.0, faces = 0.0;

  for (guint g = 0; g < n; g++) {
    gain += times[g] * ((double) groups[g].fixed - groups[g].broken);
    faces += (double) times[g] * groups[g].faces;
  }
  return gain / faces;
}

static double
find_difference_of_faces (const guint *times, guint n, gconstpointer data)
{
  const MienChangedFace *faces = data;
  double gain = 0.0;

  for (guint i = 0; i < n; i++)
    gain += times[i] * ((double) faces[i].is_right - faces[i].was_right);
  return gain / n;
}

static void
find_interval (MienChanges *self)
{
  MienBootstrap interval = self->persons->len > 0
                               ? mien_bootstrap (self->persons->len, N_RESAMPLES, 1,
                                                 find_difference_of_persons, self->persons->data)
                               : mien_bootstrap (self->faces->len, N_RESAMPLES, 1,
                                                 find_difference_of_faces, self->faces->data);

  self->low = interval.bca_low;
  self->high = interval.bca_high;
}

MienChanges *
mien_changes_make (const MienMeasurements *all, const char *a, const char *b, GError **error)
{
  g_auto (Pool) pool = {.faces = g_hash_table_new_full (NULL, NULL, NULL, pooled_free)};
  MienChanges *self;

  if (!pool_runs (&pool, all, a, b, error))
    return NULL;
  self = changes_new (a, b);
  take_faces (self, &pool);
  group_all (self);
  find_interval (self);
  return self;
}

static gboolean
read_runs (MienMeasurements *all, GPtrArray *plan, const char *a, const char *b, GError **error)
{
  for (guint i = 0; i < plan->len; i++) {
    const MienPlannedRun *planned = g_ptr_array_index (plan, i);
    const MienMeasured *last;

    if (!g_str_equal (planned->arm, a) && !g_str_equal (planned->arm, b))
      continue;
    mien_measurements_add (all, planned);
    last = &g_array_index (all->runs, MienMeasured, all->runs->len - 1);
    if (last->is_finished && last->answers == NULL) {
      g_autoptr (MienRun) run = mien_run_open (planned->folder, error);
      g_autoptr (MienAnswers) none =
          run != NULL ? mien_answers_read (run, mien_recipe_get_main (all->recipe)->column, error)
                      : NULL;

      if (none == NULL)
        return FALSE;
    }
  }
  return TRUE;
}

MienChanges *
mien_changes_collect (const MienStudy *study, const char *a, const char *b, GError **error)
{
  int n_folds;
  g_autoptr (GPtrArray) plan = mien_study_list_runs (study->recipe, study->folder, &n_folds, error);
  g_autoptr (MienMeasurements) all = mien_measurements_new (study->recipe, n_folds);

  return plan != NULL && read_runs (all, plan, a, b, error) ? mien_changes_make (all, a, b, error)
                                                            : NULL;
}
