#include "engine/core/error.h"
#include "engine/samples/drawn/drawn.h"
#include "tests/engine/samples/files.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
write_faces (Files *files, const char *const *names)
{
  for (; *names != NULL; names++)
    files_write_picture (files, *names, 20, 10, 0);
}

#define FACES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
test_folders_are_classes (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("sad/1.pgm", "sad/2.pgm", "happy/1.png", "happy/deeper/2.jpg"));

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "folder");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 4);
  assert_names (dataset, "expression", "happy sad");
  assert_label (dataset, "happy/deeper/2.jpg", "expression", "happy");
  g_assert_cmpuint (mien_dataset_get_problems (dataset)->len, ==, 0);
}

static void
test_numbered_folders_are_classes_in_the_order_of_their_numbers (Files *files,
                                                                 gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("10/a.pgm", "9/a.pgm", "1/a.pgm"));

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  assert_names (dataset, "class", "1 9 10");
}

static void
test_folders_named_for_parts_give_the_official_split (Files *files,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("Train/Aligned/Happy/a.pgm", "Train/Aligned/Sad/b.pgm",
                             "val/Happy/c.pgm", "test/Sad/d.pgm", "test/e.pgm"));

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  int train = mien_dataset_find (dataset, "Train/Aligned/Happy/a.pgm");
  int validation = mien_dataset_find (dataset, "val/Happy/c.pgm");
  int test = mien_dataset_find (dataset, "test/Sad/d.pgm");

  g_assert_true (mien_dataset_has_parts (dataset));
  g_assert_cmpint (mien_dataset_get_part (dataset, (guint) train), ==, MIEN_PART_TRAIN);
  g_assert_cmpint (mien_dataset_get_part (dataset, (guint) validation), ==, MIEN_PART_VALIDATION);
  g_assert_cmpint (mien_dataset_get_part (dataset, (guint) test), ==, MIEN_PART_TEST);
  assert_names (dataset, "expression", "Happy Sad");
  g_assert_cmpstr (find_problem (dataset, "beside the folders")->path, ==, "test/e.pgm");
}

static void
test_a_table_tells_what_its_columns_are (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("f/1.pgm", "f/2.pgm", "f/3.pgm"));
  files_write (files, "labels.csv",
               "path,expression,person,valence,code,units,marks,age,Usage\n"
               "f/1.pgm,0,1,-0.5,007,AU12|AU2,10 5 20 10,30,Training\n"
               "f/2.pgm,10,2,0.25,010,AU2,0 0 5 5,,PublicTest\n"
               "f/3.pgm,9,,,,,,41,PrivateTest\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "csv");
  assert_names (dataset, "expression", "0 9 10");
  assert_names (dataset, "person", "1 2");
  assert_names (dataset, "code", "007 010");
  assert_names (dataset, "units", "AU2 AU12");
  g_assert_cmpint (mien_dataset_get_column (dataset, "valence")->kind, ==, MIEN_KIND_SCALAR);
  g_assert_cmpint (mien_dataset_get_column (dataset, "marks")->kind, ==, MIEN_KIND_POINTS);
  assert_label (dataset, "f/1.pgm", "units", "AU2|AU12");
  assert_label (dataset, "f/1.pgm", "marks", "0.5 0.5 1 1");
  assert_label (dataset, "f/2.pgm", "age", "");
  assert_label (dataset, "f/3.pgm", "person", "");
  g_assert_null (mien_dataset_get_column (dataset, "Usage"));
  g_assert_cmpint (mien_dataset_get_part (dataset, 1), ==, MIEN_PART_VALIDATION);
}

static void
test_columns_of_0_and_1_with_one_prefix_are_flags (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("1.pgm", "2.pgm", "3.pgm"));
  files_write (
      files, "list.tsv",
      "file\tAU1\tAU2\tAU12\tsmile\n1.pgm\t1\t0\t1\t0\n2.pgm\t0\t0\t0\t1\n3.pgm\t1\t\t0\t1\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, "list.tsv", NULL);

  assert_names (dataset, "AU", "AU1 AU2 AU12");
  assert_label (dataset, "1.pgm", "AU", "AU1|AU12");
  assert_label (dataset, "2.pgm", "AU", "none");
  assert_label (dataset, "3.pgm", "AU", "");
  g_assert_cmpint (mien_dataset_get_column (dataset, "smile")->kind, ==, MIEN_KIND_SCALAR);
}

static void
test_counts_of_raters_are_votes (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("1.pgm", "2.pgm", "3.pgm"));
  files_write (files, "labels.csv",
               "path,neutral,happiness,unknown,age\n1.pgm,5,4,1,20\n2.pgm,0,10,0,30\n3.pgm,,,,40\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  assert_names (dataset, "votes", "neutral happiness unknown");
  assert_label (dataset, "1.pgm", "votes", "neutral:0.5|happiness:0.4|unknown:0.1");
  assert_label (dataset, "3.pgm", "votes", "");
  assert_label (dataset, "3.pgm", "age", "40");
  g_assert_null (mien_dataset_get_column (dataset, "happiness"));
}

/* Intensities, which are no votes: they do not add up to the same number. */
static void
test_numbers_that_do_not_add_up_stay_numbers (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("1.pgm", "2.pgm"));
  files_write (files, "labels.csv", "path,happy,sad,fear\n1.pgm,5,4,1\n2.pgm,0,3,0\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_null (mien_dataset_get_column (dataset, "votes"));
  assert_label (dataset, "1.pgm", "happy", "5");
}

static void
set_type (GHashTable *edits, const char *column, MienKind kind)
{
  MienColumnEdit *edit = mien_column_edits_get (edits, column);

  edit->has_kind = TRUE;
  edit->kind = kind;
}

static void
test_types_overrule_what_cells_look_like (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (files->folder, "labels.csv", NULL);
  g_autoptr (GHashTable) edits = mien_column_edits_new ();
  MienImport import = {.location = path, .edits = edits};
  g_autoptr (GError) error = NULL;

  write_faces (files, FACES ("1.pgm", "2.pgm"));
  files_write (files, "labels.csv", "path,level,label\n1.pgm,3,0.5\n2.pgm,12,high\n", -1);
  set_type (edits, "level", MIEN_KIND_CLASS);
  set_type (edits, "label", MIEN_KIND_SCALAR);

  g_autoptr (MienDataset) dataset = mien_import_open (&import, &error);

  g_assert_no_error (error);
  assert_names (dataset, "level", "3 12");
  assert_label (dataset, "1.pgm", "label", "0.5");
  assert_label (dataset, "2.pgm", "label", "");
  g_assert_cmpstr (find_problem (dataset, "A number was expected")->path, ==, "labels.csv:3");

  set_type (edits, "levle", MIEN_KIND_SCALAR);
  g_assert_null (mien_import_open (&import, &error));
  g_assert_nonnull (strstr (error->message, "data.columns.levle"));
}

static void
test_bad_rows_are_told_and_the_rest_goes_on (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("1.pgm", "2.pgm"));
  files_write (files, "labels.csv",
               "path,expression\n1.pgm,happy\ngone.pgm,happy\n../2.pgm,sad\n/etc/x.pgm,sad\n"
               "1.pgm,sad\n2.pgm\n,happy\n\"a\nb.pgm\",sad\n./f/../2.pgm,sad\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  const MienProblem *outside = find_problem (dataset, "leads out");

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, "2.pgm", "expression", "sad");
  g_assert_cmpstr (find_problem (dataset, "is not there")->path, ==, "labels.csv:3");
  g_assert_nonnull (strstr (find_problem (dataset, "is not there")->what, "gone.pgm"));
  g_assert_cmpstr (outside->path, ==, "labels.csv:4");
  g_assert_nonnull (strstr (outside->what, "2 times"));
  g_assert_cmpstr (find_problem (dataset, "an earlier row")->path, ==, "labels.csv:6");
  g_assert_cmpstr (find_problem (dataset, "more or fewer cells")->path, ==, "labels.csv:7");
  g_assert_cmpstr (find_problem (dataset, "names no picture")->path, ==, "labels.csv:8");
  g_assert_nonnull (find_problem (dataset, "line break"));
}

static void
test_a_table_without_a_header_is_read (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("1.pgm", "2.pgm"));
  files_write (files, "labels.csv", "1.pgm,happy\n2.pgm,sad\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  assert_label (dataset, "1.pgm", "column 2", "happy");
}

static void
test_words_that_are_all_different_are_no_class (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GString) table = g_string_new ("path,person,note\n");

  for (int i = 0; i < 30; i++) {
    g_autofree char *name = g_strdup_printf ("%d.pgm", i);

    files_write_picture (files, name, 4, 4, 0);
    g_string_append_printf (table, "%s,p%d,note about %d\n", name, i, i);
  }
  files_write (files, "labels.csv", table->str, -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_nonnull (mien_dataset_get_column (dataset, "person"));
  g_assert_null (mien_dataset_get_column (dataset, "note"));
  g_assert_cmpstr (find_problem (dataset, "another word")->path, ==, "labels.csv: note");
}

static void
test_of_three_scales_the_largest_is_taken (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_picture (files, "faces/an/an_left_sad_open.pgm", 12, 12, 0);
  files_write_picture (files, "faces/an/an_left_sad_open_2.pgm", 6, 6, 0);
  files_write_picture (files, "faces/an/an_left_sad_open_4.pgm", 3, 3, 0);
  files_write_picture (files, "faces/bo/bo_up_sad_sunglasses_4.pgm", 3, 3, 0);
  files_write_picture (files, "faces/bo/bo_up_sad_sunglasses_2.pgm", 6, 6, 0);
  files_write (files, "faces/bo/bo_up_angry_open.bad", "P2", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "cmu");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  g_assert_cmpint (mien_dataset_find (dataset, "faces/an/an_left_sad_open.pgm"), >=, 0);
  assert_label (dataset, "faces/bo/bo_up_sad_sunglasses_2.pgm", "eyes", "sunglasses");
  g_assert_null (mien_dataset_get_column (dataset, "scale"));
  g_assert_cmpstr (find_problem (dataset, "spoiled")->path, ==, "faces/bo/bo_up_angry_open.bad");
}

static void
test_a_pattern_can_ask_for_one_scale (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("an_left_open.pgm", "an_left_open_2.pgm", "bo_up_open_2.pgm"));

  g_autoptr (MienDataset) dataset = files_open (files, NULL, "{person}_{pose}_{eyes}_2.pgm");

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, "an_left_open_2.pgm", "eyes", "open");
  g_assert_cmpstr (find_problem (dataset, "does not fit")->path, ==, "an_left_open.pgm");
}

static void
test_parts_of_a_pattern_stop_at_its_signs (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("KA/AN-1.39.pgm", "KA/HA-2.40.pgm", "x/AN_1.pgm"));

  g_autoptr (MienDataset) dataset = files_open (files, NULL, "{person}/{expression}-*.{take?}.pgm");

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_names (dataset, "expression", "AN HA");
  assert_label (dataset, "KA/HA-2.40.pgm", "person", "KA");
  assert_label (dataset, "KA/HA-2.40.pgm", "take", "40");
}

static void
test_wrong_patterns_are_explained (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("a_b.pgm"));

  for (const char *const *pattern = FACES ("{a}{b}.pgm", "{a_b.pgm", "{}.pgm", "{a}_{a}.pgm");
       *pattern != NULL; pattern++) {
    g_autofree char *message =
        files_open_fails (files, NULL, *pattern, MIEN_ERROR, MIEN_ERROR_FORMAT);

    g_assert_nonnull (strstr (message, *pattern));
  }
}

static void
test_a_table_in_utf16_is_read (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  const char *text = "path\texpression\n1.pgm\tfr\xc3\xb6hlich\n2.pgm\ttraurig\n";

  write_faces (files, FACES ("1.pgm", "2.pgm"));
  for (int big = 0; big < 2; big++) {
    gsize len = 0;
    g_autofree char *wide =
        g_convert (text, -1, big ? "UTF-16BE" : "UTF-16LE", "UTF-8", NULL, &len, NULL);
    g_autoptr (GString) bytes = g_string_new (big ? "\xfe\xff" : "\xff\xfe");

    g_string_append_len (bytes, wide, (gssize) len);
    files_write (files, "labels.csv", bytes->str, (gssize) bytes->len);

    g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

    assert_label (dataset, "1.pgm", "expression", "fr\xc3\xb6hlich");
    assert_label (dataset, "2.pgm", "expression", "traurig");
  }
}

static void
test_a_misspelt_part_does_not_lose_the_official_split (Files *files,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GString) text = g_string_new ("path,expression,Usage\n");

  for (int i = 0; i < 12; i++) {
    g_autofree char *name = g_strdup_printf ("%d.pgm", i);

    files_write_picture (files, name, 20, 10, 0);
    g_string_append_printf (text, "%s,%s,%s\n", name, i % 2 ? "sad" : "happy",
                            i == 11  ? "Pri"
                            : i == 0 ? "PrivateTest"
                                     : "Training");
  }
  files_write (files, "labels.csv", text->str, -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_null (mien_dataset_get_column (dataset, "Usage"));
  g_assert_true (mien_dataset_has_parts (dataset));
  g_assert_cmpint (mien_dataset_get_part (dataset, 0), ==, MIEN_PART_TEST);
  g_assert_cmpint (mien_dataset_get_part (dataset, 11), ==, MIEN_PART_NONE);
  g_assert_cmpstr (find_problem (dataset, "official split")->path, ==, "labels.csv:13");
}

static void
test_an_open_quotation_mark_does_not_swallow_the_rest (Files *files,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("1.pgm", "2.pgm", "3.pgm"));
  files_write (files, "labels.csv", "path,expression\n1.pgm,sad\n2.pgm,\"happy\n3.pgm,sad\n", -1);

  g_autofree char *open = files_open_fails (files, NULL, NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);

  g_assert_nonnull (strstr (open, "labels.csv:3"));
  g_assert_nonnull (strstr (open, "quotation mark"));
  /* Where nothing stands behind it the file was cut, and that row alone is spoiled. */
  files_write (files, "labels.csv", "path,expression\n1.pgm,sad\n3.pgm,sad\n2.pgm,\"hap", -1);

  g_autoptr (MienDataset) cut = files_open (files, NULL, NULL);

  assert_label (cut, "3.pgm", "expression", "sad");
}

static void
test_a_cell_of_thousands_of_parts_takes_no_room_in_every_row (Files *files,
                                                              gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GString) text = g_string_new ("path,expression,landmarks,marks\n1.pgm,sad,1 2");

  write_faces (files, FACES ("1.pgm", "2.pgm"));
  for (int i = 1; i < 5000; i++)
    g_string_append (text, " 1 2");
  for (int i = 0; i < 5000; i++)
    g_string_append_printf (text, "%cm%d", i == 0 ? ',' : '|', i);
  g_string_append (text, "\n2.pgm,sad,1 2,m1|m2\n");
  files_write (files, "labels.csv", text->str, -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_null (mien_dataset_get_column (dataset, "landmarks"));
  g_assert_null (mien_dataset_get_column (dataset, "marks"));
  assert_label (dataset, "2.pgm", "expression", "sad");
  g_assert_nonnull (strstr (find_problem (dataset, "thousands")->what, "2 times"));
}

/* Opening a pipe would wait for somebody to write into it. */
static void
test_pipes_are_refused_where_files_were_expected (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *table = g_build_filename (files->folder, "labels.csv", NULL);
  g_autofree char *archive = g_build_filename (files->folder, "faces.zip", NULL);

  g_assert_cmpint (mkfifo (table, 0600), ==, 0);
  g_assert_cmpint (mkfifo (archive, 0600), ==, 0);

  g_autofree char *piped =
      files_open_fails (files, NULL, NULL, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_autofree char *packed =
      files_open_fails (files, "faces.zip", NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);

  g_assert_nonnull (strstr (piped, table));
  g_assert_nonnull (strstr (packed, archive));
}

static void
test_points_beyond_any_number_are_missing (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  write_faces (files, FACES ("1.pgm", "2.pgm"));
  files_write (files, "labels.csv", "path,landmarks\n1.pgm,1 2\n2.pgm,1e39 1e308\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  assert_label (dataset, "2.pgm", "landmarks", "");
  g_assert_cmpstr (find_problem (dataset, "pairs of numbers")->path, ==, "labels.csv:3");
}

static void
test_names_that_are_not_text_and_loops_are_told (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *loop = g_build_filename (files->folder, "happy", "loop", NULL);

  write_faces (files, FACES ("happy/1.pgm", "happy/2.pgm", "happy/a\nb.pgm", "happy/\xff.pgm"));
  g_assert_cmpint (symlink ("..", loop), ==, 0);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);
  const MienProblem *name = find_problem (dataset, "rename it");

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  g_assert_nonnull (strstr (name->what, "2 times"));
  g_assert_true (g_utf8_validate (name->path, -1, NULL));
  g_assert_null (strchr (name->path, '\n'));
  g_assert_cmpstr (find_problem (dataset, "read already")->path, ==, "happy/loop");
}

static void
test_where_no_face_is_the_message_says_what_was_looked_for (Files *files,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *empty = files_open_fails (files, NULL, NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);

  g_assert_nonnull (strstr (empty, "labels.csv"));
  write_faces (files, FACES ("1.pgm"));

  g_autofree char *flat = files_open_fails (files, NULL, NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);

  g_assert_nonnull (strstr (flat, "{person}"));
  files_write (files, "labels.csv", "path,expression\ngone.png,happy\n", -1);

  g_autofree char *gone = files_open_fails (files, NULL, NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);

  g_assert_nonnull (strstr (gone, "labels.csv:2"));
  files_write (files, "labels.csv", "age,expression\n3,happy\n", -1);

  g_autofree char *pictureless =
      files_open_fails (files, "labels.csv", NULL, MIEN_ERROR, MIEN_ERROR_FORMAT);

  g_assert_nonnull (strstr (pictureless, "no column of pictures"));

  g_autofree char *missing =
      files_open_fails (files, "nowhere", NULL, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_autofree char *layout = files_open_fails (files, NULL, "cvs", MIEN_ERROR, MIEN_ERROR_RANGE);

  g_assert_nonnull (strstr (missing, "nowhere"));
  g_assert_nonnull (strstr (layout, "auto, "));
}

static void
test_opening_can_be_cancelled (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  MienImport import = {.location = files->folder, .cancellable = cancellable};
  g_autoptr (GError) error = NULL;

  write_faces (files, FACES ("happy/1.pgm"));
  g_cancellable_cancel (cancellable);
  g_assert_null (mien_import_open (&import, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_built_in_faces_are_opened_by_name (void)
{
  MienImport import = {.location = "built-in:30:7"};
  MienImport wrong = {.location = "built-in:many"};
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_import_open (&import, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 30);
  g_assert_null (mien_import_open (&wrong, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
}

static void
test_written_built_in_faces_are_read_with_the_same_labels (Files *files,
                                                           gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) drawn = mien_drawn_dataset_new (25, 32, 3);

  g_assert_true (mien_drawn_write (files->folder, 25, 32, 3, NULL, &error));

  g_autoptr (MienDataset) read = files_open (files, NULL, NULL);
  GPtrArray *columns = mien_dataset_get_columns (drawn);

  g_assert_cmpuint (mien_dataset_get_columns (read)->len, ==, columns->len);
  for (guint c = 0; c < columns->len; c++) {
    const MienColumn *column = g_ptr_array_index (columns, c);
    const MienColumn *back = mien_dataset_get_column (read, column->name);

    g_assert_nonnull (back);
    g_assert_cmpint (back->kind, ==, column->kind);
    for (guint i = 0; column->kind != MIEN_KIND_POINTS && i < 25; i++) {
      g_autofree char *label = mien_column_format (column, i);

      assert_label (read, mien_dataset_get_id (drawn, i), column->name, label);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/import/folder", test_folders_are_classes);
  FILES_TEST ("/import/folder-numbers",
              test_numbered_folders_are_classes_in_the_order_of_their_numbers);
  FILES_TEST ("/import/folder-parts", test_folders_named_for_parts_give_the_official_split);
  FILES_TEST ("/import/table", test_a_table_tells_what_its_columns_are);
  FILES_TEST ("/import/table-groups", test_columns_of_0_and_1_with_one_prefix_are_flags);
  FILES_TEST ("/import/table-votes", test_counts_of_raters_are_votes);
  FILES_TEST ("/import/table-no-votes", test_numbers_that_do_not_add_up_stay_numbers);
  FILES_TEST ("/import/table-types", test_types_overrule_what_cells_look_like);
  FILES_TEST ("/import/table-bad-rows", test_bad_rows_are_told_and_the_rest_goes_on);
  FILES_TEST ("/import/table-no-header", test_a_table_without_a_header_is_read);
  FILES_TEST ("/import/table-notes", test_words_that_are_all_different_are_no_class);
  FILES_TEST ("/import/table-utf16", test_a_table_in_utf16_is_read);
  FILES_TEST ("/import/table-part", test_a_misspelt_part_does_not_lose_the_official_split);
  FILES_TEST ("/import/table-open-quote", test_an_open_quotation_mark_does_not_swallow_the_rest);
  FILES_TEST ("/import/table-wide", test_a_cell_of_thousands_of_parts_takes_no_room_in_every_row);
  FILES_TEST ("/import/pipes", test_pipes_are_refused_where_files_were_expected);
  FILES_TEST ("/import/table-far-points", test_points_beyond_any_number_are_missing);
  FILES_TEST ("/import/cmu-scales", test_of_three_scales_the_largest_is_taken);
  FILES_TEST ("/import/pattern-scale", test_a_pattern_can_ask_for_one_scale);
  FILES_TEST ("/import/pattern-signs", test_parts_of_a_pattern_stop_at_its_signs);
  FILES_TEST ("/import/pattern-wrong", test_wrong_patterns_are_explained);
  FILES_TEST ("/import/names-and-loops", test_names_that_are_not_text_and_loops_are_told);
  FILES_TEST ("/import/nothing", test_where_no_face_is_the_message_says_what_was_looked_for);
  FILES_TEST ("/import/cancel", test_opening_can_be_cancelled);
  g_test_add_func ("/import/built-in", test_built_in_faces_are_opened_by_name);
  FILES_TEST ("/import/built-in-written",
              test_written_built_in_faces_are_read_with_the_same_labels);
  return g_test_run ();
}
