/* Whether the arms of a study are tested on the same faces: without that there are no pairs. */
#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/recipe-private.h"
#include "engine/study/study-private.h"

/* How data are opened. */
typedef struct {
  const char *base;
  MienFacesCache *cache;
  MienControl *control;
} Opening;

/* An arm's recipe, and the data that it names. */
typedef struct {
  const MienArm *arm;
  MienRecipe *recipe;
  MienDataset *dataset;
  MienFaces *faces;
} Side;

static void
side_clear (Side *self)
{
  mien_recipe_free (self->recipe);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

/* Whether the two say the same about all that decides who is tested on. */
static gboolean
says_the_same (const MienRecipe *a, const MienRecipe *b)
{
  for (const MienKey *key = mien_recipe_keys (); key->path != NULL; key++) {
    g_autoptr (JsonNode) in_a = mien_recipe_write_key (a, key);
    g_autoptr (JsonNode) in_b = mien_recipe_write_key (b, key);

    if (!g_str_has_prefix (key->path, "data.") && !g_str_has_prefix (key->path, "split."))
      continue;
    if ((in_a == NULL) != (in_b == NULL) || (in_a != NULL && !json_node_equal (in_a, in_b)))
      return FALSE;
  }
  return TRUE;
}

/* (transfer full) (nullable): the ids of the test part */
static GHashTable *
list_tested (Side *side, int fold, GError **error)
{
  side->recipe->fold = fold;
  g_autofree gint8 *parts = mien_recipe_split (side->recipe, side->dataset, side->faces, error);
  GHashTable *ids;

  if (parts == NULL) {
    g_prefix_error (error, "Arm “%s”: ", side->arm->name);
    return NULL;
  }
  ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < side->faces->n; i++)
    if (parts[i] == MIEN_PART_TEST)
      g_hash_table_add (ids, (gpointer) mien_dataset_get_id (side->dataset, i));
  return ids;
}

static guint
count_others (GHashTable *ids, GHashTable *known)
{
  GHashTableIter iter;
  gpointer id;
  guint n = 0;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    n += g_hash_table_contains (known, id) ? 0 : 1;
  return n;
}

static gboolean
hold_together (Side *first, Side *other, int fold, GError **error)
{
  g_autoptr (GHashTable) known = list_tested (first, fold, error);
  g_autoptr (GHashTable) ids = known != NULL ? list_tested (other, fold, error) : NULL;
  guint more, less;

  if (ids == NULL)
    return FALSE;
  more = count_others (ids, known);
  less = count_others (known, ids);
  if (more + less == 0)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "The arms “%s” and “%s” do not share a split: in fold %d the second is tested on %u "
               "other faces and lacks %u, so that there are no pairs to compare; let both say the "
               "same under “data” and “split”, or make a study of each",
               first->arm->name, other->arm->name, fold, more, less);
  return FALSE;
}

static gboolean
open_side (Side *side, const MienRecipe *recipe, guint number, GError **error)
{
  side->arm = g_ptr_array_index (recipe->arms, number);
  side->recipe = mien_recipe_apply (recipe, side->arm, error);
  return side->recipe != NULL;
}

static gboolean
open_data (Side *side, const Opening *opening, GError **error)
{
  if (mien_study_open_data (side->recipe, opening->base, opening->cache, opening->control,
                            &side->dataset, &side->faces, error))
    return TRUE;
  g_prefix_error (error, "Arm “%s”: ", side->arm->name);
  return FALSE;
}

static gboolean
check_arm (Side *first,
           guint number,
           const MienRecipe *recipe,
           const Opening *opening,
           int n_folds,
           GError **error)
{
  g_auto (Side) other = {0};

  if (!open_side (&other, recipe, number, error))
    return FALSE;
  if (says_the_same (first->recipe, other.recipe))
    return TRUE;
  if ((first->dataset == NULL && !open_data (first, opening, error)) ||
      !open_data (&other, opening, error))
    return FALSE;
  for (int fold = 0; fold < n_folds; fold++)
    if (!hold_together (first, &other, fold, error))
      return FALSE;
  return TRUE;
}

gboolean
mien_study_check_split (const MienRecipe *recipe,
                        const char *base,
                        MienFacesCache *cache,
                        MienControl *control,
                        int n_folds,
                        GError **error)
{
  const Opening opening = {base, cache, control};
  g_auto (Side) first = {0};

  if (!open_side (&first, recipe, 0, error))
    return FALSE;
  for (guint a = 1; a < recipe->arms->len; a++)
    if (!check_arm (&first, a, recipe, &opening, n_folds, error))
      return FALSE;
  return TRUE;
}
