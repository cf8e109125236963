/* Bars, intervals, maps and the colours that they share. */
#include "tests/engine/figures/canvas.h"

#include "engine/figures/bars.h"
#include "engine/figures/heat.h"
#include "engine/figures/intervals.h"

#include <math.h>

static void
test_bars_are_as_long_as_their_counts (void)
{
  const char *const names[] = {"happy", "fear"};
  const double values[] = {100, 50};
  MienBars bars = {2, names, values, G_MAXUINT};
  MienFigureStyle style = mien_figure_style_paper ();
  MienColour colour = mien_palette_colour (0, FALSE);
  cairo_t *cr = canvas_new ();

  mien_bars_paint (cr, CANVAS_WIDTH, 100, &bars, &style);

  guint first = canvas_count (cr, 0, 25, CANVAS_WIDTH, 26, colour);
  guint second = canvas_count (cr, 0, 75, CANVAS_WIDTH, 76, colour);

  g_assert_cmpuint (first, >, CANVAS_WIDTH / 2);
  g_assert_cmpuint (first, >=, 2 * second - 4);
  g_assert_cmpuint (first, <=, 2 * second + 4);
  cairo_destroy (cr);
}

static void
test_standing_bars_are_as_high_as_their_counts (void)
{
  const char *const names[] = {"happy", "fear", "none"};
  const double values[] = {100, 50, 0};
  MienBars bars = {3, names, values, G_MAXUINT};
  MienFigureStyle style = mien_figure_style_paper ();
  MienColour colour = mien_palette_colour (0, FALSE);
  cairo_t *cr = canvas_new ();

  mien_bars_paint_standing (cr, 90, 60, &bars, &style);
  g_assert_cmpuint (canvas_count (cr, 15, 0, 16, 60, colour), >=, 57);
  g_assert_cmpuint (canvas_count (cr, 45, 0, 46, 60, colour), >=, 28);
  g_assert_cmpuint (canvas_count (cr, 45, 0, 46, 60, colour), <=, 32);
  g_assert_cmpuint (canvas_count (cr, 75, 0, 76, 60, colour), ==, 0);
  cairo_destroy (cr);
}

static void
test_the_bar_under_the_pointer_is_found (void)
{
  g_assert_cmpint (mien_bars_find (100, 4, 10), ==, 0);
  g_assert_cmpint (mien_bars_find (100, 4, 99.9), ==, 3);
  g_assert_cmpint (mien_bars_find (100, 4, -1), ==, -1);
  g_assert_cmpint (mien_bars_find (100, 4, 100), ==, -1);
  g_assert_cmpint (mien_bars_find (100, 0, 10), ==, -1);
}

static void
test_a_difference_that_may_be_none_is_painted_grey (void)
{
  MienIntervalRow row = {"with pose", 2.0, 0.5, 3.5, NULL, 0};
  MienIntervals intervals = {NULL, "points", &row, 1, TRUE};
  MienFigureStyle style = mien_figure_style_paper ();
  MienColour sure = mien_palette_colour (0, FALSE);
  cairo_t *cr = canvas_new ();

  mien_intervals_paint (cr, CANVAS_WIDTH, CANVAS_HEIGHT, &intervals, &style);
  g_assert_cmpuint (canvas_count (cr, 0, 0, CANVAS_WIDTH, CANVAS_HEIGHT, sure), >, 100);
  cairo_destroy (cr);

  cr = canvas_new ();
  row.low = -0.5;
  mien_intervals_paint (cr, CANVAS_WIDTH, CANVAS_HEIGHT, &intervals, &style);
  g_assert_cmpuint (canvas_count (cr, 0, 0, CANVAS_WIDTH, CANVAS_HEIGHT, sure), ==, 0);
  cairo_destroy (cr);
}

static void
test_a_map_is_red_where_it_speaks_for_and_blue_against (void)
{
  float map[16] = {0};
  cairo_t *cr = canvas_new ();

  map[0] = 1.0f;
  map[15] = -1.0f;
  mien_heat_paint (cr, 400, 400, NULL, 1, 4, map, 1.0);

  guint32 plus = canvas_pixel (cr, 10, 10), minus = canvas_pixel (cr, 390, 390);

  g_assert_cmpuint (plus >> 16 & 0xff, >, plus & 0xff);
  g_assert_cmpuint (minus & 0xff, >, minus >> 16 & 0xff);
  cairo_destroy (cr);
}

static void
test_at_strength_0_the_face_alone_is_seen (void)
{
  const guint8 face[4] = {50, 50, 50, 50};
  const float map[4] = {1, -1, NAN, 0};
  cairo_t *cr = canvas_new ();

  mien_heat_paint (cr, CANVAS_WIDTH, CANVAS_HEIGHT, face, 1, 2, map, 0.0);
  g_assert_cmphex (canvas_pixel (cr, CANVAS_WIDTH / 2, CANVAS_HEIGHT / 2), ==, 0xff323232);
  g_assert_cmphex (canvas_pixel (cr, 5, 5), ==, 0);
  cairo_destroy (cr);
}

static double
grey (MienColour colour)
{
  return 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue;
}

static void
test_viridis_rises_in_lightness (void)
{
  for (int i = 1; i <= 100; i++)
    g_assert_cmpfloat (grey (mien_viridis (i / 100.0)), >, grey (mien_viridis ((i - 1) / 100.0)));
}

static void
test_text_is_readable_on_any_colour (void)
{
  for (int i = 0; i <= 20; i++) {
    MienColour back = mien_viridis (i / 20.0);

    g_assert_cmpfloat (fabs (grey (mien_colour_on (back)) - grey (back)), >, 0.25);
  }
}

static void
test_text_that_is_too_wide_is_shortened (void)
{
  MienFigureStyle style = mien_figure_style_paper ();
  cairo_t *cr = canvas_new ();

  mien_paint_paper (cr, CANVAS_WIDTH, CANVAS_HEIGHT, &style);
  g_assert_cmpfloat (mien_text_width (cr, &style, "a name that is far too long"), >, 60);
  mien_draw_text_within (cr, &style, "a name that is far too long", 10, 50, 0, 0.5, 60);
  g_assert_cmpuint (canvas_count (cr, 8, 40, 72, 60, style.ink), >, 10);
  for (int y = 40; y < 60; y++)
    g_assert_cmpuint (canvas_ink (cr, 75, y), ==, 0);
  cairo_destroy (cr);
}

static double
linear_light (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (MienColour colour)
{
  return 0.2126 * linear_light (colour.red) + 0.7152 * linear_light (colour.green) +
         0.0722 * linear_light (colour.blue);
}

static double
contrast (MienColour a, MienColour b)
{
  double x = luminance (a), y = luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

/* Adwaita's backgrounds of views, windows and cards */
static void
test_curves_stand_out_in_both_themes (void)
{
  const MienColour light[] = {{1, 1, 1, 1}, {0.98, 0.98, 0.98, 1}};
  const MienColour dark[] = {
      {0.118, 0.118, 0.118, 1}, {0.141, 0.141, 0.141, 1}, {0.188, 0.188, 0.188, 1}};

  for (guint i = 0; i < 8; i++) {
    for (guint k = 0; k < G_N_ELEMENTS (light); k++)
      g_assert_cmpfloat (contrast (mien_palette_colour (i, FALSE), light[k]), >=, 3.0);
    for (guint k = 0; k < G_N_ELEMENTS (dark); k++)
      g_assert_cmpfloat (contrast (mien_palette_colour (i, TRUE), dark[k]), >=, 3.0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/bars/length", test_bars_are_as_long_as_their_counts);
  g_test_add_func ("/figures/bars/standing", test_standing_bars_are_as_high_as_their_counts);
  g_test_add_func ("/figures/bars/find", test_the_bar_under_the_pointer_is_found);
  g_test_add_func ("/figures/intervals/sure", test_a_difference_that_may_be_none_is_painted_grey);
  g_test_add_func ("/figures/heat/signs", test_a_map_is_red_where_it_speaks_for_and_blue_against);
  g_test_add_func ("/figures/heat/face", test_at_strength_0_the_face_alone_is_seen);
  g_test_add_func ("/figures/style/viridis", test_viridis_rises_in_lightness);
  g_test_add_func ("/figures/style/contrast", test_text_is_readable_on_any_colour);
  g_test_add_func ("/figures/style/palette", test_curves_stand_out_in_both_themes);
  g_test_add_func ("/figures/style/shortened", test_text_that_is_too_wide_is_shortened);
  return g_test_run ();
}
