#include "engine/samples/drawn/drawn.h"
#include "ui/models/sample-list.h"

typedef struct {
  guint position, removed, added, n;
} Change;

static void
on_changed (GListModel *model G_GNUC_UNUSED,
            guint position,
            guint removed,
            guint added,
            gpointer data)
{
  Change *change = data;

  *change = (Change){position, removed, added, change->n + 1};
}

static GArray *
new_samples (guint n, const guint *samples)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_vals (array, samples, n);
  return array;
}

static void
test_only_what_differs_is_told (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (8, 32, 1);
  g_autoptr (MienSampleList) list = mien_sample_list_new ();
  g_autoptr (GArray) before = new_samples (5, (const guint[]){0, 2, 3, 5, 7});
  g_autoptr (GArray) after = new_samples (4, (const guint[]){0, 2, 5, 7});
  Change change = {0};

  mien_sample_list_show (list, dataset, before);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_changed), &change);
  mien_sample_list_update (list, dataset, before);
  g_assert_cmpuint (change.n, ==, 0);
  mien_sample_list_update (list, dataset, after);
  g_assert_cmpuint (change.position, ==, 2);
  g_assert_cmpuint (change.removed, ==, 1);
  g_assert_cmpuint (change.added, ==, 0);
  g_assert_cmpuint (mien_sample_list_get_sample (list, 2), ==, 5);
  mien_sample_list_update (list, dataset, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 8);
  g_assert_cmpuint (change.added - change.removed, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-list/update", test_only_what_differs_is_told);
  return g_test_run ();
}
