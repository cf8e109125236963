/* mien-run as a researcher calls it. */
#include "tests/app/program.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  char *folder; /* of this test, removed afterwards */
  char *faces;  /* 60 drawn faces, shared by all tests */
} Fixture;

static char *shared_faces;

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

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = g_dir_make_tmp ("mien-run-XXXXXX", NULL);
  fixture->faces = shared_faces;
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

/* A small training that takes a second or two. */
#define SMALL "--network mlp --size 24 --epochs 2 --batch 16"

static void
test_synth_writes_faces_that_data_understands (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (ProgramResult) result = program_run ("data %s --json", fixture->faces);
  g_autoptr (JsonObject) told = program_json (&result);
  JsonArray *columns = json_object_get_array_member (told, "columns");
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpstr (json_object_get_string_member (told, "layout"), ==, "csv");
  g_assert_cmpint (json_object_get_int_member (told, "samples"), ==, 60);
  for (guint i = 0; i < json_array_get_length (columns); i++) {
    JsonObject *column = json_array_get_object_element (columns, i);

    g_hash_table_insert (types, (char *) json_object_get_string_member (column, "name"),
                         (char *) json_object_get_string_member (column, "type"));
  }
  g_assert_cmpstr (g_hash_table_lookup (types, "expression"), ==, "class");
  g_assert_cmpstr (g_hash_table_lookup (types, "person"), ==, "class");
  g_assert_cmpstr (g_hash_table_lookup (types, "action_units"), ==, "flags");
  g_assert_cmpstr (g_hash_table_lookup (types, "valence"), ==, "scalar");
  g_assert_cmpstr (g_hash_table_lookup (types, "landmarks"), ==, "points");
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (told, "problems")), ==, 0);
}

static void
test_synth_refuses_a_folder_that_holds_labels (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *table = g_build_filename (fixture->folder, "labels.csv", NULL);
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (table, "mended by hand", -1, NULL));
  g_auto (ProgramResult) result =
      program_run ("synth --out %s --count 10 --size 32", fixture->folder);
  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (strstr (result.err, table));
  g_assert_true (g_file_get_contents (table, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mended by hand");
}

static void
test_a_picture_that_is_none_is_a_problem_not_an_end (Fixture *fixture,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *out = g_build_filename (fixture->folder, "faces", NULL);
  g_autofree char *broken = g_build_filename (out, "faces", "00003.png", NULL);
  g_auto (ProgramResult) made = program_run ("synth --out %s --count 10 --size 32", out);

  g_assert_cmpint (made.status, ==, 0);
  g_assert_true (g_file_set_contents (broken, "not a picture", -1, NULL));
  g_auto (ProgramResult) result = program_run ("data %s --json", out);
  g_autoptr (JsonObject) told = program_json (&result);
  JsonArray *problems = json_object_get_array_member (told, "problems");

  g_assert_cmpuint (json_array_get_length (problems), >=, 1);
  g_assert_nonnull (strstr (result.out, "00003.png"));
  g_assert_cmpint (json_object_get_int_member (told, "samples"), ==, 10);
  g_assert_cmpint (json_object_get_int_member (told, "unreadable"), ==, 1);
}

/* (transfer full): ten drawn faces, of which the last five are the first five once more, each with
 * the label of another. */
static char *
make_copies (const char *folder)
{
  char *out = g_build_filename (folder, "copies", NULL);
  g_autofree char *table = g_build_filename (out, "labels.csv", NULL);
  g_autoptr (GString) rows = g_string_new ("path,expression\n");
  g_auto (ProgramResult) made = program_run ("synth --out %s --count 5 --size 48", out);

  g_assert_cmpint (made.status, ==, 0);
  for (int i = 1; i <= 10; i++) {
    g_autofree char *name = g_strdup_printf ("%05d.png", i > 5 ? i - 5 : i);
    g_autofree char *copy = g_strdup_printf ("%05d.png", i);
    g_autofree char *from = g_build_filename (out, "faces", name, NULL);
    g_autofree char *to = g_build_filename (out, "faces", copy, NULL);
    g_autofree char *bytes = NULL;
    gsize len;

    g_assert_true (g_file_get_contents (from, &bytes, &len, NULL));
    g_assert_true (g_file_set_contents (to, bytes, (gssize) len, NULL));
    g_string_append_printf (rows, "faces/%s,%s\n", copy, i > 5 ? "happy" : "sad");
  }
  g_assert_true (g_file_set_contents (table, rows->str, -1, NULL));
  return out;
}

static guint
count_samples (JsonObject *told, const char *words)
{
  JsonArray *problems = json_object_get_array_member (told, "problems");

  for (guint i = 0; i < json_array_get_length (problems); i++) {
    JsonObject *problem = json_array_get_object_element (problems, i);

    g_assert_nonnull (json_object_get_string_member (problem, "path"));
    if (strstr (json_object_get_string_member (problem, "what"), words) != NULL)
      return (guint) json_object_get_int_member (problem, "samples");
  }
  return 0;
}

static void
test_data_looks_for_doubts_when_asked (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *copies = make_copies (fixture->folder);
  g_auto (ProgramResult) plain = program_run ("data %s --json", copies);
  g_auto (ProgramResult) checked = program_run ("data %s --check --json", copies);
  g_auto (ProgramResult) split = program_run ("data %s --check --split random --json", copies);
  g_auto (ProgramResult) words = program_run ("data %s --check", copies);
  g_auto (ProgramResult) alone = program_run ("data %s --split random", copies);
  g_auto (ProgramResult) nobody =
      program_run ("data %s --check --split subject --subject who", copies);
  g_autoptr (JsonObject) nothing = program_json (&plain);
  g_autoptr (JsonObject) told = program_json (&checked);
  g_autoptr (JsonObject) parted = program_json (&split);

  g_assert_cmpuint (count_samples (nothing, "copies"), ==, 0);
  g_assert_cmpuint (count_samples (told, "are copies have different labels"), ==, 10);
  g_assert_cmpuint (count_samples (told, "the same in every pixel; keep one"), ==, 10);
  g_assert_cmpuint (count_samples (parted, "in more than one part of the split"), >, 0);
  g_assert_nonnull (strstr (words.out, "10 pictures in 5 groups are copies"));
  g_assert_cmpint (alone.status, ==, 2);
  g_assert_nonnull (strstr (alone.err, "--check"));
  g_assert_cmpint (nobody.status, ==, 1);
  g_assert_nonnull (strstr (nobody.err, "who"));
}

static void
test_copies_across_the_split_are_told_with_the_result (Fixture *fixture,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *copies = make_copies (fixture->folder);
  g_autofree char *out = g_build_filename (fixture->folder, "run", NULL);
  g_auto (ProgramResult) result = program_run ("train --data %s " SMALL " --out %s", copies, out);
  g_auto (ProgramResult) again =
      program_run ("train --data %s " SMALL " --out %s --resume --json", copies, out);
  g_autoptr (JsonObject) told = program_json (&again);
  JsonObject *leaks = json_object_get_object_member (told, "leaks");

  g_assert_cmpint (json_object_get_int_member (leaks, "copies"), >, 0);
  g_assert_true (json_object_get_null_member (leaks, "persons"));
  g_assert_nonnull (strstr (result.out, "are copies of faces in an earlier part"));
}

/* A table of codes beside the faces, whose numbers get words and whose rows are joined by name. */
static void
test_columns_are_edited_and_joined_as_flags_say (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *edits = g_build_filename (fixture->folder, "edits.json", NULL);
  g_autofree char *table = g_build_filename (fixture->folder, "codes.csv", NULL);

  g_assert_true (g_file_set_contents (
      edits, "{\"emotion\": {\"rename\": {\"0\": \"calm\", \"1\": \"calm\"}}}", -1, NULL));
  g_assert_true (
      g_file_set_contents (table, "image,emotion\n00001,0\n00002,1\n00003,2\n", -1, NULL));
  g_auto (ProgramResult) result = program_run (
      "data %s --join %s:image --columns %s --set data.columns.glasses.use=false --json",
      fixture->faces, table, edits);
  g_autoptr (JsonObject) told = program_json (&result);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, "\"counts\": {\"calm\": 2, \"2\": 1}"));
  g_assert_nonnull (strstr (result.out, "57 of 60 faces have no row in it"));
  g_assert_null (strstr (result.out, "\"glasses\""));
}

static void
test_an_edit_that_cannot_be_is_told_with_its_key (Fixture *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  g_auto (ProgramResult) result =
      program_run ("data %s --set data.columns.expression.order=glee", fixture->faces);
  g_auto (ProgramResult) wrong = program_run ("data %s --set epochs=3", fixture->faces);

  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (strstr (result.err, "data.columns.expression.order: there is no “glee”"));
  g_assert_cmpint (wrong.status, ==, 2);
}

static void
test_train_tells_what_came_out (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *out = g_build_filename (fixture->folder, "run", NULL);
  g_auto (ProgramResult) result =
      program_run ("train --data %s --main expression --aux action_units=0.3 --aux valence "
                   "--out %s --json " SMALL,
                   fixture->faces, out);
  g_autoptr (JsonObject) told = program_json (&result);
  JsonObject *samples = json_object_get_object_member (told, "samples");
  JsonObject *tasks = json_object_get_object_member (told, "tasks");
  JsonObject *expression = json_object_get_object_member (tasks, "expression");
  JsonObject *test = json_object_get_object_member (expression, "test");
  JsonObject *valence =
      json_object_get_object_member (json_object_get_object_member (tasks, "valence"), "test");

  g_assert_cmpstr (json_object_get_string_member (told, "run"), ==, out);
  g_assert_cmpuint (strlen (json_object_get_string_member (told, "fingerprint")), ==, 64);
  g_assert_cmpint (json_object_get_int_member (samples, "train") +
                       json_object_get_int_member (samples, "validation") +
                       json_object_get_int_member (samples, "test"),
                   ==, 60);
  g_assert_cmpstr (json_object_get_string_member (expression, "type"), ==, "class");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (expression, "classes")),
                    ==, 7);
  g_assert_true (json_object_has_member (test, "balanced_accuracy"));
  g_assert_true (json_object_has_member (test, "macro_f1"));
  g_assert_true (json_object_has_member (valence, "ccc"));
  for (const char *const *file =
           (const char *const[]){"recipe.json", "run.json", "history.csv", "predictions.csv",
                                 "model.safetensors", "checkpoint.safetensors", NULL};
       *file != NULL; file++) {
    g_autofree char *path = g_build_filename (out, *file, NULL);

    g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  }
}

static char *
fingerprint_of (const ProgramResult *result)
{
  g_autoptr (JsonObject) told = program_json (result);

  return g_strdup (json_object_get_string_member (told, "fingerprint"));
}

static const char *const networks[] = {"reference", "mlp", "mini-xception", "resnet-small"};

/* With pictures that are turned, moved and partly erased, and a last batch that is short. */
static void
test_threads_never_change_a_result (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const int threads[] = {1, 2, 3, 5};

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++) {
    g_autofree char *expected = NULL;

    for (guint t = 0; t < G_N_ELEMENTS (threads); t++) {
      g_auto (ProgramResult) result = program_run (
          "train --data %s --main expression --aux person --network %s --size 24 --epochs 2 "
          "--batch 14 --augment strong --threads %d --out %s/%s-%d --json",
          fixture->faces, networks[i], threads[t], fixture->folder, networks[i], threads[t]);
      g_autofree char *found = fingerprint_of (&result);

      if (expected == NULL)
        expected = g_strdup (found);
      g_assert_cmpstr (found, ==, expected);
    }
  }
}

/* From the flag to a file that others can run. */
static void
test_every_network_trains_predicts_and_leaves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++) {
    g_autofree char *out = g_build_filename (fixture->folder, networks[i], NULL);
    g_autofree char *onnx = g_strconcat (out, ".onnx", NULL);
    g_auto (ProgramResult) trained =
        program_run ("train --data %s --main expression --network %s --size 24 "
                     "--epochs 1 --batch 16 --out %s --json",
                     fixture->faces, networks[i], out);
    g_autofree char *fingerprint = fingerprint_of (&trained);
    g_auto (ProgramResult) predicted =
        program_run ("predict %s/model.safetensors %s/faces/00001.png --json", out, fixture->faces);
    g_auto (ProgramResult) exported =
        program_run ("export %s/model.safetensors --format onnx --out %s", out, onnx);
    g_autoptr (JsonObject) told = program_json (&predicted);

    g_assert_cmpuint (strlen (fingerprint), ==, 64);
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (told, "predictions")),
                      ==, 1);
    g_assert_cmpint (exported.status, ==, 0);
    g_assert_true (g_file_test (onnx, G_FILE_TEST_IS_REGULAR));
  }
}

static GPid
start (const char *line)
{
  g_auto (GStrv) argv = NULL;
  GPid pid = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, &error));
  g_spawn_async (NULL, argv, NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                     G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

/* Until the file is there, so that the kill comes in the middle of a training. */
static void
wait_for_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_usleep (2000);
}

/* Killed in the middle on one thread and gone on with on three. */
static void
check_killed (Fixture *fixture, const char *network, int epochs)
{
  g_autofree char *flags = g_strdup_printf ("--main expression --aux person --network %s --size 24 "
                                            "--epochs %d --batch 4 --augment standard",
                                            network, epochs);
  g_autofree char *whole = g_strconcat (fixture->folder, "/whole-", network, NULL);
  g_autofree char *killed = g_strconcat (fixture->folder, "/killed-", network, NULL);
  g_auto (ProgramResult) result =
      program_run ("train --data %s %s --out %s --json", fixture->faces, flags, whole);
  g_autofree char *expected = fingerprint_of (&result);
  g_autofree char *line = g_strdup_printf ("%s train --data %s %s --threads 1 --out %s",
                                           g_getenv ("MIEN_RUN"), fixture->faces, flags, killed);
  g_autofree char *whole_history = g_build_filename (whole, "history.csv", NULL);
  g_autofree char *killed_history = g_build_filename (killed, "history.csv", NULL);
  g_autofree char *whole_text = NULL, *killed_text = NULL;

  GPid pid = start (line);
  wait_for_file (killed, "checkpoint.safetensors");
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);

  g_auto (ProgramResult) resumed = program_run (
      "train --data %s %s --threads 3 --out %s --resume --json", fixture->faces, flags, killed);
  g_autofree char *found = fingerprint_of (&resumed);
  g_assert_cmpstr (found, ==, expected);
  g_assert_true (g_file_get_contents (whole_history, &whole_text, NULL, NULL));
  g_assert_true (g_file_get_contents (killed_history, &killed_text, NULL, NULL));
  g_assert_cmpstr (killed_text, ==, whole_text);
}

static void
test_a_killed_training_goes_on_to_the_same_end (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    check_killed (fixture, networks[i], g_str_equal (networks[i], "mlp") ? 12 : 4);
}

/* The checkpoint knows what it was learned from. */
static void
test_a_training_does_not_go_on_with_other_labels (Fixture *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  const char *flags =
      "--main expression --aux person --network mlp --size 24 --epochs 30 --batch 4";
  g_autofree char *killed = g_build_filename (fixture->folder, "killed", NULL);
  g_autofree char *line = g_strdup_printf ("%s train --data %s %s --out %s", g_getenv ("MIEN_RUN"),
                                           fixture->faces, flags, killed);
  g_autofree char *table = g_build_filename (fixture->faces, "labels.csv", NULL);
  g_autofree char *text = NULL;

  GPid pid = start (line);
  wait_for_file (killed, "checkpoint.safetensors");
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);

  g_assert_true (g_file_get_contents (table, &text, NULL, NULL));
  g_auto (GStrv) parts = g_strsplit (text, "happy", -1);
  g_autofree char *changed = g_strjoinv ("glad", parts);
  g_assert_cmpstr (changed, !=, text);
  g_assert_true (g_file_set_contents (table, changed, -1, NULL));
  g_auto (ProgramResult) resumed =
      program_run ("train --data %s %s --out %s --resume", fixture->faces, flags, killed);
  g_assert_cmpint (resumed.status, ==, 1);
  g_assert_nonnull (strstr (resumed.err, "other faces or labels"));
}

static void
test_data_sets_are_joined_for_training_and_for_measuring (Fixture *fixture,
                                                          gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *out = g_build_filename (fixture->folder, "run", NULL);
  g_auto (ProgramResult) looked = program_run ("data %s built-in:40:7 --json", fixture->faces);
  g_autoptr (JsonObject) seen = program_json (&looked);
  g_auto (ProgramResult) trained = program_run (
      "train --data %s --data built-in:40:7 --main expression --split leave-one-group-out "
      "--group source --fold 1 --set split.validation=0 --out %s --json " SMALL,
      fixture->faces, out);
  g_autoptr (JsonObject) told = program_json (&trained);
  JsonObject *samples = json_object_get_object_member (told, "samples");
  g_auto (ProgramResult) again = program_run ("train --out %s --resume --json", out);
  g_auto (ProgramResult) measured =
      program_run ("evaluate %s/model.safetensors --data %s --json", out, fixture->faces);
  g_autoptr (JsonObject) figures = program_json (&measured);
  JsonObject *expression = json_object_get_object_member (
      json_object_get_object_member (figures, "tasks"), "expression");
  JsonObject *test = json_object_get_object_member (expression, "test");

  g_assert_cmpint (json_object_get_int_member (seen, "samples"), ==, 100);
  g_assert_cmpint (json_object_get_int_member (samples, "train"), ==, 60);
  g_assert_cmpint (json_object_get_int_member (samples, "test"), ==, 40);
  g_assert_cmpstr (trained.out, ==, again.out);
  /* Alone, that data set calls happiness happy; its labels count all the same. */
  g_assert_cmpint (json_object_get_int_member (test, "n"), ==, 60);
}

static void
test_train_refuses_a_folder_that_holds_a_run (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (ProgramResult) first = program_run (
      "train --data %s --main expression --out %s/run " SMALL, fixture->faces, fixture->folder);
  g_auto (ProgramResult) second = program_run (
      "train --data %s --main expression --out %s/run " SMALL, fixture->faces, fixture->folder);
  g_auto (ProgramResult) resumed =
      program_run ("train --data %s --main expression --out %s/run --resume --json " SMALL,
                   fixture->faces, fixture->folder);

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpint (second.status, ==, 1);
  g_assert_nonnull (strstr (second.err, "--resume"));
  json_object_unref (program_json (&resumed));
}

static void
test_a_study_compares_its_arms (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (ProgramResult) result = program_run (
      "study --data %s --main expression --aux action_units --seeds 2 --out %s/study --json " SMALL,
      fixture->faces, fixture->folder);
  g_autoptr (JsonObject) told = program_json (&result);
  JsonArray *arms = json_object_get_array_member (told, "arms");
  JsonObject *comparison =
      json_array_get_object_element (json_object_get_array_member (told, "comparisons"), 0);
  g_auto (ProgramResult) report =
      program_run ("report %s/study --out %s/report.html", fixture->folder, fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "report.html", NULL);
  g_autofree char *html = NULL;

  g_assert_cmpstr (json_object_get_string_member (told, "main"), ==, "expression");
  g_assert_cmpstr (json_object_get_string_member (told, "metric"), ==, "balanced_accuracy");
  g_assert_cmpuint (json_array_get_length (arms), ==, 2);
  JsonArray *values =
      json_object_get_array_member (json_array_get_object_element (arms, 0), "values");
  g_assert_cmpuint (json_array_get_length (values), ==, 2);
  g_assert_cmpint (json_object_get_int_member (comparison, "pairs"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (comparison, "test"), ==, "paired t");
  g_assert_cmpint (report.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &html, NULL, NULL));
  g_assert_nonnull (strstr (html, "<svg"));
  g_assert_null (strstr (html, "http://localhost"));
}

/* A picture by itself has no landmarks: the answer comes with a warning, and nothing else is on
 * standard output than it. */
static void
test_a_model_of_cropped_faces_warns (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *model = g_build_filename (fixture->folder, "run", "model.safetensors", NULL);
  g_auto (ProgramResult) trained = program_run (
      "train --data %s --main expression --network mlp --size 24 --epochs 1 --set data.crop=eyes "
      "--set data.equalise=clahe --out %s/run",
      fixture->faces, fixture->folder);
  g_auto (ProgramResult) predicted =
      program_run ("predict %s %s/faces/00001.png --json", model, fixture->faces);
  g_auto (ProgramResult) explained = program_run (
      "saliency %s %s/faces/00001.png --task expression --method gradient --out %s/map.png --json",
      model, fixture->faces, fixture->folder);
  g_auto (ProgramResult) evaluated =
      program_run ("evaluate %s --data %s --json", model, fixture->faces);
  g_autoptr (JsonObject) answer = program_json (&predicted);
  g_autoptr (JsonObject) map = program_json (&explained);
  g_autoptr (JsonObject) measured = program_json (&evaluated);

  g_assert_cmpint (trained.status, ==, 0);
  g_assert_true (json_object_has_member (answer, "predictions"));
  g_assert_true (json_object_has_member (map, "sum"));
  g_assert_cmpint (json_object_get_int_member (measured, "samples"), ==, 60);
  g_assert_nonnull (strstr (predicted.err, "cropped by their eyes"));
  g_assert_nonnull (strstr (explained.err, "cropped by their eyes"));
  g_assert_null (strstr (evaluated.err, "cropped by their eyes"));
}

static void
test_a_model_answers_explains_and_leaves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *model = g_build_filename (fixture->folder, "run", "model.safetensors", NULL);
  g_autofree char *face = g_build_filename (fixture->faces, "faces", "00001.png", NULL);
  g_auto (ProgramResult) trained = program_run (
      "train --data %s --main expression --aux valence --network reference --size 24 --epochs 1 "
      "--out %s/run",
      fixture->faces, fixture->folder);
  g_assert_cmpint (trained.status, ==, 0);

  g_auto (ProgramResult) predicted = program_run ("predict %s %s --json", model, face);
  g_autoptr (JsonObject) answer = program_json (&predicted);
  JsonObject *first =
      json_array_get_object_element (json_object_get_array_member (answer, "predictions"), 0);
  JsonObject *expression =
      json_object_get_object_member (json_object_get_object_member (first, "tasks"), "expression");
  JsonObject *probabilities = json_object_get_object_member (expression, "probabilities");
  g_autoptr (GList) classes = json_object_get_members (probabilities);
  double sum = 0.0;
  for (GList *item = classes; item != NULL; item = item->next)
    sum += json_object_get_double_member (probabilities, item->data);
  g_assert_cmpuint (g_list_length (classes), ==, 7);
  g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-5);
  g_assert_true (
      json_object_has_member (probabilities, json_object_get_string_member (expression, "class")));

  g_auto (ProgramResult) explained =
      program_run ("saliency %s %s --task expression --method grad-cam --out %s/map.png "
                   "--json",
                   model, face, fixture->folder);
  g_autoptr (JsonObject) map = program_json (&explained);
  g_assert_cmpstr (json_object_get_string_member (map, "method"), ==, "grad-cam");
  g_autofree char *picture = g_build_filename (fixture->folder, "map.png", NULL);
  g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));

  g_auto (ProgramResult) exported =
      program_run ("export %s --format onnx --out %s/model.onnx --json", model, fixture->folder);
  g_autoptr (JsonObject) file = program_json (&exported);
  g_assert_cmpstr (json_object_get_string_member (file, "format"), ==, "onnx");

  g_auto (ProgramResult) evaluated =
      program_run ("evaluate %s --data %s --json", model, fixture->faces);
  g_autoptr (JsonObject) measured = program_json (&evaluated);
  g_assert_cmpint (json_object_get_int_member (measured, "samples"), ==, 60);
  g_assert_true (
      json_object_has_member (json_object_get_object_member (measured, "tasks"), "valence"));
}

static void
test_what_is_read_is_never_written_over (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const lines[] = {"export %s --format onnx --out %s",
                               "export %s --format safetensors --out %s",
                               "saliency %s face.png --task t --method gradient --out %s",
                               "saliency model %s --task t --method gradient --out %s"};
  g_autofree char *input = g_build_filename (fixture->folder, "input", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "link", NULL);

  g_assert_true (g_file_set_contents (input, "precious", -1, NULL));
  g_assert_cmpint (symlink (input, other), ==, 0);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (lines); i++) {
    GString *line = g_string_new (lines[i / 2]);
    g_autofree char *kept = NULL;

    g_string_replace (line, "%s", input, 1);
    g_string_replace (line, "%s", i % 2 == 0 ? input : other, 1);
    g_auto (ProgramResult) result = program_run ("%s", line->str);
    g_assert_cmpint (result.status, ==, 2);
    g_assert_nonnull (strstr (result.err, "the file that is read"));
    g_assert_true (g_file_get_contents (input, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, "precious");
    g_string_free (line, TRUE);
  }
}

static void
test_folders_may_be_named_from_where_one_stands (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *here = g_get_current_dir ();

  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  g_auto (ProgramResult) made = program_run ("synth --out faces --count 20 --size 24");
  g_auto (ProgramResult) first =
      program_run ("train --data faces --main expression --out run --json " SMALL);
  g_auto (ProgramResult) again =
      program_run ("train --data faces --main expression --out run --resume --json " SMALL);
  g_auto (ProgramResult) report = program_run ("report run --out report.html");
  g_autofree char *expected = fingerprint_of (&first), *found = fingerprint_of (&again);

  g_assert_cmpint (g_chdir (here), ==, 0);
  g_assert_cmpint (made.status, ==, 0);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpint (report.status, ==, 0);
}

static void
test_one_class_alone_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *from = g_build_filename (fixture->faces, "faces", "00001.png", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "set", "happy", NULL);
  g_autofree char *bytes = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (from, &bytes, &len, NULL));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  for (int i = 0; i < 12; i++) {
    g_autofree char *to = g_strdup_printf ("%s/%d.png", folder, i);

    g_assert_true (g_file_set_contents (to, bytes, (gssize) len, NULL));
  }
  g_auto (ProgramResult) result =
      program_run ("train --data %s/set --out %s/run " SMALL, fixture->folder, fixture->folder);
  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (strstr (result.err, "happy"));
}

static void
test_the_help_of_a_command_names_it (Fixture *fixture G_GNUC_UNUSED,
                                     gconstpointer data G_GNUC_UNUSED)
{
  const char *const commands[] = {"synth",   "data",       "train",  "study",  "evaluate",
                                  "predict", "saliency",   "export", "report", "bench",
                                  "store",   "weightings", "search"};

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_auto (ProgramResult) result = program_run ("%s --help", commands[i]);
    g_autofree char *words = g_strdup_printf ("mien-run %s [OPTION", commands[i]);

    g_assert_cmpint (result.status, ==, 0);
    g_assert_nonnull (strstr (result.out, words));
  }
}

static void
test_weightings_lists_methods_with_their_options (Fixture *fixture G_GNUC_UNUSED,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  g_auto (ProgramResult) result = program_run ("weightings --json"),
                         told = program_run ("weightings");
  g_autoptr (JsonObject) json = program_json (&result);
  JsonObject *gradnorm = json_object_get_object_member (json, "gradnorm");

  g_assert_cmpfloat (json_object_get_double_member (gradnorm, "alpha"), ==, 1.5);
  g_assert_nonnull (strstr (told.out,
                            "nash-mtl     costs a way back through the network for each task\n"
                            "  weighting.clip=1"));
}

/* What is wrong, and words that the one line has to hold. */
static const struct {
  const char *line;
  int status;
  const char *words;
} refusals[] = {
    {"frobnicate", 2, "frobnicate"},
    {"train --data FACES --main expression", 2, "--out"},
    {"train --data FACES --main expression --network nosuch --out OUT", 2, "reference"},
    {"train --data FACES --main expression --epochs -3 --out OUT", 2, "epochs"},
    {"train --data FACES --main expression --aux valence=-1 --out OUT", 2, "weight"},
    {"train --data FACES --main expression --aux action_units=1e7 --out OUT", 2,
     "weight: 1e+07 is not allowed; a number from 0 to 1000000 was expected"},
    {"train --data FACES --main expression --aux valence=nan --out OUT", 2,
     "weight: nan is not allowed"},
    {"train --data FACES --main expression --aux valence=-inf --out OUT", 2,
     "weight: -inf is not allowed"},
    {"train --data FACES --main expression --aux valence=much --out OUT", 2, "\"much\""},
    {"train --data FACES --main expression --lr nan --out OUT", 2,
     "optimizer.lr: nan is not allowed"},
    {"train --data FACES --main expression --lr inf --out OUT", 2,
     "optimizer.lr: inf is not allowed"},
    {"train --data FACES --main expression --threads nan --out OUT", 2,
     "threads: nan is not allowed"},
    {"train --data FACES --main expression --threads 1025 --out OUT", 2, "0 to 1024"},
    {"train --data FACES --main expression --aux expression --out OUT", 2, "main task"},
    {"train --data FACES --main expression --set optimizer.clip=-1 --out OUT", 2, "optimizer.clip"},
    {"train --data FACES --main expression --set optimizer.nesterov=true --out OUT", 2,
     "optimizer.nesterov"},
    {"train --data FACES --main expression --epochs 3 --set optimizer.warmup=3 --out OUT", 2,
     "optimizer.warmup"},
    {"train --data FACES --main expression --set label_smoothing=1 --out OUT", 2,
     "label_smoothing"},
    {"train --data FACES --main expression --set optimizer.schedule=linear --out OUT", 2,
     "one-cycle"},
    {"train --data FACES --main expression --set data.channels=2 --out OUT", 2,
     "data.channels: 2 is not allowed; 1 or 3 was expected"},
    {"train --data FACES --main nosuch --out OUT", 1, "nosuch"},
    {"train --data /nonexistent/faces --main expression --out OUT", 1, "/nonexistent/faces"},
    {"train --data FACES --main expression --split subject --subject nosuch --out OUT", 1,
     "nosuch"},
    {"synth --out OUT --count 1 more", 2, "usage is “mien-run synth"},
    {"data FACES more", 1, "more is not there"},
    {"data FACES FACES", 1, "named twice"},
    {"train --data FACES --data built-in:20 --split group --out OUT", 1, "--group"},
    {"train --data FACES --split group --group glasses --folds 2 --out OUT", 1,
     "both learned from and tested on"},
    {"train a.json more --out OUT", 2, "usage is “mien-run train"},
    {"study a.json more --out OUT", 2, "usage is “mien-run study"},
    {"evaluate a.safetensors more --data FACES", 2, "usage is “mien-run evaluate"},
    {"saliency a.safetensors a.png more --task t --method gradient --out OUT", 2,
     "usage is “mien-run saliency"},
    {"export a.safetensors more --format onnx --out OUT", 2, "usage is “mien-run export"},
    {"report OUT more --out OUT.html", 2, "usage is “mien-run report"},
    {"bench sgemm one more", 2, "usage is “mien-run bench"},
    {"store check more --workspace OUT", 2, "“more” is one word too many"},
    {"data /nonexistent", 1, "/nonexistent"},
    {"train /nonexistent.json --out OUT", 1, "/nonexistent.json"},
    {"predict /nonexistent.safetensors FACES/faces/00001.png", 1, "/nonexistent.safetensors"},
    {"report /nonexistent --out OUT.html", 1, "/nonexistent"},
    {"train --data FACES --main expression --out /proc/mien", 1, "/proc/mien"},
    {"train --data FACES --main expression --lr 1000 --optimizer sgd --size 16 --epochs 5 --out "
     "OUT",
     1, "learning rate"},
};

static void
test_what_is_wrong_is_said_in_one_line (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    GString *line = g_string_new (refusals[i].line);
    g_autofree char *out = g_strdup_printf ("%s/out%u", fixture->folder, i);

    g_string_replace (line, "FACES", fixture->faces, 0);
    g_string_replace (line, "OUT", out, 0);
    g_auto (ProgramResult) result = program_run ("%s", line->str);
    g_test_message ("%s → %d %s", line->str, result.status, result.err);
    g_assert_cmpint (result.status, ==, refusals[i].status);
    g_assert_cmpstr (result.out, ==, "");
    g_assert_nonnull (strstr (result.err, refusals[i].words));
    g_assert_nonnull (strstr (result.err, "mien-run: "));
    g_string_free (line, TRUE);
  }
}

static void
test_a_search_finds_weights_for_a_training (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (ProgramResult) result = program_run (
      "search --data %s --main expression --aux action_units --set study.search.trials=2"
      " --out %s/search --json " SMALL,
      fixture->faces, fixture->folder);
  g_assert_cmpint (result.status, ==, 0);
  g_autoptr (JsonObject) search = program_json (&result);
  JsonObject *fold =
      json_array_get_object_element (json_object_get_array_member (search, "folds"), 0);
  g_assert_cmpstr (json_object_get_string_member (search, "picked_by"), ==, "validation");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (fold, "trials")), ==, 2);

  g_auto (ProgramResult) trained = program_run ("train %s/search/best.json --out %s/run --json",
                                                fixture->folder, fixture->folder);
  g_assert_cmpint (trained.status, ==, 0);
}

static void
test_a_study_brings_its_controls (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (ProgramResult) result = program_run (
      "study --data %s --main expression --aux action_units --seeds 2 --control shuffled"
      " --control equal --transfer --out %s/study --json " SMALL,
      fixture->faces, fixture->folder);
  g_assert_cmpint (result.status, ==, 0);
  g_autoptr (JsonObject) study = program_json (&result);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (study, "arms")), ==, 4);
  g_assert_true (json_object_has_member (study, "transfer"));
  g_assert_true (json_object_has_member (study, "knowledge"));

  g_auto (ProgramResult) report =
      program_run ("report %s/study --out %s/report.html", fixture->folder, fixture->folder);
  g_autofree char *path = g_build_filename (fixture->folder, "report.html", NULL);
  g_autofree char *text = NULL;
  g_assert_cmpint (report.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "What tasks gain by each other"));
  g_assert_nonnull (strstr (text, "shuffled labels"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *folder = g_dir_make_tmp ("mien-faces-XXXXXX", NULL);
  shared_faces = folder;
  g_auto (ProgramResult) made = program_run ("synth --out %s --count 60 --size 32", folder);
  g_assert_cmpint (made.status, ==, 0);

#define TEST(name, func) g_test_add ("/mien-run/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("joined", test_data_sets_are_joined_for_training_and_for_measuring);
  TEST ("doubts", test_data_looks_for_doubts_when_asked);
  TEST ("leaks", test_copies_across_the_split_are_told_with_the_result);
  TEST ("synth", test_synth_writes_faces_that_data_understands);
  TEST ("synth/refuses", test_synth_refuses_a_folder_that_holds_labels);
  TEST ("broken-picture", test_a_picture_that_is_none_is_a_problem_not_an_end);
  TEST ("data/edits", test_columns_are_edited_and_joined_as_flags_say);
  TEST ("data/edits-refused", test_an_edit_that_cannot_be_is_told_with_its_key);
  TEST ("train", test_train_tells_what_came_out);
  TEST ("threads", test_threads_never_change_a_result);
  TEST ("networks", test_every_network_trains_predicts_and_leaves);
  TEST ("killed", test_a_killed_training_goes_on_to_the_same_end);
  TEST ("other-labels", test_a_training_does_not_go_on_with_other_labels);
  TEST ("refuses", test_train_refuses_a_folder_that_holds_a_run);
  TEST ("study", test_a_study_compares_its_arms);
  TEST ("search", test_a_search_finds_weights_for_a_training);
  TEST ("controls", test_a_study_brings_its_controls);
  TEST ("model", test_a_model_answers_explains_and_leaves);
  TEST ("cropped", test_a_model_of_cropped_faces_warns);
  TEST ("over", test_what_is_read_is_never_written_over);
  TEST ("relative", test_folders_may_be_named_from_where_one_stands);
  TEST ("one-class", test_one_class_alone_is_refused);
  TEST ("help", test_the_help_of_a_command_names_it);
  TEST ("weightings", test_weightings_lists_methods_with_their_options);
  TEST ("wrong", test_what_is_wrong_is_said_in_one_line);
  int status = g_test_run ();
  remove_tree (folder);
  return status;
}
