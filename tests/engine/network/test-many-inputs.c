/* Layers that read several inputs, each alone, against their definition in double precision. */
#include "engine/core/rng.h"
#include "engine/network/layer.h"

#include <math.h>
#include <string.h>

#define MAX_INPUTS 6
#define N_CASES 20

typedef struct {
  MienLayer *layer;
  int n;
  gsize lens[MAX_INPUTS], out_len; /* of one picture */
  float *x[MAX_INPUTS], *d_x[MAX_INPUTS];
  float *r, *y; /* r: random weights of the outputs in the total */
} Case;

typedef MienLayer *(*MakeFunc) (MienRng *rng, gsize *lens);

static MienShape
random_shape (MienRng *rng)
{
  return (MienShape){1, 1 + (int) mien_rng_below (rng, 5), 1 + (int) mien_rng_below (rng, 7),
                     1 + (int) mien_rng_below (rng, 9)};
}

static MienLayer *
make_stitch (MienRng *rng, gsize *lens)
{
  MienShape in = random_shape (rng);
  int n = 1 + (int) mien_rng_below (rng, MAX_INPUTS);

  for (int b = 0; b < n; b++)
    lens[b] = mien_shape_len (in);
  return mien_layer_stitch_new (in, n, n / 2);
}

static MienLayer *
make_mixture (MienRng *rng, gsize *lens)
{
  MienShape in = random_shape (rng);
  int n = 1 + (int) mien_rng_below (rng, MAX_INPUTS - 1);

  for (int e = 0; e < n; e++)
    lens[e] = mien_shape_len (in);
  lens[n] = (gsize) n;
  return mien_layer_mixture_new (in, n);
}

static MienLayer *
make_product (MienRng *rng, gsize *lens)
{
  MienShape in = random_shape (rng);

  lens[0] = lens[1] = mien_shape_len (in);
  return mien_layer_product_new (in);
}

static MienLayer *
make_concatenation (MienRng *rng, gsize *lens)
{
  MienShape in = random_shape (rng);
  int more = 1 + (int) mien_rng_below (rng, 4);

  lens[0] = mien_shape_len (in);
  lens[1] = (gsize) more * (gsize) in.h * (gsize) in.w;
  return mien_layer_concatenation_new (in, more);
}

static float *
random_floats (MienRng *rng, gsize len)
{
  float *values = g_new (float, len);

  for (gsize i = 0; i < len; i++)
    values[i] = (float) mien_rng_normal (rng);
  return values;
}

static Case
new_case (MakeFunc make, MienRng *rng)
{
  Case it = {.n = 1 + (int) mien_rng_below (rng, 9)};

  it.layer = make (rng, it.lens);
  it.out_len = mien_shape_len (it.layer->out);
  for (int k = 0; k < it.layer->n_inputs; k++) {
    it.x[k] = random_floats (rng, (gsize) it.n * it.lens[k]);
    it.d_x[k] = g_new0 (float, (gsize) it.n *it.lens[k]);
  }
  it.r = random_floats (rng, (gsize) it.n * it.out_len);
  it.y = g_new0 (float, (gsize) it.n *it.out_len);
  for (guint i = 0; i < it.layer->parameters->len; i++) {
    MienParameter *parameter = mien_layer_parameter (it.layer, i);

    parameter->grad = g_new0 (float, parameter->len);
  }
  return it;
}

static void
clear_case (Case *it)
{
  for (guint i = 0; i < it->layer->parameters->len; i++)
    g_free (mien_layer_parameter (it->layer, i)->grad);
  for (int k = 0; k < it->layer->n_inputs; k++) {
    g_free (it->x[k]);
    g_free (it->d_x[k]);
  }
  g_free (it->r);
  g_free (it->y);
  mien_layer_free (it->layer);
}

/* Forwards and back; where @in_place, the first gradient over the one by the output. */
static void
run (Case *it, int n_workers, gboolean in_place)
{
  const MienLayerClass *klass = it->layer->klass;
  g_autoptr (MienPool) pool = mien_pool_new (n_workers);
  gsize out_len = (gsize) it->n * it->out_len;
  g_autofree float *d_y = g_memdup2 (it->r, out_len * sizeof (float));
  g_autofree float *partials =
      g_new (float, (klass->partials != NULL ? klass->partials (it->layer, it->n) : 0) + 1);
  g_autofree float *kept =
      g_new (float, (klass->kept != NULL ? klass->kept (it->layer, it->n) : 0) + 1);
  const float *inputs[MAX_INPUTS];
  float *d_inputs[MAX_INPUTS];
  MienLayerPass pass = {.pool = pool,
                        .n = it->n,
                        .training = TRUE,
                        .x = it->x[0],
                        .inputs = inputs,
                        .y = it->y,
                        .d_y = d_y,
                        .d_inputs = d_inputs,
                        .partials = partials};

  in_place = in_place && klass->back_in_place;
  for (int k = 0; k < it->layer->n_inputs; k++) {
    inputs[k] = it->x[k];
    d_inputs[k] = k == 0 && in_place ? d_y : it->d_x[k];
  }
  pass.d_x = d_inputs[0];
  it->layer->kept = kept;
  klass->forward (it->layer, &pass);
  klass->backward (it->layer, &pass);
  if (in_place)
    memcpy (it->d_x[0], d_y, out_len * sizeof (float));
}

/* --- the plain form --- */

static double
gate (const Case *it, int n_experts, int picture, int expert)
{
  const float *logits = it->x[n_experts] + picture * n_experts;
  double sum = 0.0;

  for (int e = 0; e < n_experts; e++)
    sum += exp ((double) logits[e]);
  return exp ((double) logits[expert]) / sum;
}

static double
number (const Case *it, int input, int picture, gsize i)
{
  return (double) it->x[input][(gsize) picture * it->lens[input] + i];
}

static double
output (const Case *it, int picture, gsize i)
{
  int n = it->layer->n_inputs;
  double sum = 0.0;

  switch (it->layer->type) {
  case MIEN_LAYER_STITCH:
    for (int b = 0; b < n; b++)
      sum += (double) mien_layer_parameter (it->layer, 0)->value[b] * number (it, b, picture, i);
    return sum;
  case MIEN_LAYER_MIXTURE:
    for (int e = 0; e < n - 1; e++)
      sum += gate (it, n - 1, picture, e) * number (it, e, picture, i);
    return sum;
  case MIEN_LAYER_PRODUCT:
    return number (it, 0, picture, i) * number (it, 1, picture, i);
  default:
    return i < it->lens[0] ? number (it, 0, picture, i) : number (it, 1, picture, i - it->lens[0]);
  }
}

static double
total (const Case *it)
{
  double sum = 0.0;

  for (int picture = 0; picture < it->n; picture++)
    for (gsize i = 0; i < it->out_len; i++)
      sum += (double) it->r[(gsize) picture * it->out_len + i] * output (it, picture, i);
  return sum;
}

/* Central differences of the plain total by some of the numbers @at. */
static void
check_slopes (const Case *it, float *numbers, const float *gradient, gsize len, MienRng *rng)
{
  const float h = 1.0f / 128.0f;

  for (int draw = 0; draw < 12; draw++) {
    gsize at = mien_rng_below (rng, (guint) len);
    float kept = numbers[at];

    numbers[at] = kept + h;
    float above = numbers[at];
    double up = total (it);
    numbers[at] = kept - h;
    double down = total (it), slope = (up - down) / (double) (above - numbers[at]);
    numbers[at] = kept;
    g_assert_cmpfloat_with_epsilon ((double) gradient[at], slope, 1e-3 * MAX (1.0, fabs (slope)));
  }
}

static char *
digest (const Case *it)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) it->y,
                     (gssize) ((gsize) it->n * it->out_len * sizeof (float)));
  for (int k = 0; k < it->layer->n_inputs; k++)
    g_checksum_update (sum, (const guchar *) it->d_x[k],
                       (gssize) ((gsize) it->n * it->lens[k] * sizeof (float)));
  for (guint i = 0; i < it->layer->parameters->len; i++)
    g_checksum_update (sum, (const guchar *) mien_layer_parameter (it->layer, i)->grad,
                       (gssize) (mien_layer_parameter (it->layer, i)->len * sizeof (float)));
  return g_strdup (g_checksum_get_string (sum));
}

static void
check_bits (Case *it)
{
  g_autofree char *expected = digest (it);

  for (int n_workers = 2; n_workers <= 5; n_workers++) {
    run (it, n_workers, n_workers % 2 == 0);
    g_autofree char *found = digest (it);

    g_assert_cmpstr (found, ==, expected);
  }
}

static void
check_case (Case *it, MienRng *rng)
{
  run (it, 1, FALSE);
  for (int picture = 0; picture < it->n; picture++)
    for (gsize i = 0; i < it->out_len; i++)
      g_assert_cmpfloat_with_epsilon ((double) it->y[(gsize) picture * it->out_len + i],
                                      output (it, picture, i), 1e-5);
  for (int k = 0; k < it->layer->n_inputs; k++)
    check_slopes (it, it->x[k], it->d_x[k], (gsize) it->n * it->lens[k], rng);
  for (guint i = 0; i < it->layer->parameters->len; i++) {
    MienParameter *parameter = mien_layer_parameter (it->layer, i);

    check_slopes (it, parameter->value, parameter->grad, parameter->len, rng);
  }
  check_bits (it);
}

static const struct {
  const char *name;
  MakeFunc make;
} kinds[] = {
    {"/many-inputs/stitch", make_stitch},
    {"/many-inputs/mixture", make_mixture},
    {"/many-inputs/product", make_product},
    {"/many-inputs/concatenation", make_concatenation},
};

static void
test_answers_and_slopes_are_the_definition_s (gconstpointer data)
{
  MienRng rng = mien_rng_keyed (2, MIEN_STREAM_OTHER, 5, 0);

  for (int i = 0; i < N_CASES; i++) {
    Case it = new_case (kinds[GPOINTER_TO_UINT (data)].make, &rng);

    check_case (&it, &rng);
    clear_case (&it);
  }
}

/* --- worked by hand --- */

/* Two tasks: 0.9 (2, -1) + 0.1 (4, 5) = (2.2, -0.4). With d_y = (1, 2) the alphas learn
 * 1 2 + 2 (-1) = 0 and 1 4 + 2 5 = 14, and the columns 0.9 (1, 2) and 0.1 (1, 2). */
static void
test_a_stitch_is_mostly_its_own_column (void)
{
  const MienShape in = {1, 2, 1, 1};
  MienLayer *layer = mien_layer_stitch_new (in, 2, 0);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  const float own[] = {2.0f, -1.0f}, other[] = {4.0f, 5.0f}, *inputs[] = {own, other};
  float d_own[2], d_other[2], *d_inputs[] = {d_own, d_other};
  float y[2], d_y[] = {1.0f, 2.0f}, grad[2], partials[2];
  MienLayerPass pass = {.pool = pool,
                        .n = 1,
                        .inputs = inputs,
                        .y = y,
                        .d_y = d_y,
                        .d_inputs = d_inputs,
                        .partials = partials};

  mien_layer_parameter (layer, 0)->grad = grad;
  layer->klass->forward (layer, &pass);
  layer->klass->backward (layer, &pass);
  g_assert_cmpfloat_with_epsilon (y[0], 2.2f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (y[1], -0.4f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (grad[0], 0.0f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (grad[1], 14.0f, 1e-5f);
  g_assert_cmpfloat_with_epsilon (d_own[1], 1.8f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_other[1], 0.2f, 1e-6f);
  mien_layer_free (layer);
}

/* Three tasks: 0.9 own, and 0.05 of each other; a single one reads itself as it is. */
static void
test_alphas_start_at_the_published_values (void)
{
  const MienShape in = {1, 2, 1, 1};
  MienLayer *three = mien_layer_stitch_new (in, 3, 1), *one = mien_layer_stitch_new (in, 1, 0);
  const float *alpha = mien_layer_parameter (three, 0)->value;

  g_assert_cmpfloat_with_epsilon (alpha[0], 0.05f, 1e-7f);
  g_assert_cmpfloat_with_epsilon (alpha[1], 0.9f, 1e-7f);
  g_assert_cmpfloat_with_epsilon (alpha[2], 0.05f, 1e-7f);
  g_assert_cmpfloat_with_epsilon (mien_layer_parameter (one, 0)->value[0], 1.0f, 1e-7f);
  mien_layer_free (three);
  mien_layer_free (one);
}

/* Logits log 3 and 0 are gates 3/4 and 1/4: y = 0.75 4 + 0.25 8 = 5. With d_y = 2 the slopes by
 * the gates are 8 and 16, their mean 10, so the logits learn 0.75 (8 - 10) = -1.5 and
 * 0.25 (16 - 10) = 1.5. */
static void
test_a_mixture_weighs_by_its_gates (void)
{
  const MienShape in = {1, 1, 1, 1};
  MienLayer *layer = mien_layer_mixture_new (in, 2);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  const float first = 4.0f, second = 8.0f, logits[] = {logf (3.0f), 0.0f};
  const float *inputs[] = {&first, &second, logits};
  float y, d_y = 2.0f, d_first, d_second, d_logits[2], partials[2], kept[2];
  float *d_inputs[] = {&d_first, &d_second, d_logits};
  MienLayerPass pass = {.pool = pool,
                        .n = 1,
                        .inputs = inputs,
                        .y = &y,
                        .d_y = &d_y,
                        .d_inputs = d_inputs,
                        .partials = partials};

  layer->kept = kept;
  layer->klass->forward (layer, &pass);
  layer->klass->backward (layer, &pass);
  g_assert_cmpfloat_with_epsilon (y, 5.0f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (kept[0], 0.75f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_first, 1.5f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_second, 0.5f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (d_logits[0], -1.5f, 1e-5f);
  g_assert_cmpfloat_with_epsilon (d_logits[1], 1.5f, 1e-5f);
  mien_layer_free (layer);
}

/* Logits that overflow a naive exponential, and a network that diverged. */
static void
test_gates_are_safe_and_nan_stays_visible (void)
{
  const MienShape in = {1, 1, 1, 1};
  MienLayer *layer = mien_layer_mixture_new (in, 2);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  float first = 4.0f, second = 8.0f, logits[] = {1000.0f, -1000.0f}, y, kept[2];
  const float *inputs[] = {&first, &second, logits};
  MienLayerPass pass = {.pool = pool, .n = 1, .inputs = inputs, .y = &y};

  layer->kept = kept;
  layer->klass->forward (layer, &pass);
  g_assert_cmpfloat_with_epsilon (y, 4.0f, 1e-6f);
  logits[1] = NAN;
  layer->klass->forward (layer, &pass);
  g_assert_true (isnan (y));
  mien_layer_free (layer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_test_add_data_func (kinds[i].name, GUINT_TO_POINTER (i),
                          test_answers_and_slopes_are_the_definition_s);
  g_test_add_func ("/many-inputs/stitch-by-hand", test_a_stitch_is_mostly_its_own_column);
  g_test_add_func ("/many-inputs/alphas", test_alphas_start_at_the_published_values);
  g_test_add_func ("/many-inputs/mixture-by-hand", test_a_mixture_weighs_by_its_gates);
  g_test_add_func ("/many-inputs/safe", test_gates_are_safe_and_nan_stays_visible);
  return g_test_run ();
}
