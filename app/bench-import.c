/* bench import: how fast a data set is opened and its faces decoded and prepared, the first time
 * and again. */
#include "app/bench.h"
#include "engine/core/error.h"
#include "engine/samples/drawn/drawn.h"
#include "engine/samples/faces.h"
#include "engine/samples/layouts/import.h"

#include <glib/gstdio.h>

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

/* What was found. */
typedef struct {
  double open_seconds;
  double first_seconds;  /* opening and decoding, the best time */
  double second_seconds; /* opening and finding the faces decoded */
  GArray *rates;         /* of double: pictures decoded a second */
} Found;

static MienFaces *
load (MienDataset *dataset, const MienBenchOptions *options, MienPool *pool, GError **error)
{
  MienPreprocessing preprocessing = {.size = options->size, .channels = 1};
  g_autoptr (MienFaces) faces =
      mien_faces_load (dataset, &preprocessing, pool, NULL, NULL, NULL, error);

  if (faces == NULL || faces->n_usable > 0)
    return g_steal_pointer (&faces);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s: none of its pictures can be read",
               mien_dataset_get_location (dataset));
  return NULL;
}

/* Opens it and decodes all faces, or finds them in @cache. */
static gboolean
open_once (const MienBenchOptions *options,
           MienPool *pool,
           gboolean again,
           Found *found,
           GError **error)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (MienDataset) dataset =
      mien_import_open (&(MienImport){.location = options->path}, error);
  double opened = g_timer_elapsed (timer, NULL);
  g_autoptr (MienFaces) faces = dataset != NULL ? load (dataset, options, pool, error) : NULL;
  double loaded = g_timer_elapsed (timer, NULL);

  if (faces == NULL)
    return FALSE;
  if (again) {
    found->second_seconds = loaded;
    return TRUE;
  }

  double rate = faces->n / (loaded - opened);
  g_array_append_val (found->rates, rate);
  found->open_seconds = opened;
  found->first_seconds = found->first_seconds > 0.0 ? MIN (found->first_seconds, loaded) : loaded;
  return TRUE;
}

/* Over and over with an empty cache until the time is up, once at least; then with a full one. */
static gboolean
open_often (const MienBenchOptions *options, const char *cache, Found *found, GError **error)
{
  g_autoptr (MienPool) pool = mien_pool_new (options->threads);
  g_autoptr (GTimer) timer = g_timer_new ();

  do {
    remove_tree (cache);
    if (!open_once (options, pool, FALSE, found, error))
      return FALSE;
  } while (g_timer_elapsed (timer, NULL) < options->seconds);
  return open_once (options, pool, TRUE, found, error);
}

static void
tell (const MienBenchOptions *options, const Found *found, MienDataset *dataset, JsonObject *result)
{
  MienBenchRates best = mien_bench_rates (found->rates);

  json_object_set_string_member (result, "work", "import");
  json_object_set_string_member (result, "layout", mien_dataset_get_layout (dataset));
  json_object_set_int_member (result, "images", mien_dataset_get_n_samples (dataset));
  json_object_set_int_member (result, "size", options->size);
  json_object_set_int_member (result, "threads", options->threads);
  json_object_set_double_member (result, "open_seconds", found->open_seconds);
  json_object_set_double_member (result, "first_seconds", found->first_seconds);
  json_object_set_double_member (result, "second_seconds", found->second_seconds);
  json_object_set_double_member (result, "images_per_second", best.best);
  json_object_set_double_member (result, "images_per_second_median", best.median);
  mien_bench_add_machine (result);
}

static gboolean
measure (const MienBenchOptions *options, const char *folder, JsonObject *result, GError **error)
{
  g_autofree char *cache = g_build_filename (folder, "cache", NULL);
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));
  Found found = {.rates = rates};

  /* Nobody's own cache is of use here, or is to suffer; nothing has asked for it yet. */
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  if (!open_often (options, cache, &found, error))
    return FALSE;

  g_autoptr (MienDataset) dataset =
      mien_import_open (&(MienImport){.location = options->path}, error);
  if (dataset != NULL)
    tell (options, &found, dataset, result);
  return dataset != NULL;
}

typedef struct {
  MienDataset *datasets[5]; /* the same faces, painted larger and larger */
  const char *folder;
  GError *error; /* (nullable): the first one */
  GMutex lock;
} Making;

static gboolean
save_jpeg (const Making *making, guint sample, GError **error)
{
  MienDataset *dataset = making->datasets[sample % G_N_ELEMENTS (making->datasets)];
  const MienColumn *column = mien_dataset_get_column (dataset, "expression");
  g_autofree char *name = g_strdup_printf ("%05u.jpg", sample);
  g_autofree char *path = g_build_filename (
      making->folder, column->names[mien_column_get_class (column, sample)], name, NULL);
  g_autoptr (GdkPixbuf) picture = mien_dataset_load (dataset, sample, error);

  return picture != NULL && gdk_pixbuf_save (picture, path, "jpeg", error, "quality", "90", NULL);
}

static void
make_jpeg (int sample, int worker G_GNUC_UNUSED, gpointer data)
{
  Making *making = data;
  g_autoptr (GError) error = NULL;

  if (save_jpeg (making, (guint) sample, &error))
    return;
  g_mutex_lock (&making->lock);
  if (making->error == NULL)
    making->error = g_steal_pointer (&error);
  g_mutex_unlock (&making->lock);
}

/* A folder a class of drawn faces, of 96 to 224 pixels. */
static gboolean
make_jpegs (const MienBenchOptions *options, const char *folder, GError **error)
{
  g_autoptr (MienPool) pool = mien_pool_new (options->threads);
  Making making = {.folder = folder};
  char **names;

  for (int i = 0; i < (int) G_N_ELEMENTS (making.datasets); i++)
    making.datasets[i] = mien_drawn_dataset_new ((guint) options->images, 96 + 32 * i, 1);
  names = mien_dataset_get_column (making.datasets[0], "expression")->names;
  for (int k = 0; names[k] != NULL; k++) {
    g_autofree char *path = g_build_filename (folder, names[k], NULL);

    g_mkdir_with_parents (path, 0777); /* where that fails, so does saving into it */
  }
  g_mutex_init (&making.lock);
  mien_pool_run (pool, options->images, make_jpeg, &making);
  g_mutex_clear (&making.lock);
  for (guint i = 0; i < G_N_ELEMENTS (making.datasets); i++)
    mien_dataset_unref (making.datasets[i]);
  if (making.error != NULL)
    g_propagate_error (error, making.error);
  return making.error == NULL;
}

gboolean
mien_bench_import (const MienBenchOptions *options, JsonObject *result, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("mien-bench-XXXXXX", error);
  MienBenchOptions own = *options;
  gboolean ok = folder != NULL;

  if (!ok)
    return FALSE;
  if (own.path == NULL) {
    own.path = own.jpeg != NULL ? own.jpeg : folder;
    ok = own.jpeg != NULL
             ? make_jpegs (options, own.jpeg, error)
             : mien_drawn_write (folder, (guint) own.images, MIEN_DRAWN_SIZE, 1, NULL, error);
  }
  ok = ok && measure (&own, folder, result, error);
  remove_tree (folder);
  return ok;
}
