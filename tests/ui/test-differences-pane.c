#include "ui/pages/differences-pane.h"

#include "tests/ui/page-test.h"
#include "ui/widgets/parallel-plot.h"

#include <math.h>

/* A finished run with this weight of valence, which reached @value on its validation part. */
static MienRunItem *
make_run (guint number, double weight, double value)
{
  MienRunEntry *entry = g_new0 (MienRunEntry, 1);

  entry->folder = g_strdup_printf ("/none/run-%04u", number);
  entry->name = g_strdup_printf ("run-%04u", number);
  entry->state = MIEN_RUN_FINISHED;
  entry->tags = g_ptr_array_new_with_free_func (g_free);
  entry->digest = g_strdup_printf ("recipe.optimizer.lr\t0.001\nrecipe.seed\t%u\n"
                                   "recipe.tasks.expression.role\tmain\n"
                                   "recipe.tasks.valence.weight\t%g\nrun.main\texpression\n"
                                   "run.picked_by\tvalidation\n"
                                   "test.expression.balanced_accuracy\t0.5\n"
                                   "validation.expression.balanced_accuracy\t%g\n",
                                   number, weight, value);
  return mien_run_item_new (entry);
}

typedef struct {
  GPtrArray *items;
  MienDifferencesPane *pane;
  GtkWidget *window;
  char *activated;
} Fixture;

static void
on_activated (MienDifferencesPane *pane G_GNUC_UNUSED, const char *folder, Fixture *f)
{
  g_free (f->activated);
  f->activated = g_strdup (folder);
}

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->items = g_ptr_array_new_with_free_func (g_object_unref);
  f->pane = g_object_new (MIEN_TYPE_DIFFERENCES_PANE, NULL);
  f->window = page_test_window (GTK_WIDGET (f->pane));
  g_signal_connect (f->pane, "run-activated", G_CALLBACK (on_activated), f);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_ptr_array_unref (f->items);
  g_free (f->activated);
}

static void
add_runs (Fixture *f, guint n)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (f->items, make_run (i + 1, 0.1 * (i + 1), 0.5 + 0.1 * i));
  mien_differences_pane_show (f->pane, f->items);
  page_test_settle (50);
}

static void
test_one_run_is_told_what_to_do (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  add_runs (f, 1);
  g_assert_nonnull (page_test_find_words (f->window, "Select two or more runs"));
  g_assert_null (page_test_find (f->window, "Settings and results"));
}

static void
test_two_runs_stand_side_by_side (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  add_runs (f, 2);
  g_assert_nonnull (page_test_find_text (f->window, "tasks.valence.weight"));
  g_assert_nonnull (page_test_find_text (f->window, "0.2"));
  g_assert_nonnull (page_test_find_text (f->window, "run-0002"));
  g_assert_null (page_test_find_text (f->window, "optimizer.lr"));
  g_assert_null (page_test_find (f->window, "Settings and results"));
}

static void
test_three_runs_are_drawn_and_chosen_by_an_axis (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  MienParallelPlot *plot;

  add_runs (f, 3);
  plot = MIEN_PARALLEL_PLOT (page_test_get (f->window, "Settings and results"));
  g_assert_cmpuint (mien_parallel_plot_get_n_chosen (plot), ==, 3);
  mien_parallel_plot_choose (plot, 0, 0.15, 0.35);
  g_assert_cmpuint (mien_parallel_plot_get_n_chosen (plot), ==, 2);
  g_assert_false (mien_parallel_plot_is_chosen (plot, 0));
  g_assert_nonnull (page_test_find_words (f->window, "2 of 3 runs"));
}

static void
test_a_line_leads_to_its_run (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  add_runs (f, 3);
  g_signal_emit_by_name (page_test_get (f->window, "Settings and results"), "activated", 1u);
  g_assert_cmpstr (f->activated, ==, "/none/run-0002");
}

static void
test_the_same_recipes_are_said_to_be_so (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_ptr_array_add (f->items, make_run (1, 0.5, 0.5));
  g_ptr_array_add (f->items, make_run (1, 0.5, 0.6));
  mien_differences_pane_show (f->pane, f->items);
  g_assert_nonnull (page_test_find_text (f->window, "Their recipes are the same."));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/differences-pane/one", test_one_run_is_told_what_to_do);
  add ("/differences-pane/two", test_two_runs_stand_side_by_side);
  add ("/differences-pane/drawn", test_three_runs_are_drawn_and_chosen_by_an_axis);
  add ("/differences-pane/activated", test_a_line_leads_to_its_run);
  add ("/differences-pane/same", test_the_same_recipes_are_said_to_be_so);
  return g_test_run ();
}
