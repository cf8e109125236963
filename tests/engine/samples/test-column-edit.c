#include "engine/samples/data/column-edit.h"

#include "engine/core/error.h"
#include "engine/samples/data/expression-codes.h"

#include <math.h>
#include <string.h>

static const char *const moods[] = {"anger", "happy", "joy", "unknown", NULL};

/* A face of each mood, and one of which nothing is known. */
static MienColumn *
make_class (void)
{
  MienColumn *column = mien_column_new ("mood", MIEN_KIND_CLASS, moods, 1, 5);

  for (int i = 0; i < 4; i++)
    column->values[i] = (float) i;
  return column;
}

static void
rename_class (MienColumnEdit *edit, const char *old, const char *new)
{
  g_hash_table_insert (edit->rename, g_strdup (old), g_strdup (new));
}

static char **
list (const char *words)
{
  return g_strsplit (words, " ", -1);
}

static MienColumn *
apply (const MienColumnEdit *edit, const MienColumn *column)
{
  g_autoptr (GError) error = NULL;
  MienColumn *edited = mien_column_edit_apply (edit, column, &error);

  g_assert_no_error (error);
  return edited;
}

static void
assert_names (const MienColumn *column, const char *names)
{
  g_autofree char *joined = g_strjoinv (" ", column->names);

  g_assert_cmpstr (joined, ==, names);
}

static void
assert_text (const MienColumn *column, guint sample, const char *text)
{
  g_autofree char *told = mien_column_format (column, sample);

  g_assert_cmpstr (told, ==, text);
}

static void
test_classes_are_renamed_merged_ordered_and_made_missing (void)
{
  g_autoptr (MienColumn) column = make_class ();
  g_autoptr (MienColumnEdit) edit = mien_column_edit_new ();

  rename_class (edit, "happy", "happiness");
  rename_class (edit, "joy", "happiness");
  edit->order = list ("happiness");
  edit->missing = list ("unknown");
  edit->name = g_strdup ("expression");

  g_autoptr (MienColumn) edited = apply (edit, column);

  g_assert_cmpstr (edited->name, ==, "expression");
  assert_names (edited, "happiness anger");
  assert_text (edited, 0, "anger");
  assert_text (edited, 1, "happiness");
  assert_text (edited, 2, "happiness");
  assert_text (edited, 3, "");
  assert_text (edited, 4, "");
  assert_text (column, 2, "joy");
}

static void
test_names_can_change_places (void)
{
  g_autoptr (MienColumn) column = make_class ();
  g_autoptr (MienColumnEdit) edit = mien_column_edit_new ();

  rename_class (edit, "anger", "joy");
  rename_class (edit, "joy", "anger");

  g_autoptr (MienColumn) edited = apply (edit, column);

  assert_text (edited, 0, "joy");
  assert_text (edited, 2, "anger");
}

static void
test_votes_of_merged_classes_add_up_and_those_for_nothing_are_shared_out (void)
{
  const float votes[] = {0.2f, 0.2f, 0.2f, 0.4f, 0.0f, 0.0f, 0.0f, 1.0f};
  g_autoptr (MienColumn) column = mien_column_new ("votes", MIEN_KIND_DISTRIBUTION, moods, 4, 2);
  g_autoptr (MienColumnEdit) edit = mien_column_edit_new ();

  memcpy (column->values, votes, sizeof votes);
  rename_class (edit, "joy", "happy");
  edit->missing = list ("unknown");

  g_autoptr (MienColumn) edited = apply (edit, column);

  g_assert_cmpint (edited->width, ==, 2);
  g_assert_cmpfloat_with_epsilon (edited->values[0], 1.0f / 3.0f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (edited->values[1], 2.0f / 3.0f, 1e-6f);
  g_assert_true (mien_column_is_missing (edited, 1));
}

static void
test_a_merged_flag_holds_where_one_of_the_two_does (void)
{
  const float flags[] = {0.0f, 1.0f, 0.0f, 0.0f, 1.0f, 0.0f, 0.0f, 1.0f};
  g_autoptr (MienColumn) column = mien_column_new ("units", MIEN_KIND_FLAGS, moods, 4, 2);
  g_autoptr (MienColumnEdit) edit = mien_column_edit_new ();

  memcpy (column->values, flags, sizeof flags);
  rename_class (edit, "joy", "happy");
  edit->missing = list ("unknown");

  g_autoptr (MienColumn) edited = apply (edit, column);

  assert_names (edited, "anger happy");
  assert_text (edited, 0, "happy");
  assert_text (edited, 1, "anger");
}

static void
test_a_merged_flag_is_unknown_where_one_of_the_two_is (void)
{
  const float flags[] = {0.0f, NAN, 0.0f, 0.0f, 0.0f, 0.0f, NAN, 0.0f, 0.0f, NAN, 1.0f, 0.0f};
  g_autoptr (MienColumn) column = mien_column_new ("units", MIEN_KIND_FLAGS, moods, 4, 3);
  g_autoptr (MienColumnEdit) edit = mien_column_edit_new ();

  memcpy (column->values, flags, sizeof flags);
  rename_class (edit, "joy", "happy");

  g_autoptr (MienColumn) edited = apply (edit, column);

  assert_text (edited, 0, "?happy");
  assert_text (edited, 1, "?happy");
  assert_text (edited, 2, "happy");
}

static void
test_a_number_can_stand_for_missing (void)
{
  g_autoptr (MienColumn) column = mien_column_new ("valence", MIEN_KIND_SCALAR, NULL, 1, 2);
  g_autoptr (MienColumnEdit) edit = mien_column_edit_new ();

  column->values[0] = -2.0f;
  column->values[1] = 0.5f;
  edit->missing = list ("-2");

  g_autoptr (MienColumn) edited = apply (edit, column);

  g_assert_true (mien_column_is_missing (edited, 0));
  assert_text (edited, 1, "0.5");
}

static void
assert_refused (const MienColumnEdit *edit, const MienColumn *column, const char *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_column_edit_apply (edit, column, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  if (strstr (error->message, hint) == NULL)
    g_error ("“%s” lacks “%s”", error->message, hint);
}

static void
test_what_cannot_be_is_told_with_the_keys_path (void)
{
  g_autoptr (MienColumn) column = make_class ();
  g_autoptr (MienColumn) scalar = mien_column_new ("age", MIEN_KIND_SCALAR, NULL, 1, 2);
  g_autoptr (MienColumnEdit) misspelt = mien_column_edit_new ();
  g_autoptr (MienColumnEdit) order = mien_column_edit_new ();
  g_autoptr (MienColumnEdit) nothing = mien_column_edit_new ();
  g_autoptr (MienColumnEdit) kind = mien_column_edit_new ();

  rename_class (misspelt, "hapy", "happiness");
  assert_refused (misspelt, column,
                  "data.columns.mood.rename: there is no “hapy”; there are anger");
  assert_refused (misspelt, scalar, "data.columns.age.rename: the column is of type scalar");
  order->order = list ("joy anger joy");
  assert_refused (order, column, "data.columns.mood.order: “joy” is there twice");
  g_strfreev (order->order);
  order->order = list ("glee");
  assert_refused (order, column, "data.columns.mood.order: there is no “glee”");
  nothing->missing = list ("anger happy joy unknown");
  assert_refused (nothing, column, "data.columns.mood.missing: nothing would be left");
  assert_refused (nothing, scalar, "data.columns.age.missing: “anger” is no number");
  kind->has_kind = TRUE;
  kind->kind = MIEN_KIND_POINTS;
  assert_refused (kind, column, "data.columns.mood.type: what was read is of type class");
}

static const MienExpressionCodes *
find_codes (const char *set)
{
  const MienExpressionCodes *codes = mien_expression_codes ();

  while (!g_str_equal (codes->set, set))
    codes++;
  return codes;
}

static void
test_codes_have_the_words_that_their_set_gives_them (void)
{
  g_assert_cmpstr (mien_expression_codes_word (find_codes ("FER2013"), "4"), ==, "sadness");
  g_assert_cmpstr (mien_expression_codes_word (find_codes ("AffectNet"), "4"), ==, "fear");
  g_assert_cmpstr (mien_expression_codes_word (find_codes ("RAF-DB"), "4"), ==, "happiness");
  g_assert_cmpstr (mien_expression_codes_word (find_codes ("CK+"), "2"), ==, "contempt");
  g_assert_null (mien_expression_codes_word (find_codes ("RAF-DB"), "0"));
  g_assert_null (mien_expression_codes_word (find_codes ("FER2013"), "7"));
  g_assert_null (mien_expression_codes_word (find_codes ("FER2013"), "happy"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column-edit/class", test_classes_are_renamed_merged_ordered_and_made_missing);
  g_test_add_func ("/column-edit/swap", test_names_can_change_places);
  g_test_add_func ("/column-edit/votes",
                   test_votes_of_merged_classes_add_up_and_those_for_nothing_are_shared_out);
  g_test_add_func ("/column-edit/flags", test_a_merged_flag_holds_where_one_of_the_two_does);
  g_test_add_func ("/column-edit/unknown flags",
                   test_a_merged_flag_is_unknown_where_one_of_the_two_is);
  g_test_add_func ("/column-edit/scalar", test_a_number_can_stand_for_missing);
  g_test_add_func ("/column-edit/refused", test_what_cannot_be_is_told_with_the_keys_path);
  g_test_add_func ("/column-edit/codes", test_codes_have_the_words_that_their_set_gives_them);
  return g_test_run ();
}
