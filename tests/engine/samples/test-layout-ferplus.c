#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/ferplus.h"
#include "tests/engine/samples/label-files.h"

#include <string.h>

#define HEADER \
  "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n"

static void
test_a_folder_for_each_part (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_face (files, "data/FER2013Train/fer0000000.png", 1);
  files_write_face (files, "data/FER2013Train/fer0000001.png", 2);
  files_write_face (files, "data/FER2013Valid/fer0028638.png", 3);
  files_write_face (files, "data/FER2013Test/fer0032220.png", 4);
  files_write (files, "data/FER2013Train/label.csv",
               "fer0000000.png,\"(0, 0, 48, 48)\",4,0,0,1,3,2,0,0,0,0\n"
               "fer0000001.png,\"(0, 0, 48, 48)\",6,0,1,1,0,0,0,0,2,0\n",
               -1);
  files_write (files, "data/FER2013Valid/label.csv",
               "fer0028638.png,\"(0, 0, 48, 48)\",1,1,1,1,1,1,1,1,1,1\n", -1);
  files_write (files, "data/FER2013Test/label.csv",
               "fer0032220.png,\"(0, 0, 48, 48)\",0,0,0,0,2,1,0,7,0,0\n", -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpstr (mien_dataset_get_layout (dataset), ==, "ferplus");
  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 4);
  g_assert_cmpint (mien_dataset_get_column (dataset, "votes")->kind, ==, MIEN_KIND_DISTRIBUTION);
  assert_label (dataset, "data/FER2013Train/fer0000000.png", "expression", "");
  assert_label (dataset, "data/FER2013Train/fer0000001.png", "expression", "neutral");
  assert_label (dataset, "data/FER2013Train/fer0000001.png", "votes", "neutral:1");
  assert_label (dataset, "data/FER2013Test/fer0032220.png", "expression", "contempt");
  assert_label (dataset, "data/FER2013Valid/fer0028638.png", "votes", "");
  assert_part (dataset, "data/FER2013Train/fer0000000.png", MIEN_PART_TRAIN);
  assert_part (dataset, "data/FER2013Valid/fer0028638.png", MIEN_PART_VALIDATION);
  assert_part (dataset, "data/FER2013Test/fer0032220.png", MIEN_PART_TEST);
  assert_problem (dataset, "agreed on no expression", "data/FER2013Valid/label.csv:1");
  assert_n_problems (dataset, 1);
  assert_opens_from_archives (files);
}

static void
test_pictures_beside_the_table_of_votes (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_face (files, "FER2013Train/fer0000000.png", 1);
  files_write_face (files, "FER2013Train/fer0000001.png", 2);
  files_write_face (files, "FER2013Test/fer0000009.png", 3);
  files_write (files, "fer2013new.csv",
               HEADER "Training,fer0000000.png,0,7,0,3,0,0,0,0,0,0\n"
                      "PublicTest,fer0000001.png,10,0,0,0,0,0,0,0,0,0\n"
                      "PrivateTest,,0,0,0,0,0,0,0,0,0,10\n"
                      "PrivateTest,fer0000002.png,0,0,0,10,0,0,0,0,0,0\n",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, "FER2013Train/fer0000000.png", "votes", "happiness:0.7|sadness:0.3");
  assert_part (dataset, "FER2013Train/fer0000001.png", MIEN_PART_VALIDATION);
  assert_problem (dataset, "does not name this picture", "FER2013Test/fer0000009.png");
  assert_problem (dataset, "picture that is not there", "fer2013new.csv:5");
  assert_n_problems (dataset, 2);
}

static void
test_damage_is_told_by_row (Files *files, gconstpointer data G_GNUC_UNUSED)
{
  files_write_face (files, "FER2013Train/fer0000000.png", 1);
  files_write_face (files, "FER2013Train/fer0000001.png", 2);
  files_write_face (files, "FER2013Train/fer0000002.png", 3);
  files_write (files, "FER2013Train/label.csv",
               "fer0000000.png,\"(0, 0, 48, 48)\",4,0,0,0,6,0,0,0,0,0\n"
               "fer0000001.png,\"(0, 0, 48, 48)\",six,0,0,0,0,0,0,0,0,0\n"
               "fer0000007.png,\"(0, 0, 48, 48)\",4,0,0,0,6,0,0,0,0,0\n"
               "fer0000002.png,\"(0, 0, 48",
               -1);

  g_autoptr (MienDataset) dataset = files_open (files, NULL, NULL);

  g_assert_cmpuint (mien_dataset_get_n_samples (dataset), ==, 2);
  assert_label (dataset, "FER2013Train/fer0000000.png", "votes", "neutral:0.4|anger:0.6");
  assert_label (dataset, "FER2013Train/fer0000001.png", "votes", "");
  assert_problem (dataset, "not ten counts of votes", "FER2013Train/label.csv:2");
  assert_problem (dataset, "picture that is not there", "FER2013Train/label.csv:3");
  assert_problem (dataset, "more or fewer cells", "label.csv:4");
  assert_problem (dataset, "No label says", "FER2013Train/fer0000002.png");
}

typedef struct {
  int votes[MIEN_FERPLUS_N_VOTES];
  const char *majority;
  const char *shares; /* "" where the face is left out */
} Case;

/* Votes are in the order of the file, shares in that of mien_expressions[]. */
static const Case cases[] = {
    {{10, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "neutral", "1 0 0 0 0 0 0 0"},
    {{9, 1, 0, 0, 0, 0, 0, 0, 0, 0}, "neutral", "1 0 0 0 0 0 0 0"},       /* a slip */
    {{5, 0, 0, 5, 0, 0, 0, 0, 0, 0}, "", "0.5 0 0.5 0 0 0 0 0"},          /* no majority */
    {{6, 0, 2, 0, 0, 0, 0, 0, 2, 0}, "neutral", "0.75 0 0 0.25 0 0 0 0"}, /* with unknown */
    {{2, 0, 0, 0, 0, 0, 0, 0, 8, 0}, "", ""},                             /* unknown */
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 10}, "", ""},                            /* no face */
    {{2, 2, 2, 2, 2, 0, 0, 0, 0, 0}, "", ""},                             /* too many expressions */
    {{2, 2, 2, 2, 0, 0, 0, 0, 2, 0}, "", ""},
    {{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, "", ""}, /* nothing but slips */
    {{4, 0, 0, 0, 0, 0, 0, 0, 5, 0}, "", ""},
};

static void
test_votes_are_read_as_their_authors_do (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *at = &cases[i];
    g_autoptr (GString) text = g_string_new (NULL);
    float shares[MIEN_N_EXPRESSIONS];
    int class = mien_ferplus_majority (at->votes);
    gboolean ok = mien_ferplus_share (at->votes, shares);

    g_test_message ("case %u", i);
    for (int k = 0; ok && k < MIEN_N_EXPRESSIONS; k++)
      g_string_append_printf (text, "%s%g", k > 0 ? " " : "", (double) shares[k]);
    g_assert_cmpstr (text->str, ==, at->shares);
    g_assert_cmpstr (class >= 0 ? mien_expressions[class] : "", ==, at->majority);
  }
}

static MienFerplus *
read_real (MienDatasetBuilder *builder)
{
  const char *folder = g_getenv ("MIEN_DATASETS");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : ".", "ferplus", NULL);
  MienImport import = {.location = path};
  g_autoptr (MienFiles) files = mien_files_new_folder (path);
  g_autoptr (GError) error = NULL;
  MienFerplus *table;

  if (folder == NULL || !mien_files_has (files, "fer2013new.csv")) {
    g_test_skip ("the data set is not there; set MIEN_DATASETS to the folder that holds it");
    return NULL;
  }
  g_assert_true (mien_ferplus_is_table (files, "fer2013new.csv"));
  table = mien_ferplus_read (&import, files, "fer2013new.csv", builder, &error);
  g_assert_no_error (error);
  return table;
}

/* Counts made once, by another program, with the rules that the authors' own one follows. */
static void
test_the_published_table_is_read (void)
{
  g_autoptr (MienDatasetBuilder) builder = mien_dataset_builder_new ("ferplus", "ferplus");
  g_autoptr (MienFerplus) table = read_real (builder);
  static const guint majorities[] = {11012, 9045, 3749, 3960, 677, 161, 2660, 148};
  static const double sums[] = {11865.663, 9352.259, 4705.2,   4361.093,
                                995.662,   306.231,  3065.787, 314.106};
  guint n_parts[MIEN_N_PARTS] = {0}, n_no_face = 0;

  if (table == NULL)
    return;

  guint n = mien_ferplus_get_n_rows (table);
  g_autofree int *rows = g_new (int, n);
  g_autofree char *problems = mien_dataset_builder_describe_problems (builder);

  for (guint i = 0; i < n; i++) {
    rows[i] = (int) i;
    n_parts[mien_ferplus_get_part (table, i)]++;
    n_no_face += mien_ferplus_is_no_face (mien_ferplus_get_votes (table, i));
  }

  g_autoptr (MienColumn) votes = mien_ferplus_votes_column (table, "votes", rows, n);
  g_autoptr (MienColumn) majority = mien_ferplus_majority_column (table, "expression", rows, n);
  g_autofree guint *counts = mien_column_count (majority);

  g_assert_cmpstr (problems, ==, "");
  g_assert_cmpuint (n, ==, 35887);
  g_assert_cmpuint (n_parts[MIEN_PART_TRAIN], ==, 28709);
  g_assert_cmpuint (n_parts[MIEN_PART_VALIDATION], ==, 3589);
  g_assert_cmpuint (n_parts[MIEN_PART_TEST], ==, 3589);
  g_assert_cmpint (mien_ferplus_get_votes (table, 2)[0], ==, 5);
  /* Names are not numbered by row: the row in front of this one has none. */
  g_assert_null (mien_ferplus_get_picture (table, 59));
  g_assert_cmpstr (mien_ferplus_get_picture (table, 60), ==, "fer0000059.png");
  g_assert_cmpint (mien_ferplus_find_row (table, "FER2013Train/fer0000059.png"), ==, 60);
  g_assert_cmpint (mien_ferplus_find_row (table, "fer0000017.png"), ==, -1);
  g_assert_cmpuint (n_no_face, ==, 176); /* 173 of them name no picture */
  g_assert_cmpuint (mien_column_count_missing (votes), ==, 921);
  g_assert_cmpuint (mien_column_count_missing (majority), ==, 4475);
  for (int k = 0; k < MIEN_N_EXPRESSIONS; k++) {
    double sum = 0.0;

    for (guint i = 0; i < n; i++)
      if (!mien_column_is_missing (votes, i))
        sum += (double) votes->values[i * MIEN_N_EXPRESSIONS + (guint) k];
    g_assert_cmpfloat_with_epsilon (sum, sums[k], 0.01);
    g_assert_cmpuint (counts[k], ==, majorities[k]);
  }
}

static void
test_pictures_are_known_by_their_names (void)
{
  g_assert_true (mien_ferplus_is_picture ("x/fer0000012.png"));
  g_assert_true (mien_ferplus_is_picture ("fer0035886.jpg"));
  g_assert_false (mien_ferplus_is_picture (""));
  g_assert_false (mien_ferplus_is_picture ("fer"));
  g_assert_false (mien_ferplus_is_picture ("fern0000.png"));
  g_assert_false (mien_ferplus_is_picture ("fer00000012.png"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FILES_TEST ("/layout/ferplus", test_a_folder_for_each_part);
  FILES_TEST ("/layout/ferplus/table", test_pictures_beside_the_table_of_votes);
  FILES_TEST ("/layout/ferplus/damage", test_damage_is_told_by_row);
  g_test_add_func ("/ferplus/votes", test_votes_are_read_as_their_authors_do);
  g_test_add_func ("/ferplus/published", test_the_published_table_is_read);
  g_test_add_func ("/ferplus/names", test_pictures_are_known_by_their_names);
  return g_test_run ();
}
