#include "engine/study/agenda.h"
#include "tests/engine/study/folder.h"

#include <string.h>

/* A plan written down as one would tell it: "0" a trial of that rung, "a" an arm's run, "s" one
 * with the weights that are searched for. */
static GPtrArray *
plan_new (const char *folder, const char *kinds)
{
  GPtrArray *plan = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; kinds[i] != '\0'; i++) {
    MienPlannedRun *run = g_new0 (MienPlannedRun, 1);
    g_autofree char *name = g_strdup_printf ("runs/%c-%d", kinds[i], i);

    run->folder = g_build_filename (folder, name, NULL);
    run->arm = (char *) "an arm";
    run->seed = (guint64) i;
    run->trial = g_ascii_isdigit (kinds[i]) ? i : -1;
    run->rung = g_ascii_isdigit (kinds[i]) ? (guint) (kinds[i] - '0') : 0;
    run->searched = kinds[i] == 's';
    g_ptr_array_add (plan, run);
  }
  return plan;
}

static void
plan_free (GPtrArray *plan)
{
  for (guint i = 0; i < plan->len; i++)
    g_free (((MienPlannedRun *) g_ptr_array_index (plan, i))->folder);
  g_ptr_array_unref (plan);
}

static void
assert_run (MienAgenda *agenda, guint expected)
{
  guint run = 99;

  g_assert_cmpint (mien_agenda_take (agenda, &run), ==, MIEN_TURN_RUN);
  g_assert_cmpuint (run, ==, expected);
}

static void
assert_turn (MienAgenda *agenda, MienTurn expected)
{
  guint run;

  g_assert_cmpint (mien_agenda_take (agenda, &run), ==, expected);
}

static void
test_what_trials_decide_waits_for_them (void)
{
  GPtrArray *plan = plan_new ("f", "001sa");
  g_autoptr (MienAgenda) agenda = mien_agenda_new (plan, NULL);

  assert_run (agenda, 0);
  assert_run (agenda, 1);
  assert_run (agenda, 4); /* needs no trial, and goes before what does */
  assert_turn (agenda, MIEN_TURN_WAIT);
  mien_agenda_settle (agenda, 0, NULL);
  assert_turn (agenda, MIEN_TURN_WAIT);
  mien_agenda_settle (agenda, 1, NULL);
  assert_run (agenda, 2);
  assert_turn (agenda, MIEN_TURN_WAIT);
  mien_agenda_settle (agenda, 2, NULL);
  assert_run (agenda, 3);
  mien_agenda_settle (agenda, 3, NULL);
  assert_turn (agenda, MIEN_TURN_WAIT); /* another still trains */
  mien_agenda_settle (agenda, 4, NULL);
  assert_turn (agenda, MIEN_TURN_END);
  g_assert_true (mien_agenda_conclude (agenda, NULL));
  plan_free (plan);
}

static void
test_the_first_failure_of_the_plan_is_told (void)
{
  GPtrArray *plan = plan_new ("f", "aaa");
  g_autoptr (MienAgenda) agenda = mien_agenda_new (plan, NULL);
  g_autoptr (GError) late = g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    assert_run (agenda, i);
  mien_agenda_settle (agenda, 2, late);
  mien_agenda_settle (agenda, 1, late);
  mien_agenda_settle (agenda, 0, NULL);
  assert_turn (agenda, MIEN_TURN_END);
  g_assert_false (mien_agenda_conclude (agenda, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "2 of 3 runs failed"));
  g_assert_nonnull (strstr (error->message, "seed 1: full"));
  plan_free (plan);
}

static void
test_stopping_ends_it_for_all (void)
{
  GPtrArray *plan = plan_new ("f", "aaa");
  g_autoptr (MienAgenda) agenda = mien_agenda_new (plan, NULL);
  g_autoptr (GError) stop = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  g_autoptr (GError) error = NULL;

  assert_run (agenda, 0);
  assert_run (agenda, 1);
  mien_agenda_settle (agenda, 0, stop);
  assert_turn (agenda, MIEN_TURN_END);
  g_assert_false (mien_agenda_conclude (agenda, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  plan_free (plan);
}

static void
test_what_nobody_began_is_no_success (void)
{
  GPtrArray *plan = plan_new ("f", "aa");
  g_autoptr (MienAgenda) agenda = mien_agenda_new (plan, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (mien_agenda_conclude (agenda, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  plan_free (plan);
}

/* Two processes, each with an agenda of its own. */
static void
test_claims_keep_processes_apart (void)
{
  char *folder = folder_new ();
  g_autofree char *place = g_build_filename (folder, "claims", NULL);
  g_autofree char *done = g_build_filename (folder, "runs/a-0", NULL);
  GPtrArray *plan = plan_new (folder, "aaa");
  g_autoptr (MienClaims) mine = mien_claims_new (place, 50, 60000, NULL, NULL, NULL);
  g_autoptr (MienClaims) theirs = mien_claims_new (place, 50, 60000, NULL, NULL, NULL);
  g_autoptr (MienAgenda) here = mien_agenda_new (plan, mine);
  g_autoptr (MienAgenda) there = mien_agenda_new (plan, theirs);
  g_autoptr (GError) busy = g_error_new (G_IO_ERROR, G_IO_ERROR_BUSY, "trained in");

  folder_write (done, "run.json", "{}");
  assert_run (here, 1);
  assert_run (there, 2);
  assert_turn (here, MIEN_TURN_WAIT);
  g_assert_cmpuint (mien_agenda_count_settled (here), ==, 1); /* which somebody finished */
  mien_agenda_settle (here, 1, busy); /* a third one trains in it without a claim */
  g_assert_cmpuint (mien_agenda_count_settled (here), ==, 1);
  g_usleep (1100 * 1000);
  assert_run (there, 1);
  plan_free (plan);
  g_clear_pointer (&mine, mien_claims_free);
  g_clear_pointer (&theirs, mien_claims_free);
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agenda/trials", test_what_trials_decide_waits_for_them);
  g_test_add_func ("/agenda/failures", test_the_first_failure_of_the_plan_is_told);
  g_test_add_func ("/agenda/stop", test_stopping_ends_it_for_all);
  g_test_add_func ("/agenda/unbegun", test_what_nobody_began_is_no_success);
  g_test_add_func ("/agenda/claims", test_claims_keep_processes_apart);
  return g_test_run ();
}
