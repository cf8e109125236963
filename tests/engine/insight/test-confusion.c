#include "engine/insight/confusion.h"

#include <math.h>

static const char *const classes[] = {"joy", "fear", "calm", NULL};
static const char *const units[] = {"AU1", "AU2", NULL};

static void
add_task (MienPredictions *self,
          MienTask *task,
          int label_width,
          const float *label,
          const float *output)
{
  MienTaskPredictions *one = g_new0 (MienTaskPredictions, 1);

  one->task = task;
  one->label_width = label_width;
  one->label = g_memdup2 (label, self->n * (gsize) label_width * sizeof (float));
  one->output = g_memdup2 (output, self->n * (gsize) task->width * sizeof (float));
  g_ptr_array_add (self->tasks, one);
}

static void
free_task (gpointer data)
{
  MienTaskPredictions *one = data;

  mien_task_free (one->task);
  g_free (one->label);
  g_free (one->output);
  g_free (one);
}

/* Six faces of the test part and one of the training part. */
static MienPredictions *
make_predictions (void)
{
  MienPredictions *self = g_new0 (MienPredictions, 1);
  const char *ids[] = {"a", "b", "c", "d", "e", "f", "g", NULL};
  const gint8 parts[] = {MIEN_PART_TEST, MIEN_PART_TEST, MIEN_PART_TEST, MIEN_PART_TEST,
                         MIEN_PART_TEST, MIEN_PART_TEST, MIEN_PART_TRAIN};
  const float label[] = {0, 1, 1, 2, NAN, 0, 1};
  const float output[] = {0.8f, 0.1f, 0.1f, 0.2f, 0.5f, 0.3f, 0.6f, 0.2f, 0.2f, 0.1f, 0.2f,
                          0.7f, 0.9f, 0.0f, 0.1f, NAN,  NAN,  NAN,  0.1f, 0.1f, 0.8f};
  const float unit_label[] = {1, 0, 0, 1, 1, 1, NAN, 0, 1, 0, 0, 0, 1, 1};
  const float unit_output[] = {0.9f, 0.1f, 0.6f, 0.9f, 0.5f, 0.2f, 0.9f,
                               0.1f, 0.1f, 0.9f, NAN,  NAN,  0.9f, 0.9f};
  const float valence[7] = {0};

  self->n = 7;
  self->ids = g_strdupv ((char **) ids);
  self->parts = g_memdup2 (parts, sizeof parts);
  self->tasks = g_ptr_array_new_with_free_func (free_task);
  add_task (self, mien_task_new ("expression", MIEN_KIND_CLASS, classes, 3), 1, label, output);
  add_task (self, mien_task_new ("units", MIEN_KIND_FLAGS, units, 2), 2, unit_label, unit_output);
  add_task (self, mien_task_new ("valence", MIEN_KIND_SCALAR, NULL, 1), 1, valence, valence);
  return self;
}

static void
test_each_face_is_counted_in_its_cell (void)
{
  g_autoptr (MienPredictions) predictions = make_predictions ();
  g_autoptr (MienConfusion) confusion =
      mien_confusion_new (predictions, "expression", 0, MIEN_PART_TEST);
  const guint expected[] = {1, 0, 0, 1, 1, 0, 0, 0, 1};

  g_assert_cmpint (confusion->n_classes, ==, 3);
  g_assert_cmpstrv (confusion->names, classes);
  g_assert_cmpmem (confusion->counts, 9 * sizeof (guint), expected, sizeof expected);
  g_assert_cmpuint (confusion->total, ==, 4); /* one has no label, one could not be read */
}

static void
test_a_flag_is_counted_as_no_and_yes (void)
{
  g_autoptr (MienPredictions) predictions = make_predictions ();
  g_autoptr (MienConfusion) confusion =
      mien_confusion_new (predictions, "units", 0, MIEN_PART_TEST);
  const guint expected[] = {0, 1, 1, 2};

  g_assert_cmpint (confusion->n_classes, ==, 2);
  g_assert_cmpstr (confusion->names[1], ==, "yes");
  g_assert_cmpmem (confusion->counts, 4 * sizeof (guint), expected, sizeof expected);
}

static void
assert_found (MienPredictions *predictions, MienPart part, int row, int column, const char *ids)
{
  g_autoptr (GArray) found = mien_confusion_find (predictions, "expression", 0, part, row, column);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append (text, predictions->ids[g_array_index (found, guint, i)]);
  g_assert_cmpstr (text->str, ==, ids);
}

static void
test_a_cell_leads_to_its_faces (void)
{
  g_autoptr (MienPredictions) predictions = make_predictions ();

  assert_found (predictions, MIEN_PART_TEST, 1, 0, "c");
  assert_found (predictions, MIEN_PART_TEST, 1, -1, "bc");
  assert_found (predictions, MIEN_PART_TEST, -1, 0, "ac");
  assert_found (predictions, MIEN_PART_TEST, -1, -1, "abcd");
  assert_found (predictions, MIEN_PART_TEST, 0, 1, "");
  assert_found (predictions, MIEN_PART_TRAIN, 1, 2, "g");
}

static void
test_every_cell_has_as_many_faces_as_it_counts (void)
{
  g_autoptr (MienPredictions) predictions = make_predictions ();
  g_autoptr (MienConfusion) confusion =
      mien_confusion_new (predictions, "expression", 0, MIEN_PART_TEST);

  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++) {
      g_autoptr (GArray) found =
          mien_confusion_find (predictions, "expression", 0, MIEN_PART_TEST, row, column);
      g_assert_cmpuint (found->len, ==, confusion->counts[row * 3 + column]);
    }
}

static void
test_what_has_no_classes_has_no_confusion (void)
{
  g_autoptr (MienPredictions) predictions = make_predictions ();

  g_assert_null (mien_confusion_new (predictions, "valence", 0, MIEN_PART_TEST));
  g_assert_null (mien_confusion_new (predictions, "pose", 0, MIEN_PART_TEST));
  g_assert_null (mien_confusion_new (predictions, "units", 2, MIEN_PART_TEST));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confusion/counts", test_each_face_is_counted_in_its_cell);
  g_test_add_func ("/confusion/flag", test_a_flag_is_counted_as_no_and_yes);
  g_test_add_func ("/confusion/find", test_a_cell_leads_to_its_faces);
  g_test_add_func ("/confusion/agree", test_every_cell_has_as_many_faces_as_it_counts);
  g_test_add_func ("/confusion/no-classes", test_what_has_no_classes_has_no_confusion);
  return g_test_run ();
}
