/* Methods that weigh the gradients: numbers worked out by hand, and what each promises. */
#include "tests/engine/training/weighting/weighing.h"

#include "engine/core/rng.h"

#include <math.h>
#include <string.h>

static const double two[] = {3.0, 0.0, -1.0, 2.0};
static const double three[] = {1.0, 0.0, 0.0, -0.5, 1.0, 0.0, 0.2, -0.3, 2.0};

static void
weigh_gradients (Weighing *weighing,
                 const char *method,
                 const double *options,
                 int n,
                 const double *gradients,
                 int dim)
{
  weighing_init (weighing, method, options, n);
  weighing_set_gradients (weighing, gradients, dim);
  weighing_weigh (weighing);
  g_assert_false (weighing->result.fell_back);
}

static void
assert_makes (const char *method, const double *options, const double *expected)
{
  g_auto (Weighing) weighing;
  double d[2];

  weigh_gradients (&weighing, method, options, 2, two, 2);
  weighing_combine (&weighing, two, 2, d);
  assert_close (d[0], expected[0]);
  assert_close (d[1], expected[1]);
}

static void
draw_gradients (guint64 seed, double *gradients, int n, int dim)
{
  MienRng rng = mien_rng_keyed (seed, MIEN_STREAM_OTHER, 0, 0);

  for (int i = 0; i < n; i++) {
    double size = exp (mien_rng_normal (&rng));

    for (int k = 0; k < dim; k++)
      gradients[i * dim + k] = size * mien_rng_normal (&rng);
  }
}

static double
dot (const double *a, const double *b, int dim)
{
  double sum = 0.0;

  for (int k = 0; k < dim; k++)
    sum += a[k] * b[k];
  return sum;
}

static void
test_mgda_finds_the_shortest_mean (void)
{
  g_auto (Weighing) weighing;
  g_auto (Weighing) of_three;

  weigh_gradients (&weighing, "mgda", NULL, 2, two, 2);
  assert_near (weighing.shared, (double[]){0.4, 0.6}, 2);
  assert_near (weighing.heads, (double[]){1.0, 1.0}, 2);
  weigh_gradients (&of_three, "mgda", NULL, 3, three, 3);
  assert_near (of_three.shared, (double[]){0.476395, 0.437768, 0.085837}, 3);
}

static void
test_mgda_makes_no_task_worse (void)
{
  for (guint64 seed = 0; seed < 300; seed++) {
    double gradients[8 * 10], d[10];
    g_auto (Weighing) weighing;
    int n = 2 + (int) (seed % 7);

    draw_gradients (seed, gradients, n, 10);
    weigh_gradients (&weighing, "mgda", (double[]){(double) (seed % 4)}, n, gradients, 10);
    weighing_combine (&weighing, gradients, 10, d);
    for (int i = 0; i < n && seed % 4 == 0; i++)
      g_assert_cmpfloat (dot (d, gradients + 10 * i, 10), >, dot (d, d, 10) * (1.0 - 1e-5));
    for (int i = 0; i < n; i++)
      g_assert_cmpfloat (dot (d, gradients + 10 * i, 10), >, -1e-6);
  }
}

static void
test_mgda_normalises_by_length_and_loss (void)
{
  g_auto (Weighing) by_length;
  g_auto (Weighing) by_loss;
  double d[2];

  /* Unit vectors have their shortest mean in their middle. */
  weigh_gradients (&by_length, "mgda", (double[]){1.0}, 2, two, 2);
  assert_near (by_length.shared, (double[]){0.5 / 3.0, 0.5 / sqrt (5.0)}, 2);

  weighing_init (&by_loss, "mgda", (double[]){2.0}, 2);
  weighing_set_gradients (&by_loss, two, 2);
  weighing_set_losses (&by_loss, (double[]){3.0, 1.0});
  weighing_weigh (&by_loss); /* (1, 0) and (-1, 2) */
  weighing_combine (&by_loss, two, 2, d);
  assert_close (d[0], 0.5);
  assert_close (d[1], 0.5);
}

static void
test_pcgrad_takes_out_what_conflicts (void)
{
  g_auto (Weighing) weighing;
  double d[3];
  gboolean ascending = FALSE;

  assert_makes ("pcgrad", NULL, (double[]){2.4, 3.2});
  weigh_gradients (&weighing, "pcgrad", NULL, 3, three, 3);
  for (int step = 0; step < 200 && !ascending; step++) { /* one of eight orders */
    weighing.input.step = step;
    weighing_weigh (&weighing);
    weighing_combine (&weighing, three, 3, d);
    ascending = fabs (d[0] - 0.854528) < 1e-6 && fabs (d[1] - 1.398208) < 1e-6 &&
                fabs (d[2] - 2.145278) < 1e-6;
  }
  g_assert_true (ascending);
}

static void
test_pcgrad_leaves_gradients_that_agree (void)
{
  static const double agreeing[] = {1.0, 0.5, 0.2, 3.0};
  g_auto (Weighing) weighing;

  weigh_gradients (&weighing, "pcgrad", NULL, 2, agreeing, 2);
  g_assert_cmpfloat (weighing.shared[0], ==, 1.0f);
  g_assert_cmpfloat (weighing.shared[1], ==, 1.0f);
}

static void
test_gradvac_turns_towards_the_usual_angle (void)
{
  g_auto (Weighing) weighing;
  gsize n_state;
  double d[2];

  weighing_init (&weighing, "gradvac", NULL, 2);
  double *rho = mien_weighting_get_state (weighing.weighting, &n_state);
  rho[1] = rho[2] = 0.2;
  weighing_set_gradients (&weighing, two, 2);
  weighing_weigh (&weighing);
  weighing_combine (&weighing, two, 2, d);
  assert_close (d[0], 2.563299);
  assert_close (d[1], 3.689898);
  assert_close (rho[1], -0.123607);
  assert_close (rho[2], -0.123607);
  assert_close (rho[0], 0.0);
}

static void
test_cagrad_helps_the_task_worst_off (void)
{
  g_auto (Weighing) weighing;
  double d[2];

  assert_makes ("cagrad", (double[]){0.5, 0.0}, (double[]){0.844949, 1.689898});
  assert_makes ("cagrad", (double[]){0.5, 1.0}, (double[]){0.675959, 1.351918});
  assert_makes ("cagrad", (double[]){0.5, 2.0}, (double[]){0.844949 / 1.5, 1.689898 / 1.5});
  assert_makes ("cagrad", (double[]){0.0, 1.0}, (double[]){1.0, 1.0});
  weigh_gradients (&weighing, "cagrad", (double[]){0.5, 0.0}, 2, two, 2);
  weighing_combine (&weighing, two, 2, d);
  assert_close (fmin (dot (d, two, 2), dot (d, two + 2, 2)), 2.534847);
}

/* d is the best for the task worst off exactly where no share of gradients offers more: its dual
 * value is met. */
static void
test_cagrad_stays_near_the_mean_and_is_best_there (void)
{
  for (guint64 seed = 0; seed < 200; seed++) {
    double gradients[8 * 10], d[10], mean[10] = {0}, apart[10], dual[10] = {0}, worst = INFINITY;
    g_auto (Weighing) weighing;
    int n = 2 + (int) (seed % 7);

    draw_gradients (seed, gradients, n, 10);
    weigh_gradients (&weighing, "cagrad", (double[]){0.4, 0.0}, n, gradients, 10);
    weighing_combine (&weighing, gradients, 10, d);
    for (int i = 0; i < n; i++)
      for (int k = 0; k < 10; k++) {
        mean[k] += gradients[i * 10 + k] / n;
        dual[k] += ((double) weighing.shared[i] - 1.0 / n) * gradients[i * 10 + k];
      }
    for (int k = 0; k < 10; k++)
      apart[k] = d[k] - mean[k];
    double radius = 0.4 * sqrt (dot (mean, mean, 10));
    g_assert_cmpfloat (sqrt (dot (apart, apart, 10)), <, radius * (1.0 + 1e-5));
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      worst = fmin (worst, dot (d, gradients + 10 * i, 10));
      sum += (double) weighing.shared[i] - 1.0 / n;
    }
    double value = (dot (dual, mean, 10) + radius * sqrt (dot (dual, dual, 10))) / sum;
    g_assert_cmpfloat_with_epsilon (worst, value, 1e-4 * (1.0 + fabs (value)));
  }
}

static void
test_imtl_g_lets_all_tasks_have_the_same_of_it (void)
{
  g_auto (Weighing) weighing;
  g_auto (Weighing) of_three;

  weigh_gradients (&weighing, "imtl-g", NULL, 2, two, 2);
  assert_near (weighing.shared, (double[]){0.427051, 0.572949}, 2);
  assert_near (weighing.heads, (double[]){1.0, 1.0}, 2);
  weigh_gradients (&of_three, "imtl-g", NULL, 3, three, 3);
  assert_near (of_three.shared, (double[]){0.428791, 0.431636, 0.139573}, 3);

  for (guint64 seed = 0; seed < 200; seed++) {
    double gradients[8 * 10], d[10], first = 0.0;
    g_auto (Weighing) drawn;
    int n = 2 + (int) (seed % 7);

    draw_gradients (seed, gradients, n, 10);
    weigh_gradients (&drawn, "imtl-g", NULL, n, gradients, 10);
    weighing_combine (&drawn, gradients, 10, d);
    for (int i = 0; i < n; i++) {
      const double *g = gradients + 10 * i;
      double along = dot (d, g, 10) / sqrt (dot (g, g, 10));

      first = i == 0 ? along : first;
      g_assert_cmpfloat_with_epsilon (along, first, 1e-5);
    }
  }
}

static void
test_imtl_g_takes_gradients_that_lie_along_each_other (void)
{
  static const double along[] = {3.0, 0.0, 1.0, 0.0}, against[] = {3.0, 0.0, -1.0, 0.0};
  g_auto (Weighing) weighing;
  g_auto (Weighing) opposite;

  weigh_gradients (&weighing, "imtl-g", NULL, 2, along, 2);
  assert_near (weighing.shared, (double[]){0.25, 0.75}, 2);
  weigh_gradients (&opposite, "imtl-g", NULL, 2, against, 2);
  assert_near (opposite.shared, (double[]){0.25, 0.75}, 2);
}

/* For gradients e^s times as long: 1/4 and 2 times (3, 0) and (-1, 2). */
static void
test_imtl_scales_losses_before_it_weighs_gradients (void)
{
  g_auto (Weighing) weighing;
  gsize n_state;
  double lengths[] = {0.75, 2.0 * sqrt (5.0)};
  double a = lengths[1] / (lengths[0] + lengths[1]);

  weighing_init (&weighing, "imtl", NULL, 2);
  double *s = mien_weighting_get_state (weighing.weighting, &n_state);
  s[0] = log (0.25);
  s[1] = log (2.0);
  weighing_set_gradients (&weighing, two, 2);
  weighing_weigh (&weighing);
  assert_near (weighing.heads, (double[]){0.25, 2.0}, 2);
  assert_near (weighing.shared, (double[]){0.25 * a, 2.0 * (1.0 - a)}, 2);
  assert_close (weighing_total (&weighing), 0.25 + 2.0 - log (0.25) - log (2.0));
}

static void
test_nash_mtl_bargains (void)
{
  g_auto (Weighing) weighing;
  g_auto (Weighing) whole;
  g_auto (Weighing) of_three;
  double size = sqrt (sqrt (9.0 * 9.0 + 2.0 * 3.0 * 3.0 + 5.0 * 5.0)), squares = 0.0, d[3];

  weigh_gradients (&whole, "nash-mtl", (double[]){0.0}, 2, two, 2);
  assert_near (whole.heads, (double[]){0.448332 * size, 0.601501 * size}, 2);
  assert_near (whole.shared, (double[]){0.448332 * size, 0.601501 * size}, 2);

  weigh_gradients (&weighing, "nash-mtl", NULL, 2, two, 2);
  assert_near (weighing.heads, (double[]){0.448332 * size, 0.601501 * size}, 2);
  assert_near (weighing.shared, (double[]){0.448332 / sqrt (2.0), 0.601501 / sqrt (2.0)}, 2);

  weigh_gradients (&of_three, "nash-mtl", NULL, 3, three, 3);
  for (int i = 0; i < 9; i++)
    squares += of_three.gram[i] * of_three.gram[i];
  size = sqrt (sqrt (squares));
  assert_near (of_three.heads, (double[]){1.310629 * size, 1.305089 * size, 0.524539 * size}, 3);
  weighing_combine (&of_three, three, 3, d);
  assert_close (sqrt (dot (d, d, 3)), 1.0);
}

static void
assert_bargained (const Weighing *weighing, const double *gradients, double alpha)
{
  double d[10];

  weighing_combine (weighing, gradients, 10, d);
  for (int i = 0; i < weighing->n; i++)
    g_assert_cmpfloat_with_epsilon (dot (d, gradients + 10 * i, 10) *
                                        pow ((double) weighing->shared[i], 1.0 / alpha),
                                    1.0, 1e-5);
}

static void
test_fairgrad_is_fair_by_the_measure_chosen (void)
{
  g_auto (Weighing) weighing;

  weigh_gradients (&weighing, "fairgrad", NULL, 2, two, 2);
  assert_near (weighing.shared, (double[]){0.448332, 0.601501}, 2);
  assert_near (weighing.heads, (double[]){0.448332, 0.601501}, 2);
  for (guint64 seed = 0; seed < 200; seed++) {
    static const double alphas[] = {0.5, 1.0, 2.0, 5.0};
    double gradients[8 * 10], alpha = alphas[seed % 4];
    g_auto (Weighing) drawn;

    draw_gradients (seed, gradients, 2 + (int) (seed % 7), 10);
    weigh_gradients (&drawn, "fairgrad", &alpha, 2 + (int) (seed % 7), gradients, 10);
    assert_bargained (&drawn, gradients, alpha);
  }
}

static void
test_aligned_mtl_aligns (void)
{
  g_auto (Weighing) weighing;
  double d[2];

  weigh_gradients (&weighing, "aligned-mtl", NULL, 2, two, 2);
  assert_near (weighing.shared, (double[]){0.843092, 1.083975}, 2);
  weighing_combine (&weighing, two, 2, d);
  assert_close (d[0], 1.4453);
  assert_close (d[1], 2.16795);
  /* Orthogonal and alike, the aligned gradients sum to a length of sqrt (n l_min). */
  assert_close (dot (d, d, 2), 2.0 * (7.0 - sqrt (13.0)));
  weighing_clear (&weighing);
  weigh_gradients (&weighing, "aligned-mtl", NULL, 2, (double[]){1.0, 0.0, 1.0, 0.0}, 2);
  assert_near (weighing.shared, (double[]){1.0, 1.0}, 2);
}

static void
test_gradnorm_steps_its_weights (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "gradnorm", NULL, 2);
  weighing_set_gradients (&weighing, two, 2);
  weighing_set_losses (&weighing, (double[]){1.0, 0.5});
  gsize n_state;
  double *state = mien_weighting_get_state (weighing.weighting, &n_state);
  state[2] = 1.0; /* what the losses were at first */
  state[3] = 0.5;
  weighing_set_losses (&weighing, (double[]){0.8, 0.45});
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.0, 1.0}, 2);
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){0.933918, 1.066082}, 2);
  assert_near (weighing.heads, (double[]){1.0, 1.0}, 2);
}

static void
test_the_gate_opens_for_tasks_that_agree (void)
{
  static const double agreeing[] = {3.0, 0.0, 2.0, 1.0};
  g_auto (Weighing) weighing;

  assert_makes ("cosine-gate", NULL, (double[]){3.0, 0.0});
  assert_makes ("cosine-gate", (double[]){1.0}, (double[]){3.0, 0.0});
  weigh_gradients (&weighing, "cosine-gate", NULL, 2, agreeing, 2);
  assert_near (weighing.shared, (double[]){1.0, 1.0}, 2);
  weighing_clear (&weighing);
  weigh_gradients (&weighing, "cosine-gate", (double[]){1.0}, 2, agreeing, 2);
  assert_near (weighing.shared, (double[]){1.0, 0.894427}, 2);
  weighing.given[1] = 0.5;
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.0, 0.447214}, 2);
  assert_near (weighing.heads, (double[]){1.0, 0.5}, 2);
}

static void
test_ol_aux_follows_the_products (void)
{
  g_auto (Weighing) weighing;

  weighing_init (&weighing, "ol-aux", (double[]){0.1, 1.0}, 2);
  weighing_set_gradients (&weighing, two, 2);
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.0, 1.0}, 2);
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.0, 0.997}, 2);
  for (int i = 0; i < 400; i++)
    weighing_weigh (&weighing);
  assert_near (weighing.heads, (double[]){1.0, 0.0}, 2);
  weighing_set_gradients (&weighing, (double[]){3.0, 0.0, 1.0, 0.0}, 2);
  weighing_weigh (&weighing);
  weighing_weigh (&weighing);
  assert_near (weighing.shared, (double[]){1.0, 0.003}, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mgda/shortest", test_mgda_finds_the_shortest_mean);
  g_test_add_func ("/mgda/no-worse", test_mgda_makes_no_task_worse);
  g_test_add_func ("/mgda/normalise", test_mgda_normalises_by_length_and_loss);
  g_test_add_func ("/pcgrad/conflicts", test_pcgrad_takes_out_what_conflicts);
  g_test_add_func ("/pcgrad/agree", test_pcgrad_leaves_gradients_that_agree);
  g_test_add_func ("/gradvac/turns", test_gradvac_turns_towards_the_usual_angle);
  g_test_add_func ("/cagrad/worst-off", test_cagrad_helps_the_task_worst_off);
  g_test_add_func ("/cagrad/best", test_cagrad_stays_near_the_mean_and_is_best_there);
  g_test_add_func ("/imtl-g/same", test_imtl_g_lets_all_tasks_have_the_same_of_it);
  g_test_add_func ("/imtl-g/along", test_imtl_g_takes_gradients_that_lie_along_each_other);
  g_test_add_func ("/imtl/both", test_imtl_scales_losses_before_it_weighs_gradients);
  g_test_add_func ("/nash-mtl/bargains", test_nash_mtl_bargains);
  g_test_add_func ("/fairgrad/fair", test_fairgrad_is_fair_by_the_measure_chosen);
  g_test_add_func ("/aligned-mtl/aligns", test_aligned_mtl_aligns);
  g_test_add_func ("/gradnorm/steps", test_gradnorm_steps_its_weights);
  g_test_add_func ("/cosine-gate/opens", test_the_gate_opens_for_tasks_that_agree);
  g_test_add_func ("/ol-aux/products", test_ol_aux_follows_the_products);
  return g_test_run ();
}
