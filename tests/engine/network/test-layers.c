/* Each layer alone, against its plain form in double precision. */
#include "engine/core/rng.h"
#include "engine/kernels/gemm.h"
#include "tests/engine/network/plain.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define N_SHAPES 25 /* random ones a layer */
#define N_SLOPES 30 /* random ones a tensor */

typedef MienLayer *(*MakeFunc) (MienRng *rng);

/* --- layers of random extents --- */

static int
between (MienRng *rng, int least, int most)
{
  return least + (int) mien_rng_below (rng, (guint) (most - least + 1));
}

static MienShape
random_shape (MienRng *rng)
{
  return (MienShape){1, between (rng, 1, 4), between (rng, 1, 9), between (rng, 1, 12)};
}

/* Padding is less than the kernel, and at most half of it where @half; it fits into @in. */
static MienSlide
random_window (MienRng *rng, MienShape in, gboolean half)
{
  MienSlide window;

  do {
    for (int axis = 0; axis < 2; axis++) {
      window.kernel[axis] = between (rng, 1, 5);
      window.stride[axis] = between (rng, 1, 3);
      window.padding[axis] =
          between (rng, 0, half ? window.kernel[axis] / 2 : window.kernel[axis] - 1);
    }
  } while (mien_slide_steps (&window, 0, in.h) < 1 || mien_slide_steps (&window, 1, in.w) < 1);
  return window;
}

static MienLayer *
make_conv (MienRng *rng)
{
  MienShape in = random_shape (rng);
  int groups = between (rng, 1, 3);
  MienSlide window = random_window (rng, in, FALSE);

  in.c *= groups;
  return mien_layer_conv_new_full (in, groups * between (rng, 1, 3), &window, groups,
                                   between (rng, 0, 1));
}

static MienLayer *
make_pointwise (MienRng *rng)
{
  const MienSlide window = mien_slide_square (1, between (rng, 1, 2), 0);

  return mien_layer_conv_new_full (random_shape (rng), between (rng, 1, 6), &window, 1, TRUE);
}

static MienLayer *
make_depthwise (MienRng *rng)
{
  MienShape in = random_shape (rng);
  MienSlide window = random_window (rng, in, FALSE);

  in.w += 16; /* rows as long as several vectors */
  in.c++;
  return mien_layer_conv_new_full (in, in.c, &window, in.c, between (rng, 0, 1));
}

static MienLayer *
make_small_conv (MienRng *rng)
{
  const MienSlide window = mien_slide_square (3, 1, 1);

  return mien_layer_conv_new_full (random_shape (rng), between (rng, 1, 5), &window, 1,
                                   between (rng, 0, 1));
}

static MienLayer *
make_max_pool (MienRng *rng)
{
  MienShape in = random_shape (rng);
  MienSlide window = random_window (rng, in, TRUE);

  return mien_layer_max_pool_new_full (in, &window);
}

static MienLayer *
make_small_max_pool (MienRng *rng)
{
  MienShape in = random_shape (rng);

  in.h++;
  in.w++;
  return mien_layer_max_pool_new (in);
}

static MienLayer *
make_average_pool (MienRng *rng)
{
  MienShape in = random_shape (rng);
  MienSlide window = random_window (rng, in, FALSE);

  return mien_layer_average_pool_new (in, &window);
}

static MienLayer *
make_global_average (MienRng *rng)
{
  return mien_layer_global_average_new (random_shape (rng));
}

static MienLayer *
make_sum (MienRng *rng)
{
  return mien_layer_sum_new (random_shape (rng));
}

static MienLayer *
make_relu (MienRng *rng)
{
  return mien_layer_relu_new (random_shape (rng));
}

static MienLayer *
make_leaky_relu (MienRng *rng)
{
  return mien_layer_leaky_relu_new (random_shape (rng), 0.01 + 0.3 * mien_rng_uniform (rng));
}

static MienLayer *
make_sigmoid (MienRng *rng)
{
  return mien_layer_sigmoid_new (random_shape (rng));
}

static MienLayer *
make_tanh (MienRng *rng)
{
  return mien_layer_tanh_new (random_shape (rng));
}

static MienLayer *
make_gelu (MienRng *rng)
{
  return mien_layer_gelu_new (random_shape (rng));
}

static MienLayer *
make_flatten (MienRng *rng)
{
  return mien_layer_flatten_new (random_shape (rng));
}

static MienLayer *
make_linear (MienRng *rng)
{
  return mien_layer_linear_new (random_shape (rng), between (rng, 1, 70));
}

static MienLayer *
make_dropout (MienRng *rng)
{
  return mien_layer_dropout_new (random_shape (rng), 0.1 + 0.6 * mien_rng_uniform (rng));
}

static MienLayer *
make_batch_norm (MienRng *rng)
{
  return mien_layer_batch_norm_new (random_shape (rng));
}

static MienLayer *
make_layer_norm (MienRng *rng)
{
  MienShape in = random_shape (rng);

  in.c += 3;
  if (between (rng, 0, 2) == 0)
    in.h = in.w = 1;
  return mien_layer_layer_norm_new (in);
}

/* --- one layer with everything that a pass of it needs --- */

typedef struct {
  MienLayer *layer;
  int n;
  gboolean training;
  gsize in_len, out_len; /* of the batch */
  float *x, *x2, *r;     /* r: random weights of the outputs in the total */
  float *y, *d_x, *d_x2;
} Case;

static float *
random_floats (MienRng *rng, gsize len)
{
  float *values = g_new (float, len);

  for (gsize i = 0; i < len; i++)
    values[i] = (float) mien_rng_normal (rng);
  return values;
}

/* As training would leave them: neither 0 nor 1, and variances above 0. */
static void
disturb (MienLayer *layer, MienRng *rng)
{
  for (guint i = 0; i < layer->parameters->len; i++) {
    MienParameter *parameter = g_ptr_array_index (layer->parameters, i);
    gboolean variance = g_str_equal (parameter->name, "running_var");

    if (parameter->trainable)
      parameter->grad = g_new0 (float, parameter->len);
    for (gsize k = 0; k < parameter->len; k++)
      parameter->value[k] =
          (float) (variance ? 0.5 + mien_rng_uniform (rng) : 0.7 * mien_rng_normal (rng));
  }
}

static Case
new_case (MakeFunc make, MienRng *rng, gboolean training)
{
  MienLayer *layer = make (rng);
  int n = between (rng, 4, 9);
  Case it = {.layer = layer,
             .n = n,
             .training = training,
             .in_len = (gsize) n * mien_shape_len (layer->in),
             .out_len = (gsize) n * mien_shape_len (layer->out)};

  disturb (layer, rng);
  it.x = random_floats (rng, it.in_len);
  it.x2 = random_floats (rng, it.in_len);
  it.r = random_floats (rng, it.out_len);
  it.y = g_new0 (float, it.out_len);
  it.d_x = g_new0 (float, it.in_len);
  it.d_x2 = g_new0 (float, it.in_len);
  return it;
}

static void
clear_case (Case *it)
{
  for (guint i = 0; i < it->layer->parameters->len; i++)
    g_free (mien_layer_parameter (it->layer, i)->grad);
  g_free (it->x);
  g_free (it->x2);
  g_free (it->r);
  g_free (it->y);
  g_free (it->d_x);
  g_free (it->d_x2);
  mien_layer_free (it->layer);
}

static gsize
ask (gsize (*func) (const MienLayer *layer, int n), const MienLayer *layer, int n)
{
  return func != NULL ? func (layer, n) : 0;
}

/* Forwards and back, apart or in place; running statistics are as before afterwards. */
static void
run (Case *it, int n_workers, gboolean in_place)
{
  const MienLayerClass *klass = it->layer->klass;
  g_autoptr (MienPool) pool = mien_pool_new (n_workers);
  gsize scratch_len = klass->scratch != NULL ? klass->scratch (it->layer) : 0;
  g_autofree float *scratch = g_new (float, scratch_len *(gsize) n_workers + 1);
  g_autofree float *partials = g_new (float, ask (klass->partials, it->layer, it->n) + 1);
  g_autofree float *kept = g_new (float, ask (klass->kept, it->layer, it->n) + 1);
  gboolean forward_in_place = in_place && klass->in_place;
  gboolean back_in_place = in_place && (klass->in_place || klass->back_in_place);
  g_autofree float *x = g_memdup2 (it->x, it->in_len * sizeof (float));
  g_autofree float *d_y = g_memdup2 (it->r, it->out_len * sizeof (float));
  float *y = forward_in_place ? x : it->y;
  MienLayerPass pass = {.pool = pool,
                        .n = it->n,
                        .training = it->training,
                        .seed = 11,
                        .step = 5,
                        .x = x,
                        .inputs = (const float *[]){x, it->x2},
                        .y = y,
                        .scratch = scratch,
                        .partials = partials};

  it->layer->kept = kept;
  klass->forward (it->layer, &pass);
  pass.d_y = d_y;
  pass.d_x = back_in_place ? d_y : it->d_x;
  pass.d_inputs = (float *[]){pass.d_x, it->d_x2};
  klass->backward (it->layer, &pass);
  if (forward_in_place)
    memcpy (it->y, x, it->out_len * sizeof (float));
  if (back_in_place)
    memcpy (it->d_x, d_y, it->in_len * sizeof (float));
  it->layer->kept = NULL;
}

/* --- the plain form --- */

static double *
as_doubles (const float *values, gsize len)
{
  double *copy = g_new (double, len);

  for (gsize i = 0; i < len; i++)
    copy[i] = (double) values[i];
  return copy;
}

/* Before the run: a pass changes running statistics. */
static Plain
new_plain (const Case *it)
{
  guint n_parameters = it->layer->parameters->len;
  Plain plain = {.layer = it->layer,
                 .n = it->n,
                 .training = it->training,
                 .seed = 11,
                 .step = 5,
                 .x = as_doubles (it->x, it->in_len),
                 .x2 = as_doubles (it->x2, it->in_len),
                 .parameters = g_new (double *, n_parameters + 1),
                 .y = g_new (double, it->out_len),
                 .size = g_new (double, it->out_len)};

  for (guint i = 0; i < n_parameters; i++) {
    const MienParameter *parameter = mien_layer_parameter (it->layer, i);

    plain.parameters[i] = as_doubles (parameter->value, parameter->len);
  }
  return plain;
}

static void
clear_plain (Plain *plain)
{
  for (guint i = 0; i < plain->layer->parameters->len; i++)
    g_free (plain->parameters[i]);
  g_free (plain->parameters);
  g_free (plain->x);
  g_free (plain->x2);
  g_free (plain->y);
  g_free (plain->size);
}

static double
total (const Case *it, const Plain *plain)
{
  double sum = 0.0;

  plain_forward (plain);
  for (gsize i = 0; i < it->out_len; i++)
    sum += (double) it->r[i] * plain->y[i];
  return sum;
}

/* Central differences of the plain total by some of the numbers @at, which @gradient answers. */
static void
check_slopes (const Case *it,
              const Plain *plain,
              double *numbers,
              const float *gradient,
              gsize len,
              MienRng *rng,
              const char *what)
{
  const double h = 1e-6;
  double slopes[N_SLOPES], squares = 0.0;
  gsize places[N_SLOPES];

  for (int i = 0; i < N_SLOPES; i++) {
    gsize at = places[i] = mien_rng_below (rng, (guint) len);
    double kept = numbers[at];

    numbers[at] = kept + h;
    double up = total (it, plain);
    numbers[at] = kept - h;
    double down = total (it, plain);
    numbers[at] = kept;
    slopes[i] = (up - down) / (2.0 * h);
    squares += slopes[i] * slopes[i];
  }
  for (int i = 0; i < N_SLOPES; i++) {
    double most = 1e-3 * MAX (fabs (slopes[i]), 0.3 * sqrt (squares / N_SLOPES)) + 1e-6;

    if (!(fabs ((double) gradient[places[i]] - slopes[i]) <= most))
      g_test_message ("%s of %s at %" G_GSIZE_FORMAT, what, it->layer->klass->name, places[i]);
    g_assert_cmpfloat_with_epsilon ((double) gradient[places[i]], slopes[i], most);
  }
}

static void
check_forward (const Case *it, const Plain *plain)
{
  plain_forward (plain);
  for (gsize i = 0; i < it->out_len; i++)
    g_assert_cmpfloat (fabs ((double) it->y[i] - plain->y[i]), <=,
                       (double) FLT_EPSILON * plain->size[i] + (double) FLT_MIN);
}

static void
check_gradients (const Case *it, const Plain *plain, MienRng *rng)
{
  check_slopes (it, plain, plain->x, it->d_x, it->in_len, rng, "d_x");
  if (it->layer->n_inputs > 1)
    check_slopes (it, plain, plain->x2, it->d_x2, it->in_len, rng, "d_x2");
  for (guint i = 0; i < it->layer->parameters->len; i++) {
    const MienParameter *parameter = mien_layer_parameter (it->layer, i);

    if (parameter->trainable)
      check_slopes (it, plain, plain->parameters[i], parameter->grad, parameter->len, rng,
                    parameter->name);
  }
}

static char *
digest (const Case *it)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) it->y, (gssize) (it->out_len * sizeof (float)));
  g_checksum_update (sum, (const guchar *) it->d_x, (gssize) (it->in_len * sizeof (float)));
  g_checksum_update (sum, (const guchar *) it->d_x2, (gssize) (it->in_len * sizeof (float)));
  for (guint i = 0; i < it->layer->parameters->len; i++) {
    const MienParameter *parameter = mien_layer_parameter (it->layer, i);

    if (parameter->trainable)
      g_checksum_update (sum, (const guchar *) parameter->grad,
                         (gssize) (parameter->len * sizeof (float)));
  }
  return g_strdup (g_checksum_get_string (sum));
}

/* Any number of workers, in place or apart. */
static void
check_bits (Case *it)
{
  g_autofree char *expected = digest (it);
  static const int n_workers[] = {2, 3, 5};

  for (guint i = 0; i < G_N_ELEMENTS (n_workers); i++) {
    run (it, n_workers[i], i % 2 == 0);
    g_autofree char *found = digest (it);

    g_assert_cmpstr (found, ==, expected);
  }
}

static void
check_layer (MakeFunc make, gboolean training)
{
  MienRng rng = mien_rng_keyed (2, MIEN_STREAM_OTHER, training, 0);

  for (int i = 0; i < N_SHAPES; i++) {
    Case it = new_case (make, &rng, training);
    Plain plain = new_plain (&it);

    run (&it, 1, FALSE);
    check_forward (&it, &plain);
    check_gradients (&it, &plain, &rng);
    if (training || it.layer->type != MIEN_LAYER_BATCH_NORM)
      check_bits (&it);
    clear_plain (&plain);
    clear_case (&it);
  }
}

typedef struct {
  const char *name;
  MakeFunc make;
} Kind;

static const Kind kinds[] = {
    {"conv", make_conv},
    {"conv-pointwise", make_pointwise},
    {"conv-depthwise", make_depthwise},
    {"conv-3x3", make_small_conv},
    {"max-pool", make_max_pool},
    {"max-pool-2x2", make_small_max_pool},
    {"average-pool", make_average_pool},
    {"global-average", make_global_average},
    {"sum", make_sum},
    {"relu", make_relu},
    {"leaky-relu", make_leaky_relu},
    {"sigmoid", make_sigmoid},
    {"tanh", make_tanh},
    {"gelu", make_gelu},
    {"flatten", make_flatten},
    {"linear", make_linear},
    {"dropout", make_dropout},
    {"batch-norm", make_batch_norm},
    {"layer-norm", make_layer_norm},
};

static void
test_training (gconstpointer data)
{
  check_layer (((const Kind *) data)->make, TRUE);
}

static void
test_not_training (gconstpointer data)
{
  check_layer (((const Kind *) data)->make, FALSE);
}

/* Published numbers of GELU at 1 and -1: x P(x), P(1) = 0.841345. */
static void
test_gelu_is_the_exact_one (void)
{
  MienLayer *layer = mien_layer_gelu_new ((MienShape){1, 3, 1, 1});
  g_autoptr (MienPool) pool = mien_pool_new (1);
  const float x[] = {1.0f, -1.0f, -12.0f};
  float y[3];
  MienLayerPass pass = {.pool = pool, .n = 1, .x = x, .y = y};

  layer->klass->forward (layer, &pass);
  g_assert_cmpfloat_with_epsilon (y[0], 0.8413447f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (y[1], -0.1586553f, 1e-6f);
  g_assert_cmpfloat (y[2], <, 0.0f); /* 1 + erf would leave 0 */
  mien_layer_free (layer);
}

static float *
pass_through (MienLayer *layer, const float *x, int n)
{
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *scratch =
      g_new (float, (layer->klass->scratch != NULL ? layer->klass->scratch (layer) : 0) + 1);
  float *y = g_new (float, (gsize) n *mien_shape_len (layer->out));
  MienLayerPass pass = {.pool = pool, .n = n, .x = x, .y = y, .scratch = scratch};

  layer->klass->forward (layer, &pass);
  return y;
}

/* What mini-xception puts in the place of its authors' last two layers. */
static void
test_nine_means_stand_for_a_convolution_and_its_mean (void)
{
  enum {
    N = 3
  };
  const MienShape in = {1, 5, 4, 6};
  const MienSlide window = mien_slide_square (3, 1, 1), whole = {{4, 6}, {1, 1}, {1, 1}};
  MienLayer *conv = mien_layer_conv_new_full (in, 7, &window, 1, TRUE);
  MienLayer *mean = mien_layer_global_average_new (conv->out);
  MienLayer *means = mien_layer_average_pool_new (in, &whole);
  MienLayer *linear = mien_layer_linear_new (means->out, 7);
  MienRng rng = mien_rng_keyed (6, MIEN_STREAM_OTHER, 0, 0);
  g_autofree float *x = random_floats (&rng, N * mien_shape_len (in));

  for (guint i = 0; i < 2; i++)
    for (gsize k = 0; k < mien_layer_parameter (conv, i)->len; k++)
      mien_layer_parameter (conv, i)->value[k] = mien_layer_parameter (linear, i)->value[k] =
          (float) mien_rng_normal (&rng);

  g_autofree float *maps = pass_through (conv, x, N), *theirs = pass_through (mean, maps, N);
  g_autofree float *nine = pass_through (means, x, N), *ours = pass_through (linear, nine, N);
  for (int i = 0; i < N * 7; i++)
    g_assert_cmpfloat_with_epsilon (ours[i], theirs[i], 1e-5f);
  mien_layer_free (conv);
  mien_layer_free (mean);
  mien_layer_free (means);
  mien_layer_free (linear);
}

/* A network that diverged must not look healthy behind a layer. */
static void
test_nan_stays_visible (void)
{
  MienRng rng = mien_rng_keyed (4, MIEN_STREAM_OTHER, 0, 0);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    Case it = new_case (kinds[k].make, &rng, FALSE);
    gboolean found = FALSE;

    for (gsize i = 0; i < it.in_len; i++)
      it.x[i] = i % 2 == 0 || it.layer->type == MIEN_LAYER_CONV ? NAN : 1.0f;
    it.x[it.in_len - 1] = it.x[0];
    run (&it, 1, FALSE);
    for (gsize i = 0; i < it.out_len; i++)
      found |= isnan (it.y[i]);
    g_assert_true (found);
    clear_case (&it);
  }
}

/* Wherever in the window it stands. */
static void
test_nan_is_the_largest (void)
{
  const MienShape in = {1, 1, 2, 2};
  const MienSlide whole = {{2, 2}, {1, 1}, {0, 0}};
  MienLayer *layers[] = {mien_layer_max_pool_new (in), mien_layer_max_pool_new_full (in, &whole)};
  g_autoptr (MienPool) pool = mien_pool_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++) {
    for (int place = 0; place < 4; place++) {
      float x[] = {3.0f, 1.0f, 2.0f, 4.0f}, y = 0.0f, kept = 0.0f;
      MienLayerPass pass = {.pool = pool, .n = 1, .x = x, .y = &y};

      layers[i]->kept = &kept;
      x[place] = NAN;
      layers[i]->klass->forward (layers[i], &pass);
      g_assert_true (isnan (y));
    }
    mien_layer_free (layers[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mien_gemm_init ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *training = g_strconcat ("/layers/", kinds[i].name, "/training", NULL);
    g_autofree char *after = g_strconcat ("/layers/", kinds[i].name, "/after", NULL);

    g_test_add_data_func (training, &kinds[i], test_training);
    g_test_add_data_func (after, &kinds[i], test_not_training);
  }
  g_test_add_func ("/layers/gelu", test_gelu_is_the_exact_one);
  g_test_add_func ("/layers/nine-means", test_nine_means_stand_for_a_convolution_and_its_mean);
  g_test_add_func ("/layers/nan", test_nan_stays_visible);
  g_test_add_func ("/layers/nan-pool", test_nan_is_the_largest);
  return g_test_run ();
}
