/* A training that is killed at any moment, and gone on with, comes to the same end. */
#include "tests/app/program.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  N_KILLS = 30
};

#define RECIPE                                                                                   \
  "train --data built-in:60:1 --main expression --aux valence --network mlp --size 16 --epochs " \
  "20 --batch 16 --threads 1 --set checkpoints=4 --set keep_best_of_each=true --set "            \
  "'steering=[{\"step\": 7, \"task\": \"valence\", \"weight\": 2}, {\"step\": 20, \"lr\": "      \
  "0.004}, "                                                                                     \
  "{\"step\": 45, \"epochs\": 24}]'"

typedef struct {
  char *folder, *straight, *killed;
  JsonObject *told; /* by the one that nobody stopped */
  double seconds;   /* that it took */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = g_dir_make_tmp ("mien-killed-XXXXXX", NULL);
  fixture->straight = g_build_filename (fixture->folder, "straight", NULL);
  fixture->killed = g_build_filename (fixture->folder, "killed", NULL);
  gint64 start = g_get_monotonic_time ();
  g_auto (ProgramResult) result = program_run (RECIPE " --out %s --json", fixture->straight);
  fixture->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  fixture->told = program_json (&result);
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
  g_free (fixture->straight);
  g_free (fixture->killed);
  json_object_unref (fixture->told);
}

static GPid
begin (const char *folder)
{
  g_autofree char *program = g_shell_quote (g_getenv ("MIEN_RUN"));
  g_autofree char *line = g_strdup_printf ("%s " RECIPE " --out %s --resume", program, folder);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  GPid child = 0;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, &error));
  g_spawn_async (NULL, argv, NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                     G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, &child, &error);
  g_assert_no_error (error);
  return child;
}

/* Returns: whether it was killed; FALSE where it came to its end before */
static gboolean
kill_after (GPid child, double seconds)
{
  int status = 0;

  g_usleep ((gulong) (seconds * G_USEC_PER_SEC));
  kill (child, SIGKILL);
  while (waitpid (child, &status, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  return WIFSIGNALED (status);
}

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_same_file (const Fixture *fixture, const char *name)
{
  g_autofree char *a = read_file (fixture->straight, name);
  g_autofree char *b = read_file (fixture->killed, name);

  g_assert_cmpstr (a, ==, b);
}

/* What was written to the disk before the kill is there after the resume, as far as it was said
 * again: the rows of the one that nobody stopped begin with those that are there. */
static void
assert_history_is_a_beginning (const Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->killed, "history.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *whole = read_file (fixture->straight, "history.csv");

  if (g_file_get_contents (path, &text, NULL, NULL))
    g_assert_true (g_str_has_prefix (whole, text));
}

static gboolean
is_litter (const char *name)
{
  return strstr (name, ".new-") != NULL || strstr (name, ".step-") != NULL;
}

static void
assert_no_litter (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    if (is_litter (name))
      g_test_message ("%s lies about", name);
    g_assert_false (is_litter (name));
  }
}

static void
assert_same_end (const Fixture *fixture)
{
  static const char *const files[] = {"history.csv",
                                      "predictions.csv",
                                      "recipe.json",
                                      "model.safetensors",
                                      "checkpoints/epoch-004/model.safetensors",
                                      "checkpoints/epoch-016/model.safetensors"};
  static const char *const members[] = {"fingerprint", "model_fingerprint", "tasks", "epochs"};
  g_auto (ProgramResult) result = program_run (RECIPE " --out %s --resume --json", fixture->killed);
  g_autoptr (JsonObject) told = program_json (&result);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    assert_same_file (fixture, files[i]);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    JsonNode *expected = json_object_get_member (fixture->told, members[i]);
    JsonNode *found = json_object_get_member (told, members[i]);

    g_assert_true ((expected == NULL) == (found == NULL));
    if (expected != NULL)
      g_assert_true (json_node_equal (expected, found));
  }
  assert_no_litter (fixture->killed);
}

static void
test_killed_anywhere_and_gone_on_with_comes_to_the_same_end (Fixture *fixture,
                                                             gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (30);
  int n_ended = 0;

  for (int i = 0; i < N_KILLS; i++) {
    double share = i % 5 == 0 ? g_rand_double_range (random, 0.0, 0.2)
                              : g_rand_double_range (random, 0.0, 1.1);

    if (!kill_after (begin (fixture->killed), share * fixture->seconds)) {
      n_ended++;
      assert_same_end (fixture);
      remove_tree (fixture->killed);
      continue;
    }
    assert_history_is_a_beginning (fixture);
  }
  g_test_message ("%d kills, %d came to the end before, %.2f s alone", N_KILLS, n_ended,
                  fixture->seconds);
  assert_same_end (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/killed/anywhere", Fixture, NULL, set_up,
              test_killed_anywhere_and_gone_on_with_comes_to_the_same_end, tear_down);
  return g_test_run ();
}
