#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/exchange/safetensors.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("mien-safetensors-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "some.safetensors", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static const float floats[] = {1.5f, -2.0f, 0.0f, 3.25f, 1e-30f, 1e30f};
static const gint64 integers[] = {-1, G_MAXINT64};
static const double number = 0.1;

static MienTensors *
make_tensors (void)
{
  MienTensors *tensors = mien_tensors_new ();

  mien_tensors_set_metadata (tensors, "mien", "{\"a\": \"“quoted”\\n\"}");
  mien_tensors_add (tensors, "trunk.0.weight", MIEN_DTYPE_F32, (const int[]){2, 3}, 2, floats);
  mien_tensors_add (tensors, "odd \"name\"\n\\ ärger", MIEN_DTYPE_I64, (const int[]){2}, 1,
                    integers);
  mien_tensors_add (tensors, "step", MIEN_DTYPE_F64, NULL, 0, &number);
  mien_tensors_add (tensors, "nothing", MIEN_DTYPE_F32, (const int[]){0, 4}, 2, NULL);
  return tensors;
}

static void
test_what_is_saved_comes_back (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienTensors) saved = make_tensors ();
  g_autoptr (GError) error = NULL;

  mien_tensors_save (saved, fixture->path, &error);
  g_assert_no_error (error);
  g_autoptr (MienTensors) loaded = mien_tensors_load (fixture->path, &error);
  g_assert_no_error (error);

  g_auto (GStrv) names = mien_tensors_list (loaded);
  g_assert_cmpuint (g_strv_length (names), ==, 4);
  g_assert_cmpstr (names[0], ==, "trunk.0.weight");
  g_assert_cmpstr (mien_tensors_get_metadata (loaded, "mien"), ==,
                   mien_tensors_get_metadata (saved, "mien"));
  g_assert_null (mien_tensors_get_metadata (loaded, "other"));

  const float *f = mien_tensors_get (loaded, "trunk.0.weight", MIEN_DTYPE_F32, 6, &error);
  g_assert_cmpmem (f, sizeof floats, floats, sizeof floats);
  const gint64 *i = mien_tensors_get (loaded, "odd \"name\"\n\\ ärger", MIEN_DTYPE_I64, 2, &error);
  g_assert_cmpmem (i, sizeof integers, integers, sizeof integers);
  const double *d = mien_tensors_get (loaded, "step", MIEN_DTYPE_F64, 1, &error);
  g_assert_cmpmem (d, sizeof number, &number, sizeof number);
  g_assert_true (mien_tensors_has (loaded, "nothing"));
}

static void
test_another_type_count_or_shape_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienTensors) tensors = make_tensors ();
  g_autoptr (GError) none = NULL, type = NULL, count = NULL, shape = NULL;

  g_assert_null (mien_tensors_get (tensors, "missing", MIEN_DTYPE_F32, 6, &none));
  g_assert_error (none, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_null (mien_tensors_get (tensors, "trunk.0.weight", MIEN_DTYPE_F64, 6, &type));
  g_assert_error (type, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_null (mien_tensors_get (tensors, "trunk.0.weight", MIEN_DTYPE_F32, 5, &count));
  g_assert_error (count, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_null (mien_tensors_get_shaped (tensors, "trunk.0.weight", MIEN_DTYPE_F32,
                                          (const int[]){3, 2}, 2, &shape));
  g_assert_nonnull (strstr (shape->message, "[2,3], [3,2] was expected"));
  g_assert_nonnull (mien_tensors_get_shaped (tensors, "trunk.0.weight", MIEN_DTYPE_F32,
                                             (const int[]){2, 3}, 2, NULL));
  (void) fixture;
}

/* Reads the file with nothing but what the format's description says. */
static const char reader[] =
    "import json, struct, sys\n"
    "raw = open(sys.argv[1], 'rb').read()\n"
    "n, = struct.unpack('<Q', raw[:8])\n"
    "assert n % 8 == 0, n\n"
    "head, data = json.loads(raw[8:8 + n]), raw[8 + n:]\n"
    "assert json.loads(head.pop('__metadata__')['mien']) == {'a': '“quoted”\\n'}\n"
    "form = {'F32': 'f', 'F64': 'd', 'I64': 'q'}\n"
    "def values(t):\n"
    "    a, b = t['data_offsets']\n"
    "    return [v for v, in struct.iter_unpack('<' + form[t['dtype']], data[a:b])]\n"
    "assert head['trunk.0.weight']['shape'] == [2, 3]\n"
    "assert values(head['trunk.0.weight'])[:4] == [1.5, -2, 0, 3.25]\n"
    "assert values(head['odd \"name\"\\n\\\\ ärger']) == [-1, 2**63 - 1]\n"
    "assert head['step']['shape'] == [] and values(head['step']) == [0.1]\n"
    "assert values(head['nothing']) == []\n"
    "assert max(t['data_offsets'][1] for t in head.values()) == len(data)\n";

static void
test_another_reader_understands_the_file (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienTensors) tensors = make_tensors ();
  g_autoptr (GError) error = NULL;
  const char *argv[] = {"python3", "-c", reader, fixture->path, NULL};
  int status;

  mien_tensors_save (tensors, fixture->path, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

static GError *
load_bytes (Fixture *fixture, gconstpointer bytes, gsize len)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, bytes, (gssize) len, &error);
  g_assert_no_error (error);
  g_autoptr (MienTensors) tensors = mien_tensors_load (fixture->path, &error);
  g_assert_true ((tensors == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_nonnull (strstr (error->message, fixture->path));
  return g_steal_pointer (&error);
}

/* @header with its length before it and @n_data zero bytes behind it */
static GError *
load_header (Fixture *fixture, const char *header, gsize n_data)
{
  guint64 n = GUINT64_TO_LE ((guint64) strlen (header));
  g_autoptr (GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) &n, sizeof n);
  g_byte_array_append (file, (const guint8 *) header, (guint) strlen (header));
  g_byte_array_set_size (file, file->len + (guint) n_data);
  return load_bytes (fixture, file->data, file->len);
}

static void
test_hostile_headers_are_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const headers[] = {
      "",
      "[]",
      "{\"a\": 3}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [2]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8, 8]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 4]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [8, 16]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [8, 0]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [-8, 0]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [-2], \"data_offsets\": [0, 8]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [2.0], \"data_offsets\": [0, 8]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [4294967296, 4294967296], \"data_offsets\": [0, "
      "8]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [1,1,1,1,1,1,1,1,2], \"data_offsets\": [0, 8]}}",
      "{\"a\": {\"dtype\": \"F17\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
      "{\"a\": {\"dtype\": 32, \"shape\": [2], \"data_offsets\": [0, 8]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": {}, \"data_offsets\": [0, 8]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]},"
      " \"b\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]},"
      " \"b\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}",
      "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]},"
      " \"b\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}}",
      "{\"__metadata__\": {\"mien\": 3},"
      " \"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
      "{\"__metadata__\": \"mien\","
      " \"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
      "{\"\xff\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autoptr (GError) error = load_header (fixture, headers[i], 8);
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  }
  g_assert_no_error (load_header (
      fixture, "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}", 8));
}

static void
test_a_pile_of_brackets_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const starts[] = {"", "/*\"*/"};

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_autofree char *brackets = g_strnfill (10 * 1000 * 1000, '[');
    g_autofree char *header = g_strconcat (starts[i], brackets, NULL);
    g_autoptr (GError) error = load_header (fixture, header, 0);
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  }
}

static void
test_a_header_longer_than_the_file_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const guint64 lengths[] = {3, 9, 100 * 1000 * 1000, G_MAXINT64, G_MAXUINT64};

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    guint64 file[2] = {GUINT64_TO_LE (lengths[i]), 0};
    g_autoptr (GError) error = load_bytes (fixture, file, i == 0 ? 10 : sizeof file);
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  }
}

static void
test_a_file_cut_anywhere_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienTensors) tensors = make_tensors ();
  g_autoptr (GError) error = NULL;
  g_autofree char *whole = NULL;
  gsize len;

  mien_tensors_save (tensors, fixture->path, &error);
  g_assert_no_error (error);
  g_file_get_contents (fixture->path, &whole, &len, &error);
  g_assert_no_error (error);

  for (gsize n = 0; n < len; n++) {
    g_autoptr (GError) why = load_bytes (fixture, whole, n);
    g_assert_error (why, MIEN_ERROR, MIEN_ERROR_FORMAT);
  }
}

static void
test_a_changed_byte_never_crashes (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienTensors) tensors = make_tensors ();
  g_autoptr (GError) error = NULL;
  g_autofree char *whole = NULL;
  gsize len;

  mien_tensors_save (tensors, fixture->path, &error);
  g_assert_no_error (error);
  g_file_get_contents (fixture->path, &whole, &len, &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < len; i++) {
    char was = whole[i];
    whole[i] = (char) (was ^ (1 << (i % 8)));
    g_autoptr (GError) why = load_bytes (fixture, whole, len);
    if (why != NULL)
      g_assert_error (why, MIEN_ERROR, MIEN_ERROR_FORMAT);
    whole[i] = was;
  }
}

static void
test_numbers_at_odd_addresses_are_read (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char header[] = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  ";
  guint64 n = GUINT64_TO_LE ((guint64) strlen (header) - 1);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  for (gsize extra = 0; extra < 2; extra++, n = GUINT64_TO_LE ((guint64) strlen (header))) {
    g_byte_array_set_size (file, 0);
    g_byte_array_append (file, (const guint8 *) &n, sizeof n);
    g_byte_array_append (file, (const guint8 *) header, (guint) (strlen (header) - 1 + extra));
    g_byte_array_append (file, (const guint8 *) floats, sizeof (float));
    g_assert_no_error (load_bytes (fixture, file->data, file->len));

    g_autoptr (MienTensors) tensors = mien_tensors_load (fixture->path, &error);
    const float *a = mien_tensors_get (tensors, "a", MIEN_DTYPE_F32, 1, &error);
    g_assert_no_error (error);
    g_assert_cmpuint ((guintptr) a % sizeof (float), ==, 0);
    g_assert_cmpfloat (*a, ==, floats[0]);
  }
}

static void
test_a_missing_file_is_named (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_tensors_load (fixture->path, &error));
  g_assert_nonnull (strstr (error->message, fixture->path));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/safetensors/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_what_is_saved_comes_back);
  ADD ("another-shape", test_another_type_count_or_shape_is_refused);
  ADD ("another-reader", test_another_reader_understands_the_file);
  ADD ("hostile-headers", test_hostile_headers_are_refused);
  ADD ("brackets", test_a_pile_of_brackets_is_refused);
  ADD ("long-header", test_a_header_longer_than_the_file_is_refused);
  ADD ("cut", test_a_file_cut_anywhere_is_refused);
  ADD ("changed-byte", test_a_changed_byte_never_crashes);
  ADD ("odd-address", test_numbers_at_odd_addresses_are_read);
  ADD ("missing-file", test_a_missing_file_is_named);
  return g_test_run ();
}
