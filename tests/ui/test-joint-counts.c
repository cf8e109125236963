#include "ui/models/common-value.h"
#include "ui/models/joint-counts.h"

#include <math.h>

static MienColumn *
new_class (void)
{
  const char *const names[] = {"fear", "joy", NULL};
  MienColumn *column = mien_column_new ("expression", MIEN_KIND_CLASS, names, 1, 5);

  column->values[0] = 0.0f;
  column->values[1] = column->values[2] = column->values[3] = 1.0f; /* the last is missing */
  return column;
}

static MienColumn *
new_number (void)
{
  MienColumn *column = mien_column_new ("valence", MIEN_KIND_SCALAR, NULL, 1, 5);

  for (guint i = 0; i < 5; i++)
    column->values[i] = 0.25f * (float) i;
  return column;
}

static MienColumn *
new_flags (void)
{
  const char *const names[] = {"AU1", "AU12", NULL};
  MienColumn *column = mien_column_new ("units", MIEN_KIND_FLAGS, names, 2, 5);

  for (guint i = 0; i < 10; i++)
    column->values[i] = i < 4 ? 1.0f : 0.0f; /* both, both, none, none, none */
  return column;
}

static void
test_missing_values_are_counted_last (void)
{
  g_autoptr (MienColumn) column = new_class ();
  g_autoptr (MienBalance) balance = mien_balance_new (column);

  g_assert_cmpuint (balance->n, ==, 3);
  g_assert_cmpstr (balance->terms[2], ==, "?");
  g_assert_cmpfloat (balance->counts[1], ==, 3.0);
  g_assert_cmpfloat (balance->counts[2], ==, 1.0);
}

static void
test_pairs_of_values_are_counted (void)
{
  g_autoptr (MienColumn) expression = new_class ();
  g_autoptr (MienColumn) valence = new_number ();
  g_autoptr (MienJointCounts) joint = mien_joint_counts_new (expression, valence);
  guint total = 0;

  g_assert_cmpuint (joint->rows->n, ==, 3);
  g_assert_cmpuint (joint->columns->n, ==, 10);
  for (guint i = 0; i < 30; i++)
    total += joint->counts[i];
  g_assert_cmpuint (total, ==, 5);
  g_assert_cmpuint (joint->counts[0], ==, 1);      /* fear, lowest valence */
  g_assert_cmpuint (joint->counts[10 + 5], ==, 1); /* joy, 0.5 of 0 to 1 */
  g_assert_cmpuint (joint->counts[29], ==, 1);     /* missing, highest */
}

static void
test_a_face_counts_for_each_of_its_flags (void)
{
  g_autoptr (MienColumn) expression = new_class ();
  g_autoptr (MienColumn) units = new_flags ();
  g_autoptr (MienJointCounts) joint = mien_joint_counts_new (units, expression);
  const guint expected[] = {1, 1, 0, 1, 1, 0};

  g_assert_cmpuint (joint->rows->n, ==, 2);
  g_assert_cmpmem (joint->counts, sizeof expected, expected, sizeof expected);
}

static void
assert_common (MienColumn *column, guint from, guint n, const char *expected)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *text = NULL;

  for (guint i = from; i < from + n; i++)
    g_array_append_val (samples, i);
  text = mien_common_value (column, samples);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_what_faces_have_in_common_is_told_shortly (void)
{
  g_autoptr (MienColumn) expression = new_class ();
  g_autoptr (MienColumn) valence = new_number ();
  g_autoptr (MienColumn) units = new_flags ();

  assert_common (expression, 1, 3, "joy");
  assert_common (expression, 0, 5, "joy 3, fear 1, missing 1");
  assert_common (expression, 4, 1, "–");
  assert_common (valence, 1, 3, "0.25 … 0.75");
  assert_common (valence, 2, 1, "0.5");
  assert_common (units, 0, 3, "AU1 2, AU12 2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint-counts/missing", test_missing_values_are_counted_last);
  g_test_add_func ("/joint-counts/pairs", test_pairs_of_values_are_counted);
  g_test_add_func ("/joint-counts/flags", test_a_face_counts_for_each_of_its_flags);
  g_test_add_func ("/joint-counts/common", test_what_faces_have_in_common_is_told_shortly);
  return g_test_run ();
}
