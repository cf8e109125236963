#include "engine/samples/labels.h"

#include "engine/samples/split.h"

#include <math.h>
#include <string.h>

enum {
  N = 200
};

/* 120 samples of "much", 55 of "some" and 5 of "rare", of which each fourth is for the test; 20
 * without a label. */
typedef struct {
  MienColumn *classes, *scalar;
  gint8 parts[N];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const names[] = {"much", "some", "rare", NULL};

  fixture->classes = mien_column_new ("mood", MIEN_KIND_CLASS, names, 1, N);
  fixture->scalar = mien_column_new ("yaw", MIEN_KIND_SCALAR, NULL, 1, N);
  for (guint i = 0; i < N; i++) {
    fixture->parts[i] = i % 4 == 3 ? MIEN_PART_TEST : MIEN_PART_TRAIN;
    fixture->classes->values[i] = i < 120 ? 0.0f : i < 175 ? 1.0f : i < 180 ? 2.0f : NAN;
    fixture->scalar->values[i] = (float) i;
  }
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  mien_column_free (fixture->classes);
  mien_column_free (fixture->scalar);
}

static guint
count_training (Fixture *fixture, const MienColumn *column, int class)
{
  guint n = 0;

  for (guint i = 0; i < N; i++)
    n += fixture->parts[i] == MIEN_PART_TRAIN && mien_column_get_class (column, i) == class;
  return n;
}

static void
test_a_share_of_every_class_is_kept (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint counts[MIEN_N_PARTS];

  mien_labels_keep (fixture->classes, fixture->parts, 0.1, 3);
  g_assert_cmpuint (count_training (fixture, fixture->classes, 0), ==, 9);
  g_assert_cmpuint (count_training (fixture, fixture->classes, 1), ==, 4);
  g_assert_cmpuint (count_training (fixture, fixture->classes, 2), ==, 1);
  mien_labels_count (fixture->classes, fixture->parts, counts);
  g_assert_cmpuint (counts[MIEN_PART_TRAIN], ==, 14);
  g_assert_cmpuint (counts[MIEN_PART_TEST], ==, 45);

  mien_labels_keep (fixture->scalar, fixture->parts, 0.1, 3);
  mien_labels_count (fixture->scalar, fixture->parts, counts);
  g_assert_cmpuint (counts[MIEN_PART_TRAIN], ==, 15);
  mien_labels_keep (fixture->scalar, fixture->parts, 0.0, 3);
  mien_labels_count (fixture->scalar, fixture->parts, counts);
  g_assert_cmpuint (counts[MIEN_PART_TRAIN], ==, 0);
}

static void
test_a_smaller_share_is_part_of_a_larger (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienColumn) few = mien_column_copy (fixture->classes);
  g_autoptr (MienColumn) many = mien_column_copy (fixture->classes);
  g_autoptr (MienColumn) other = mien_column_copy (fixture->classes);

  mien_labels_keep (few, fixture->parts, 0.05, 3);
  mien_labels_keep (many, fixture->parts, 0.2, 3);
  mien_labels_keep (other, fixture->parts, 0.2, 4);
  for (guint i = 0; i < N; i++)
    g_assert_true (mien_column_is_missing (few, i) || !mien_column_is_missing (many, i));
  g_assert_cmpint (memcmp (many->values, other->values, N * sizeof (float)), !=, 0);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return (x > y) - (x < y);
}

/* The same values are there, hardly any where it was; and the test part is true. */
static void
test_shuffling_keeps_all_labels_but_not_their_places (Fixture *fixture,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienColumn) shuffled = mien_column_copy (fixture->scalar);
  float before[N], after[N];
  gsize n = 0;
  guint same = 0;

  mien_labels_shuffle (shuffled, fixture->parts, 3);
  for (guint i = 0; i < N; i++) {
    gboolean equal = shuffled->values[i] <= (float) i && shuffled->values[i] >= (float) i;

    if (fixture->parts[i] == MIEN_PART_TEST) {
      g_assert_true (equal);
      continue;
    }
    same += equal;
    before[n] = fixture->scalar->values[i];
    after[n++] = shuffled->values[i];
  }
  g_assert_cmpuint (same, <, 8);
  qsort (after, n, sizeof *after, compare);
  g_assert_cmpmem (before, n * sizeof *before, after, n * sizeof *after);
}

static void
test_shuffling_leaves_gaps_where_they_are (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint rare = count_training (fixture, fixture->classes, 2);

  mien_labels_shuffle (fixture->classes, fixture->parts, 3);
  for (guint i = 0; i < N; i++)
    g_assert_cmpint (mien_column_is_missing (fixture->classes, i), ==, i >= 180);
  g_assert_cmpuint (count_training (fixture, fixture->classes, 2), ==, rare);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add ("/labels/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("share", test_a_share_of_every_class_is_kept);
  TEST ("nested", test_a_smaller_share_is_part_of_a_larger);
  TEST ("shuffled", test_shuffling_keeps_all_labels_but_not_their_places);
  TEST ("gaps", test_shuffling_leaves_gaps_where_they_are);
  return g_test_run ();
}
