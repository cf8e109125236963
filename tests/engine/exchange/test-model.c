#include "engine/core/error.h"
#include "engine/exchange/model.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("mien-model-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "model.safetensors", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static MienNetwork *
make_sharing (const char *preset, const MienSharing *sharing, int size, guint64 seed)
{
  static const char *const classes[] = {"joy", "fear \"and\" trembling", "Ärger", NULL};
  const MienPreprocessing preprocessing = {
      .size = size,
      .channels = 1,
      .crop = MIEN_CROP_CENTRE,
      .equalise = MIEN_EQUALISE_HISTOGRAM,
      .standardise = MIEN_STANDARDISE_DATASET,
      .mean = {100.1},
      .sd = {50.7},
  };
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  g_autoptr (GError) error = NULL;

  MienTask *age = mien_task_new ("age", MIEN_KIND_SCALAR, NULL, 1);
  age->offset = 31.7;
  age->scale = 1.0 / 3.0;
  g_ptr_array_add (tasks, mien_task_new ("expression", MIEN_KIND_CLASS, classes, 3));
  g_ptr_array_add (tasks, age);
  MienNetwork *network =
      mien_network_new_sharing (preset, sharing, &preprocessing, tasks, seed, &error);
  g_assert_no_error (error);
  return network;
}

static MienNetwork *
make_preset (const char *preset, int size, guint64 seed)
{
  const MienSharing hard = {.kind = MIEN_SHARING_HARD};

  return make_sharing (preset, &hard, size, seed);
}

static MienNetwork *
make_network (guint64 seed)
{
  return make_preset ("reference", 8, seed);
}

static void
test_every_preset_comes_back_as_it_was (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++) {
    g_autoptr (MienNetwork) saved = make_preset (*preset, 24, 7);
    g_autoptr (GError) error = NULL;

    mien_model_save (saved, NULL, NULL, fixture->path, &error);
    g_assert_no_error (error);
    g_autoptr (MienNetwork) loaded = mien_model_load (fixture->path, NULL, NULL, &error);
    g_assert_no_error (error);
    g_autofree char *before = mien_network_fingerprint (saved);
    g_autofree char *after = mien_network_fingerprint (loaded);
    g_assert_cmpstr (before, ==, after);
    g_assert_cmpstr (mien_network_get_preset (loaded), ==, *preset);
  }
}

static void
check_sharing_comes_back (Fixture *fixture, const char *preset, const MienSharing *sharing)
{
  g_autoptr (MienNetwork) saved = make_sharing (preset, sharing, 24, 7);
  g_autoptr (GError) error = NULL;

  mien_model_save (saved, NULL, NULL, fixture->path, &error);
  g_assert_no_error (error);
  g_autoptr (MienNetwork) loaded = mien_model_load (fixture->path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *before = mien_network_fingerprint (saved);
  g_autofree char *after = mien_network_fingerprint (loaded);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (mien_network_get_sharing (loaded)->kind, ==, sharing->kind);
  if (sharing->kind == MIEN_SHARING_MMOE)
    g_assert_cmpint (mien_network_get_sharing (loaded)->experts, ==, sharing->experts);
}

static void
test_every_sharing_comes_back_as_it_was (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++)
    for (int kind = 0; kind < MIEN_N_SHARINGS; kind++)
      check_sharing_comes_back (fixture, *preset, &(MienSharing){(MienSharingKind) kind, 3});
}

/* A model of @sharing whose description reads @to where it read @from */
static char *
load_other (Fixture *fixture, const MienSharing *sharing, const char *from, const char *to)
{
  g_autoptr (MienNetwork) network = make_sharing ("mlp", sharing, 8, 7);
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_model_save (network, NULL, NULL, fixture->path, NULL));
  g_autoptr (MienTensors) read = mien_tensors_load (fixture->path, NULL);
  g_autoptr (GString) text = g_string_new (mien_tensors_get_metadata (read, "mien"));
  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  mien_tensors_set_metadata (read, "mien", text->str);
  g_assert_true (mien_tensors_save (read, fixture->path, NULL));

  g_autoptr (MienNetwork) loaded = mien_model_load (fixture->path, NULL, NULL, &error);
  g_assert_null (loaded);
  g_assert_true (error->domain == MIEN_ERROR);
  g_assert_nonnull (strstr (error->message, fixture->path));
  return g_strdup (error->message);
}

static void
test_a_wrong_sharing_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienSharing hard = {MIEN_SHARING_HARD, 0}, mmoe = {MIEN_SHARING_MMOE, 3},
                    mtan = {MIEN_SHARING_MTAN, 0};
  g_autofree char *unknown = load_other (fixture, &mtan, "\"mtan\"", "\"socialist\"");
  g_autofree char *other = load_other (fixture, &mtan, "\"mtan\"", "\"cross-stitch\"");
  g_autofree char *none = load_other (fixture, &mmoe, "\"experts\": 3", "\"experts\": 0");
  g_autofree char *many = load_other (fixture, &mmoe, "\"experts\": 3", "\"experts\": 32");
  g_autofree char *missing = load_other (fixture, &mmoe, ", \"experts\": 3", "");
  g_autofree char *deep = load_other (fixture, &hard, "\"trunk\"",
                                      "\"trunk\", \"head\": {\"layers\": 4, \"width\": 4096}");

  g_assert_nonnull (strstr (unknown, "sharing"));
  g_assert_nonnull (strstr (none, "experts"));
  g_assert_nonnull (strstr (missing, "experts"));
  g_assert_nonnull (strstr (many, "fewer numbers")); /* before there is room for them */
  g_assert_nonnull (strstr (deep, "fewer numbers"));
  g_assert_nonnull (strstr (other, "columns."));
}

static void
test_a_model_comes_back_as_it_was (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) saved = make_network (7);
  g_autoptr (GError) error = NULL;
  g_autofree char *recipe = NULL, *fingerprint = NULL;

  mien_model_save (saved, "{\"mien\": 1, \"epochs\": 3}", "abc", fixture->path, &error);
  g_assert_no_error (error);
  g_autoptr (MienNetwork) loaded = mien_model_load (fixture->path, &recipe, &fingerprint, &error);
  g_assert_no_error (error);

  g_autofree char *before = mien_network_fingerprint (saved);
  g_autofree char *after = mien_network_fingerprint (loaded);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (fingerprint, ==, "abc");
  g_assert_nonnull (strstr (recipe, "\"epochs\": 3"));

  const MienPreprocessing *p = mien_network_get_preprocessing (loaded);
  g_assert_cmpint (p->crop, ==, MIEN_CROP_CENTRE);
  g_assert_cmpint (p->equalise, ==, MIEN_EQUALISE_HISTOGRAM);
  g_assert_cmpfloat (p->mean[0], ==, 100.1);
  g_assert_cmpfloat (p->sd[0], ==, 50.7);
}

static void
test_tasks_come_back_with_their_words (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) saved = make_network (7);
  g_autoptr (GError) error = NULL;

  mien_model_save (saved, NULL, NULL, fixture->path, &error);
  g_assert_no_error (error);
  g_autofree char *fingerprint = NULL;
  g_autoptr (MienNetwork) loaded = mien_model_load (fixture->path, NULL, &fingerprint, &error);
  g_assert_no_error (error);
  g_assert_null (fingerprint);

  GPtrArray *tasks = mien_network_get_tasks (loaded);
  g_assert_cmpuint (tasks->len, ==, 2);
  const MienTask *expression = g_ptr_array_index (tasks, 0), *age = g_ptr_array_index (tasks, 1);
  g_assert_cmpstr (expression->names[1], ==, "fear \"and\" trembling");
  g_assert_cmpstr (expression->names[2], ==, "Ärger");
  g_assert_cmpint (age->kind, ==, MIEN_KIND_SCALAR);
  g_assert_cmpfloat (age->offset, ==, 31.7);
  g_assert_cmpfloat (age->scale, ==, 1.0 / 3.0);
}

/* A model file whose description reads @to where it read @from */
static GError *
load_changed (Fixture *fixture, const char *from, const char *to)
{
  g_autoptr (MienNetwork) network = make_network (7);
  g_autoptr (GError) error = NULL;

  mien_model_save (network, NULL, NULL, fixture->path, &error);
  g_assert_no_error (error);
  g_autoptr (MienTensors) read = mien_tensors_load (fixture->path, &error);
  g_assert_no_error (error);

  g_autoptr (GString) text = g_string_new (mien_tensors_get_metadata (read, "mien"));
  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  mien_tensors_set_metadata (read, "mien", text->str);
  mien_tensors_save (read, fixture->path, &error);
  g_assert_no_error (error);

  g_autoptr (MienNetwork) loaded = mien_model_load (fixture->path, NULL, NULL, &error);
  g_assert_null (loaded);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, fixture->path));
  return g_steal_pointer (&error);
}

static void
test_a_wrong_description_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const changes[][2] = {
      {"\"reference\"", "\"alexnet\""},
      {"\"reference\"", "3"},
      {"\"reference\"", "\"mlp\""},
      {"\"size\": 8", "\"size\": 0"},
      {"\"size\": 8", "\"size\": 1000000000000"},
      {"\"size\": 8", "\"size\": 16"},
      {"\"size\": 8", "\"size\": 4"},
      {"\"channels\": 1", "\"channels\": 2"},
      {"\"centre\"", "\"eyes of newt\""},
      {"\"sd\": [50.7", "\"sd\": [-50.7"},
      {"\"sd\": [50.7", "\"sd\": [50.7, 3"},
      {"\"kind\": \"class\"", "\"kind\": \"guess\""},
      {"\"width\": 3", "\"width\": 4"},
      {"\"width\": 3", "\"width\": 2147483648"},
      {"\"width\": 1", "\"width\": 2"},
      {"\"name\": \"age\"", "\"name\": \"expression\""},
      {"\"joy\"", "null"},
      {"\"scale\": 0.3", "\"scale\": -0.3"},
      {"\"offset\": 31.7", "\"offset\": 1e999"},
      {"\"branch\": \"trunk\"", "\"branch\": \"twig\""},
      {"\"mien\": 1", "\"mien\": \"one\""},
      {"{\"mien\": 1", "[\"mien\": 1"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (GError) error = load_changed (fixture, changes[i][0], changes[i][1]);
    g_assert_true (error->domain == MIEN_ERROR);
  }
}

static void
test_a_newer_format_asks_for_an_update (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = load_changed (fixture, "\"mien\": 1", "\"mien\": 2");

  g_assert_nonnull (strstr (error->message, "newer"));
}

static void
test_other_safetensors_files_are_no_models (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienTensors) tensors = mien_tensors_new ();
  g_autoptr (GError) error = NULL;

  mien_tensors_save (tensors, fixture->path, &error);
  g_assert_no_error (error);
  g_assert_null (mien_model_load (fixture->path, NULL, NULL, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

static void
test_weights_that_do_not_fit_leave_the_network_alone (Fixture *fixture,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) network = make_network (7), other = make_network (8);
  g_autoptr (MienTensors) tensors = mien_tensors_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = mien_network_fingerprint (network);

  GPtrArray *parameters = mien_network_get_parameters (other);
  MienParameter *last = g_ptr_array_index (parameters, parameters->len - 1);
  last->value[0] = NAN;
  mien_model_add_weights (tensors, other);
  g_assert_false (mien_model_read_weights (tensors, network, &error));
  g_assert_nonnull (strstr (error->message, last->name));

  g_autofree char *after = mien_network_fingerprint (network);
  g_assert_cmpstr (before, ==, after);
  (void) fixture;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/model/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_a_model_comes_back_as_it_was);
  ADD ("presets", test_every_preset_comes_back_as_it_was);
  ADD ("sharings", test_every_sharing_comes_back_as_it_was);
  ADD ("wrong-sharing", test_a_wrong_sharing_is_refused);
  ADD ("tasks", test_tasks_come_back_with_their_words);
  ADD ("wrong-description", test_a_wrong_description_is_refused);
  ADD ("newer", test_a_newer_format_asks_for_an_update);
  ADD ("no-model", test_other_safetensors_files_are_no_models);
  ADD ("weights", test_weights_that_do_not_fit_leave_the_network_alone);
  return g_test_run ();
}
