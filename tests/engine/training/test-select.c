#include "engine/training/select.h"

#include <math.h>

/* Three epochs of two tasks, worked out by hand. */
static const double figures[] = {
    0.5, 0.9, /* ranks 3 and 1 */
    0.7, 0.2, /* ranks 1 and 3 */
    0.6, 0.8, /* ranks 2 and 2 */
};
static const gboolean both[] = {TRUE, TRUE}, first[] = {TRUE, FALSE};

static MienSelection
choose (MienSelectBy by, guint n_epochs)
{
  return (MienSelection){
      .by = by, .n_tasks = 2, .counts = both, .figures = figures, .n_epochs = n_epochs};
}

static void
test_the_main_task_picks (void)
{
  MienSelection it = choose (MIEN_SELECT_MAIN, 3);

  g_assert_cmpfloat (mien_select_score (&it, 1), ==, 0.7);
  g_assert_false (mien_select_improves (&it, 1));
  g_assert_true (mien_select_improves (&it, 0));
}

static void
test_ranks_are_shared_by_equals_and_change_as_epochs_come (void)
{
  MienSelection it = choose (MIEN_SELECT_MEAN_RANK, 2);
  const double equal[] = {0.5, 0.1, 0.5, NAN, 0.4, 0.2};

  g_assert_cmpfloat (mien_select_score (&it, 0), ==, -1.5);
  it.n_epochs = 3;
  for (guint e = 0; e < 3; e++)
    g_assert_cmpfloat (mien_select_score (&it, e), ==, -2.0);
  it.counts = first;
  g_assert_cmpfloat (mien_select_score (&it, 0), ==, -3.0);
  it.counts = both;
  it.figures = equal;
  g_assert_cmpfloat (mien_select_score (&it, 0), ==, -(1.5 + 2.0) / 2.0);
  g_assert_cmpfloat (mien_select_score (&it, 1), ==, -(1.5 + 3.0) / 2.0);
}

static void
test_weights_of_tasks_are_heeded (void)
{
  const double weights[] = {1.0, 3.0};
  MienSelection it = choose (MIEN_SELECT_WEIGHTED, 3);

  g_assert_cmpfloat_with_epsilon (mien_select_score (&it, 0), 1.4, 1e-12);
  it.weights = weights;
  g_assert_cmpfloat_with_epsilon (mien_select_score (&it, 2), 3.0, 1e-12);
}

static void
test_a_task_that_was_never_judged_does_not_count (void)
{
  const double values[] = {0.5, NAN, 0.7, NAN};
  MienSelection it = choose (MIEN_SELECT_WEIGHTED, 2);

  it.figures = values;
  g_assert_cmpfloat_with_epsilon (mien_select_score (&it, 1), 0.7, 1e-12);
  g_assert_cmpint (mien_select_best_of (&it, 1), ==, -1);
  g_assert_false (mien_select_is_record (&it, 1));
  it.by = MIEN_SELECT_MEAN_RANK;
  g_assert_cmpfloat (mien_select_score (&it, 1), ==, -1.0);
}

static void
test_all_stand_still_only_when_no_task_gets_better (void)
{
  const double values[] = {0.7, 0.1, 0.6, 0.2, 0.6, 0.2};
  MienSelection it = choose (MIEN_SELECT_STAND_STILL, 2);

  it.figures = values;
  g_assert_true (mien_select_improves (&it, 0));
  it.n_epochs = 3;
  g_assert_false (mien_select_improves (&it, 0));
  g_assert_cmpint (mien_select_best_of (&it, 1), ==, 1);
  it.n_epochs = 2;
  it.counts = first; /* the other is adversarial */
  g_assert_false (mien_select_improves (&it, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/select/main", test_the_main_task_picks);
  g_test_add_func ("/select/ranks", test_ranks_are_shared_by_equals_and_change_as_epochs_come);
  g_test_add_func ("/select/weighted", test_weights_of_tasks_are_heeded);
  g_test_add_func ("/select/never-judged", test_a_task_that_was_never_judged_does_not_count);
  g_test_add_func ("/select/stand-still", test_all_stand_still_only_when_no_task_gets_better);
  return g_test_run ();
}
