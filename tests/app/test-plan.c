/* What mien-run study says before it begins, and the script it writes for Slurm. */
#include "tests/app/program.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/wait.h>

#define STUDY                                                                             \
  "\"$MIEN_RUN\" study --data faces --main expression --aux yaw --network mlp --size 16 " \
  "--epochs 2 --batch 32 --arm 'alone: --main expression' --arm 'both together:' "

static char *folder; /* of all tests: with the faces */

static ProgramResult
shell (const char *line)
{
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
  if (result.status != 0)
    g_test_message ("%s", result.err);
  return result;
}

static void
assert_done (const char *line)
{
  g_auto (ProgramResult) result = shell (line);

  g_assert_cmpint (result.status, ==, 0);
}

static void
test_the_plan_is_told_and_nothing_is_done (void)
{
  g_auto (ProgramResult) result = shell (STUDY "--seeds 3 --folds 2 --plan --jobs 2 --out planned");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_true (g_str_has_prefix (result.out, "12 runs (3 seeds, 2 folds), 24 epochs:\n"));
  g_assert_nonnull (strstr (result.out, "both together            6 runs of 2 epochs, "));
  g_assert_nonnull (strstr (result.out, "; tasks = ["));
  g_assert_nonnull (strstr (result.out, "2 runs at once, with "));
  assert_done ("test ! -e planned");
}

static void
test_what_is_finished_is_counted (void)
{
  assert_done (STUDY "--seeds 1 --out begun");
  g_auto (ProgramResult) result = shell (STUDY "--seeds 3 --resume --plan --json --out begun");
  g_autoptr (JsonObject) plan = program_json (&result);

  g_assert_cmpint (json_object_get_int_member (plan, "runs"), ==, 6);
  g_assert_cmpint (json_object_get_int_member (plan, "done"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (plan, "epochs"), ==, 12);
  g_assert_cmpfloat (json_object_get_double_member (plan, "seconds"), >, 0.0);
}

static void
test_a_study_begins_with_its_plan (void)
{
  g_auto (ProgramResult) result = shell (STUDY "--seeds 1 --out told");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.err, "2 runs (1 seed, 1 fold), 4 epochs:\n"));
  g_assert_null (strstr (result.out, "epochs:"));
}

/* A trial of the plain network says too little of what a method with more passes takes. */
static void
test_what_no_trial_tells_is_more_than_said (void)
{
  g_auto (ProgramResult) result =
      shell (STUDY "--seeds 50 --epochs 200 --weighting pcgrad --plan --out planned");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, ": more than "));
}

/* There is no Slurm here: what it would do is done by hand, and sbatch is one that takes notes. */
static void
test_slurm_gets_a_script_that_works (void)
{
  assert_done (STUDY "--seeds 3 --out whole");
  g_auto (ProgramResult) written =
      shell (STUDY "--seeds 3 --jobs 2 --threads 1 --out 'the study' --slurm study.slurm");
  g_assert_cmpint (written.status, ==, 0);
  assert_done ("test ! -e 'the study' && bash -n study.slurm");
  assert_done ("grep -q '^#SBATCH --array=0-1$' study.slurm");
  assert_done ("grep -q '^#SBATCH --cpus-per-task=1$' study.slurm");
  assert_done ("grep -q '^#SBATCH --time=00:[0-9][0-9]:00$' study.slurm");
  assert_done ("! grep -q \"$PWD\" study.slurm && ! grep -q -e --jobs study.slurm");

  assert_done ("for i in 0 1; do SLURM_ARRAY_TASK_ID=$i sh study.slurm & pids=\"$pids $!\"; done\n"
               "for pid in $pids; do wait $pid || exit 1; done");
  assert_done ("SLURM_ARRAY_TASK_ID=0 MIEN_LAST_STEP=yes ./study.slurm");
  assert_done ("test -s 'the study/report.html' && test ! -e 'the study/claims'");
  assert_done ("cd whole/runs && sha256sum */predictions.csv */history.csv > ../sums && "
               "cd '../../the study/runs' && sha256sum -c ../../whole/sums");
}

static void
test_submitting_adds_a_last_step (void)
{
  assert_done (STUDY "--seeds 1 --out other --slurm other.slurm");
  assert_done ("mkdir -p bin && printf '#!/bin/sh\\necho \"$*\" >> sbatch.log\\necho 71\\n' > "
               "bin/sbatch && chmod +x bin/sbatch && PATH=\"$PWD/bin:$PATH\" sh other.slurm");
  assert_done ("grep -q -e '^--parsable other.slurm$' sbatch.log");
  assert_done ("grep -q -e '^--dependency=afterany:71 --array=0 --export=ALL,MIEN_LAST_STEP=yes "
               "other.slurm$' sbatch.log");
}

static void
test_a_folder_cannot_add_lines_to_the_script (void)
{
  assert_done (STUDY "--seeds 1 --out \"$(printf 'two\\ntouch taken\\n#')\" --slurm odd.slurm");
  assert_done ("bash -n odd.slurm && mkdir -p idle && printf '#!/bin/sh\n' > idle/mien-run && "
               "chmod +x idle/mien-run && "
               "SLURM_ARRAY_TASK_ID=0 MIEN_RUN=\"$PWD/idle/mien-run\" sh odd.slurm");
  assert_done ("test ! -e taken");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("mien-plan-XXXXXX", NULL);
  assert_done ("\"$MIEN_RUN\" synth --out faces --count 80 --size 24 --seed 3");
  g_test_add_func ("/plan/told", test_the_plan_is_told_and_nothing_is_done);
  g_test_add_func ("/plan/finished", test_what_is_finished_is_counted);
  g_test_add_func ("/plan/begins", test_a_study_begins_with_its_plan);
  g_test_add_func ("/plan/more", test_what_no_trial_tells_is_more_than_said);
  g_test_add_func ("/slurm/works", test_slurm_gets_a_script_that_works);
  g_test_add_func ("/slurm/submits", test_submitting_adds_a_last_step);
  g_test_add_func ("/slurm/one-line", test_a_folder_cannot_add_lines_to_the_script);

  int status = g_test_run ();
  assert_done ("rm -rf \"$PWD\"");
  g_free (folder);
  return status;
}
