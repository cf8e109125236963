#include "ui/models/curve-log.h"

#include <glib/gstdio.h>
#include <math.h>

static void
add (MienCurveLog *log, int step, const char *split, const char *metric, double value)
{
  mien_curve_log_add (log, &(MienHistoryRow){(step + 9) / 10, step, "yaw", split, metric, value});
}

/* Ten steps an epoch, told by the end of the first. */
static MienCurveLog *
make_log (void)
{
  MienCurveLog *log = mien_curve_log_new ();

  add (log, 10, "train", "loss", 1.0);
  return log;
}

static const MienSteerMark *
get_mark (MienCurveLog *log, guint i)
{
  return &g_array_index (mien_curve_log_get_marks (log), MienSteerMark, i);
}

static void
test_what_a_run_was_told_becomes_marks (void)
{
  g_autoptr (MienCurveLog) log = make_log ();

  add (log, 20, "steer", "weight", 0.8);
  add (log, 35, "steer", "on", 0.0);
  g_assert_cmpuint (mien_curve_log_get_marks (log)->len, ==, 2);
  g_assert_cmpint (get_mark (log, 0)->kind, ==, MIEN_STEER_WEIGHT);
  g_assert_cmpfloat (get_mark (log, 0)->x, ==, 2.0);
  g_assert_cmpint (get_mark (log, 1)->kind, ==, MIEN_STEER_SWITCH);
  g_assert_cmpfloat (get_mark (log, 1)->x, ==, 3.5);
  g_assert_null (mien_curve_log_find (log, "yaw", "steer", "weight"));
}

static void
test_what_a_whole_run_was_told_becomes_marks_too (void)
{
  g_autoptr (MienCurveLog) log = make_log ();
  MienHistoryRow rate = {3, 20, "total", "steer", "lr", 0.002};
  MienHistoryRow longer = {4, 30, "total", "steer", "epochs", 9.0};

  mien_curve_log_add (log, &rate);
  mien_curve_log_add (log, &longer);
  g_assert_cmpint (get_mark (log, 0)->kind, ==, MIEN_STEER_RATE);
  g_assert_cmpfloat (get_mark (log, 0)->x, ==, 2.0);
  g_assert_cmpint (get_mark (log, 1)->kind, ==, MIEN_STEER_EXTENDED);
  g_assert_cmpfloat (get_mark (log, 1)->value, ==, 9.0);
  g_assert_cmpuint (mien_curve_log_get_tasks (log)->len, ==, 1);
}

/* What was kept by itself before a change is not marked beside it. */
static void
test_what_was_saved_is_marked_once (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mien-curve-log-XXXXXX", NULL);
  g_autofree char *place = g_build_filename (folder, "checkpoints", NULL);
  g_autofree char *asked = g_build_filename (place, "step-000015.safetensors", NULL);
  g_autofree char *before = g_build_filename (place, "step-000020.safetensors", NULL);
  g_autoptr (MienCurveLog) log = make_log ();

  g_assert_cmpint (g_mkdir (place, 0755), ==, 0);
  g_assert_true (g_file_set_contents (asked, "", 0, NULL));
  g_assert_true (g_file_set_contents (before, "", 0, NULL));
  add (log, 20, "steer", "weight", 0.8);
  mien_curve_log_add_saved (log, folder);
  g_assert_cmpuint (mien_curve_log_get_marks (log)->len, ==, 2);
  g_assert_cmpint (get_mark (log, 0)->kind, ==, MIEN_STEER_SAVED);
  g_assert_cmpfloat (get_mark (log, 0)->x, ==, 1.5);
  g_assert_cmpint (g_remove (asked) + g_remove (before) + g_remove (place) + g_remove (folder), ==,
                   0);
}

static void
test_a_drag_of_a_slider_is_one_mark_but_switches_all_count (void)
{
  g_autoptr (MienCurveLog) log = make_log ();

  for (int step = 20; step <= 22; step++)
    mien_curve_log_add_mark (log, MIEN_STEER_WEIGHT, "yaw", step, 0.1 * step);
  mien_curve_log_add_mark (log, MIEN_STEER_SWITCH, "yaw", 22, 0.0);
  mien_curve_log_add_mark (log, MIEN_STEER_SWITCH, "yaw", 23, 1.0);
  g_assert_cmpuint (mien_curve_log_get_marks (log)->len, ==, 3);
  g_assert_cmpfloat_with_epsilon (get_mark (log, 0)->value, 2.2, 1e-9);
}

static void
test_a_resumed_run_has_its_old_marks_before_the_new (void)
{
  g_autoptr (MienCurveLog) log = make_log ();
  g_autoptr (MienCurveLog) older = make_log ();

  mien_curve_log_add_mark (older, MIEN_STEER_SWITCH, "yaw", 15, 0.0);
  mien_curve_log_add_mark (older, MIEN_STEER_SWITCH, "yaw", 40, 1.0);
  mien_curve_log_add_mark (log, MIEN_STEER_SWITCH, "yaw", 40, 1.0);
  mien_curve_log_prepend (log, older);
  g_assert_cmpuint (mien_curve_log_get_marks (log)->len, ==, 2);
  g_assert_cmpfloat (get_mark (log, 0)->x, ==, 1.5);
  g_assert_cmpfloat (get_mark (log, 1)->x, ==, 4.0);
}

static void
test_weights_lie_where_their_steps_are (void)
{
  g_autoptr (MienCurveLog) log = make_log ();
  MienCurve *curve;

  add (log, 14, "train", "weight", 0.5);
  add (log, 18, "train", "weight", 0.7);
  curve = mien_curve_log_find (log, "yaw", "train", "weight");
  g_assert_cmpuint (curve->x->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (g_array_index (curve->x, double, 0), 1.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (g_array_index (curve->x, double, 1), 1.8, 1e-9);
  g_assert_null (mien_curve_log_get_main_metric (log, "yaw"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-log/steer", test_what_a_run_was_told_becomes_marks);
  g_test_add_func ("/curve-log/told-whole", test_what_a_whole_run_was_told_becomes_marks_too);
  g_test_add_func ("/curve-log/saved", test_what_was_saved_is_marked_once);
  g_test_add_func ("/curve-log/drag", test_a_drag_of_a_slider_is_one_mark_but_switches_all_count);
  g_test_add_func ("/curve-log/resumed", test_a_resumed_run_has_its_old_marks_before_the_new);
  g_test_add_func ("/curve-log/weights", test_weights_lie_where_their_steps_are);
  return g_test_run ();
}
