/* The picture of a split. */
#include "tests/engine/figures/canvas.h"

#include "engine/figures/parts.h"

static const char *const names[] = {"happy", "fear"};

static MienParts
make_parts (const guint *classes,
            guint n_groups,
            const char *const *group_names,
            const guint *groups)
{
  return (MienParts){.names = {"Training", "Validation", "Test"},
                     .totals = {60, 20, 20},
                     .classes = {"expression", 2, names, classes},
                     .groups = {n_groups > 0 ? "person" : NULL, n_groups, group_names, groups}};
}

static void
test_a_class_is_divided_as_its_parts_are (void)
{
  const guint counts[] = {60, 20, 20, 0, 0, 50};
  MienParts parts = make_parts (counts, 0, NULL, NULL);
  MienFigureStyle style = mien_figure_style_paper ();
  double row = mien_parts_height (CANVAS_WIDTH, &parts, &style) / 4.0; /* legend, title, two bars */
  cairo_t *cr = canvas_new ();
  guint found[2][MIEN_PARTS_N];

  mien_parts_paint (cr, CANVAS_WIDTH, CANVAS_HEIGHT, &parts, &style);
  for (int bar = 0; bar < 2; bar++)
    for (guint part = 0; part < MIEN_PARTS_N; part++)
      /* near the bar's upper edge, where no number is */
      found[bar][part] = canvas_count (cr, 0, (2.5 + bar) * row - 6, CANVAS_WIDTH,
                                       (2.5 + bar) * row - 5, mien_parts_colour (part, FALSE));
  cairo_destroy (cr);

  g_assert_cmpuint (found[0][0], >, 100);
  g_assert_cmpuint (found[0][0], >=, 3 * found[0][1] - 9);
  g_assert_cmpuint (found[0][0], <=, 3 * found[0][1] + 9);
  g_assert_cmpuint (found[1][0] + found[1][1], ==, 0);
  g_assert_cmpuint (found[1][2], >, found[0][2]); /* 50 faces of it against 20 */
}

static void
test_a_group_in_two_parts_shows_both (void)
{
  const guint counts[] = {60, 20, 20, 0, 0, 50}, groups[] = {30, 0, 0, 0, 20, 20};
  const char *const persons[] = {"ann", "bob"};
  MienParts without = make_parts (counts, 0, NULL, NULL);
  MienParts parts = make_parts (counts, 2, persons, groups);
  MienFigureStyle style = mien_figure_style_paper ();
  double top = mien_parts_height (CANVAS_WIDTH, &without, &style);
  double bottom = mien_parts_height (CANVAS_WIDTH, &parts, &style);
  guint found[MIEN_PARTS_N];
  cairo_t *cr = canvas_new ();

  mien_parts_paint (cr, CANVAS_WIDTH, CANVAS_HEIGHT, &parts, &style);
  for (guint part = 0; part < MIEN_PARTS_N; part++)
    found[part] =
        canvas_count (cr, 0, top + 20, CANVAS_WIDTH, bottom, mien_parts_colour (part, FALSE));
  cairo_destroy (cr);
  g_assert_cmpuint (found[0], >, 20);
  g_assert_cmpuint (found[1], >, 10);
  g_assert_cmpuint (found[2], >=, found[1] * 3 / 4);
  g_assert_cmpuint (found[2], <=, found[1] * 5 / 4);
}

static double
measure_height (guint n, double width)
{
  g_autofree const char **persons = g_new (const char *, n);
  g_autofree guint *counts = g_new0 (guint, n * MIEN_PARTS_N);
  MienParts parts = {.names = {"", "", ""}, .groups = {"person", n, persons, counts}};
  MienFigureStyle style = mien_figure_style_paper ();

  for (guint i = 0; i < n; i++)
    persons[i] = "somebody";
  return mien_parts_height (width, &parts, &style);
}

static void
test_many_groups_stay_within_what_can_be_painted (void)
{
  g_assert_cmpfloat (measure_height (150, 400), >, measure_height (150, 800));
  g_assert_cmpfloat (measure_height (201, 400), <, measure_height (200, 400)); /* no names */
  g_assert_cmpfloat (measure_height (10000, 400), <, 5000);
  g_assert_cmpfloat (measure_height (1000000, 200), <, 30000); /* Cairo's pictures end at 32767 */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parts/classes", test_a_class_is_divided_as_its_parts_are);
  g_test_add_func ("/parts/groups", test_a_group_in_two_parts_shows_both);
  g_test_add_func ("/parts/many", test_many_groups_stay_within_what_can_be_painted);
  return g_test_run ();
}
