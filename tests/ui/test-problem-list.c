#include "tests/ui/page-test.h"
#include "ui/widgets/problem-list.h"

static void
press (GtkWidget *window, const char *name)
{
  g_signal_emit_by_name (page_test_get (window, name), "clicked");
  page_test_settle (20);
}

static void
test_many_problems_are_shown_when_asked_for (void)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_problem_free);
  GtkWidget *list = g_object_new (MIEN_TYPE_PROBLEM_LIST, NULL);
  GtkWidget *window = page_test_window (list);

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (problems, mien_problem_new ("labels.csv", "line %u is empty", i));
  mien_problem_list_set (MIEN_PROBLEM_LIST (list), problems);
  page_test_settle (20);
  g_assert_nonnull (page_test_find_text (window, "Problems (5)"));
  g_assert_nonnull (page_test_find_text (window, "line 2 is empty"));
  g_assert_null (page_test_find_text (window, "line 3 is empty"));
  press (window, "Show All 5 Problems");
  g_assert_nonnull (page_test_find_text (window, "line 4 is empty"));
  press (window, "Show Fewer Problems");
  g_assert_null (page_test_find_text (window, "line 4 is empty"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/problem-list/many", test_many_problems_are_shown_when_asked_for);
  return g_test_run ();
}
