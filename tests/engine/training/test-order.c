#include "engine/training/order.h"

#include <math.h>
#include <string.h>

enum {
  N = 24
};

/* Classes of 12, 5, 0 and 3 samples, and 4 without a label; none of them is sample 0. */
typedef struct {
  MienColumn *classes;
  guint samples[N];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const names[] = {"many", "some", "none", "few", NULL};

  fixture->classes = mien_column_new ("kind", MIEN_KIND_CLASS, names, 1, N + 1);
  for (guint i = 0; i < N; i++) {
    fixture->samples[i] = i + 1;
    fixture->classes->values[i + 1] = i < 12 ? 0.0f : i < 17 ? 1.0f : i < 20 ? 3.0f : NAN;
  }
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  mien_column_free (fixture->classes);
}

static void
draw (Fixture *fixture, MienSampling sampling, int epoch, guint *order)
{
  mien_order_draw (sampling, 5, epoch, fixture->classes, fixture->samples, N, order);
}

static void
count (const guint *order, guint *shown)
{
  memset (shown, 0, (N + 1) * sizeof (guint));
  for (guint i = 0; i < N; i++)
    shown[order[i]]++;
}

static void
test_shuffled_shows_every_sample_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint order[N], next[N], shown[N + 1];

  draw (fixture, MIEN_SAMPLING_SHUFFLED, 1, order);
  draw (fixture, MIEN_SAMPLING_SHUFFLED, 2, next);
  count (order, shown);
  for (guint i = 1; i <= N; i++)
    g_assert_cmpuint (shown[i], ==, 1);
  g_assert_cmpint (memcmp (order, next, sizeof order), !=, 0);
  draw (fixture, MIEN_SAMPLING_SHUFFLED, 1, next);
  g_assert_cmpmem (order, sizeof order, next, sizeof next);
}

/* 20 labels over 3 classes: 7, 7 and 6 times, who gets 6 by the draw. */
static void
test_balanced_shows_the_classes_equally_often (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint n_short[4] = {0};

  for (int epoch = 1; epoch <= 60; epoch++) {
    guint order[N], shown[N + 1], times[4] = {0};

    draw (fixture, MIEN_SAMPLING_BALANCED, epoch, order);
    count (order, shown);
    for (guint i = 1; i <= N; i++) {
      int label = mien_column_get_class (fixture->classes, i);

      if (label < 0)
        g_assert_cmpuint (shown[i], ==, 1);
      else
        times[label] += shown[i];
    }
    g_assert_cmpuint (times[0] + times[1] + times[3], ==, 20);
    for (guint c = 0; c < 4; c++) {
      g_assert_true (c == 2 || times[c] == 6 || times[c] == 7);
      n_short[c] += times[c] == 6;
    }
  }
  g_assert_cmpuint (n_short[0], >, 8);
  g_assert_cmpuint (n_short[1], >, 8);
  g_assert_cmpuint (n_short[3], >, 8);
}

static void
test_balanced_goes_through_a_class_before_it_repeats (Fixture *fixture,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  guint ever[N + 1] = {0};

  for (int epoch = 1; epoch <= 20; epoch++) {
    guint order[N], shown[N + 1];

    draw (fixture, MIEN_SAMPLING_BALANCED, epoch, order);
    count (order, shown);
    for (guint i = 1; i <= N; i++) {
      ever[i] += shown[i];
      if (i <= 12)
        g_assert_cmpuint (shown[i], <=, 1);
      else if (i <= 17)
        g_assert_true (shown[i] == 1 || shown[i] == 2);
      else if (i <= 20)
        g_assert_true (shown[i] == 2 || shown[i] == 3);
    }
  }
  for (guint i = 1; i <= N; i++)
    g_assert_cmpuint (ever[i], >, 0);
}

static void
test_balanced_follows_seed_and_epoch_alone (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint order[N], again[N], other[N];

  draw (fixture, MIEN_SAMPLING_BALANCED, 3, order);
  draw (fixture, MIEN_SAMPLING_BALANCED, 4, other);
  draw (fixture, MIEN_SAMPLING_BALANCED, 3, again);
  g_assert_cmpmem (order, sizeof order, again, sizeof again);
  g_assert_cmpint (memcmp (order, other, sizeof order), !=, 0);
  mien_order_draw (MIEN_SAMPLING_BALANCED, 6, 3, fixture->classes, fixture->samples, N, other);
  g_assert_cmpint (memcmp (order, other, sizeof order), !=, 0);
}

static void
test_no_label_at_all_shows_what_there_is (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint order[N], shown[N + 1];

  for (guint i = 0; i <= N; i++)
    fixture->classes->values[i] = NAN;
  draw (fixture, MIEN_SAMPLING_BALANCED, 1, order);
  count (order, shown);
  for (guint i = 1; i <= N; i++)
    g_assert_cmpuint (shown[i], ==, 1);
}

/* Two data sets trained together: 18 faces with a class alone, 6 with two scalars alone. */
static void
draw_two_sets (Fixture *fixture, int epoch, guint *order)
{
  g_autoptr (MienColumn) valence = mien_column_new ("valence", MIEN_KIND_SCALAR, NULL, 1, N + 1);
  g_autoptr (MienColumn) arousal = mien_column_new ("arousal", MIEN_KIND_SCALAR, NULL, 1, N + 1);
  const MienColumn *columns[] = {valence, fixture->classes, arousal};

  for (guint i = 1; i <= N; i++)
    if (i <= 18)
      fixture->classes->values[i] = 1.0f;
    else
      fixture->classes->values[i] = NAN, valence->values[i] = arousal->values[i] = 0.5f;
  mien_order_draw_by_task (5, epoch, columns, 3, fixture->samples, N, order);
}

static void
test_no_batch_lacks_a_task (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (int epoch = 1; epoch <= 30; epoch++)
    for (guint batch = 2; batch <= 7; batch++) {
      guint order[N];

      draw_two_sets (fixture, epoch, order);
      for (guint first = 0; first + batch <= N; first += batch) {
        guint n_first = 0;

        for (guint i = 0; i < batch; i++)
          n_first += order[first + i] <= 18;
        g_assert_cmpuint (n_first, >=, batch / 2);
        g_assert_cmpuint (n_first, <=, (batch + 1) / 2);
      }
    }
}

static void
test_by_task_goes_through_a_data_set_before_it_repeats (Fixture *fixture,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  guint order[N], again[N], shown[N + 1], ever[N + 1] = {0};

  for (int epoch = 1; epoch <= 20; epoch++) {
    draw_two_sets (fixture, epoch, order);
    count (order, shown);
    for (guint i = 1; i <= N; i++) {
      ever[i] += shown[i];
      if (i <= 18)
        g_assert_cmpuint (shown[i], <=, 1);
      else
        g_assert_cmpuint (shown[i], ==, 2);
    }
  }
  for (guint i = 1; i <= N; i++)
    g_assert_cmpuint (ever[i], >, 0);
  draw_two_sets (fixture, 20, again);
  g_assert_cmpmem (order, sizeof order, again, sizeof again);
}

static void
test_by_task_shows_all_once_where_nothing_is_missing (Fixture *fixture,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  const MienColumn *columns[] = {fixture->classes, fixture->classes};
  guint order[N], shown[N + 1];

  for (guint i = 1; i <= N; i++)
    fixture->classes->values[i] = 1.0f;
  mien_order_draw_by_task (5, 1, columns, 2, fixture->samples, N, order);
  count (order, shown);
  for (guint i = 1; i <= N; i++)
    g_assert_cmpuint (shown[i], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add ("/order/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("shuffled", test_shuffled_shows_every_sample_once);
  TEST ("balanced", test_balanced_shows_the_classes_equally_often);
  TEST ("rounds", test_balanced_goes_through_a_class_before_it_repeats);
  TEST ("keyed", test_balanced_follows_seed_and_epoch_alone);
  TEST ("unlabelled", test_no_label_at_all_shows_what_there_is);
  TEST ("by-task/batches", test_no_batch_lacks_a_task);
  TEST ("by-task/rounds", test_by_task_goes_through_a_data_set_before_it_repeats);
  TEST ("by-task/all", test_by_task_shows_all_once_where_nothing_is_missing);
  return g_test_run ();
}
