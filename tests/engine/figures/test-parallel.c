#include "tests/engine/figures/canvas.h"

#include "engine/figures/parallel.h"

#include <math.h>

static const double weights[] = {0.1, 0.5, 1.0};
static const double rates[] = {0.001, 0.01, 0.1};
static const double words[] = {0, 1, 1};
static const double results[] = {0.2, 0.8, (double) NAN};
static const char *const names[] = {"fixed", "pcgrad"};

typedef struct {
  MienParallelAxis axes[4];
  MienParallel parallel;
  MienParallelArea area;
  cairo_t *cr;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  MienFigureStyle style = mien_figure_style_paper ();

  f->axes[0] = (MienParallelAxis){.name = "weight", .values = weights, .from = NAN, .to = NAN};
  f->axes[1] = (MienParallelAxis){
      .name = "rate", .values = rates, .scale = MIEN_SCALE_LOG, .from = NAN, .to = NAN};
  f->axes[2] = (MienParallelAxis){
      .name = "method", .values = words, .words = names, .n_words = 2, .from = NAN, .to = NAN};
  f->axes[3] = (MienParallelAxis){.name = "accuracy", .values = results, .from = NAN, .to = NAN};
  f->parallel = (MienParallel){f->axes, 4, 3, 3, -1, -1};
  f->cr = canvas_new ();
  mien_parallel_paint (f->cr, CANVAS_WIDTH, CANVAS_HEIGHT, &f->parallel, &style, &f->area);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  cairo_destroy (f->cr);
}

static double
height_of (Fixture *f, guint axis, double value)
{
  return mien_parallel_pixel_y (&f->parallel, &f->area, axis, value);
}

static void
test_values_stand_on_their_axes (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  double bottom = f->area.top + f->area.height;

  g_assert_cmpfloat_with_epsilon (height_of (f, 0, 0.1), bottom, 1e-6);
  g_assert_cmpfloat_with_epsilon (height_of (f, 0, 1.0), f->area.top, 1e-6);
  g_assert_cmpfloat_with_epsilon (height_of (f, 1, 0.01), (bottom + f->area.top) / 2, 1e-6);
  g_assert_cmpfloat_with_epsilon (height_of (f, 2, 1.0), f->area.top, 1e-6);
  g_assert_cmpfloat_with_epsilon (
      mien_parallel_value_at (&f->parallel, &f->area, 1, height_of (f, 1, 0.02)), 0.02, 1e-9);
}

static void
test_a_line_is_drawn_from_axis_to_axis (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  double x = (mien_parallel_axis_x (&f->parallel, &f->area, 0) +
              mien_parallel_axis_x (&f->parallel, &f->area, 1)) /
             2;
  double y = (height_of (f, 0, weights[2]) + height_of (f, 1, rates[2])) / 2;

  g_assert_cmpuint (canvas_ink (f->cr, x, y), >, 200);
  g_assert_cmpint (mien_parallel_find_line (&f->parallel, &f->area, x, y + 3, 8), ==, 2);
  g_assert_cmpint (mien_parallel_find_line (&f->parallel, &f->area, x, y + 30, 8), ==, -1);
  g_assert_cmpint (mien_parallel_find_axis (&f->parallel, &f->area, f->area.left + 2, 6), ==, 0);
}

static void
test_a_run_without_a_value_stops_before_the_axis (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  double x = (mien_parallel_axis_x (&f->parallel, &f->area, 2) * 3 +
              mien_parallel_axis_x (&f->parallel, &f->area, 3) * 2) /
             5;

  for (double y = f->area.top + 2; y < f->area.top + 8; y++)
    g_assert_cmpint (mien_parallel_find_line (&f->parallel, &f->area, x, y, 4), !=, 2);
}

static void
test_what_is_chosen_must_be_so_on_every_axis (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->axes[0].from = 0.6;
  f->axes[0].to = 0.4;
  g_assert_false (mien_parallel_is_chosen (&f->parallel, 0));
  g_assert_true (mien_parallel_is_chosen (&f->parallel, 1));
  f->axes[2].from = f->axes[2].to = 0.0;
  g_assert_false (mien_parallel_is_chosen (&f->parallel, 1));
}

static void
test_a_choice_leaves_out_runs_without_a_value (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->axes[3].from = 0.0;
  f->axes[3].to = 1.0;
  g_assert_true (mien_parallel_is_chosen (&f->parallel, 0));
  g_assert_false (mien_parallel_is_chosen (&f->parallel, 2));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/parallel/places", test_values_stand_on_their_axes);
  add ("/parallel/line", test_a_line_is_drawn_from_axis_to_axis);
  add ("/parallel/hole", test_a_run_without_a_value_stops_before_the_axis);
  add ("/parallel/chosen", test_what_is_chosen_must_be_so_on_every_axis);
  add ("/parallel/chosen-hole", test_a_choice_leaves_out_runs_without_a_value);
  return g_test_run ();
}
