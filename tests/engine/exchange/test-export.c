#include "engine/core/error.h"
#include "engine/exchange/export.h"
#include "engine/exchange/model.h"
#include "engine/exchange/onnx.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder, *model, *out;
} Fixture;

static MienNetwork *
make_network (const char *task)
{
  const MienPreprocessing preprocessing = {.size = 8, .channels = 1};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (tasks, mien_task_new (task, MIEN_KIND_SCALAR, NULL, 1));
  MienNetwork *network = mien_network_new ("mlp", &preprocessing, tasks, 1, &error);
  g_assert_no_error (error);
  return network;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = make_network ("valence");
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("mien-export-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->model = g_build_filename (fixture->folder, "model.safetensors", NULL);
  fixture->out = g_build_filename (fixture->folder, "out", NULL);
  mien_model_save (network, "{\"epochs\": 3}", "abc", fixture->model, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (fixture->out);
  g_unlink (fixture->model);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing half written was left behind */
  g_free (fixture->folder);
  g_free (fixture->model);
  g_free (fixture->out);
}

static void
test_a_copy_is_the_same_model (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_len, after_len;

  mien_export_write (fixture->model, "safetensors", fixture->out, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->model, &before, &before_len, NULL));
  g_assert_true (g_file_get_contents (fixture->out, &after, &after_len, NULL));
  g_assert_cmpmem (before, before_len, after, after_len);
}

static void
test_every_format_named_can_be_written (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (const char *const *format = mien_export_formats (); *format != NULL; format++) {
    g_autoptr (GError) error = NULL;
    mien_export_write (fixture->model, *format, fixture->out, &error);
    g_assert_no_error (error);
    g_assert_true (g_file_test (fixture->out, G_FILE_TEST_IS_REGULAR));
    g_unlink (fixture->out);
  }
}

static void
test_what_cannot_be_written_is_said (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "out", NULL);
  g_autoptr (GError) format = NULL, folder = NULL, model = NULL;

  g_assert_false (mien_export_write (fixture->model, "doc", fixture->out, &format));
  g_assert_error (format, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_false (mien_export_write (fixture->model, "onnx", nowhere, &folder));
  g_assert_nonnull (strstr (folder->message, nowhere));
  g_assert_false (mien_export_write (nowhere, "onnx", fixture->out, &model));
  g_assert_nonnull (strstr (model->message, nowhere));
  g_assert_false (g_file_test (fixture->out, G_FILE_TEST_EXISTS));
}

static void
test_an_output_that_onnx_cannot_have_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = {"image", "/mean", "trunk.1.weight"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (MienNetwork) network = make_network (names[i]);
    g_autoptr (GError) error = NULL;
    g_assert_false (mien_onnx_save (network, fixture->out, &error));
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
    g_assert_nonnull (strstr (error->message, names[i]));
    g_assert_false (g_file_test (fixture->out, G_FILE_TEST_EXISTS));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/export/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("copy", test_a_copy_is_the_same_model);
  ADD ("formats", test_every_format_named_can_be_written);
  ADD ("errors", test_what_cannot_be_written_is_said);
  ADD ("onnx-names", test_an_output_that_onnx_cannot_have_is_refused);
  return g_test_run ();
}
