/* What a split comes to, in numbers, and as run.json keeps it. */
#include "engine/core/json.h"
#include "engine/samples/data/dataset-builder.h"
#include "engine/study/split-figure.h"

#include <math.h>
#include <string.h>

static const char *const expressions[] = {"happy", "sad", NULL};
static const char *const persons[] = {"ann", "bob", "cec", NULL};

/* Six faces: ann in training and test, bob in validation, cec and nobody known in training; the
 * last face is in no part. */
static MienSplitSummary *
summarise (MienSplitSettings settings)
{
  const gint8 parts[] = {0, 2, 1, 0, 0, -1};
  MienDatasetBuilder *builder = mien_dataset_builder_new ("here", "csv");
  MienColumn *expression, *person;

  for (guint i = 0; i < 6; i++) {
    g_autofree char *id = g_strdup_printf ("%u.png", i);

    mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE);
  }
  expression = mien_column_new ("expression", MIEN_KIND_CLASS, expressions, 1, 6);
  person = mien_column_new ("person", MIEN_KIND_CLASS, persons, 1, 6);
  memcpy (expression->values, (float[]){0, 1, 1, 0, NAN, 1}, 6 * sizeof (float));
  memcpy (person->values, (float[]){0, 0, 1, 2, NAN, 0}, 6 * sizeof (float));
  mien_dataset_builder_take_column (builder, expression);
  mien_dataset_builder_take_column (builder, person);

  g_autoptr (MienDataset) dataset = mien_dataset_builder_end (builder);

  return mien_split_summarise (dataset, &settings, parts);
}

static char *
tell (const GArray *counts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < counts->len; i++) {
    const MienSplitCount *count = &g_array_index (counts, MienSplitCount, i);

    g_string_append_printf (text, "%s %u/%u/%u ", count->name, count->parts[0], count->parts[1],
                            count->parts[2]);
  }
  return g_string_free (text, FALSE);
}

static void
test_faces_are_counted_by_class_person_and_part (void)
{
  g_autoptr (MienSplitSummary) summary =
      summarise ((MienSplitSettings){.stratify = "expression", .subject = "person"});
  g_autofree char *classes = tell (summary->classes);
  g_autofree char *groups = tell (summary->groups);

  g_assert_cmpstr (classes, ==, "happy 2/0/0 sad 0/1/1  1/0/0 ");
  g_assert_cmpstr (groups, ==, "ann 1/0/1 cec 1/0/0  1/0/0 bob 0/1/0 ");
  g_assert_cmpuint (summary->left_out, ==, 1);
  g_assert_cmpuint (mien_split_summary_count_divided (summary), ==, 1);
  g_assert_cmpuint (mien_split_summary_count_groups (summary, MIEN_PART_TRAIN), ==, 2);
}

static void
test_a_split_by_group_shows_its_groups (void)
{
  g_autoptr (MienSplitSummary) summary = summarise (
      (MienSplitSettings){.kind = MIEN_SPLIT_GROUP, .subject = "person", .group = "expression"});

  g_assert_cmpstr (summary->group_column, ==, "expression");
  g_assert_null (summary->column);
}

static void
test_a_summary_survives_in_a_run (void)
{
  g_autoptr (MienSplitSummary) summary =
      summarise ((MienSplitSettings){.stratify = "expression", .subject = "person"});
  g_autoptr (JsonObject) object = mien_split_summary_to_json (summary);
  g_autoptr (MienSplitSummary) back = mien_split_summary_from_json (object);
  g_autofree char *classes = tell (back->classes);
  g_autofree char *groups = tell (back->groups);

  g_assert_cmpstr (classes, ==, "happy 2/0/0 sad 0/1/1  1/0/0 ");
  g_assert_cmpstr (groups, ==, "ann 1/0/1 cec 1/0/0  1/0/0 bob 0/1/0 ");
  g_assert_cmpstr (back->group_column, ==, "person");
  g_assert_cmpuint (back->parts[MIEN_PART_TRAIN], ==, 3);
  g_assert_cmpuint (back->left_out, ==, 1);
}

static void
test_what_is_no_summary_is_passed_over (void)
{
  static const char *const texts[] = {"{}", "{\"classes\": 3}", "{\"classes\": {\"a\": [1, 2]}}",
                                      "{\"classes\": {\"a\": \"b\"}, \"groups\": []}"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonNode) node = mien_json_parse (texts[i], "test", NULL);

    g_assert_null (mien_split_summary_from_json (json_node_get_object (node)));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split-figure/counts", test_faces_are_counted_by_class_person_and_part);
  g_test_add_func ("/split-figure/groups", test_a_split_by_group_shows_its_groups);
  g_test_add_func ("/split-figure/json", test_a_summary_survives_in_a_run);
  g_test_add_func ("/split-figure/torn", test_what_is_no_summary_is_passed_over);
  return g_test_run ();
}
