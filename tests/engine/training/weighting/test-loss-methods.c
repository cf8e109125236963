/* Methods that weigh the losses, against numbers worked out by hand from their formulas. */
#include "tests/engine/training/weighting/weighing.h"

#include <math.h>

static const double two_losses[] = {2.0, 0.5};

static double *
state_of (Weighing *weighing)
{
  gsize n;

  return mien_weighting_get_state (weighing->weighting, &n);
}

static void
end_epoch (Weighing *weighing, const double *losses)
{
  mien_weighting_end_epoch (weighing->weighting, losses);
}

static void
test_uncertainty_weighs_by_what_it_learned (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "uncertainty", NULL, 2);
  weighing_set_losses (&weighing, two_losses);
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){0.824361, 0.824361}, 2);
  assert_near (weighing.heads, (double[]){0.824361, 0.824361}, 2);
  assert_close (weighing_total (&weighing), 1.560902);
  /* The first step of Adam goes by the rate, against the sign of the slope. */
  assert_close (state_of (&weighing)[0], -0.5 + 0.001);
  assert_close (state_of (&weighing)[1], -0.5 - 0.001);
}

static void
test_uncertainty_settles_at_one_over_the_loss (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "uncertainty", (double[]){-0.5, 0.01}, 2);
  weighing_set_losses (&weighing, two_losses);
  for (int i = 0; i < 5000; i++)
    weighing_weigh (&weighing);
  g_assert_cmpfloat_with_epsilon (state_of (&weighing)[0], 0.693147, 1e-3);
  g_assert_cmpfloat_with_epsilon (state_of (&weighing)[1], -0.693147, 1e-3);
}

static void
test_imtl_l_brings_losses_to_like_size (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "imtl-l", (double[]){0.01}, 2);
  weighing_set_losses (&weighing, two_losses);
  weighing_weigh (&weighing);
  assert_near (weighing.heads, (double[]){1.0, 1.0}, 2);
  assert_close (weighing_total (&weighing), 2.5);
  for (int i = 0; i < 5000; i++)
    weighing_weigh (&weighing);
  g_assert_cmpfloat_with_epsilon ((double) weighing.shared[0], 0.5, 1e-3);
  g_assert_cmpfloat_with_epsilon ((double) weighing.shared[1], 2.0, 3e-3);
  g_assert_cmpfloat_with_epsilon (weighing.result.regulariser, 0.0, 2e-3);
}

static void
test_dwa_waits_for_two_epochs (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "dwa", NULL, 2);
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.0, 1.0}, 2);
  end_epoch (&weighing, (double[]){2.0, 1.0});
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.0, 1.0}, 2);
  end_epoch (&weighing, (double[]){1.6, 0.9});
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){0.975005, 1.024995}, 2);
  assert_near (weighing.heads, (double[]){0.975005, 1.024995}, 2);
}

static void
test_dwa_passes_over_an_epoch_without_labels (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "dwa", NULL, 3);
  end_epoch (&weighing, (double[]){1.0, 1.0, 1.0});
  end_epoch (&weighing, (double[]){(double) NAN, 0.9, 1.0});
  end_epoch (&weighing, (double[]){0.5, (double) NAN, 1.0});
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){0.855816, 1.045295, 1.098889}, 3);
}

static void
test_gls_weighs_so_that_the_losses_sum_to_their_mean (void)
{
  g_auto (Weighing) two;
  g_auto (Weighing) three;

  weighing_init (&two, "gls", NULL, 2);
  weighing_set_losses (&two, two_losses);
  weighing_weigh (&two);
  assert_near (two.shared, (double[]){0.25, 1.0}, 2);
  assert_close (weighing_total (&two), 1.0);

  weighing_init (&three, "gls", NULL, 3);
  weighing_set_losses (&three, (double[]){2.0, 0.5, 1.0});
  weighing_weigh (&three);
  assert_near (three.heads, (double[]){0.166667, 0.666667, 0.333333}, 3);
}

static void
test_rlw_draws_shares_anew_at_each_step (void)
{
  g_auto (Weighing) weighing;
  double squares = 0.0;

  weighing_init (&weighing, "rlw", NULL, 2);
  for (int i = 0; i < 4000; i++) {
    weighing.input.step = i;
    weighing_weigh (&weighing);
    assert_close ((double) (weighing.shared[0] + weighing.shared[1]), 1.0);
    double difference = log ((double) weighing.shared[0] / (double) weighing.shared[1]);
    squares += difference * difference / 4000.0;
  }
  g_assert_cmpfloat_with_epsilon (squares, 2.0, 0.2); /* of two independent normal draws */
}

static void
test_rlw_draws_the_same_whoever_else_takes_part (void)
{
  g_auto (Weighing) all;
  g_auto (Weighing) some;

  weighing_init (&all, "rlw", NULL, 3);
  weighing_init (&some, "rlw", NULL, 3);
  some.takes_part[0] = FALSE;
  weighing_weigh (&all);
  weighing_weigh (&some);
  assert_close ((double) (some.shared[1] / some.shared[2]),
                (double) (all.shared[1] / all.shared[2]));
}

static void
test_famo_looks_at_the_losses_again (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "famo", (double[]){0.025, 0.0}, 2);
  weighing_set_losses (&weighing, two_losses);
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){0.2, 0.8}, 2);
  /* total = sum z log D / c, with z = 1/2 and c = 1.25 */
  assert_close (weighing_total (&weighing), (log (2.0) + log (0.5)) / 2.0 / 1.25);
  weighing_look_again (&weighing, (double[]){1.8, 0.48});
  assert_close (state_of (&weighing)[0], -0.025);
  assert_close (state_of (&weighing)[1], 0.025);
  assert_close (state_of (&weighing)[2], 0.1 * 0.016135); /* Adam's mean of the gradient */
}

static void
test_stch_turns_to_the_task_worst_off_after_its_warm_up (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "stch", (double[]){1.0, 1.0}, 2);
  weighing_set_losses (&weighing, (double[]){0.8, 0.45});
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.25, 2.222222}, 2);
  assert_close (weighing_total (&weighing), log (0.8) + log (0.45));
  end_epoch (&weighing, (double[]){9.0, 9.0});
  end_epoch (&weighing, (double[]){1.0, 0.5});
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.176471, 2.352941}, 2);
  assert_close (weighing_total (&weighing), 1.061257);
  end_epoch (&weighing, (double[]){0.1, 0.1});
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.176471, 2.352941}, 2);
}

static void
test_anneal_lets_the_helpers_go (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "anneal", (double[]){0.1, 2.0}, 2);
  weighing.given[1] = 0.5;
  weighing_weigh (&weighing);
  assert_near (weighing.heads, (double[]){1.0, 0.5}, 2);
  weighing.input.progress = 0.5;
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.0, 0.5 * (0.1 + 0.9 * 0.25)}, 2);
  weighing.input.progress = 1.0;
  weighing_weigh (&weighing);
  assert_near (weighing.heads, (double[]){1.0, 0.05}, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uncertainty/weighs", test_uncertainty_weighs_by_what_it_learned);
  g_test_add_func ("/uncertainty/settles", test_uncertainty_settles_at_one_over_the_loss);
  g_test_add_func ("/imtl-l/like-size", test_imtl_l_brings_losses_to_like_size);
  g_test_add_func ("/dwa/two-epochs", test_dwa_waits_for_two_epochs);
  g_test_add_func ("/dwa/no-labels", test_dwa_passes_over_an_epoch_without_labels);
  g_test_add_func ("/gls/mean", test_gls_weighs_so_that_the_losses_sum_to_their_mean);
  g_test_add_func ("/rlw/anew", test_rlw_draws_shares_anew_at_each_step);
  g_test_add_func ("/rlw/keyed", test_rlw_draws_the_same_whoever_else_takes_part);
  g_test_add_func ("/famo/again", test_famo_looks_at_the_losses_again);
  g_test_add_func ("/stch/worst-off", test_stch_turns_to_the_task_worst_off_after_its_warm_up);
  g_test_add_func ("/anneal/let-go", test_anneal_lets_the_helpers_go);
  return g_test_run ();
}
