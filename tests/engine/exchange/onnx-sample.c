/* Writes networks as ONNX, each with pictures and with what the engine says of them, for other
 * programs to compare: NAME.onnx and NAME.json in the folder given. */
#include "engine/core/json.h"
#include "engine/core/rng.h"
#include "engine/exchange/onnx.h"

#include <stdlib.h>

#define SIZE 20 /* pools to 10, 5 and 2: an odd row is dropped */
#define N_PICTURES 4

static GPtrArray *
make_tasks (void)
{
  static const char *const classes[] = {"joy", "fear", "Ärger", NULL};
  static const char *const units[] = {"AU1", "AU2", NULL};
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  MienTask *valence = mien_task_new ("valence", MIEN_KIND_SCALAR, NULL, 1);

  valence->offset = 3.5;
  valence->scale = 0.7;
  g_ptr_array_add (tasks, mien_task_new ("expression", MIEN_KIND_CLASS, classes, 3));
  g_ptr_array_add (tasks, mien_task_new ("action units", MIEN_KIND_FLAGS, units, 2));
  g_ptr_array_add (tasks, valence);
  g_ptr_array_add (tasks, mien_task_new ("landmarks", MIEN_KIND_POINTS, NULL, 4));
  g_ptr_array_add (tasks, mien_task_new ("votes", MIEN_KIND_DISTRIBUTION, classes, 3));
  return tasks;
}

/* As training would: biases and statistics that are not 0 and 1. */
static void
disturb (MienNetwork *network, MienRng *rng)
{
  GPtrArray *parameters = mien_network_get_parameters (network);

  for (guint i = 0; i < parameters->len; i++) {
    MienParameter *p = g_ptr_array_index (parameters, i);
    if (p->n_dims == 1)
      for (gsize k = 0; k < p->len; k++)
        p->value[k] += 0.3f * (float) mien_rng_uniform (rng);
  }
}

/* Noise, and at the end one grey, whose deviation is 0. */
static float *
make_pictures (int channels, MienRng *rng)
{
  gsize len = (gsize) channels * SIZE * SIZE;
  float *pixels = g_new (float, N_PICTURES *len);

  for (gsize i = 0; i < N_PICTURES * len; i++)
    pixels[i] = i < (N_PICTURES - 1) * len ? (float) (int) (256.0 * mien_rng_uniform (rng)) : 77.0f;
  return pixels;
}

static void
add_numbers (JsonBuilder *json, const char *name, const float *values, gsize n)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (gsize i = 0; i < n; i++)
    json_builder_add_double_value (json, (double) values[i]);
  json_builder_end_array (json);
}

static void
add_answers (JsonBuilder *json, MienNetwork *network, const MienTask *task, int number)
{
  const float *logits = mien_network_get_logits (network, number);
  g_autofree float *out = g_new (float, N_PICTURES *(gsize) task->width);

  for (int i = 0; i < N_PICTURES; i++)
    mien_task_activate (task, logits + i * task->width, out + i * task->width);
  add_numbers (json, task->name, out, N_PICTURES * (gsize) task->width);
}

static gboolean
run (MienNetwork *network, float *pixels, JsonBuilder *json, GError **error)
{
  const MienPreprocessing *p = mien_network_get_preprocessing (network);
  gsize len = (gsize) p->channels * SIZE * SIZE;
  g_autoptr (MienPool) pool = mien_pool_new (1);

  add_numbers (json, "pixels", pixels, N_PICTURES * len);
  if (!mien_network_plan (network, MIEN_PLAN_PREDICT, N_PICTURES, 1, error))
    return FALSE;
  for (gsize i = 0; i < N_PICTURES; i++)
    mien_preprocessing_standardise (p, pixels + i * len);
  mien_network_forward (network, pool, pixels, N_PICTURES, &(MienPass){FALSE, 0, 0});

  json_builder_set_member_name (json, "answers");
  json_builder_begin_object (json);
  for (guint t = 0; t < mien_network_get_tasks (network)->len; t++)
    add_answers (json, network, g_ptr_array_index (mien_network_get_tasks (network), t), (int) t);
  json_builder_end_object (json);
  return TRUE;
}

static gboolean
write_sample (const char *folder, const char *preset, const MienPreprocessing *p, GError **error)
{
  g_autofree char *stem = g_strdup_printf ("%s/%s-%s-%d", folder, preset,
                                           mien_standardise_name (p->standardise), p->channels);
  g_autofree char *onnx = g_strconcat (stem, ".onnx", NULL);
  g_autofree char *path = g_strconcat (stem, ".json", NULL);
  g_autoptr (GPtrArray) tasks = make_tasks ();
  g_autoptr (JsonBuilder) json = json_builder_new ();
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_WEIGHTS, 1000, 0);
  g_autofree float *pixels = make_pictures (p->channels, &rng);
  g_autoptr (MienNetwork) network = mien_network_new (preset, p, tasks, 1, error);

  if (network == NULL)
    return FALSE;
  disturb (network, &rng);
  json_builder_begin_object (json);
  add_numbers (json, "shape", (const float[]){N_PICTURES, (float) p->channels, SIZE, SIZE}, 4);
  if (!run (network, pixels, json, error) || !mien_onnx_save (network, onnx, error))
    return FALSE;
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  return mien_json_save (root, path, error);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  if (argc != 2) {
    g_printerr ("Usage: onnx-sample FOLDER\n");
    return EXIT_FAILURE;
  }
  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++)
    for (int mode = 0; mode < 6; mode++) {
      MienPreprocessing p = {.size = SIZE,
                             .channels = mode < 3 ? 1 : 3,
                             .standardise = (MienStandardise) (mode % 3),
                             .mean = {120, 110, 100},
                             .sd = {70, 60, 50}};
      if (!write_sample (argv[1], *preset, &p, &error)) {
        g_printerr ("%s\n", error->message);
        return EXIT_FAILURE;
      }
    }
  return EXIT_SUCCESS;
}
