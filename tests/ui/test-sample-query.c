#include "engine/samples/data/dataset-builder.h"
#include "ui/models/query-examples.h"
#include "ui/models/sample-query.h"

#include <math.h>
#include <string.h>

/* Six faces: two persons, three expressions of which one is missing, a valence rising from 0 to
 * 0.5. */
static MienDataset *
make_dataset (void)
{
  const char *const expressions[] = {"fear", "fearless", "very happy", NULL};
  const char *const persons[] = {"p01", "p02", NULL};
  const char *const units[] = {"AU1", "AU12", NULL};
  MienDatasetBuilder *builder = mien_dataset_builder_new ("made", "made");
  MienColumn *expression = mien_column_new ("expression", MIEN_KIND_CLASS, expressions, 1, 6);
  MienColumn *person = mien_column_new ("person", MIEN_KIND_CLASS, persons, 1, 6);
  MienColumn *valence = mien_column_new ("valence", MIEN_KIND_SCALAR, NULL, 1, 6);
  MienColumn *unit = mien_column_new ("units", MIEN_KIND_FLAGS, units, 2, 6);

  for (guint i = 0; i < 6; i++) {
    g_autofree char *id = g_strdup_printf ("faces/Face%u.png", i);

    mien_dataset_builder_add_sample (builder, id, i < 4 ? MIEN_PART_TRAIN : MIEN_PART_TEST);
    expression->values[i] = i < 5 ? (float) (i % 3) : NAN;
    person->values[i] = (float) (i / 3);
    valence->values[i] = 0.1f * (float) i;
    unit->values[2 * i] = (float) (i == 1);
    unit->values[2 * i + 1] = (float) (i >= 4);
  }
  mien_dataset_builder_take_column (builder, expression);
  mien_dataset_builder_take_column (builder, person);
  mien_dataset_builder_take_column (builder, valence);
  mien_dataset_builder_take_column (builder, unit);
  return mien_dataset_builder_end (builder);
}

/* The numbers of the faces that @text finds, as "0 3". */
static char *
find (MienDataset *dataset, MienDataset *original, const char *text)
{
  g_autoptr (MienSampleQuery) query = mien_sample_query_new (text, dataset, original);
  g_autoptr (GArray) found = mien_sample_query_run (query, NULL);
  g_autoptr (GString) numbers = g_string_new (NULL);

  if (found == NULL)
    return g_strdup ("all");
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (numbers, "%s%u", i > 0 ? " " : "", g_array_index (found, guint, i));
  return g_string_free (g_steal_pointer (&numbers), FALSE);
}

static void
assert_finds (const char *text, const char *expected)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autofree char *found = find (dataset, dataset, text);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_words_are_found_in_ids_and_labels (void)
{
  assert_finds ("", "all");
  assert_finds ("face3", "3");
  assert_finds ("HAPPY", "2");
  assert_finds ("au12", "4 5");
  assert_finds ("nobody", "");
}

static void
test_a_class_is_found_whole_before_its_beginning (void)
{
  assert_finds ("expression=fear", "0 3");
  assert_finds ("expression=fearl", "1 4");
  assert_finds ("expression=\"very happy\"", "2");
  assert_finds ("Expression=FEAR", "0 3");
}

static void
test_every_part_has_to_hold (void)
{
  assert_finds ("expression=fear person=p02", "3");
  assert_finds ("units=AU1 face1", "1");
  assert_finds ("units=AU1 face2", "");
}

static void
test_numbers_are_found_by_value_and_by_range (void)
{
  assert_finds ("valence=0.15..0.35", "2 3");
  assert_finds ("valence=..0.1", "0 1");
  assert_finds ("valence=0.3", "3");
  assert_finds ("valence=much", "");
}

static void
test_missing_labels_can_be_asked_for (void)
{
  assert_finds ("expression=?", "5");
}

static void
test_words_can_be_excluded (void)
{
  assert_finds ("-expression=fear", "1 2 4 5");
  assert_finds ("not:person=p01", "3 4 5");
  assert_finds ("expression!=fear person=p01", "1 2");
  assert_finds ("-face3 -happy", "0 1 4 5");
  assert_finds ("-", "0 1 2 3 4 5"); /* the word is still being typed */
}

static void
test_either_of_two_names_will_do (void)
{
  assert_finds ("expression=fear|\"very happy\"", "0 2 3");
  assert_finds ("units=AU1|AU12", "1 4 5");
}

static void
test_numbers_can_be_compared (void)
{
  assert_finds ("valence<0.2", "0 1");
  assert_finds ("valence<=0.2", "0 1 2");
  assert_finds ("valence>0.2", "3 4 5");
  assert_finds ("valence>=0.2", "2 3 4 5");
  assert_finds ("valence>0.1 valence<0.4", "2 3");
  assert_finds ("-valence>0.2", "0 1 2");
}

static void
test_missing_and_known_values_can_be_asked_for (void)
{
  assert_finds ("missing:expression", "5");
  assert_finds ("-missing:expression", "0 1 2 3 4");
  assert_finds ("expression=", "0 1 2 3 4");
  assert_finds ("expression:fear", "0 3");
}

static void
test_official_parts_can_be_asked_for (void)
{
  assert_finds ("part:test", "4 5");
  assert_finds ("part=train fear", "0 1 3");
}

static void
assert_complains (const char *text, const char *of)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (MienSampleQuery) query = mien_sample_query_new (text, dataset, dataset);
  g_autoptr (GArray) found = mien_sample_query_run (query, NULL);
  const char *complaint = mien_sample_query_get_complaint (query);

  if (of == NULL) {
    g_assert_null (complaint);
    return;
  }
  g_assert_nonnull (complaint);
  g_assert_nonnull (strstr (complaint, of));
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_what_is_not_understood_is_told (void)
{
  assert_complains ("persn=p01", "Is “person” meant?");
  assert_complains ("-persn=p01", "person");
  assert_complains ("missing:unit", "units");
  assert_complains ("hat=yes", "no column “hat”");
  assert_complains ("fear expression=joy", "never “joy”");
  assert_complains ("valence=much", "numbers");
  assert_complains ("valence<", NULL);
  assert_complains ("person<p02", "cannot be compared");
  assert_complains ("is:new", "corrected or excluded");
  assert_complains ("part:fourth", "train, validation and test");
  assert_complains ("a:b expression=fear", NULL); /* it may stand in a file's name */
}

static void
test_candidates_are_kept_in_their_order (void)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (MienSampleQuery) query = mien_sample_query_new ("person=p02", dataset, dataset);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint order[] = {5, 1, 3, 0};

  g_array_append_vals (candidates, order, G_N_ELEMENTS (order));

  g_autoptr (GArray) found = mien_sample_query_run (query, candidates);

  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpuint (g_array_index (found, guint, 0), ==, 5);
  g_assert_cmpuint (g_array_index (found, guint, 1), ==, 3);
}

static void
test_the_examples_can_be_asked (void)
{
  g_autoptr (MienDataset) dataset = make_dataset ();
  g_autoptr (GPtrArray) examples = mien_query_examples_new (dataset);

  g_assert_cmpuint (examples->len, >, 8);
  for (guint i = 0; i < examples->len; i++) {
    const MienQueryExample *example = g_ptr_array_index (examples, i);
    g_autoptr (MienSampleQuery) query = mien_sample_query_new (example->text, dataset, dataset);

    g_assert_cmpstr (mien_sample_query_get_complaint (query), ==, NULL);
  }
}

static void
test_corrected_and_excluded_faces_can_be_asked_for (void)
{
  g_autoptr (MienDataset) original = make_dataset ();
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (corrections,
                   mien_correction_new ("faces/Face1.png", "expression", "fear", "fearless"));
  g_ptr_array_add (corrections, mien_correction_new ("faces/Face4.png", "", "exclude", ""));

  g_autoptr (MienDataset) dataset = mien_dataset_correct (original, corrections, &error);
  g_assert_no_error (error);

  g_autofree char *corrected = find (dataset, original, "is=corrected");
  g_autofree char *excluded = find (dataset, original, "is=excluded");
  g_autofree char *fear = find (dataset, original, "expression=fear");

  g_assert_cmpstr (corrected, ==, "1");
  g_assert_cmpstr (excluded, ==, "4");
  g_assert_cmpstr (fear, ==, "0 1 3");
}

static void
test_a_part_is_put_in_the_place_of_the_one_before (void)
{
  g_autofree char *changed = mien_sample_query_put ("smile expression=fear", "expression", "joy");
  g_autofree char *quoted = mien_sample_query_put ("", "expression", "very happy");
  g_autofree char *odd = mien_sample_query_put ("\"a b\"=c -a<2", "a b", "x|y");
  g_autofree char *dropped = mien_sample_query_put ("expression=fear smile", "expression", NULL);

  g_assert_cmpstr (changed, ==, "smile expression=joy");
  g_assert_cmpstr (quoted, ==, "expression=\"very happy\"");
  g_assert_cmpstr (odd, ==, "-a<2 \"a b\"=\"x|y\"");
  g_assert_cmpstr (dropped, ==, "smile");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-query/words", test_words_are_found_in_ids_and_labels);
  g_test_add_func ("/sample-query/class", test_a_class_is_found_whole_before_its_beginning);
  g_test_add_func ("/sample-query/all", test_every_part_has_to_hold);
  g_test_add_func ("/sample-query/numbers", test_numbers_are_found_by_value_and_by_range);
  g_test_add_func ("/sample-query/missing", test_missing_labels_can_be_asked_for);
  g_test_add_func ("/sample-query/not", test_words_can_be_excluded);
  g_test_add_func ("/sample-query/either", test_either_of_two_names_will_do);
  g_test_add_func ("/sample-query/compare", test_numbers_can_be_compared);
  g_test_add_func ("/sample-query/known", test_missing_and_known_values_can_be_asked_for);
  g_test_add_func ("/sample-query/parts", test_official_parts_can_be_asked_for);
  g_test_add_func ("/sample-query/complaints", test_what_is_not_understood_is_told);
  g_test_add_func ("/sample-query/candidates", test_candidates_are_kept_in_their_order);
  g_test_add_func ("/sample-query/examples", test_the_examples_can_be_asked);
  g_test_add_func ("/sample-query/changed", test_corrected_and_excluded_faces_can_be_asked_for);
  g_test_add_func ("/sample-query/put", test_a_part_is_put_in_the_place_of_the_one_before);
  return g_test_run ();
}
