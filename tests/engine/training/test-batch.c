#include "engine/training/batch.h"
#include "tests/engine/training/lesson.h"

#include <math.h>
#include <string.h>

enum {
  PICTURE = SIDE * SIDE
};

static const MienAugment everything = {.flip = TRUE,
                                       .shift = 0.1,
                                       .rotate = 20,
                                       .scale = 0.1,
                                       .brightness = 0.2,
                                       .erase = 0.5,
                                       .noise = 0.1,
                                       .mixup = 0.4};

/* What one epoch shows: of every sample its picture and what it is learned with. */
typedef struct {
  float x[N][PICTURE];
  float targets[2][N], others[2][N], shares[N];
  guint shown[N];
} Epoch;

static MienNetwork *
make_network (Lesson *lesson)
{
  MienPreprocessing preprocessing = {
      .size = SIDE, .channels = 1, .standardise = MIEN_STANDARDISE_NONE};

  return mien_network_new ("mlp", &preprocessing, lesson->tasks, 1, NULL);
}

/* The samples' places in the epoch's order, to tell whose picture is where. */
static void
show (Lesson *lesson, int batch, int threads, int epoch, Epoch *out)
{
  MienExamples examples = {lesson->dataset, lesson->faces, lesson->parts};
  g_autoptr (MienNetwork) network = make_network (lesson);
  g_autoptr (MienPool) pool = mien_pool_new (threads);
  guint samples[N], order[N], n = 0;

  lesson->settings.batch = batch;
  g_autoptr (MienBatcher) batcher =
      mien_batcher_new (network, &lesson->settings, &examples, MIEN_PART_TRAIN);
  memset (out, 0, sizeof *out);
  for (guint i = 0; i < N; i++)
    if (lesson->parts[i] == MIEN_PART_TRAIN)
      samples[n++] = i;
  mien_order_draw (lesson->settings.sampling, lesson->settings.seed, epoch,
                   mien_dataset_get_column (lesson->dataset, "kind"), samples, n, order);
  for (int b = 0; b < mien_batcher_get_n_batches (batcher); b++) {
    int filled = mien_batcher_fill (batcher, pool, epoch, b);

    for (int i = 0; i < filled; i++) {
      guint sample = order[b * batch + i];

      memcpy (out->x[sample], mien_batcher_get_pictures (batcher) + i * PICTURE,
              PICTURE * sizeof (float));
      for (guint t = 0; t < 2; t++) {
        out->targets[t][sample] = mien_batcher_get_targets (batcher, t)[i];
        out->others[t][sample] = mien_batcher_get_others (batcher, t)[i];
      }
      out->shares[sample] = mien_batcher_get_shares (batcher)[i];
      out->shown[sample]++;
    }
  }
}

static void
test_draws_depend_on_seed_epoch_and_sample_alone (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  static Epoch first, again, next;

  lesson->settings.augment = everything;
  show (lesson, 7, 1, 2, &first);
  for (int threads = 1; threads <= 5; threads += 2) {
    show (lesson, 3 + 4 * threads, threads, 2, &again);
    g_assert_cmpmem (&first, sizeof first, &again, sizeof again);
  }
  show (lesson, 7, 1, 3, &next);
  g_assert_cmpint (memcmp (first.x, next.x, sizeof first.x), !=, 0);
  lesson->settings.seed++;
  show (lesson, 7, 1, 2, &next);
  g_assert_cmpint (memcmp (first.x, next.x, sizeof first.x), !=, 0);
}

/* Without other changes, a picture is share times the face and the rest of its partner, whose
 * labels say which face that is. */
static void
test_faces_are_mixed_as_their_labels_say (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  static Epoch epoch;
  guint n_found = 0, n_clear = 0;

  lesson->settings.augment = (MienAugment){.mixup = 1.0};
  show (lesson, 7, 2, 1, &epoch);
  for (guint i = 0; i < N; i++) {
    gboolean found = FALSE;

    if (epoch.shown[i] == 0)
      continue;
    g_assert_true (epoch.shares[i] >= 0.5f && epoch.shares[i] <= 1.0f);
    n_clear += epoch.shares[i] < 0.9f;
    g_assert_cmpfloat (epoch.targets[0][i], ==, (float) (i % 2));
    for (guint k = 0; k < N && !found; k++) {
      const guint8 *a = mien_faces_get (lesson->faces, i), *b = mien_faces_get (lesson->faces, k);
      double off = 0.0, share = (double) epoch.shares[i];

      for (int p = 0; p < PICTURE; p++)
        off =
            MAX (off, fabs (255.0 * (double) epoch.x[i][p] - share * a[p] - (1.0 - share) * b[p]));
      found = off < 1e-3 && lesson->parts[k] == MIEN_PART_TRAIN &&
              (int) epoch.others[0][i] == (int) (k % 2) &&
              isnan (epoch.others[1][i]) == (k % 5 == 0);
    }
    n_found += found;
    g_assert_true (found);
  }
  g_assert_cmpuint (n_found, ==, 40);
  g_assert_cmpuint (n_clear, >, 15);
}

static void
test_nothing_is_changed_in_order (Lesson *lesson, MienPart part)
{
  MienExamples examples = {lesson->dataset, lesson->faces, lesson->parts};
  g_autoptr (MienNetwork) network = make_network (lesson);
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autoptr (MienBatcher) batcher = mien_batcher_new (network, &lesson->settings, &examples, part);
  int filled = mien_batcher_fill (batcher, pool, 0, 0), at = 0;

  for (guint i = 0; i < N && at < filled; i++) {
    if (lesson->parts[i] != part)
      continue;
    for (int p = 0; p < PICTURE; p++)
      g_assert_cmpfloat_with_epsilon (255.0f *
                                          mien_batcher_get_pictures (batcher)[at * PICTURE + p],
                                      mien_faces_get (lesson->faces, i)[p], 1e-3f);
    g_assert_cmpfloat (mien_batcher_get_targets (batcher, 0)[at], ==, (float) (i % 2));
    at++;
  }
  g_assert_cmpint (at, ==, filled);
  g_assert_null (mien_batcher_get_others (batcher, 0));
  g_assert_null (mien_batcher_get_shares (batcher));
}

static void
test_validation_and_test_faces_stay_as_they_are (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  lesson->settings.augment = everything;
  lesson->settings.sampling = MIEN_SAMPLING_BALANCED;
  for (int part = 0; part < MIEN_N_PARTS; part++)
    test_nothing_is_changed_in_order (lesson, (MienPart) part);
}

/* A rare face that is shown again and again is drawn anew each time. */
static void
test_faces_that_come_again_look_different (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  MienExamples examples = {lesson->dataset, lesson->faces, lesson->parts};
  g_autoptr (MienNetwork) network = make_network (lesson);
  g_autoptr (MienPool) pool = mien_pool_new (2);

  for (int i = 0; i < N; i++)
    if (i % 2 == 1 && i != 1)
      lesson->parts[i] = MIEN_PART_TEST;
  lesson->settings.augment = (MienAugment){.brightness = 0.2};
  lesson->settings.sampling = MIEN_SAMPLING_BALANCED;
  lesson->settings.batch = N;
  g_autoptr (MienBatcher) batcher =
      mien_batcher_new (network, &lesson->settings, &examples, MIEN_PART_TRAIN);
  int n = mien_batcher_fill (batcher, pool, 1, 0), n_rare = 0;
  const float *x = mien_batcher_get_pictures (batcher),
              *kinds = mien_batcher_get_targets (batcher, 0);

  for (int i = 0; i < n; i++) {
    n_rare += kinds[i] > 0.5f;
    for (int k = 0; k < i; k++)
      g_assert_true (kinds[i] < 0.5f || kinds[k] < 0.5f ||
                     memcmp (x + i * PICTURE, x + k * PICTURE, PICTURE * sizeof (float)) != 0);
  }
  g_assert_cmpint (abs (2 * n_rare - n), <=, 1);
}

/* Two data sets trained together: one says the kind, the other how bright. */
static void
test_every_batch_has_labels_of_both_data_sets (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  MienExamples examples = {lesson->dataset, lesson->faces, lesson->parts};
  g_autoptr (MienNetwork) network = make_network (lesson);
  g_autoptr (MienPool) pool = mien_pool_new (2);

  for (guint t = 0; t < 2; t++)
    for (guint i = 0; i < N; i++)
      if ((i < N / 4) == (t == 0))
        g_array_index (lesson->settings.tasks, MienTaskSettings, t).column->values[i] = NAN;
  lesson->settings.sampling = MIEN_SAMPLING_TASKS;
  lesson->settings.batch = 5;
  g_autoptr (MienBatcher) batcher =
      mien_batcher_new (network, &lesson->settings, &examples, MIEN_PART_TRAIN);
  for (int epoch = 1; epoch <= 3; epoch++)
    for (int b = 0; b < mien_batcher_get_n_batches (batcher); b++) {
      int n = mien_batcher_fill (batcher, pool, epoch, b), n_labelled[2] = {0};

      for (guint t = 0; t < 2; t++)
        for (int i = 0; i < n; i++)
          n_labelled[t] += !isnan (mien_batcher_get_targets (batcher, t)[i]);
      g_assert_cmpint (n_labelled[0], >=, n / 2);
      g_assert_cmpint (n_labelled[1], >=, n / 2);
      g_assert_cmpint (n_labelled[0] + n_labelled[1], ==, n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) \
  g_test_add ("/batch/" name, Lesson, NULL, lesson_set_up, func, lesson_tear_down)
  TEST ("keyed", test_draws_depend_on_seed_epoch_and_sample_alone);
  TEST ("mixed", test_faces_are_mixed_as_their_labels_say);
  TEST ("plain", test_validation_and_test_faces_stay_as_they_are);
  TEST ("again", test_faces_that_come_again_look_different);
  TEST ("tasks", test_every_batch_has_labels_of_both_data_sets);
  return g_test_run ();
}
