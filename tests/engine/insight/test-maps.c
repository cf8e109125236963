#include "engine/insight/maps.h"

static void
test_grad_cam_agrees_with_a_computation_by_hand (void)
{
  const float a[] = {1, 2, 0, 3, 2, 0, 1, 1};
  const float d_a[] = {0.1f, 0.3f, 0.2f, 0.2f, -0.4f, 0.0f, -0.2f, -0.2f};
  const float expected[] = {0.0f, 0.4f, 0.0f, 0.4f};
  float map[4];

  mien_map_grad_cam (map, a, d_a, 2, 2, 2);
  for (guint i = 0; i < G_N_ELEMENTS (map); i++)
    g_assert_cmpfloat_with_epsilon (map[i], expected[i], 1e-6f);
}

static void
test_enlarging_keeps_corners_and_mixes_neighbours (void)
{
  const float map[] = {0, 1, 2, 3};
  /* Centres of 4 pixels fall at -1/4, 1/4, 3/4 and 5/4 of the 2 pixels' centres. */
  const float row[] = {0.0f, 0.25f, 0.75f, 1.0f};
  float out[16];

  mien_map_enlarge (out, 4, map, 2, 2);
  for (int y = 0; y < 4; y++)
    for (int x = 0; x < 4; x++)
      g_assert_cmpfloat_with_epsilon (out[y * 4 + x], row[x] + 2.0f * row[y], 1e-6f);
}

static void
test_enlarging_to_the_same_size_changes_nothing (void)
{
  const float map[] = {0, -1, 2, 3, 5, 7, -4, 9, 1};
  float out[9];

  mien_map_enlarge (out, 3, map, 3, 3);
  g_assert_cmpmem (out, sizeof out, map, sizeof map);
}

static void
test_channels_are_added_with_their_signs (void)
{
  const float x[] = {1, 2, -3, 4, 5, 6};
  const float weights[] = {1, 0, 1, -1, 2, 0.5f};
  float map[2];

  mien_map_sum_channels (map, x, NULL, 3, 2);
  g_assert_cmpfloat (map[0], ==, 3);
  g_assert_cmpfloat (map[1], ==, 12);
  mien_map_sum_channels (map, x, weights, 3, 2);
  g_assert_cmpfloat (map[0], ==, 8);
  g_assert_cmpfloat (map[1], ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/maps/grad-cam", test_grad_cam_agrees_with_a_computation_by_hand);
  g_test_add_func ("/maps/enlarge", test_enlarging_keeps_corners_and_mixes_neighbours);
  g_test_add_func ("/maps/same-size", test_enlarging_to_the_same_size_changes_nothing);
  g_test_add_func ("/maps/channels", test_channels_are_added_with_their_signs);
  return g_test_run ();
}
