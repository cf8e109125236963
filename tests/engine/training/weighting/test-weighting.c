/* What every method shares: who takes part, falling back, options. */
#include "engine/training/weighting/weighting.h"

#include <math.h>

static MienWeightingInput
make_input (const gboolean *takes_part, const double *losses, const double *given)
{
  return (MienWeightingInput){.takes_part = takes_part, .losses = losses, .given = given};
}

static void
test_tasks_without_labels_get_nothing (void)
{
  static const gboolean takes_part[] = {TRUE, FALSE, TRUE};
  static const double losses[] = {2.0, 0.0, 1.0}, given[] = {1.0, 0.5, 0.25};
  float heads[3], shared[3];
  MienWeightingInput input = make_input (takes_part, losses, given);
  MienWeightingResult result = {heads, shared, 0.0, FALSE};
  g_autoptr (MienWeighting) self = mien_weighting_new (mien_weighting_find ("fixed"), NULL, 3);

  mien_weighting_weigh (self, &input, &result);
  g_assert_cmpfloat (shared[0], ==, 1.0f);
  g_assert_cmpfloat (shared[1], ==, 0.0f);
  g_assert_cmpfloat (shared[2], ==, 0.25f);
  g_assert_cmpfloat (heads[2], ==, 0.25f);
  g_assert_false (result.fell_back);
}

static void
test_what_is_not_finite_falls_back_to_equal (void)
{
  static const gboolean takes_part[] = {TRUE, TRUE, FALSE};
  static const double losses[] = {2.0, 1.0, 0.0};
  const double given[] = {1.0, (double) NAN, 0.25};
  float heads[3], shared[3];
  MienWeightingInput input = make_input (takes_part, losses, given);
  MienWeightingResult result = {heads, shared, 0.0, FALSE};
  g_autoptr (MienWeighting) self = mien_weighting_new (mien_weighting_find ("fixed"), NULL, 3);

  mien_weighting_weigh (self, &input, &result);
  g_assert_true (result.fell_back);
  g_assert_cmpfloat (shared[0], ==, 1.0f);
  g_assert_cmpfloat (shared[1], ==, 1.0f);
  g_assert_cmpfloat (shared[2], ==, 0.0f);
}

static void
test_every_method_is_found_by_its_name (void)
{
  for (const char *const *name = mien_weighting_methods (); *name != NULL; name++)
    g_assert_cmpstr (mien_weighting_find (*name)->name, ==, *name);
  g_assert_null (mien_weighting_find ("no-such-method"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weighting/tasks-without-labels", test_tasks_without_labels_get_nothing);
  g_test_add_func ("/weighting/falls-back", test_what_is_not_finite_falls_back_to_equal);
  g_test_add_func ("/weighting/names", test_every_method_is_found_by_its_name);
  return g_test_run ();
}
