/* What mien-run bench prints and what it refuses; never how fast it was. */
#include "tests/app/program.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* Enough to run each step a few times. */
#define SHORT "--size 16 --batch 4 --threads 2 --seconds 0.05"

/* A study that takes a moment. */
#define STUDY "study --size 8 --images 22 --batch 8 --epochs 2 --seeds 2"

static void
assert_members (JsonObject *told, const char *const *names)
{
  for (; *names != NULL; names++) {
    g_test_message ("member %s", *names);
    g_assert_true (json_object_has_member (told, *names));
  }
}

static void
test_train_and_predict_have_the_keys_of_the_comparison (void)
{
  const char *const keys[] = {"work",
                              "network",
                              "size",
                              "batch",
                              "threads",
                              "images_per_second",
                              "images_per_second_median",
                              "gflops",
                              "isa",
                              "peak_mebibytes",
                              NULL};

  for (const char *const *work = (const char *const[]){"train", "predict", NULL}; *work != NULL;
       work++) {
    g_auto (ProgramResult) result = program_run ("bench %s --json " SHORT, *work);
    g_autoptr (JsonObject) told = program_json (&result);

    assert_members (told, keys);
    g_assert_cmpstr (json_object_get_string_member (told, "work"), ==, *work);
    g_assert_cmpstr (json_object_get_string_member (told, "network"), ==, "reference");
    g_assert_cmpint (json_object_get_int_member (told, "batch"), ==, 4);
    g_assert_cmpfloat (json_object_get_double_member (told, "images_per_second"), >=,
                       json_object_get_double_member (told, "images_per_second_median"));
    g_assert_cmpfloat (json_object_get_double_member (told, "peak_mebibytes"), >, 1.0);
    g_assert_false (json_object_has_member (told, "profile"));
  }
}

static void
test_operations_are_counted_as_in_the_comparison (void)
{
  double convs = 2.0 * 9 * (1 * 32 + 32 * 32) * 48 * 48 + 2.0 * 9 * (32 * 64 + 64 * 64) * 24 * 24 +
                 2.0 * 9 * (64 * 128 + 128 * 128) * 12 * 12;
  double forward = convs + 2.0 * 128 * 6 * 6 * 256 + 2.0 * 256 * (7 + 20 + 2 + 4);
  g_auto (ProgramResult) result =
      program_run ("bench train --size 48 --batch 2 --seconds 0.05 --json");
  g_autoptr (JsonObject) told = program_json (&result);

  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (told, "gflops") * 1e9 /
                                      json_object_get_double_member (told, "images_per_second"),
                                  3.0 * forward, 1.0);
}

static void
test_a_profile_tells_every_layer_and_what_else_a_step_does (void)
{
  g_auto (ProgramResult) result = program_run ("bench train --network mlp --profile --json " SHORT);
  g_autoptr (JsonObject) told = program_json (&result);
  JsonArray *rows = json_object_get_array_member (told, "profile");
  double shares = 0.0;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonObject *row = json_array_get_object_element (rows, i);

    assert_members (row, (const char *const[]){"name", "forward_ms", "backward_ms", "share", NULL});
    shares += json_object_get_double_member (row, "share");
    g_string_append_printf (names, "%s;", json_object_get_string_member (row, "name"));
  }
  g_assert_cmpfloat (shares, >, 0.0);
  g_assert_cmpfloat (shares, <=, 1.0 + 1e-9);
  g_assert_nonnull (strstr (names->str, "linear"));
  g_assert_nonnull (strstr (names->str, "batch;"));
  g_assert_nonnull (strstr (names->str, "losses;optimizer;"));
  g_assert_cmpfloat (json_object_get_double_member (told, "batch_share"), >, 0.0);
  g_assert_cmpfloat (json_object_get_double_member (told, "batch_share"), <, 1.0);
  g_assert_cmpfloat (json_object_get_double_member (told, "step_ms"), >, 0.0);
  g_assert_nonnull (strstr (result.err, "optimizer"));
}

static void
test_a_study_has_the_keys_of_the_comparison (void)
{
  const char *const keys[] = {"work",   "network", "arms",           "seeds", "images",
                              "epochs", "seconds", "peak_mebibytes", NULL};
  g_auto (ProgramResult) result = program_run ("bench " STUDY " --json");
  g_autoptr (JsonObject) told = program_json (&result);

  assert_members (told, keys);
  g_assert_cmpstr (json_object_get_string_member (told, "network"), ==, "mlp");
  g_assert_cmpint (json_object_get_int_member (told, "arms"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (told, "seeds"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (told, "images"), ==, 22);
  g_assert_cmpint (json_object_get_int_member (told, "epochs"), ==, 2);
}

static void
test_a_study_learns_the_same_however_it_is_run (void)
{
  double expected = 0.0;
  const char *const ways[] = {"--threads 1", "--threads 2", "--threads 2 --at-once 1",
                              "--threads 5", "--threads 9 --at-once 3"};

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_auto (ProgramResult) result = program_run ("bench " STUDY " --json %s", ways[i]);
    g_autoptr (JsonObject) told = program_json (&result);
    double loss = json_object_get_double_member (told, "loss");

    g_assert_cmpfloat (loss, >, 0.0);
    if (i == 0)
      expected = loss;
    g_assert_cmpfloat (loss, ==, expected);
  }
}

/* A study of one face more than fits a batch, over and over: it is learned by heart. */
static void
test_a_study_does_learn (void)
{
  const char *line = "bench study --size 8 --images 9 --batch 8 --seeds 1 --json --epochs";
  g_auto (ProgramResult) first = program_run ("%s 1", line), last = program_run ("%s 400", line);
  g_autoptr (JsonObject) before = program_json (&first), after = program_json (&last);

  g_assert_cmpfloat (json_object_get_double_member (after, "loss"), <,
                     0.5 * json_object_get_double_member (before, "loss"));
}

static void
test_import_measures_drawn_faces_and_leaves_nothing (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mien-bench-test-XXXXXX", NULL);
  g_autofree char *before = g_strdup (g_getenv ("TMPDIR"));
  const char *const keys[] = {"work",
                              "open_seconds",
                              "images_per_second",
                              "images_per_second_median",
                              "peak_mebibytes",
                              "threads",
                              NULL};

  g_setenv ("TMPDIR", folder, TRUE);
  g_auto (ProgramResult) result = program_run ("bench import --images 7 --seconds 0.01 --json");
  if (before != NULL)
    g_setenv ("TMPDIR", before, TRUE);
  else
    g_unsetenv ("TMPDIR");
  g_autoptr (JsonObject) told = program_json (&result);

  assert_members (told, keys);
  g_assert_cmpint (json_object_get_int_member (told, "images"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (told, "layout"), ==, "csv");
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* works only on an empty folder */
}

static void
test_import_measures_a_data_set_of_ones_own (void)
{
  g_auto (ProgramResult) result = program_run ("bench import built-in:5 --seconds 0.01 --json");
  g_autoptr (JsonObject) told = program_json (&result);

  g_assert_cmpint (json_object_get_int_member (told, "images"), ==, 5);
  g_auto (ProgramResult) nowhere = program_run ("bench import /nowhere/at/all --seconds 0.01");
  g_assert_cmpint (nowhere.status, ==, 1);
  g_assert_nonnull (strstr (nowhere.err, "/nowhere/at/all"));
}

static void
test_plot_measures_pictures_the_cursor_and_points (void)
{
  const char *const keys[] = {"work",
                              "first_ms",
                              "first_pyramid_ms",
                              "frame_ms_median",
                              "frame_ms_p99",
                              "cursor_ms_median",
                              "append_ns_first_half",
                              "append_ns_second_half",
                              NULL};
  g_auto (ProgramResult) result =
      program_run ("bench plot --series 3 --points 5000 --width 300 --seconds 0.01 --json");
  g_autoptr (JsonObject) told = program_json (&result);

  assert_members (told, keys);
  g_assert_cmpint (json_object_get_int_member (told, "series"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (told, "points"), ==, 5000);
  g_assert_cmpfloat (json_object_get_double_member (told, "frame_ms_median"), <=,
                     json_object_get_double_member (told, "frame_ms_p99"));
}

static void
test_an_empty_instruction_set_is_none_asked_for (void)
{
  g_autofree char *before = g_strdup (g_getenv ("MIEN_ISA"));

  g_setenv ("MIEN_ISA", "", TRUE);
  g_auto (ProgramResult) result = program_run ("bench predict --network mlp --json " SHORT);
  if (before != NULL)
    g_setenv ("MIEN_ISA", before, TRUE);
  else
    g_unsetenv ("MIEN_ISA");
  g_assert_cmpint (result.status, ==, 0);
  g_assert_null (strstr (result.err, "MIEN_ISA"));
}

static void
test_what_cannot_be_measured_is_refused (void)
{
  static const struct {
    const char *line;
    int status;
    const char *word;
  } cases[] = {
      {"bench", 2, "usage"},
      {"bench sing", 2, "import and plot"},
      {"bench plot --series 0", 2, "--series"},
      {"bench plot --width 20000", 2, "from 16 to 16384"},
      {"bench train --batch 0", 2, "--batch"},
      {"bench train --threads -1", 2, "--threads"},
      {"bench train --seconds 0", 2, "--seconds"},
      {"bench train --network resnet-9000", 1, "resnet-9000"},
      {"bench train --size 4", 1, "too small"},
      {"bench study --seeds 0", 2, "--seeds"},
      {"bench study --epochs 0", 2, "--epochs"},
      {"bench study --images -3", 2, "--images"},
      {"bench study --images 1000001", 2, "--images 1000001 is not allowed"},
      {"bench study --epochs 100001", 2, "from 1 to 100000"},
      {"bench study --seeds 1001", 2, "from 1 to 1000"},
      {"bench study --at-once 1025", 2, "from 0 to 1024"},
      {"bench train --threads 1025", 2, "from 1 to 1024"},
      {"bench train --size 513", 2, "from 1 to 512"},
      {"bench train --batch 65537", 2, "from 1 to 65536"},
      {"bench train --seconds inf", 2, "up to 86400"},
      {"bench sgemm --size 64", 2, "no --size"},
      {"bench study --network resnet-9000", 1, "resnet-9000"},
      {"bench study --profile", 2, "--profile"},
      {"bench predict picture.png", 2, "picture.png"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (ProgramResult) result = program_run ("%s", cases[i].line);

    g_test_message ("%s: %s", cases[i].line, result.err);
    g_assert_cmpint (result.status, ==, cases[i].status);
    g_assert_nonnull (strstr (result.err, cases[i].word));
    g_assert_cmpstr (result.out, ==, "");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bench/network", test_train_and_predict_have_the_keys_of_the_comparison);
  g_test_add_func ("/bench/operations", test_operations_are_counted_as_in_the_comparison);
  g_test_add_func ("/bench/profile", test_a_profile_tells_every_layer_and_what_else_a_step_does);
  g_test_add_func ("/bench/study", test_a_study_has_the_keys_of_the_comparison);
  g_test_add_func ("/bench/study/same", test_a_study_learns_the_same_however_it_is_run);
  g_test_add_func ("/bench/study/learns", test_a_study_does_learn);
  g_test_add_func ("/bench/import", test_import_measures_drawn_faces_and_leaves_nothing);
  g_test_add_func ("/bench/import/own", test_import_measures_a_data_set_of_ones_own);
  g_test_add_func ("/bench/plot", test_plot_measures_pictures_the_cursor_and_points);
  g_test_add_func ("/bench/isa", test_an_empty_instruction_set_is_none_asked_for);
  g_test_add_func ("/bench/refused", test_what_cannot_be_measured_is_refused);
  return g_test_run ();
}
