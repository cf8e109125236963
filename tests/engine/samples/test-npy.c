#include "engine/core/error.h"
#include "engine/core/rng.h"
#include "engine/samples/layouts/npy.h"

#include <math.h>
#include <string.h>

/* (transfer full): a file of format @major whose header is @dictionary */
static GBytes *
make (guint8 major, const char *dictionary, const void *items, gsize len)
{
  g_autofree char *header = g_strdup_printf ("%s\n", dictionary);
  guint16 header_len = (guint16) strlen (header);
  guint8 start[12] = {
      0x93, 'N', 'U', 'M', 'P', 'Y', major, 0, (guint8) header_len, (guint8) (header_len >> 8)};
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, start, major >= 2 ? 12 : 10);
  g_byte_array_append (bytes, (const guint8 *) header, header_len);
  g_byte_array_append (bytes, items, (guint) len);
  return g_byte_array_free_to_bytes (bytes);
}

#define HEADER(type, shape) "{'descr': '" type "', 'fortran_order': False, 'shape': " shape ", }"

static void
assert_first (guint8 major, const char *dictionary, const void *items, gsize len, double value)
{
  g_autoptr (GBytes) bytes = make (major, dictionary, items, len);
  g_autoptr (GError) error = NULL;
  MienNpy array;

  mien_npy_read (&array, bytes, "a.npy", &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (mien_npy_get_number (&array, 0), ==, value);
}

static void
test_numbers_of_every_kind_are_read (void)
{
  double real = -0.375;
  float single = 2.5f;

  assert_first (1, HEADER ("<f8", "()"), &real, sizeof real, -0.375);
  assert_first (1, HEADER ("<f4", "(1,)"), &single, sizeof single, 2.5);
  assert_first (1, HEADER (">f4", "(1,)"), "\x40\x20\x00\x00", 4, 2.5);
  assert_first (1, HEADER ("<i2", "(2,)"), "\xfe\xff\x01\x00", 4, -2.0);
  assert_first (1, HEADER ("|u1", "(1,)"), "\xfe", 1, 254.0);
  assert_first (1, HEADER ("|b1", "()"), "\x01", 1, 1.0);
  assert_first (2, HEADER ("<i8", "(1, 1)"), "\x07\0\0\0\0\0\0\0", 8, 7.0);
  assert_first (3, HEADER ("|S6", "()"), "-0.25\0", 6, -0.25);
  assert_first (1, HEADER ("<U2", "()"),
                "1\0\0\0"
                "0\0\0\0",
                8, 10.0);
  assert_first (1, HEADER (">U1", "()"),
                "\0\0\0"
                "7",
                4, 7.0);
}

static void
test_items_follow_each_other (void)
{
  double items[6] = {1, 2, 3, 4, 5, 6};
  g_autoptr (GBytes) bytes = make (1, HEADER ("<f8", "(3, 2)"), items, sizeof items);
  MienNpy array;

  g_assert_true (mien_npy_read (&array, bytes, "a.npy", NULL));
  g_assert_cmpuint (array.n_items, ==, 6);
  g_assert_cmpfloat (mien_npy_get_number (&array, 5), ==, 6.0);
}

static void
test_a_text_that_is_no_number_is_none (void)
{
  g_autoptr (GBytes) bytes = make (1, HEADER ("|S3", "()"), "sad", 3);
  MienNpy array;

  g_assert_true (mien_npy_read (&array, bytes, "a.npy", NULL));
  g_assert_true (isnan (mien_npy_get_number (&array, 0)));
}

static void
assert_refused (GBytes *file, const char *because)
{
  g_autoptr (GBytes) bytes = file;
  g_autoptr (GError) error = NULL;
  MienNpy array;

  g_assert_false (mien_npy_read (&array, bytes, "x/a.npy", &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "x/a.npy"));
  g_assert_nonnull (strstr (error->message, because));
}

static void
test_what_cannot_be_read_is_refused_in_words (void)
{
  static const double items[2] = {1.0, 2.0};
  g_autoptr (GBytes) whole = make (1, HEADER ("<f8", "(2,)"), items, sizeof items);

  assert_refused (g_bytes_new_static ("", 0), "no array");
  assert_refused (g_bytes_new_static ("\x93NUMPY\x01\x00\xff\xff", 10), "no array");
  assert_refused (make (1, HEADER ("|O", "()"), items, 8), "neither numbers nor texts");
  assert_refused (make (1, HEADER ("<f16", "()"), items, 16), "neither numbers nor texts");
  assert_refused (make (1, HEADER ("<U99999999", "()"), items, 16), "neither numbers nor texts");
  assert_refused (make (1, "{}", items, 16), "neither numbers nor texts");
  assert_refused (make (1, HEADER ("<f8", "(3,)"), items, 16), "ends before");
  assert_refused (make (1, HEADER ("<f8", "(4294967296, 4294967296, 2)"), items, 16),
                  "ends before");
  assert_refused (make (1, HEADER ("<f8", "(-1,)"), items, 16), "ends before");
  assert_refused (make (1, HEADER ("<f8", "(2"), items, 16), "ends before");
  assert_refused (make (1, "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 1), }", items, 16),
                  "column by column");
  assert_refused (g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - 1), "ends before");
}

/* Any byte changed: it is read or refused, and no item lies outside the file. */
static void
test_spoiled_files_stay_inside_their_bytes (void)
{
  static const double items[2] = {1.0, 2.0};
  MienRng rng = mien_rng_keyed (7, MIEN_STREAM_SPLIT, 1, 1);

  for (int i = 0; i < 20000; i++) {
    g_autoptr (GBytes) whole = make (1, HEADER ("<f8", "(2,)"), items, sizeof items);
    gsize len = g_bytes_get_size (whole);
    g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (whole, NULL), len);
    g_autoptr (GBytes) bytes = NULL;
    MienNpy array;

    for (guint n = 1 + mien_rng_below (&rng, 3); n > 0; n--)
      data[mien_rng_below (&rng, (guint) len)] = (guint8) mien_rng_below (&rng, 256);
    bytes = g_bytes_new (data, len - mien_rng_below (&rng, 3));
    if (!mien_npy_read (&array, bytes, "a.npy", NULL))
      continue;
    for (gsize k = 0; k < MIN (array.n_items, 100); k++)
      mien_npy_get_number (&array, k);
    g_assert_true (array.items + array.n_items * array.item_size <=
                   (const guint8 *) g_bytes_get_data (bytes, NULL) + g_bytes_get_size (bytes));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/npy/numbers", test_numbers_of_every_kind_are_read);
  g_test_add_func ("/npy/items", test_items_follow_each_other);
  g_test_add_func ("/npy/text", test_a_text_that_is_no_number_is_none);
  g_test_add_func ("/npy/refused", test_what_cannot_be_read_is_refused_in_words);
  g_test_add_func ("/npy/spoiled", test_spoiled_files_stay_inside_their_bytes);
  return g_test_run ();
}
