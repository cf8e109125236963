#include "ui/models/run-query.h"
#include "ui/models/run-table.h"
#include "ui/models/run-text.h"

#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

/* A run that is there for the table alone. @accuracy NaN: it has none */
static MienRunItem *
new_run (const char *folder, const char *arm, const char *lr, int seed, double accuracy)
{
  MienRunEntry *entry = g_new0 (MienRunEntry, 1);
  GString *digest = g_string_new ("\nrun.main\texpression\n");

  entry->folder = g_strdup (folder);
  entry->name = g_path_get_basename (folder);
  entry->arm = g_strdup (arm);
  entry->state = isnan (accuracy) ? MIEN_RUN_UNFINISHED : MIEN_RUN_FINISHED;
  entry->tags = g_ptr_array_new_with_free_func (g_free);
  g_string_append_printf (digest, "recipe.optimizer.lr\t%s\nrecipe.seed\t%d\n", lr, seed);
  if (!isnan (accuracy))
    g_string_append_printf (digest, "test.expression.balanced_accuracy\t%.2f\n", accuracy);
  entry->digest = g_string_free (digest, FALSE);
  return mien_run_item_new (entry);
}

static void
add (GListStore *runs, MienRunItem *item)
{
  g_list_store_append (runs, item);
  g_object_unref (item);
}

/* Two arms of a study with two seeds each, and a run on its own without an outcome. */
static GListStore *
new_runs (void)
{
  GListStore *runs = g_list_store_new (MIEN_TYPE_RUN_ITEM);

  add (runs, new_run ("/w/runs/study-1/runs/alone-0-1", "alone", "0.001", 1, 0.5));
  add (runs, new_run ("/w/runs/study-1/runs/alone-0-2", "alone", "0.001", 2, 0.7));
  add (runs, new_run ("/w/runs/study-1/runs/more-0-1", "with more", "0.01", 1, 0.8));
  add (runs, new_run ("/w/runs/study-1/runs/more-0-2", "with more", "0.01", 2, 0.45));
  add (runs, new_run ("/w/runs/run-0001", NULL, "0.1", 1, (double) NAN));
  return runs;
}

/* The names of the rows, with commas between; groups by their text. */
static char *
tell (MienRunTable *table, const char *id)
{
  g_autoptr (MienRunColumn) column = mien_run_column_new (id);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (table)); i++) {
    g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (table), i);
    g_autofree char *cell = MIEN_IS_RUN_GROUP (row)
                                ? mien_run_group_text (MIEN_RUN_GROUP (row), column)
                                : mien_run_column_text (column, MIEN_RUN_ITEM (row));

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", cell);
  }
  return g_string_free (text, FALSE);
}

static void
assert_tells (MienRunTable *table, const char *id, const char *expected)
{
  g_autofree char *text = tell (table, id);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_what_is_missing_comes_last_either_way (void)
{
  g_autoptr (GListStore) runs = new_runs ();
  g_autoptr (MienRunTable) table = mien_run_table_new (G_LIST_MODEL (runs));
  g_autoptr (MienRunColumn) test = mien_run_column_new ("test.expression.balanced_accuracy");

  mien_run_table_set_order (table, test, FALSE);
  assert_tells (table, "test", "0.450, 0.500, 0.700, 0.800, –");
  mien_run_table_set_order (table, test, TRUE);
  assert_tells (table, "test", "0.800, 0.700, 0.500, 0.450, –");
  mien_run_table_set_order (table, NULL, FALSE);
  assert_tells (table, "seconds", "–, –, –, –, –"); /* a hole, not an error */
}

static void
test_groups_tell_mean_and_spread_and_sort_by_it (void)
{
  g_autoptr (GListStore) runs = new_runs ();
  g_autoptr (MienRunTable) table = mien_run_table_new (G_LIST_MODEL (runs));
  g_autoptr (MienRunColumn) test = mien_run_column_new ("test");
  g_autoptr (MienRunGroup) first = NULL;

  mien_run_table_set_grouped (table, TRUE);
  mien_run_table_set_order (table, test, TRUE);
  assert_tells (table, "test", "0.625 ± 0.247 (2), 0.600 ± 0.141 (2), –");
  first = g_list_model_get_item (G_LIST_MODEL (table), 0);
  mien_run_table_expand (table, first, TRUE);
  assert_tells (table, "test", "0.625 ± 0.247 (2), 0.800, 0.450, 0.600 ± 0.141 (2), –");
  assert_tells (table, "recipe.optimizer.lr", "0.01, 0.01, 0.01, 0.001, 0.1");
}

static void
test_a_groups_figures_do_not_change_with_what_is_shown (void)
{
  g_autoptr (GListStore) runs = new_runs ();
  g_autoptr (MienRunTable) table = mien_run_table_new (G_LIST_MODEL (runs));

  mien_run_table_set_grouped (table, TRUE);
  mien_run_table_set_search (table, "seed=1 arm:alone");
  assert_tells (table, "test", "0.600 ± 0.141 (2)");
  assert_tells (table, "name", "study-1 · 1 of 2 runs");
}

static void
test_runs_are_found_by_what_is_said_and_by_any_key (void)
{
  static const struct {
    const char *search;
    guint n;
  } cases[] = {{"", 5},
               {"lr>0.001", 3},
               {"lr>0.001 state:finished", 2},
               {"optimizer.lr=0.001..0.01", 4},
               {"-arm=alone", 3},
               {"arm=\"with more\"", 2},
               {"balanced_accuracy>=0.7", 2},
               {"balanced_accuracy=?", 1},
               {"star", 1},
               {"tag:paper", 1},
               {"tag:pap", 0},
               {"tag=paper|other", 1},
               {"zonk=1", 0}};
  g_autoptr (GListStore) runs = new_runs ();
  g_autoptr (MienRunTable) table = mien_run_table_new (G_LIST_MODEL (runs));
  g_autoptr (MienRunItem) item = g_list_model_get_item (G_LIST_MODEL (runs), 1);
  MienRunEntry *entry = mien_run_item_steal_entry (item);

  entry->starred = TRUE;
  g_ptr_array_add (entry->tags, g_strdup ("paper"));
  mien_run_item_update (item, entry);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    mien_run_table_set_search (table, cases[i].search);
    g_test_message ("%s", cases[i].search);
    g_assert_cmpuint (mien_run_table_count_shown (table), ==, cases[i].n);
  }
  g_assert_nonnull (strstr (mien_run_table_get_complaint (table), "zonk"));
}

static void
test_rows_are_copied_as_latex_takes_them (void)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) columns =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_run_column_free);

  g_ptr_array_add (rows, new_run ("/w/runs/run_1", "50 % & more, \"so\"", "0.1", 1, 0.5));
  g_ptr_array_add (columns, mien_run_column_new ("arm"));
  g_ptr_array_add (columns, mien_run_column_new ("name"));

  g_autofree char *latex = mien_run_text (rows, columns, MIEN_RUN_TEXT_LATEX);
  g_autofree char *tsv = mien_run_text (rows, columns, MIEN_RUN_TEXT_TSV);
  g_autofree char *csv = mien_run_text (rows, columns, MIEN_RUN_TEXT_CSV);

  g_assert_nonnull (strstr (latex, "50 \\% \\& more, \"so\" & run\\_1 \\\\\n\\bottomrule"));
  g_assert_cmpstr (tsv, ==, "Arm\tName\n50 % & more, \"so\"\trun_1\n");
  g_assert_cmpstr (csv, ==, "Arm,Name\n\"50 % & more, \"\"so\"\"\",run_1\n");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-table/missing", test_what_is_missing_comes_last_either_way);
  g_test_add_func ("/run-table/groups", test_groups_tell_mean_and_spread_and_sort_by_it);
  g_test_add_func ("/run-table/whole", test_a_groups_figures_do_not_change_with_what_is_shown);
  g_test_add_func ("/run-table/search", test_runs_are_found_by_what_is_said_and_by_any_key);
  g_test_add_func ("/run-table/copy", test_rows_are_copied_as_latex_takes_them);
  return g_test_run ();
}
