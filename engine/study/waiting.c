#include "engine/study/waiting.h"

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/run-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#define FOLDER "queued"

static const char *const kinds[] =
    {[MIEN_JOB_RUN] = "run", [MIEN_JOB_STUDY] = "study", [MIEN_JOB_SEARCH] = "search"};

static char *
path_of (const char *folder, const char *file)
{
  return g_build_filename (folder, FOLDER, file, NULL);
}

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0755) == 0)
    return TRUE;

  int saved = errno;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved),
               "Cannot make the folder %s: %s", path, g_strerror (saved));
  return FALSE;
}

gboolean
mien_waiting_keep_place (const MienWaiting *self, const char *folder, GError **error)
{
  g_autofree char *path = path_of (folder, "job.json");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "mien", 1);
  json_object_set_string_member (object, "kind", kinds[self->kind]);
  json_object_set_int_member (object, "place", self->place);
  json_object_set_double_member (object, "images", self->images);
  json_node_take_object (node, object);
  return mien_json_save (node, path, error);
}

gboolean
mien_waiting_keep (const MienWaiting *self, const char *folder, GError **error)
{
  g_autofree char *inner = path_of (folder, NULL);
  g_autofree char *corrections = path_of (folder, "corrections.csv");

  return make_folder (inner, error) &&
         mien_recipe_keep (self->recipe, self->kind != MIEN_JOB_RUN, inner, NULL, error) &&
         (self->corrections == NULL || self->corrections->len == 0 ||
          mien_corrections_write (self->corrections, corrections, error)) &&
         mien_waiting_keep_place (self, folder, error);
}

static gboolean
take_kind (MienWaiting *self, const char *name)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    if (g_strcmp0 (name, kinds[kind]) == 0) {
      self->kind = (MienJobKind) kind;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_job (MienWaiting *self, const char *folder, GError **error)
{
  g_autofree char *path = path_of (folder, "job.json");
  g_autoptr (JsonNode) node = mien_json_load (path, error);
  JsonObject *object;

  if (node == NULL)
    return FALSE;
  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (object == NULL ||
      !take_kind (self, json_object_get_string_member_with_default (object, "kind", NULL))) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s does not say whether a run or a study waits; delete it, and start that again",
                 path);
    return FALSE;
  }
  self->place = (guint) json_object_get_int_member_with_default (object, "place", 0);
  self->images = json_object_get_double_member_with_default (object, "images", 0.0);
  return TRUE;
}

MienWaiting *
mien_waiting_open (const char *folder, GError **error)
{
  g_autoptr (MienWaiting) self = g_new0 (MienWaiting, 1);
  g_autofree char *begun = g_build_filename (folder, "recipe.json", NULL);
  g_autofree char *asked = path_of (folder, "recipe.json");
  g_autofree char *corrections = path_of (folder, "corrections.csv");

  if (!read_job (self, folder, error))
    return NULL;
  self->recipe = mien_recipe_load (g_file_test (begun, G_FILE_TEST_EXISTS) ? begun : asked, error);
  if (self->recipe == NULL)
    return NULL;
  if (g_file_test (corrections, G_FILE_TEST_EXISTS)) {
    self->corrections = mien_corrections_read (corrections, error);
    if (self->corrections == NULL)
      return NULL;
  }
  return g_steal_pointer (&self);
}

void
mien_waiting_free (MienWaiting *self)
{
  if (self == NULL)
    return;

  mien_recipe_free (self->recipe);
  g_clear_pointer (&self->corrections, g_ptr_array_unref);
  g_free (self);
}

MienLock *
mien_waiting_lock (const char *folder, GError **error)
{
  g_autofree char *inner = path_of (folder, NULL);
  MienLock *lock = mien_lock_folder (inner, NULL);

  if (lock == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 "%s is in the queue of another Mien that works in this workspace; go on there, or "
                 "close that window first",
                 folder);
  return lock;
}

gboolean
mien_folder_is_waiting (const char *folder)
{
  g_autofree char *path = path_of (folder, "job.json");

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

void
mien_waiting_forget (const char *folder)
{
  static const char *const files[] = {"job.json", "recipe.json", "corrections.csv", NULL};

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = path_of (folder, files[i]);

    if (files[i] != NULL)
      g_unlink (path);
    else
      g_rmdir (path);
  }
}

typedef struct {
  char *folder;
  guint place;
} Found;

static void
free_found (gpointer data)
{
  g_free (((Found *) data)->folder);
  g_free (data);
}

static int
by_place (gconstpointer a, gconstpointer b)
{
  const Found *x = *(Found *const *) a, *y = *(Found *const *) b;

  return x->place != y->place ? (x->place < y->place ? -1 : 1) : g_strcmp0 (x->folder, y->folder);
}

static void
look_into (GPtrArray *found, char *folder)
{
  MienWaiting waiting = {0};
  Found *one;

  if (!mien_folder_is_waiting (folder)) {
    g_free (folder);
    return;
  }
  read_job (&waiting, folder, NULL); /* what is damaged is told by whoever opens it */
  one = g_new (Found, 1);
  *one = (Found){folder, waiting.place};
  g_ptr_array_add (found, one);
}

GStrv
mien_waiting_list (const char *workspace)
{
  g_autofree char *runs = g_build_filename (workspace, "runs", NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_found);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GDir) dir = g_dir_open (runs, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    look_into (found, g_build_filename (runs, name, NULL));
  g_ptr_array_sort (found, by_place);
  for (guint i = 0; i < found->len; i++)
    g_strv_builder_add (builder, ((Found *) g_ptr_array_index (found, i))->folder);
  return g_strv_builder_end (builder);
}
