#include "engine/study/run-private.h"

#include "engine/samples/import.h"

/* The last data set and its pictures, with what they were made from. */
struct _MienFacesCache {
  char *key;
  MienDataset *dataset;
  MienFaces *faces;
};

MienFacesCache *
mien_faces_cache_new (void)
{
  return g_new0 (MienFacesCache, 1);
}

static void
forget (MienFacesCache *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->faces, mien_faces_free);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
}

void
mien_faces_cache_free (MienFacesCache *self)
{
  if (self == NULL)
    return;

  forget (self);
  g_free (self);
}

/* Everything that decides the pictures' bytes. */
static char *
make_key (const MienRecipe *recipe, const char *location)
{
  g_autoptr (GString) key = g_string_new (location);
  GHashTableIter iter;
  gpointer name, kind;

  g_string_append_printf (key, "\n%s %d %d %s %s", recipe->layout, recipe->preprocessing.size,
                          recipe->preprocessing.channels,
                          mien_crop_name (recipe->preprocessing.crop),
                          mien_equalise_name (recipe->preprocessing.equalise));
  if (recipe->types != NULL) {
    g_hash_table_iter_init (&iter, recipe->types);
    while (g_hash_table_iter_next (&iter, &name, &kind))
      g_string_append_printf (key, "\n%s=%d", (char *) name, GPOINTER_TO_INT (kind));
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

MienDataset *
mien_recipe_open_dataset (const MienRecipe *recipe,
                          const char *base,
                          GCancellable *cancellable,
                          MienControl *control,
                          GError **error)
{
  g_autofree char *location = mien_data_resolve (recipe->paths[0], base);
  MienImport import = {.location = location,
                       .layout = recipe->layout,
                       .types = recipe->types,
                       .cancellable = cancellable,
                       .progress = control != NULL ? on_progress : NULL,
                       .progress_data = control};

  return mien_import_open (&import, error);
}

/* Opens and decodes unless the last run did so. The cache owns what it hands out. */
gboolean
mien_faces_cache_get (MienFacesCache *self,
                      const MienRecipe *recipe,
                      const char *base,
                      MienPool *pool,
                      MienControl *control,
                      MienDataset **dataset,
                      MienFaces **faces,
                      GError **error)
{
  GCancellable *cancellable = mien_control_get_cancellable (control);
  g_autofree char *location = mien_data_resolve (recipe->paths[0], base);
  g_autofree char *key = make_key (recipe, location);

  if (g_strcmp0 (key, self->key) != 0) {
    forget (self);
    self->dataset = mien_recipe_open_dataset (recipe, base, cancellable, control, error);
    if (self->dataset == NULL)
      return FALSE;
    self->faces = mien_faces_load (self->dataset, &recipe->preprocessing, pool, cancellable,
                                   on_progress, control, error);
    if (self->faces == NULL)
      return FALSE;
    self->key = g_steal_pointer (&key);
  }
  *dataset = self->dataset;
  *faces = self->faces;
  return TRUE;
}
