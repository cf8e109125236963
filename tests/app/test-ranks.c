/* A study carried out by several at once: in one process, by processes that share a folder, and by
 * the ranks of MPI. Wherever a run is carried out, its bits are the same. */
#include "tests/app/program.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

/* Six runs of a moment. */
#define SMALL                                                                                    \
  " study --data \"$PWD/faces\" --main expression --aux yaw --network mlp --size 16 --epochs 2 " \
  "--batch 32"
/* Runs that something can happen in the middle of. */
#define LONG                                                                                      \
  " study --data \"$PWD/faces\" --main expression --aux yaw --network mlp --size 16 --epochs 40 " \
  "--batch 32"                                                                                    \
  " --seeds 3"
#define RUN "\"$MIEN_RUN\""
#define RANKS "\"$MIEN_MPIRUN\" --allow-run-as-root --oversubscribe -n %d "

static char *folder; /* of all tests: with the faces, and "whole", what LONG comes to */

/* In the folder; returns the status, and what was said in @out and @err. */
static ProgramResult shell (const char *format, ...) G_GNUC_PRINTF (1, 2);

static ProgramResult
shell (const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_autofree char *line = g_strdup_vprintf (format, list);
  va_end (list);
  const char *argv[] = {"sh", "-c", line, NULL};
  g_autoptr (GError) error = NULL;
  ProgramResult result = {0};
  int wait = 0;

  g_test_message ("%s", line);
  g_spawn_sync (folder, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &result.out,
                &result.err, &wait, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (wait));
  result.status = WEXITSTATUS (wait);
  return result;
}

static void
assert_done (ProgramResult result)
{
  if (result.status != 0)
    g_test_message ("%s", result.err);
  g_assert_cmpint (result.status, ==, 0);
  program_result_clear (&result);
}

/* What the tests that disturb a study compare it with. */
static void
make_whole (void)
{
  g_auto (ProgramResult) there = shell ("test -e whole");

  if (there.status != 0)
    assert_done (shell (RUN LONG " --jobs 2 --out whole"));
}

/* (transfer full): the bits of all that the runs of @study came to, but how long they took */
static char *
digest (const char *study)
{
  g_auto (ProgramResult) result =
      shell ("cd %s && find runs -name model.safetensors -o -name predictions.csv "
             "-o -name history.csv -o -name recipe.json | LC_ALL=C sort | xargs sha256sum && "
             "grep -v -e '\"ranks\"' -e '\"study\"' study.json",
             study);

  g_assert_cmpint (result.status, ==, 0);
  return g_steal_pointer (&result.out);
}

static void
assert_same (const char *a, const char *b)
{
  g_autofree char *bits_a = digest (a);
  g_autofree char *bits_b = digest (b);

  g_assert_cmpstr (bits_a, ==, bits_b);
}

static void
assert_ranks (const char *study, int n)
{
  assert_done (shell ("grep -q '\"ranks\": %d,' %s/study.json", n, study));
}

static gboolean
has_mpi (void)
{
  if (g_getenv ("MIEN_MPIRUN") != NULL && *g_getenv ("MIEN_MPIRUN") != '\0')
    return TRUE;
  g_test_skip ("this build has no MPI, or there is no mpirun");
  return FALSE;
}

static void
test_jobs_change_no_bit (void)
{
  assert_done (shell (RUN SMALL " --seeds 3 --out one"));
  assert_done (shell (RUN SMALL " --seeds 3 --jobs 2 --out two"));
  assert_done (shell (RUN SMALL " --seeds 3 --jobs 50 --out many"));
  assert_same ("one", "two");
  assert_same ("one", "many");
  assert_ranks ("two", 1);
}

/* Weights follow from trials, and trials from the rungs before them. */
static void
test_jobs_wait_for_what_a_search_decides (void)
{
#define SEARCH                                                                                 \
  SMALL " --epochs 4 --seeds 1 --folds 2 --control searched --set study.search.method=halving" \
        " --set study.search.trials=4"
  assert_done (shell (RUN SEARCH " --out search-1"));
  assert_done (shell (RUN SEARCH " --jobs 4 --out search-4"));
  assert_same ("search-1", "search-4");
}

static void
test_ranks_change_no_bit (void)
{
  if (!has_mpi ())
    return;
  assert_done (shell (RUN SMALL " --seeds 3 --out local"));
  for (int n = 1; n <= 4; n *= 2) {
    g_autofree char *out = g_strdup_printf ("ranks-%d", n);
    g_auto (ProgramResult) result = shell (RANKS RUN SMALL " --seeds 3 --json --out %s", n, out);
    g_autoptr (JsonObject) told = program_json (&result); /* one of them speaks */

    g_assert_cmpint (json_object_get_int_member (told, "ranks"), ==, n);
    assert_ranks (out, n);
    assert_same ("local", out);
  }
}

/* Arms and seeds that come later, by ranks and by jobs. */
static void
test_a_study_grows (void)
{
#define GROWN SMALL " --arm 'alone: --main expression' --arm 'both:' --arm 'fast: --lr 0.01' "
  if (!has_mpi ())
    return;
  assert_done (shell (RUN GROWN "--seeds 3 --out full"));
  assert_done (shell (RUN SMALL " --seeds 1 --arm 'alone: --main expression' "
                                "--arm 'both:' --out grown"));
  assert_done (shell (RANKS RUN GROWN "--seeds 2 --resume --out grown", 2));
  assert_ranks ("grown", 2);
  assert_done (shell (RUN GROWN "--seeds 3 --jobs 2 --resume --out grown"));
  assert_same ("full", "grown");
}

/* A rank that is gone takes the job with it, and nothing that was finished. */
static void
test_a_lost_rank_costs_nothing_that_was_finished (void)
{
  if (!has_mpi ())
    return;
  make_whole ();
  g_auto (ProgramResult) lost =
      shell (RANKS RUN LONG " --out lost & job=$!\n"
                            "until ls lost/runs/*/run.json > killed 2>&1; do sleep 0.05; done\n"
                            "kill -KILL $(ps -o pid= -o comm= --ppid $job | "
                            "awk '/mien-run/ { pid = $1 } END { print pid }')\n"
                            "wait $job",
             2);
  g_assert_cmpint (lost.status, !=, 0);
  assert_done (shell ("test ! -e lost/study.json && sha256sum $(cat killed) > before"));
  assert_done (shell (RANKS RUN LONG " --resume --out lost", 2));
  assert_done (shell ("sha256sum -c before")); /* they were not trained again */
  assert_same ("whole", "lost");
}

/* Ctrl+C reaches every rank by way of mpirun. */
static void
test_a_stopped_job_goes_on (void)
{
  if (!has_mpi ())
    return;
  make_whole ();
  g_auto (ProgramResult) stopped =
      shell (RANKS RUN LONG " --out stopped & job=$!\n"
                            "until ls stopped/runs/*/history.csv; do sleep 0.05; done\n"
                            "kill -TERM $job; wait $job",
             2);
  g_assert_cmpint (stopped.status, !=, 0);
  assert_done (shell (RANKS RUN LONG " --resume --out stopped", 2));
  assert_same ("whole", "stopped");
}

static void
test_one_at_a_time_unless_they_share (void)
{
  g_auto (ProgramResult) result = shell (
      RUN LONG " --out alone & first=$!\n"
               "until ls alone/runs/*/history.csv > /dev/null 2>&1; do sleep 0.05; done\n" RUN LONG
               " --resume --out alone; echo $?\n" RUN LONG " --share --out alone; echo $?\n"
               "kill -TERM $first; wait $first; true");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_true (g_str_has_suffix (result.out, "1\n1\n"));
  g_assert_nonnull (strstr (result.err, "alone is being worked in at this moment"));
  g_assert_nonnull (strstr (result.err, "--share"));
}

static void
test_processes_share_a_study (void)
{
  make_whole ();
  assert_done (shell (RUN LONG " --share --out shared > /dev/null & a=$!\n" RUN LONG
                               " --share --json --out shared > b.json & b=$!\n" RUN LONG
                               " --share --jobs 2 --out shared > /dev/null & c=$!\n"
                               "wait $a && wait $b && wait $c"));
  assert_same ("whole", "shared");
  assert_done (shell ("grep -q '\"done\": 6, \"planned\": 6' b.json"));
  assert_done (shell ("test ! -e shared/claims"));
  assert_done (shell ("test \"$(cat shared/runs/*/history.csv | wc -l)\" = "
                      "\"$(cat whole/runs/*/history.csv | wc -l)\""));
}

/* One of two is killed: the other takes over what it had begun, and goes on from its checkpoint. */
static void
test_a_lost_process_leaves_its_run_to_the_others (void)
{
  make_whole ();
  assert_done (shell (RUN LONG " --share --out taken & lost=$!\n"
                               "until ls taken/runs/*/history.csv; do sleep 0.05; done\n" RUN LONG
                               " --share --out taken & other=$!\n"
                               "sleep 0.3; kill -KILL $lost; wait $lost; wait $other"));
  assert_same ("whole", "taken");
  assert_done (shell ("test ! -e taken/claims"));
}

static void
test_share_refuses_what_it_cannot_do (void)
{
  g_auto (ProgramResult) jobs = shell (RUN SMALL " --jobs -2 --out x");

  g_assert_cmpint (jobs.status, ==, 2);
  g_assert_nonnull (strstr (jobs.err, "--jobs -2"));
  if (!has_mpi ())
    return;
  g_auto (ProgramResult) both = shell (RANKS RUN SMALL " --share --out x", 2);
  g_assert_cmpint (both.status, !=, 0);
  g_assert_nonnull (strstr (both.err, "without it"));
}

/* What only a study can do; and no study without MPI, whose ranks would all do the same. */
static void
test_a_run_is_no_work_for_several (void)
{
  g_auto (ProgramResult) train =
      shell ("OMPI_COMM_WORLD_SIZE=2 " RUN " train --data faces --out x");

  g_assert_cmpint (train.status, ==, 1);
  g_assert_nonnull (strstr (train.err, "one of 2 ranks"));
  if (g_getenv ("MIEN_HAS_MPI") != NULL && *g_getenv ("MIEN_HAS_MPI") != '\0')
    return;
  g_auto (ProgramResult) study = shell ("PMI_SIZE=3 " RUN SMALL " --out x");
  g_assert_cmpint (study.status, ==, 1);
  g_assert_nonnull (strstr (study.err, "one of 3 ranks, and Mien was built without MPI"));
}

#define TEST(name, func) g_test_add_func ("/ranks/" name, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("mien-ranks-XXXXXX", NULL);
  assert_done (shell (RUN " synth --out faces --count 80 --size 24 --seed 3"));
  TEST ("jobs", test_jobs_change_no_bit);
  TEST ("search", test_jobs_wait_for_what_a_search_decides);
  TEST ("mpi", test_ranks_change_no_bit);
  TEST ("grows", test_a_study_grows);
  TEST ("lost", test_a_lost_rank_costs_nothing_that_was_finished);
  TEST ("stopped", test_a_stopped_job_goes_on);
  TEST ("alone", test_one_at_a_time_unless_they_share);
  TEST ("share", test_processes_share_a_study);
  TEST ("share-lost", test_a_lost_process_leaves_its_run_to_the_others);
  TEST ("refused", test_share_refuses_what_it_cannot_do);
  TEST ("run", test_a_run_is_no_work_for_several);

  int status = g_test_run ();
  assert_done (shell ("rm -rf \"$PWD\""));
  g_free (folder);
  return status;
}
