#include "engine/kernels/fused-conv.h"

#include "engine/kernels/conv-method.h"

#include <string.h>

enum {
  GROUP = MIEN_GROUP,
  CHUNK = 4, /* pictures that one worker takes at a time; part of what fixes the bits */
  MOMENTS = 2 * GROUP
};

typedef struct {
  const MienFusedPass *pass;
  const MienConvMethod *method;
  const MienPictures *from, *to; /* @to: d_x on the way back */
  const MienPictures *d_y;
  float *z;
  const float *weight;
  float *d_weight;
  const float *centre;
  const MienAffine *affine;
  const MienNormBack *norm;
} Work;

gboolean
mien_fused_conv_is_narrow (const MienFusedConv *conv)
{
  return conv->in <= MIEN_MAX_NARROW;
}

static const MienConvMethod *
method_of (const MienFusedConv *conv)
{
  return mien_fused_conv_is_narrow (conv) ? &mien_conv_narrow : &mien_conv_winograd;
}

/* --- sizes --- */

static gsize
plane_len (const MienFusedConv *conv)
{
  return (gsize) conv->height * (gsize) conv->width * GROUP;
}

gsize
mien_fused_conv_grouped_len (int channels, int height, int width)
{
  return (gsize) mien_n_groups (channels) * (gsize) height * (gsize) width * GROUP;
}

static gsize
z_len (const MienFusedConv *conv)
{
  return mien_fused_conv_grouped_len (conv->out, conv->height, conv->width);
}

static gsize
x_len (const MienFusedConv *conv)
{
  return mien_fused_conv_grouped_len (conv->in, conv->height, conv->width);
}

static int
y_height (const MienFusedConv *conv)
{
  return conv->pool ? conv->height / 2 : conv->height;
}

static int
y_width (const MienFusedConv *conv)
{
  return conv->pool ? conv->width / 2 : conv->width;
}

static gsize
y_len (const MienFusedConv *conv)
{
  return mien_fused_conv_grouped_len (conv->out, y_height (conv), y_width (conv));
}

static int
together (const MienFusedConv *conv)
{
  return MIN (CHUNK, method_of (conv)->together (conv));
}

/* What a worker holds of a few pictures, in this order. */
typedef struct {
  float *prepared; /* [together][prepared] */
  float *d_z;      /* [together][z] */
  float *picture;  /* one picture, grouped, on its way in or out */
  float *method;
  float *d_prepared, *d_weights; /* not where only predictions are made */
} Bench;

static gsize
forward_len (const MienFusedConv *conv)
{
  const MienConvMethod *method = method_of (conv);
  gsize n = (gsize) together (conv);

  return n * (method->prepared_len (conv) + z_len (conv)) + MAX (x_len (conv), z_len (conv)) +
         method->scratch_len (conv);
}

static gsize
backward_len (const MienFusedConv *conv)
{
  const MienConvMethod *method = method_of (conv);

  return (gsize) together (conv) * method->prepared_len (conv) + method->d_weights_len (conv);
}

gsize
mien_fused_conv_scratch (const MienFusedConv *conv, gboolean predicts)
{
  return forward_len (conv) + (predicts ? 0 : backward_len (conv));
}

static Bench
lay_out (const MienFusedConv *conv, float *scratch)
{
  const MienConvMethod *method = method_of (conv);
  gsize n = (gsize) together (conv);
  Bench bench = {.prepared = scratch};

  bench.d_z = bench.prepared + n * method->prepared_len (conv);
  bench.picture = bench.d_z + n * z_len (conv);
  bench.method = bench.picture + MAX (x_len (conv), z_len (conv));
  bench.d_prepared = scratch + forward_len (conv);
  bench.d_weights = bench.d_prepared + n * method->prepared_len (conv);
  return bench;
}

static gsize
taps_len (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (conv->out) * method_of (conv)->taps_plane (conv);
}

static gsize
moments_len (const MienFusedConv *conv)
{
  return (gsize) mien_n_groups (conv->out) * MOMENTS;
}

gsize
mien_fused_conv_partials (const MienFusedConv *conv, int n)
{
  return (gsize) mien_n_chunks (n, CHUNK) * MAX (taps_len (conv), moments_len (conv));
}

gsize
mien_fused_conv_weights (const MienFusedConv *conv)
{
  return method_of (conv)->weights_len (conv);
}

static Bench
bench_of (const Work *work, int worker)
{
  const MienFusedConv *conv = work->pass->conv;

  return lay_out (conv, work->pass->scratch +
                            (gsize) worker * mien_fused_conv_scratch (conv, work->pass->predicts));
}

/* --- between plain and grouped pictures --- */

static void
group_picture (float *grouped, const float *plain, int channels, gsize n_pixels)
{
  if (channels % GROUP != 0)
    memset (grouped + (gsize) (channels / GROUP) * n_pixels * GROUP, 0,
            n_pixels * GROUP * sizeof (float));
  for (gsize c = 0; c < (gsize) channels; c++) {
    float *to = grouped + c / GROUP * n_pixels * GROUP + c % GROUP;
    const float *from = plain + c * n_pixels;

    for (gsize i = 0; i < n_pixels; i++)
      to[i * GROUP] = from[i];
  }
}

static void
ungroup_picture (float *plain, const float *grouped, int channels, gsize n_pixels)
{
  for (gsize c = 0; c < (gsize) channels; c++) {
    const float *from = grouped + c / GROUP * n_pixels * GROUP + c % GROUP;
    float *to = plain + c * n_pixels;

    for (gsize i = 0; i < n_pixels; i++)
      to[i] = from[i * GROUP];
  }
}

void
mien_conv_gather_taps (const MienFusedConv *conv,
                       float *taps,
                       const float *weight,
                       int group,
                       int c)
{
  int first = group * GROUP, n = c < conv->in ? MIN (GROUP, conv->out - first) : 0;

  memset (taps, 0, 9 * GROUP * sizeof (float));
  for (int k = 0; k < n; k++) {
    const float *from = weight + ((gsize) (first + k) * (gsize) conv->in + (gsize) c) * 9;

    for (int tap = 0; tap < 9; tap++)
      taps[tap * GROUP + k] = from[tap];
  }
}

/* --- sums over chunks --- */

static void
add_moments (const MienFusedPass *pass, double *moments)
{
  gsize len = moments_len (pass->conv);

  for (gsize i = 0; i < len; i++)
    moments[i] = 0.0;
  for (int chunk = 0; chunk < mien_n_chunks (pass->n, CHUNK); chunk++)
    for (gsize i = 0; i < len; i++)
      moments[i] += (double) pass->partials[(gsize) chunk * len + i];
}

/* One group of outputs: its taps of all chunks, added in order into the first row, and then out of
 * the lanes. */
static void
add_taps (int group, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienFusedConv *conv = work->pass->conv;
  gsize plane = work->method->taps_plane (conv), len = taps_len (conv);
  float *sum = work->pass->partials + (gsize) group * plane;
  int n = MIN (GROUP, conv->out - group * GROUP);

  for (int chunk = 1; chunk < mien_n_chunks (work->pass->n, CHUNK); chunk++)
    for (gsize i = 0; i < plane; i++)
      sum[i] += sum[(gsize) chunk * len + i];
  for (int k = 0; k < n; k++) {
    float *to = work->d_weight + (gsize) (group * GROUP + k) * (gsize) conv->in * 9;

    for (gsize tap = 0; tap < (gsize) conv->in * 9; tap++)
      to[tap] = sum[tap * GROUP + (gsize) k];
  }
}

/* --- forwards --- */

static void
transform_group (int group, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;

  work->method->transform (work->pass->conv, work->pass->weights, work->weight, group);
}

static void
measure (const Work *work, float *sums, const float *z)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize plane = plane_len (conv);

  for (int g = 0; g < mien_n_groups (conv->out); g++)
    mien_kernels ()->group->moments (sums + (gsize) g * MOMENTS, z + (gsize) g * plane,
                                     plane / GROUP, work->centre + (gsize) g * GROUP);
}

static void
prepare (const Work *work, const Bench *bench, int first, int n)
{
  const MienFusedConv *conv = work->pass->conv;

  for (int i = 0; i < n; i++)
    work->method->prepare (conv, bench->prepared + (gsize) i * work->method->prepared_len (conv),
                           work->from, first + i);
}

static void
clear_prepared (const Work *work, float *prepared, int n)
{
  memset (prepared, 0, (gsize) n * work->method->prepared_len (work->pass->conv) * sizeof (float));
}

static void
forward_chunk (int chunk, int worker, gpointer data)
{
  const Work *work = data;
  const MienFusedPass *pass = work->pass;
  const MienFusedConv *conv = pass->conv;
  Bench bench = bench_of (work, worker);
  int last = MIN (pass->n, (chunk + 1) * CHUNK), step = together (conv);
  float *sums = pass->partials + (gsize) chunk * moments_len (conv);

  clear_prepared (work, bench.prepared, step);
  memset (sums, 0, moments_len (conv) * sizeof (float));
  for (int first = chunk * CHUNK; first < last; first += step) {
    int n = MIN (step, last - first);
    float *z = work->z + (gsize) first * z_len (conv);

    prepare (work, &bench, first, n);
    work->method->forward (conv, z, bench.prepared, n, pass->weights, bench.method);
    for (int i = 0; i < n && work->centre != NULL; i++)
      measure (work, sums, z + (gsize) i * z_len (conv));
  }
}

void
mien_fused_conv_forward (const MienFusedPass *pass,
                         float *z,
                         const MienPictures *from,
                         const float *weight,
                         const float *centre,
                         double *moments)
{
  Work work = {.pass = pass,
               .method = method_of (pass->conv),
               .from = from,
               .z = z,
               .weight = weight,
               .centre = moments != NULL ? centre : NULL};

  mien_pool_run (pass->pool, mien_n_groups (pass->conv->out), transform_group, &work);
  mien_pool_run (pass->pool, mien_n_chunks (pass->n, CHUNK), forward_chunk, &work);
  if (moments != NULL)
    add_moments (pass, moments);
}

static void
activate_group (const Work *work, float *y, const float *z, int g)
{
  const MienFusedConv *conv = work->pass->conv;
  const MienGroupKernels *kernels = mien_kernels ()->group;

  if (conv->pool)
    kernels->pool (y, z, conv->height, conv->width, work->affine + g);
  else
    kernels->activate (y, z, plane_len (conv) / GROUP, work->affine + g);
}

static void
activate (const Work *work, const Bench *bench, const float *z, int picture)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize n_pixels = (gsize) y_height (conv) * (gsize) y_width (conv);
  float *y = work->to->grouped ? work->to->x + (gsize) picture * y_len (conv) : bench->picture;

  for (int g = 0; g < mien_n_groups (conv->out); g++)
    activate_group (work, y + (gsize) g * n_pixels * GROUP, z + (gsize) g * plane_len (conv), g);
  if (!work->to->grouped)
    ungroup_picture (work->to->x + (gsize) picture * (gsize) conv->out * n_pixels, y, conv->out,
                     n_pixels);
}

static void
activate_picture (int picture, int worker, gpointer data)
{
  const Work *work = data;
  Bench bench = bench_of (work, worker);

  activate (work, &bench, work->z + (gsize) picture * z_len (work->pass->conv), picture);
}

void
mien_fused_conv_activate (const MienFusedPass *pass,
                          const MienPictures *to,
                          const float *z,
                          const MienAffine *affine)
{
  Work work = {.pass = pass, .to = to, .z = (float *) z, .affine = affine};

  mien_pool_run (pass->pool, pass->n, activate_picture, &work);
}

static void
predict_chunk (int chunk, int worker, gpointer data)
{
  const Work *work = data;
  const MienFusedPass *pass = work->pass;
  Bench bench = bench_of (work, worker);
  int last = MIN (pass->n, (chunk + 1) * CHUNK), step = together (pass->conv);

  clear_prepared (work, bench.prepared, step);
  for (int first = chunk * CHUNK; first < last; first += step) {
    int n = MIN (step, last - first);

    prepare (work, &bench, first, n);
    work->method->forward (pass->conv, bench.d_z, bench.prepared, n, pass->weights, bench.method);
    for (int i = 0; i < n; i++)
      activate (work, &bench, bench.d_z + (gsize) i * z_len (pass->conv), first + i);
  }
}

void
mien_fused_conv_predict (const MienFusedPass *pass,
                         const MienPictures *to,
                         const MienPictures *from,
                         const float *weight,
                         const MienAffine *affine)
{
  Work work = {.pass = pass,
               .method = method_of (pass->conv),
               .from = from,
               .to = to,
               .weight = weight,
               .affine = affine};

  mien_pool_run (pass->pool, mien_n_groups (pass->conv->out), transform_group, &work);
  mien_pool_run (pass->pool, mien_n_chunks (pass->n, CHUNK), predict_chunk, &work);
}

/* --- backwards --- */

/* d_z before batch norm of one picture: what comes back, where ReLU and pooling let it through. */
static void
go_back_to_norm (const Work *work, const Bench *bench, float *d_z, int picture)
{
  const MienFusedConv *conv = work->pass->conv;
  const MienGroupKernels *kernels = mien_kernels ()->group;
  gsize n_pixels = (gsize) y_height (conv) * (gsize) y_width (conv), plane = plane_len (conv);
  const float *d_y = work->d_y->x + (gsize) picture * y_len (conv);

  if (!work->d_y->grouped) {
    group_picture (bench->picture, work->d_y->x + (gsize) picture * (gsize) conv->out * n_pixels,
                   conv->out, n_pixels);
    d_y = bench->picture;
  }
  for (int g = 0; g < mien_n_groups (conv->out); g++) {
    const float *z = work->z + (gsize) picture * z_len (conv) + (gsize) g * plane;
    const float *from = d_y + (gsize) g * n_pixels * GROUP;
    float *to = d_z + (gsize) g * plane;

    if (conv->pool)
      kernels->d_pool (to, from, z, conv->height, conv->width, work->affine + g);
    else
      kernels->d_activate (to, from, z, plane / GROUP, work->affine + g);
  }
}

static void
d_moments_chunk (int chunk, int worker, gpointer data)
{
  const Work *work = data;
  const MienFusedConv *conv = work->pass->conv;
  Bench bench = bench_of (work, worker);
  gsize plane = plane_len (conv);
  float *sums = work->pass->partials + (gsize) chunk * moments_len (conv);

  memset (sums, 0, moments_len (conv) * sizeof (float));
  for (int i = chunk * CHUNK; i < MIN (work->pass->n, (chunk + 1) * CHUNK); i++) {
    go_back_to_norm (work, &bench, bench.d_z, i);
    for (int g = 0; g < mien_n_groups (conv->out); g++)
      mien_kernels ()->group->d_moments (sums + (gsize) g * MOMENTS, bench.d_z + (gsize) g * plane,
                                         work->z + (gsize) i * z_len (conv) + (gsize) g * plane,
                                         plane / GROUP, work->norm[g].centre);
  }
}

void
mien_fused_conv_d_moments (const MienFusedPass *pass,
                           const MienPictures *d_y,
                           const float *z,
                           const MienAffine *affine,
                           const MienNormBack *norm,
                           double *moments)
{
  Work work = {.pass = pass, .d_y = d_y, .z = (float *) z, .affine = affine, .norm = norm};

  mien_pool_run (pass->pool, mien_n_chunks (pass->n, CHUNK), d_moments_chunk, &work);
  add_moments (pass, moments);
}

static void
transform_back_group (int group, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;

  work->method->transform_back (work->pass->conv, work->pass->weights, work->weight, group);
}

static void
go_back_to_conv (const Work *work, const Bench *bench, float *d_z, int picture)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize plane = plane_len (conv);
  const float *z = work->z + (gsize) picture * z_len (conv);

  go_back_to_norm (work, bench, d_z, picture);
  for (int g = 0; g < mien_n_groups (conv->out); g++) {
    const MienNormBack *norm = work->norm + g;

    mien_kernels ()->group->d_norm (d_z + (gsize) g * plane, z + (gsize) g * plane, plane / GROUP,
                                    norm->scale, norm->shift, norm->centre, norm->slope);
  }
}

static void
put_d_x (const Work *work, const Bench *bench, const float *d_prepared, int picture)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize n_pixels = (gsize) conv->height * (gsize) conv->width;

  if (work->to->grouped) {
    work->method->collect (conv, work->to->x + (gsize) picture * x_len (conv), d_prepared);
    return;
  }
  work->method->collect (conv, bench->picture, d_prepared);
  ungroup_picture (work->to->x + (gsize) picture * (gsize) conv->in * n_pixels, bench->picture,
                   conv->in, n_pixels);
}

static void
backward_pictures (const Work *work, const Bench *bench, int first, int n, gboolean add)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize prepared_len = work->method->prepared_len (conv);
  float *d_prepared = work->to != NULL ? bench->d_prepared : NULL;

  for (int i = 0; i < n; i++)
    go_back_to_conv (work, bench, bench->d_z + (gsize) i * z_len (conv), first + i);
  prepare (work, bench, first, n);
  if (d_prepared != NULL)
    clear_prepared (work, d_prepared, n);
  work->method->backward (conv, d_prepared, bench->d_weights, add, bench->d_z, bench->prepared, n,
                          work->pass->weights, bench->method);
  for (int i = 0; i < n && d_prepared != NULL; i++)
    put_d_x (work, bench, d_prepared + (gsize) i * prepared_len, first + i);
}

static void
backward_chunk (int chunk, int worker, gpointer data)
{
  const Work *work = data;
  const MienFusedConv *conv = work->pass->conv;
  Bench bench = bench_of (work, worker);
  int begin = chunk * CHUNK, last = MIN (work->pass->n, begin + CHUNK), step = together (conv);

  clear_prepared (work, bench.prepared, step);
  for (int first = begin; first < last; first += step)
    backward_pictures (work, &bench, first, MIN (step, last - first), first > begin);
  for (int g = 0; g < mien_n_groups (conv->out); g++)
    work->method->finish (conv, work->pass->partials + (gsize) chunk * taps_len (conv),
                          bench.d_weights, g);
}

void
mien_fused_conv_backward (const MienFusedPass *pass,
                          float *d_weight,
                          const MienPictures *d_x,
                          const MienPictures *d_y,
                          const MienPictures *from,
                          const float *z,
                          const float *weight,
                          const MienAffine *affine,
                          const MienNormBack *norm)
{
  Work work = {.pass = pass,
               .method = method_of (pass->conv),
               .from = from,
               .to = d_x,
               .d_y = d_y,
               .z = (float *) z,
               .weight = weight,
               .d_weight = d_weight,
               .affine = affine,
               .norm = norm};

  if (d_x != NULL)
    mien_pool_run (pass->pool, mien_n_groups (pass->conv->in), transform_back_group, &work);
  mien_pool_run (pass->pool, mien_n_chunks (pass->n, CHUNK), backward_chunk, &work);
  mien_pool_run (pass->pool, mien_n_groups (pass->conv->out), add_taps, &work);
}
