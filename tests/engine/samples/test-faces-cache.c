#include "engine/core/cache.h"
#include "engine/core/fault.h"
#include "engine/samples/faces.h"
#include "tests/engine/samples/files.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

enum {
  SIDE = 8,
  FACE = SIDE * SIDE
};

static MienFaces *
load_as (Files *files, MienEqualise equalise)
{
  MienPreprocessing preprocessing = {.size = SIDE, .channels = 1, .equalise = equalise};
  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autoptr (GError) error = NULL;
  MienFaces *faces = mien_faces_load (dataset, &preprocessing, pool, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return faces;
}

static MienFaces *
load (Files *files)
{
  return load_as (files, MIEN_EQUALISE_NONE);
}

static void
make_pictures (Files *files)
{
  for (int i = 0; i < 40; i++) {
    g_autofree char *name = g_strdup_printf ("%s/%02d.pgm", i % 2 ? "happy" : "sad", i);

    files_write_picture (files, name, 16, 16, (guint8) i);
  }
  files_write (files, "happy/99.pgm", "P5 16 16 255\ncut", -1);
}

/* The files in the cache, as paths. */
static GPtrArray *
list_cache (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "mien", "faces", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

/* Every test starts with an empty cache of its own. */
static void
set_up (Files *files, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = list_cache ();

  for (guint i = 0; i < paths->len; i++)
    g_unlink (g_ptr_array_index (paths, i));
  files_set_up (files, data);
}

static char *
only_file (void)
{
  g_autoptr (GPtrArray) paths = list_cache ();

  g_assert_cmpuint (paths->len, ==, 1);
  return g_strdup (g_ptr_array_index (paths, 0));
}

/* Overwrites a byte of the only file, counted from the end where @at is negative. */
static void
poke (gssize at, guint8 byte)
{
  g_autofree char *path = only_file (), *bytes = NULL;
  gsize len;
  FILE *file;

  g_assert_true (g_file_get_contents (path, &bytes, &len, NULL));
  file = g_fopen (path, "r+");
  fseek (file, at >= 0 ? (long) at : (long) len + (long) at, SEEK_SET);
  fputc (byte, file);
  fclose (file);
}

/* The first pixel of the first face: notes of 56 bytes follow a header of 96. */
#define FIRST_PIXEL (96 + 41 * 56)

static void
test_a_second_opening_reads_what_the_first_kept (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  make_pictures (files);

  g_autoptr (MienFaces) first = load (files);

  poke (FIRST_PIXEL, 201);

  g_autoptr (MienFaces) second = load (files);
  const MienProblem *problem = g_ptr_array_index (second->problems, 0);

  g_assert_cmpuint (second->pixels[0], ==, 201);
  g_assert_cmpmem (first->pixels + 1, 41 * FACE - 1, second->pixels + 1, 41 * FACE - 1);
  g_assert_cmpuint (second->n_usable, ==, 40);
  g_assert_cmpmem (first->usable, 41 * sizeof (gboolean), second->usable, 41 * sizeof (gboolean));
  g_assert_cmpuint (second->problems->len, ==, 1);
  g_assert_cmpstr (problem->path, ==, "happy/99.pgm");
  g_assert_cmpstr (problem->what, ==,
                   ((MienProblem *) g_ptr_array_index (first->problems, 0))->what);
  g_assert_cmpuint (problem->samples->len, ==, 1);
}

static void
assert_made_anew (Files *files, MienFaces *right)
{
  g_autoptr (MienFaces) again = load (files);

  g_assert_cmpuint (again->n_usable, ==, right->n_usable);
  g_assert_cmpmem (again->pixels, again->n * FACE, right->pixels, right->n * FACE);
  g_assert_cmpuint (again->problems->len, ==, right->problems->len);
}

static void
test_a_torn_or_foreign_file_is_made_anew (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  make_pictures (files);

  /* Not from the cache, as what is mapped changes with it. */
  g_autoptr (MienFaces) kept = load (files);
  g_autofree guint8 *pixels = g_memdup2 (kept->pixels, 41 * FACE);
  MienFaces right = *kept;
  const struct {
    gssize at;
    guint8 byte;
  } pokes[] = {{0, 'x'}, {8, 99}, {12, 40}, {16, 3}, {20, 9}, {24, 1}, {32, 'x'}, {96 + 48, 9}};
  g_autofree char *path = only_file ();

  right.pixels = pixels;
  for (guint i = 0; i < G_N_ELEMENTS (pokes); i++) {
    poke (FIRST_PIXEL, 201);
    poke (pokes[i].at, pokes[i].byte);
    assert_made_anew (files, &right);
  }
  for (gsize len = 0; len < 96 + 41 * (56 + FACE); len += 501) {
    g_assert_cmpint (truncate (path, (off_t) len), ==, 0);
    assert_made_anew (files, &right);
  }
  poke (-1, 'x'); /* the last reason never ends */
  assert_made_anew (files, &right);
}

static void
test_a_changed_picture_is_decoded_anew (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  make_pictures (files);

  g_autoptr (MienFaces) before = load (files);

  files_write_picture (files, "sad/00.pgm", 16, 16, 100);

  g_autoptr (MienFaces) after = load (files);
  guint sample = 0;

  while (memcmp (before->pixels + sample * FACE, after->pixels + sample * FACE, FACE) == 0)
    sample++;
  g_assert_cmpuint (sample, <, 41);
  g_assert_cmpint (after->pixels[sample * FACE] - before->pixels[sample * FACE], >, 90);
}

static void
test_another_preparation_is_another_entry (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  make_pictures (files);

  g_autoptr (MienFaces) plain = load (files);
  g_autoptr (MienFaces) clahe = load_as (files, MIEN_EQUALISE_CLAHE);
  g_autoptr (GPtrArray) paths = list_cache ();

  g_assert_cmpuint (paths->len, ==, 2);
  g_assert_cmpint (memcmp (plain->pixels, clahe->pixels, 41 * FACE), !=, 0);
}

static gpointer
load_on_thread (gpointer files)
{
  return load (files);
}

static void
test_several_at_once_all_get_their_faces (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  GThread *threads[4];
  MienFaces *faces[4];

  make_pictures (files);
  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new (NULL, load_on_thread, files);
  for (int i = 0; i < 4; i++)
    faces[i] = g_thread_join (threads[i]);

  g_autofree char *path = only_file ();
  g_autoptr (MienFaces) later = load (files);

  for (int i = 0; i < 4; i++) {
    g_assert_cmpmem (faces[i]->pixels, 41 * FACE, later->pixels, 41 * FACE);
    g_assert_cmpuint (faces[i]->problems->len, ==, 1);
    mien_faces_free (faces[i]);
  }
}

static void
assert_works_without_cache (Files *files, const char *hint)
{
  g_autoptr (MienFaces) faces = load (files);
  const MienProblem *problem = g_ptr_array_index (faces->problems, 1);

  g_assert_cmpuint (faces->n_usable, ==, 40);
  g_assert_cmpuint (faces->problems->len, ==, 2);
  g_assert_nonnull (strstr (problem->what, "not kept"));
  g_assert_nonnull (strstr (problem->what, hint));
}

static void
test_no_room_and_no_rights_are_told_once (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *mien = g_build_filename (g_get_user_cache_dir (), "mien", NULL);
  g_autoptr (GPtrArray) paths = NULL;

  make_pictures (files);
  mien_fault_arm ("faces/room");
  assert_works_without_cache (files, "No space");
  mien_fault_arm ("file/rename");
  assert_works_without_cache (files, "Cannot replace");
  paths = list_cache ();
  g_assert_cmpuint (paths->len, ==, 0);

  /* A file where the folder should be keeps even root out. */
  g_autofree char *room = g_build_filename (mien, "faces", NULL);
  g_assert_cmpint (g_rmdir (room), ==, 0);
  g_assert_cmpint (g_rmdir (mien), ==, 0);
  g_assert_true (g_file_set_contents (mien, "", 0, NULL));
  assert_works_without_cache (files, "Cannot make the folder");
  g_unlink (mien);
}

static void
test_cancelling_leaves_no_file (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  MienPreprocessing preprocessing = {.size = SIDE, .channels = 1};
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autoptr (GError) error = NULL;

  make_pictures (files);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_cancellable_cancel (cancellable);
  g_assert_null (mien_faces_load (dataset, &preprocessing, pool, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_autoptr (GPtrArray) paths = list_cache ();

  g_assert_cmpuint (paths->len, ==, 0);
}

static char *
make_entry (Files *files, const char *name, int days_ago)
{
  char *path = g_build_filename (files->folder, name, NULL);
  struct utimbuf times = {time (NULL) - days_ago * 86400, time (NULL) - days_ago * 86400};
  char bytes[100] = {0};

  files_write (files, name, bytes, sizeof bytes);
  g_assert_cmpint (g_utime (path, &times), ==, 0);
  return path;
}

static void
test_what_was_used_longest_ago_goes_first (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *old = make_entry (files, "old", 9), *older = make_entry (files, "older", 10);
  g_autofree char *oldest = make_entry (files, "oldest", 11),
                  *recent = make_entry (files, "new", 2);
  g_autofree char *left = make_entry (files, "half.Xyz", 3);
  g_autofree char *begun = make_entry (files, "half.Abc", 0);

  mien_cache_touch (older);
  mien_cache_trim (oldest, 300);
  g_assert_true (g_file_test (oldest, G_FILE_TEST_EXISTS)); /* the one just written */
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (recent, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (older, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (begun, G_FILE_TEST_EXISTS));
}

static void
remove_cache (const char *cache)
{
  g_autofree char *mien = g_build_filename (cache, "mien", NULL);
  g_autofree char *faces = g_build_filename (mien, "faces", NULL);
  g_autoptr (GPtrArray) paths = list_cache ();

  for (guint i = 0; i < paths->len; i++)
    g_unlink (g_ptr_array_index (paths, i));
  g_rmdir (faces);
  g_rmdir (mien);
  g_rmdir (cache);
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("mien-cache-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) g_test_add (path, Files, NULL, set_up, func, files_tear_down)
  TEST ("/faces-cache/second", test_a_second_opening_reads_what_the_first_kept);
  TEST ("/faces-cache/torn", test_a_torn_or_foreign_file_is_made_anew);
  TEST ("/faces-cache/changed", test_a_changed_picture_is_decoded_anew);
  TEST ("/faces-cache/preparation", test_another_preparation_is_another_entry);
  TEST ("/faces-cache/at-once", test_several_at_once_all_get_their_faces);
  TEST ("/faces-cache/no-room", test_no_room_and_no_rights_are_told_once);
  TEST ("/faces-cache/cancel", test_cancelling_leaves_no_file);
  TEST ("/faces-cache/trim", test_what_was_used_longest_ago_goes_first);
  status = g_test_run ();
  remove_cache (cache);
  return status;
}
