#include "engine/exchange/model.h"
#include "engine/insight/predictor.h"
#include "engine/insight/saliency.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#define SIZE 12

typedef struct {
  char *folder, *model, *picture;
  MienNetwork *network;
} Fixture;

static MienNetwork *
make_network (void)
{
  static const char *const classes[] = {"joy", "fear", NULL};
  const MienPreprocessing preprocessing = {
      .size = SIZE, .channels = 3, .standardise = MIEN_STANDARDISE_IMAGE};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  MienTask *age = mien_task_new ("age", MIEN_KIND_SCALAR, NULL, 1);

  age->offset = 30.0;
  age->scale = 12.0;
  g_ptr_array_add (tasks, mien_task_new ("expression", MIEN_KIND_CLASS, classes, 2));
  g_ptr_array_add (tasks, age);
  return mien_network_new ("reference", &preprocessing, tasks, 2, NULL);
}

static void
write_picture (const char *path)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 30, 20);
  guint8 *bytes = gdk_pixbuf_get_pixels (picture);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < gdk_pixbuf_get_byte_length (picture); i++)
    bytes[i] = (guint8) (i * 7 % 251);
  gdk_pixbuf_save (picture, path, "png", &error, NULL);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("mien-predictor-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->model = g_build_filename (fixture->folder, "model.safetensors", NULL);
  fixture->picture = g_build_filename (fixture->folder, "face.png", NULL);
  fixture->network = make_network ();
  write_picture (fixture->picture);
  mien_model_save (fixture->network, NULL, NULL, fixture->model, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (fixture->model);
  g_unlink (fixture->picture);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  mien_network_free (fixture->network);
  g_free (fixture->folder);
  g_free (fixture->model);
  g_free (fixture->picture);
}

/* What the network itself says: two probabilities and an age. */
static void
ask_network (MienNetwork *network, const guint8 *pixels, float out[3])
{
  g_autoptr (MienPool) pool = mien_pool_new (1);
  GPtrArray *tasks = mien_network_get_tasks (network);
  float x[3 * SIZE * SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    x[i] = (float) pixels[i];
  mien_preprocessing_standardise (mien_network_get_preprocessing (network), x);
  g_assert_true (mien_network_plan (network, MIEN_PLAN_PREDICT, 1, 1, NULL));
  mien_network_forward (network, pool, x, 1, &(MienPass){0});
  mien_task_activate (g_ptr_array_index (tasks, 0), mien_network_get_logits (network, 0), out);
  mien_task_activate (g_ptr_array_index (tasks, 1), mien_network_get_logits (network, 1), out + 2);
}

static void
assert_answers (MienPredictor *predictor, const float expected[3])
{
  const float *expression = mien_predictor_get_answer (predictor, 0);

  g_assert_cmpfloat (expression[0], ==, expected[0]);
  g_assert_cmpfloat (expression[1], ==, expected[1]);
  g_assert_cmpfloat_with_epsilon (expression[0] + expression[1], 1.0f, 1e-6f);
  g_assert_cmpfloat (mien_predictor_get_answer (predictor, 1)[0], ==, expected[2]);
}

static void
test_a_model_file_answers_as_its_network_did (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienPredictor) predictor = mien_predictor_open (fixture->model, 3, &error);
  g_assert_no_error (error);
  g_autofree guint8 *pixels = mien_predictor_read (predictor, fixture->picture, &error);
  g_assert_no_error (error);
  float expected[3];

  ask_network (fixture->network, pixels, expected);
  mien_predictor_ask (predictor, pixels, &error);
  g_assert_no_error (error);
  assert_answers (predictor, expected);
}

static void
test_it_answers_the_same_after_a_look_inside (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienPredictor) predictor = mien_predictor_open (fixture->model, 1, &error);
  g_assert_no_error (error);
  g_autofree guint8 *pixels = mien_predictor_read (predictor, fixture->picture, &error);
  g_assert_no_error (error);
  float expected[3];

  ask_network (fixture->network, pixels, expected);
  g_autoptr (MienSaliency) saliency = mien_saliency_compute (
      mien_predictor_get_network (predictor), mien_predictor_get_pool (predictor), pixels, 0, -1,
      "grad-cam", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (saliency->size, ==, SIZE);
  mien_predictor_ask (predictor, pixels, &error);
  g_assert_no_error (error);
  assert_answers (predictor, expected);
}

static void
test_what_cannot_be_read_is_named (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) no_model = NULL, no_picture = NULL, error = NULL;
  g_autoptr (MienPredictor) predictor = mien_predictor_open (fixture->model, 1, &error);
  g_assert_no_error (error);

  g_assert_null (mien_predictor_open (fixture->picture, 1, &no_model));
  g_assert_nonnull (strstr (no_model->message, fixture->picture));
  g_assert_null (mien_predictor_read (predictor, fixture->model, &no_picture));
  g_assert_nonnull (strstr (no_picture->message, fixture->model));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/predictor/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("answers", test_a_model_file_answers_as_its_network_did);
  ADD ("after-saliency", test_it_answers_the_same_after_a_look_inside);
  ADD ("errors", test_what_cannot_be_read_is_named);
  return g_test_run ();
}
