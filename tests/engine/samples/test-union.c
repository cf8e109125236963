#include "engine/core/error.h"
#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/faces.h"
#include "engine/samples/split.h"
#include "engine/samples/union.h"
#include "tests/engine/samples/files.h"

#include <math.h>
#include <string.h>

static MienDatasetBuilder *
begin (const char *location, guint n, MienPart part)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new (location, "csv");

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%u.png", i);

    mien_dataset_builder_add_sample (builder, id, part);
  }
  return builder;
}

static MienColumn *
add (MienDatasetBuilder *builder, const char *name, MienKind kind, const char *names, int width)
{
  g_auto (GStrv) split = names != NULL ? g_strsplit (names, " ", -1) : NULL;
  MienColumn *column = mien_column_new (name, kind, (const char *const *) split, width,
                                        mien_dataset_builder_get_n_samples (builder));

  mien_dataset_builder_take_column (builder, column);
  return column;
}

static void
fill (MienColumn *column, const float *values)
{
  memcpy (column->values, values, column->n_samples * (gsize) column->width * sizeof (float));
}

/* Two faces of one person, named as CMU's are; valence is a number. */
static MienDataset *
make_first (void)
{
  MienDatasetBuilder *builder = begin ("first", 2, MIEN_PART_TRAIN);

  fill (add (builder, "expression", MIEN_KIND_CLASS, "happy angry", 1), (float[]){0, 1});
  fill (add (builder, "person", MIEN_KIND_CLASS, "ann", 1), (float[]){0, 0});
  fill (add (builder, "valence", MIEN_KIND_SCALAR, NULL, 1), (float[]){0.5f, -0.5f});
  fill (add (builder, "au", MIEN_KIND_FLAGS, "AU1 AU2", 2), (float[]){1, 0, 0, 1});
  fill (add (builder, "marks", MIEN_KIND_POINTS, NULL, 4), (float[]){0, 0, 1, 1, 0, 0, 1, 1});
  mien_dataset_builder_tell (builder, "0.png", NULL, "Something is odd");
  return mien_dataset_builder_end (builder);
}

/* Three faces of two persons, with other words for the same; nothing says who the last shows. */
static MienDataset *
make_second (void)
{
  MienDatasetBuilder *builder = begin ("second", 3, MIEN_PART_NONE);

  fill (add (builder, "emotion", MIEN_KIND_CLASS, "Neutral Happiness anger unknown", 1),
        (float[]){0, 1, 3});
  fill (add (builder, "subject", MIEN_KIND_CLASS, "ann bob", 1), (float[]){0, 1, NAN});
  fill (add (builder, "valence", MIEN_KIND_CLASS, "low high", 1), (float[]){0, 1, 1});
  fill (add (builder, "au", MIEN_KIND_FLAGS, "AU2 AU4", 2), (float[]){1, 0, 0, 1, NAN, NAN});
  fill (add (builder, "marks", MIEN_KIND_POINTS, NULL, 2), (float[]){0, 0, 1, 1, 0, 0});
  fill (add (builder, "pose", MIEN_KIND_CLASS, "left right", 1), (float[]){0, 1, 0});
  return mien_dataset_builder_end (builder);
}

static MienDataset *
join (void)
{
  static const char *const names[] = {"first", "second", NULL};
  g_autoptr (MienDataset) first = make_first ();
  g_autoptr (MienDataset) second = make_second ();
  g_autoptr (GPtrArray) datasets = g_ptr_array_new ();

  g_ptr_array_add (datasets, first);
  g_ptr_array_add (datasets, second);
  return mien_union_new (datasets, names);
}

static void
test_the_same_expression_is_one_class_however_it_is_spelled (void)
{
  g_autoptr (MienDataset) both = join ();

  assert_names (both, "expression", "neutral happiness anger unknown");
  assert_label (both, "first/0.png", "expression", "happiness");
  assert_label (both, "first/1.png", "expression", "anger");
  assert_label (both, "second/1.png", "expression", "happiness");
  assert_label (both, "second/2.png", "expression", "unknown");
  g_assert_null (mien_dataset_get_column (both, "emotion"));
}

static void
test_persons_of_two_data_sets_are_never_the_same (void)
{
  g_autoptr (MienDataset) both = join ();

  assert_names (both, "person", "first/ann second/ann second/bob");
  assert_label (both, "first/1.png", "person", "first/ann");
  assert_label (both, "second/0.png", "person", "second/ann");
  assert_label (both, "second/2.png", "person", "");
  g_assert_null (mien_dataset_get_column (both, "subject"));
}

static void
test_what_a_data_set_does_not_know_is_missing (void)
{
  g_autoptr (MienDataset) both = join ();
  const MienColumn *au = mien_dataset_get_column (both, "au");

  assert_label (both, "first/0.png", "pose", "");
  assert_label (both, "second/1.png", "pose", "right");
  assert_names (both, "au", "AU1 AU2 AU4");
  assert_label (both, "first/0.png", "au", "AU1|?AU4");
  assert_label (both, "second/1.png", "au", "?AU1|AU4");
  g_assert_false (mien_column_is_missing (au, 3));
  g_assert_true (mien_column_is_missing (au, 4));
}

static void
test_columns_of_other_kinds_stay_apart_and_are_told (void)
{
  g_autoptr (MienDataset) both = join ();
  const MienProblem *problem = find_problem (both, "--column valence=scalar");

  g_assert_nonnull (strstr (problem->what, "type scalar in first but of type class in second"));
  assert_label (both, "first/0.png", "valence", "0.5");
  assert_label (both, "second/1.png", "valence (second)", "high");
  g_assert_nonnull (find_problem (both, "2 points in first but 1 in second"));
  assert_label (both, "second/1.png", "marks (second)", "1 1");
  g_assert_cmpstr (find_problem (both, "Something is odd")->path, ==, "first/0.png");
}

static void
test_a_face_knows_its_data_set_and_its_official_part (void)
{
  g_autoptr (MienDataset) both = join ();

  assert_names (both, "source", "first second");
  assert_label (both, "second/0.png", "source", "second");
  g_assert_cmpint (mien_dataset_get_part (both, 1), ==, MIEN_PART_TRAIN);
  g_assert_cmpint (mien_dataset_get_part (both, 2), ==, MIEN_PART_NONE);
  g_assert_cmpstr (find_problem (both, "no official parts")->path, ==, "second");
}

/* In the second data set's own words. */
static void
test_what_was_corrected_in_one_stays_corrected_in_both (void)
{
  static const char *const said[][3] = {
      {"0.png", "subject", "bob"}, {"0.png", "emotion", "anger"}, {"2.png", "emotion", "Happiness"},
      {"1.png", "au", "AU2"},      {"2.png", "valence", "low"},   {"1.png", "", "exclude"},
      {"9.png", "valence", "low"}};
  g_autoptr (MienDataset) both = join ();
  g_autoptr (GPtrArray) own =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
  g_autoptr (GPtrArray) translated =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_ptr_array_add (own, mien_correction_new (said[i][0], said[i][1], said[i][2], ""));
  mien_union_translate_corrections (both, "second", own, translated);

  g_autoptr (MienDataset) corrected = mien_dataset_correct (both, translated, &error);

  g_assert_no_error (error);
  assert_label (corrected, "second/0.png", "person", "second/bob");
  assert_label (corrected, "second/2.png", "expression", "happiness");
  assert_label (corrected, "second/1.png", "au", "?AU1|AU2");
  assert_label (corrected, "second/2.png", "valence (second)", "low");
  assert_label (corrected, "first/0.png", "valence", "0.5");
  g_assert_true (mien_dataset_is_excluded (corrected, 3));
  g_assert_false (mien_dataset_is_excluded (corrected, 1));
}

static void
test_measures_of_other_ranges_are_told (void)
{
  static const char *const names[] = {"a", "b", NULL};
  MienDatasetBuilder *a = begin ("a", 2, MIEN_PART_NONE), *b = begin ("b", 2, MIEN_PART_NONE);
  g_autoptr (GPtrArray) datasets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_dataset_unref);

  fill (add (a, "valence", MIEN_KIND_SCALAR, NULL, 1), (float[]){-1, 1});
  fill (add (b, "valence", MIEN_KIND_SCALAR, NULL, 1), (float[]){1, 9.5f});
  g_ptr_array_add (datasets, mien_dataset_builder_end (a));
  g_ptr_array_add (datasets, mien_dataset_builder_end (b));

  g_autoptr (MienDataset) both = mien_union_new (datasets, names);

  g_assert_nonnull (find_problem (both, "from -1 to 1 in a but from 1 to 9.5 in b"));
}

static MienDataset *
open_both (const char *a, const char *b, GError **error)
{
  return mien_union_open ((const char *const[]){a, b, NULL}, &(MienImport){0}, error);
}

static void
test_pictures_are_loaded_by_their_own_data_set (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *a = g_build_filename (files->folder, "a", "faces", NULL);
  g_autofree char *b = g_build_filename (files->folder, "b", "faces", NULL);
  g_autoptr (GError) error = NULL;

  files_write_picture (files, "a/faces/happy/x.png", 8, 8, 10);
  files_write_picture (files, "a/faces/sad/y.png", 8, 8, 10);
  files_write_picture (files, "b/faces/joy/x.png", 12, 12, 200);

  g_autoptr (MienDataset) both = open_both (a, b, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mien_dataset_get_n_samples (both), ==, 3);
  assert_names (both, "source", "faces faces-2");

  int sample = mien_dataset_find (both, "faces-2/joy/x.png");
  g_autoptr (GdkPixbuf) picture = mien_dataset_load (both, (guint) sample, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 12);
}

static void
write_jpeg (Files *files, const char *name)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 200, 160);
  g_autofree char *path = g_build_filename (files->folder, name, NULL);
  guint8 *pixels = gdk_pixbuf_get_pixels (picture);
  int stride = gdk_pixbuf_get_rowstride (picture);

  for (int y = 0; y < 160; y++)
    for (int x = 0; x < 600; x++)
      pixels[y * stride + x] = (guint8) (x * 7 + y * 3 + x * y / 50);
  files_write (files, name, "", 0); /* makes the folder */
  g_assert_true (gdk_pixbuf_save (picture, path, "jpeg", NULL, "quality", "90", NULL));
}

static void
prepare (MienDataset *dataset, const char *id, guint8 *pixels)
{
  MienPreprocessing preprocessing = {.size = 16, .channels = 1};
  g_autoptr (GError) error = NULL;

  mien_faces_prepare_sample (dataset, (guint) mien_dataset_find (dataset, id), &preprocessing,
                             pixels, &error);
  g_assert_no_error (error);
}

static void
test_a_face_looks_the_same_alone_and_joined (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *a = g_build_filename (files->folder, "a", NULL);
  g_autofree char *b = g_build_filename (files->folder, "b", NULL);
  guint8 alone[256], joined[256];

  write_jpeg (files, "a/happy/x.jpg");
  files_write_picture (files, "a/sad/y.png", 8, 8, 10);
  files_write_picture (files, "b/joy/x.png", 12, 12, 200);

  g_autoptr (MienDataset) both = open_both (a, b, NULL);
  g_autoptr (MienDataset) one = mien_import_open (&(MienImport){.location = a}, NULL);
  MienBox box;

  prepare (one, "happy/x.jpg", alone);
  prepare (both, "a/happy/x.jpg", joined);
  g_assert_cmpmem (alone, sizeof alone, joined, sizeof joined);
  g_assert_true (
      mien_dataset_measure (both, (guint) mien_dataset_find (both, "b/joy/x.png"), &box));
  g_assert_cmpint (box.width, ==, 12);
}

static char *
stamp_of (const char *a, const char *b)
{
  g_autoptr (MienDataset) both = open_both (a, b, NULL);

  return mien_dataset_stamp (both);
}

static void
test_a_changed_picture_is_noticed (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_build_filename (files->folder, "faces", NULL);
  g_autofree char *before = NULL, *again = NULL, *after = NULL;

  files_write_picture (files, "faces/happy/x.png", 8, 8, 10);
  before = stamp_of (folder, "built-in:20");
  again = stamp_of (folder, "built-in:20");
  files_write_picture (files, "faces/happy/x.png", 16, 16, 90);
  after = stamp_of (folder, "built-in:20");
  g_assert_nonnull (before);
  g_assert_cmpstr (before, ==, again);
  g_assert_cmpstr (before, !=, after);
}

static void
test_a_data_set_is_not_joined_with_itself (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *a = g_build_filename (files->folder, "faces", NULL);
  g_autofree char *same = g_build_filename (files->folder, ".", "faces", NULL);
  g_autoptr (GError) error = NULL;

  files_write_picture (files, "faces/happy/x.png", 8, 8, 10);
  g_assert_null (open_both (a, same, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "named twice"));
}

static void
test_one_data_set_is_opened_as_it_is (void)
{
  static const char *const one[] = {"built-in:20", NULL};
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_union_open (one, &(MienImport){0}, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mien_dataset_get_location (dataset), ==, "built-in:20:1");
  g_assert_null (mien_dataset_get_column (dataset, "source"));
}

static void
test_learning_from_one_and_testing_on_the_other (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) both = open_both ("built-in:30:1", "built-in:40:2", &error);

  g_assert_no_error (error);

  MienSplitSettings settings = {.kind = MIEN_SPLIT_LEAVE_ONE_GROUP_OUT,
                                .group = "source",
                                .subject = "person",
                                .fold = 1,
                                .validation = 0.2};
  g_autofree gint8 *parts = mien_split_assign (both, &settings, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 70; i++)
    g_assert_true ((parts[i] == MIEN_PART_TEST) == (i >= 30));
}

static void
test_locations_are_named_shortly (void)
{
  static const char *const locations[] = {
      "/x/faces",      "/y/faces/labels.csv", "/z/ck+.v2", "/z/fer2013.csv",
      "built-in:20:3", "/z/raf.tar.gz",       NULL};
  g_auto (GStrv) names = mien_union_name (locations);
  g_autofree char *joined = g_strjoinv (" ", names);
  g_autofree char *location = mien_union_join_locations (locations);
  g_auto (GStrv) back = mien_union_split_location (location);

  g_assert_cmpstr (joined, ==, "faces faces-2 ck+.v2 fer2013 built-in raf");
  g_assert_cmpuint (g_strv_length (back), ==, 6);
  g_assert_cmpstr (back[1], ==, locations[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/union/expressions",
                   test_the_same_expression_is_one_class_however_it_is_spelled);
  g_test_add_func ("/union/persons", test_persons_of_two_data_sets_are_never_the_same);
  g_test_add_func ("/union/missing", test_what_a_data_set_does_not_know_is_missing);
  g_test_add_func ("/union/apart", test_columns_of_other_kinds_stay_apart_and_are_told);
  g_test_add_func ("/union/source", test_a_face_knows_its_data_set_and_its_official_part);
  g_test_add_func ("/union/corrections", test_what_was_corrected_in_one_stays_corrected_in_both);
  g_test_add_func ("/union/ranges", test_measures_of_other_ranges_are_told);
  FILES_TEST ("/union/pictures", test_pictures_are_loaded_by_their_own_data_set);
  FILES_TEST ("/union/same pixels", test_a_face_looks_the_same_alone_and_joined);
  FILES_TEST ("/union/changed", test_a_changed_picture_is_noticed);
  FILES_TEST ("/union/twice", test_a_data_set_is_not_joined_with_itself);
  g_test_add_func ("/union/one", test_one_data_set_is_opened_as_it_is);
  g_test_add_func ("/union/across", test_learning_from_one_and_testing_on_the_other);
  g_test_add_func ("/union/names", test_locations_are_named_shortly);
  return g_test_run ();
}
