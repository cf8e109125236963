#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/drawn/drawn.h"
#include "tests/ui/page-test.h"
#include "ui/models/doubt-search.h"
#include "ui/models/problem-item.h"

#include <string.h>

#define N 30

typedef struct {
  MienDoubtSearch *search;
  guint n_loads; /* atomic */
} Fixture;

static Fixture *current; /* that counts what is decoded */

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->search = mien_doubt_search_new ();
  fixture->n_loads = 0;
  current = fixture;
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  mien_doubt_search_close (fixture->search);
  g_object_unref (fixture->search);
}

static gboolean
has_ended (gpointer data)
{
  return !mien_doubt_search_is_searching (((Fixture *) data)->search);
}

/* The last face is the first one once more. */
static GdkPixbuf *
draw (guint sample, gpointer drawn, GError **error)
{
  g_atomic_int_inc (&current->n_loads);
  return mien_dataset_load (drawn, sample < N - 1 ? sample : 0, error);
}

/* Faces that are happy, but for the last, which is sad, and half of which have an age, one below
 * 0. */
static MienDataset *
make_dataset (void)
{
  static const char *const names[] = {"happy", "sad", NULL};
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "folder");
  MienColumn *expression = mien_column_new ("expression", MIEN_KIND_CLASS, names, 1, N);
  MienColumn *age = mien_column_new ("age", MIEN_KIND_SCALAR, NULL, 1, N);

  mien_dataset_builder_set_loader (builder, draw, mien_drawn_dataset_new (N, 48, 1),
                                   (GDestroyNotify) (void (*) (void)) mien_dataset_unref, NULL);
  for (guint i = 0; i < N; i++) {
    g_autofree char *id = g_strdup_printf ("%02u.png", i);

    mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE);
    expression->values[i] = i == N - 1 ? 1.0f : 0.0f;
    age->values[i] = (float) i - 1.0f;
  }
  mien_dataset_builder_take_column (builder, expression);
  mien_dataset_builder_take_column (builder, age);
  return mien_dataset_builder_end (builder);
}

static gboolean
was_found (Fixture *fixture, const char *words)
{
  GListModel *found = mien_doubt_search_get_found (fixture->search);

  for (guint i = 0; i < g_list_model_get_n_items (found); i++) {
    g_autoptr (MienProblemItem) item = g_list_model_get_item (found, i);
    g_autofree char *what = NULL;

    g_object_get (item, "what", &what, NULL);
    if (strstr (what, words) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
test_labels_and_pictures_are_looked_through (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  double fraction = 0.0;

  mien_doubt_search_start (fixture->search, dataset, dataset, NULL, 0);
  g_assert_true (mien_doubt_search_is_searching (fixture->search));
  page_test_wait (has_ended, fixture);
  g_object_get (fixture->search, "fraction", &fraction, NULL);
  g_assert_cmpfloat_with_epsilon (fraction, 1.0, 1e-9);
  g_assert_true (was_found (fixture, "00.png -1"));
  g_assert_true (was_found (fixture, "00.png happy but 29.png sad"));
  g_assert_true (was_found (fixture, "2 pictures in 1 group are copies"));
}

static void
test_corrected_labels_are_looked_at_without_decoding_again (Fixture *fixture,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) (void (*) (void)) mien_correction_free);
  g_autoptr (MienDataset) corrected = NULL;

  mien_doubt_search_start (fixture->search, dataset, dataset, NULL, 0);
  page_test_wait (has_ended, fixture);
  g_assert_cmpuint (fixture->n_loads, ==, N);

  g_ptr_array_add (corrections, mien_correction_new ("29.png", "expression", "happy", "sad"));
  corrected = mien_dataset_correct (dataset, corrections, NULL);
  mien_doubt_search_start (fixture->search, dataset, corrected, NULL, 0);
  page_test_wait (has_ended, fixture);
  g_assert_cmpuint (fixture->n_loads, ==, N);
  g_assert_false (was_found (fixture, "00.png happy but 29.png sad"));
  g_assert_true (was_found (fixture, "2 pictures in 1 group are copies"));
  g_assert_true (was_found (fixture, "“expression” is the same for all"));
}

static void
test_another_data_set_takes_over (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (MienDataset) many = mien_drawn_dataset_new (20000, 96, 1);

  mien_doubt_search_start (fixture->search, many, many, NULL, 0);
  page_test_settle (50);
  mien_doubt_search_start (fixture->search, dataset, dataset, NULL, 0);
  page_test_wait (has_ended, fixture);
  g_assert_true (was_found (fixture, "00.png happy but 29.png sad"));

  mien_doubt_search_start (fixture->search, many, many, NULL, 0);
  g_assert_cmpuint (g_list_model_get_n_items (mien_doubt_search_get_found (fixture->search)), ==,
                    0);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  add ("/doubt-search/found", test_labels_and_pictures_are_looked_through);
  add ("/doubt-search/corrected", test_corrected_labels_are_looked_at_without_decoding_again);
  add ("/doubt-search/another", test_another_data_set_takes_over);
  return g_test_run ();
}
