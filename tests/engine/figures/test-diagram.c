/* Networks drawn as blocks: what reads another stands behind it. */
#include "engine/figures/diagram-layout.h"
#include "tests/engine/figures/canvas.h"

static const int picture[] = {-1}, first[] = {0}, second[] = {1}, third[] = {2};

static void
test_a_diagram_fits_whatever_it_is_given (void)
{
  const MienDiagramBlock blocks[] = {
      {"picture", "grey", "1 × 48 × 48", NULL, picture, 1, FALSE, FALSE, FALSE},
      {"block1", "2 × conv 3×3, 32", "32 × 24 × 24", "9.7 k", first, 1, FALSE, FALSE, FALSE},
      {"expression", "7 classes", NULL, "1.8 k", second, 1, TRUE, TRUE, TRUE},
      {"valence", "scalar", NULL, "257", second, 1, TRUE, TRUE, FALSE},
  };
  MienFigureStyle style = mien_figure_style_paper ();
  MienColour main_task = mien_palette_colour (1, FALSE);
  double width, height;
  cairo_t *cr = canvas_new ();

  mien_diagram_measure (blocks, 4, &style, &width, &height);
  g_assert_true (width > 0 && width < CANVAS_WIDTH && height > 0);
  mien_diagram_paint (cr, width, height, blocks, 4, &style);
  g_assert_cmpuint (canvas_count (cr, width / 2, 0, width, height / 2, main_task), >, 20);
  g_assert_cmpuint (canvas_count (cr, 0, 0, width / 2, height, main_task), ==, 0);
  cairo_destroy (cr);

  cr = canvas_new ();
  mien_diagram_paint (cr, 80, 60, blocks, 4, &style);
  mien_diagram_paint (cr, 80, 60, NULL, 0, &style);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmphex (canvas_pixel (cr, 90, 30), ==, 0);
  cairo_destroy (cr);
}

/* Lines of text in a diagram of one block. */
static guint
count_lines (const char *text)
{
  const MienDiagramBlock block = {.title = "trunk", .text = text};
  MienFigureStyle style = mien_figure_style_paper ();
  double width, height;
  guint n = 0, inked = 0;
  cairo_t *cr = canvas_new ();

  mien_diagram_measure (&block, 1, &style, &width, &height);
  mien_diagram_paint (cr, width, height, &block, 1, &style);
  for (int y = (int) (0.2 * height); y < 0.8 * height; y++) {
    guint before = inked;

    inked = 0;
    for (int x = (int) (0.15 * width); x < 0.85 * width; x++)
      inked += canvas_ink (cr, x, y) > 350;
    n += inked > 0 && before == 0;
  }
  cairo_destroy (cr);
  return n;
}

static void
test_words_too_many_for_a_line_go_on_below (void)
{
  g_assert_cmpuint (count_lines (""), ==, 1);
  g_assert_cmpuint (count_lines ("mean"), ==, 2);
  g_assert_cmpuint (count_lines ("fully connected 256, ReLU, dropout 0.5"), ==, 3);
  g_assert_cmpuint (count_lines ("fullyconnected256withReLUanddropout0.5"), ==, 2);
}

static void
test_a_narrow_diagram_stands_instead_of_shrinking (void)
{
  const MienDiagramBlock blocks[] = {
      {"picture", "grey", "1 × 48 × 48", NULL, picture, 1, FALSE, FALSE, FALSE},
      {"block1", "2 × conv 3×3, 32", "32 × 24 × 24", "9.7 k", first, 1, FALSE, FALSE, FALSE},
      {"block2", "2 × conv 3×3, 64", "64 × 12 × 12", "55 k", second, 1, FALSE, FALSE, FALSE},
      {"expression", "7 classes", NULL, "1.8 k", third, 1, TRUE, TRUE, TRUE},
  };
  MienFigureStyle style = mien_figure_style_paper ();
  MienColour main_task = mien_palette_colour (1, FALSE);
  double width, height, narrow = 280;
  cairo_t *cr = canvas_new ();

  mien_diagram_measure (blocks, 4, &style, &width, &height);
  g_assert_cmpfloat (mien_diagram_height_for (blocks, 4, &style, width), ==, height);
  height = mien_diagram_height_for (blocks, 4, &style, narrow);
  g_assert_cmpfloat (height, >, narrow / width * 3 * 7);
  mien_diagram_paint (cr, narrow, height, blocks, 4, &style);
  g_assert_cmpuint (canvas_count (cr, 0, 0.7 * height, narrow, height, main_task), >, 30);
  g_assert_cmpuint (canvas_count (cr, 0, 0, narrow, 0.7 * height, main_task), ==, 0);
  cairo_destroy (cr);
}

/* pose leaves the trunk behind block1: its own copy stands beside the shared one */
static const MienDiagramBlock branched[] = {
    {.title = "block1", .sources = picture, .n_sources = 1},
    {.title = "block2", .sources = first, .n_sources = 1},
    {.title = "block2", .sources = first, .n_sources = 1, .is_own = TRUE},
    {.title = "expression", .sources = second, .n_sources = 1, .is_own = TRUE, .is_head = TRUE},
    {.title = "pose", .sources = third, .n_sources = 1, .is_own = TRUE, .is_head = TRUE},
};

static void
test_a_branch_stands_beside_what_it_copies (void)
{
  MienFigureStyle style = mien_figure_style_paper ();
  g_autoptr (MienDiagramLayout) layout = mien_diagram_layout_new (branched, 5, &style, 0.0);
  const MienDiagramPlace *at = layout->places;

  g_assert_false (layout->is_narrow);
  g_assert_cmpfloat (at[1].x, ==, at[2].x);
  g_assert_cmpfloat (at[2].y, >=, at[1].y + at[1].height);
  g_assert_cmpfloat (at[3].x, ==, at[4].x);
  g_assert_cmpfloat (at[3].x, >, at[2].x + at[2].width);
  g_assert_cmpfloat (at[4].y, >, at[3].y);
  g_assert_cmpfloat (at[0].y + at[0].height / 2.0, ==, layout->height / 2.0);
}

static void
test_what_reads_the_picture_late_stands_before_its_reader (void)
{
  static const int both[] = {1, 2};
  const MienDiagramBlock blocks[] = {
      {.title = "block1", .sources = picture, .n_sources = 1},
      {.title = "block2", .sources = first, .n_sources = 1},
      {.title = "gate", .sources = picture, .n_sources = 1, .is_own = TRUE},
      {.title = "pose", .sources = both, .n_sources = 2, .is_own = TRUE, .is_head = TRUE},
  };
  MienFigureStyle style = mien_figure_style_paper ();
  g_autoptr (MienDiagramLayout) layout = mien_diagram_layout_new (blocks, 4, &style, 0.0);

  g_assert_cmpfloat (layout->places[2].x, ==, layout->places[1].x);
}

static void
test_in_a_narrow_diagram_what_is_a_tasks_own_is_set_in (void)
{
  MienFigureStyle style = mien_figure_style_paper ();
  g_autoptr (MienDiagramLayout) layout = mien_diagram_layout_new (branched, 5, &style, 250.0);

  g_assert_true (layout->is_narrow);
  for (guint i = 1; i < 5; i++)
    g_assert_cmpfloat (layout->places[i].y, >, layout->places[i - 1].y);
  g_assert_cmpfloat (layout->places[1].x, ==, layout->places[0].x);
  g_assert_cmpfloat (layout->places[2].x, >, layout->places[1].x);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/fits", test_a_diagram_fits_whatever_it_is_given);
  g_test_add_func ("/diagram/words", test_words_too_many_for_a_line_go_on_below);
  g_test_add_func ("/diagram/narrow", test_a_narrow_diagram_stands_instead_of_shrinking);
  g_test_add_func ("/diagram/branch", test_a_branch_stands_beside_what_it_copies);
  g_test_add_func ("/diagram/late", test_what_reads_the_picture_late_stands_before_its_reader);
  g_test_add_func ("/diagram/set-in", test_in_a_narrow_diagram_what_is_a_tasks_own_is_set_in);
  return g_test_run ();
}
