/* bench import: how fast a data set is opened and its faces decoded and prepared. */
#include "app/bench.h"
#include "engine/core/error.h"
#include "engine/samples/drawn.h"
#include "engine/samples/faces.h"

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

/* Decodes all faces over and over until the time is up, once at least. */
static gboolean
decode (MienDataset *dataset, const MienBenchOptions *options, GArray *rates, GError **error)
{
  MienPreprocessing preprocessing = {.size = options->size, .channels = 1};
  g_autoptr (MienPool) pool = mien_pool_new (options->threads);
  g_autoptr (GTimer) timer = g_timer_new ();

  do {
    double start = g_timer_elapsed (timer, NULL);
    g_autoptr (MienFaces) faces =
        mien_faces_load (dataset, &preprocessing, pool, NULL, NULL, NULL, error);

    if (faces == NULL)
      return FALSE;
    double rate = faces->n / (g_timer_elapsed (timer, NULL) - start);
    g_array_append_val (rates, rate);
    if (faces->problems->len == faces->n) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT, "%s: none of its pictures can be read",
                   mien_dataset_get_location (dataset));
      return FALSE;
    }
  } while (g_timer_elapsed (timer, NULL) < options->seconds);
  return TRUE;
}

static gboolean
measure (const char *path, const MienBenchOptions *options, JsonObject *result, GError **error)
{
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (MienDataset) dataset = mien_import_open (&(MienImport){.location = path}, error);
  double open_seconds = g_timer_elapsed (timer, NULL);

  if (dataset == NULL || !decode (dataset, options, rates, error))
    return FALSE;

  MienBenchRates best = mien_bench_rates (rates);
  json_object_set_string_member (result, "work", "import");
  json_object_set_string_member (result, "layout", mien_dataset_get_layout (dataset));
  json_object_set_int_member (result, "images", mien_dataset_get_n_samples (dataset));
  json_object_set_int_member (result, "size", options->size);
  json_object_set_int_member (result, "threads", options->threads);
  json_object_set_double_member (result, "open_seconds", open_seconds);
  json_object_set_double_member (result, "images_per_second", best.best);
  json_object_set_double_member (result, "images_per_second_median", best.median);
  mien_bench_add_memory (result);
  return TRUE;
}

gboolean
mien_bench_import (const MienBenchOptions *options, JsonObject *result, GError **error)
{
  if (options->path != NULL)
    return measure (options->path, options, result, error);

  g_autofree char *folder = g_dir_make_tmp ("mien-bench-XXXXXX", error);
  if (folder == NULL)
    return FALSE;
  gboolean ok =
      mien_drawn_write (folder, (guint) options->images, MIEN_DRAWN_SIZE, 1, NULL, error) &&
      measure (folder, options, result, error);
  remove_tree (folder);
  return ok;
}
