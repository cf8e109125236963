/* The way back: through pooling, ReLU and batch norm to the weights and the input. */
#include "engine/kernels/fused-private.h"

#include <string.h>

enum {
  GROUP = MIEN_GROUP,
  CHUNK = MIEN_FUSED_CHUNK,
  MOMENTS = MIEN_FUSED_MOMENTS
};

/* One group of outputs: its taps of all chunks, added in order into the first row, and then out of
 * the lanes. */
static void
add_taps (int group, int worker G_GNUC_UNUSED, gpointer data)
{
  const MienFusedWork *work = data;
  const MienFusedConv *conv = work->pass->conv;
  gsize plane = work->method->taps_plane (conv), len = mien_fused_taps_len (conv);
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

/* d_z before batch norm of one picture: what comes back, where ReLU and pooling let it through. */
static void
go_back_to_norm (const MienFusedWork *work, const MienFusedBench *bench, float *d_z, int picture)
{
  const MienFusedConv *conv = work->pass->conv;
  const MienGroupKernels *kernels = mien_kernels ()->group;
  gsize n_pixels = (gsize) mien_fused_y_height (conv) * (gsize) mien_fused_y_width (conv),
        plane = mien_fused_plane_len (conv);
  const float *d_y = work->d_y->x + (gsize) picture * mien_fused_y_len (conv);

  if (!work->d_y->grouped) {
    mien_group_picture (bench->picture,
                        work->d_y->x + (gsize) picture * (gsize) conv->out * n_pixels, conv->out,
                        n_pixels);
    d_y = bench->picture;
  }
  for (int g = 0; g < mien_n_groups (conv->out); g++) {
    const float *z = work->z + (gsize) picture * mien_fused_z_len (conv) + (gsize) g * plane;
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
  const MienFusedWork *work = data;
  const MienFusedConv *conv = work->pass->conv;
  MienFusedBench bench = mien_fused_bench (work, worker);
  gsize plane = mien_fused_plane_len (conv);
  float *sums = work->pass->partials + (gsize) chunk * mien_fused_moments_len (conv);

  memset (sums, 0, mien_fused_moments_len (conv) * sizeof (float));
  for (int i = chunk * CHUNK; i < MIN (work->pass->n, (chunk + 1) * CHUNK); i++) {
    go_back_to_norm (work, &bench, bench.d_z, i);
    for (int g = 0; g < mien_n_groups (conv->out); g++)
      mien_kernels ()->group->d_moments (sums + (gsize) g * MOMENTS, bench.d_z + (gsize) g * plane,
                                         work->z + (gsize) i * mien_fused_z_len (conv) +
                                             (gsize) g * plane,
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
  MienFusedWork work = {.pass = pass, .d_y = d_y, .z = (float *) z, .affine = affine, .norm = norm};

  mien_pool_run (pass->pool, mien_n_chunks (pass->n, CHUNK), d_moments_chunk, &work);
  mien_fused_add_moments (pass, moments);
}

static void
transform_back_group (int group, int worker G_GNUC_UNUSED, gpointer data)
{
  const MienFusedWork *work = data;

  work->method->transform_back (work->pass->conv, work->pass->weights, work->weight, group);
}

static void
go_back_to_conv (const MienFusedWork *work, const MienFusedBench *bench, float *d_z, int picture)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize plane = mien_fused_plane_len (conv);
  const float *z = work->z + (gsize) picture * mien_fused_z_len (conv);

  go_back_to_norm (work, bench, d_z, picture);
  for (int g = 0; g < mien_n_groups (conv->out); g++) {
    const MienNormBack *norm = work->norm + g;

    mien_kernels ()->group->d_norm (d_z + (gsize) g * plane, z + (gsize) g * plane, plane / GROUP,
                                    norm->scale, norm->shift, norm->centre, norm->slope);
  }
}

static void
put_d_x (const MienFusedWork *work,
         const MienFusedBench *bench,
         const float *d_prepared,
         int picture)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize n_pixels = (gsize) conv->height * (gsize) conv->width;

  if (work->to->grouped) {
    work->method->collect (conv, work->to->x + (gsize) picture * mien_fused_x_len (conv),
                           d_prepared);
    return;
  }
  work->method->collect (conv, bench->picture, d_prepared);
  mien_ungroup_picture (work->to->x + (gsize) picture * (gsize) conv->in * n_pixels, bench->picture,
                        conv->in, n_pixels);
}

static void
backward_pictures (const MienFusedWork *work,
                   const MienFusedBench *bench,
                   int first,
                   int n,
                   gboolean add)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize prepared_len = work->method->prepared_len (conv);
  float *d_prepared = work->to != NULL ? bench->d_prepared : NULL;

  for (int i = 0; i < n; i++)
    go_back_to_conv (work, bench, bench->d_z + (gsize) i * mien_fused_z_len (conv), first + i);
  mien_fused_prepare (work, bench, first, n);
  if (d_prepared != NULL)
    mien_fused_clear (work, d_prepared, n);
  work->method->backward (conv, d_prepared, bench->d_weights, add, bench->d_z, bench->prepared, n,
                          work->pass->weights, bench->method);
  for (int i = 0; i < n && d_prepared != NULL; i++)
    put_d_x (work, bench, d_prepared + (gsize) i * prepared_len, first + i);
}

static void
backward_chunk (int chunk, int worker, gpointer data)
{
  const MienFusedWork *work = data;
  const MienFusedConv *conv = work->pass->conv;
  MienFusedBench bench = mien_fused_bench (work, worker);
  int begin = chunk * CHUNK, last = MIN (work->pass->n, begin + CHUNK),
      step = mien_fused_together (conv);

  mien_fused_clear (work, bench.prepared, step);
  for (int first = begin; first < last; first += step)
    backward_pictures (work, &bench, first, MIN (step, last - first), first > begin);
  for (int g = 0; g < mien_n_groups (conv->out); g++)
    work->method->finish (conv, work->pass->partials + (gsize) chunk * mien_fused_taps_len (conv),
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
  MienFusedWork work = {.pass = pass,
                        .method = mien_fused_method (pass->conv),
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
