#include "engine/samples/equalise.h"

#include <math.h>
#include <string.h>

static void
fill (guint8 *pixels, int size)
{
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      pixels[y * size + x] = (guint8) (90 + (x * x + 3 * y * y + x * y) % 61 + x / 2);
}

static void
assert_picture (int size, const guint8 *diagonal, int step, guint64 sum)
{
  g_autofree guint8 *pixels = g_malloc ((gsize) (size * size));
  guint64 found = 0;

  fill (pixels, size);
  mien_equalise (MIEN_EQUALISE_CLAHE, 1, size, pixels);
  for (int i = 0; i < size; i += step)
    g_assert_cmpuint (pixels[i * size + i], ==, diagonal[i / step]);
  for (int i = 0; i < size * size; i++)
    found += pixels[i];
  g_assert_cmpuint (found, ==, sum);
}

/* Figures of OpenCV 4.6, createCLAHE (clipLimit 2, as many tiles), for the same pictures. */
static void
test_clahe_gives_the_grey_levels_of_opencv (void)
{
  static const guint8 two_tiles[] = {57,  66,  103, 156, 103, 66,  189, 66,  101, 156, 99,  204,
                                     192, 203, 90,  150, 235, 195, 179, 184, 220, 115, 204, 152};
  static const guint8 four_tiles[] = {57,  103, 103, 189, 101, 99,  192, 90,  235, 179, 217, 198,
                                      126, 158, 137, 212, 240, 213, 135, 153, 122, 191, 211, 174};

  assert_picture (24, two_tiles, 1, 84137);
  assert_picture (48, four_tiles, 2, 357289);
}

/* Tiles of 14 and of 15 pixels answer a little differently, but there is never an edge. */
static void
test_clahe_takes_any_size_and_draws_no_edges (void)
{
  for (int size = 1; size < 120; size += 7) {
    g_autofree guint8 *pixels = g_malloc ((gsize) (size * size));

    memset (pixels, 77, (gsize) (size * size));
    mien_equalise (MIEN_EQUALISE_CLAHE, 1, size, pixels);
    for (int i = 0; i < size * size; i++) {
      if (i % size > 0)
        g_assert_cmpint (abs (pixels[i] - pixels[i - 1]), <=, 2);
      if (i >= size)
        g_assert_cmpint (abs (pixels[i] - pixels[i - size]), <=, 2);
    }
  }
}

static void
test_the_contrast_of_a_dark_corner_is_raised (void)
{
  guint8 pixels[48 * 48];

  for (int y = 0; y < 48; y++)
    for (int x = 0; x < 48; x++)
      pixels[y * 48 + x] = (guint8) ((x < 24 && y < 24 ? 10 : 180) + (x + y) % 8);
  mien_equalise (MIEN_EQUALISE_CLAHE, 1, 48, pixels);
  g_assert_cmpint (pixels[7] - pixels[0], >, 3 * 7);
  g_assert_cmpint (pixels[47 * 48 + 47], >, pixels[0]);
}

static void
test_a_grey_picture_in_colour_stays_the_same_grey (void)
{
  guint8 grey[24 * 24], colour[3 * 24 * 24];

  fill (grey, 24);
  for (int c = 0; c < 3; c++)
    fill (colour + c * 24 * 24, 24);
  mien_equalise (MIEN_EQUALISE_CLAHE, 1, 24, grey);
  mien_equalise (MIEN_EQUALISE_CLAHE, 3, 24, colour);
  for (int c = 0; c < 3; c++)
    g_assert_cmpmem (grey, sizeof grey, colour + c * 24 * 24, sizeof grey);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/equalise/opencv", test_clahe_gives_the_grey_levels_of_opencv);
  g_test_add_func ("/equalise/sizes", test_clahe_takes_any_size_and_draws_no_edges);
  g_test_add_func ("/equalise/corner", test_the_contrast_of_a_dark_corner_is_raised);
  g_test_add_func ("/equalise/colour", test_a_grey_picture_in_colour_stays_the_same_grey);
  return g_test_run ();
}
