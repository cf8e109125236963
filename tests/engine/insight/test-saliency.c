#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/insight/saliency.h"

#include <math.h>

#define SIZE 22 /* enough for every preset */
#define N_PIXELS (SIZE * SIZE)

static MienNetwork *
make_network (const char *preset)
{
  static const char *const classes[] = {"joy", "fear", "calm", NULL};
  static const char *const units[] = {"AU1", "AU2", NULL};
  const MienPreprocessing preprocessing = {.size = SIZE, .channels = 1};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (tasks, mien_task_new ("expression", MIEN_KIND_CLASS, classes, 3));
  g_ptr_array_add (tasks, mien_task_new ("units", MIEN_KIND_FLAGS, units, 2));
  g_ptr_array_add (tasks, mien_task_new ("valence", MIEN_KIND_SCALAR, NULL, 1));
  MienNetwork *network = mien_network_new (preset, &preprocessing, tasks, 5, &error);
  g_assert_no_error (error);
  return network;
}

static guint8 *
make_pixels (void)
{
  MienRng rng = mien_rng_keyed (3, MIEN_STREAM_OTHER, 0, 0);
  guint8 *pixels = g_new (guint8, N_PIXELS);

  for (int i = 0; i < N_PIXELS; i++)
    pixels[i] = (guint8) mien_rng_below (&rng, 256);
  return pixels;
}

static MienSaliency *
explain (MienNetwork *network, const char *task, int target, const char *method, GError **error)
{
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree guint8 *pixels = make_pixels ();

  return mien_saliency_compute (network, pool, pixels, mien_network_find_task (network, task),
                                target, method, NULL, error);
}

static double
score (MienNetwork *network, MienPool *pool, const float *x, int task, int target)
{
  mien_network_forward (network, pool, x, 1, &(MienPass){0});
  return (double) mien_network_get_logits (network, task)[target];
}

/* Pixels whose finite difference is the gradient, to a fiftieth of the largest gradient. */
static int
count_agreeing (MienNetwork *network, const MienSaliency *saliency, int task, double step)
{
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree guint8 *pixels = make_pixels ();
  float x[N_PIXELS];
  double largest = 0.0;
  int n = 0;

  for (int i = 0; i < N_PIXELS; i++) {
    x[i] = (float) pixels[i];
    largest = MAX (largest, fabs ((double) saliency->map[i]));
  }
  mien_preprocessing_standardise (mien_network_get_preprocessing (network), x);
  for (int i = 0; i < N_PIXELS; i++) {
    float was = x[i];
    x[i] = was + (float) step;
    double up = score (network, pool, x, task, saliency->target);
    x[i] = was - (float) step;
    double slope = (up - score (network, pool, x, task, saliency->target)) / (2.0 * step);
    x[i] = was;
    n += fabs (slope - (double) saliency->map[i]) <= 0.02 * largest;
  }
  return n;
}

static void
test_the_gradient_is_the_slope_of_the_score (void)
{
  static const struct {
    const char *preset, *task;
    int target;
    double step;
    int least; /* a step across the edge of a ReLU or a pool's window has another slope */
  } cases[] = {
      {"mlp", "expression", 1, 0.02, N_PIXELS},
      {"mlp", "valence", 0, 0.02, N_PIXELS},
      {"reference", "expression", 2, 0.0004, N_PIXELS * 9 / 10},
      {"reference", "units", 1, 0.0004, N_PIXELS * 9 / 10},
      {"mini-xception", "expression", 0, 0.0004, N_PIXELS * 9 / 10},
      {"resnet-small", "valence", 0, 0.0004, N_PIXELS * 9 / 10},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MienNetwork) network = make_network (cases[i].preset);
    g_autoptr (GError) error = NULL;
    g_autoptr (MienSaliency) saliency =
        explain (network, cases[i].task, cases[i].target, "gradient", &error);
    g_assert_no_error (error);
    int task = mien_network_find_task (network, cases[i].task);
    g_assert_cmpint (count_agreeing (network, saliency, task, cases[i].step), >=, cases[i].least);
  }
}

/* Weights so small that the sigmoids are straight lines. */
static void
straighten (MienNetwork *network)
{
  MienParameter *first = g_ptr_array_index (mien_network_get_parameters (network), 0);

  for (gsize i = 0; i < first->len; i++)
    first->value[i] *= 0.05f;
}

static void
test_the_map_of_a_linear_network_adds_up_to_what_the_face_changed (void)
{
  g_autoptr (MienNetwork) network = make_network ("mlp");
  g_autoptr (GError) error = NULL;

  straighten (network);
  g_autoptr (MienSaliency) saliency = explain (network, "expression", 0, "gradient-input", &error);
  g_assert_no_error (error);

  double change = saliency->output - saliency->baseline;
  g_assert_cmpfloat (fabs (change), >, 1e-5);
  g_assert_cmpfloat_with_epsilon (saliency->sum, change, 0.02 * fabs (change));
}

static void
test_the_predicted_class_is_explained_unless_another_is_named (void)
{
  g_autoptr (MienNetwork) network = make_network ("reference");
  g_autoptr (GError) error = NULL;
  double best = -INFINITY;
  int predicted = -1;

  for (int k = 0; k < 3; k++) {
    g_autoptr (MienSaliency) one = explain (network, "expression", k, "gradient", &error);
    g_assert_no_error (error);
    g_assert_cmpint (one->target, ==, k);
    if (one->output > best) {
      best = one->output;
      predicted = k;
    }
  }

  g_autoptr (MienSaliency) saliency = explain (network, "expression", -1, "gradient", &error);
  g_assert_no_error (error);
  g_assert_cmpint (saliency->target, ==, predicted);
  g_assert_cmpfloat (saliency->output, ==, best);
}

static void
check_grad_cam (MienNetwork *network)
{
  g_autoptr (GError) error = NULL;
  double sum = 0.0;

  for (int k = 0; k < 3; k++) {
    g_autoptr (MienSaliency) saliency = explain (network, "expression", k, "grad-cam", &error);
    g_assert_no_error (error);
    g_assert_cmpint (saliency->size, ==, SIZE);
    double total = 0.0;
    for (int i = 0; i < N_PIXELS; i++) {
      g_assert_cmpfloat (saliency->map[i], >=, 0.0f);
      total += (double) saliency->map[i];
    }
    g_assert_cmpfloat_with_epsilon (saliency->sum, total, 1e-9);
    sum += total;
  }
  g_assert_cmpfloat (sum, >, 0.0);
}

static void
test_grad_cam_shows_where_and_never_against (void)
{
  static const char *const presets[] = {"reference", "mini-xception", "resnet-small"};

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++) {
    g_autoptr (MienNetwork) network = make_network (presets[i]);

    check_grad_cam (network);
  }
}

static void
test_looking_changes_nothing (void)
{
  g_autoptr (MienNetwork) network = make_network ("reference");
  g_autofree char *before = mien_network_fingerprint (network);

  for (const char *const *method = mien_saliency_methods (); *method != NULL; method++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MienSaliency) first = explain (network, "expression", -1, *method, &error);
    g_assert_no_error (error);
    g_autoptr (MienSaliency) second = explain (network, "expression", -1, *method, &error);
    g_assert_no_error (error);
    g_assert_cmpmem (first->map, N_PIXELS * sizeof (float), second->map, N_PIXELS * sizeof (float));
  }
  g_autofree char *after = mien_network_fingerprint (network);
  g_assert_cmpstr (before, ==, after);
}

static void
test_what_cannot_be_explained_is_refused (void)
{
  static const struct {
    const char *task;
    int target;
    const char *method;
  } cases[] = {
      {"expression", 0, "grad-cam"}, /* mlp has no feature maps */
      {"expression", 0, "tea leaves"}, {"expression", 3, "gradient"},
      {"expression", -2, "gradient"},  {"pose", 0, "gradient"},
  };
  g_autoptr (MienNetwork) network = make_network ("mlp");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (explain (network, cases[i].task, cases[i].target, cases[i].method, &error));
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  }
}

static void
test_it_can_be_cancelled (void)
{
  g_autoptr (MienNetwork) network = make_network ("mlp");
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree guint8 *pixels = make_pixels ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (
      mien_saliency_compute (network, pool, pixels, 0, 0, "gradient", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saliency/slope", test_the_gradient_is_the_slope_of_the_score);
  g_test_add_func ("/saliency/linear",
                   test_the_map_of_a_linear_network_adds_up_to_what_the_face_changed);
  g_test_add_func ("/saliency/predicted",
                   test_the_predicted_class_is_explained_unless_another_is_named);
  g_test_add_func ("/saliency/grad-cam", test_grad_cam_shows_where_and_never_against);
  g_test_add_func ("/saliency/unchanged", test_looking_changes_nothing);
  g_test_add_func ("/saliency/refused", test_what_cannot_be_explained_is_refused);
  g_test_add_func ("/saliency/cancelled", test_it_can_be_cancelled);
  return g_test_run ();
}
