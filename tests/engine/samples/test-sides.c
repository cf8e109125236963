#include "engine/samples/augment.h"
#include "engine/samples/drawn/drawn.h"

#include <math.h>
#include <string.h>

typedef struct {
  const char *column;
  MienKind kind;
  const char *names[8];
  const char *mirrored[8]; /* what each becomes */
} Case;

/* Words and codes of the layouts that there are: the CMU faces' poses, Radboud's gaze and cameras,
 * Karolinska's angles, action units of one side, degrees. */
static const Case cases[] = {
    {"pose",
     MIEN_KIND_CLASS,
     {"left", "right", "straight", "up"},
     {"right", "left", "straight", "up"}},
    {"gaze", MIEN_KIND_CLASS, {"frontal", "left", "right"}, {"frontal", "right", "left"}},
    {"angle", MIEN_KIND_CLASS, {"FL", "HL", "S", "HR", "FR"}, {"FR", "HR", "S", "HL", "FL"}},
    {"pose",
     MIEN_KIND_CLASS,
     {"full left", "half left", "straight", "half right", "full right"},
     {"full right", "half right", "straight", "half left", "full left"}},
    {"angle",
     MIEN_KIND_CLASS,
     {"000", "045", "090", "135", "180"},
     {"180", "135", "090", "045", "000"}},
    {"head_pose",
     MIEN_KIND_CLASS,
     {"-45", "0", "45", "-30", "+30"},
     {"45", "0", "-45", "+30", "-30"}},
    {"person",
     MIEN_KIND_CLASS,
     {"000", "180", "HL", "HR", "L1", "R1"},
     {"000", "180", "HL", "HR", "L1", "R1"}},
    {"action_units",
     MIEN_KIND_FLAGS,
     {"AU12", "AU12L", "AU12R", "L14", "R14", "AU_L10", "AU_R10"},
     {"AU12", "AU12R", "AU12L", "R14", "L14", "AU_R10", "AU_L10"}},
    {"smile",
     MIEN_KIND_FLAGS,
     {"Left_Eye_Open", "RIGHT smirk", "Right_Eye_Open", "LEFT smirk", "L", "R"},
     {"Right_Eye_Open", "LEFT smirk", "Left_Eye_Open", "RIGHT smirk", "L", "R"}},
    {"looks", MIEN_KIND_DISTRIBUTION, {"left", "ahead", "right"}, {"right", "ahead", "left"}},
};

static void
mirror (const MienColumn *column, float *values)
{
  g_autoptr (MienMirror) self = mien_mirror_new (column);

  mien_mirror_apply (self, values);
}

static void
check_class (const Case *one, const MienColumn *column, int n)
{
  for (int k = 0; k < n; k++) {
    float value = (float) k;

    mirror (column, &value);
    g_assert_cmpstr (one->names[(int) value], ==, one->mirrored[k]);
    mirror (column, &value);
    g_assert_cmpfloat (value, ==, (float) k);
  }
}

static void
check_each (const Case *one, const MienColumn *column, int n)
{
  for (int k = 0; k < n; k++) {
    float values[8] = {0.0f};

    values[k] = 1.0f;
    mirror (column, values);
    for (int i = 0; i < n; i++)
      g_assert_cmpfloat (values[i], ==, g_str_equal (one->names[i], one->mirrored[k]));
  }
}

static void
test_what_has_sides_changes_them (void)
{
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++) {
    const Case *one = &cases[c];
    int n = (int) g_strv_length ((char **) one->names);
    g_autoptr (MienColumn) column = mien_column_new (one->column, one->kind, one->names,
                                                     one->kind == MIEN_KIND_CLASS ? 1 : n, 1);

    if (one->kind == MIEN_KIND_CLASS)
      check_class (one, column, n);
    else
      check_each (one, column, n);
  }
}

/* The built-in faces have no sides but in their points, and those are told apart by where they are.
 */
static void
test_mirrored_drawn_landmarks_are_those_of_a_mirrored_face (void)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (40, 64, 3);
  const MienColumn *marks = mien_dataset_get_column (dataset, "landmarks");
  double off = 0.0;

  g_assert_nonnull (marks);
  for (guint i = 0; i < 40; i++) {
    g_autofree float *values =
        g_memdup2 (marks->values + i * (guint) marks->width, (gsize) marks->width * sizeof (float));

    mirror (marks, values);
    /* A face that looks ahead is near to its own mirror image, point by point. */
    for (int k = 0; k < marks->width; k++)
      off += (double) fabsf (values[k] - marks->values[(int) i * marks->width + k]);
  }
  g_assert_cmpfloat (off / (40 * marks->width), <, 0.1);
}

static void
test_points_of_an_unknown_scheme_become_missing (void)
{
  const int n_points[] = {1, 2, 5, 68, 7, 106};

  for (guint i = 0; i < G_N_ELEMENTS (n_points); i++) {
    int width = 2 * n_points[i];
    g_autoptr (MienColumn) column = mien_column_new ("marks", MIEN_KIND_POINTS, NULL, width, 1);
    g_autofree float *values = g_new (float, width);

    for (int k = 0; k < width; k++)
      values[k] = 0.25f;
    mirror (column, values);
    for (int k = 0; k < width; k++)
      g_assert_true (i < 4 ? values[k] == (k % 2 == 0 ? 0.75f : 0.25f) : isnan (values[k]));
  }
}

/* An eye that nobody marked, a unit that nobody coded: the others still change places. */
static void
test_what_is_partly_missing_is_mirrored_too (void)
{
  static const char *const names[] = {"L12", "AU4", "R12", NULL};
  g_autoptr (MienColumn) eyes = mien_column_new ("eyes", MIEN_KIND_POINTS, NULL, 4, 1);
  g_autoptr (MienColumn) units = mien_column_new ("units", MIEN_KIND_FLAGS, names, 3, 1);
  float marks[4] = {NAN, NAN, 0.75f, 0.5f}, flags[3] = {NAN, 0.0f, 1.0f};

  mirror (eyes, marks);
  mirror (units, flags);
  g_assert_true (marks[0] == 0.25f && marks[1] == 0.5f && isnan (marks[2]) && isnan (marks[3]));
  g_assert_true (flags[0] == 1.0f && flags[1] == 0.0f && isnan (flags[2]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sides/names", test_what_has_sides_changes_them);
  g_test_add_func ("/sides/drawn", test_mirrored_drawn_landmarks_are_those_of_a_mirrored_face);
  g_test_add_func ("/sides/unknown", test_points_of_an_unknown_scheme_become_missing);
  g_test_add_func ("/sides/partly", test_what_is_partly_missing_is_mirrored_too);
  return g_test_run ();
}
