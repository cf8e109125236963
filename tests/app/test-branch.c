#include "tests/app/program.h"

#include <glib/gstdio.h>
#include <string.h>

/* A run of six epochs, of which every second is kept. */
typedef struct {
  char *folder, *run;
  char *fingerprint;
} Fixture;

static char *
fingerprint_of (JsonObject *told)
{
  return g_strdup (json_object_get_string_member (told, "fingerprint"));
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = g_dir_make_tmp ("mien-branch-XXXXXX", NULL);
  fixture->run = g_build_filename (fixture->folder, "run", NULL);
  g_auto (ProgramResult) result =
      program_run ("train --data built-in:80:1 --main expression --aux valence --network mlp "
                   "--size 16 --epochs 6 --batch 16 --set checkpoints=2 --out %s --json",
                   fixture->run);
  g_autoptr (JsonObject) told = program_json (&result);
  fixture->fingerprint = fingerprint_of (told);
}

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
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->run);
  g_free (fixture->fingerprint);
}

static JsonObject *
arm_of (JsonObject *told, guint number)
{
  return json_array_get_object_element (json_object_get_array_member (told, "arms"), number);
}

static void
test_a_branch_is_compared_with_and_without_a_task (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  g_auto (ProgramResult) result = program_run (
      "branch %s --epoch 2 --without valence --out %s/b --json", fixture->run, fixture->folder);
  g_autoptr (JsonObject) told = program_json (&result);
  g_autofree char *same = fingerprint_of (arm_of (told, 0));
  g_autofree char *without = fingerprint_of (arm_of (told, 1));

  g_assert_cmpint (json_object_get_int_member (told, "epoch"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (told, "metric"), ==, "balanced_accuracy");
  g_assert_cmpstr (json_object_get_string_member (arm_of (told, 0), "name"), ==, "as it is");
  g_assert_cmpstr (json_object_get_string_member (arm_of (told, 1), "name"), ==, "without valence");
  g_assert_cmpstr (same, ==, fixture->fingerprint);
  g_assert_cmpstr (without, !=, fixture->fingerprint);

  g_auto (ProgramResult) repeated =
      program_run ("train --repeat %s/b/without-valence --out %s/again --threads 2 --json",
                   fixture->folder, fixture->folder);
  g_autoptr (JsonObject) again = program_json (&repeated);
  g_autofree char *found = fingerprint_of (again);
  g_assert_cmpstr (found, ==, without);

  g_auto (ProgramResult) twice = program_run ("branch %s --epoch 2 --without valence --out %s/b",
                                              fixture->run, fixture->folder);
  g_assert_cmpint (twice.status, ==, 1);
  g_assert_nonnull (strstr (twice.err, "holds a run already"));
  g_auto (ProgramResult) resumed = program_run (
      "branch %s --epoch 2 --without valence --out %s/b --resume", fixture->run, fixture->folder);
  g_assert_cmpint (resumed.status, ==, 0);
  g_assert_nonnull (strstr (resumed.out, "without valence"));
  g_assert_nonnull (strstr (resumed.out, "one run each"));
}

static void
test_arms_and_more_epochs_are_given_by_flags (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (ProgramResult) result = program_run (
      "branch %s --epochs 8 --arm 'more: --weight valence=2' --arm 'less: --weight valence=0 --set "
      "optimizer.lr=0.01' --out %s/b --json",
      fixture->run, fixture->folder);
  g_autoptr (JsonObject) told = program_json (&result);
  g_autofree char *more = fingerprint_of (arm_of (told, 0));
  g_autofree char *less = fingerprint_of (arm_of (told, 1));

  g_assert_cmpint (json_object_get_int_member (told, "epoch"), ==, 6);
  g_assert_cmpstr (more, !=, less);
  g_assert_nonnull (strstr (result.err, "more: The learning rate goes on at"));
  g_assert_nonnull (strstr (result.err, "is one over 8 epochs now"));
}

static const struct {
  const char *flags;
  int status;
  const char *words;
} refusals[] = {
    {"branch RUN", 2, "--out DIR is needed"},
    {"branch RUN --out OUT", 1, "epochs: 6 is not allowed; 6 are done"},
    {"branch RUN --out OUT --epoch 3", 1, "has checkpoints after epoch 2, 4, 6; to have more"},
    {"branch RUN --out OUT --epoch two", 1, "--epoch two"},
    {"branch RUN --out OUT --epoch 2 --without pose", 1, "“pose” is not allowed"},
    {"branch RUN --out OUT --epoch 2 --without expression", 1, "is the main task"},
    {"branch RUN --out OUT --epoch 2 --weight valence", 2, "--weight valence: expected NAME=VALUE"},
    {"branch RUN --out OUT --epoch 2 --weight valence=-1", 1, "tasks.valence.weight: -1"},
    {"branch RUN --out OUT --epoch 2 --weight valence=nan", 1, "tasks.valence.weight: nan"},
    {"branch RUN --out OUT --epoch 2 --set batch=8", 1, "batch: cannot be changed in the middle"},
    {"branch RUN --out OUT --epoch 2 --arm nameless", 2, "expected 'NAME: flags'"},
    {"branch RUN --out OUT --epoch 2 --arm 'a: --aux pose'", 2, "--arm 'a: --aux pose'"},
    {"branch RUN/checkpoints --out OUT", 1, "holds no run"},
    {"train --repeat RUN/checkpoints --out OUT", 1, "holds no run"},
    {"train recipe.json --repeat RUN --out OUT", 2, "takes that run's recipe"},
    {"train --repeat RUN --set steering=[{}] --out OUT", 2, "steering[0]"},
};

static void
test_what_cannot_be_is_said_in_one_line (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    GString *line = g_string_new (refusals[i].flags);

    g_string_replace (line, "RUN", fixture->run, 0);
    g_string_replace (line, "OUT", out, 0);
    g_auto (ProgramResult) result = program_run ("%s", line->str);
    g_test_message ("%s → %d %s", line->str, result.status, result.err);
    g_assert_cmpint (result.status, ==, refusals[i].status);
    g_assert_nonnull (strstr (result.err, refusals[i].words));
    g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
    g_string_free (line, TRUE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add ("/branch/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("without", test_a_branch_is_compared_with_and_without_a_task);
  TEST ("arms", test_arms_and_more_epochs_are_given_by_flags);
  TEST ("refused", test_what_cannot_be_is_said_in_one_line);
  return g_test_run ();
}
