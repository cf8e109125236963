/* What holds for every method: no number is ever lost, and absent tasks leave no trace. */
#include "tests/engine/training/weighting/weighing.h"

#include "engine/core/rng.h"

#include <math.h>
#include <string.h>

enum {
  DIM = 12
};

static void
assert_sound (const Weighing *weighing, const char *method)
{
  gsize n_state;
  const double *state = mien_weighting_get_state (weighing->weighting, &n_state);
  gboolean sound = isfinite (weighing->result.regulariser);

  for (int i = 0; i < weighing->n; i++)
    sound = sound && isfinite (weighing->heads[i]) && isfinite (weighing->shared[i]);
  for (gsize i = 0; i < n_state; i++)
    sound = sound && isfinite (state[i]);
  if (!sound)
    g_error ("%s loses its numbers", method);
}

static void
draw_gradients (guint64 seed, double *gradients, int n)
{
  MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_OTHER, 0, 0);

  for (int i = 0; i < n * DIM; i++)
    gradients[i] = mien_rng_normal (&rng);
}

/* One thing after another that goes wrong with gradients. */
static const char *
make_trouble (int kind, double *gradients, int n)
{
  draw_gradients ((guint64) kind, gradients, n);
  for (int i = 0; i < n; i++)
    for (int k = 0; k < DIM; k++) {
      double *g = &gradients[i * DIM + k];

      if (kind == 1 || (kind == 2 && i == 0))
        *g = 0.0;
      else if (kind == 3)
        *g = gradients[k];
      else if (kind == 4)
        *g = gradients[k] * (i % 2 == 0 ? 1.0 : -1.0);
      else if (kind == 5)
        *g *= 1e-12;
      else if (kind == 6)
        *g *= 1e12;
      else if (kind == 7)
        *g *= i % 2 == 0 ? 1e-12 : 1e12;
      else if (kind == 8)
        *g = gradients[k] + 1e-9 * (i > 0 ? *g : 0.0);
      else if (kind == 9 && i == n - 1) { /* they cancel */
        *g = 0.0;
        for (int j = 0; j < n - 1; j++)
          *g -= gradients[j * DIM + k];
      }
    }
  return kind < 10 ? "" : NULL;
}

static void
try_trouble (const char *method, int n, int kind)
{
  static const double few[] = {1.0, 0.0, 1e-12, 1e12, 2.0, 0.5, 3.0, 1.0};
  double gradients[WEIGHING_MOST * DIM];
  g_auto (Weighing) weighing;

  make_trouble (kind, gradients, n);
  weighing_init (&weighing, method, NULL, n);
  weighing_set_gradients (&weighing, gradients, DIM);
  for (int step = 0; step < 12; step++) {
    weighing.input.step = step;
    if (step >= 6)
      weighing_set_losses (&weighing, few);
    weighing_weigh (&weighing);
    assert_sound (&weighing, method);
    weighing_look_again (&weighing, few + (step % 2));
    mien_weighting_end_epoch (weighing.weighting, weighing.losses);
    assert_sound (&weighing, method);
  }
}

static void
test_no_method_loses_its_numbers (void)
{
  static const int counts[] = {1, 2, 3, 7};

  for (const char *const *method = mien_weighting_methods (); *method != NULL; method++)
    for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
      for (int kind = 0; kind < 10; kind++)
        try_trouble (*method, counts[c], kind);
}

static void
test_a_single_task_counts_as_one (void)
{
  for (const char *const *method = mien_weighting_methods (); *method != NULL; method++) {
    g_auto (Weighing) weighing;

    if (g_str_equal (*method, "uncertainty"))
      continue; /* it counts as it learned to */
    weighing_init (&weighing, *method, NULL, 1);
    weighing_weigh (&weighing);
    assert_near (weighing.heads, (double[]){1.0}, 1);
    g_assert_false (weighing.result.fell_back);
    if (g_str_equal (*method, "cagrad")) /* whole, but for its scale: (1 + c) / (1 + c^2) */
      assert_near (weighing.shared, (double[]){1.2}, 1);
    else
      assert_near (weighing.shared, (double[]){1.0}, 1);
  }
}

static void
go_on (Weighing *weighing, int from, int to)
{
  double gradients[WEIGHING_MOST * DIM];

  for (int step = from; step < to; step++) {
    draw_gradients ((guint64) step, gradients, weighing->n);
    weighing_set_gradients (weighing, gradients, DIM);
    for (int i = 0; i < weighing->n; i++)
      weighing->losses[i] = (1.0 + i) / (1.0 + 0.1 * step) + 0.01 * i * step;
    weighing->input.step = step;
    weighing_weigh (weighing);
    weighing_look_again (weighing, (double[]){0.9, 1.1, 2.0, 0.1});
    mien_weighting_end_epoch (weighing->weighting, weighing->losses);
  }
}

static void
test_what_is_kept_goes_on_with_the_same_bits (void)
{
  for (const char *const *method = mien_weighting_methods (); *method != NULL; method++) {
    g_auto (Weighing) whole;
    g_auto (Weighing) first;
    g_auto (Weighing) second;
    gsize n_state;

    weighing_init (&whole, *method, NULL, 4);
    weighing_init (&first, *method, NULL, 4);
    weighing_init (&second, *method, NULL, 4);
    go_on (&whole, 0, 20);
    go_on (&first, 0, 9);
    const double *kept = mien_weighting_get_state (first.weighting, &n_state);
    memcpy (mien_weighting_get_state (second.weighting, &n_state), kept, sizeof (double) * n_state);
    go_on (&second, 9, 20);
    g_assert_cmpmem (second.shared, sizeof second.shared, whole.shared, sizeof whole.shared);
    g_assert_cmpmem (second.heads, sizeof second.heads, whole.heads, sizeof whole.heads);
  }
}

/* Three tasks of which one is never there are weighed, and remembered, as the two. */
static void
test_an_absent_task_leaves_no_trace (void)
{
  for (const char *const *method = mien_weighting_methods (); *method != NULL; method++) {
    double pair[2 * DIM], all[3 * DIM];
    g_auto (Weighing) two;
    g_auto (Weighing) three;

    if (g_str_equal (*method, "rlw") || g_str_equal (*method, "pcgrad") ||
        g_str_equal (*method, "gradvac"))
      continue; /* draws are keyed by the task's number */
    weighing_init (&two, *method, NULL, 2);
    weighing_init (&three, *method, NULL, 3);
    three.takes_part[1] = FALSE;
    three.losses[1] = 0.0;
    for (int step = 0; step < 12; step++) {
      double losses[] = {1.0 / (1 + step), 2.0 - 0.1 * step};

      draw_gradients ((guint64) step, pair, 2);
      memset (all, 0, sizeof all);
      memcpy (all, pair, sizeof (double) * DIM);
      memcpy (all + 2 * DIM, pair + DIM, sizeof (double) * DIM);
      weighing_set_gradients (&two, pair, DIM);
      weighing_set_gradients (&three, all, DIM);
      weighing_set_losses (&two, losses);
      weighing_set_losses (&three, (double[]){losses[0], 0.0, losses[1]});
      two.input.step = three.input.step = step;
      weighing_weigh (&two);
      weighing_weigh (&three);
      g_assert_cmpfloat (three.shared[0], ==, two.shared[0]);
      g_assert_cmpfloat (three.shared[1], ==, 0.0f);
      g_assert_cmpfloat (three.heads[2], ==, two.heads[1]);
      g_assert_cmpfloat (three.result.regulariser, ==, two.result.regulariser);
      weighing_look_again (&two, (double[]){0.5, 1.5});
      weighing_look_again (&three, (double[]){0.5, 0.0, 1.5});
      mien_weighting_end_epoch (two.weighting, losses);
      mien_weighting_end_epoch (three.weighting, (double[]){losses[0], (double) NAN, losses[1]});
    }
  }
}

static void
test_a_task_that_is_away_keeps_what_it_learned (void)
{
  static const char *const learning[] = {"uncertainty", "imtl-l", "imtl", "famo"};

  for (guint m = 0; m < G_N_ELEMENTS (learning); m++) {
    g_auto (Weighing) weighing;
    gsize n_state;

    weighing_init (&weighing, learning[m], NULL, 4);
    go_on (&weighing, 0, 5);
    const double *state = mien_weighting_get_state (weighing.weighting, &n_state);
    const double number = state[2], mean = state[6], square = state[10], steps = state[14];
    weighing.takes_part[2] = FALSE;
    go_on (&weighing, 5, 10);
    g_assert_cmpfloat (state[2], ==, number);
    g_assert_cmpfloat (state[6], ==, mean);
    g_assert_cmpfloat (state[10], ==, square);
    g_assert_cmpfloat (state[14], ==, steps);
    g_assert_cmpfloat (state[15], ==, 10.0);
  }
}

static void
test_what_is_no_number_is_not_remembered (void)
{
  for (const char *const *method = mien_weighting_methods (); *method != NULL; method++) {
    g_auto (Weighing) weighing;

    weighing_init (&weighing, *method, NULL, 2);
    weighing.losses[0] = (double) NAN;
    weighing_weigh (&weighing);
    g_assert_true (weighing.result.fell_back);
    weighing_look_again (&weighing, (double[]){(double) NAN, 1.0});
    mien_weighting_end_epoch (weighing.weighting, (double[]){(double) NAN, (double) NAN});
    assert_sound (&weighing, *method);
    weighing.losses[0] = 1.0;
    weighing.gram[0] = (double) INFINITY;
    weighing_weigh (&weighing);
    assert_sound (&weighing, *method);
  }
}

static void
test_gradients_that_cancel_fall_back_to_equal (void)
{
  static const char *const bargains[] = {"nash-mtl", "fairgrad"};

  for (guint m = 0; m < G_N_ELEMENTS (bargains); m++) {
    g_auto (Weighing) weighing;

    weighing_init (&weighing, bargains[m], NULL, 2);
    weighing_set_gradients (&weighing, (double[]){1.0, 0.0, -2.0, 0.0}, 2);
    weighing_weigh (&weighing);
    g_assert_true (weighing.result.fell_back);
    assert_near (weighing.shared, (double[]){1.0, 1.0}, 2);
    assert_near (weighing.heads, (double[]){1.0, 1.0}, 2);
  }
}

static void
test_usual_options_lie_within_their_range (void)
{
  for (const char *const *name = mien_weighting_methods (); *name != NULL; name++) {
    const MienWeightingOption *option = mien_weighting_find (*name)->options;

    for (; option != NULL && option->name != NULL; option++) {
      g_assert_cmpfloat (option->least, <=, option->value);
      g_assert_cmpfloat (option->value, <=, option->most);
      g_assert_true (!option->whole || floor (option->value) == option->value);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/methods/trouble", test_no_method_loses_its_numbers);
  g_test_add_func ("/methods/single", test_a_single_task_counts_as_one);
  g_test_add_func ("/methods/goes-on", test_what_is_kept_goes_on_with_the_same_bits);
  g_test_add_func ("/methods/absent", test_an_absent_task_leaves_no_trace);
  g_test_add_func ("/methods/away", test_a_task_that_is_away_keeps_what_it_learned);
  g_test_add_func ("/methods/no-number", test_what_is_no_number_is_not_remembered);
  g_test_add_func ("/methods/cancel", test_gradients_that_cancel_fall_back_to_equal);
  g_test_add_func ("/methods/options", test_usual_options_lie_within_their_range);
  return g_test_run ();
}
