/* Writes networks as ONNX, each with pictures and with what the engine says of them, for other
 * programs to compare: NAME.onnx and NAME.json in the folder given. */
#include "engine/core/json.h"
#include "engine/core/rng.h"
#include "engine/exchange/onnx.h"

#include <stdlib.h>

#define BRANCHED "branched"
#define SIZE 22 /* pools to 11, 5 and 2: an odd row is dropped */
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

/* A residual module of whatever the presets do not have. */
static MienShape
add_module (MienGraph *trunk, MienShape shape)
{
  const MienSlide grouped = {{3, 2}, {1, 1}, {1, 1}}, back = {{1, 2}, {1, 1}, {0, 0}};
  int input = mien_graph_last (trunk);

  shape = mien_graph_add (trunk, mien_layer_conv_new_full (shape, 8, &grouped, 4, FALSE));
  shape = mien_graph_add (trunk, mien_layer_leaky_relu_new (shape, 0.2));
  shape = mien_graph_add (trunk, mien_layer_conv_new_full (shape, 8, &back, 8, TRUE));
  shape = mien_graph_add (trunk, mien_layer_layer_norm_new (shape));
  shape = mien_graph_add_sum (trunk, mien_graph_last (trunk), input);
  return mien_graph_add (trunk, mien_layer_gelu_new (shape));
}

/* Together with the presets, every layer, and every window that a layer can have. */
static MienGraph *
make_layers (int channels)
{
  const MienSlide wide = {{5, 3}, {2, 3}, {2, 0}}, mean = {{3, 2}, {2, 1}, {1, 1}};
  const MienSlide largest = {{2, 3}, {1, 2}, {1, 1}};
  MienGraph *trunk = mien_graph_new ();
  MienShape shape = {1, channels, SIZE, SIZE};

  shape = mien_graph_add (trunk, mien_layer_conv_new_full (shape, 8, &wide, 1, TRUE));
  shape = mien_graph_add (trunk, mien_layer_tanh_new (shape));
  shape = add_module (trunk, shape);
  shape = mien_graph_add (trunk, mien_layer_average_pool_new (shape, &mean));
  shape = mien_graph_add (trunk, mien_layer_max_pool_new_full (shape, &largest));
  mien_graph_end_stage (trunk, "maps", g_strdup ("maps"));
  const MienSlide all = {{shape.h, shape.w}, {1, 1}, {0, 0}};
  shape = mien_graph_add (trunk, mien_layer_conv_new_full (shape, 6, &all, 2, TRUE));
  shape = mien_graph_add (trunk, mien_layer_layer_norm_new (shape)); /* [N,6,1,1] */
  shape = mien_graph_add (trunk, mien_layer_flatten_new (shape));
  shape = mien_graph_add (trunk, mien_layer_linear_new (shape, 12));
  shape = mien_graph_add (trunk, mien_layer_layer_norm_new (shape)); /* [N,12] */
  shape = mien_graph_add (trunk, mien_layer_gelu_new (shape));
  mien_graph_end_stage (trunk, "trunk", g_strdup ("features"));
  return trunk;
}

/* Two tasks that leave the trunk, one early, and one with a deeper head. */
static void
let_branch (GPtrArray *tasks)
{
  static const char *const branches[] = {"trunk", "pool1", "block3"};

  for (guint t = 0; t < tasks->len; t++) {
    MienTask *task = g_ptr_array_index (tasks, t);

    g_free (task->branch);
    task->branch = g_strdup (branches[t % G_N_ELEMENTS (branches)]);
    task->n_hidden = (int) t % 3;
    task->hidden_width = 10;
  }
}

static MienNetwork *
make_network (const char *name,
              const MienSharing *sharing,
              const MienPreprocessing *p,
              GError **error)
{
  g_autoptr (GPtrArray) tasks = make_tasks ();

  if (g_str_equal (name, BRANCHED)) {
    let_branch (tasks);
    return mien_network_new ("reference", p, tasks, 1, error);
  }
  if (g_str_equal (name, "layers"))
    return mien_network_new_with_graph (name, make_layers (p->channels), p, tasks, 1, error);
  return mien_network_new_sharing (name, sharing, p, tasks, 1, error);
}

/* As training would: biases and statistics that are not 0 and 1. */
static void
disturb (MienNetwork *network, MienRng *rng)
{
  GPtrArray *parameters = mien_network_get_parameters (network);

  for (guint i = 0; i < parameters->len; i++) {
    MienParameter *p = g_ptr_array_index (parameters, i);
    if (p->n_dims == 1 || p->n_dims == 3)
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
  mien_network_forward (network, pool, pixels, N_PICTURES, &(MienPass){0});

  json_builder_set_member_name (json, "answers");
  json_builder_begin_object (json);
  for (guint t = 0; t < mien_network_get_tasks (network)->len; t++)
    add_answers (json, network, g_ptr_array_index (mien_network_get_tasks (network), t), (int) t);
  json_builder_end_object (json);
  return TRUE;
}

static gboolean
write_sample (const char *folder,
              const char *preset,
              const MienSharing *sharing,
              const MienPreprocessing *p,
              GError **error)
{
  g_autofree char *stem =
      g_strdup_printf ("%s/%s-%s%d-%s-%d", folder, preset, mien_sharing_name (sharing->kind),
                       sharing->experts, mien_standardise_name (p->standardise), p->channels);
  g_autofree char *onnx = g_strconcat (stem, ".onnx", NULL);
  g_autofree char *path = g_strconcat (stem, ".json", NULL);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_WEIGHTS, 1000, 0);
  g_autofree float *pixels = make_pictures (p->channels, &rng);
  g_autoptr (MienNetwork) network = make_network (preset, sharing, p, error);

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

static gboolean
write_samples (const char *folder, const char *preset, GError **error)
{
  const MienSharing hard = {.kind = MIEN_SHARING_HARD};

  for (int mode = 0; mode < 6; mode++) {
    MienPreprocessing p = {.size = SIZE,
                           .channels = mode < 3 ? 1 : 3,
                           .standardise = (MienStandardise) (mode % 3),
                           .mean = {120, 110, 100},
                           .sd = {70, 60, 50}};
    if (!write_sample (folder, preset, &hard, &p, error))
      return FALSE;
  }
  return TRUE;
}

/* Every other way of sharing, and the edge of a single expert. */
static gboolean
write_sharings (const char *folder, const char *preset, GError **error)
{
  static const MienSharing sharings[] = {{MIEN_SHARING_CROSS_STITCH, 0},
                                         {MIEN_SHARING_MMOE, 1},
                                         {MIEN_SHARING_MMOE, 3},
                                         {MIEN_SHARING_MTAN, 0}};
  const MienPreprocessing p = {.size = SIZE, .channels = 1, .standardise = MIEN_STANDARDISE_IMAGE};

  for (guint i = 0; i < G_N_ELEMENTS (sharings); i++)
    if (!write_sample (folder, preset, &sharings[i], &p, error))
      return FALSE;
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  if (argc != 2) {
    g_printerr ("Usage: onnx-sample FOLDER\n");
    return EXIT_FAILURE;
  }
  gboolean ok =
      write_samples (argv[1], "layers", &error) && write_samples (argv[1], BRANCHED, &error);
  for (const char *const *preset = mien_network_presets (); ok && *preset != NULL; preset++)
    ok = write_samples (argv[1], *preset, &error) && write_sharings (argv[1], *preset, &error);
  if (!ok)
    g_printerr ("%s\n", error->message);
  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
