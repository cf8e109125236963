#include "app/store-say.h"

#include "engine/core/error.h"

void
mien_say_flags_clear (MienSayFlags *self)
{
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->untags, g_strfreev);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->note, g_free);
}

static void
add (GPtrArray *sayings, const char *run, const char *field, const char *value)
{
  g_ptr_array_add (sayings, mien_saying_new (run, field, value));
}

static void
add_tags (GPtrArray *sayings, const char *run, char **tags, const char *value)
{
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++) {
    g_autofree char *field = g_strconcat (MIEN_SAID_TAG, tags[i], NULL);

    add (sayings, run, field, value);
  }
}

static void
add_all (GPtrArray *sayings, const char *run, const MienSayFlags *flags)
{
  add_tags (sayings, run, flags->tags, "1");
  add_tags (sayings, run, flags->untags, "");
  if (flags->name != NULL)
    add (sayings, run, MIEN_SAID_NAME, flags->name);
  if (flags->note != NULL)
    add (sayings, run, MIEN_SAID_NOTE, flags->note);
  if (flags->star || flags->unstar)
    add (sayings, run, MIEN_SAID_STAR, flags->star ? "1" : "");
  if (flags->archive || flags->unarchive)
    add (sayings, run, MIEN_SAID_ARCHIVE, flags->archive ? "1" : "");
}

/* (transfer full) (nullable): the folder that @run names */
static char *
find_run (MienStore *store, const char *run, GError **error)
{
  g_autofree char *runs = g_build_filename (mien_store_get_workspace (store), "runs", NULL);
  const char *bases[] = {NULL, mien_store_get_workspace (store), runs};

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++) {
    g_autofree char *path = g_canonicalize_filename (run, bases[i]);

    if (mien_folder_is_run (path))
      return g_steal_pointer (&path);
  }
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "%s: there is no such run; mien-run store list tells those that are there", run);
  return NULL;
}

gboolean
mien_store_say_flags (MienStore *store,
                      char **runs,
                      const MienSayFlags *flags,
                      guint *n_changed,
                      GError **error)
{
  g_autoptr (GPtrArray) sayings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_saying_free);

  for (guint i = 0; runs[i] != NULL; i++) {
    g_autofree char *folder = find_run (store, runs[i], error);

    if (folder == NULL)
      return FALSE;
    add_all (sayings, folder, flags);
  }
  if (sayings->len > 0)
    return mien_store_say (store, sayings, n_changed, error);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "store say: name a run, and what to say of it, such as --tag paper or --star");
  return FALSE;
}
