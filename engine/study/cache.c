#include "engine/study/run-private.h"

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/samples/union.h"
#include "engine/study/recipe-private.h"

/* A data set and its pictures, by what they were made from. */
struct _MienFacesCache {
  GMutex lock; /* while one opens what is not there, the others wait for it */
  GHashTable *entries;
};

typedef struct {
  MienDataset *dataset;
  MienFaces *faces;
  MienLikeness *likeness;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->likeness, mien_likeness_free);
  g_clear_pointer (&entry->faces, mien_faces_free);
  g_clear_pointer (&entry->dataset, mien_dataset_unref);
  g_free (entry);
}

MienFacesCache *
mien_faces_cache_new (void)
{
  MienFacesCache *self = g_new0 (MienFacesCache, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  g_mutex_init (&self->lock);
  return self;
}

void
mien_faces_cache_free (MienFacesCache *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Everything that decides the pictures' bytes, and what is known about them. */
static char *
make_key (const MienRecipe *recipe, const char *location)
{
  g_autoptr (GString) key = g_string_new (location);
  const char *const more[] = {"data.join", "data.columns"};

  g_string_append_printf (key, "\n%s %d %d %s %s", recipe->layout, recipe->preprocessing.size,
                          recipe->preprocessing.channels,
                          mien_crop_name (recipe->preprocessing.crop),
                          mien_equalise_name (recipe->preprocessing.equalise));
  for (guint i = 0; i < G_N_ELEMENTS (more); i++) {
    g_autoptr (JsonNode) node = mien_recipe_write_key (recipe, mien_recipe_find_key (more[i]));
    g_autofree char *text = node != NULL ? mien_json_to_text (node, FALSE) : NULL;

    g_string_append_printf (key, "\n%s", text != NULL ? text : "");
  }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static void
on_progress (const char *doing, double fraction, gpointer data)
{
  MienControl *control = data;
  MienEvent *event = mien_event_new (MIEN_EVENT_STAGE);

  event->text = g_strdup (doing);
  event->value = fraction;
  mien_control_emit (control, event);
}

/* (transfer full): where the data sets are found from @base; NULL-terminated */
static char **
find_locations (const MienRecipe *recipe, const char *base)
{
  g_autoptr (GStrvBuilder) locations = g_strv_builder_new ();

  for (char **path = recipe->paths; *path != NULL; path++) {
    g_autofree char *location = mien_data_resolve (*path, base);

    g_strv_builder_add (locations, location);
  }
  return g_strv_builder_end (locations);
}

static gboolean
check_paths (const MienRecipe *recipe, GError **error)
{
  if (recipe->paths[0] != NULL)
    return TRUE;
  g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                       "data.path: no data set is named; name a folder, a CSV or built-in");
  return FALSE;
}

static GPtrArray *
resolve_joins (GPtrArray *joins, const char *base)
{
  GPtrArray *resolved = mien_joins_copy (joins);

  for (guint i = 0; i < resolved->len; i++) {
    MienJoin *join = g_ptr_array_index (resolved, i);
    char *path = mien_data_resolve (join->path, base);

    g_free (join->path);
    join->path = path;
  }
  return resolved;
}

MienDataset *
mien_recipe_open_dataset (const MienRecipe *recipe,
                          const char *base,
                          GCancellable *cancellable,
                          MienControl *control,
                          GError **error)
{
  if (!check_paths (recipe, error))
    return NULL;

  g_auto (GStrv) locations = find_locations (recipe, base);
  g_autoptr (GPtrArray) joins = resolve_joins (recipe->joins, base);
  MienImport import = {.layout = recipe->layout,
                       .edits = recipe->columns,
                       .joins = joins,
                       .cancellable = cancellable,
                       .progress = control != NULL ? on_progress : NULL,
                       .progress_data = control};

  return mien_union_open ((const char *const *) locations, &import, error);
}

static Entry *
open_entry (const MienRecipe *recipe,
            const char *base,
            MienPool *pool,
            MienControl *control,
            GError **error)
{
  GCancellable *cancellable = mien_control_get_cancellable (control);
  Entry *entry = g_new0 (Entry, 1);

  entry->dataset = mien_recipe_open_dataset (recipe, base, cancellable, control, error);
  if (entry->dataset != NULL)
    entry->faces = mien_faces_load (entry->dataset, &recipe->preprocessing, pool, cancellable,
                                    on_progress, control, error);
  if (entry->faces != NULL)
    entry->likeness =
        mien_likeness_find (entry->faces, pool, cancellable, on_progress, control, error);
  if (entry->likeness == NULL)
    g_clear_pointer (&entry, entry_free);
  return entry;
}

static Entry *
find_entry (MienFacesCache *self,
            const MienRecipe *recipe,
            const char *base,
            MienPool *pool,
            MienControl *control,
            GError **error)
{
  g_auto (GStrv) locations = find_locations (recipe, base);
  g_autofree char *location = mien_union_join_locations ((const char *const *) locations);
  g_autofree char *key = make_key (recipe, location);

  g_mutex_lock (&self->lock);
  Entry *entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL) {
    entry = open_entry (recipe, base, pool, control, error);
    if (entry != NULL)
      g_hash_table_insert (self->entries, g_steal_pointer (&key), entry);
  }
  g_mutex_unlock (&self->lock);
  return entry;
}

/* Opens, decodes and compares unless an earlier run did so. The cache owns what it hands out, to
 * any threads. */
gboolean
mien_faces_cache_get (MienFacesCache *self,
                      const MienRecipe *recipe,
                      const char *base,
                      MienPool *pool,
                      MienControl *control,
                      MienDataset **dataset,
                      MienFaces **faces,
                      const MienLikeness **likeness,
                      GError **error)
{
  Entry *entry =
      check_paths (recipe, error) ? find_entry (self, recipe, base, pool, control, error) : NULL;

  if (entry == NULL)
    return FALSE;
  *dataset = entry->dataset;
  *faces = entry->faces;
  *likeness = entry->likeness;
  return TRUE;
}
