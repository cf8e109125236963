/* Spoiled input of every kind, a fixed number of cases: it opens or is refused in words, and that
 * is all that it does. */
#include "engine/core/rng.h"
#include "engine/samples/files/files.h"
#include "engine/samples/layouts/pattern.h"
#include "tests/engine/samples/files.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define N_TABLES 1500
#define N_ARCHIVES 300
#define N_PATTERNS 4000

static guint
below (MienRng *rng, gsize n)
{
  return n > 0 ? mien_rng_below (rng, (guint) n) : 0;
}

/* One change at a random place: a bit, a byte that means something, a cut, a piece twice or gone.
 */
static void
spoil_once (MienRng *rng, GByteArray *bytes)
{
  static const guint8 special[] = "\0\n\r,;\t\"{}?*/\\._|:-0129 \xff\xef\xbb\xbf";
  guint at = below (rng, bytes->len), len = below (rng, MIN (bytes->len - at, 64) + 1);
  g_autofree guint8 *piece = g_memdup2 (bytes->data + at, len);

  switch (below (rng, 6)) {
  case 0:
    bytes->data[at] ^= (guint8) (1u << below (rng, 8));
    break;
  case 1:
    bytes->data[at] = special[below (rng, sizeof special)];
    break;
  case 2:
    g_byte_array_set_size (bytes, MAX (at, 1));
    break;
  case 3:
    g_byte_array_append (bytes, piece, len);
    break;
  case 4:
    if (len < bytes->len)
      g_byte_array_remove_range (bytes, at, len);
    break;
  default:
    memset (bytes->data + at, special[below (rng, sizeof special)], len);
    break;
  }
}

static GByteArray *
spoil (MienRng *rng, const guint8 *whole, gsize len)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, whole, (guint) len);
  for (guint n = 1 + below (rng, 4); n > 0; n--)
    spoil_once (rng, bytes);
  return bytes;
}

/* What opened can be asked everything; what did not says why. */
static void
try_to_open (Files *files, const char *name)
{
  g_autofree char *path =
      name != NULL ? g_build_filename (files->folder, name, NULL) : g_strdup (files->folder);
  MienImport import = {.location = path};
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_import_open (&import, &error);

  if (dataset == NULL) {
    g_assert_nonnull (error);
    g_assert_cmpuint (strlen (error->message), >, 20);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    return;
  }
  for (guint i = 0; i < MIN (mien_dataset_get_n_samples (dataset), 4); i++) {
    g_autoptr (GdkPixbuf) picture = mien_dataset_load (dataset, i, NULL);

    g_assert_true (g_utf8_validate (mien_dataset_get_id (dataset, i), -1, NULL));
  }
  g_autofree char *fingerprint = mien_dataset_fingerprint (dataset);
  g_autofree char *stamp = mien_dataset_stamp (dataset);
}

static void
test_spoiled_tables (Files *files, gconstpointer data)
{
  const char *text = data;
  MienRng rng = mien_rng_keyed (5, MIEN_STREAM_SPLIT, 0, strlen (text));

  files_write_picture (files, "a.pgm", 4, 4, 0);
  files_write_picture (files, "b.pgm", 4, 4, 9);
  for (int i = 0; i < N_TABLES; i++) {
    g_autoptr (GByteArray) bytes = spoil (&rng, (const guint8 *) text, strlen (text));

    files_write (files, "labels.csv", (const char *) bytes->data, bytes->len);
    try_to_open (files, "labels.csv");
  }
}

static void
add (struct archive *writer, const char *name, const char *bytes, gsize len)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, (la_int64_t) len);
  archive_write_header (writer, entry);
  archive_write_data (writer, bytes, len);
  archive_entry_free (entry);
}

static void
test_spoiled_archives (Files *files, gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = g_build_filename (files->folder, name, NULL);
  struct archive *writer = archive_write_new ();
  MienRng rng = mien_rng_keyed (6, MIEN_STREAM_SPLIT, 0, strlen (name));
  g_autofree char *whole = NULL;
  gsize len;

  if (g_str_has_suffix (name, "zip"))
    archive_write_set_format_zip (writer);
  else
    archive_write_set_format_ustar (writer);
  archive_write_open_filename (writer, path);
  add (writer, "sad/a.pgm", "P5\n2 2\n255\n\x01\x02\x03\x04", 15);
  add (writer, "fear/b.pgm", "P5\n2 2\n255\n\x05\x02\x03\x04", 15);
  archive_write_free (writer);
  g_assert_true (g_file_get_contents (path, &whole, &len, NULL));
  for (int i = 0; i < N_ARCHIVES; i++) {
    g_autoptr (GByteArray) bytes = spoil (&rng, (const guint8 *) whole, len);

    files_write (files, name, (const char *) bytes->data, bytes->len);
    try_to_open (files, name);
  }
}

static void
test_spoiled_patterns (void)
{
  static const char text[] = "{person}/{pose}_*_{expression}.{scale?}.pgm";
  static const char *const names[] = {"p1/left_x_sad.pgm", "a/b_c_d.2.pgm", "{}?*", ""};
  MienRng rng = mien_rng_keyed (7, MIEN_STREAM_SPLIT, 0, 0);

  for (int i = 0; i < N_PATTERNS; i++) {
    g_autoptr (GByteArray) bytes = spoil (&rng, (const guint8 *) text, strlen (text));
    g_autofree char *spoiled = g_strndup ((const char *) bytes->data, bytes->len);
    g_autoptr (GError) error = NULL;
    g_autoptr (MienPattern) pattern = mien_pattern_new (spoiled, &error);

    g_assert_true ((pattern == NULL) == (error != NULL));
    for (guint k = 0; pattern != NULL && k < G_N_ELEMENTS (names); k++) {
      g_auto (GStrv) cells = mien_pattern_match (pattern, names[k]);

      if (cells != NULL)
        g_assert_cmpuint (g_strv_length (cells), ==,
                          g_strv_length ((char **) mien_pattern_get_parts (pattern)));
    }
  }
}

#define TABLE                                                   \
  "path,expression,valence,action_units,landmarks,votes,fold\n" \
  "a.pgm,fear,-0.5,AU1|AU2,1 2 3 1,sad:3|fear:7,train\n"        \
  "\"b.pgm\",\"sad\",nan,,0 0 3 3,sad:10,test\n"
#define PIXELS "emotion,pixels,Usage\n0,1 2 3 4,Training\n3,0 255 7 70,PrivateTest\n"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/fuzz/table", Files, TABLE, files_set_up, test_spoiled_tables, files_tear_down);
  g_test_add ("/fuzz/pixels", Files, PIXELS, files_set_up, test_spoiled_tables, files_tear_down);
  g_test_add ("/fuzz/zip", Files, "a.zip", files_set_up, test_spoiled_archives, files_tear_down);
  g_test_add ("/fuzz/tar", Files, "a.tar", files_set_up, test_spoiled_archives, files_tear_down);
  g_test_add_func ("/fuzz/pattern", test_spoiled_patterns);
  return g_test_run ();
}
