#include "engine/samples/drawn/drawn.h"
#include "engine/samples/gist.h"
#include "engine/samples/likeness.h"

#include <string.h>

#define SIDE 48
#define N_FACES 40

static const MienPreprocessing grey = {.size = SIDE, .channels = 1};

static void
problem_free (gpointer problem)
{
  mien_problem_free (problem);
}

/* Faces to be filled in by hand. */
static MienFaces *
new_faces (guint n, int size, int channels)
{
  MienFaces *faces = g_new0 (MienFaces, 1);

  faces->n = n;
  faces->channels = channels;
  faces->size = size;
  faces->pixels = g_new0 (guint8, (gsize) n * (gsize) (channels * size * size));
  faces->usable = g_new (gboolean, n);
  for (guint i = 0; i < n; i++)
    faces->usable[i] = TRUE;
  faces->problems = g_ptr_array_new_with_free_func (problem_free);
  return faces;
}

static guint8 *
pixels_of (MienFaces *faces, guint sample)
{
  return faces->pixels + (gsize) sample * (gsize) (faces->channels * faces->size * faces->size);
}

static MienLikeness *
find (const MienFaces *faces, int n_workers)
{
  g_autoptr (MienPool) pool = mien_pool_new (n_workers);
  g_autoptr (GError) error = NULL;
  MienLikeness *likeness = mien_likeness_find (faces, pool, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return likeness;
}

/* (transfer full): @picture as JPEG of @quality makes it */
static GdkPixbuf *
save_again (GdkPixbuf *picture, const char *quality)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autofree char *bytes = NULL;
  gsize len;

  g_assert_true (
      gdk_pixbuf_save_to_buffer (picture, &bytes, &len, "jpeg", NULL, "quality", quality, NULL));
  g_assert_true (gdk_pixbuf_loader_write (loader, (guchar *) bytes, len, NULL));
  g_assert_true (gdk_pixbuf_loader_close (loader, NULL));
  return g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader));
}

/* Drawn faces, then each saved again, then each at half its size, then each as it was. */
static MienFaces *
make_copies (void)
{
  g_autoptr (MienDataset) drawn = mien_drawn_dataset_new (N_FACES, 96, 5);
  MienFaces *faces = new_faces (4 * N_FACES, SIDE, 1);

  for (guint i = 0; i < N_FACES; i++) {
    g_autoptr (GdkPixbuf) picture = mien_dataset_load (drawn, i, NULL);
    g_autoptr (GdkPixbuf) saved = save_again (picture, "75");
    g_autoptr (GdkPixbuf) half = gdk_pixbuf_scale_simple (picture, 48, 48, GDK_INTERP_BILINEAR);

    mien_faces_prepare (picture, &grey, pixels_of (faces, i));
    mien_faces_prepare (saved, &grey, pixels_of (faces, N_FACES + i));
    mien_faces_prepare (half, &grey, pixels_of (faces, 2 * N_FACES + i));
    mien_faces_prepare (picture, &grey, pixels_of (faces, 3 * N_FACES + i));
  }
  return faces;
}

static void
test_copies_are_found_however_they_were_saved (void)
{
  g_autoptr (MienFaces) faces = make_copies ();
  g_autoptr (MienLikeness) likeness = find (faces, 2);

  for (guint i = 0; i < faces->n; i++) {
    g_assert_cmpuint (likeness->alike[i], ==, i % N_FACES);
    if (i < N_FACES || i >= 3 * N_FACES)
      g_assert_cmpuint (likeness->equal[i], ==, i % N_FACES);
    g_assert_false (likeness->flat[i]);
  }
}

static void
test_different_faces_are_not_alike (void)
{
  g_autoptr (MienDataset) drawn = mien_drawn_dataset_new (400, 96, 1);
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autoptr (MienFaces) faces = mien_faces_load (drawn, &grey, pool, NULL, NULL, NULL, NULL);
  g_autoptr (MienLikeness) likeness = find (faces, 2);

  for (guint i = 0; i < faces->n; i++)
    g_assert_cmpuint (likeness->alike[i], ==, i);
}

/* @from with every block of 6 × 6 pixels moved by up to @most levels, otherwise for each @seed; by
 * blocks, as the hash is of low frequencies. */
static void
add_noise (guint8 *to, const guint8 *from, int most, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  int moves[SIDE / 6][SIDE / 6];

  for (int i = 0; i < SIDE * SIDE / 36; i++)
    moves[i / (SIDE / 6)][i % (SIDE / 6)] = g_rand_int_range (rand, -most, most + 1);
  for (int i = 0; i < SIDE * SIDE; i++)
    to[i] = (guint8) CLAMP (from[i] + moves[i / SIDE / 6][i % SIDE / 6], 0, 255);
}

/* Faces with more and more noise, so that their hashes differ in few bits and in many. */
static MienFaces *
make_noisy (void)
{
  g_autoptr (MienFaces) copies = make_copies ();
  MienFaces *faces = new_faces (12 * N_FACES, SIDE, 1);

  for (guint i = 0; i < faces->n; i++)
    add_noise (pixels_of (faces, i), pixels_of (copies, i % N_FACES), (int) (i / N_FACES + 3) / 4,
               i);
  return faces;
}

/* Whether no quarter of the two hashes is the same. */
static gboolean
differ_in_all_parts (guint64 a, guint64 b)
{
  for (int part = 0; part < 4; part++)
    if (((a ^ b) >> (16 * part) & 0xffff) == 0)
      return FALSE;
  return TRUE;
}

/* Two by two, as a third face might join two that were missed. */
static void
test_no_pair_is_missed_whatever_bits_differ (void)
{
  g_autoptr (MienFaces) noisy = make_noisy ();
  guint n_pairs = 0, n_hard = 0;

  for (guint i = N_FACES; i < noisy->n; i++) {
    g_autoptr (MienFaces) two = new_faces (2, SIDE, 1);
    g_autoptr (MienLikeness) likeness = NULL;
    MienGist gists[2];
    gboolean alike;

    memcpy (pixels_of (two, 0), pixels_of (noisy, i % N_FACES), SIDE * SIDE);
    memcpy (pixels_of (two, 1), pixels_of (noisy, i), SIDE * SIDE);
    for (guint k = 0; k < 2; k++)
      mien_gist_make (&gists[k], pixels_of (two, k), 1, SIDE);
    alike = mien_gist_distance (gists[0].hash, gists[1].hash) <= 6 &&
            mien_gist_is_alike (&gists[0], &gists[1]);
    n_pairs += alike;
    n_hard += alike && differ_in_all_parts (gists[0].hash, gists[1].hash);
    likeness = find (two, 1);
    g_assert_cmpint (likeness->alike[1] == 0, ==, alike);
  }
  g_assert_cmpuint (n_pairs, >, N_FACES);
  g_assert_cmpuint (n_hard, >, 0);
}

static void
test_any_number_of_workers_finds_the_same (void)
{
  g_autoptr (MienFaces) faces = make_noisy ();
  g_autoptr (MienLikeness) one = find (faces, 1);

  for (int n_workers = 2; n_workers < 6; n_workers++) {
    g_autoptr (MienLikeness) several = find (faces, n_workers);

    g_assert_cmpmem (one->equal, faces->n * sizeof (guint), several->equal,
                     faces->n * sizeof (guint));
    g_assert_cmpmem (one->alike, faces->n * sizeof (guint), several->alike,
                     faces->n * sizeof (guint));
  }
}

static void
test_blank_and_unread_pictures_are_like_nothing (void)
{
  g_autoptr (MienFaces) faces = make_copies ();
  g_autoptr (MienLikeness) likeness = NULL;

  memset (pixels_of (faces, 0), 0, SIDE * SIDE);
  memset (pixels_of (faces, N_FACES), 0, SIDE * SIDE);
  pixels_of (faces, N_FACES)[7] = 3; /* as JPEG leaves it */
  faces->usable[1] = FALSE;
  likeness = find (faces, 2);
  g_assert_true (likeness->flat[0] && likeness->flat[N_FACES]);
  g_assert_cmpuint (likeness->alike[N_FACES], ==, N_FACES);
  g_assert_false (likeness->flat[1]);
  g_assert_cmpuint (likeness->alike[N_FACES + 1], ==, N_FACES + 1);
  g_assert_cmpuint (likeness->alike[3 * N_FACES + 1], ==, N_FACES + 1);
}

static void
test_colours_and_other_sizes_are_compared_too (void)
{
  g_autoptr (MienDataset) drawn = mien_drawn_dataset_new (30, 96, 2);
  const int sizes[] = {20, 33, 100};

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++) {
    MienPreprocessing colour = {.size = sizes[s], .channels = 3};
    g_autoptr (MienFaces) faces = new_faces (60, sizes[s], 3);
    g_autoptr (MienLikeness) likeness = NULL;

    for (guint i = 0; i < 60; i++) {
      g_autoptr (GdkPixbuf) picture = mien_dataset_load (drawn, i % 30, NULL);
      g_autoptr (GdkPixbuf) saved = save_again (picture, "90");

      mien_faces_prepare (i < 30 ? picture : saved, &colour, pixels_of (faces, i));
    }
    likeness = find (faces, 2);
    for (guint i = 0; i < 60; i++)
      g_assert_cmpuint (likeness->alike[i], ==, i % 30);
  }
}

/* Each frame is like the one before; the first and the last need not be alike. */
static void
test_a_film_is_one_group (void)
{
  g_autoptr (MienFaces) copies = make_copies ();
  g_autoptr (MienFaces) faces = new_faces (1000, SIDE, 1);
  g_autoptr (MienLikeness) likeness = NULL;

  for (guint i = 0; i < faces->n; i++)
    add_noise (pixels_of (faces, i), pixels_of (copies, 0), 1, i);
  likeness = find (faces, 2);
  for (guint i = 0; i < faces->n; i++)
    g_assert_cmpuint (likeness->alike[i], ==, 0);
}

static void
test_cancelling_ends_it (void)
{
  g_autoptr (MienFaces) faces = make_copies ();
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (mien_likeness_find (faces, pool, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Samples 0 and 1 are copies, 2 and 3 alike, 4 to 6 alike with 5 and 6 copies; 7 is alone. */
static void
test_only_what_a_later_part_asks_again_leaks (void)
{
  guint equal[] = {0, 0, 2, 3, 4, 5, 5, 7}, alike[] = {0, 0, 2, 2, 4, 4, 4, 7};
  MienLikeness likeness = {.n = 8, .equal = equal, .alike = alike};
  const gint8 apart[] = {0, 2, 1, 0, 0, 2, 2, 2}, together[] = {2, 2, 1, 1, 0, 0, 0, 0};
  const gint8 unused[] = {0, -1, -1, 2, -1, -1, 2, 0};
  guint copies, others;

  mien_likeness_count_leaks (&likeness, apart, &copies, &others);
  g_assert_cmpuint (copies, ==, 1); /* 1 in test, of 0 in train */
  g_assert_cmpuint (others, ==, 3); /* 2 in validation; 5 and 6 in test */
  mien_likeness_count_leaks (&likeness, together, &copies, &others);
  g_assert_cmpuint (copies + others, ==, 0);
  mien_likeness_count_leaks (&likeness, unused, &copies, &others);
  g_assert_cmpuint (copies + others, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/likeness/copies", test_copies_are_found_however_they_were_saved);
  g_test_add_func ("/likeness/different", test_different_faces_are_not_alike);
  g_test_add_func ("/likeness/no-pair-missed", test_no_pair_is_missed_whatever_bits_differ);
  g_test_add_func ("/likeness/workers", test_any_number_of_workers_finds_the_same);
  g_test_add_func ("/likeness/blank", test_blank_and_unread_pictures_are_like_nothing);
  g_test_add_func ("/likeness/colours", test_colours_and_other_sizes_are_compared_too);
  g_test_add_func ("/likeness/film", test_a_film_is_one_group);
  g_test_add_func ("/likeness/cancel", test_cancelling_ends_it);
  g_test_add_func ("/likeness/leaks", test_only_what_a_later_part_asks_again_leaks);
  return g_test_run ();
}
